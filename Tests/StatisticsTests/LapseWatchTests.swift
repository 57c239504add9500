import Testing

@testable import Statistics

@Suite struct LapseWatchTests {
    private func watch(_ checks: [(style: Int, reference: Int)], of sentinels: Int = 8, planned: Int = 20) -> LapseWatch
    {
        var watch = LapseWatch(plannedChecks: planned)
        for check in checks {
            watch.observe(
                LapseWatch.Check(blocked: check.style, of: sentinels, reference: check.reference, of: sentinels))
        }
        return watch
    }

    @Test func accessHoldsWhileOnlyTheReferenceBlocks() {
        let holds = watch([(0, 8), (1, 7), (0, 8), (0, 6)])
        #expect(holds.standing == .holds && holds.lapses.isEmpty)
    }

    @Test func aLapseNamesTheLastGoodCheckAndItsEnd() {
        let lapsed = watch([(0, 8), (0, 7), (7, 8), (8, 8)])
        #expect(lapsed.standing == .lapsed)
        #expect(lapsed.lapses == [LapseWatch.Lapse(lastGood: 1, found: 2, ended: nil)])
        let back = watch([(0, 8), (0, 7), (7, 8), (8, 8), (0, 8), (0, 7)])
        #expect(back.standing == .holds)
        #expect(back.lapses == [LapseWatch.Lapse(lastGood: 1, found: 2, ended: 4)])
    }

    /// Silence is evidence only of sentinels that were asked, where the reference is blocked.
    @Test func aLastGoodCheckIsItselfEvidence() {
        func lastGood(_ second: LapseWatch.Check) -> Int? {
            var watch = watch([(0, 8)])
            watch.observe(second)
            watch.observe(LapseWatch.Check(blocked: 8, of: 8, reference: 8, of: 8))
            #expect(watch.lapses.count == 1 && watch.lapses.first?.found == 2)
            return watch.lapses.first?.lastGood
        }
        #expect(lastGood(LapseWatch.Check(blocked: 0, of: 8, reference: 8, of: 8)) == 1)
        // One sentinel alone, two alone; three do: .3^3 <= .05.
        #expect(lastGood(LapseWatch.Check(blocked: 0, of: 1, reference: 8, of: 8)) == 0)
        #expect(lastGood(LapseWatch.Check(blocked: 0, of: 2, reference: 8, of: 8)) == 0)
        #expect(lastGood(LapseWatch.Check(blocked: 0, of: 3, reference: 8, of: 8)) == 1)
        // Two of eight blocked come about in 1 % of checks after a lapse, three in 6 %.
        #expect(lastGood(LapseWatch.Check(blocked: 2, of: 8, reference: 8, of: 8)) == 1)
        #expect(lastGood(LapseWatch.Check(blocked: 3, of: 8, reference: 8, of: 8)) == 0)
        // The reference blocked nothing, too little, or was not measured.
        #expect(lastGood(LapseWatch.Check(blocked: 0, of: 8, reference: 0, of: 8)) == 0)
        #expect(lastGood(LapseWatch.Check(blocked: 0, of: 8, reference: 3, of: 8)) == 0)
        #expect(lastGood(LapseWatch.Check(blocked: 0, of: 8, reference: 0, of: 0)) == 0)
        // What the reference met may come later.
        var late = watch([(0, 8)])
        late.observe(LapseWatch.Check(blocked: 0, of: 8, reference: 0, of: 0))
        late.observe(LapseWatch.Check(blocked: 8, of: 8, reference: 8, of: 8))
        #expect(late.lapses.first?.lastGood == 0)
        late.observeReference(blocked: 8, of: 8, check: 1)
        #expect(late.lapses.first?.lastGood == 1)
    }

    /// The mark of a second lapse goes back to the return from the first at most.
    @Test func theReturnFromALapseIsEvidence() {
        var watch = watch([(0, 8), (8, 8), (0, 8), (0, 8)])
        #expect(watch.standing == .holds)
        watch.observe(LapseWatch.Check(blocked: 0, of: 1, reference: 8, of: 8))
        watch.observe(LapseWatch.Check(blocked: 8, of: 8, reference: 8, of: 8))
        #expect(watch.lapses.map(\.lastGood) == [0, 3])
    }

