import Testing

@testable import Statistics

/// K = 1: b only under A, c only under B, the rest neither.
func discordant(_ b: Int, _ c: Int, of n: Int) -> [PairedUnit] {
    (0..<n).map {
        PairedUnit(both: 0, onlyA: $0 < b ? 1 : 0, onlyB: $0 >= b && $0 < b + c ? 1 : 0, neither: $0 < b + c ? 0 : 1)
    }
}

@Suite struct SignFlipTests {
    /// Fagerland, Lydersen & Laake 2013 (first two); 2 binom.cdf - binom.pmf, scipy 1.17.1.
    @Test(arguments: [
        (1, 7, 0.0390625), (6, 16, 0.0346896648), (25, 2, 3.0323863e-6), (0, 5, 0.03125), (3, 3, 1), (0, 0, 1),
    ])
    func withOneRepeatItIsMcNemar(b: Int, c: Int, p: Double) {
        #expect(isClose(SignFlipTest.midP(onlyA: b, onlyB: c), p))
        #expect(isClose(PairedComparison(discordant(b, c, of: b + c + 3)).p, p))
    }

    /// Reference script of statistics section 9: all 2^8 sign patterns.
    @Test func unequalDifferencesAreConvolved() {
        #expect(SignFlipTest.midP([3, 3, 2, 1, -1, 0, 0, 3, 2, -1]) == 0.05078125)
    }

    @Test(arguments: [[7, -3, 2, 2, 5], [1], [2, -2], [4, 4, 4, -4, 4], [9, 1, -1, 3, 3, 3, -8, 2, 2, 5, -5, 6]])
    func theConvolutionEqualsAllSignPatterns(_ differences: [Int]) {
        let observed = abs(differences.reduce(0, +))
        var doubled = 0
        for pattern in 0..<(1 << differences.count) {
            let sum = differences.indices.reduce(0) {
                $0 + (pattern >> $1 & 1 == 1 ? differences[$1] : -differences[$1])
            }
            doubled += abs(sum) > observed ? 2 : (abs(sum) == observed ? 1 : 0)
        }
        let expected = observed == 0 ? 1 : Double(doubled) / 2 / Double(1 << differences.count)
        #expect(isClose(SignFlipTest.midP(differences), expected, 1e-14))
    }

    @Test func aCommonFactorAndTheDirectionDoNotMatter() {
        let differences = [3, 3, 2, 1, -1, 0, 0, 3, 2, -1]
        let p = SignFlipTest.midP(differences)
        #expect(SignFlipTest.midP(differences.map { $0 * -420 }) == p)
    }

    /// 2 scipy.stats.binom.cdf(19700, 40000, .5) - pmf.
    @Test func veryManyDifferencesAreExactToo() {
        let many = Array(repeating: 1, count: 20_300) + Array(repeating: -1, count: 19_700)
        #expect(isClose(SignFlipTest.midP(many), 0.002699685256662318))
    }

    /// Units of one size together, as binomials, give what unit by unit gives.
    @Test func manyUnitsAreConvolvedBySize() {
        var source = SplitMix64(seed: 3)
        for units in [50, 400, 1500] {
            let sizes = (0..<units).map { _ in 1 + source.below(5) }.sorted()
            let sum = sizes.reduce(0, +)
            for observed in [sum % 2, sum / 20 * 2 + sum % 2, sum / 6 * 2 + sum % 2] {
                let plain = SignFlipTest.convolutionMidP(sizes: sizes, sum: sum, observed: observed)
                #expect(isClose(SignFlipTest.groupedMidP(sizes: sizes, sum: sum, observed: observed), plain, 1e-12))
            }
        }
    }

    @Test func repeatsWithoutACommonScaleStillGiveATest() {
        let primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43]
        let units = primes.map { PairedUnit(both: 0, onlyA: 1, onlyB: 0, neither: $0 - 1) }
        let p = PairedComparison(units).sharpP
        #expect(p.map { $0 > 0 && $0 < 0.05 } == true)
        let balanced = primes.flatMap {
            [
                PairedUnit(both: 0, onlyA: 1, onlyB: 0, neither: $0 - 1),
                PairedUnit(both: 0, onlyA: 0, onlyB: 1, neither: $0 - 1),
            ]
        }
        #expect(PairedComparison(balanced).p == 1)
    }
}

