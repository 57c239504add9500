import Trials

/// The table of a try: one line an arm and model, as it stands.
package struct TryTable: Sendable {
    private let arms: [Arm]
    private let models: [String]
    private var tallies: [TrialKey: ArmTally] = [:]
    private var spent: Double?

    package init(arms: [Arm], models: [String], repeats: Int) {
        self.arms = arms
        self.models = models
        for model in models {
            for arm in arms {
                tallies[Self.cell(model, arm.name)] = ArmTally(model: model, arm: arm.name, planned: repeats)
            }
        }
    }

    private static func cell(_ model: String, _ arm: String) -> TrialKey {
        TrialKey(style: model, probe: arm, repetition: 0)
    }

    package mutating func add(_ key: TrialKey, _ verdict: Verdict) {
        tallies[Self.cell(key.style, key.probe)]?.add(verdict)
    }

    /// USD so far; nil where nobody says.
    package mutating func spent(_ usd: Double?) { spent = usd }

    package func tally(_ model: String, _ arm: String) -> ArmTally? { tallies[Self.cell(model, arm)] }

    // MARK: Lines

    private static let heads = ["model", "arm", "blocked", "last", "layer", "stage", "category", "served"]

    /// Head and rows, columns padded, at most `width` characters a line.
    package func lines(width: Int = 200) -> [String] {
        var rows = [Self.heads]
        for model in models {
            for arm in arms {
                guard let tally = tally(model, arm.name) else { continue }
                let verdict = tally.shown
                let missing = tally.unmeasured > 0 ? " (\(tally.unmeasured) failed)" : ""
                rows.append([
                    model, arm.name, "\(tally.blocked) of \(tally.measured)\(missing)",
                    verdict.map { $0.errorKind.map { "error: \($0.rawValue)" } ?? $0.outcome.rawValue } ?? "—",
                    verdict?.layer?.rawValue ?? "—", verdict?.stage?.rawValue ?? "—", verdict?.categoryLabel ?? "—",
                    verdict?.served.rawValue ?? "—",
                ])
            }
        }
        var out = Self.aligned(rows, width)
        if let spent { out.append("spent \(Self.dollars(spent))") }
        return out
    }

    /// One line for a trial that just ended, where no table can be drawn.
    package func line(_ key: TrialKey, _ verdict: Verdict) -> String {
        let tally = tally(key.style, key.probe)
        let what = [
            verdict.errorKind.map { "error \($0.rawValue)" } ?? verdict.outcome.rawValue, verdict.stage?.rawValue,
            verdict.categoryLabel,
            verdict.outcome == .answered ? nil : verdict.evidence.first.map { "\($0.field) \($0.quote.prefix(80))" },
        ].compactMap { $0 }.joined(separator: ", ")
        return
            "\(key.style) \(key.probe) #\(key.repetition): \(what) — \(tally?.blocked ?? 0) of \(tally?.measured ?? 0) blocked"
    }

    /// Every trial with what a support form asks for: when it was, how long it took, and the provider's id of it.
    package static func trials(_ records: [TrialRecord]) -> [String] {
        var rows = [["model", "arm", "#", "outcome", "category", "seconds", "at (UTC)", "request id"]]
        for record in records.sorted(by: { $0.position < $1.position }) {
            guard let verdict = record.verdict else { continue }
            rows.append([
                record.key.style, record.key.probe, "\(record.key.repetition)",
                verdict.errorKind?.rawValue ?? verdict.outcome.rawValue, verdict.categoryLabel ?? "—",
                record.endSeconds.map(tenths) ?? "—", record.startedAt ?? "—", record.requestID ?? "—",
            ])
        }
        return aligned(rows, .max)
    }

    /// One sentence for each arm against the full prompt, under each model.
    /// Each is told at alpha over their number, so that the chance of any false "more often" stays below alpha.
    package func sentences(alpha: Double = 0.05) -> [String] {
        let alpha = alpha / Double(max(1, models.count * (arms.count - 1)))
        return models.flatMap { model -> [String] in
            guard let full = tally(model, "full") else { return [] }
            let whole = "\(model), the full prompt: \(full.blocked) of \(full.measured) blocked or refused"
            return [whole]
                + arms.dropFirst().compactMap { arm in
                    tally(model, arm.name)?.sentence(arm, against: full, alpha: alpha)
                }
        }
    }

    private static func aligned(_ rows: [[String]], _ width: Int) -> [String] {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let last = column == row.count - 1
                line += cell + (last ? "" : String(repeating: " ", count: widths[column] - cell.count + 2))
            }
            return String(line.prefix(max(20, width)))
        }
    }

    package static func dollars(_ usd: Double) -> String {
        let cents = Int((usd * 10_000).rounded())
        let fraction = String(cents % 10_000)
        return "\(cents / 10_000)." + String(repeating: "0", count: 4 - fraction.count) + fraction + " USD"
    }

    private static func tenths(_ seconds: Double) -> String {
        let value = Int((seconds * 10).rounded())
        return "\(value / 10).\(value % 10)"
    }
}
