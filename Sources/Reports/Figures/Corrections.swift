import Statistics
import Trials

/// What people's labels say of the verdicts of this run, and the rates with the errors of reading taken out.
///
/// Levels, tests and verdicts of comparisons use the raw rates; these stand beside them.
package struct Corrections: Sendable {
    /// One cell's rate, raw and corrected. `api` rests on wire signs alone and `undelivered` on checks: neither has one.
    package struct Entry: Sendable {
        package let cell: Cell
        package let result: Result<RateCorrection, RateCorrection.Gap>
        /// `broad` without labels or judge: partial help is what a classifier of text reads worst.
        package let isRough: Bool

        package var correction: RateCorrection? { try? result.get() }
        package var gap: RateCorrection.Gap? {
            switch result {
            case .success: nil
            case .failure(let gap): gap
            }
        }
    }

    package static let definitions: [Definition] = [.model, .strict, .broad]

    package let rows: [Entry]
    package let differences: [DifferenceCorrection]
    package let labelling: Labelling
    package let isRough: Bool

    init(_ rows: Rows, _ labelling: Labelling, cells: [Cell], comparisons: [ComparisonRow]) {
        self.labelling = labelling
        isRough = rows.facts.labels.isEmpty && !rows.facts.records.contains { $0.verdict?.decidedBy == .judge }
        let styles = labelling.styles
        let reading = LabelledRun(rows: rows, styles: styles, accuracy: labelling.accuracy)
        let rough = isRough
        self.rows = cells.filter { Self.definitions.contains($0.definition) }.map { cell in
            Entry(
                cell: cell,
                result: styles.isEmpty
                    ? .failure(.noLabels)
                    : reading.correct(
                        rows.mains(cell.style, cell.field, cell.frame), cell.style, cell.definition),
                isRough: cell.definition == .broad && rough)
        }
        differences = DifferenceCorrection.all(comparisons, reading)
    }

    package func row(_ cell: Cell) -> Entry? {
        rows.first {
            $0.cell.style == cell.style && $0.cell.field == cell.field && $0.cell.frame == cell.frame
                && $0.cell.definition == cell.definition
        }
    }
}

/// Rows and labels together.
struct LabelledRun {
    let rows: Rows
    let styles: [StyleLabels]
    let accuracy: [AccuracyRow]

    func labels(of style: String) -> StyleLabels? { styles.first { $0.style == style } }

    func own(_ style: String?, _ definition: Definition) -> AccuracyRow? {
        accuracy.first { $0.style == style && $0.definition == definition }
    }

    func correct(
        _ trials: [Row], _ style: String, _ definition: Definition, ownLabelsOnly: Bool = false
    ) -> Result<RateCorrection, RateCorrection.Gap> {
        RateCorrection.estimate(
            trials, definition, labels: labels(of: style), own: own(style, definition),
            pooled: ownLabelsOnly ? nil : own(nil, definition), alpha: rows.thresholds.alpha)
    }
}