@Suite struct PairedComparisonTests {
    /// Tango 1998 / Fagerland et al. 2014; reference script of statistics section 9. (0,0,10): z^2/(n + z^2).
    @Test(arguments: [
        (1, 7, 21, -0.517232276, -0.0260030325),
        (6, 16, 161, -0.124023432, -0.00543339573),
        (0, 0, 10, -0.2775328, 0.2775328),
        (5, 0, 5, 0.13103507, 1),
        (0, 3, 40, -0.198642335, 0.0191932213),
    ])
    func tangoOnPlainPairs(b: Int, c: Int, n: Int, low: Double, high: Double) {
        let comparison = PairedComparison(discordant(b, c, of: n))
        #expect(isClose(comparison.interval?.low, low, 1e-8))
        #expect(isClose(comparison.interval?.high, high, 1e-8))
        #expect(comparison.effectiveSize == Double(n))
        #expect(isClose(comparison.difference, Double(b - c) / Double(n), 1e-15))
        let swapped = PairedComparison(discordant(c, b, of: n))
        #expect(isClose(swapped.interval?.low, -high, 1e-8))
        #expect(swapped.p == comparison.p)
    }

    static let repeated: [PairedUnit] = {
        let a = [3, 3, 2, 1, 0, 0, 3, 3, 1, 0]
        let b = [0, 0, 0, 0, 1, 0, 3, 1, 0, 0]
        return a.indices.map { probe in
            PairedUnit(
                (0..<3).map { index in
                    let hitA = probe == 8 ? index == 1 : index < a[probe]
                    let hitB = probe == 7 ? index == 2 : index < b[probe]
                    return TrialPair(hitA, hitB)
                })
        }
    }()

    /// Reference script of statistics section 9.
    @Test func repeatsAreWeighedByProbe() {
        let comparison = PairedComparison(Self.repeated)
        #expect(isClose(comparison.difference, 0.366666667))
        #expect(isClose(comparison.p, 0.0985059112227))
        #expect(comparison.sharpP == 0.0390625)
        #expect(isClose(comparison.onlyAShare, 0.4, 1e-15))
        #expect(isClose(comparison.onlyBShare, 0.0333333333))
        #expect(comparison.effectiveSize == 10)
        #expect(isClose(comparison.interval?.low, -0.0520778268, 1e-8))
        #expect(isClose(comparison.interval?.high, 0.671580801, 1e-8))
        #expect(comparison.pairs == 10)
        #expect(comparison.trials == 30)
    }

    @Test func swappingTheStylesFlipsTheSign() {
        let comparison = PairedComparison(Self.repeated)
        let swapped = PairedComparison(
            Self.repeated.map { unit in
                PairedUnit(
                    both: unit.count(true, true), onlyA: unit.count(false, true), onlyB: unit.count(true, false),
                    neither: unit.count(false, false))
            })
        #expect(swapped.difference == comparison.difference.map { -$0 })
        #expect(swapped.p == comparison.p)
        #expect(isClose(swapped.interval?.low, -(comparison.interval?.high ?? .nan), 1e-12))
        #expect(swapped.counts.onlyA == comparison.counts.onlyB)
    }

    @Test func countsGoByMajorityAndTiesCountHalf() {
        let counts = PairedComparison([
            PairedUnit(both: 2, onlyA: 1, onlyB: 0, neither: 0),
            PairedUnit(both: 0, onlyA: 1, onlyB: 0, neither: 1),
            PairedUnit(both: 0, onlyA: 0, onlyB: 3, neither: 0),
            PairedUnit(both: 1, onlyA: 0, onlyB: 0, neither: 1),
        ]).counts
        #expect(counts.both == 1.25)
        #expect(counts.onlyA == 0.75)
        #expect(counts.onlyB == 1.25)
        #expect(counts.neither == 0.75)
    }

