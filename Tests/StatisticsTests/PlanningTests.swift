import Testing

@testable import Statistics

@Suite struct PlanningTests {
    /// Reference script of statistics section 9.
    @Test(arguments: [(155, 0.2, 0.1, 0.808434683), (121, 0.1, 0.08, 0.852396268), (57, 0.3, 0.2, 0.831546457)])
    func powerOfAPairedComparison(probes: Int, psi: Double, delta: Double, expected: Double) {
        let plan = PairedPower(probes: probes)
        #expect(isClose(plan.power(discordant: psi, difference: delta), expected))
        let mirrored = plan.power(discordant: psi, difference: -delta)
        #expect(isClose(mirrored, plan.power(discordant: psi, difference: delta), 1e-12))
    }

    /// Against the double sum over m and b, each outcome tested by the comparison itself.
    @Test(arguments: [(23, 0.35, 0.2), (40, 0.15, 0.05), (12, 0.9, 0)])
    func powerIsTheSumOverAllOutcomes(probes: Int, psi: Double, delta: Double) {
        var expected = 0.0
        for m in 0...probes {
            for b in 0...m where SignFlipTest.midP(onlyA: b, onlyB: m - b) <= 0.05 {
                expected +=
                    Binomial.probability(m, of: probes, psi)
                    * Binomial.probability(b, of: m, (psi + delta) / (2 * psi))
            }
        }
        #expect(isClose(PairedPower(probes: probes).power(discordant: psi, difference: delta), expected))
    }

    @Test func aFamilyAndTooFewProbesCostPower() {
        let alone = PairedPower(probes: 155).power(discordant: 0.2, difference: 0.1)
        #expect(PairedPower(probes: 155, comparisons: 9).power(discordant: 0.2, difference: 0.1) < alone)
        #expect(PairedPower(probes: 4).power(discordant: 1, difference: 1) == 0)
        #expect(PairedPower(probes: 0).power(discordant: 0.5, difference: 0.5) == 0)
        #expect(PairedPower(probes: 155).power(discordant: 0, difference: 0) == 0)
    }

    @Test func theMinimumDetectableDifferenceIsTheSmallestWithThePower() throws {
        let plan = PairedPower(probes: 57)
        let delta = try #require(plan.minimumDetectableDifference(discordant: 0.3))
        #expect(plan.power(discordant: 0.3, difference: delta) >= 0.8)
        #expect(plan.power(discordant: 0.3, difference: delta - 0.001) < 0.8)
        #expect(PairedPower(probes: 4).minimumDetectableDifference(discordant: 0.3) == nil)
        #expect(isClose(PairedPower.discordant(rateA: 0.3, rateB: 0.1), 0.34, 1e-15))
    }

    /// Nights: an alarm at alpha .001 needs 10 probes that all changed one way, or 14 in a family of nine.
    @Test func anAlarmNeedsTenProbesOrFourteenInAFamilyOfNine() {
        #expect(SignFlipTest.midP(onlyA: 10, onlyB: 0) <= 0.001)
        #expect(SignFlipTest.midP(onlyA: 9, onlyB: 0) > 0.001)
        #expect(SignFlipTest.midP(onlyA: 14, onlyB: 0) <= 0.001 / 9)
        #expect(SignFlipTest.midP(onlyA: 13, onlyB: 0) > 0.001 / 9)
    }

    @Test func repeatsAreWorthLittle() {
        #expect(isClose(EffectiveProbes(probes: 50, repeats: 5).count, 50 * 5 / 4.6, 1e-14))
        #expect(EffectiveProbes(probes: 50, repeats: 5, icc: 1).count == 50)
        #expect(EffectiveProbes(probes: 50, repeats: 5, icc: 0).count == 250)
        #expect(EffectiveProbes(probes: 50, repeats: 5, icc: -0.2).count == 250)
        #expect(EffectiveProbes(probes: 50, repeats: 5).whole == 54)
        #expect(EffectiveProbes.worth(ofRequests: 300, repeats: 1) > EffectiveProbes.worth(ofRequests: 300, repeats: 3))
        #expect(EffectiveProbes(probes: 0, repeats: 1).halfWidth(rate: 0.1) == nil)
        // Exact 3 of 12: (.571858462 - .0548606445) / 2.
        #expect(
            isClose(EffectiveProbes(probes: 12, repeats: 1).halfWidth(rate: 0.25), (0.571858462 - 0.0548606445) / 2))
    }

    @Test func chancesOfTheLevelsAddUpToOne() {
        let rule = LevelRule(tolerance: 0.02, obstruction: 0.10)
        let chances = rule.chances(rate: 0.3, probes: 30)
        #expect(isClose(chances.values.reduce(0, +), 1, 1e-12))
        // 8 hits of 30 obstruct: scipy.stats.binom.sf(7, 30, .3)
        #expect(isClose(chances[.obstructs], 0.718623291813119))
        #expect(chances[.withinTolerance] == 0)
        #expect(rule.chances(rate: 0.3, probes: 0)[.tooFew] == 1)
    }
}
