/// One rate with its interval: the mean over clusters of the share of hits, as in docs/methods/statistics.md
/// sections 1 and 2.
///
/// ```swift
/// // Three scenarios: two of two trials hit, none of two, one of two.
/// let rate = RateEstimate([Tally(hits: 2, measured: 2), Tally(hits: 0, measured: 2), Tally(hits: 1, measured: 2)])
/// rate.rate      // 0.5
/// rate.interval  // by scenario, not by trial
/// ```
package struct RateEstimate: Equatable, Sendable {
    /// n: clusters with at least one measured trial.
    package let clusters: Int
    /// N: measured trials.
    package let trials: Int
    package let hits: Int
    /// The mean of the clusters' own rates; nil without clusters.
    package let rate: Double?
    package let interval: Interval?
    /// n*: what the bounds were computed on, n <= n* <= N each.
    package let effectiveSizes: EffectiveSize?
    package let correlation: IntraclassCorrelation?
    package let method: IntervalMethod
    package let alpha: Double
    package let sides: Sides

    package init(
        _ tallies: [Tally], method: IntervalMethod = .exact, alpha: Double = 0.05, sides: Sides = .two
    ) {
        let spectrum = Spectrum(tallies)
        clusters = spectrum.clusters
        trials = spectrum.trials
        hits = spectrum.hits
        rate = spectrum.rate
        correlation = IntraclassCorrelation(spectrum)
        self.method = method
        self.alpha = alpha
        self.sides = sides
        if let rate = spectrum.rate {
            let tail = sides.tail(alpha)
            let sizes = spectrum.effectiveSize(rate: rate, tail: tail)
            effectiveSizes = sizes
            interval = Interval(
                low: method.lowerBound(rate: rate, size: sizes.low, tail: tail),
                high: method.upperBound(rate: rate, size: sizes.high, tail: tail))
        } else {
            effectiveSizes = nil
            interval = nil
        }
    }

    /// The smaller of the two n*.
    package var effectiveSize: Double? { effectiveSizes?.smaller }
    package var low: Double? { interval?.low }
    package var high: Double? { interval?.high }
    package var icc: Double? { correlation?.value }
    package var designEffect: Double? { correlation?.designEffect }
}
