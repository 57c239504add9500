import Foundation

/// The true prevalence behind an apparent one: Rogan & Gladen's estimate, Lang & Reiczigel's interval (2014, Prev Vet
/// Med 113:13).
package struct TruePrevalence: Equatable, Sendable {
    /// pi, clipped to [0, 1].
    package let value: Double
    /// The clip changed it: "below what this classifier can resolve" (or above).
    package let isClipped: Bool
    package let interval: Interval

    /// nil when Se + Sp - 1 = 0, where nothing can be told back.
    ///
    /// - Parameters:
    ///   - apparent: ap, the share read as obstructed.
    ///   - size: n, the effective number of probes behind it.
    package init?(apparent: Double, size n: Double, accuracy: ClassifierAccuracy, alpha: Double = 0.05) {
        guard accuracy.youden != 0 else { return nil }
        let raw = (apparent + accuracy.specificity - 1) / accuracy.youden
        let value = min(1, max(0, raw))
        self.value = value
        isClipped = value != raw

        let z = -Normal.quantile(alpha / 2)
        let square = z * z
        let total = n + square
        let a = (n * apparent + square / 2) / total
        let se = (accuracy.positives * accuracy.sensitivity + 1) / (accuracy.positives + 2)
        let sp = (accuracy.negatives * accuracy.specificity + 1) / (accuracy.negatives + 2)
        let youden = se + sp - 1
        guard youden != 0 else { return nil }
        let centre = (a + sp - 1) / youden
        let seVariance = se * (1 - se) / (accuracy.positives + 2)
        let spVariance = sp * (1 - sp) / (accuracy.negatives + 2)
        let shift = 2 * square * (centre * seVariance - (1 - centre) * spVariance)
        let variance =
            (a * (1 - a) / total + centre * centre * seVariance + (1 - centre) * (1 - centre) * spVariance)
            / (youden * youden)
        let reach = z * sqrt(variance)
        interval = Interval(
            low: min(value, max(0, centre + shift - reach)), high: max(value, min(1, centre + shift + reach)))
    }
}
