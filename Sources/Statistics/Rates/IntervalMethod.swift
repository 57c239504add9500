import Foundation

/// How the interval of one rate is computed.
package enum IntervalMethod: String, CaseIterable, Sendable {
    /// Clopper & Pearson (1934) by the beta distribution. The default: false-positive rates live near 0, where Wilson
    /// is too bold.
    case exact
    /// Wilson (1927).
    case wilson

    /// The bounds for a rate seen on an effective, real-valued number of units.
    ///
    /// - Parameters:
    ///   - rate: exactly 0 or 1 when every unit is, since those ends are closed.
    ///   - size: the effective size n* > 0 of docs/methods/statistics.md section 2.
    ///   - tail: the error probability of each bound, 0 < tail < 1/2.
    package func bounds(rate: Double, size: Double, tail: Double) -> Interval {
        Interval(
            low: lowerBound(rate: rate, size: size, tail: tail),
            high: upperBound(rate: rate, size: size, tail: tail))
    }

    func lowerBound(rate: Double, size: Double, tail: Double) -> Double {
        if rate <= 0 { return 0 }
        switch self {
        case .exact: return Beta.quantile(tail, rate * size, size - rate * size + 1)
        case .wilson: return wilson(rate: rate, size: size, z: Normal.quantile(tail))
        }
    }

    func upperBound(rate: Double, size: Double, tail: Double) -> Double {
        if rate >= 1 { return 1 }
        switch self {
        case .exact: return 1 - Beta.quantile(tail, size - rate * size, rate * size + 1)
        case .wilson: return wilson(rate: rate, size: size, z: -Normal.quantile(tail))
        }
    }

    private func wilson(rate: Double, size: Double, z: Double) -> Double {
        let square = z * z
        let spread = z * sqrt(rate * (1 - rate) / size + square / (4 * size * size))
        return min(1, max(0, (rate + square / (2 * size) + spread) / (1 + square / size)))
    }
}
