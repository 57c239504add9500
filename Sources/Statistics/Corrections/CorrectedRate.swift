import Foundation

/// How the measured trials of one cluster were decided: by a sign on the wire, by text, or by neither.
package struct DecidedTally: Equatable, Sendable {
    package let measured: Int
    /// Obstructed by a wire sign.
    package let wire: Int
    /// Decided by text.
    package let text: Int
    /// Decided by text and read as obstructed.
    package let textObstructed: Int

    package init(measured: Int, wire: Int, text: Int, textObstructed: Int) {
        precondition(wire >= 0 && text >= 0 && wire + text <= measured && (0...text).contains(textObstructed))
        self.measured = measured
        self.wire = wire
        self.text = text
        self.textObstructed = textObstructed
    }
}

/// The obstruction rate with the errors of the text classifier taken out; wire signs stand as they are.
package struct CorrectedRate: Equatable, Sendable {
    /// Why there is no corrected rate.
    package enum Gap: String, Error, Equatable, Sendable {
        case nothingMeasured = "nothing was measured"
        case nothingDecidedByText = "no reply was decided by its text"
        case tooFewLabels = "fewer than 20 labelled replies on one side"
        case classifierTooWeak = "sensitivity + specificity - 1 is below 0.1"
    }

    package let rate: Double
    package let interval: Interval
    package let prevalence: TruePrevalence

    package static let neededLabels = 20.0
    package static let neededYouden = 0.1

    /// A gap is a result, not a fault: it is printed in the place of the number.
    package static func estimate(
        _ tallies: [DecidedTally], accuracy: ClassifierAccuracy, alpha: Double = 0.05
    ) -> Result<CorrectedRate, Gap> {
        let units = tallies.filter { $0.measured > 0 }
        let wire = RateEstimate(units.map { Tally(hits: $0.wire, measured: $0.measured) }, alpha: alpha)
        let text = RateEstimate(units.map { Tally(hits: $0.text, measured: $0.measured) }, alpha: alpha)
        let read = RateEstimate(units.map { Tally(hits: $0.textObstructed, measured: $0.measured) }, alpha: alpha)
        let among = RateEstimate(units.map { Tally(hits: $0.textObstructed, measured: $0.text) }, alpha: alpha)
        guard let w = wire.rate, let limits = wire.interval, let u = text.rate, let t = read.rate else {
            return .failure(.nothingMeasured)
        }
        guard let size = among.effectiveSize else { return .failure(.nothingDecidedByText) }
        let isWhole = units.allSatisfy { $0.wire + $0.text == $0.measured }
        return estimate(
            wire: w, wireInterval: limits, text: isWhole ? 1 - w : u, textObstructed: t, textSize: size,
            isWhole: isWhole, accuracy: accuracy, alpha: alpha)
    }

    /// From the means w, u > 0, t and the effective number of probes decided by text.
    static func estimate(
        wire w: Double, wireInterval: Interval, text u: Double, textObstructed t: Double, textSize: Double,
        isWhole: Bool, accuracy: ClassifierAccuracy, alpha: Double
    ) -> Result<CorrectedRate, Gap> {
        if min(accuracy.positives, accuracy.negatives) < neededLabels { return .failure(.tooFewLabels) }
        if accuracy.youden < neededYouden { return .failure(.classifierTooWeak) }
        guard let prevalence = TruePrevalence(apparent: t / u, size: textSize, accuracy: accuracy, alpha: alpha)
        else { return .failure(.classifierTooWeak) }
        let rate = w + u * prevalence.value
        let interval =
            isWhole
            ? product(w, wireInterval, prevalence.value, prevalence.interval)
            : sum(rate, w, wireInterval, u, prevalence.value, prevalence.interval)
        return .success(CorrectedRate(rate: rate, interval: interval, prevalence: prevalence))
    }

    /// MOVER on the log scale (Zou & Donner 2008) for 1 - rate = (1 - w)(1 - pi).
    private static func product(_ w: Double, _ wire: Interval, _ pi: Double, _ text: Interval) -> Interval {
        if w >= 1 || pi >= 1 { return Interval(low: 1 - (1 - wire.low) * (1 - text.low), high: 1) }
        let free = (1 - w) * (1 - pi)
        let down = hypot(log((1 - wire.low) / (1 - w)), log((1 - text.low) / (1 - pi)))
        let low = 1 - min(1, free * exp(down))
        if wire.high >= 1 || text.high >= 1 { return Interval(low: low, high: 1) }
        let up = hypot(log((1 - w) / (1 - wire.high)), log((1 - pi) / (1 - text.high)))
        return Interval(low: low, high: 1 - free * exp(-up))
    }

    /// Additive MOVER, where some trials were decided by neither.
    private static func sum(
        _ rate: Double, _ w: Double, _ wire: Interval, _ u: Double, _ pi: Double, _ text: Interval
    ) -> Interval {
        Interval(
            low: max(0, rate - hypot(w - wire.low, u * (pi - text.low))),
            high: min(1, rate + hypot(wire.high - w, u * (text.high - pi))))
    }
}
