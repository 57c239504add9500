/// How large a difference may be and still not matter.
package enum Margin: Equatable, Sendable {
    /// Of the difference itself, 0...1.
    case points(Double)
    /// Of the reference's rate, above 0 and below 1: .25 asks whether rate(A) lies within .75 to 1.25 of rate(B).
    case ofReference(Double)
}

extension Margin {
    /// Two one-sided tests on single pairs, as `PairedComparison.equivalenceP` has them.
    func equivalenceP(both: Int, onlyA: Int, onlyB: Int, pairs: Int) -> Double {
        let n = Double(pairs)
        let (both, onlyA, onlyB) = (Double(both) / n, Double(onlyA) / n, Double(onlyB) / n)
        switch self {
        case .points(let points):
            let tails = TangoInterval.tails(onlyA: onlyA, onlyB: onlyB, sizes: EffectiveSize(n), margin: points)
            return max(tails.atMostMinus, tails.atLeastPlus)
        case .ofReference(let share):
            func z(_ ratio: Double) -> Double {
                RatioScore.z(both: both, onlyA: onlyA, onlyB: onlyB, size: n, ratio: ratio)
            }
            return max(Normal.cumulative(-z(1 - share)), Normal.cumulative(z(1 + share)))
        }
    }
}

/// Score test of rate(A) = phi rate(B) on the same probes (Nam & Blackwelder 2002, Stat Med 21:689; Tang, Tang & Chan 2003,
/// Stat Med 22:1217), on a real number of pairs.
enum RatioScore {
    /// z = (p_A - phi p_B) sqrt(n / (phi (q_A + q_B))), q the discordant shares most likely where the ratio is phi. It falls
    /// in phi; 0 where nothing is obstructed, which says nothing about a ratio.
    ///
    /// - Parameters: shares of pairs obstructed under both, under A only and under B only; n*; phi > 0.
    static func z(both: Double, onlyA: Double, onlyB: Double, size n: Double, ratio phi: Double) -> Double {
        let obstructed = both + onlyA + onlyB
        guard obstructed > 0 else { return 0 }
        // q_B is the larger root of a x^2 + b x + c, and q_A follows from the ratio.
        let a = (1 + phi) * obstructed
        let b = -obstructed * (onlyA + onlyB - (phi * phi - 1) * (onlyB + both))
        let c = onlyB * (1 - phi) * obstructed * obstructed
        let discriminant = (max(0, b * b - 4 * a * c)).squareRoot()
        // Both forms are the same root; each cancels where the other does not.
        let q = b <= 0 ? (discriminant - b) / (2 * a) : -2 * c / (discriminant + b)
        let discordant = q + max(0, (q - (1 - phi) * obstructed) / phi)
        let numerator = both + onlyA - phi * (both + onlyB)
        if discordant <= 0 { return numerator == 0 ? 0 : (numerator > 0 ? .infinity : -.infinity) }
        return numerator * (n / (phi * discordant)).squareRoot()
    }
}

extension PairedSpectrum {
    func equivalenceP(_ margin: Margin, alpha: Double) -> Double {
        let tails =
            switch margin {
            case .points(let points): tails(points, alpha: alpha)
            case .ofReference(let share): ratioTails(below: 1 - share, above: 1 + share, alpha: alpha)
            }
        return max(tails.atMostMinus, tails.atLeastPlus)
    }

    func materialityP(_ margin: Margin, alpha: Double) -> Double {
        // What is not more than +margin above, and not more than the same below.
        let tails =
            switch margin {
            case .points(let points): tails(-points, alpha: alpha)
            case .ofReference(let share): ratioTails(below: 1 + share, above: 1 - share, alpha: alpha)
            }
        return min(1, 2 * (mean(of: \.surplus) >= 0 ? tails.atMostMinus : tails.atLeastPlus))
    }

    private func tails(_ margin: Double, alpha: Double) -> (atMostMinus: Double, atLeastPlus: Double) {
        let (beta, gamma) = (mean(of: \.onlyA), mean(of: \.onlyB))
        let sizes = effectiveSize(difference: mean(of: \.surplus), discordant: beta + gamma, tail: alpha / 2)
        return TangoInterval.tails(onlyA: beta, onlyB: gamma, sizes: sizes, margin: margin)
    }

    /// The p values of "rate(A) is at most `below` of rate(B)" and of "it is at least `above` of it".
    private func ratioTails(
        below: Double, above: Double, alpha: Double
    ) -> (atMostMinus: Double, atLeastPlus: Double) {
        let (both, onlyA, onlyB) = (mean(of: \.both), mean(of: \.onlyA), mean(of: \.onlyB))
        func z(_ ratio: Double, _ size: Double) -> Double {
            RatioScore.z(both: both, onlyA: onlyA, onlyB: onlyB, size: size, ratio: ratio)
        }
        return (
            Normal.cumulative(-z(below, effectiveSize(ratio: below, tail: alpha / 2).low)),
            Normal.cumulative(z(above, effectiveSize(ratio: above, tail: alpha / 2).high))
        )
    }

    /// n* of the contrast y_A - phi y_B, as `effectiveSize` has it for phi = 1: the unseen unit is obstructed under A only
    /// for the upper bound (-phi...1 is what a contrast can be), under B only for the lower one.
    func effectiveSize(ratio phi: Double, tail: Double) -> EffectiveSize {
        if hasSinglePairsOnly || carriers < 2 { return EffectiveSize(Double(units)) }
        func contrast(_ kind: Kind) -> Double {
            (Double(kind.both + kind.onlyA) - phi * Double(kind.both + kind.onlyB)) / Double(kind.pairs)
        }
        let (both, onlyA, onlyB) = (mean(of: \.both), mean(of: \.onlyA), mean(of: \.onlyB))
        let center = both + onlyA - phi * (both + onlyB)
        let squares = kinds.reduce(0.0) { sum, entry in
            let distance = contrast(entry.kind) - center
            return sum + Double(entry.units) * distance * distance
        }
        let single = onlyA + both * (1 - phi) * (1 - phi) + onlyB * phi * phi - center * center
        func adjusted(unseen: Double) -> Double {
            EffectiveSize.adjusted(
                clusters: units, trials: trials, carriers: carriers, binomialVariance: single, squares: squares,
                unseen: unseen * unseen, tail: tail)
        }
        return EffectiveSize(low: adjusted(unseen: phi + center), high: adjusted(unseen: 1 - center))
    }
}
