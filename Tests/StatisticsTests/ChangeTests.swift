import Testing

@testable import Statistics

@Suite struct ChangeInTimeTests {
    private func stratum(_ earlier: (Int, Int), _ later: (Int, Int)) -> ChangeInTime.Stratum {
        .init(
            earlier: Tally(hits: earlier.0, measured: earlier.1), later: Tally(hits: later.0, measured: later.1))
    }

    @Test func oneStratumIsFishersTest() {
        let change = ChangeInTime([stratum((2, 15), (7, 12))])
        #expect(isClose(change.p, 0.0210056915, 1e-9))
        #expect(isClose(change.difference, 7.0 / 12 - 2.0 / 15))
    }

    @Test func promptsSentOnceInEachHalfAreMcNemars() {
        let strata =
            Array(repeating: stratum((0, 1), (1, 1)), count: 7) + [stratum((1, 1), (0, 1))]
            + Array(repeating: stratum((1, 1), (1, 1)), count: 5)
        #expect(isClose(ChangeInTime(strata).p, 0.0390625))
        #expect(ChangeInTime([stratum((1, 1), (1, 1))]).p == 1)
        #expect(ChangeInTime([stratum((1, 4), (0, 0))]).p == nil)
    }

    /// Every assignment of trials to halves within strata, counted.
    @Test func itIsThePermutationTestWithinStrata() {
        let strata = [stratum((0, 2), (2, 3)), stratum((1, 1), (1, 2)), stratum((0, 3), (1, 1))]
        var sums: [Int: Double] = [0: 1]
        for item in strata {
            let (early, late) = (item.earlier, item.later)
            let (n, hits) = (early.measured + late.measured, early.hits + late.hits)
            let chosen = (0..<(1 << n)).filter { $0.nonzeroBitCount == late.measured }
            var next: [Int: Double] = [:]
            for (sum, share) in sums {
                for pick in chosen {
                    next[sum + (0..<hits).count { pick & (1 << $0) != 0 }, default: 0] += share / Double(chosen.count)
                }
            }
            sums = next
        }
        let observed = strata.reduce(0) { $0 + $1.later.hits }
        let half = (sums[observed] ?? 0) / 2
        let above = sums.filter { $0.key > observed }.reduce(0) { $0 + $1.value } + half
        let below = sums.filter { $0.key < observed }.reduce(0) { $0 + $1.value } + half
        #expect(isClose(ChangeInTime(strata).p, min(1, 2 * min(above, below)), 1e-12))
    }

    /// Prompts of very unequal rates, three rounds: no drift is found more often than alpha says.
    @Test func itHoldsItsSize() {
        let sets = Slow.sets(20_000, quick: 1000)
        var source = SplitMix64(seed: 41)
        var wrong = 0
        for _ in 0..<sets {
            let strata = (0..<40).map { _ -> ChangeInTime.Stratum in
                let rate = source.unit() < 0.3 ? 0.8 : 0.05
                func part(_ n: Int) -> (Int, Int) { ((0..<n).count { _ in source.unit() < rate }, n) }
                return source.unit() < 0.5 ? stratum(part(1), part(2)) : stratum(part(2), part(1))
            }
            if let p = ChangeInTime(strata).p, p <= 0.05 { wrong += 1 }
        }
        #expect(Double(wrong) / Double(sets) <= 0.055 + Slow.slack(sets))
    }

    @Test func manyPromptsAreApproximatedWell() {
        let some =
            Array(repeating: stratum((0, 1), (1, 1)), count: 1100)
            + Array(repeating: stratum((1, 1), (0, 1)), count: 1000)
        let exact = ChangeInTime(some).p ?? 0
        #expect(isClose(exact, SignFlipTest.midP(onlyA: 1100, onlyB: 1000), 1e-9))
        let many =
            Array(repeating: stratum((0, 1), (1, 1)), count: 5100)
            + Array(repeating: stratum((1, 1), (0, 1)), count: 5000)
        #expect(abs((ChangeInTime(many).p ?? 0) - SignFlipTest.midP(onlyA: 5100, onlyB: 5000)) < 0.002)
    }
}

@Suite struct LapseScanTests {
    private func results(_ word: String) -> [Bool] { word.map { $0 == "1" } }

    @Test func aStretchOfBlocksIsALapse() {
        #expect(LapseScan(results("00" + String(repeating: "1", count: 8))).lapses == [2..<10])
        #expect(LapseScan(results("0010000100")).lapses.isEmpty)
        #expect(LapseScan([]).lapses.isEmpty)
        let back = LapseScan(results("000011111111" + String(repeating: "0", count: 20))).lapses
        #expect(back == [4..<12])
    }

    @Test func noiseIsNoLapse() throws {
        let sets = Slow.sets(20_000, quick: 1500)
        var table = ValidationTable(
            "lapse_scan", columns: "trials,rate in force,rate in a lapse,false lapse a run,found at half time")
        for trials in [20, 80, 400] {
            for rate in [0.02, 0.1] {
                for lapse in [0.5, 0.8, 1] {
                    var source = SplitMix64(seed: UInt64(trials))
                    var (wrong, found) = (0, 0)
                    for _ in 0..<sets {
                        let calm = (0..<trials).map { _ in source.unit() < rate }
                        let after = (0..<trials / 2).map { _ in source.unit() < lapse }
                        if !LapseScan(calm).lapses.isEmpty { wrong += 1 }
                        if !LapseScan(calm[..<(trials / 2)] + after).lapses.isEmpty { found += 1 }
                    }
                    let (falseLapse, hit) = (Double(wrong) / Double(sets), Double(found) / Double(sets))
                    table.add(trials, rate, lapse, falseLapse, hit)
                    #expect(falseLapse <= 0.01 + Slow.slack(sets), "\(trials) \(rate)")
                    if trials >= 80, lapse >= 0.8 || trials >= 400 { #expect(hit >= 0.95, "\(trials) \(lapse)") }
                }
            }
        }
        try table.write()
    }
}

@Suite struct RankSumTests {
    /// scipy.stats.mannwhitneyu(a, b, method='asymptotic'): U 35, p .16515; with ties, worked by a script of its own.
    @Test func ranksWithTies() {
        let ranks = RankSum([1, 2, 2, 3, 5, 8], against: [2, 1, 1, 4, 2, 1, 0, 3])
        #expect(isClose(ranks.superiority, 35.0 / 48, 1e-12))
        #expect(isClose(ranks.p, 0.1651516031017485))
        #expect(RankSum([1], against: [2]).p == nil && RankSum([1], against: [2]).superiority == 0)
        #expect(RankSum([1, 1, 1, 1, 1], against: [1, 1, 1, 1, 1]).p == 1)
    }
}
