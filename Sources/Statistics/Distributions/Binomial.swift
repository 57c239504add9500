import Foundation

/// The binomial distribution.
package enum Binomial {
    package static func probability(_ k: Int, of n: Int, _ p: Double) -> Double {
        guard k >= 0, k <= n else { return 0 }
        if n == 0 { return 1 }
        return Saddlepoint.binomialDensity(Double(k), size: Double(n), p: p, q: 1 - p)
    }

    /// P(X <= k).
    package static func cumulative(_ k: Int, of n: Int, _ p: Double) -> Double {
        if k < 0 { return 0 }
        if k >= n { return 1 }
        return Beta.cumulative(x: 1 - p, y: p, Double(n - k), Double(k + 1))
    }
}
