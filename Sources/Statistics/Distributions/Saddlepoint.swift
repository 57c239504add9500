import Foundation

/// What Stirling's formula leaves out of ln(x!), and the deviance term that goes with it.
///
/// Probabilities are built from these two (Loader 2000, "Fast and accurate computation of binomial probabilities")
/// because differences of log-gammas lose nine digits at n = 10^6; here nothing large is ever subtracted.
enum Saddlepoint {
    /// ln(x!) - ((x + 1/2) ln x - x + ln(2 pi)/2) for real x > 0.
    static func stirlingError(_ x: Double) -> Double {
        var shifted = x
        var correction = 0.0
        while shifted < 16 {
            correction += (shifted + 0.5) * log1p(1 / shifted) - 1
            shifted += 1
        }
        let square = shifted * shifted
        let series =
            1.0 / 12
            - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 - 691.0 / 360360 / square) / square) / square)
                / square)
            / square
        return correction + series / shifted
    }

    /// x ln(x / mean) + mean - x, accurate also where x and the mean nearly agree.
    static func deviance(_ x: Double, mean: Double) -> Double {
        guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
        let ratio = (x - mean) / (x + mean)
        var sum = (x - mean) * ratio
        var power = 2 * x * ratio
        for order in 1..<200 {
            power *= ratio * ratio
            let next = sum + power / Double(2 * order + 1)
            if next == sum { break }
            sum = next
        }
        return sum
    }

    /// n! / (x! (n - x)!) p^x q^(n - x) for real 0 <= x <= n and q = 1 - p (handed in, so that neither is rounded away).
    static func binomialDensity(_ x: Double, size n: Double, p: Double, q: Double) -> Double {
        if p <= 0 { return x == 0 ? 1 : 0 }
        if q <= 0 { return x == n ? 1 : 0 }
        if x <= 0 { return x == 0 ? exp(n * (p < 0.5 ? log1p(-p) : log(q))) : 0 }
        if x >= n { return x == n ? exp(n * (q < 0.5 ? log1p(-q) : log(p))) : 0 }
        let exponent =
            stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, mean: n * p)
            - deviance(n - x, mean: n * q)
        return exp(exponent) * sqrt(n / (2 * .pi * x * (n - x)))
    }
}

/// ln of the gamma function for real x > 0.
///
/// Our own, because libc's `lgamma` writes a global sign.
package func logGamma(_ x: Double) -> Double {
    Saddlepoint.stirlingError(x) + (x - 0.5) * log(x) - x + 0.5 * log(2 * .pi)
}
