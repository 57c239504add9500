import Foundation

/// Whether hits follow hits: the exact test of Wald & Wolfowitz (1940, Ann Math Stat 11:147) on the number of runs.
///
/// Given how many of a sequence are hits, every order of them is equally likely when the trials do not depend on each
/// other and the chance of a hit does not move; also when it differs from trial to trial but their order was drawn at
/// random. Too few runs: hits come in clumps.
package struct RunsTest: Equatable, Sendable {
    package let hits: Int
    package let misses: Int
    /// Maximal stretches of equal results.
    package let runs: Int
    /// 1 + 2 h m / (h + m): the mean when every order is equally likely. nil without trials.
    package let expected: Double?
    /// P(R < runs) + P(R = runs) / 2: small when hits come in clumps. nil when all results are alike.
    package let clumpedP: Double?
    /// Two-sided mid-p. nil when all results are alike.
    package let p: Double?

    /// - Parameter results: in the order of time.
    package init(_ results: [Bool]) {
        hits = results.count { $0 }
        misses = results.count - hits
        runs = results.isEmpty ? 0 : 1 + zip(results, results.dropFirst()).count { $0 != $1 }
        expected =
            results.isEmpty ? nil : 1 + 2 * Double(hits) * Double(misses) / Double(results.count)
        guard hits > 0, misses > 0 else {
            (clumpedP, p) = (nil, nil)
            return
        }
        var (below, above, here) = (0.0, 0.0, 0.0)
        for count in 2...results.count {
            let chance = Self.probability(of: count, hits: hits, misses: misses)
            if count < runs { below += chance } else if count > runs { above += chance } else { here = chance }
        }
        clumpedP = min(1, below + here / 2)
        p = min(1, 2 * min(below + here / 2, above + here / 2))
    }

    /// P(R = count) = 2 C(h-1, j-1) C(m-1, j-1) / C(h+m, h) for count = 2 j, and the two unequal splits for 2 j + 1.
    static func probability(of count: Int, hits h: Int, misses m: Int) -> Double {
        let j = count / 2
        let total = logChoose(h + m, h)
        if count.isMultiple(of: 2) { return 2 * exp(logChoose(h - 1, j - 1) + logChoose(m - 1, j - 1) - total) }
        return exp(logChoose(h - 1, j) + logChoose(m - 1, j - 1) - total)
            + exp(logChoose(h - 1, j - 1) + logChoose(m - 1, j) - total)
    }
}
