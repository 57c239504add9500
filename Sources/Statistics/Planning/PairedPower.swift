/// The power of the paired comparison of a number of effective probes, by enumeration and without a normal formula.
package struct PairedPower: Sendable {
    package let probes: Int
    /// For a family of m comparisons alpha/m: Holm's first step.
    package let alpha: Double
    /// Per number of discordant probes, the largest count on the rarer side that still rejects; -1 when none does.
    private let critical: [Int]

    package init(probes: Int, alpha: Double = 0.05, comparisons: Int = 1) {
        precondition(probes >= 0 && comparisons >= 1)
        self.probes = probes
        self.alpha = alpha / Double(comparisons)
        var critical = [-1]
        for m in stride(from: 1, through: probes, by: 1) {
            // It never falls in m, and rises by one at a time.
            var rarer = critical[m - 1]
            while 2 * (rarer + 1) < m, SignFlipTest.binomialMidP(min: rarer + 1, of: m) <= self.alpha { rarer += 1 }
            critical.append(rarer)
        }
        self.critical = critical
    }

    /// sum_m Bin(m; n, psi) P(mid-p <= alpha | b ~ Bin(m, (psi + delta)/(2 psi))).
    ///
    /// - Parameters:
    ///   - discordant: psi, the share of probes that differ at all.
    ///   - difference: delta, |delta| <= psi.
    package func power(discordant psi: Double, difference delta: Double) -> Double {
        guard psi > 0 else { return 0 }
        let share = min(1, max(0, (psi + delta) / (2 * psi)))
        var power = 0.0
        for m in 0...probes {
            let rarer = critical[m]
            if rarer < 0 { continue }
            let chance = Binomial.probability(m, of: probes, psi)
            if chance < 1e-18 { continue }
            power +=
                chance
                * (Binomial.cumulative(rarer, of: m, share) + Binomial.cumulative(rarer, of: m, 1 - share))
        }
        return min(1, power)
    }

    /// The smallest difference, in steps of .001, that is found with the wanted power; nil when not even 1 is.
    ///
    /// The discordant share is max(psi, delta): no fewer probes can differ than the rates do.
    package func minimumDetectableDifference(discordant psi: Double, power wanted: Double = 0.80) -> Double? {
        for step in 1...1000 {
            let delta = Double(step) / 1000
            if power(discordant: max(psi, delta), difference: delta) >= wanted { return delta }
        }
        return nil
    }

    /// psi without a pilot: what two independent styles would have.
    package static func discordant(rateA: Double, rateB: Double) -> Double { rateA + rateB - 2 * rateA * rateB }
}