    @Test func oneSidedRepeatsDoNotEnterAndAreSplitByCause() {
        let comparison = PairedComparison([
            PairedUnit([TrialPair(true, false), TrialPair(nil, true)]),
            PairedUnit([TrialPair(nil, true), TrialPair(nil, false)]),
            PairedUnit([TrialPair(true, nil)]),
            PairedUnit([TrialPair(nil, nil)]),
            PairedUnit([TrialPair(nil, true), TrialPair(true, nil)]),
        ])
        #expect(comparison.pairs == 1)
        #expect(comparison.trials == 1)
        #expect(comparison.difference == 1)
        #expect(comparison.dropped.unmeasuredUnderA == 1)
        #expect(comparison.dropped.unmeasuredUnderB == 1)
        #expect(comparison.dropped.unmeasuredUnderBoth == 2)
        #expect(comparison.dropped.total == 4)
    }

    @Test func noPairsAreNoNumber() {
        for units in [[], [PairedUnit([TrialPair(nil, true)])], [PairedUnit([])]] {
            let comparison = PairedComparison(units)
            #expect(comparison.pairs == 0)
            #expect(comparison.difference == nil && comparison.interval == nil && comparison.p == nil)
            #expect(ComparisonEvidence(comparison, margin: .points(0.1)) == nil)
        }
        #expect(PairedComparison.missingnessBand([]) == nil)
        #expect(PairedComparison.missingnessBand([PairedUnit([TrialPair(nil, true)])]) == Interval(low: -1, high: 0))
    }

    @Test func unmeasuredTrialsAreSetInEitherFavour() {
        let units =
            discordant(8, 0, of: 20) + Array(repeating: PairedUnit([TrialPair(nil, false)]), count: 5)
            + Array(repeating: PairedUnit([TrialPair(nil, nil)]), count: 5)
        #expect(isClose(PairedComparison.missingnessBand(units)?.low, (8 - 5) / 30.0, 1e-15))
        #expect(isClose(PairedComparison.missingnessBand(units)?.high, (8 + 10) / 30.0, 1e-15))
        let measured = PairedComparison(units)
        #expect(ComparisonEvidence(measured, margin: .points(0.1))?.verdict(alpha: 0.05) == .differs)
        let favoured = PairedComparison.completed(units, inFavourOf: .a)
        #expect(favoured.pairs == 30)
        #expect(ComparisonEvidence(favoured, margin: .points(0.1))?.verdict(alpha: 0.05) == .notShown)
    }

    /// Two axes: whether they differ, and how large that is.
    @Test(arguments: [
        (0.05, 0.9, 0.05, ComparisonVerdict.differs, Materiality.material),
        (0.01, 0.04, 1, .differs, .notMaterial), (0.01, 0.2, 0.2, .differs, .unknown),
        (0.2, 0.05, 1, .notShown, .notMaterial), (0.2, 0.06, 0.01, .notShown, .unknown),
    ])
    func twoAxes(
        difference: Double, equivalence: Double, materiality: Double, verdict: ComparisonVerdict, size: Materiality
    ) {
        let evidence = ComparisonEvidence(
            difference: difference, equivalence: equivalence, materiality: materiality)
        #expect(evidence.verdict(alpha: 0.05) == verdict && evidence.materiality(alpha: 0.05) == size)
    }

    /// Tango's (1, 7, 21), and at alpha over a family of five: what an interval of alpha .01 is.
    @Test func theIntervalOfAFamilyIsThatOfASmallerAlpha() throws {
        let comparison = PairedComparison(discordant(1, 7, of: 21))
        #expect(comparison.interval(alpha: 0.05) == comparison.interval)
        let family = try #require(comparison.interval(alpha: 0.05 / 5))
        #expect(family == PairedComparison(discordant(1, 7, of: 21), alpha: 0.01).interval)
        #expect(family.low < -0.517232276 && family.high > -0.0260030325)
    }

