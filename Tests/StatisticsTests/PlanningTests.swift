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

    @Test func whatADesignCanShowAtAll() throws {
        let plan = ComparisonPlan(EffectiveProbes(probes: 12, repeats: 1), discordant: 0.2)
        #expect(plan.alike.equivalencePower(within: .points(0.1), rate: 0.1) == 0)
        let needed = try #require(plan.alike.probesNeeded(equivalenceWithin: .points(0.1), rate: 0.1))
        #expect(plan.alike.with(needed).equivalencePower(within: .points(0.1), rate: 0.1) == 1)
        #expect(plan.alike.with(needed - 1).equivalencePower(within: .points(0.1), rate: 0.1) == 0)
        let found = try #require(plan.probesNeeded(difference: 0.1))
        #expect((140...170).contains(found))
        #expect(plan.probesNeeded(difference: 0) == nil)
        let delta = try #require(plan.minimumDetectableDifference())
        #expect(plan.power(difference: delta) >= 0.8 && plan.power(difference: delta - 0.01) < 0.8)
        // Where prompts differ, or the styles do, it takes more to show that they are alike.
        let own = try #require(plan.probesNeeded(equivalenceWithin: .points(0.1), rate: 0.1))
        let off = try #require(plan.probesNeeded(equivalenceWithin: .points(0.1), difference: 0.05, rate: 0.1))
        #expect(needed < own && own < off)
        #expect(plan.probesNeeded(equivalenceWithin: .points(0.1), difference: 0.1, rate: 0.1) == nil)
        // At the margin it is found as often as the test errs.
        let wrong = plan.with(300).equivalencePower(within: .points(0.1), difference: 0.1, rate: 0.1)
        #expect((0.03...0.06).contains(wrong))
        let relative = plan.with(300).equivalencePower(within: .ofReference(0.25), difference: 0.1, rate: 0.4)
        #expect((0.03...0.06).contains(relative))
    }

    /// Against the sum over all outcomes, each tested by the comparison itself.
    @Test func equivalenceIsTheSumOverAllOutcomes() throws {
        let (n, psi, delta, rate) = (40, 0.15, 0.05, 0.3)
        let (a, b) = ((psi + delta) / 2, (psi - delta) / 2)
        for margin in [Margin.points(0.2), .ofReference(0.8)] {
            var expected = 0.0
            for onlyA in 0...n {
                for onlyB in 0...(n - onlyA) {
                    for both in 0...(n - onlyA - onlyB) {
                        let chance =
                            Binomial.probability(onlyA, of: n, a)
                            * Binomial.probability(onlyB, of: n - onlyA, b / (1 - a))
                            * Binomial.probability(both, of: n - onlyA - onlyB, (rate - b) / (1 - a - b))
                        if chance > 1e-12,
                            margin.equivalenceP(both: both, onlyA: onlyA, onlyB: onlyB, pairs: n) <= 0.05
                        {
                            expected += chance
                        }
                    }
                }
            }
            let plan = ComparisonPlan(EffectiveProbes(probes: n, repeats: 1), discordant: psi)
            let found = plan.equivalencePower(within: margin, difference: delta, rate: rate)
            #expect(expected > 0.1 && isClose(found, expected, 1e-6), "\(margin): \(found), \(expected)")
        }
    }

    /// Designs of every size: promised beside simulated, for finding a difference and for showing that there is little.
    @Test func promisedPowerIsMet() throws {
        let sets = Slow.sets(10_000, quick: 300)
        var table = ValidationTable(
            "plan-power",
            columns: "probes,repeats,icc,share that differs,difference,power promised,simulated,"
                + "power to show less than 10 points,simulated")
        var (worst, worstAlike) = (0.0, 0.0)
        var seed: UInt64 = 92
        for probes in Slow.isOn ? [30, 60, 120, 300] : [60] {
            for repeats in Slow.isOn ? [1, 2, 3, 5] : [3] {
                for icc in Slow.isOn && repeats > 1 ? [0.3, 0.6, 0.9] : [0.9] {
                    for (psi, delta) in [(0.2, 0.0), (0.2, 0.08), (0.2, 0.15), (0.4, 0.2)] {
                        let plan = ComparisonPlan(
                            EffectiveProbes(probes: probes, repeats: repeats, icc: icc), discordant: psi)
                        let promised = (
                            plan.power(difference: delta),
                            plan.equivalencePower(within: .points(0.1), difference: delta, rate: 0.2)
                        )
                        seed += 1
                        let reached = Self.reached(plan, delta: delta, sets: sets, seed: seed)
                        table.add(
                            probes, repeats, icc, psi, delta, promised.0, reached.0, promised.1, reached.1)
                        if delta > 0 { worst = max(worst, abs(promised.0 - reached.0)) }
                        worstAlike = max(worstAlike, abs(promised.1 - reached.1))
                        for (promise, share) in [(promised.0, reached.0), (promised.1, reached.1)] {
                            // With repeats the promise is drawn, too: 4,000 studies.
                            let draws = repeats > 1 ? 1 / (1 / Double(sets) + 1.0 / 4000) : Double(sets)
                            // 320 shares are looked at together: 4.7 standard errors are passed by any of them in one of a
                            // thousand such tables (Bonferroni), 3.5 in one of seven.
                            let error = 4.7 * (max(0.01, promise * (1 - promise)) / draws).squareRoot()
                            #expect(abs(promise - share) <= error, "\(plan) \(delta): \(promise), \(share)")
                        }
                    }
                }
            }
        }
        report("plan: promised against simulated power, worst \(worst); of alikeness \(worstAlike)")
        try table.write()
    }

    private static func reached(
        _ plan: ComparisonPlan, delta: Double, sets: Int, seed: UInt64
    ) -> (differs: Double, alike: Double) {
        var source = SplitMix64(seed: seed)
        var (differs, alike) = (0, 0)
        for _ in 0..<sets {
            let comparison = PairedComparison(
                (0..<plan.design.probes).map { _ in
                    differing(
                        plan.design.repeats, icc: plan.design.icc, psi: plan.discordant, delta: delta, from: &source)
                })
            if let p = comparison.p, p <= 0.05 { differs += 1 }
            if let p = comparison.equivalenceP(.points(0.1)), p <= 0.05 { alike += 1 }
        }
        return (Double(differs) / Double(sets), Double(alike) / Double(sets))
    }

    /// Repeats of the difference of two styles agree with correlation `icc`: a Polya urn of three colours.
    private static func differing(
        _ repeats: Int, icc: Double, psi: Double, delta: Double, from source: inout SplitMix64
    ) -> PairedUnit {
        let weight = (1 - icc) / icc
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
}
