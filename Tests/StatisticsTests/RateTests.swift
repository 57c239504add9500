import Testing

@testable import Statistics

func tallies(_ hits: [Int], of repeats: Int) -> [Tally] { hits.map { Tally(hits: $0, measured: repeats) } }
func zeros(_ count: Int, then hits: [Int] = []) -> [Int] { Array(repeating: 0, count: count) + hits }
func ones(_ hits: Int, of n: Int) -> [Tally] { (0..<n).map { Tally(hits: $0 < hits ? 1 : 0, measured: 1) } }

@Suite struct SingleRateTests {
    /// statsmodels.stats.proportion.proportion_confint(hits, n, 0.05, "beta" | "wilson"), statsmodels 0.14.
    @Test(arguments: [
        (0, 10, IntervalMethod.exact, 0, 0.308497108),
        (1, 30, .exact, 0.000843570927, 0.172169456),
        (3, 12, .exact, 0.0548606445, 0.571858462),
        (12, 12, .exact, 0.735351531, 1),
        (0, 10, .wilson, 0, 0.277532800),
        (1, 30, .wilson, 0.00590859038, 0.16670391),
        (3, 12, .wilson, 0.0889416684, 0.532305335),
        (12, 12, .wilson, 0.757505993, 1),
    ])
    func singleTrialsGiveThePublishedInterval(
        hits: Int, n: Int, method: IntervalMethod, low: Double, high: Double
    ) {
        let estimate = RateEstimate(ones(hits, of: n), method: method)
        #expect(isClose(estimate.low, low, 1e-9))
        #expect(isClose(estimate.high, high, 1e-9))
        #expect(estimate.effectiveSize == Double(n))
        #expect(estimate.icc == nil)
    }

    /// 1 - .05^(1/149); scipy.stats.beta.ppf(.05, 5, 96), beta.ppf(.95, 6, 95), scipy 1.17.1.
    @Test func oneSidedBoundsSpendAllOfAlphaOnOneTail() {
        #expect(isClose(RateEstimate(ones(0, of: 149), sides: .one).high, 0.0199048162))
        let five = RateEstimate(ones(5, of: 100), sides: .one)
        #expect(isClose(five.low, 0.0199055637))
        #expect(isClose(five.high, 0.102253378))
    }
}

@Suite struct RepeatedRateTests {
    struct Case: Sendable {
        var hits: [Int]
        var repeats: Int
        var rate: Double
        var carriers: Int
        /// n* of the upper bound, and of the lower one where it is another.
        var size: Double
        var lowSize: Double?
        var method = IntervalMethod.exact
        var sides = Sides.two
        var low: Double
        var high: Double
        var icc: Double?
    }

    static let mixed = zeros(12, then: [1, 2, 1, 3, 2, 0, 1, 2])

    /// Reference script of statistics section 9 (scipy.stats.beta and t, scipy 1.17).
    static let cases = [
        Case(
            hits: [0, 0, 0, 1, 5, 5, 4, 0, 2, 0], repeats: 5, rate: 0.34, carriers: 5, size: 10,
            low: 0.0872615674, high: 0.687757303, icc: 0.712065814),
        Case(hits: zeros(10), repeats: 5, rate: 0, carriers: 0, size: 10, low: 0, high: 0.308497108, icc: nil),
        Case(
            hits: Array(repeating: 1, count: 8), repeats: 3, rate: 1.0 / 3, carriers: 8, size: 8,
            low: 0.0651860044, high: 0.722295505, icc: -0.5),
        Case(hits: [2], repeats: 5, rate: 0.4, carriers: 1, size: 1, low: 0.0000553028213, high: 0.998547947, icc: nil),
        Case(
            hits: mixed, repeats: 3, rate: 0.2, carriers: 7, size: 20, lowSize: 21.3247686,
            low: 0.0604965141, high: 0.436614003, icc: 0.393617021),
        Case(
            hits: mixed, repeats: 3, rate: 0.2, carriers: 7, size: 20, lowSize: 21.3247686, method: .wilson,
            low: 0.0829435627, high: 0.416017432, icc: 0.393617021),
        Case(
            hits: mixed, repeats: 3, rate: 0.2, carriers: 7, size: 20, lowSize: 23.5832618, sides: .one,
            low: 0.0794720779, high: 0.401028117, icc: 0.393617021),
        Case(
            hits: zeros(30, then: [1, 2, 3, 1, 5, 2, 1, 4, 2, 1]), repeats: 5, rate: 0.11, carriers: 10,
            size: 40, lowSize: 53.5275188, low: 0.0409664391, high: 0.249340746, icc: 0.446022727),
    ]

