import Trials

/// Compares the last line `ANSWER: x` of a reply with what a probe expects.
package enum AnswerCheck {
    /// False also where there is no such line.
    package static func passes(_ check: Check, reply: String) -> Bool {
        guard let answer = answer(in: reply) else { return false }
        switch check.kind {
        case .number(let value, let tolerance):
            guard let found = number(in: answer) else { return false }
            // A hair beside the tolerance: 0.3 is not what 0.1 + 0.2 gives.
            return abs(found - value) <= tolerance + 1e-12 * max(1, abs(value))
        case .exact(let text): return answer == trimmed(Substring(text))
        case .choice(let option): return fold(answer) == fold(option)
        case .regex(let pattern):
            // Patterns are checked when the suite is read; one that does not compile passes nothing.
            guard let regex = try? Regex(pattern) else { return false }
            return answer.firstMatch(of: regex) != nil
        }
    }

    /// What follows `ANSWER:` on the last line that has it, without Markdown marks and white space around it.
    package static func answer(in reply: String) -> String? {
        for line in reply.split(whereSeparator: \.isNewline).reversed() {
            let bare = line.drop { $0.isWhitespace || "*_`#>-".contains($0) }
            guard bare.prefix(6).uppercased() == "ANSWER" else { continue }
            let rest = bare.dropFirst(6).drop { $0.isWhitespace || "*_`".contains($0) }
            guard rest.first == ":" || rest.first == "：" else { continue }
            let value = unwrapped(rest.dropFirst())
            return value.isEmpty ? nil : value
        }
        return nil
    }

    private static func unwrapped(_ text: Substring) -> String {
        var text = trimmed(text)
        while let first = text.first, "*_`".contains(first) { text.removeFirst() }
        while let last = text.last, "*_`".contains(last) { text.removeLast() }
        return trimmed(Substring(text))
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// One of a list of options: without case, brackets and a final full stop.
    private static func fold(_ text: String) -> String {
        var text = Substring(trimmed(Substring(text)).lowercased())
        while let last = text.last, ".)]".contains(last) { text.removeLast() }
        while let first = text.first, "([".contains(first) { text.removeFirst() }
        return trimmed(text)
    }

    /// The first number of an answer: signs of typography, digit groups (`1,234`, `1 234`), exponents (`3.1e-4`,
    /// `3.1 × 10^-4`); units and words around it are passed over.
    package static func number(in answer: String) -> Double? {
        var text = ""
        for character in answer {
            switch character {
            case "−", "–", "‐", "‑", "﹣", "－": text.append("-")
            case "\u{A0}", "\u{202F}", "\u{2009}", "_": text.append(" ")
            case "×", "·": text.append("x")
            default: text.append(character)
            }
        }
        text = superscripts(text)
        let pattern =
            /([-+]?)\s?((?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+(?!\d)|\d+)?(?:\.\d+)?)(?:[eE]([-+]?\d+)|\s?[x*]\s?10\s?(?:\^|\*\*)?\s?[{(]?([-+]?\d+)[})]?)?/
        for match in text.matches(of: pattern) where !match.output.2.isEmpty {
            let digits = match.output.2.filter { $0 != "," && $0 != " " }
            let exponent = match.output.3 ?? match.output.4
            let sign = match.output.1 == "-" ? "-" : ""
            let power = exponent.map { "e\($0.hasPrefix("+") ? $0.dropFirst() : $0)" } ?? ""
            if let value = Double("\(sign)\(digits.hasPrefix(".") ? "0" : "")\(digits)\(power)"), value.isFinite {
                return value
            }
        }
        return nil
    }

    private static func superscripts(_ text: String) -> String {
        let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        guard text.contains(where: { raised.contains($0) || $0 == "⁻" }) else { return text }
        return String(
            text.map { character -> Character in
                if character == "⁻" { return "-" }
                return raised.firstIndex(of: character).map { Character(String($0)) } ?? character
            })
    }
}
