import Foundation

/// The standard normal distribution.
package enum Normal {
    package static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// P(|Z| >= z): the two-sided p value of a z statistic, without the cancellation of 2 (1 - Phi).
    package static func twoSidedTail(_ z: Double) -> Double { min(1, erfc(abs(z) / 2.0.squareRoot())) }

    /// The z with Phi(z) = probability; infinite at 0 and 1.
    ///
    /// Abramowitz & Stegun 26.2.23 as a start, then Halley's steps on erfc to full precision.
    package static func quantile(_ probability: Double) -> Double {
        if probability <= 0 { return -.infinity }
        if probability >= 1 { return .infinity }
        if probability > 0.5 { return -lowerQuantile(1 - probability) }
        return lowerQuantile(probability)
    }

    private static func lowerQuantile(_ tail: Double) -> Double {
        if tail == 0.5 { return 0 }
        let t = sqrt(-2 * log(tail))
        var z =
            (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
        for _ in 0..<3 {
            let step = (cumulative(z) - tail) * sqrt(2 * .pi) * exp(z * z / 2)
            z -= step / (1 + z * step / 2)
        }
        return z
    }
}
