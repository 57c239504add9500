import Statistics
import Trials

/// A run about one prompt: its arms (access styles, the prompt with one thing changed, its twin) trial against trial.
///
/// Its scope is this prompt, this account and these minutes. Among prompts it is n = 1, and no rate is made of it. Neutral
/// prompts, controls and rungs may have run beside it.
package struct CaseFigures: Sendable {
    /// What an arm is of the prompt.
    package enum Version: Sendable, Hashable {
        case original
        case changed([Change])
        case twin
    }

    package struct Arm: Sendable {
        package let style: String
        package let probe: String
        package let version: Version
        /// In the order of time; true: obstructed under the study's definition.
        package let results: [Bool]
        package let planned: Int
        /// The same counted, with what the classifier does not stand by.
        let tally: Tally
    }

    package struct Contrast: Sendable {
        package let arm: Arm
        package let reference: Arm
        package let comparison: CaseComparison
        /// What could take away what the comparison tells.
        package let doubt: CaseDoubt
    }

    /// The original under each style, then its versions, then its twins.
    package let arms: [Arm]
    /// Each at the study's alpha over their number, so that the chance of any false "more often" stays below alpha.
    package let contrasts: [Contrast]

    /// nil: the run holds more than one scenario, or imported rows, which have no order and no account.
    init?(_ rows: Rows) {
        let planned = rows.styles.flatMap { rows.byStyle[$0.id] ?? [] }
        let mains = planned.filter { $0.role == .main }
        guard !rows.facts.imported, Set(mains.map(\.clusterPlace)).count == 1 else { return nil }
        let definition = rows.thresholds.definition
        let byProbe = Dictionary(grouping: planned, by: { $0.record.key.probe })
        func first(_ probe: String) -> Row? { byProbe[probe]?.first }
        let originals = Set(mains.map { $0.record.key.probe }).sorted()
        let twins = Set(originals.compactMap { first($0)?.twin }).filter { first($0)?.role == .twin }.sorted()
        let versions = byProbe.keys.filter { first($0)?.role == .variant }.sorted()
        func version(_ row: Row) -> Version {
            if row.role == .twin { return .twin }
            return row.role == .variant ? .changed(row.changes) : .original
        }
        func arm(_ style: String, _ probe: String) -> Arm? {
            let own = (byProbe[probe] ?? []).filter { $0.record.key.style == style }.inTime
            guard let first = own.first else { return nil }
            var count = TallyCount()
            for row in own {
                count.add(row.obstructed(definition), unsure: row.verdict?.unsure(definition) ?? false)
            }
            return Arm(
                style: style, probe: probe, version: version(first),
                results: own.compactMap { $0.obstructed(definition) }, planned: own.count, tally: count.tally)
        }
        let styles = rows.styles.map(\.id)
        let probes = originals + versions + twins
        arms = probes.flatMap { probe in styles.compactMap { arm($0, probe) } }
        var pairs: [(Arm?, Arm?)] = []
        for pair in rows.study.compare {
            for probe in probes { pairs.append((arm(pair.a, probe), arm(pair.b, probe))) }
        }
        for style in styles {
            for probe in versions {
                pairs.append((arm(style, probe), first(probe)?.variantOf.flatMap { arm(style, $0) }))
            }
            for probe in originals { pairs.append((first(probe)?.twin.flatMap { arm(style, $0) }, arm(style, probe))) }
        }
        let both = pairs.compactMap { pair in pair.0.flatMap { arm in pair.1.map { (arm, $0) } } }
        let alpha = rows.thresholds.alpha / Double(max(1, both.count))
        contrasts = both.map { arm, reference in
            Contrast(
                arm: arm, reference: reference,
                comparison: CaseComparison(arm.results, against: reference.results, alpha: alpha),
                doubt: CaseDoubt(arm.tally, against: reference.tally, alpha: alpha))
        }
    }
}

extension CaseFigures.Arm {
    /// What it is, for who has not read the suite: "the prompt as it is", "changed in the system prompt".
    package var words: String {
        switch version {
        case .original: "the prompt as it is"
        case .changed(let changes):
            "changed in "
                + Set(changes.map(\.prose)).sorted().map { $0.replacing("their", with: "its") }.joined(
                    separator: " and ")
        case .twin: "the same task without its trigger words"
        }
    }
}

extension Report {
    /// nil: the run is about more than one prompt.
    var caseFigures: CaseFigures? { section(CasePage.self).figures }
}
