import Foundation

/// The beta distribution with real shape parameters: what exact binomial intervals are made of.
package enum Beta {
    /// The regularised incomplete beta function I_x(a, b), a and b > 0.
    ///
    /// Continued fraction of DLMF 8.17.22 by Lentz's method, on the side of the mean where it converges in about
    /// sqrt(max(a, b)) steps.
    package static func cumulative(_ x: Double, _ a: Double, _ b: Double) -> Double {
        cumulative(x: x, y: 1 - x, a, b)
    }

    static func cumulative(x: Double, y: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if y <= 0 { return 1 }
        return x <= (a + 1) / (a + b + 2)
            ? lowerTail(x: x, y: y, a, b) : 1 - lowerTail(x: y, y: x, b, a)
    }

    /// The x with I_x(a, b) = probability, to about 14 digits.
    ///
    /// Halley's steps inside a bracket; a step that leaves the bracket is replaced by a bisection.
    package static func quantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
        if probability <= 0 { return 0 }
        if probability >= 1 { return 1 }
        var low = 0.0
        var high = 1.0
        var x = min(max(startingPoint(probability, a, b), 1e-300), 1 - 1e-16)
        for _ in 0..<300 {
            let error = cumulative(x, a, b) - probability
            if error == 0 { return x }
            if error < 0 { low = x } else { high = x }
            let step = error / density(x, a, b)
            let curvature = (a - 1) / x - (b - 1) / (1 - x)
            var next = x - step / (1 - 0.5 * min(1, max(-1, step * curvature)))
            if !(next > low && next < high) {
                next = low == 0 ? high * 0.01 : 0.5 * (low + high)
                if low == 0, next > 0.1 { next = 0.5 * high }
            }
            if abs(next - x) <= 4e-16 * x || next <= low || next >= high { return next }
            x = next
        }
        return x
    }

    static func density(_ x: Double, _ a: Double, _ b: Double) -> Double {
        Saddlepoint.binomialDensity(a, size: a + b, p: x, q: 1 - x) * a * b / ((a + b) * x * (1 - x))
    }

    private static func lowerTail(x: Double, y: Double, _ a: Double, _ b: Double) -> Double {
        let front = Saddlepoint.binomialDensity(a, size: a + b, p: x, q: y) * b / (a + b)
        if front == 0 { return 0 }
        return front / continuedFraction(x, a, b)
    }

    /// 1 + d_1 / (1 + d_2 / (1 + ...)).
    private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        var value = 1.0
        var numerator = 1.0
        var denominator = 0.0
        for step in 1...200_000 {
            let m = Double(step / 2)
            let coefficient =
                step.isMultiple(of: 2)
                ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            denominator = 1 + coefficient * denominator
            if abs(denominator) < tiny { denominator = tiny }
            denominator = 1 / denominator
            numerator = 1 + coefficient / numerator
            if abs(numerator) < tiny { numerator = tiny }
            let factor = numerator * denominator
            value *= factor
            if abs(factor - 1) < 2e-16 { break }
        }
        return value
    }

    /// Abramowitz & Stegun 26.5.22 where it holds, else the leading power of x.
    private static func startingPoint(_ probability: Double, _ a: Double, _ b: Double) -> Double {
        if a > 0.6, b > 0.6 {
            let y = -Normal.quantile(probability)
            let lambda = (y * y - 3) / 6
            let first = 1 / (2 * a - 1)
            let second = 1 / (2 * b - 1)
            let h = 2 / (first + second)
            if h + lambda > 0 {
                let w = y * sqrt(h + lambda) / h - (second - first) * (lambda + 5.0 / 6 - 2 / (3 * h))
                return a / (a + b * exp(2 * w))
            }
        }
        let logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
        let power = exp((log(probability) + log(a) + logBeta) / a)
        return power < 0.9 ? power : a / (a + b)
    }
}
