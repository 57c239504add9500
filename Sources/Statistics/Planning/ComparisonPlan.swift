/// What a planned paired comparison can show, before any of it is measured.
package struct ComparisonPlan: Equatable, Sendable {
    package let design: EffectiveProbes
    /// The share of probes expected to differ at all.
    package let discordant: Double
    /// Of one comparison: the study's, divided by the family it stands in (Holm's first step).
    package let alpha: Double
    /// The study's own, which sizes of bounds go by.
    private let whole: Double

    /// - Parameter discordant: psi; of a pilot, or `PairedPower.discordant(rateA:rateB:)`.
    package init(_ design: EffectiveProbes, discordant: Double, alpha: Double = 0.05, comparisons: Int = 1) {
        precondition(comparisons >= 1)
        self.design = design
        self.discordant = discordant
        self.alpha = alpha / Double(comparisons)
        whole = alpha
    }

    /// By enumeration with one repeat, by drawn studies with more.
    package func power(difference: Double) -> Double {
        let psi = max(discordant, difference)
        guard design.repeats > 1 else {
            return PairedPower(probes: design.probes, alpha: alpha).power(discordant: psi, difference: difference)
        }
        return drawn(psi: psi, delta: difference, rate: 0).share { study in
            let (beta, gamma) = (study.mean(of: \.onlyA), study.mean(of: \.onlyB))
            return study.averageMidP(onlyA: beta, onlyB: gamma) <= alpha
        }
    }

    private func drawn(psi: Double, delta: Double, rate: Double) -> RepeatedPower {
        let onlyB = (psi - delta) / 2
        return RepeatedPower(
            probes: design.probes, repeats: design.repeats, icc: design.icc, onlyA: (psi + delta) / 2, onlyB: onlyB,
            both: min(1 - psi, max(0, rate - onlyB)))
    }

    /// The smallest difference, in steps of .01, that is found with the wanted power; nil when not even 1 is.
    package func minimumDetectableDifference(power wanted: Double = 0.8) -> Double? {
        guard design.probes > 0, power(difference: 1) >= wanted else { return nil }
        var (low, high) = (0, 100)
        while high - low > 1 {
            let middle = (low + high) / 2
            if power(difference: Double(middle) / 100) >= wanted { high = middle } else { low = middle }
        }
        return Double(high) / 100
    }

    /// The chance that two one-sided tests show the difference to be smaller than the margin.
    ///
    /// - Parameters:
    ///   - difference: the true one, |delta| at most the share of probes that differ.
    ///   - rate: of the reference; only a margin that is a share of it asks.
    package func equivalencePower(within margin: Margin, difference delta: Double = 0, rate: Double) -> Double {
        guard design.probes > 0 else { return 0 }
        let psi = max(discordant, abs(delta))
        guard design.repeats == 1 else {
            return drawn(psi: psi, delta: delta, rate: rate).share { $0.equivalenceP(margin, alpha: whole) <= alpha }
        }
        let n = design.probes
        let towardsA = psi > 0 ? min(1, max(0, (psi + delta) / (2 * psi))) : 0.5
        let both = psi < 1 ? min(1, max(0, (rate - (psi - delta) / 2) / (1 - psi))) : 0
        var power = 0.0
        for (m, chance) in Binomial.nodes(of: n, psi) {
            let concordant: [(count: Int, chance: Double)] =
                switch margin {
                case .points: [(0, 1)]
                case .ofReference: Binomial.nodes(of: n - m, both)
                }
            for (both, share) in concordant {
                func alike(_ onlyA: Int) -> Bool {
                    margin.equivalenceP(both: both, onlyA: onlyA, onlyB: m - onlyA, pairs: n) <= alpha
                }
                // What shows alikeness is a stretch of splits around the even one, or a few pairs beside it.
                guard let middle = (-2...2).lazy.map({ max(0, min(m, m / 2 + $0)) }).first(where: alike)
                else { continue }
                let low = Self.edge(from: middle, to: 0, alike)
                let high = Self.edge(from: middle, to: m, alike)
                power +=
                    chance * share
                    * (Binomial.cumulative(high, of: m, towardsA)
                        - (low > 0 ? Binomial.cumulative(low - 1, of: m, towardsA) : 0))
            }
        }
        return min(1, power)
    }

    /// The furthest count from `start` towards `end` that still holds; `start` does.
    private static func edge(from start: Int, to end: Int, _ holds: (Int) -> Bool) -> Int {
        if holds(end) { return end }
        var (inside, outside) = (start, end)
        while abs(outside - inside) > 1 {
            let middle = (inside + outside) / 2
            if holds(middle) { inside = middle } else { outside = middle }
        }
        return inside
    }

    /// The fewest probes with which a difference is found with the wanted power; nil where 30,000 are too few.
    package func probesNeeded(difference: Double, power wanted: Double = 0.8) -> Int? {
        fewest { with($0).power(difference: difference) >= wanted }
    }

    /// The fewest probes with which the difference is shown to be smaller than the margin with the wanted power.
    package func probesNeeded(
        equivalenceWithin margin: Margin, difference: Double = 0, rate: Double, power wanted: Double = 0.8
    ) -> Int? {
        fewest { with($0).equivalencePower(within: margin, difference: difference, rate: rate) >= wanted }
    }

    /// The same comparison where no probe differs at all: whether alikeness is in reach of the design.
    package var alike: ComparisonPlan { ComparisonPlan(design, discordant: 0, alpha: alpha, whole: whole) }

    private init(_ design: EffectiveProbes, discordant: Double, alpha: Double, whole: Double) {
        (self.design, self.discordant, self.alpha, self.whole) = (design, discordant, alpha, whole)
    }

    package func with(_ probes: Int) -> ComparisonPlan {
        ComparisonPlan(
            EffectiveProbes(probes: probes, repeats: design.repeats, icc: design.icc), discordant: discordant,
            alpha: alpha, whole: whole)
    }

    /// Doubles, then bisects; power is not quite monotone in n, so that one or two fewer may do.
    private func fewest(_ holds: (Int) -> Bool) -> Int? {
        var (low, high) = (0, 4)
        while !holds(high) {
            if high >= 20_000 { return nil }
            (low, high) = (high, high * 2)
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
