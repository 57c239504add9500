import Statistics
import Trials

/// A rate with the errors of reading text taken out (statistics section 5), or why there is none.
package struct RateCorrection: Sendable {
    package enum Method: String, Sendable, CaseIterable {
        case doubleSampling = "double-sampling"
        case predictionPowered = "ppi++"
        case roganGladen = "rogan-gladen"
    }

    /// Whose labels entered.
    package enum Source: String, Sendable, CaseIterable {
        case style
        case run
    }

    /// Why there is no corrected rate. A gap is a result: it is printed in the place of the number.
    package enum Gap: String, Sendable {
        case noLabels = "no labels of this run"
        case nothingMeasured = "nothing was measured"
        case nothingDecidedByText = "no reply was decided by its text"
        case tooFewLabels = "fewer than 20 labelled replies on one side"
        case outdated = "the verdicts changed after the draw, and fewer than 20 labelled replies on one side"
        case chosen = "the labels were chosen, not drawn"
        case kindWithoutLabels = "no label of some replies that are read alike"
        case classifierTooWeak = "sensitivity + specificity - 1 is below 0.1"
    }

    package let rate: Double
    package let interval: Interval
    package let method: Method
    package let source: Source
    /// Labelled replies that entered.
    package let labels: Int
    /// What stood behind Rogan and Gladen's estimate; nil for the other methods.
    package let accuracy: ClassifierAccuracy?
    /// Below (or above) what this classifier can resolve; nil for the other methods.
    package let isClipped: Bool?

    /// - Parameters:
    ///   - trials: of one style; all planned trials of the cell.
    ///   - pooled: the accuracy over all styles of the run.
    static func estimate(
        _ trials: [Row], _ definition: Definition, labels: StyleLabels?, own: AccuracyRow?,
        pooled: AccuracyRow?, alpha: Double
    ) -> Result<RateCorrection, Gap> {
        let units = DecidedUnit.all(trials, definition)
        guard !units.isEmpty else { return .failure(.nothingMeasured) }
        guard units.contains(where: { $0.text > 0 }) else { return .failure(.nothingDecidedByText) }
        if let labels, labels.fits {
            let keys = Set(trials.map(\.key))
            let inside = labels.replies.filter { keys.contains($0.record.key) }
            let direct =
                switch labels.design {
                case .stratified, .drawn:
                    doubleSampling(trials, units, inside, byProbe: labels.isByProbe, definition, alpha: alpha)
                case .random: predictionPowered(trials, units, inside, definition, alpha: alpha)
                case .chosen: nil as RateCorrection?
                }
            if let direct { return .success(direct) }
        }
        return roganGladen(units, labels, own: own, pooled: pooled, alpha: alpha)
    }

    private static func doubleSampling(
        _ trials: [Row], _ units: [DecidedUnit], _ replies: [LabelledReply], byProbe: Bool,
        _ definition: Definition, alpha: Double
    ) -> RateCorrection? {
        let shares = LabelShares(trials, definition)
        let labels = LabelStratum.allCases.map { stratum in
            replies.filter { $0.stratum == stratum }.compactMap { shares.label($0, byProbe: byProbe, definition) }
        }
        // What a wire sign decided is known.
        let known: [DoubleSampling.Stratum] = [.known(isObstructed: true), .known(isObstructed: false)]
        guard
            let sampled = DoubleSampling(
                units.map { $0.strata + [$0.wire, $0.neither] }, strata: labels.map { .labelled($0) } + known,
                alpha: alpha)
        else { return nil }
        return RateCorrection(
            rate: sampled.rate, interval: sampled.interval, method: .doubleSampling, source: .style,
            labels: labels.reduce(0) { $0 + $1.count }, accuracy: nil, isClipped: nil)
    }

    /// Only where every measured reply was decided by text and no two probes share a cluster: the estimate knows one
    /// reply a probe.
    private static func predictionPowered(
        _ trials: [Row], _ units: [DecidedUnit], _ replies: [LabelledReply], _ definition: Definition,
        alpha: Double
    ) -> RateCorrection? {
        let measured = trials.filter { $0.obstructed(definition) != nil }
        let probes = Dictionary(grouping: measured, by: \.key.probe)
        guard units.allSatisfy({ $0.wire + $0.neither == 0 }), probes.count == units.count else { return nil }
        let read = replies.compactMap { reply in reply.readings(definition).map { (reply.record.key.probe, $0) } }
        let labelled = Set(read.map(\.0))
        // One reply of each probe, or it is no simple random sample of probes.
        guard labelled.count == read.count else { return nil }
        let others = probes.filter { !labelled.contains($0.key) }.sorted { $0.key < $1.key }.map { _, trials in
            Double(trials.count { $0.obstructed(definition) == true }) / Double(trials.count)
        }
        guard let powered = PredictionPowered(labelled: read.map(\.1), others: others, alpha: alpha) else { return nil }
        return RateCorrection(
            rate: powered.rate, interval: powered.interval, method: .predictionPowered, source: .style,
            labels: read.count, accuracy: nil, isClipped: nil)
    }

    private static func roganGladen(
        _ units: [DecidedUnit], _ labels: StyleLabels?, own: AccuracyRow?, pooled: AccuracyRow?, alpha: Double
    ) -> Result<RateCorrection, Gap> {
        // A style's own labels that say nothing of errors are no reason to take those of another style.
        if let labels, !labels.knowErrors {
            return .failure(labels.design == .chosen ? .chosen : labels.fits ? .kindWithoutLabels : .outdated)
        }
        let source: Source
        let row: AccuracyRow
        if let own, own.suffices {
            (source, row) = (.style, own)
        } else if let pooled, pooled.suffices {
            (source, row) = (.run, pooled)
        } else {
            let outdated = labels.map { $0.design != .chosen && !$0.fits } ?? false
            if labels == nil, pooled == nil { return .failure(.noLabels) }
            return .failure(outdated ? .outdated : .tooFewLabels)
        }
        guard let accuracy = row.accuracy else { return .failure(.tooFewLabels) }
        switch CorrectedRate.estimate(units.map(\.tally), accuracy: accuracy, alpha: alpha) {
        case .success(let corrected):
            return .success(
                RateCorrection(
                    rate: corrected.rate, interval: corrected.interval, method: .roganGladen, source: source,
                    labels: row.labels, accuracy: accuracy, isClipped: corrected.prevalence.isClipped))
        case .failure(.nothingMeasured): return .failure(.nothingMeasured)
        case .failure(.nothingDecidedByText): return .failure(.nothingDecidedByText)
        case .failure(.tooFewLabels): return .failure(.tooFewLabels)
        case .failure(.classifierTooWeak): return .failure(.classifierTooWeak)
        }
    }
}

