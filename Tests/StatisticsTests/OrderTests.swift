import Testing

@testable import Statistics

/// Hits first.
func results(_ hits: Int, of trials: Int) -> [Bool] { (0..<trials).map { $0 < hits } }

private func sequence(_ word: String) -> [Bool] { word.map { $0 == "1" } }

@Suite struct RunsTestTests {
    /// All orders counted, by a script of its own.
    @Test(arguments: [
        ("111100001100", 4, 0.04004329004329004, 0.08008658008658008),
        ("101010101", 9, 0.996031746031746, 0.007936507936507936), ("00010000", 3, 0.625, 0.75),
    ])
    func everyOrderIsCounted(word: String, runs: Int, clumped: Double, p: Double) {
        let test = RunsTest(sequence(word))
        #expect(test.runs == runs)
        #expect(isClose(test.clumpedP, clumped) && isClose(test.p, p))
    }

    @Test func alikeResultsSayNothing() {
        #expect(RunsTest([]).p == nil && RunsTest([]).runs == 0)
        #expect(RunsTest([true, true]).p == nil && RunsTest([true, true]).runs == 1)
    }

    @Test func chancesAddUpToOne() {
        for (hits, misses) in [(1, 1), (5, 3), (400, 600)] {
            let sum = (2...(hits + misses)).reduce(0) { $0 + RunsTest.probability(of: $1, hits: hits, misses: misses) }
            #expect(isClose(sum, 1, 1e-9))
        }
    }
}

@Suite struct CaseComparisonTests {
    /// scipy.stats.hypergeom, as the other values of Fisher's mid-p.
    @Test func trialsOfOnePromptAreCompared() {
        let blocked = CaseComparison(results(15, of: 20), against: results(0, of: 20))
        #expect(isClose(blocked.p, 3.85428639043767e-07))
        #expect(blocked.moreRepeats == .settled)
        #expect(blocked.difference == 0.75)
        let few = CaseComparison(sequence("10110"), against: sequence("00010"))
        #expect(isClose(few.p, 0.28571428571428575))
        #expect(few.moreRepeats == .count(6))
        #expect(!few.clumps)
        #expect(CaseComparison(sequence("10"), against: sequence("01")).moreRepeats == CaseComparison.MoreRepeats.none)
        #expect(CaseComparison([], against: sequence("01")).p == nil)
    }

    @Test func repeatsThatComeInClumpsAreSaidToBe() {
        #expect(CaseComparison(results(10, of: 20), against: results(0, of: 20)).clumps)
    }
}

@Suite struct ReactivityTests {
    @Test func blocksAfterBlocksAreCounted() {
        let reactive = Reactivity(rounds: [sequence("111100001100")])
        #expect(reactive.afterHit == Tally(hits: 4, measured: 6))
        #expect(reactive.afterMiss == Tally(hits: 1, measured: 5))
        #expect(isClose(reactive.difference, 4.0 / 6 - 0.2))
        #expect(isClose(reactive.p, 0.04004329004329004))
        #expect(Reactivity(rounds: [[true]]).difference == nil)
        #expect(Reactivity(rounds: [[true, true], [false]]).p == nil)
    }

    /// All orders of both rounds counted: 10 of "1 1 0 0 0" with 4 of "1 0 0 0"; found are 2 + 2 runs.
    @Test func roundsAreStrata() {
        let two = Reactivity(rounds: [sequence("11000"), sequence("1000"), sequence("00")])
        #expect(isClose(two.p, (2.0 / 10) * (2.0 / 4) / 2))
        // What stands at the end of one round and at the beginning of the next is no pair.
        #expect(two.afterHit.measured == 3)
    }

    /// What a prompt is sent under stands together: it is one prompt, hit where any of its trials was.
    @Test func stylesOfAPromptAreOnePrompt() {
        let trials = [
            (1, 0, true), (1, 0, true), (1, 1, false), (1, 1, false), (1, 2, false), (1, 2, true), (2, 1, true),
        ]
        .map { Reactivity.Trial(round: $0.0, prompt: $0.1, hit: $0.2) }
        #expect(Reactivity.rounds(trials).map { $0.map(\.hit) } == [[true, false, true], [true]])
        #expect(Reactivity(trials).afterHit == Tally(hits: 0, measured: 1))
    }

    /// A run as it is planned: a third of the prompts trigger-enriched, blocked at .8 under the first style and at .1 under
    /// the others of the same key, the rest at .05; repeats agree within a prompt. `carry` of what would have passed is
    /// blocked right after a block.
    private func run(
        prompts: Int, repeats: Int, styles: Int, carry: Double, from source: inout SplitMix64
    ) -> [Reactivity.Trial] {
        let urns = (0..<prompts).map { prompt in
            (0..<styles).map { style in
                Urn(rate: prompt % 3 == 0 ? (style == 0 ? 0.8 : 0.1) : 0.05, icc: 0.8).draw(repeats, from: &source)
            }
        }
        var last = false
        return (0..<repeats).flatMap { repetition in
            var order = Array(0..<prompts)
            source.shuffle(&order)
            return order.flatMap { prompt in
                var sent = Array(0..<styles)
                source.shuffle(&sent)
                return sent.map { style in
                    last = urns[prompt][style][repetition] || (last && source.unit() < carry)
                    return Reactivity.Trial(round: repetition, prompt: prompt, hit: last)
                }
            }
        }
    }

