import Foundation

/// n*: the number of independent clusters that would know as much as these clusters with their repeats.
///
/// The two bounds of an interval rest on two sizes, because they fear two different clusters that the sample did not
/// happen to hold: the upper bound one that is always obstructed, the lower bound one that never is.
package struct EffectiveSize: Equatable, Sendable {
    package let low: Double
    package let high: Double

    init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// The same for both bounds.
    init(_ size: Double) { self.init(low: size, high: size) }

    /// What a report prints as n*: the size under the wider side.
    package var smaller: Double { min(low, high) }

    /// Korn & Graubard (1998, Surv Methodol 24:193), with g - 1 degrees of freedom in the denominator and one unseen
    /// cluster in the variance.
    ///
    /// The variance rests on the g clusters that carry the event, not on all n; with n - 1 the coverage falls to .90.
    /// A few clusters that are always obstructed among many that seldom are may all be missing from a sample, whose
    /// repeats then look independent: without the unseen cluster the upper bound covers .93 at K = 5 and .60 at K = 20.
    /// The result lies in n...N: repeats never widen an interval and never count for more than the trials made.
    ///
    /// - Parameters:
    ///   - binomialVariance: of one trial: p (1 - p), or for a difference beta + gamma - D^2.
    ///   - squares: the sum of squared distances of the clusters from their mean.
    ///   - unseen: the squared distance of the unseen cluster from it.
    static func adjusted(
        clusters: Int, trials: Int, carriers: Int, binomialVariance: Double, squares: Double, unseen: Double,
        tail: Double
    ) -> Double {
        let n = Double(clusters)
        let variance = (squares + unseen) / (n * (n - 1))
        let effective = min(Double(trials), binomialVariance / variance)
        let ratio =
            StudentT.upperQuantile(tail: tail, degreesOfFreedom: Double(trials - 1))
            / StudentT.upperQuantile(tail: tail, degreesOfFreedom: Double(carriers - 1))
        return max(n, effective * ratio * ratio)
    }
}

extension Spectrum {
    /// n* of docs/methods/statistics.md section 2 for the rate; n itself where repeats say nothing about other prompts.
    func effectiveSize(rate: Double, tail: Double) -> EffectiveSize {
        if hasSingleTrialsOnly || carriers < 2 || isConstant { return EffectiveSize(size) }
        let squares = squares(around: rate)
        func adjusted(unseen: Double) -> Double {
            EffectiveSize.adjusted(
                clusters: clusters, trials: trials, carriers: carriers, binomialVariance: rate * (1 - rate),
                squares: squares, unseen: unseen, tail: tail)
        }
        return EffectiveSize(low: adjusted(unseen: rate * rate), high: adjusted(unseen: (1 - rate) * (1 - rate)))
    }
}