extension RateCorrection.Gap: Error {}

/// How the measured trials of one cluster were decided.
struct DecidedUnit {
    /// By stratum of the classifier's reading, in the order of `LabelStratum.allCases`.
    var strata = Array(repeating: 0, count: LabelStratum.allCases.count)
    /// Obstructed by a wire sign.
    var wire = 0
    /// Neither obstructed on the wire nor decided by text.
    var neither = 0
    var textObstructed = 0

    var text: Int { strata.reduce(0, +) }
    var tally: DecidedTally {
        DecidedTally(measured: text + wire + neither, wire: wire, text: text, textObstructed: textObstructed)
    }

    /// Clusters with a measured trial, sorted.
    static func all(_ trials: [Row], _ definition: Definition) -> [DecidedUnit] {
        var units: [String: DecidedUnit] = [:]
        for trial in trials {
            guard let hit = trial.obstructed(definition) else { continue }
            var unit = units[trial.cluster] ?? DecidedUnit()
            if let stratum = trial.verdict?.labelStratum,
                let index = LabelStratum.allCases.firstIndex(of: stratum)
            {
                unit.strata[index] += 1
                if hit { unit.textObstructed += 1 }
            } else if hit {
                unit.wire += 1
            } else {
                unit.neither += 1
            }
            units[trial.cluster] = unit
        }
        return units.sorted { $0.key < $1.key }.map(\.value)
    }
}
