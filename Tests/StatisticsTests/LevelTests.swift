import Testing

@testable import Statistics

@Suite struct LevelTests {
    /// statistics section 9.
    @Test(arguments: [
        (0, 50, 50, MoreProbes.count(133)), (0.01, 100, 100, .count(653)), (0.05, 100, 100, .count(42)),
        (0.2, 20, 20, .count(30)), (0.2, 20, 30, .count(14)),
    ])
    func moreProbes(rate: Double, clusters: Int, size: Double, expected: MoreProbes) {
        let rule = LevelRule(tolerance: 0.02, obstruction: 0.10)
        #expect(rule.moreProbes(rate: rate, clusters: clusters, effectiveSize: size) == expected)
    }

    @Test func moreProbesEndsSomewhere() {
        let rule = LevelRule(tolerance: 0.02, obstruction: 0.10)
        #expect(rule.moreProbes(rate: 0.1001, clusters: 1000, effectiveSize: 1000) == .tooMany)
        #expect(rule.moreProbes(rate: 0, clusters: 400, effectiveSize: 400) == .settled)
        #expect(rule.moreProbes(RateEstimate([])) == nil)
        for rate in [0.02, 0.1] {
            #expect(rule.moreProbes(rate: rate, clusters: 50, effectiveSize: 50) == .notAtThisRate)
        }
        // With a tolerance of 0 nothing is within it; 30 prompts without a hit lie between 0 and 10 %, not 5.
        let strict = LevelRule(tolerance: 0, obstruction: 0.10)
        #expect(strict.moreProbes(rate: 0, clusters: 5, effectiveSize: 5) == .count(31))
    }

    /// An interval that lies between the thresholds is an answer, and asks for no more probes.
    @Test func betweenTheThresholdsIsReached() {
        let rule = LevelRule(tolerance: 0.02, obstruction: 0.10)
        #expect(rule.level(of: ones(10, of: 200)) == .between)
        #expect(Level.between.isReached && !Level.tooFew.isReached)
        #expect(rule.moreProbes(rate: 0.05, clusters: 200, effectiveSize: 200) == .settled)
    }

    /// n > ln(alpha/2) / ln(1 - t_lo), statistics section 4.
    @Test(arguments: [(0.02, 183), (0.05, 72), (0.10, 36)])
    func zeroHitsReachToleranceFrom(tolerance: Double, probes: Int) {
        let rule = LevelRule(tolerance: tolerance)
        #expect(rule.probesForTolerance == probes)
        #expect(rule.level(of: ones(0, of: probes)) == .withinTolerance)
        #expect(rule.level(of: ones(0, of: probes - 1)) == .tooFew)
    }

    /// statistics section 4, t_hi = .10.
    @Test(arguments: [(12, 5), (20, 6), (30, 8), (50, 10), (100, 17)])
    func obstructionNeeds(probes: Int, hits: Int) {
        let rule = LevelRule(tolerance: 0.02, obstruction: 0.10)
        #expect(rule.hitsForObstruction(of: probes) == hits)
        #expect(rule.level(of: ones(hits, of: probes)) == .obstructs)
        #expect(rule.level(of: ones(hits - 1, of: probes)) == .tooFew)
    }

    @Test func aFieldOfTwelveCanObstructButNeverBeWithinTolerance() {
        #expect(LevelRule(tolerance: 0.10).reach(of: 12) == [.obstructs])
        #expect(LevelRule(tolerance: 0, obstruction: 1).reach(of: 1000).isEmpty)
        #expect(LevelRule().hitsForObstruction(of: 1) == nil)
        #expect(LevelRule(tolerance: 0).probesForTolerance == nil)
    }

    @Test func aLevelThatTheMissingTrialsCouldChangeIsMarked() {
        let rule = LevelRule()
        let settled = LevelReading(ones(0, of: 60), rule: rule)
        #expect(settled?.level == .withinTolerance)
        #expect(settled?.dependsOnUnmeasured == false)
        let missing = Array(repeating: Tally(hits: 0, measured: 0, planned: 1), count: 6)
        let marked = LevelReading(ones(0, of: 60) + missing, rule: rule)
        #expect(marked?.level == .withinTolerance)
        #expect(marked?.levelWithHits == .tooFew)
        #expect(marked?.dependsOnUnmeasured == true)
        #expect(LevelReading(missing, rule: rule) == nil)
    }
}

@Suite struct GateTests {
    /// One-sided 95 % bounds: 0 of 149 gives .0199; 5 of 100 gives [.0199, .1023].
    @Test func aGateIsMetViolatedOrUndecided() {
        #expect(Gate(ones(0, of: 149), limit: 0.02).finding == .met)
        #expect(Gate(ones(0, of: 148), limit: 0.02).finding == .undecided)
        #expect(Gate(ones(5, of: 100), limit: 0.0199).finding == .violated)
        #expect(Gate(ones(5, of: 100), limit: 0.02).finding == .undecided)
        #expect(Gate(ones(5, of: 100), limit: 0.103).finding == .met)
        #expect(Gate([], limit: 0.1).finding == .undecided)
    }

    @Test func unmeasuredTrialsCountAgainstAGate() {
        let missing = [Tally(hits: 0, measured: 0, planned: 1)]
        let gate = Gate(ones(0, of: 149) + missing, limit: 0.02)
        #expect(gate.finding == .undecided)
        #expect(gate.lower == 0)
    }

    @Test func aLevelThatUnsureVerdictsCouldChangeIsMarked() {
        let unsure = Array(repeating: Tally(hits: 0, measured: 1, unsureMisses: 1), count: 20)
        let marked = LevelReading(ones(0, of: 40) + unsure, rule: LevelRule())
        #expect(marked?.level == .withinTolerance && marked?.dependsOnUnmeasured == false)
        #expect(marked?.dependsOnUnsure == true && marked?.doubt == "unsure verdicts")
        #expect(LevelReading(ones(0, of: 60), rule: LevelRule())?.doubt == nil)
    }

    /// Three things are said of an interval that reaches over a threshold: each is lost before the level changes.
    @Test func whatIsSaidOfACellThatUnsureVerdictsCouldChangeIsMarked() {
        let unsure = Array(repeating: Tally(hits: 0, measured: 1, unsureMisses: 1), count: 8)
        let below = LevelReading(ones(2, of: 32) + unsure, rule: LevelRule())
        #expect(below?.level == .tooFew && below?.statement == .belowLimit)
        #expect(below?.dependsOnUnsure == true && below?.dependsOnUnmeasured == false)
        let missing = Array(repeating: Tally(hits: 0, measured: 0, planned: 1), count: 8)
        let partly = LevelReading(ones(2, of: 38) + missing, rule: LevelRule())
        #expect(partly?.statement == .belowLimit && partly?.dependsOnUnmeasured == true)
        let doubtedHits = Array(repeating: Tally(hits: 1, measured: 1, unsureHits: 1), count: 6)
        let above = LevelReading(ones(4, of: 34) + doubtedHits, rule: LevelRule())
        #expect(above?.statement == .aboveTolerance && above?.level == .tooFew && above?.dependsOnUnsure == true)
    }
}
