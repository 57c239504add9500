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

    /// Counts with their chances: all of them, or about 60 in place of as many stretches of counts where there are more;
    /// what lies six standard deviations out is left out.
    static func nodes(of n: Int, _ p: Double) -> [(count: Int, chance: Double)] {
        let (mean, deviation) = (Double(n) * p, (Double(n) * p * (1 - p)).squareRoot())
        let low = max(0, Int(mean - 6 * deviation - 1))
        let high = min(n, Int(mean + 6 * deviation + 1))
        let width = (high - low) / 60 + 1
        return stride(from: low, through: high, by: width).map { start in
            let end = min(high, start + width - 1)
            return ((start + end) / 2, (start...end).reduce(0) { $0 + probability($1, of: n, p) })
        }
    }
}
