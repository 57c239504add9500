import Statistics
import Trials

/// What people's labels say of the verdicts of this run, and the rates with the errors of reading taken out.
///
/// Levels, tests and verdicts of comparisons use the raw rates; these stand beside them.
package struct Corrections: Sendable {
    /// One cell's rate, raw and corrected. `api` rests on wire signs alone and `undelivered` on checks: neither has one.
    package struct Row: Sendable {
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

    package struct LabellerPair: Sendable {
        package let a: String
        package let b: String
        /// Replies that both labelled.
        package let replies: Int
        /// All words, or obstructed against not under the study's definition.
        package let words: Agreement?
        package let obstructed: Agreement?
    }

    package static let definitions: [Definition] = [.model, .strict, .broad]

    package let rows: [Row]
    package let differences: [DifferenceCorrection]
    /// Per style with labels, then the run; by definition.
    package let accuracy: [AccuracyRow]
    package let agreement: [LabellerPair]
    package let labellers: [String]
    /// Replies with at least one label.
    package let labelled: Int
    /// How the labels of each style that has any were drawn.
    package let designs: [(style: String, design: LabelSampling, fits: Bool, replies: Int)]
    package let isRough: Bool

    init(_ rows: Rows, cells: [Cell], comparisons: [ComparisonRow]) {
        let labels = rows.facts.labels
        let judged = rows.facts.records.contains { $0.verdict?.decidedBy == .judge }
        labellers = Set(labels.map(\.labeller)).sorted()
        labelled = Set(labels.map(\.key)).count
        agreement = LabellerPair.all(labels)
        isRough = labels.isEmpty && !judged

        let byStyle = Dictionary(grouping: labels.agreed(), by: \.key.style)
        let styles = rows.styles.compactMap { style in
            byStyle[style.id].flatMap {
                StyleLabels($0, style: style.id, records: (rows.byStyle[style.id] ?? []).map(\.record))
            }
        }
        designs = styles.map { ($0.style, $0.design, $0.fits, $0.replies.count) }
        var accuracy = styles.flatMap { style in
            Self.definitions.map { AccuracyRow(style.replies, style: style.style, definition: $0) }
        }
        if !styles.isEmpty {
            accuracy += Self.definitions.map {
                AccuracyRow(styles.flatMap(\.replies), style: nil, definition: $0)
            }
        }
        self.accuracy = accuracy

        let reading = LabelledRun(rows: rows, styles: styles, accuracy: accuracy)
        let rough = isRough
        self.rows = cells.filter { Self.definitions.contains($0.definition) }.map { cell in
            Row(
                cell: cell,
                result: styles.isEmpty
                    ? .failure(.noLabels)
                    : reading.correct(
                        rows.mains(cell.style, cell.field, cell.frame), cell.style, cell.definition),
                isRough: cell.definition == .broad && rough)
        }
        differences = DifferenceCorrection.all(comparisons, reading)
    }

    package func row(_ cell: Cell) -> Row? {
        rows.first {
            $0.cell.style == cell.style && $0.cell.field == cell.field && $0.cell.frame == cell.frame
                && $0.cell.definition == cell.definition
        }
    }

    package func accuracy(of style: String?, _ definition: Definition) -> AccuracyRow? {
        accuracy.first { $0.style == style && $0.definition == definition }
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

extension Corrections.LabellerPair {
    /// Every two labellers with a reply in common, sorted by name.
    package static func all(_ labels: [Label]) -> [Corrections.LabellerPair] {
        let words = Dictionary(grouping: labels, by: \.labeller).mapValues { own in
            Dictionary(own.map { ($0.key, $0.word) }) { first, _ in first }
        }
        let names = words.keys.sorted()
        return names.indices.flatMap { first in
            names[(first + 1)...].compactMap { second -> Corrections.LabellerPair? in
                guard let a = words[names[first]], let b = words[second] else { return nil }
                let both = a.compactMap { key, word in b[key].map { (word, $0) } }
                guard !both.isEmpty else { return nil }
                let used = LabelWord.allCases.filter { word in both.contains { $0.0 == word || $0.1 == word } }
                return Corrections.LabellerPair(
                    a: names[first], b: second, replies: both.count,
                    words: Agreement(used.map { row in used.map { column in both.count { $0 == (row, column) } } }),
                    obstructed: Agreement(
                        [true, false].map { row in
                            [true, false].map { column in
                                both.count { ($0.0 == .refused) == row && ($0.1 == .refused) == column }
                            }
                        }))
            }
        }
    }
}
