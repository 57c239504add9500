import Trials

/// The table of a try: one line an arm and model, as it stands.
package struct TryTable: Sendable {
    private let arms: [Arm]
    private let models: [String]
    /// The styles of further accounts, each with that of the first account of its model.
    private let accounts: [(style: String, reference: String)]
    private var tallies: [TrialKey: ArmTally] = [:]
    private var spent: Double?

    package init(arms: [Arm], models tried: [TriedModel], repeats: Int) {
        self.arms = arms
        models = tried.map(\.style)
        accounts = tried.compactMap { model in model.reference.map { (model.style, $0) } }
        for model in models {
            for arm in arms {
                tallies[Self.cell(model, arm.name)] = ArmTally(model: model, arm: arm.name, planned: repeats)
            }
        }
    }

    /// What a run holds, in the order in which its trials began, as its reports have it.
    package init(arms: [Arm], models: [TriedModel], repeats: Int, records: [TrialRecord]) {
        self.init(arms: arms, models: models, repeats: repeats)
        for record in records.sorted(by: { ($0.startedAt ?? "", $0.position) < ($1.startedAt ?? "", $1.position) }) {
            guard let verdict = record.verdict else { continue }
            add(record.key, verdict, requestID: record.requestID, seconds: record.endSeconds)
        }
    }

    private static func cell(_ model: String, _ arm: String) -> TrialKey {
        TrialKey(style: model, probe: arm, repetition: 0)
    }

    package mutating func add(
        _ key: TrialKey, _ verdict: Verdict, requestID: String? = nil, seconds: Double? = nil
    ) {
        tallies[Self.cell(key.style, key.probe)]?.add(verdict, requestID: requestID, seconds: seconds)
    }

    /// USD so far; nil where nobody says.
    package mutating func spent(_ usd: Double?) { spent = usd }

    package func tally(_ model: String, _ arm: String) -> ArmTally? { tallies[Self.cell(model, arm)] }

    // MARK: Lines

    /// Blocked and refused are two things: a sign of the API, and words or a field of the model.
    private static let heads = ["model", "arm", "blocked", "refused", "last", "layer", "stage", "category", "served"]
    /// Of the trial that `last` speaks of; given up first where lines are short.
    private static let further = ["seconds", "request id"]

    /// Head and rows, columns padded, at most `width` characters a line.
    package func lines(width: Int = 200) -> [String] {
        var rows = [Self.heads + Self.further]
        for model in models {
            for arm in arms {
                guard let tally = tally(model, arm.name) else { continue }
                let verdict = tally.shown
                let missing = tally.unmeasured > 0 ? " (\(tally.unmeasured) failed)" : ""
                rows.append([
                    model, arm.name, tally.share(tally.blocked) + missing, tally.share(tally.refused),
                    verdict.map { $0.errorKind.map { "error: \($0.rawValue)" } ?? $0.outcome.rawValue } ?? "—",
                    verdict?.layer?.rawValue ?? "—", verdict?.stage?.rawValue ?? "—",
                    verdict.flatMap { $0.outcome == .blocked ? $0.categoryLabel : nil } ?? "—",
                    verdict?.served.rawValue ?? "—", tally.seconds.map(Self.tenths) ?? "—", tally.requestID ?? "—",
                ])
            }
        }
        var out = Self.aligned(rows, .max)
        if out.contains(where: { $0.count > width }) {
            out = Self.aligned(rows.map { Array($0.prefix(Self.heads.count)) }, width)
        }
        if let spent { out.append("spent \(Self.dollars(spent))") }
        return out
    }

    /// One line for a trial that just ended, where no table can be drawn.
    package func line(_ key: TrialKey, _ verdict: Verdict) -> String {
        let what = [
            verdict.errorKind.map { "error \($0.rawValue)" } ?? verdict.outcome.rawValue, verdict.stage?.rawValue,
            verdict.outcome == .blocked ? verdict.categoryLabel : nil,
            verdict.outcome == .answered ? nil : verdict.evidence.first.map { "\($0.field) \($0.quote.prefix(80))" },
        ].compactMap { $0 }.joined(separator: ", ")
        let so = tally(key.style, key.probe).map {
            " — so far \($0.blocked) blocked, \($0.refused) refused of \($0.measured)"
        }
        return "\(key.style) \(key.probe) #\(key.repetition): \(what)\(so ?? "")"
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

    /// The contrasts of the run, as its reports count them: each arm against the full prompt under each model, and each arm
    /// under each further account against the same under the first.
    package var contrasts: Int { models.count * (arms.count - 1) + accounts.count * arms.count }

    /// One sentence for each arm against the full prompt, under each model, and one for each further account against the first.
    /// Each is told at alpha over the number of contrasts, so that the chance of any false "more often" stays below alpha.
    package func sentences(alpha: Double = 0.05) -> [String] {
        let alpha = alpha / Double(max(1, contrasts))
        return models.flatMap { model -> [String] in
            guard let first = arms.first, let full = tally(model, first.name) else { return [] }
            let account = accounts.first { $0.style == model }.flatMap { pair in
                tally(pair.reference, first.name).map {
                    full.sentence(first, against: $0, account: pair.reference, alpha: alpha)
                }
            }
            return [account ?? full.sentence(first)]
                + arms.dropFirst().compactMap { arm in
                    tally(model, arm.name)?.sentence(arm, against: full, alpha: alpha)
                }
        }
    }

    /// Whether any trial says something.
    package var measuredAnything: Bool { tallies.values.contains { $0.measured > 0 } }

    /// Trials that are planned and did not end.
    package var unsent: Int { tallies.values.reduce(0) { $0 + $1.planned - $1.measured - $1.unmeasured } }

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
