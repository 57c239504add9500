import Formats
import Foundation
import Trials

/// Whether a check can be passed by a right reply, and only by such a one.
extension SuiteLint {
    func checkFindings(_ probe: Probe) -> [LintFinding] {
        guard let check = probe.check else { return [] }
        var out: [LintFinding] = []
        if !probe.lastText.contains("ANSWER") {
            out.append(
                LintFinding(
                    probe, .check, .error, "has a check and does not ask for the line `ANSWER: x`",
                    accepted: "the request in the last turn"))
        }
        if let passes, let given = probe.turns.first(where: { passes(check, $0.text) }) {
            out.append(
                fault(
                    probe, "the \(given.speaker.rawValue)'s own words hold the right `ANSWER:` line",
                    "an example that would not pass, such as `ANSWER: x`"))
        }
        switch check.kind {
        case .number(let value, let tolerance): out += number(probe, check, value, tolerance)
        case .exact(let text): out += expectedText(probe, check, text)
        case .choice(let option):
            out += expectedText(probe, check, option)
            if !LintText.words(probe.allText).containsRun(LintText.words(option)) {
                out.append(
                    LintFinding(
                        probe, .check, .error, "the option \(LintText.quoted(option)) is not printed in the probe",
                        accepted: "one of the options that the prompt lists"))
            }
        case .regex(let pattern): out += regex(probe, pattern)
        }
        return out
    }

    private func fault(_ probe: Probe, _ found: String, _ accepted: String? = nil) -> LintFinding {
        LintFinding(probe, .check, .error, found, accepted: accepted)
    }

    private func number(_ probe: Probe, _ check: Check, _ value: Double, _ tolerance: Double) -> [LintFinding] {
        var out: [LintFinding] = []
        if let passes {
            if !passes(check, "ANSWER: \(plain(value))") {
                out.append(fault(probe, "its own value \(plain(value)) does not pass"))
            }
            let wrong = value + max(tolerance * 3, abs(value) * 1e-6, 1e-9)
            if passes(check, "ANSWER: \(plain(wrong))") {
                out.append(fault(probe, "\(plain(wrong)) passes as \(plain(value)) does"))
            }
        }
        if value != 0, tolerance >= abs(value) {
            out.append(
                fault(probe, "tolerance \(plain(tolerance)) lets zero pass for \(plain(value))", "a smaller one"))
        }
        if tolerance == 0, value != value.rounded() {
            out.append(
                fault(
                    probe, "tolerance 0 for \(plain(value)): a reply with one figure more or less would fail",
                    "half a unit of the last figure asked for"))
        }
        if let (what, rounded) = Self.asAskedFor(value, probe.lastText),
            abs(rounded - value) > tolerance + 1e-12 * max(1, abs(value))
        {
            out.append(
                fault(
                    probe,
                    "asks for \(what), and \(plain(value)) so rounded (\(plain(rounded))) fails with tolerance "
                        + plain(tolerance), "a tolerance of half a unit of the last figure, or more"))
        }
        return out
    }

    private func expectedText(_ probe: Probe, _ check: Check, _ text: String) -> [LintFinding] {
        var out: [LintFinding] = []
        if text.contains(where: \.isNewline) {
            out.append(fault(probe, "the expected text has two lines, an `ANSWER:` line is one", "one line"))
        }
        if let passes {
            if !passes(check, "ANSWER: \(text)") {
                out.append(
                    fault(
                        probe,
                        "its own value \(LintText.quoted(text)) does not pass: marks around an answer are taken off",
                        "a text without spaces, `*`, `_` and backticks at its ends"))
            }
            if passes(check, "ANSWER: \(text) or not") {
                out.append(fault(probe, "'\(text) or not' passes as \(LintText.quoted(text)) does"))
            }
        }
        return out
    }

    private func regex(_ probe: Probe, _ pattern: String) -> [LintFinding] {
        guard let passes else { return [] }
        let check = Check(.regex(pattern))
        // A pattern that takes what nobody asked for takes everything.
        let nonsense = ["I do not know", "0", "42", "yes", "no", "none of these", "x"]
        let taken = nonsense.filter { passes(check, "ANSWER: \($0)") && !pattern.contains($0) }
        guard taken.count > 2 else { return [] }
        return [
            fault(
                probe,
                "the pattern \(LintText.quoted(pattern)) takes \(taken.map { "'\($0)'" }.joined(separator: ", "))",
                "a pattern with ^ and $ that only right answers fit")
        ]
    }

    /// The value as a reply would give it that rounds as the prompt asks, where it says so once and plainly.
    static func asAskedFor(_ value: Double, _ text: String) -> (what: String, rounded: Double)? {
        let numbers = ["one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6]
        let words = LintText.words(text)
        var asks: Set<String> = []
        var rounded = value
        for place in words.indices.dropFirst() {
            guard let count = numbers[words[place - 1]] ?? Int(words[place - 1]), (1...9).contains(count) else {
                continue
            }
            switch words[place] {
            case "decimal", "decimals": rounded = (value * pow(10, Double(count))).rounded() / pow(10, Double(count))
            case "significant":
                guard value != 0 else { continue }
                let unit = pow(10, Double(count - 1) - log10(abs(value)).rounded(.down))
                rounded = (value * unit).rounded() / unit
            default: continue
            }
            asks.insert("\(count) \(words[place])")
        }
        guard asks.count == 1, let what = asks.first else { return nil }
        return (what, rounded)
    }

    /// Shortest decimal, without exponent where a reader would not write one.
    private func plain(_ value: Double) -> String {
        let magnitude = abs(value)
        guard magnitude == 0 || (1e-9..<1e15).contains(magnitude) else { return "\(value)" }
        return JSONWriter.text(value).contains("e") ? String(format: "%.12f", value) : JSONWriter.text(value)
    }
}

extension [String] {
    func containsRun(_ run: [String]) -> Bool {
        guard !run.isEmpty, count >= run.count else { return run.isEmpty }
        return (0...(count - run.count)).contains { Array(self[$0..<$0 + run.count]) == run }
    }
}

extension Probe {
    /// Everything that reaches a model, as one text.
    var allText: String {
        ([system].compactMap { $0 } + context.map { "\($0.name)\n\($0.text)" } + turns.map(\.wholeText)
            + tools.map { "\($0.name) \($0.description) \($0.schema.compact)" } + [prefill].compactMap { $0 })
            .joined(separator: "\n")
    }
}
