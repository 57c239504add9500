import Statistics
import Trials

/// One cell of the matrix of access styles and safeguard categories: main benign prompts of the headline frame, all fields, the
/// study's definition. Its level asks whether this category alone obstructs.
struct CategoryCell: Sendable {
    let style: String
    let category: String
    let probes: Int
    let estimate: RateEstimate
    let level: LevelReading?
    let moreProbes: MoreProbes?

    /// Every category that obstructed under any style, for every style: what a style never met is 0, with its interval.
    static func all(_ rows: Rows) -> [CategoryCell] {
        guard let frame = rows.frames.first else { return [] }
        let (thresholds, definition) = (rows.thresholds, rows.thresholds.definition)
        let rule = LevelRule(
            tolerance: thresholds.tolerance, obstruction: thresholds.obstruction, alpha: thresholds.alpha,
            method: rows.method)
        let mains = rows.styles.map { (style: $0.id, rows: rows.mains($0.id, Rows.all, frame)) }
        let met = Set(mains.lazy.flatMap { $0.rows.compactMap { $0.category(definition) } }).sorted()
        return mains.flatMap { style, own in
            let probes = own.distinctProbes(measuredUnder: definition)
            return met.map { category in
                var clusters = ByCluster(TallyCount())
                for row in own where row.belongs(to: definition) {
                    let hit = row.obstructed(definition).map { $0 && row.category(definition) == category }
                    // Another reading of a text names no category of a provider.
                    let unsure = row.unsure(definition) && (hit == true || category == Category.unreported.rawValue)
                    clusters.change(row) { $0.add(hit, unsure: unsure) }
                }
                let tallies = clusters.tallies
                let estimate = RateEstimate(tallies, method: rows.method, alpha: thresholds.alpha)
                return CategoryCell(
                    style: style, category: category, probes: probes, estimate: estimate,
                    level: LevelReading(tallies, rule: rule), moreProbes: rule.moreProbes(estimate))
            }
        }
    }
}
