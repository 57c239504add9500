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
    /// Whole clusters by their measured trials: obstructed in all, in some, in none.
    package let always: Int
    package let mixed: Int
    package let never: Int
    /// Over the cells of the matrix together (Bonferroni): all their bounds hold at once with 1 - alpha. nil outside it.
    package private(set) var simultaneous: Interval?
    /// The level by the simultaneous interval: what "at least one cell" may rest on.
    package private(set) var simultaneousLevel: Level?
    /// Equal ones counted: a cell of a large run has a tally for each of its many clusters, and few kinds of them.
    private let kinds: [(kind: Tally, count: Int)]

    private var tallies: [Tally] { kinds.flatMap { Array(repeating: $0.kind, count: $0.count) } }

    /// Whether the rate is surely above a limit, surely not, or neither (statistics section 4).
    package func gate(limit: Double) -> Gate {
        Gate(tallies, limit: limit, method: estimate.method, alpha: estimate.alpha)
    }

    /// Whether another reading of the verdicts that are unsure would make another finding of a gate.
    package func gateDependsOnUnsure(limit: Double) -> Bool {
        let own = gate(limit: limit).finding
        let others = [
            tallies.map { Tally(hits: $0.hits - $0.unsureHits, measured: $0.measured, planned: $0.planned) },
            tallies.map { Tally(hits: $0.hits + $0.unsureMisses, measured: $0.measured, planned: $0.planned) },
        ]
        return others.contains {
            Gate($0, limit: limit, method: estimate.method, alpha: estimate.alpha).finding != own
        }
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
        let matrix = cells.indices.filter { cells[$0].isOfMatrix(rows.thresholds, rows.frames.first) }
        for index in matrix { cells[index].setSimultaneous(over: matrix.count, rows) }
        // With one field the pooled row is that field's: it says the same, and does not count.
        if rows.fields.count == 1 {
            for index in matrix {
                let own = cells[index]
                guard
                    let pooled = cells.firstIndex(where: {
                        $0.field == Rows.all && $0.style == own.style && $0.frame == own.frame
                            && $0.definition == own.definition
                    })
                else { continue }
                cells[pooled].simultaneous = own.simultaneous
                cells[pooled].simultaneousLevel = own.simultaneousLevel
            }
        }
        return cells
    }

    /// The cells that a claim about "the matrix" is about: styles x fields in the headline frame under the study's
    /// definition.
    func isOfMatrix(_ thresholds: Thresholds, _ headline: Frame?) -> Bool {
        definition == thresholds.definition && frame == headline && estimate.rate != nil && field != Rows.all
    }

    private mutating func setSimultaneous(over cells: Int, _ rows: Rows) {
        let alpha = rows.thresholds.alpha / Double(cells)
        let interval = RateEstimate(tallies, method: rows.method, alpha: alpha).interval
        simultaneous = interval
        simultaneousLevel = interval.map {
            LevelRule(
                tolerance: rows.thresholds.tolerance, obstruction: rows.thresholds.obstruction, alpha: alpha,
                method: rows.method
            ).level(of: $0)
        }
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
        var counted = Kinds<Tally>()
        for tally in tallies { counted.add(tally) }
        kinds = counted.all
        always = tallies.count { $0.measured > 0 && $0.hits == $0.measured }
        never = tallies.count { $0.measured > 0 && $0.hits == 0 }
        mixed = tallies.count { $0.hits > 0 && $0.hits < $0.measured }
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
