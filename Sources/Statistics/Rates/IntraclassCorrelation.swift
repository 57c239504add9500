/// How much alike the repeats of one cluster are, by one-way analysis of variance. It describes; no interval uses it.
package struct IntraclassCorrelation: Equatable, Sendable {
    /// Not clipped: it may be negative.
    package let value: Double
    /// n0, the number of repeats a cluster has on an average that suits the analysis of variance.
    package let repeats: Double
    /// 1 + (N/n - 1) ICC: how many trials are worth one independent trial.
    package let designEffect: Double

    /// nil with fewer than two clusters, without repeats, or when all trials agree.
    init?(_ spectrum: Spectrum) {
        guard spectrum.hits > 0, spectrum.hits < spectrum.trials else { return nil }
        let grandMean = Double(spectrum.hits) / Double(spectrum.trials)
        var between = 0.0
        var within = 0.0
        var squaredTrials = 0.0
        for kind in spectrum.kinds {
            let measured = Double(kind.measured)
            between += kind.weight * measured * (kind.mean - grandMean) * (kind.mean - grandMean)
            within += kind.weight * measured * kind.mean * (1 - kind.mean)
            squaredTrials += kind.weight * measured * measured
        }
        self.init(
            clusters: spectrum.clusters, trials: spectrum.trials, squaredTrials: squaredTrials,
            sumOfSquaresBetween: between, sumOfSquaresWithin: within)
    }

    /// From the sums of squares of any trial value, be it a hit or a difference of two hits.
    init?(
        clusters: Int, trials: Int, squaredTrials: Double, sumOfSquaresBetween: Double, sumOfSquaresWithin: Double
    ) {
        guard clusters > 1, trials > clusters else { return nil }
        let n = Double(clusters)
        let total = Double(trials)
        let between = sumOfSquaresBetween / (n - 1)
        let within = sumOfSquaresWithin / (total - n)
        repeats = (total - squaredTrials / total) / (n - 1)
        let denominator = between + (repeats - 1) * within
        guard denominator > 0 else { return nil }
        value = (between - within) / denominator
        designEffect = 1 + (total / n - 1) * value
    }
}
