import Foundation

/// Two rates on different probes: halves of a run, controls against benign probes (discrimination J = TPR - FPR).
///
/// Never for the same probes under two styles: that is `PairedComparison`.
package struct UnpairedComparison: Equatable, Sendable {
    package let a: RateEstimate
    package let b: RateEstimate
    /// rate(A) - rate(B); nil when either side has no clusters, as are the interval and p.
    package let difference: Double?
    package let interval: Interval?
    /// Fisher's mid-p on clusters of one trial each, else from z with the pooled rate.
    package let p: Double?

    package init(_ tallies: [Tally], against reference: [Tally], alpha: Double = 0.05) {
        a = RateEstimate(tallies, method: .wilson, alpha: alpha)
        b = RateEstimate(reference, method: .wilson, alpha: alpha)
        guard let rateA = a.rate, let rateB = b.rate, let limitsA = a.interval, let limitsB = b.interval else {
            (difference, interval, p) = (nil, nil, nil)
            return
        }
        difference = rateA - rateB
        interval = Interval.newcombe(rateA, limitsA, minus: rateB, limitsB)
        if a.trials == a.clusters && b.trials == b.clusters {
            p = Self.fisherMidP(hits: a.hits, of: a.clusters, against: b.hits, of: b.clusters)
        } else {
            p = Self.pooledP(a, b)
        }
    }

    /// min(1, 2 min(P(X < x) + P(X = x)/2, P(X > x) + P(X = x)/2)), X hypergeometric.
    package static func fisherMidP(hits x: Int, of n: Int, against y: Int, of m: Int) -> Double {
        let table = Hypergeometric(marked: n, unmarked: m, draws: x + y)
        let half = table.probability(x) / 2
        return min(1, 2 * min(table.below(x) + half, table.above(x) + half))
    }

    private static func pooledP(_ a: RateEstimate, _ b: RateEstimate) -> Double? {
        guard let rateA = a.rate, let rateB = b.rate, let sizeA = a.effectiveSize, let sizeB = b.effectiveSize
        else { return nil }
        if a.hits + b.hits == 0 || a.hits + b.hits == a.trials + b.trials { return 1 }
        let pooled = (rateA * sizeA + rateB * sizeB) / (sizeA + sizeB)
        return Normal.twoSidedTail((rateA - rateB) / sqrt(pooled * (1 - pooled) * (1 / sizeA + 1 / sizeB)))
    }
}

extension Interval {
    /// Newcombe's square-and-add interval (1998, Stat Med 17:873, method 10) from the Wilson limits of both sides.
    static func newcombe(_ p: Double, _ limits: Interval, minus q: Double, _ others: Interval) -> Interval {
        Interval(
            low: p - q - hypot(p - limits.low, others.high - q),
            high: p - q + hypot(limits.high - p, q - others.low))
    }
}
