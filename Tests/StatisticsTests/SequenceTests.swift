import Foundation
import Testing

@testable import Statistics

/// Expected values: reference script of statistics section 9.
@Suite struct SequenceTests {
    @Test func zeroHitsDecideAfterTwoHundredAndSixtySix() {
        var level = SequentialLevel(rule: LevelRule(tolerance: 0.02, obstruction: 0.10))
        var decidedAt: Int?
        for look in 1...300 {
            level.observe(Tally(hits: 0, measured: 1))
            if look == 100 { #expect(isClose(exp(level.capital.logBelow(0.02)), 3.24558453)) }
            if decidedAt == nil, level.level != .tooFew { decidedAt = look }
        }
        #expect(decidedAt == 266)
        #expect(level.level == .withinTolerance)
    }

    static let mixed = [1, 0, 1, 1, 0, 0, 1, 0.5, 1, 0, 1, 1]

    @Test func aMixedSequenceGrowsTheCapitals() {
        var sequence = ConfidenceSequence()
        var level = SequentialLevel(rule: LevelRule(tolerance: 0.02, obstruction: 0.10))
        var decidedAt: Int?
        for (index, value) in Self.mixed.enumerated() {
            sequence.observe(value)
            level.observe(value)
            if decidedAt == nil, level.level != .tooFew { decidedAt = index + 1 }
        }
        #expect(isClose(exp(sequence.capital.logAbove(0.1)), 9323.607, 1e-7))
        #expect(isClose(exp(sequence.capital.logBelow(0.9)), 13.2688243, 1e-8))
        #expect(decidedAt == 4)
        #expect(level.level == .obstructs)
        #expect(isClose(sequence.interval.low, 0.221588265))
        #expect(isClose(sequence.interval.high, 0.900934967))
    }

    @Test func aDecisionIsFinalAndAnUnmeasuredProbeIsSkipped() {
        var level = SequentialLevel(rule: LevelRule(tolerance: 0.02, obstruction: 0.10))
        for _ in 0..<10 { level.observe(1) }
        for _ in 0..<2000 { level.observe(0) }
        #expect(level.level == .obstructs)
        level.observe(Tally(hits: 0, measured: 0, planned: 3))
        #expect(level.capital.observations == 2010)
        var unreachable = SequentialLevel(rule: LevelRule(tolerance: 0, obstruction: 1))
        for value in Self.mixed { unreachable.observe(value) }
        #expect(unreachable.level == .tooFew)
    }

    @Test func theBoundsNeverMoveApart() {
        var source = SplitMix64(seed: 3)
        var sequence = ConfidenceSequence()
        var last = sequence.interval
        for _ in 0..<150 {
            sequence.observe(source.unit() < 0.4 ? 1 : 0)
            #expect(sequence.interval.low >= last.low && sequence.interval.high <= last.high)
            last = sequence.interval
        }
        #expect(last.contains(0.4))
    }

    @Test func swappingTheStylesMirrorsASequentialComparison() {
        let differences = [1, 0, 0, 1, 1, -1, 0, 1, 1, 0.5, 1, 1, 0, 1]
        var comparison = SequentialComparison()
        var swapped = SequentialComparison()
        #expect(comparison.p == 1)
        for difference in differences {
            comparison.observe(difference: difference)
            swapped.observe(difference: -difference)
        }
        #expect(isClose(comparison.p, swapped.p, 1e-12))
        #expect(comparison.p < 1)
        #expect(isClose(comparison.interval.low, -swapped.interval.high, 1e-12))
    }

    /// Blocks come back fast. Looking at arrivals hands the hits in first, and a rate of exactly t_hi "obstructs".
    @Test func orderOfArrivalWouldDecideWronglyAndThePrefixDoesNot() {
        let rule = LevelRule(tolerance: 0.02, obstruction: 0.10)
        var wrongByArrival = 0
        var wrongByPrefix = 0
        for seed in 0..<40 {
            var source = SplitMix64(seed: UInt64(seed))
            let hits = (0..<300).map { _ in source.unit() < 0.10 ? 1.0 : 0 }
            var prefix = SequentialLevel(rule: rule)
            var arrival = SequentialLevel(rule: rule)
            for value in hits { prefix.observe(value) }
            for value in hits.sorted(by: >) { arrival.observe(value) }
            if prefix.level == .obstructs { wrongByPrefix += 1 }
            if arrival.level == .obstructs { wrongByArrival += 1 }
        }
        #expect(wrongByArrival == 40)
        #expect(wrongByPrefix <= 3)
    }

    /// After every probe, 1,000 looks.
    @Test func theSequenceSeldomExcludesTheTruth() {
        let runs = Slow.isOn ? 4000 : 40
        for (rate, repeats) in [(0.005, 1), (0.1, 1), (0.5, 1), (0.9, 3), (0.3, 5)] {
            var source = SplitMix64(seed: UInt64(rate * 1000))
            let urn = Urn(rate: rate, icc: repeats == 1 ? 0 : 0.5)
            var excluded = 0
            for _ in 0..<runs {
                var capital = BettingCapital()
                for _ in 0..<(Slow.isOn ? 1000 : 200) {
                    let hits = urn.draw(repeats, from: &source).count { $0 }
                    capital.observe(Double(hits) / Double(repeats))
                    if max(capital.logAbove(rate), capital.logBelow(rate)) >= log(40) {
                        excluded += 1
                        break
                    }
                }
            }
            let share = Double(excluded) / Double(runs)
            report("sequence, rate \(rate), K \(repeats): excluded \(share)")
            #expect(share <= 0.05 + 3 * (0.05 * 0.95 / Double(runs)).squareRoot())
            if Slow.isOn, rate == 0.5 { #expect(share >= 0.01) }
        }
    }
}

@Suite struct BeforeAndAfterTests {
    private func unit(_ after: Int, _ before: Int, _ controlAfter: Int, _ controlBefore: Int, of k: Int = 1)
        -> BeforeAndAfter.Unit
    {
        BeforeAndAfter.Unit(
            after: Tally(hits: after, measured: k), before: Tally(hits: before, measured: k),
            controlAfter: Tally(hits: controlAfter, measured: k), controlBefore: Tally(hits: controlBefore, measured: k)
        )
    }

    @Test func aChangeOfBothStylesIsNoChange() {
        let both = (0..<12).map { _ in unit(1, 0, 1, 0) }
        let comparison = BeforeAndAfter(both)
        #expect(comparison.difference == 0)
        #expect(comparison.p == 1)
        #expect(comparison.interval == nil)
    }

    @Test func theIntervalIsWhatTheTestDoesNotReject() throws {
        var units = (0..<8).map { _ in unit(1, 0, 0, 0) }
        units += (0..<2).map { _ in unit(0, 1, 0, 0) } + (0..<6).map { _ in unit(0, 0, 0, 0) }
        let comparison = BeforeAndAfter(units)
        #expect(comparison.units == 16)
        #expect(isClose(comparison.difference, 0.375, 1e-15))
        // McNemar's mid-p of 8 against 2.
        #expect(isClose(comparison.p, SignFlipTest.midP(onlyA: 8, onlyB: 2), 1e-14))
        let interval = try #require(comparison.interval)
        #expect(interval.contains(0.375))
        // p of no change is above .05, so 0 lies inside; all patterns by brute force agree with the ends.
        #expect(interval.contains(0))
        let values = units.map { Double($0.after.hits - $0.before.hits) }
        for (end, step) in [(interval.low, -1e-6), (interval.high, 1e-6)] {
            #expect(midP(values.map { $0 - (end + step) }) < 0.05)
            #expect(midP(values.map { $0 - (end - step) }) >= 0.05)
        }
    }

    @Test func fiveChangesAreTooFewForAnInterval() {
        let units = (0..<5).map { _ in unit(3, 0, 0, 0, of: 3) } + (0..<5).map { _ in unit(0, 0, 0, 0, of: 3) }
        #expect(BeforeAndAfter(units).interval == nil)
        #expect(BeforeAndAfter(units).sharpP == 0.03125)
        // 5 / sqrt(5 + 1): one unseen unit more.
        #expect(isClose(BeforeAndAfter(units).p, 0.0412268333))
        #expect(BeforeAndAfter([]).difference == nil)
        let unmeasured = BeforeAndAfter.Unit(
            after: Tally(hits: 0, measured: 0, planned: 1), before: Tally(hits: 0, measured: 1),
            controlAfter: Tally(hits: 0, measured: 1), controlBefore: Tally(hits: 0, measured: 1))
        #expect(BeforeAndAfter([unmeasured]).units == 0)
    }

    /// Seven of ten changed by one, three the other way by a third: the ends are fractions, without the noise of a search.
    @Test func theEndsOfTheIntervalAreFractions() throws {
        let units = (0..<14).map { _ in unit(1, 0, 0, 0) } + (0..<11).map { _ in unit(0, 1, 0, 0) }
        let interval = try #require(BeforeAndAfter(units).interval)
        for end in [interval.low, interval.high] {
            #expect((1...25).contains { (end * Double($0)).rounded() / Double($0) == end }, "\(end)")
        }
    }

    /// Changes that cancel: two scenarios of thirty are blocked wholly since, twenty-eight a little less.
    @Test func changesThatCancelAreNoChangeOnTheAverage() throws {
        let more = (0..<2).map { _ in unit(5, 0, 0, 0, of: 5) }
        let less = (0..<28).map { index in unit(0, index < 10 ? 1 : 0, 0, 0, of: 5) }
        let comparison = BeforeAndAfter(more + less)
        #expect(comparison.difference == 0 && comparison.p == 1)
        // Had the two been missed, the rest would look like a change by its sharp test.
        let missed = BeforeAndAfter(less + less.prefix(2))
        #expect(try #require(missed.sharpP) < 0.001 && (try #require(missed.p)) > 0.02)
    }

    /// All 2^n sign patterns.
    private func midP(_ values: [Double]) -> Double {
        let observed = abs(values.reduce(0, +))
        var p = 0.0
        for pattern in 0..<(1 << values.count) {
            var sum = 0.0
            for index in values.indices { sum += pattern >> index & 1 == 1 ? values[index] : -values[index] }
            if abs(sum) > observed + 1e-9 { p += 1 } else if abs(sum) > observed - 1e-9 { p += 0.5 }
        }
        return p / Double(1 << values.count)
    }
}
