import Statistics
import Trials

/// One report: every figure of docs/design.md section 8, computed once, rendered as JSON, Markdown and CSV.
package struct Report: Sendable {
    package static let schema = "railgauge-report/1"

    package let facts: RunFacts
    package let fields: [String]
    package let frames: [Frame]
    package let trust: Trust
    package let cells: [Cell]
    package let categories: [CategoryRate]
    package let attribution: [AttributionRow]
    package let comparisons: [ComparisonRow]
    package let contrasts: [ContrastRow]
    package let controls: [ControlRow]
    package let inForce: [InForceRow]
    package let quarantine: [QuarantineRow]
    package let burden: [BurdenRow]
    package let obstructed: [ObstructedRow]
    package let blockTimes: [BlockTimeRow]
    package let stageComparisons: [StageComparison]
    package let parity: [ParityRow]
    package let corrections: Corrections

    package init(_ facts: RunFacts) {
        var facts = facts
        // Run order, whatever order the rows came in: sums of doubles and tables must not depend on it.
        let records = facts.records
        if records.indices.dropFirst().contains(where: { records[$0].placeInRun < records[$0 - 1].placeInRun }) {
            facts.records.sort { $0.placeInRun < $1.placeInRun }
        }
        // Where answers to some probes cannot be judged, their blocks can (not delivered): over such trials the rate
        // would be near 1 whatever was delivered. Then there is none.
        // Few of them, where judges were asked, are unmeasured like others and stand in the missingness band.
        let unjudged = facts.records.indices.count { facts.records[$0].answeredAndUnjudged }
        let mayLack = facts.judging == nil ? 0 : 1 - facts.study.coverageFloor
        if Double(unjudged) > mayLack * Double(facts.records.indices.count { facts.records[$0].answeredAndJudgeable }) {
            for index in facts.records.indices { facts.records[index].judgeable = false }
        }
        let rows = Rows(facts)
        self.facts = facts
        fields = rows.fields
        frames = rows.frames
        cells = Cell.all(rows)
        categories = CategoryRate.all(rows)
        attribution = AttributionRow.all(rows)
        comparisons = ComparisonRow.all(rows)
        contrasts = ContrastRow.all(rows)
        controls = ControlRow.all(rows, cells: cells)
        inForce = InForceRow.all(rows)
        quarantine = QuarantineRow.all(rows)
        burden = BurdenRow.all(rows)
        obstructed = ObstructedRow.all(rows)
        blockTimes = BlockTimeRow.all(rows)
        stageComparisons = StageComparison.all(rows)
        parity = ParityRow.all(rows)
        corrections = Corrections(rows, cells: cells, comparisons: comparisons)
        trust = Trust(rows, cells: cells)
    }

    /// Fields with main benign probes of one frame.
    package func fields(of frame: Frame) -> [String] {
        fields.filter { field in cells.contains { $0.field == field && $0.frame == frame } }
    }

    /// The cell of the headline frame under a definition.
    package func cell(
        _ style: String, _ field: String, _ definition: Definition, frame: Frame = .typical
    ) -> Cell? {
        cells.first {
            $0.style == style && $0.field == field && $0.definition == definition && $0.frame == frame
        }
    }
}

extension TrialRecord {
    fileprivate var answeredAndUnjudged: Bool { answeredAndJudgeable && verdict?.delivered == nil }

    fileprivate var answeredAndJudgeable: Bool {
        guard judgeable, let verdict, verdict.measured, !verdict.degraded.contains(.cut) else { return false }
        return verdict.outcome == .answered
    }

    /// Imported rows all have position 0; their keys order them.
    fileprivate var placeInRun: (Int, String, String, Int) { (position, key.style, key.probe, key.repetition) }
}