    @Test func promptsAndStylesThatDifferAreNoReactivity() throws {
        let sets = Slow.sets(20_000, quick: 300)
        var table = ValidationTable(
            "reactivity", columns: "prompts,repeats,styles,carried over,p <= .05,p <= .05 over all trials in a row")
        for prompts in Slow.isOn ? [30, 60, 200] : [60] {
            for repeats in [1, 3] {
                for styles in [1, 3] {
                    for carry in [0, 0.3] {
                        var source = SplitMix64(seed: UInt64(prompts * 100 + repeats * 10 + styles))
                        var (found, naive) = (0, 0)
                        for _ in 0..<sets {
                            let trials = run(
                                prompts: prompts, repeats: repeats, styles: styles, carry: carry, from: &source)
                            if let p = Reactivity(trials).p, p <= 0.05 { found += 1 }
                            if let p = RunsTest(trials.map(\.hit)).clumpedP, p <= 0.05 { naive += 1 }
                        }
                        let share = Double(found) / Double(sets)
                        table.add(prompts, repeats, styles, carry, share, Double(naive) / Double(sets))
                        // One bound for all twelve cells together: 4.3 standard errors, met by chance in 1 of 10,000.
                        if carry == 0 { #expect(share <= 0.055 + Slow.slack(sets, errors: 4.3)) }
                        if carry > 0, styles == 1, prompts == 200 || repeats == 3 && prompts == 60 {
                            #expect(share >= 0.75)
                        }
                        if carry > 0, prompts == 200, repeats == 3 { #expect(share >= 0.6) }
                        report("reactivity: \(prompts) x \(repeats) x \(styles), \(carry): \(share)")
                    }
                }
            }
        }
        try table.write()
    }
}

@Suite struct LadderTrendTests {
    private func ladder(_ hits: [Int], of trials: Int) -> [Tally] {
        hits.map { Tally(hits: $0, measured: trials) }
    }

    /// All orders of all ladders counted, by a script of its own.
    @Test func everyOrderOfEveryLadderIsCounted() {
        var uneven = ladder([0, 0, 0, 1], of: 3)
        uneven[0] = Tally(hits: 0, measured: 2)
        let trend = LadderTrend([
            ladder([0, 0, 1, 2], of: 3), ladder([0, 1, 1, 3, 3], of: 3), uneven, ladder([1, 0, 2, 2], of: 3),
        ])
        #expect(trend.ladders == 4)
        #expect(isClose(trend.slope, 0.19166666666666665))
        #expect(isClose(trend.p, 0.0006944444444444445))
    }

    @Test func pairsOfRungsAreASignTest() {
        #expect(isClose(LadderTrend(Array(repeating: ladder([0, 1], of: 1), count: 5)).p, 0.0625))
        #expect(LadderTrend([ladder([1, 1], of: 3)]).p == 1)
        #expect(LadderTrend([]).p == nil)
        #expect(LadderTrend([[Tally(hits: 0, measured: 0), Tally(hits: 1, measured: 1)]]).ladders == 0)
    }

    /// Ladders of very different rates without a trend, and with one.
    @Test func laddersThatDifferAreNoTrend() throws {
        let sets = Slow.sets(20_000, quick: 200)
        var table = ValidationTable("ladders", columns: "ladders,rungs,repeats,rise a rung,p <= .05")
        for ladders in Slow.isOn ? [4, 12] : [12] {
            for repeats in [1, 3] {
                for rise in [0, 0.1] {
                    var source = SplitMix64(seed: UInt64(ladders * 10 + repeats))
                    let found = (0..<sets).count { _ in
                        let units = (0..<ladders).map { _ in
                            let base = source.unit() * 0.6
                            return (0..<5).map { rung in
                                let urn = Urn(rate: base + rise * Double(rung), icc: 0.6)
                                return Tally(
                                    hits: urn.draw(repeats, from: &source).count { $0 }, measured: repeats)
                            }
                        }
                        return LadderTrend(units).p.map { $0 <= 0.05 } ?? false
                    }
                    let share = Double(found) / Double(sets)
                    table.add(ladders, 5, repeats, rise, share)
                    if rise == 0 { #expect(share <= 0.055 + (Slow.isOn ? 0 : 0.04)) }
                    if rise > 0, ladders == 12 { #expect(share >= 0.5) }
                }
            }
        }
        try table.write()
    }
}
