import Formats
import Trials

/// Compares the last line `ANSWER: x` of a reply with what a probe expects.
package enum AnswerCheck {
    /// False also where there is no such line.
    ///
    /// - Parameter language: of the prompt, as a BCP 47 tag: whether 1.000 is one or a thousand there.
    package static func passes(_ check: Check, reply: String, language: String? = nil) -> Bool {
        guard let answer = answer(in: reply) else { return false }
        switch check.kind {
        case .number(let value, let tolerance):
            // A hair beside the tolerance: 0.3 is not what 0.1 + 0.2 gives.
            return AnswerNumber(answer, language: language).means(value, within: tolerance)
        case .exact(let text): return answer == trimmed(Substring(text))
        case .choice(let option): return fold(answer) == fold(option)
        case .regex(let pattern):
            // Patterns are checked when the suite is read; one that does not compile passes nothing.
            guard let pattern = try? Pattern(pattern) else { return false }
            return pattern.matches(answer)
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
}
