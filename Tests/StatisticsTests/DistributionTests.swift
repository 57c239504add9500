import Testing

@testable import Statistics

/// |value - expected| within a relative tolerance: the tails must be right, not merely small.
private func agrees(_ value: Double, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
    abs(value - expected) <= tolerance * abs(expected)
}

/// Every expected value was printed by the call that its table names, scipy 1.17.1.
@Suite struct DistributionTests {
    /// scipy.stats.beta.cdf(x, a, b)
    @Test(arguments: [
        (0.3, 2, 5, 0.5798250000000003),
        (0.5, 0.5, 0.5, 0.5000000000000001),
        (0.0001, 0.7, 900, 0.19661098212106015),
        (0.02, 20000.5, 980000.25, 0.49952981535116264),
        (0.0201, 20000.5, 980000.25, 0.7617509989685756),
        (0.999, 50, 0.3, 0.5524049218371451),
        (0.5, 500000, 500000, 0.49999999999999967),
        (0.34, 3.4, 7.6, 0.6167543543499404),
        (1e-12, 0.001, 2, 0.9737199710007411),
        (0.9, 1, 30, 1.0),
        (0.0301, 3000, 97000.0, 0.5757306465065746),
    ])
    func betaCumulative(x: Double, a: Double, b: Double, expected: Double) {
        #expect(agrees(Beta.cumulative(x, a, b), expected, 1e-10))
        #expect(isClose(Beta.cumulative(x: 1 - x, y: x, b, a), 1 - expected, 1e-9))
    }

    /// scipy.stats.beta.ppf(p, a, b)
    @Test(arguments: [
        (0.025, 1, 30, 0.0008435709266304788),
        (0.975, 2, 29, 0.17216945563341265),
        (0.025, 0.4, 1.6, 5.530282125414875e-05),
        (0.975, 3.4, 6.6, 0.6420881595712853),
        (0.5, 0.5, 0.5, 0.4999999999999999),
        (0.025, 500000, 500001, 0.49901951919531184),
        (0.975, 12.5, 999988, 2.0323155063362922e-05),
        (1e-06, 3, 40, 0.0004452159998612149),
        (0.999999, 3, 40, 0.37318267282215567),
        (0.05, 0.1, 0.1, 8.661406889571973e-11),
        (0.025, 1000000.0, 1, 0.9999963111273498),
        (0.975, 1, 1000000.0, 3.688872650206488e-06),
        (0.05, 0.01, 5, 9.892240424112242e-132),
        (0.9, 30, 0.2, 0.9999997795534541),
    ])
    func betaQuantile(p: Double, a: Double, b: Double, expected: Double) {
        #expect(agrees(Beta.quantile(p, a, b), expected))
    }

    @Test(arguments: [0.01, 0.4, 1, 3.7, 250, 1e6], [0.01, 0.4, 1, 3.7, 250, 1e6])
    func quantileAndCumulativeAreInverse(a: Double, b: Double) {
        for p in [0.0005, 0.025, 0.3, 0.5, 0.9, 0.975] {
            let x = Beta.quantile(p, a, b)
            // A quantile closer to 0 or 1 than doubles reach cannot be inverted.
            guard x > 1e-290, x < 1 - 1e-7 else { continue }
            #expect(isClose(Beta.cumulative(x, a, b), p, 1e-9), "p \(p), x \(x)")
        }
    }

    /// scipy.stats.norm.ppf(p)
    @Test(arguments: [
        (0.5, 0.0),
        (0.025, -1.9599639845400545),
        (0.975, 1.959963984540054),
        (0.0013498980316301, -2.9999999999999987),
        (1e-12, -7.034483825301131),
        (0.9, 1.2815515655446004),
        (0.3, -0.5244005127080409),
        (0.6, 0.2533471031357997),
    ])
    func normalQuantile(p: Double, expected: Double) {
        #expect(isClose(Normal.quantile(p), expected, 1e-14))
        #expect(agrees(Normal.cumulative(Normal.quantile(p)), p, 1e-12))
    }

    /// scipy.stats.t.isf(tail, d)
    @Test(arguments: [
        (0.025, 1, 12.706204736174705),
        (0.025, 2, 4.302652729749464),
        (0.05, 3, 2.353363434801824),
        (0.025, 9, 2.2621571627982053),
        (0.05, 119, 1.6577592849428335),
        (0.025, 4999999, 1.9599644589945082),
        (1e-05, 1, 31830.98860790709),
        (0.0005, 4, 8.610301581379275),
        (0.4, 7, 0.2631668613520229),
        (0.5, 3, 0.0),
        (0.025, 0.5, 164.55767348048846),
    ])
    func studentQuantile(tail: Double, d: Double, expected: Double) {
        #expect(agrees(StudentT.upperQuantile(tail: tail, degreesOfFreedom: d), expected))
    }

