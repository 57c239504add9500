import Statistics
import Trials

/// A run about one prompt: its arms (access styles, and the prompt with one thing changed) trial against trial.
///
/// Its scope is this prompt, this account and these minutes. Among prompts it is n = 1, and no rate is made of it.
package struct CaseFigures: Sendable {
    package struct Arm: Sendable {
        package let style: String
        package let probe: String
        /// In the order of time; true: obstructed under the study's definition.
        package let results: [Bool]
        package let planned: Int
    }

    package struct Contrast: Sendable {
        package let arm: Arm
        package let reference: Arm
        package let comparison: CaseComparison
    }

    /// The original under each style, then its versions.
    package let arms: [Arm]
    package let contrasts: [Contrast]

    /// nil: the run holds more than one scenario, or imported rows, which have no order and no account.
    init?(_ rows: Rows) {
        let planned = rows.styles.flatMap { rows.byStyle[$0.id] ?? [] }
            .filter { $0.role != .control && $0.role != .neutral && $0.role != .rung }
        guard !rows.facts.imported, Set(planned.map(\.clusterPlace)).count == 1 else { return nil }
        let definition = rows.thresholds.definition
        let byProbe = Dictionary(grouping: planned, by: { $0.record.key.probe })
        let originals = byProbe.keys.filter { byProbe[$0]?.first?.variantOf == nil }.sorted()
        let versions = byProbe.keys.filter { byProbe[$0]?.first?.variantOf != nil }.sorted()
        func arm(_ style: String, _ probe: String) -> Arm? {
            let own = (byProbe[probe] ?? []).filter { $0.record.key.style == style }.inTime
            return own.isEmpty
                ? nil
                : Arm(
                    style: style, probe: probe, results: own.compactMap { $0.obstructed(definition) },
                    planned: own.count)
        }
        let styles = rows.styles.map(\.id)
        arms = (originals + versions).flatMap { probe in styles.compactMap { arm($0, probe) } }
        var pairs: [(Arm?, Arm?)] = []
        for pair in rows.study.compare {
            for probe in originals + versions { pairs.append((arm(pair.a, probe), arm(pair.b, probe))) }
        }
        for style in styles {
            for probe in versions {
                pairs.append((arm(style, probe), byProbe[probe]?.first?.variantOf.flatMap { arm(style, $0) }))
            }
        }
        contrasts = pairs.compactMap { pair in
            guard let arm = pair.0, let reference = pair.1 else { return nil }
            return Contrast(
                arm: arm, reference: reference,
                comparison: CaseComparison(arm.results, against: reference.results, alpha: rows.thresholds.alpha))
        }
    }
}