    @Test(arguments: cases)
    func repeatsWidenNothingAndCountForWhatTheyAreWorth(_ row: Case) {
        let estimate = RateEstimate(tallies(row.hits, of: row.repeats), method: row.method, sides: row.sides)
        #expect(isClose(estimate.rate, row.rate, 1e-15))
        #expect(Spectrum(tallies(row.hits, of: row.repeats)).carriers == row.carriers)
        #expect(isClose(estimate.effectiveSizes?.high, row.size, 1e-8))
        #expect(isClose(estimate.effectiveSizes?.low, row.lowSize ?? row.size, 1e-8))
        #expect(isClose(estimate.low, row.low, 1e-8))
        #expect(isClose(estimate.high, row.high, 1e-8))
        if let icc = row.icc { #expect(isClose(estimate.icc, icc)) } else { #expect(estimate.icc == nil) }
    }

    @Test func theDesignEffectDescribesTheRepeats() {
        let estimate = RateEstimate(tallies([0, 0, 0, 1, 5, 5, 4, 0, 2, 0], of: 5))
        #expect(isClose(estimate.designEffect, 3.84826325))
    }

    /// Reference script of statistics section 9.
    @Test func unequalRepeatsKeepProbesEqual() {
        let hits = [0, 0, 0, 3, 5, 5, 4, 0]
        let repeats = [5, 5, 4, 5, 5, 5, 4, 1]
        let units =
            zip(hits, repeats).map { Tally(hits: $0, measured: $1, planned: 5) }
            + [Tally(hits: 0, measured: 0, planned: 5)]
        let estimate = RateEstimate(units)
        #expect(isClose(estimate.rate, 0.45, 1e-15))
        #expect(estimate.clusters == 8)
        #expect(estimate.effectiveSize == 8)
        #expect(isClose(estimate.low, 0.126308873))
        #expect(isClose(estimate.high, 0.809739514))
        #expect(isClose(estimate.icc, 0.837397491))
        #expect(isClose(estimate.correlation?.repeats, 4.19327731))
        #expect(isClose(Coverage(units).share, 0.755555556))
        #expect(Coverage(units).unmeasured == 11)
        let band = Interval.missingnessBand(units)
        #expect(isClose(band?.low, 0.377777778))
        #expect(isClose(band?.high, 0.622222222))
    }
}

@Suite struct RateEdgeTests {
    @Test func nothingMeasuredIsNoNumber() {
        for units in [[], [Tally(hits: 0, measured: 0, planned: 3)]] {
            let estimate = RateEstimate(units)
            #expect(estimate.clusters == 0)
            #expect(estimate.rate == nil)
            #expect(estimate.interval == nil)
            #expect(estimate.effectiveSize == nil)
            #expect(estimate.icc == nil)
            #expect(Interval.unsureBand(units) == nil)
        }
        #expect(Interval.missingnessBand([]) == nil)
        #expect(Coverage([]).share == nil)
        #expect(Interval.missingnessBand([Tally(hits: 0, measured: 0, planned: 3)]) == Interval(low: 0, high: 1))
    }

    @Test(arguments: [1, 2, 3, 10], [1, 2, 5, 40])
    func theEndsAreClosedAndRepeatsSayNothingThere(n: Int, repeats: Int) {
        for method in IntervalMethod.allCases {
            let none = RateEstimate(tallies(zeros(n), of: repeats), method: method)
            #expect(none.rate == 0 && none.low == 0)
            #expect(none.high == RateEstimate(ones(0, of: n), method: method).high)
            let all = RateEstimate(tallies(Array(repeating: repeats, count: n), of: repeats), method: method)
            #expect(all.rate == 1 && all.high == 1)
            #expect(all.low == RateEstimate(ones(n, of: n), method: method).low)
        }
    }

