import Foundation

/// The rate from simple random labels, sharpened by the classifier: PPI++ (Angelopoulos, Duchi & Zrnic 2023).
package struct PredictionPowered: Equatable, Sendable {
    /// How much the classifier is leant on, 0...1.
    package let lambda: Double
    package let rate: Double
    package let interval: Interval

    package static let neededLabels = 50
    package static let neededObstructed = 5

    /// - Parameters:
    ///   - labelled: the human's and the classifier's verdict on one reply of each labelled probe.
    ///   - others: the classifier's mean per probe on the probes without a label.
    ///
    /// nil under 50 labels or under 5 obstructed ones.
    package init?(labelled: [(human: Bool, classifier: Bool)], others: [Double], alpha: Double = 0.05) {
        guard labelled.count >= Self.neededLabels,
            labelled.count(where: \.human) >= Self.neededObstructed
        else { return nil }
        let y = labelled.map { $0.human ? 1.0 : 0 }
        let f = labelled.map { $0.classifier ? 1.0 : 0 }
        let n = Double(labelled.count)
        let meanY = mean(y)
        let meanF = mean(f)
        let covariance = zip(y, f).reduce(0) { $0 + ($1.0 - meanY) * ($1.1 - meanF) } / (n - 1)
        let varianceF = sampleVariance(f)
        // Fewer than two other probes say nothing of their own spread.
        let leans = others.count > 1 && varianceF > 0
        lambda = leans ? min(1, max(0, covariance / ((1 + n / Double(others.count)) * varianceF))) : 0
        let weight = lambda
        let rest = zip(y, f).map { $0 - weight * $1 }
        rate = (leans ? weight * mean(others) : 0) + mean(rest)
        let variance =
            (leans ? weight * weight * sampleVariance(others) / Double(others.count) : 0) + sampleVariance(rest) / n
        let reach = -Normal.quantile(alpha / 2) * sqrt(variance)
        interval = Interval(low: max(0, rate - reach), high: min(1, rate + reach))
    }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

private func sampleVariance(_ values: [Double]) -> Double {
    let centre = mean(values)
    return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count - 1)
}