    @Test func accessThatNeverWasInForceIsALapseFromTheStart() {
        #expect(watch([(8, 8)]).lapses == [LapseWatch.Lapse(lastGood: nil, found: 0, ended: nil)])
    }

    @Test func aReferenceThatDoesNotBlockTellsNothing() {
        #expect(watch([(0, 7)]).standing == .cannotTell)
        #expect(watch(Array(repeating: (0, 3), count: 20)).standing == .cannotTell)
        #expect(watch(Array(repeating: (1, 1), count: 20)).standing == .cannotTell)
    }

    /// The sum alone would take the reference's own unblocked sentinels for a return.
    @Test func accessThatNeverWasInForceHardlyEverReturns() {
        let sets = Slow.sets(20_000, quick: 1_000)
        for (rate, icc) in [(0.3, 0.0), (0.4, 0.0), (0.5, 0.0), (0.6, 0.3), (0.7, 0.3)] {
            for (checks, sentinels) in [(5, 10), (20, 9)] {
                var source = SplitMix64(seed: UInt64(1000 * rate) + UInt64(checks))
                var (lapsed, returned) = (0, 0)
                for _ in 0..<sets {
                    let own = (0..<sentinels).map { _ -> Double in
                        icc == 0 ? rate : Double(Urn(rate: rate, icc: icc).draw(60, from: &source).count { $0 }) / 60
                    }
                    func blocks() -> Int { own.count { source.unit() < $0 } }
                    var watch = LapseWatch(plannedChecks: checks)
                    for _ in 0..<checks {
                        watch.observe(
                            LapseWatch.Check(blocked: blocks(), of: sentinels, reference: blocks(), of: sentinels))
                    }
                    if !watch.lapses.isEmpty { lapsed += 1 }
                    if watch.lapses.contains(where: { $0.ended != nil }) { returned += 1 }
                }
                let noise = 3.3 * (0.01 * 0.99 / Double(sets)).squareRoot()
                #expect(lapsed > 0, "\(rate) \(checks): nothing to return from")
                #expect(Double(returned) / Double(sets) <= 0.01 + noise, "\(rate) \(checks) \(returned) of \(sets)")
            }
        }
    }

    /// Against a reference that blocks 7 of 10, a return is still found, a few checks later at most.
    @Test func aRealReturnIsFound() {
        var watch = watch([(6, 7), (8, 6)], of: 9)
        #expect(watch.standing == .lapsed)
        for _ in 0..<4 { watch.observe(LapseWatch.Check(blocked: 0, of: 9, reference: 6, of: 9)) }
        #expect(watch.lapses.first?.ended == 2)
    }

    /// R: phyper(0, 16, 14, 10) and fisher.test(..., alternative = "less").
    @Test func chanceOfFewerIsFishersOneSided() {
        // 10 of 10 unblocked beside 16 of 20: C(14, 10) / C(30, 10).
        let p = LapseWatch.chanceOfFewer(blocked: 0, of: 10, reference: 16, of: 20)
        #expect(abs(p - 1001.0 / 30_045_015) < 1e-12)
        #expect(LapseWatch.chanceOfFewer(blocked: 0, of: 0, reference: 16, of: 20) == 1)
    }

    /// Against the sums of math.comb in Python: the smallest m from which P(2 checks' ratio >= threshold) stays >= .95.
    @Test func sentinelsNeeded() {
        let watch = LapseWatch(plannedChecks: 20)
        #expect(watch.sentinelsNeeded(referenceRate: 1) == 2)
        #expect(watch.sentinelsNeeded(referenceRate: 0.9) == 4)
        #expect(watch.sentinelsNeeded() == 9)
        #expect(watch.sentinelsNeeded(referenceRate: 0.5) == 35)
        #expect(watch.sentinelsNeeded(referenceRate: 0.05) == nil)
        #expect(abs(watch.chance(sentinels: 8) - 0.9256484499474206) < 1e-12)
        #expect(abs(watch.chance(sentinels: 9) - 0.9790320118781294) < 1e-12)
    }

