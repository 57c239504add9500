import Access
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
        package let frame: Frame
        /// What is counted: the study's definition, or a promise of the style.
        package let counted: String
        /// The later half of the style's attempts in time against the earlier one.
        package let change: ChangeInTime
        /// Holm over the rows of a style.
        package internal(set) var adjustedP: Double?
        /// p < .01 after correction: the provider changed during the run.
        package var flagged: Bool { adjustedP.map { $0 < 0.01 } ?? false }
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
    /// Number of trials that a token limit cut before there was anything to judge.
    package let truncated: [(style: String, trials: Int)]
    package let unfinished: Int
    package let unsure: Int
    package let textDecided: Int
    /// Text verdicts that rest on a sentence that declines, and on the words as a whole.
    package let textByAct: Int
    package let textByWords: Int
    /// Verdicts that a judge settled, and people.
    package let byJudges: Int
    package let byPeople: Int
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
        drift = rows.styles.filter { !replayed.contains($0.id) }.flatMap { Self.drift($0, rows) }
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
        truncated = rows.styles.compactMap { style in
            let cut = (rows.byStyle[style.id] ?? []).count { $0.verdict?.outcome == .truncated }
            return cut == 0 ? nil : (style.id, cut)
        }
        let planned = rows.byStyle.values.joined()
        unfinished = planned.count { $0.record.verdict == nil }
        unsure = planned.count { $0.unsure }
        var rules: [String: Int] = [:]
        for case let verdict? in planned.lazy.map(\.record.verdict) where verdict.decidedBy == .text {
            rules[verdict.evidence.first?.rule ?? "", default: 0] += 1
        }
        func count(_ holds: (String) -> Bool) -> Int { rules.reduce(0) { $0 + (holds($1.key) ? $1.value : 0) } }
        byJudges = planned.count { $0.verdict?.decidedBy == .judge }
        byPeople = planned.count { $0.verdict?.decidedBy == .human }
        textDecided = count { _ in true }
        textByAct = count { rule in ["act.", "notice.", "refuse."].contains { rule.contains($0) } }
        textByWords = count { $0.contains("words.") }
    }

    /// Earlier against later half of the attempts in time, by prompt (docs/methods/statistics.md section 6). Imported rows
    /// have no order.
    private static func drift(_ style: AccessStyle, _ rows: Rows) -> [Drift] {
        guard !rows.facts.imported else { return [] }
        let definition = rows.thresholds.definition
        var counted: [(name: String, hit: (Row) -> Bool?)] = [(definition.prose, { $0.obstructed(definition) })]
        for promise in Promise.of(style) where promise != .nothing(definition) {
            counted.append((promise.name, { promise.broken(by: $0) }))
        }
        var out = rows.frames.flatMap { frame -> [Drift] in
            let trials = rows.mains(style.id, Rows.all, frame).inTime
            guard trials.count >= 4 else { return [] }
            return counted.map { name, hit in
                Drift(style: style.id, frame: frame, counted: name, change: ChangeInTime(halvesOf: trials, hit))
            }
        }
        let tested = out.indices.filter { out[$0].change.p != nil }
        for (index, p) in zip(tested, Holm.adjust(tested.compactMap { out[$0].change.p })) { out[index].adjustedP = p }
        return out
    }
}

extension ChangeInTime {
    /// - Parameters:
    ///   - trials: in the order of time.
    ///   - hit: nil where the trial is unmeasured.
    init(halvesOf trials: [Row], _ hit: (Row) -> Bool?) {
        let measured = trials.filter { hit($0) != nil }
        let half = measured.count / 2
        self.init(measured.enumerated().map { ($0.element, $0.offset >= half) }, hit)
    }

    /// - Parameter trials: each with the part that it belongs to; true: the later one, or whatever stands in its place.
    init(_ trials: [(row: Row, later: Bool)], _ hit: (Row) -> Bool?) {
        var byProbe: [Int: (earlier: Tally, later: Tally)] = [:]
        let none = Tally(hits: 0, measured: 0)
        func more(_ tally: Tally, _ hit: Bool) -> Tally {
            Tally(hits: tally.hits + (hit ? 1 : 0), measured: tally.measured + 1)
        }
        for trial in trials {
            guard let hit = hit(trial.row) else { continue }
            var own = byProbe[trial.row.probePlace] ?? (none, none)
            if trial.later { own.later = more(own.later, hit) } else { own.earlier = more(own.earlier, hit) }
            byProbe[trial.row.probePlace] = own
        }
        func sum(_ tallies: [Tally]) -> Tally {
            Tally(hits: tallies.reduce(0) { $0 + $1.hits }, measured: tallies.reduce(0) { $0 + $1.measured })
        }
        // What stands in one half only makes one stratum: its order was drawn at random.
        let (both, single) = (
            byProbe.values.filter { $0.earlier.measured > 0 && $0.later.measured > 0 },
            byProbe.values.filter { $0.earlier.measured == 0 || $0.later.measured == 0 }
        )
        self.init(
            both.map { Stratum(earlier: $0.earlier, later: $0.later) }
                + [Stratum(earlier: sum(single.map(\.earlier)), later: sum(single.map(\.later)))])
    }
}
