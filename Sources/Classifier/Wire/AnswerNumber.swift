/// The numbers that an answer may mean: people and models write 96.2, `96,2`, `9.62 × 10¹`, `$\frac{481}{5}$`.
///
/// A comma or a point alone may group digits or end the whole ones. Where the form leaves it open (`6.117`, `1,234`),
/// both readings stand, unless both are numbers that people commonly mean (`1.000` is one or a thousand): then the
/// language decides, and without a language the English way of writing.
struct AnswerNumber {
    /// The likelier reading first; empty where the answer holds no number.
    let readings: [Double]

    /// - Parameter language: BCP 47 tag of the prompt, such as `fr`; nil where it is not known.
    init(_ answer: String, language: String? = nil) {
        let text = Self.plain(answer)
        if let sum = Self.mixed(text) {
            readings = sum
            return
        }
        let pattern =
            /([-+]?)\s?((?:\d[\d.,']*(?: \d{3}(?!\d))*[\d.,']*|[.,]\d+))(?:\s?[eE]\s?([-+]?\d+)|\s?[x*]\s?10\s?(?:\^|\*\*)?\s?[{(]?\s?([-+]?\d+)\s?[})]?|\s?\^\s?[{(]?([-+]?\d+)[})]?)?(?:\s?\/\s?(\d[\d.,]*))?(\s?%)?/
        for match in text.matches(of: pattern) {
            // A digit behind a letter is part of a name: the 2 of H2O, of x2.
            let start = match.output.2.startIndex
            if start > text.startIndex, text[text.index(before: start)].isLetter { continue }
            let sign: Double = match.output.1 == "-" ? -1 : 1
            // A power without a factor counts for ten alone: 10^-4, while the 2 of cm^2 is no exponent.
            let bare = match.output.5 != nil && match.output.2 == "10"
            let power = (match.output.3 ?? match.output.4 ?? (bare ? match.output.5 : nil)).map {
                String($0.hasPrefix("+") ? $0.dropFirst() : $0)
            }
            var found: [Double] = []
            for body in bare ? ["1"] : Self.bodies(String(match.output.2), language: language) {
                guard var value = Double(body + (power.map { "e\($0)" } ?? "")), value.isFinite else { continue }
                if let below = match.output.6 {
                    guard let divisor = Self.bodies(String(below), language: language).first.flatMap(Double.init),
                        divisor != 0
                    else { continue }
                    value /= divisor
                }
                found.append(sign * value)
            }
            guard !found.isEmpty else { continue }
            // "96.2 %" answers a question for 96.2 per cent and one for the share 0.962.
            readings = match.output.7 == nil ? found : found + found.map { $0 / 100 }
            return
        }
        readings = []
    }

    /// `1 1/2`, `1½`: a whole number with a proper fraction behind it, which stands for their sum.
    private static func mixed(_ text: String) -> [Double]? {
        guard let match = text.firstMatch(of: /([-+]?)\s?\b(\d+) {1,2}(\d+)\s?\/\s?(\d+)\b/),
            text[..<match.range.lowerBound].allSatisfy({ !$0.isNumber }), let whole = Double(match.output.2),
            let above = Double(match.output.3), let below = Double(match.output.4), above < below, below <= 64
        else { return nil }
        return [(match.output.1 == "-" ? -1 : 1) * (whole + above / below)]
    }

    /// Digits with a point for the decimals: every reading of a stretch of digits, points and commas.
    private static func bodies(_ raw: String, language: String?) -> [String] {
        var raw = raw.filter { $0 != " " && $0 != "'" }
        while let last = raw.last, last == "." || last == "," { raw.removeLast() }
        guard raw.contains(where: \.isNumber) else { return [] }
        let marks = raw.filter { $0 == "." || $0 == "," }
        guard let mark = marks.last else { return [raw] }
        let decimal = { (sign: Character) in
            String(raw.compactMap { $0 == sign ? "." : $0 == "." || $0 == "," ? nil : $0 })
        }
        let whole = raw.filter { $0 != "." && $0 != "," }
        // Two kinds of marks: the last one ends the whole digits. One kind, many times: it groups.
        if Set(marks).count == 2 { return marks.filter { $0 == mark }.count == 1 ? [decimal(mark)] : [whole] }
        if marks.count > 1 { return [whole] }
        let parts = raw.split(separator: mark, omittingEmptySubsequences: false)
        let mayGroup = parts[1].count == 3 && (1...3).contains(parts[0].count) && parts[0].first != "0"
        guard mayGroup else { return [decimal(mark)] }
        let comma = language.map(writesComma) ?? false
        let groups = mark == (comma ? "." : ",")
        let both = groups ? [whole, decimal(mark)] : [decimal(mark), whole]
        return parts[1].allSatisfy { $0 == "0" } ? [both[0]] : both
    }

    /// Languages that write 96,2.
    private static func writesComma(_ language: String) -> Bool {
        let base = language.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map(String.init) ?? ""
        return [
            "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "pl", "cs", "sk", "sv", "da", "nb", "no", "fi", "tr", "el",
            "hu", "ro", "bg", "hr", "sl", "id", "vi", "ca",
        ].contains(base)
    }

    /// The same in plain characters: typography, full-width digits, superscripts and the common commands of LaTeX.
    private static func plain(_ answer: String) -> String {
        var text = ""
        for character in answer {
            switch character {
            case "−", "–", "‐", "‑", "﹣", "－": text.append("-")
            case "\u{A0}", "\u{202F}", "\u{2009}", "_": text.append(" ")
            case "×", "·", "⋅", "✕": text.append("x")
            case "$", "≈", "~", "∼": text.append(" ")
            case "’", "ʼ": text.append("'")
            case "，", "､", "٬": text.append(",")
            case "．", "。", "٫": text.append(".")
            case "％", "٪": text.append("%")
            case "⁄", "／": text.append("/")
            case "½": text.append(" 1/2")
            case "¼": text.append(" 1/4")
            case "¾": text.append(" 3/4")
            default:
                // Digits of every script, but raised and circled ones: full-width, Arabic-Indic, Devanagari.
                if let digit = character.wholeNumberValue,
                    character.unicodeScalars.first?.properties.numericType == .decimal
                {
                    text.append(Character(String(digit)))
                } else {
                    text.append(character)
                }
            }
        }
        for (command, sign) in [
            ("\\times", "x"), ("\\cdot", "x"), ("{,}", ","), ("\\,", ""), ("\\;", " "), ("\\!", ""), ("\\ ", " "),
            ("\\%", "%"), ("\\approx", " "), ("\\left", ""), ("\\right", ""),
        ] { text = text.replacing(command, with: sign) }
        text = text.replacing(/\\[dt]?frac\s?\{([^{}]*)\}\s?\{([^{}]*)\}/) { " \($0.output.1)/\($0.output.2)" }
        return superscripts(text)
    }

    /// `10⁻⁴` becomes `10^-4`: a raised digit is never a digit of the number in front of it.
    private static func superscripts(_ text: String) -> String {
        let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        var plain = ""
        var isRaised = false
        for character in text {
            let digit = raised.firstIndex(of: character)
            guard digit != nil || character == "⁻" || character == "⁺" else {
                plain.append(character)
                isRaised = false
                continue
            }
            if !isRaised { plain.append("^") }
            isRaised = true
            plain.append(digit.map { String($0) } ?? (character == "⁻" ? "-" : ""))
        }
        return plain
    }
}