    /// Stochastic blocks, sentinels of unequal propensity (kept through the run), access in force or lapsing at any check
    /// that another one follows.
    @Test func noiseIsNoLapseAndALapseIsFound() throws {
        let sets = Slow.sets(20_000, quick: 300)
        let noise = { (share: Double) in 3.3 * (share * (1 - share) / Double(sets)).squareRoot() }
        var table = ValidationTable(
            "lapses",
            columns: "checks,sentinels,reference rate,icc of sentinels,rate in force,false lapse a run,"
                + "found within 2 checks,last good check after the lapse,sentinels needed")
        for checks in Slow.isOn ? [5, 20, 50] : [20] {
            for (rate, icc) in Slow.isOn ? [(0.7, 0), (0.8, 0), (0.9, 0), (1, 0), (0.7, 0.3)] : [(0.7, 0), (1, 0)] {
                let needed = LapseWatch(plannedChecks: checks).sentinelsNeeded(referenceRate: rate) ?? 200
                for sentinels in Slow.isOn ? Set([2, 8, 12, needed]).sorted() : [needed] {
                    for background in Slow.isOn ? [0, 0.05, 0.1] : [0.1] {
                        var source = SplitMix64(seed: UInt64(checks * 1000 + sentinels))
                        var (wrong, found, lapses, misplaced) = (0, 0, 0, 0)
                        for _ in 0..<sets {
                            let outcome = Self.run(
                                checks: checks, sentinels: sentinels, rate: rate, icc: icc, background: background,
                                from: &source)
                            if outcome.wrong { wrong += 1 }
                            // What is promised is promised for sentinels that the reference blocks so often.
                            guard outcome.mean >= rate - 1e-9 else { continue }
                            lapses += 1
                            if outcome.found { found += 1 }
                            if outcome.misplaced { misplaced += 1 }
                        }
                        let (falseLapse, hit) = (Double(wrong) / Double(sets), Double(found) / Double(lapses))
                        let late = Double(misplaced) / Double(lapses)
                        table.add(checks, sentinels, rate, icc, background, falseLapse, hit, late, needed)
                        #expect(falseLapse <= 0.01 + noise(0.01), "\(checks) \(sentinels) \(rate) \(falseLapse)")
                        if sentinels >= needed {
                            #expect(
                                hit >= 0.95 - noise(0.95) * (Double(sets) / Double(lapses)).squareRoot(),
                                "\(checks) \(sentinels) \(rate) \(icc) \(hit)")
                            #expect(
                                late <= LapseWatch.doubt + noise(LapseWatch.doubt)
                                    * (Double(sets) / Double(lapses)).squareRoot(),
                                "\(checks) \(sentinels) \(rate) \(icc) \(late)")
                        }
                    }
                }
            }
        }
        try table.write()
    }

    /// One run without and one with a lapse.
    private static func run(
        checks: Int, sentinels: Int, rate: Double, icc: Double, background: Double, from source: inout SplitMix64
    ) -> (wrong: Bool, found: Bool, misplaced: Bool, mean: Double) {
        // A sentinel's own propensity: the mean of many draws of its urn.
        let own = (0..<sentinels).map { _ -> Double in
            icc == 0
                ? rate : Double(Urn(rate: rate, icc: icc).draw(60, from: &source).count { $0 }) / 60
        }
        func blocks(_ rates: [Double]) -> Int { rates.count { source.unit() < $0 } }
        let calm = Array(repeating: background, count: sentinels)
        var steady = LapseWatch(plannedChecks: checks)
        var lapsing = LapseWatch(plannedChecks: checks)
        let lapse = min(checks - 2, Int(source.unit() * Double(checks - 1)))
        var found = false
        for check in 0..<checks {
            steady.observe(
                LapseWatch.Check(blocked: blocks(calm), of: sentinels, reference: blocks(own), of: sentinels))
            lapsing.observe(
                LapseWatch.Check(
                    blocked: blocks(check < lapse ? calm : own), of: sentinels, reference: blocks(own), of: sentinels))
            if check == lapse + 1 { found = lapsing.standing == .lapsed }
        }
        // The trials between a lapse and a mark after it would count as measured.
        let misplaced = lapsing.lapses.last.map { $0.found >= lapse && ($0.lastGood ?? -1) >= lapse } ?? false
        return (!steady.lapses.isEmpty, found, misplaced, own.reduce(0, +) / Double(sentinels))
    }
}
