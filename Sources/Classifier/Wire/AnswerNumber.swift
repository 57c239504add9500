/// The number that an answer may mean: people and models write 96.2, `96,2`, `9.62 × 10¹`, `$\frac{481}{5}$`, "about 96".
///
/// A comma or a point alone may group digits or end the whole ones. Where the form leaves it open (`6.117`, `1,234`),
/// both readings stand, unless both are numbers that people commonly mean (`1.000` is one or a thousand): then the
/// language decides, and without a language the English way of writing. A range or a choice ("10 to 12", "3 or 4") commits to
/// none of its numbers: it means a value when both of them do.
struct AnswerNumber {
    /// The likelier reading first; empty where the answer holds no number.
    let readings: [Double]
    /// The readings of the other end of a range or choice; empty where there is none.
    let end: [Double]

    /// - Parameter language: BCP 47 tag of the prompt, such as `fr`; nil where it is not known.
    init(_ answer: String, language: String? = nil) {
        let text = AnswerTypography.plain(answer)
        if let sum = Self.mixed(text) {
            (readings, end) = (sum, [])
            return
        }
        guard let first = Stretch.first(in: text[...], language) else {
            (readings, end) = ([], [])
            return
        }
        guard
            let other = AnswerWords.other(
                behind: text[first.range.upperBound...], before: text[..<first.range.lowerBound]),
            let last = Stretch.first(in: other, language),
            !other[..<last.range.lowerBound].contains(where: { !$0.isWhitespace })
        else {
            (readings, end) = (first.readings(first.factors), [])
            return
        }
        // "10 to 12 %" says per cent of both.
        (readings, end) = (
            first.readings(first.factors == [1] ? last.factors : first.factors), last.readings(last.factors)
        )
    }

    func means(_ value: Double, within tolerance: Double) -> Bool {
        // A hair beside the tolerance: 0.3 is not what 0.1 + 0.2 gives.
        let fits = { (reading: Double) in abs(reading - value) <= tolerance + 1e-12 * max(1, abs(value)) }
        return readings.contains(where: fits) && (end.isEmpty || end.contains(where: fits))
    }

    /// One number with what belongs to it: sign, power, divisor, per cent.
    private struct Stretch {
        let range: Range<Substring.Index>
        let values: [Double]
        /// What each value may be multiplied with: 1, and 0.01 for per cent.
        let factors: [Double]

        func readings(_ factors: [Double]) -> [Double] { factors.flatMap { factor in values.map { $0 * factor } } }

        static func first(in text: Substring, _ language: String?) -> Stretch? {
            let pattern =
                /([-+]?)\s?((?:[0-9][0-9.,']*(?: [0-9]{3}(?![0-9]))*[0-9.,']*|[.,][0-9]+))(?:\s?[eE]\s?([-+]?[0-9]+)|(?:\s?[x*]\s?10\s?(?:\^|\*\*)?|\s10\s?(?:\^|\*\*))\s?[{(]?\s?([-+]?[0-9]+)\s?[})]?|\s?\^\s?[{(]?([-+]?[0-9]+)[})]?)?(?:\s?\/\s?([0-9][0-9.,]*))?/
            for match in text.matches(of: pattern) {
                // A digit behind a letter is part of a name: the 2 of H2O, of x2. Scripts without case put no space there: 约12.
                let start = match.output.2.startIndex
                if start > text.startIndex {
                    let before = text[text.index(before: start)]
                    if before.isCased || before == "√" { continue }
                }
                let raised = match.output.5.flatMap { Int($0.drop { $0 == "+" }) }
                let ten = match.output.2 == "10" ? raised.map(String.init) : nil
                let power = ten ?? (match.output.3 ?? match.output.4).map { String($0.drop { $0 == "+" }) }
                let bodies = ten == nil ? AnswerNumber.bodies(String(match.output.2), language: language) : ["1"]
                var values = bodies.compactMap { Double($0 + (power.map { "e\($0)" } ?? "")) }
                if ten == nil, let raised { values = values.map { AnswerNumber.raise($0, raised) } }
                if let below = match.output.6 {
                    let divisor = AnswerNumber.bodies(String(below), language: language).first.flatMap(Double.init) ?? 0
                    values = divisor == 0 ? [] : values.map { $0 / divisor }
                }
                values = values.filter(\.isFinite)
                guard !values.isEmpty else { continue }
                let isNegative = match.output.1 == "-" || AnswerWords.isNegative(text[..<match.range.lowerBound])
                return Stretch(
                    range: match.range, values: isNegative ? values.map { -$0 } : values,
                    factors: AnswerWords.factors(
                        behind: text[match.range.upperBound...], before: text[..<match.range.lowerBound], language))
            }
            return nil
        }
    }

    private static func raise(_ base: Double, _ power: Int) -> Double {
        guard abs(power) <= 1023 else { return .nan }
        let whole = (0..<abs(power)).reduce(1.0) { product, _ in product * base }
        return power < 0 ? 1 / whole : whole
    }

    /// `1 1/2`, `1½`: a whole number with a proper fraction behind it, which stands for their sum.
    private static func mixed(_ text: String) -> [Double]? {
        guard let match = text.firstMatch(of: /([-+]?)\s?\b([0-9]+) {1,2}([0-9]+)\s?\/\s?([0-9]+)\b/),
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
}