    /// scipy.special.gammaln(x)
    @Test(arguments: [
        (0.001, 6.907178885383853),
        (0.5, 0.5723649429247),
        (1, 0.0),
        (1.5, -0.12078223763524526),
        (2, 0.0),
        (7.25, 7.0521854507385395),
        (15.9, 27.625493215168696),
        (100.5, 361.43554046777757),
        (1000000.0, 12815504.569147611),
    ])
    func logarithmOfTheGammaFunction(x: Double, expected: Double) {
        #expect(isClose(logGamma(x), expected, 1e-13))
    }

    /// scipy.stats.binom.pmf(k, n, p), binom.cdf(k, n, p)
    @Test(arguments: [
        (0, 10, 0.1, 0.34867844009999993, 0.34867844009999993),
        (3, 10, 0.5, 0.1171875, 0.171875),
        (10, 10, 0.9, 0.3486784401000001, 1.0),
        (500000, 1000000, 0.5, 0.0007978843613317499, 0.5003989421806654),
        (19800, 1000000, 0.02, 0.0010287416686759346, 0.07690738681099232),
        (2, 300, 0.005, 0.25175639915298886, 0.8091624681003902),
        (150, 300, 0.45, 0.010192875330257601, 0.9637224360380885),
    ])
    func binomial(k: Int, n: Int, p: Double, probability: Double, cumulative: Double) {
        #expect(agrees(Binomial.probability(k, of: n, p), probability))
        #expect(agrees(Binomial.cumulative(k, of: n, p), cumulative))
    }

    /// scipy.stats.hypergeom(marked + unmarked, marked, draws): pmf(x), cdf(x - 1), sf(x)
    @Test(
        arguments: [
            (12, 15, 9, 7, 0.01774335504312621, 0.9806254767353165, 0.0016311682215572377),
            (5, 5, 5, 0, 0.003968253968253969, 0.0, 0.996031746031746),
            (5, 3, 6, 4, 0.5357142857142857, 0.35714285714285715, 0.10714285714285714),
            (400000, 600000, 500, 210, 0.02387114380124135, 0.8073493690341385, 0.16877948719273475),
            (300000, 700000, 400000, 120300, 0.0007275963390126776, 0.9089034634874629, 0.09036894018510244),
            (10, 0, 4, 4, 1.0, 0, 0),
            // P(X = 8999) is too small for a Double; what lies below 9000 is all there is.
            (10000, 90000, 50000, 9000, 0, 1, 0),
            (10, 20, 30, 10, 0.9999999999999998, 0, 0),
        ] as [(Int, Int, Int, Int, Double, Double, Double)])
    func hypergeometric(_ row: (Int, Int, Int, Int, Double, Double, Double)) {
        let table = Hypergeometric(marked: row.0, unmarked: row.1, draws: row.2)
        #expect(agrees(table.probability(row.3), row.4))
        #expect(agrees(table.below(row.3), row.5))
        #expect(agrees(table.above(row.3), row.6))
    }

    /// scipy.stats.hypergeom as above: min(1, 2 min(cdf(x - 1) + pmf(x)/2, sf(x) + pmf(x)/2))
    @Test(arguments: [
        (3, 20, 9, 22, 0.07616982715330475),
        (0, 5, 5, 5, 0.003968253968253969),
        (1, 300, 9, 280, 0.008257718193333253),
        (40, 100, 40, 100, 1.0),
        (2000, 50000, 1800, 50000, 0.000939304871994639),
    ])
    func fisherMidP(x: Int, n: Int, y: Int, m: Int, expected: Double) {
        #expect(agrees(UnpairedComparison.fisherMidP(hits: x, of: n, against: y, of: m), expected))
    }

    /// 2 scipy.stats.binom.cdf(min, b + c, .5) - binom.pmf(min, b + c, .5)
    @Test(arguments: [
        (1, 12, 0.0018310546874999983),
        (30, 50, 0.025654357971696278),
        (0, 1, 0.4999999999999999),
        (200, 260, 0.005142986302422611),
        (9, 10, 0.8238029479980469),
        (700, 600, 0.005543558709501235),
    ])
    func mcNemarMidP(b: Int, c: Int, expected: Double) {
        #expect(agrees(SignFlipTest.midP(onlyA: b, onlyB: c), expected))
    }
}