    /// One-sided score tests at the margin agree with the interval of twice the tail.
    @Test func equivalenceIsTheIntervalInsideTheMargin() throws {
        for units in [discordant(3, 5, of: 200), discordant(0, 0, of: 60), discordant(2, 0, of: 50)] {
            let wide = try #require(PairedComparison(units, alpha: 0.10).interval)
            for margin in [0.02, 0.05, 0.1] {
                let p = try #require(PairedComparison(units).equivalenceP(.points(margin)))
                #expect((p <= 0.05) == (wide.low >= -margin && wide.high <= margin))
            }
        }
        let far = PairedComparison(discordant(60, 2, of: 100))
        #expect(try #require(far.materialityP(.points(0.1))) < 0.001)
        #expect(try #require(far.equivalenceP(.points(0.1))) > 0.99)
        let swapped = PairedComparison(discordant(2, 60, of: 100))
        #expect(isClose(swapped.materialityP(.points(0.1)), try #require(far.materialityP(.points(0.1))), 1e-12))
    }
}

@Suite struct UnpairedComparisonTests {
    /// Newcombe 1998, table II; statsmodels confint_proportions_2indep(method="newcomb").
    @Test(arguments: [
        (56, 70, 48, 80, 0.0524314724, 0.333872654), (0, 10, 0, 20, -0.161125158, 0.2775328),
    ])
    func newcombe(x: Int, n: Int, y: Int, m: Int, low: Double, high: Double) {
        let comparison = UnpairedComparison(ones(x, of: n), against: ones(y, of: m))
        #expect(isClose(comparison.interval?.low, low))
        #expect(isClose(comparison.interval?.high, high))
        let swapped = UnpairedComparison(ones(y, of: m), against: ones(x, of: n))
        #expect(isClose(swapped.interval?.low, -high))
        #expect(isClose(swapped.p, comparison.p ?? .nan, 1e-12))
    }

    /// scipy.stats.hypergeom(n + m, x + y, n), cdf and pmf, scipy 1.17.1.
    @Test(arguments: [(7, 12, 2, 15, 0.0210056915), (0, 10, 0, 20, 1)])
    func fisherMidP(x: Int, n: Int, y: Int, m: Int, p: Double) {
        #expect(isClose(UnpairedComparison.fisherMidP(hits: x, of: n, against: y, of: m), p))
    }

    @Test func repeatsAreComparedOnEffectiveSizes() {
        let a = tallies(zeros(12, then: [1, 2, 1, 3, 2, 0, 1, 2]), of: 3)
        let b = tallies(zeros(30, then: [1, 2, 3, 1, 5, 2, 1, 4, 2, 1]), of: 5)
        let comparison = UnpairedComparison(a, against: b)
        #expect(isClose(comparison.difference, 0.09, 1e-14))
        // 2 norm.sf(.09 / sqrt(pb (1 - pb) (1/20 + 1/40))), scipy 1.17.1
        #expect(isClose(comparison.p, 0.3435847161252578, 1e-8))
        let quiet = UnpairedComparison(tallies(zeros(5), of: 3), against: tallies(zeros(9), of: 2))
        #expect(quiet.p == 1)
        #expect(UnpairedComparison([], against: b).p == nil)
    }
}

@Suite struct MultiplicityTests {
    /// statsmodels.stats.multitest.multipletests(p, method="holm" | "fdr_bh").
    @Test func holmAndBenjaminiHochberg() {
        let p = [0.04, 0.001, 1, 0.011, 0.3, 0.02]
        let holm = [0.12, 0.006, 1, 0.055, 0.6, 0.08]
        let bh = [0.06, 0.006, 1, 0.033, 0.36, 0.04]
        for index in p.indices {
            #expect(isClose(Holm.adjust(p)[index], holm[index], 1e-15))
            #expect(isClose(BenjaminiHochberg.adjust(p)[index], bh[index], 1e-15))
        }
        #expect(Holm.adjust([]) == [])
        #expect(Holm.adjust([0.03]) == [0.03])
        #expect(isClose(Holm.adjust(p, at: 1, replacedBy: 0.015), 0.075, 1e-15))
    }
}
