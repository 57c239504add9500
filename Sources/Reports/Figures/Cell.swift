import Statistics
import Trials

/// One cell of the matrix: access style x field x frame x definition, over main benign probes.
package struct Cell: Sendable {
    package let style: String
    /// A field, or `all`: the pooled row of the frame.
    package let field: String
    package let frame: Frame
    package let definition: Definition
    /// Distinct probes with a measured trial; clusters are in the estimate.
    package let probes: Int
    package let plannedClusters: Int
    package let estimate: RateEstimate
    package let coverage: Coverage
    package let unsure: Int
    package let missingness: Interval?
    package let unsureBand: Interval?
    package let level: LevelReading?
    package let moreProbes: MoreProbes?
    private let tallies: [Tally]

    /// Whether the rate is surely above a limit, surely not, or neither (statistics section 4).
    package func gate(limit: Double) -> Gate.Finding {
        Gate(tallies, limit: limit, method: estimate.method, alpha: estimate.alpha).finding
    }

    static func all(_ rows: Rows) -> [Cell] {
        var cells: [Cell] = []
        for style in rows.styles {
            for frame in rows.frames {
                for field in rows.fieldsWithAll {
                    let trials = rows.mains(style.id, field, frame)
                    guard !trials.isEmpty else { continue }
                    for definition in Definition.allCases {
                        cells.append(Cell(style.id, field, frame, definition, trials, rows))
                    }
                }
            }
        }
        return cells
    }

    private init(
        _ style: String, _ field: String, _ frame: Frame, _ definition: Definition, _ trials: [Row],
        _ rows: Rows
    ) {
        let tallies = trials.tallies(definition)
        let thresholds = rows.thresholds
        let rule = LevelRule(
            tolerance: thresholds.tolerance, obstruction: thresholds.obstruction, alpha: thresholds.alpha,
            method: rows.method)
        self.style = style
        self.field = field
        self.frame = frame
        self.definition = definition
        self.tallies = tallies
        probes = trials.distinctProbes(measuredUnder: definition)
        plannedClusters = tallies.count
        estimate = RateEstimate(tallies, method: rows.method, alpha: thresholds.alpha)
        coverage = Coverage(tallies)
        unsure = tallies.reduce(0) { $0 + $1.unsureHits + $1.unsureMisses }
        missingness = Interval.missingnessBand(tallies)
        unsureBand = Interval.unsureBand(tallies)
        level = LevelReading(tallies, rule: rule)
        moreProbes = rule.moreProbes(estimate)
    }
}
