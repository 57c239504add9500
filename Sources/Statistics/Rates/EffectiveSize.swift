import Foundation

/// n*: the number of independent clusters that would know as much as these clusters with their repeats.
enum EffectiveSize {
    /// Korn & Graubard (1998, Surv Methodol 24:193), with g - 1 degrees of freedom in the denominator.
    ///
    /// The variance rests on the g clusters that carry the event, not on all n; with n - 1 the coverage falls to .90.
    /// The result lies in n...N: repeats never widen an interval and never count for more than the trials made.
    ///
    /// - Parameters:
    ///   - binomialVariance: of one trial: p (1 - p), or for a difference beta + gamma - D^2.
    ///   - varianceOfMean: estimated from the clusters, > 0.
    static func adjusted(
        clusters: Int, trials: Int, carriers: Int, binomialVariance: Double, varianceOfMean: Double, tail: Double
    ) -> Double {
        let effective = min(Double(trials), binomialVariance / varianceOfMean)
        let ratio =
            StudentT.upperQuantile(tail: tail, degreesOfFreedom: Double(trials - 1))
            / StudentT.upperQuantile(tail: tail, degreesOfFreedom: Double(carriers - 1))
        return max(Double(clusters), effective * ratio * ratio)
    }
}

extension Spectrum {
    /// n* of docs/methods/statistics.md section 2 for the rate; n itself where repeats say nothing about other prompts.
    func effectiveSize(rate: Double, tail: Double) -> Double {
        if hasSingleTrialsOnly || carriers < 2 || isConstant { return size }
        return EffectiveSize.adjusted(
            clusters: clusters, trials: trials, carriers: carriers, binomialVariance: rate * (1 - rate),
            varianceOfMean: varianceOfMean(around: rate), tail: tail)
    }
}
