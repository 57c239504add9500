import Formats
import Trials

/// Ladders of sensitivity, and the triggers that trigger-enriched probes name.
extension SuiteLint {
    static let rungs = 3...6
    /// The longest rung in parts of the shortest.
    static let rungLength = 1.5

    func ladderFindings(_ probes: [Probe]) -> [LintFinding] {
        let ladders = Dictionary(grouping: probes.filter { $0.rung != nil }) { $0.rung?.ladder ?? "" }
        return ladders.sorted { $0.key < $1.key }.flatMap { name, rungs -> [LintFinding] in
            let rungs = rungs.sorted { ($0.rung?.number ?? 0) < ($1.rung?.number ?? 0) }
            guard let first = rungs.first else { return [] }
            var out: [LintFinding] = []
            func fault(_ probe: Probe, _ found: String, _ accepted: String, _ severity: LintFinding.Severity = .error) {
                out.append(LintFinding(probe, .ladder, severity, "ladder \(name): \(found)", accepted: accepted))
            }
            let numbers = rungs.compactMap(\.rung?.number)
            if numbers != Array(1...rungs.count) || !Self.rungs.contains(rungs.count) {
                fault(
                    first, "rungs \(numbers.map(String.init).joined(separator: ", "))",
                    "3 to 6 rungs, numbered from 1 without a gap")
            }
            let lengths = rungs.map(\.sentLength)
            if let most = lengths.max(), let least = lengths.min(),
                Double(most) > Self.rungLength * Double(max(1, least))
            {
                fault(
                    first, "rungs of \(least) to \(most) characters: length would be measured too",
                    "the longest at most 1.5 times the shortest", .warning)
            }
            for probe in rungs {
                if probe.whyBenign == nil { fault(probe, "no why_benign", "one sentence for each rung") }
                if probe.rung?.number ?? 0 > 1, probe.rung?.dangerShift == nil {
                    fault(probe, "no danger_shift", "what this rung has that the one below has not")
                }
                if probe.shape != first.shape || probe.language != first.language || probe.field != first.field {
                    fault(probe, "another shape, language or field than rung 1", "one task, one shape")
                }
                if probe.cluster != first.cluster { fault(probe, "another cluster than rung 1", "one scenario") }
            }
            return out
        }
    }

    /// A probe is trigger-enriched because somebody saw such a thing trip a safeguard; else it is typical.
    func triggerFindings(_ probe: Probe) -> [LintFinding] {
        guard probe.role == .main, probe.expect == .answer else { return [] }
        switch (probe.frame, probe.trigger) {
        case (.triggerEnriched, nil):
            return [
                LintFinding(
                    probe, .trigger, .error, "trigger-enriched without a trigger",
                    accepted: "trigger: {kind, what, ground, cite}, or frame typical")
            ]
        case (.triggerEnriched, let trigger?) where trigger.kind == .term && !named(trigger.what, in: probe):
            return [
                LintFinding(
                    probe, .trigger, .error, "names the term \(LintText.quoted(trigger.what)), which it does not hold",
                    accepted: "a term of the probe's own text")
            ]
        case (.typical, let trigger?):
            return [
                LintFinding(
                    probe, .trigger, .warning, "typical, and names the trigger \(LintText.quoted(trigger.what))",
                    accepted: "frame trigger-enriched, or no trigger")
            ]
        case (.typical, nil), (.triggerEnriched, .some): return []
        }
    }

    /// Any of the terms, which commas part.
    private func named(_ what: String, in probe: Probe) -> Bool {
        let words = LintText.words(probe.allText)
        return what.split(separator: ",").contains { words.containsRun(LintText.words(String($0))) }
    }
}
