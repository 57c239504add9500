import Statistics
import Trials

/// One report: every figure of design section 8, computed once, rendered as JSON, Markdown and CSV.
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

    package init(_ facts: RunFacts) {
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
        trust = Trust(rows, cells: cells)
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
