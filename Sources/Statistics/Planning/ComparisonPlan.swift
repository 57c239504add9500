/// What a planned paired comparison can show, before any of it is measured.
package struct ComparisonPlan: Equatable, Sendable {
    package let design: EffectiveProbes
    /// The share of probes expected to differ at all.
    package let discordant: Double
    /// Of one comparison: the study's, divided by the family it stands in (Holm's first step).
    package let alpha: Double

    /// - Parameter discordant: psi; of a pilot, or `PairedPower.discordant(rateA:rateB:)`.
    package init(_ design: EffectiveProbes, discordant: Double, alpha: Double = 0.05, comparisons: Int = 1) {
        precondition(comparisons >= 1)
        self.design = design
        self.discordant = discordant
        self.alpha = alpha / Double(comparisons)
    }

    /// With one repeat the power is that of the test; with more it is simulated to within .05 of this.
    package func power(difference: Double) -> Double {
        let psi = max(discordant, difference)
        return PairedPower(probes: Int(design.pairs(discordant: psi)), alpha: alpha).power(
            discordant: psi, difference: difference)
    }

    /// The smallest difference, in steps of .01, that is found with the wanted power; nil when not even 1 is.
    package func minimumDetectableDifference(power wanted: Double = 0.8) -> Double? {
        var power = PairedPower(probes: Int(design.pairs(discordant: discordant)), alpha: alpha)
        for step in 1...100 {
            let delta = Double(step) / 100
            let psi = max(discordant, delta)
            if psi > discordant { power = PairedPower(probes: Int(design.pairs(discordant: psi)), alpha: alpha) }
            if power.power(discordant: psi, difference: delta) >= wanted { return delta }
        }
        return nil
    }

    /// Whether even a comparison in which no probe differs could show that the difference is smaller than the margin.
    package func canShowEquivalence(margin: Double) -> Bool {
        guard design.probes > 0, margin > 0 else { return false }
        let units = Array(
            repeating: PairedUnit(both: 0, onlyA: 0, onlyB: 0, neither: design.repeats), count: design.probes)
        return PairedComparison(units).equivalenceP(margin: margin).map { $0 <= alpha } ?? false
    }

    /// The fewest probes with which a difference is found with the wanted power, or with which equivalence can be shown at
    /// all where no probe differs; nil where 30,000 are too few.
    package func probesNeeded(difference: Double, power wanted: Double = 0.8) -> Int? {
        fewest { probes in
            ComparisonPlan(design: with(probes), discordant: discordant, alpha: alpha).power(difference: difference)
                >= wanted
        }
    }

    package func probesNeeded(equivalenceWithin margin: Double) -> Int? {
        fewest {
            ComparisonPlan(design: with($0), discordant: discordant, alpha: alpha).canShowEquivalence(margin: margin)
        }
    }

    private init(design: EffectiveProbes, discordant: Double, alpha: Double) {
        (self.design, self.discordant, self.alpha) = (design, discordant, alpha)
    }

    private func with(_ probes: Int) -> EffectiveProbes {
        EffectiveProbes(probes: probes, repeats: design.repeats, icc: design.icc)
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
