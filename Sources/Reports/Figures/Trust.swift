import Statistics
import Trials

/// Can I trust it? The first thing a report answers.
package struct Trust: Sendable {
    package struct CoverageRow: Sendable {
        package let style: String
        package let field: String
        package let measured: Int
        package let planned: Int
        package let belowFloor: Bool

        package var share: Double? { planned == 0 ? nil : Double(measured) / Double(planned) }
    }

    package struct Drift: Sendable {
        package let style: String
        /// Second half of the run order minus first.
        package let difference: Double?
        package let p: Double?
        /// p < .01: the provider changed during the run.
        package var flagged: Bool { p.map { $0 < 0.01 } ?? false }
    }

    package let coverage: [CoverageRow]
    package let floor: Double
    package let drift: [Drift]
    /// Styles that were served by more than one model in this run.
    package let servedChanges: [(style: String, models: [String])]
    /// Number of trials with each degraded flag.
    package let degraded: [(style: String, flag: Degraded, trials: Int)]
    /// Number of trials with each kind of error.
    package let errors: [(style: String, kind: ErrorKind, trials: Int)]
    package let unfinished: Int
    package let unsure: Int
    package let textDecided: Int
    /// What people's labels say of the verdicts.
    package let labelling: Labelling
    let facts: RunFacts

    init(_ rows: Rows) {
        facts = rows.facts
        labelling = Labelling(rows)
        let floor = rows.study.coverageFloor
        var coverage: [CoverageRow] = []
        for style in rows.styles {
            for field in rows.fieldsWithAll {
                let trials = rows.frames.flatMap { rows.mains(style.id, field, $0) }
                guard !trials.isEmpty else { continue }
                let measured = trials.count { $0.record.verdict?.measured ?? false }
                coverage.append(
                    CoverageRow(
                        style: style.id, field: field, measured: measured, planned: trials.count,
                        belowFloor: Double(measured) < floor * Double(trials.count)))
            }
        }
        self.coverage = coverage
        self.floor = floor
        // A replay has an order of its own: what it would show is no change of the provider.
        let replayed = Set(rows.facts.replayed?.styles ?? [])
        drift = rows.styles.filter { !replayed.contains($0.id) }.compactMap { Self.drift($0.id, rows) }
        servedChanges = rows.styles.compactMap { style in
            guard let models = rows.facts.servedModels[style.id], models.count > 1 else { return nil }
            return (style.id, models)
        }
        var degraded: [(String, Degraded, Int)] = []
        var errors: [(String, ErrorKind, Int)] = []
        for style in rows.styles {
            var flags: [Degraded: Int] = [:]
            var kinds: [ErrorKind: Int] = [:]
            for row in rows.byStyle[style.id] ?? [] {
                if let kind = row.record.verdict?.errorKind { kinds[kind, default: 0] += 1 }
                guard let found = row.record.verdict?.degraded, !found.isEmpty else { continue }
                for flag in Set(found) { flags[flag, default: 0] += 1 }
            }
            for flag in Degraded.allCases { flags[flag].map { degraded.append((style.id, flag, $0)) } }
            for kind in ErrorKind.allCases { kinds[kind].map { errors.append((style.id, kind, $0)) } }
        }
        self.degraded = degraded
        self.errors = errors
        let planned = rows.byStyle.values.joined()
        unfinished = planned.count { $0.record.verdict == nil }
        unsure = planned.count { $0.unsure }
        textDecided = planned.count { $0.record.verdict?.decidedBy == .text }
    }

    package var coverageFloorHeld: Bool { !coverage.contains { $0.belowFloor } }

    /// First against second half of the random order, unpaired (docs/methods/statistics.md section 6). Imported rows have
    /// no order.
    private static func drift(_ style: String, _ rows: Rows) -> Drift? {
        guard !rows.facts.imported, let frame = rows.frames.first else { return nil }
        let trials = rows.mains(style, Rows.all, frame).sorted { $0.position < $1.position }
        guard trials.count >= 4 else { return nil }
        // A probe stands in one half only, or its repeats would be on both sides of an unpaired test.
        var order: [String] = []
        var seen: Set<String> = []
        for trial in trials where seen.insert(trial.cluster).inserted { order.append(trial.cluster) }
        let first = Set(order.prefix(order.count / 2))
        let definition = rows.thresholds.definition
        let comparison = UnpairedComparison(
            trials.filter { !first.contains($0.cluster) }.tallies(definition),
            against: trials.filter { first.contains($0.cluster) }.tallies(definition), alpha: rows.thresholds.alpha)
        return Drift(style: style, difference: comparison.difference, p: comparison.p)
    }
}
