import Statistics
import Trials

/// How much more often one safeguard category obstructed the same prompts under one style than under another: the headline frame,
/// all fields, the study's definition. Outside the study's family: nothing corrects it, so it is exploratory.
package struct CategoryDifference: Sendable {
    package let a: String
    package let b: String
    package let frame: Frame
    package let category: String
    package let paired: PairedComparison
    package let alpha: Double

    /// p lies at or below alpha, uncorrected, and the interval does not hold 0.
    package var standsOut: Bool {
        guard let p = paired.p, p <= alpha else { return false }
        return paired.interval.excludesZero
    }

    /// For each comparison every category that obstructed under either; none where the two met different prompts.
    static func all(_ rows: Rows) -> [CategoryDifference] {
        guard let frame = rows.frames.first else { return [] }
        let definition = rows.thresholds.definition
        return rows.study.compare.flatMap { pair -> [CategoryDifference] in
            let (a, b) = (rows.mains(pair.a, Rows.all, frame), rows.mains(pair.b, Rows.all, frame))
            let met = Set([a, b].joined().lazy.compactMap { $0.category(definition) }).sorted()
            guard !met.isEmpty else { return [] }
            let trials = PairedTrials(a, b, sharedOnly: true)
            guard trials.shared > 0 else { return [] }
            return met.map { category in
                let units = trials.units(of: { $0.belongs(to: definition) }) { row in
                    row.obstructed(definition).map { $0 && row.category(definition) == category }
                }
                return CategoryDifference(
                    a: pair.a, b: pair.b, frame: frame, category: category,
                    paired: PairedComparison(units, alpha: rows.thresholds.alpha), alpha: rows.thresholds.alpha)
            }
        }
    }
}

extension Row {
    /// nil where nothing obstructed, or nobody measured.
    func category(_ definition: Definition) -> String? {
        guard obstructed(definition) == true else { return nil }
        return record.verdict?.categoryLabel ?? Category.unreported.rawValue
    }
}
