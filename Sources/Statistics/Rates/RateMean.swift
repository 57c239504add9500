/// The mean of the rates of several fields, each of weight 1 however many clusters it has.
///
/// The fields share no clusters, so that their errors are independent: the interval recovers the variance of each side
/// from the fields' own bounds (MOVER, Zou & Donner 2008, Stat Med 27:1693).
package struct RateMean: Equatable, Sendable {
    package let rate: Double
    package let interval: Interval

    /// nil without a measured field.
    package init?(_ fields: [RateEstimate]) {
        let known = fields.compactMap { field in field.rate.flatMap { rate in field.interval.map { (rate, $0) } } }
        guard !known.isEmpty else { return nil }
        let n = Double(known.count)
        let mean = known.reduce(0) { $0 + $1.0 } / n
        func distance(_ bound: (Interval) -> Double) -> Double {
            known.reduce(0) { $0 + ($1.0 - bound($1.1)) * ($1.0 - bound($1.1)) }.squareRoot() / n
        }
        rate = mean
        interval = Interval(low: max(0, mean - distance(\.low)), high: min(1, mean + distance(\.high)))
    }
}
