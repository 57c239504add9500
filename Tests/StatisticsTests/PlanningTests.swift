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

/// What `plan` promises of designs with repeats, against simulated studies.
@Suite struct PlanSimulationTests {
    @Test(arguments: [(30, 3, 0.9, 0.1), (30, 5, 0.5, 0.3), (100, 3, 0.3, 0.05)])
    func theHalfWidthIsWhatStudiesGet(probes: Int, repeats: Int, icc: Double, rate: Double) throws {
        let sets = Slow.sets(20_000, quick: 300)
        let promised = try #require(EffectiveProbes(probes: probes, repeats: repeats, icc: icc).halfWidth(rate: rate))
        var source = SplitMix64(seed: 90)
        let mean =
            (0..<sets).reduce(0.0) { sum, _ in
                let estimate = RateEstimate(
                    (0..<probes).map { _ in
                        Tally(
                            hits: Urn(rate: rate, icc: icc).draw(repeats, from: &source).count { $0 }, measured: repeats
                        )
                    })
                return sum + ((estimate.high ?? 1) - (estimate.low ?? 0)) / 2
            } / Double(sets)
        report("half-width \(probes) x \(repeats), ICC \(icc), rate \(rate): promised \(promised), mean \(mean)")
        #expect(abs(mean - promised) <= 0.12 * promised)
    }

    /// Repeats of the difference of two styles agree with correlation `icc`: a Polya urn of three colours.
    @Test(arguments: [
        (60, 3, 0.9, 0.2, 0.15, 1), (60, 3, 0.5, 0.2, 0.15, 1), (120, 5, 0.5, 0.2, 0.1, 9), (100, 1, 0.9, 0.2, 0.12, 1),
    ])
    func thePowerIsWhatStudiesReach(
        probes: Int, repeats: Int, icc: Double, psi: Double, delta: Double, comparisons: Int
    ) {
        let sets = Slow.sets(20_000, quick: 400)
        let promised = ComparisonPlan(
            EffectiveProbes(probes: probes, repeats: repeats, icc: icc), discordant: psi, comparisons: comparisons
        ).power(difference: delta)
        var source = SplitMix64(seed: 91)
        let weight = (1 - icc) / icc
        let found = (0..<sets).count { _ in
            let units = (0..<probes).map { _ -> PairedUnit in
                var (onlyA, onlyB) = (0, 0)
                for drawn in 0..<repeats {
                    let draw = source.unit() * (weight + Double(drawn))
                    let a = (psi + delta) / 2 * weight + Double(onlyA)
                    if draw < a {
                        onlyA += 1
                    } else if draw < a + (psi - delta) / 2 * weight + Double(onlyB) {
                        onlyB += 1
                    }
                }
                return PairedUnit(both: 0, onlyA: onlyA, onlyB: onlyB, neither: repeats - onlyA - onlyB)
            }
            return PairedComparison(units).p.map { $0 <= 0.05 / Double(comparisons) } ?? false
        }
        let reached = Double(found) / Double(sets)
        report("power \(probes) x \(repeats), ICC \(icc): promised \(promised), simulated \(reached)")
        let slack = 3 * (promised * (1 - promised) / Double(sets)).squareRoot()
        #expect(abs(reached - promised) <= slack + (repeats > 1 ? 0.05 : 0))
    }

    @Test func whatADesignCanShowAtAll() throws {
        let plan = ComparisonPlan(EffectiveProbes(probes: 12, repeats: 1), discordant: 0.2)
        #expect(!plan.canShowEquivalence(margin: 0.1))
        let needed = try #require(plan.probesNeeded(equivalenceWithin: 0.1))
        #expect(
            ComparisonPlan(EffectiveProbes(probes: needed, repeats: 1), discordant: 0).canShowEquivalence(margin: 0.1))
        #expect(
            !ComparisonPlan(EffectiveProbes(probes: needed - 1, repeats: 1), discordant: 0).canShowEquivalence(
                margin: 0.1))
        let found = try #require(plan.probesNeeded(difference: 0.1))
        #expect((140...170).contains(found))
        #expect(plan.probesNeeded(difference: 0) == nil)
        let delta = try #require(plan.minimumDetectableDifference())
        #expect(plan.power(difference: delta) >= 0.8 && plan.power(difference: delta - 0.01) < 0.8)
    }
}