    @Test func theOrderOfRowsChangesNoDigit() {
        var source = SplitMix64(seed: 5)
        var units = (0..<200).map { _ in
            let repeats = 1 + source.below(7)
            return Tally(hits: source.below(repeats + 1), measured: repeats)
        }
        let estimate = RateEstimate(units)
        for _ in 0..<5 {
            source.shuffle(&units)
            #expect(RateEstimate(units) == estimate)
        }
    }

    @Test func effectiveSizeLiesBetweenClustersAndTrials() {
        var source = SplitMix64(seed: 11)
        for _ in 0..<300 {
            let n = 1 + source.below(30)
            let rate = source.unit()
            let units = (0..<n).map { _ in
                let repeats = 1 + source.below(5)
                let hits = (0..<repeats).count { _ in source.unit() < rate }
                return Tally(hits: hits, measured: repeats, planned: 5)
            }
            let estimate = RateEstimate(units)
            for size in [estimate.effectiveSizes?.low ?? -1, estimate.effectiveSizes?.high ?? -1] {
                #expect(Double(estimate.clusters) <= size && size <= Double(estimate.trials))
            }
            let p = estimate.rate ?? -1
            #expect(estimate.interval?.contains(p) == true)
            #expect(Interval.missingnessBand(units)?.contains(p) == true)
        }
    }

    @Test func aMillionRowsAreCountedOnce() {
        let units = (0..<1_000_000).map { Tally(hits: $0.isMultiple(of: 50) ? 1 : 0, measured: 1) }
        let estimate = RateEstimate(units)
        // scipy.stats.beta.ppf(.025, 20000, 980001), beta.ppf(.975, 20001, 980000)
        #expect(isClose(estimate.low, 0.01972649590361573))
        #expect(isClose(estimate.high, 0.02027628933919971))
    }

    @Test func sharesOfLabelsAddUpToTheRate() {
        let units = [
            LabelledTally(hits: ["input": 2, "output": 1], measured: 5),
            LabelledTally(hits: ["output": 3], measured: 4),
            LabelledTally(hits: [:], measured: 3), LabelledTally(hits: ["model": 1], measured: 1),
            LabelledTally(hits: [:], measured: 0, planned: 5),
        ]
        let shares = attributedRates(units)
        #expect(shares.keys.sorted() == ["input", "model", "output"])
        let sum = shares.values.reduce(0) { $0 + ($1.rate ?? .nan) }
        #expect(isClose(RateEstimate(units.map(\.tally)).rate, sum, 1e-15))
        #expect(isClose(shares["input"]?.rate, 0.1, 1e-15))
    }

    @Test func unsureVerdictsOpenABandAroundTheRate() {
        let units = [
            Tally(hits: 2, measured: 4, planned: 5, unsureHits: 1), Tally(hits: 0, measured: 2, unsureMisses: 1),
        ]
        #expect(Interval.unsureBand(units) == Interval(low: 0.125, high: 0.5))
    }
}

@Suite struct RateMeanTests {
    /// 3 of 12 and 0 of 10, each field of weight 1: sqrt of the squared distances of their own bounds, over two.
    @Test func fieldsWeighAlike() throws {
        let mean = try #require(RateMean([RateEstimate(ones(3, of: 12)), RateEstimate(ones(0, of: 10))]))
        #expect(mean.rate == 0.125)
        #expect(isClose(mean.interval.low, 0.0274303222, 1e-8) && isClose(mean.interval.high, 0.347914409, 1e-8))
        #expect(RateMean([RateEstimate([])]) == nil)
        let one = try #require(RateMean([RateEstimate(ones(3, of: 12)), RateEstimate([])]))
        #expect(isClose(one.interval.low, 0.0548606445, 1e-8) && isClose(one.interval.high, 0.571858462, 1e-8))
    }
}
