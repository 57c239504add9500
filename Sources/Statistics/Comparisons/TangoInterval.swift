import Foundation

/// Tango's score interval for a difference of paired proportions (1998, Stat Med 17:891), on a real number of pairs.
package enum TangoInterval {
    /// - Parameters:
    ///   - onlyA: beta, the share of pairs obstructed under A only.
    ///   - onlyB: gamma, under B only.
    ///   - sizes: n*, the effective pairs of each bound, > 0.
    package static func bounds(
        onlyA beta: Double, onlyB gamma: Double, sizes: EffectiveSize, tail: Double
    ) -> Interval {
        Interval(
            low: lowerBound(onlyA: beta * sizes.low, onlyB: gamma * sizes.low, size: sizes.low, tail: tail),
            high: upperBound(onlyA: beta * sizes.high, onlyB: gamma * sizes.high, size: sizes.high, tail: tail))
    }

    /// For b and c of n pairs, real numbers.
    package static func bounds(onlyA b: Double, onlyB c: Double, size n: Double, tail: Double) -> Interval {
        Interval(
            low: lowerBound(onlyA: b, onlyB: c, size: n, tail: tail),
            high: upperBound(onlyA: b, onlyB: c, size: n, tail: tail))
    }

    private static func lowerBound(onlyA b: Double, onlyB c: Double, size n: Double, tail: Double) -> Double {
        let difference = min(1, max(-1, (b - c) / n))
        let z = -Normal.quantile(tail)
        return difference <= -1 ? -1 : root(from: -1, to: difference) { score(b, c, n, at: $0) > z }
    }

    private static func upperBound(onlyA b: Double, onlyB c: Double, size n: Double, tail: Double) -> Double {
        let difference = min(1, max(-1, (b - c) / n))
        let z = -Normal.quantile(tail)
        return difference >= 1 ? 1 : root(from: difference, to: 1) { score(b, c, n, at: $0) > -z }
    }

    /// The p values of what lies beyond a margin: that the difference is no greater than -margin, and no smaller than
    /// +margin.
    static func tails(
        onlyA beta: Double, onlyB gamma: Double, sizes: EffectiveSize, margin: Double
    ) -> (atMostMinus: Double, atLeastPlus: Double) {
        let (low, high) = (sizes.low, sizes.high)
        return (
            Normal.cumulative(-score(beta * low, gamma * low, low, at: -margin)),
            Normal.cumulative(score(beta * high, gamma * high, high, at: margin))
        )
    }

    /// z(x), falling in x; a variance of 0 leaves only its sign.
    private static func score(_ b: Double, _ c: Double, _ n: Double, at x: Double) -> Double {
        let s2 = 2 * n
        let s1 = -b - c + (2 * n - b + c) * x
        let s0 = -c * x * (1 - x)
        let discriminant = sqrt(max(0, s1 * s1 - 4 * s2 * s0))
        // Both forms are the same root; each cancels where the other does not.
        let r = s1 <= 0 ? (discriminant - s1) / (2 * s2) : -2 * s0 / (discriminant + s1)
        let numerator = b - c - n * x
        let variance = n * (2 * r + x * (1 - x))
        if variance <= 0 { return numerator == 0 ? 0 : (numerator > 0 ? .infinity : -.infinity) }
        return numerator / sqrt(variance)
    }

    /// Where `isAbove` turns from true to false.
    private static func root(from start: Double, to end: Double, isAbove: (Double) -> Bool) -> Double {
        var (low, high) = (start, end)
        for _ in 0..<80 {
            let middle = 0.5 * (low + high)
            if middle <= low || middle >= high { break }
            if isAbove(middle) { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }
}
