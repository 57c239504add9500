import Foundation
import Statistics
import Trials

/// The difference of two styles on the same prompts, each corrected with labels of its own, or why it is not.
package struct DifferenceCorrection: Sendable {
    package let a: String
    package let b: String
    package let field: String
    package let frame: Frame
    package let definition: Definition
    /// nil: not corrected.
    package let difference: Double?
    /// Square-and-add of both corrected intervals, as if the styles met different prompts: pairing makes the true
    /// interval narrower, so this one is never too bold.
    package let interval: Interval?
    /// Why it is not corrected: the style, and what it lacks.
    package let gap: (style: String, reason: RateCorrection.Gap)?
    /// Fisher's mid-p for "the classifier misses (or wrongly finds) obstruction equally often under both styles".
    package let pSensitivity: Double?
    package let pSpecificity: Double?
    /// Errors that differ between the styles at p < .10, or a style with text verdicts and without labels that tell of errors.
    package let mayBeTheJudges: Bool

    static func all(_ comparisons: [ComparisonRow], _ run: LabelledRun) -> [DifferenceCorrection] {
        let readsText = Set(
            run.rows.byStyle.filter { $0.value.contains { $0.verdict?.labelStratum != nil } }.map(\.key))
        return comparisons.compactMap { row in
            guard Corrections.definitions.contains(row.definition), case .paired(let paired) = row.finding,
                paired.pairs > 0
            else { return nil }
            return DifferenceCorrection(row, run, readsText: readsText)
        }
    }

    private init(_ row: ComparisonRow, _ run: LabelledRun, readsText: Set<String>) {
        (a, b, field, frame, definition) = (row.a, row.b, row.field, row.frame, row.definition)
        let (own, other) = (run.own(row.a, row.definition), run.own(row.b, row.definition))
        // Counts of a stratified sample would compare how many replies of each stratum the styles had: the test runs on
        // weighted shares of effective numbers, which without weights are the plain counts.
        func p(_ first: AccuracyRow.Share?, _ second: AccuracyRow.Share?) -> Double? {
            guard let first, let second else { return nil }
            func count(_ share: AccuracyRow.Share) -> (hits: Int, of: Int) {
                (Int((share.value * share.size).rounded()), Int(share.size.rounded()))
            }
            let (x, y) = (count(first), count(second))
            return UnpairedComparison.fisherMidP(hits: x.hits, of: x.of, against: y.hits, of: y.of)
        }
        pSensitivity = p(own?.sensitivity, other?.sensitivity)
        pSpecificity = p(own?.specificity, other?.specificity)
        let differs = [pSensitivity, pSpecificity].contains { $0.map { $0 < 0.1 } ?? false }
        let unlabelled = [row.a, row.b].contains {
            readsText.contains($0) && run.labels(of: $0)?.knowErrors != true
        }
        mayBeTheJudges = differs || unlabelled

        if run.styles.isEmpty {
            (difference, interval, gap) = (nil, nil, (row.a, .noLabels))
            return
        }
        let (left, right) = Self.paired(row, run.rows)
        let results = [(row.a, left), (row.b, right)].map { style, trials in
            (style, Self.corrected(trials, style, row.definition, run))
        }
        switch (results[0].1, results[1].1) {
        case (.success(let first), .success(let second)):
            difference = first.rate - second.rate
            interval = Interval(
                low: max(
                    -1,
                    first.rate - second.rate
                        - hypot(first.rate - first.interval.low, second.interval.high - second.rate)),
                high: min(
                    1,
                    first.rate - second.rate
                        + hypot(first.interval.high - first.rate, second.rate - second.interval.low)))
            gap = nil
        case (.failure(let reason), _): (difference, interval, gap) = (nil, nil, (row.a, reason))
        case (_, .failure(let reason)): (difference, interval, gap) = (nil, nil, (row.b, reason))
        }
    }

    /// What no text decided needs no correction; labels must be the style's own.
    private static func corrected(
        _ trials: [Row], _ style: String, _ definition: Definition, _ run: LabelledRun
    ) -> Result<(rate: Double, interval: Interval), RateCorrection.Gap> {
        switch run.correct(trials, style, definition, ownLabelsOnly: true) {
        case .success(let corrected): return .success((corrected.rate, corrected.interval))
        case .failure(.nothingDecidedByText):
            let raw = RateEstimate(
                trials.tallies(definition), method: run.rows.method, alpha: run.rows.thresholds.alpha)
            guard let rate = raw.rate, let interval = raw.interval else { return .failure(.nothingMeasured) }
            return .success((rate, interval))
        case .failure(let gap): return .failure(run.labels(of: style) == nil ? .noLabels : gap)
        }
    }

    /// The trials that make a pair: measured under both styles.
    private static func paired(_ row: ComparisonRow, _ rows: Rows) -> (a: [Row], b: [Row]) {
        struct Slot: Hashable {
            var probe: String
            var repetition: Int

            init(_ record: Row) { (probe, repetition) = (record.key.probe, record.key.repetition) }
        }
        func measured(_ style: String) -> [Row] {
            rows.mains(style, row.field, row.frame).filter { $0.obstructed(row.definition) != nil }
        }
        let (a, b) = (measured(row.a), measured(row.b))
        let both = Set(a.map(Slot.init)).intersection(b.map(Slot.init))
        return (a.filter { both.contains(Slot($0)) }, b.filter { both.contains(Slot($0)) })
    }
}
