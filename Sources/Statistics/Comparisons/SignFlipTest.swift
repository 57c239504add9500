import Foundation

/// The exact sign-flip test of "no unit is treated differently", with the mid-p value.
///
/// With one repeat it is McNemar's mid-p (Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91), but for
/// b = c, where theirs is below 1 and this is 1.
package enum SignFlipTest {
    /// Up to this many additions the units are convolved one by one; beyond it those of one size together, as binomials.
    static let workLimit = 2_000_000
    /// Sizes beyond which even that is left to the normal approximation.
    static let sizeLimit = 400

    /// P(|S| > |T|) + P(|S| = |T|)/2, where T = sum of the differences and S the same sum with fair random signs.
    ///
    /// Exact by convolution over the integers; sampling would make a report depend on a seed.
    package static func midP(_ differences: [Int]) -> Double {
        let total = differences.reduce(0, +)
        if total == 0 { return 1 }
        let sizes = differences.filter { $0 != 0 }.map(abs)
        let unit = sizes.reduce(0, greatestCommonDivisor)
        let reduced = sizes.map { $0 / unit }.sorted()
        let observed = abs(total / unit)
        let sum = reduced.reduce(0, +)
        if sum == reduced.count { return binomialMidP(min: (sum - observed) / 2, of: sum) }
        let (work, overflow) = sum.multipliedReportingOverflow(by: reduced.count)
        if !overflow, work <= workLimit { return convolutionMidP(sizes: reduced, sum: sum, observed: observed) }
        if Set(reduced).count <= sizeLimit, sum <= 100_000_000 {
            return groupedMidP(sizes: reduced, sum: sum, observed: observed)
        }
        let spread = sqrt(reduced.reduce(0) { $0 + Double($1) * Double($1) })
        return Normal.twoSidedTail(Double(observed) / spread)
    }

    /// McNemar's mid-p for b and c discordant units.
    package static func midP(onlyA b: Int, onlyB c: Int) -> Double {
        b == c ? 1 : binomialMidP(min: Swift.min(b, c), of: b + c)
    }

    /// McNemar's mid-p for real numbers of discordant units, the binomial continued by the beta distribution:
    /// 2 P(X <= c) - P(X = c), X ~ Bin(b + c, 1/2), c the smaller.
    static func midP(onlyA b: Double, onlyB c: Double) -> Double {
        let (rarer, other) = (min(b, c), max(b, c))
        if rarer == other { return 1 }
        let upTo = Beta.cumulative(0.5, other, rarer + 1)
        let below = rarer > 0 ? Beta.cumulative(0.5, other + 1, rarer) : 0
        return min(1, upTo + below)
    }

    /// For differences that no common integer scale can hold (very unequal repeats); 1 where they cancel to rounding.
    static func normalApproximation(_ differences: [Double]) -> Double {
        let total = differences.reduce(0, +)
        let spread = sqrt(differences.reduce(0) { $0 + $1 * $1 })
        return abs(total) <= 1e-12 * Double(differences.count) ? 1 : Normal.twoSidedTail(total / spread)
    }

    static func binomialMidP(min rarer: Int, of n: Int) -> Double {
        if 2 * rarer >= n { return 1 }
        if n <= 61 {
            // Sign patterns are counted, so that the dyadic fractions of small samples come out to the last digit.
            var ways = 1
            var doubled = 0
            for k in 0...rarer {
                doubled += k < rarer ? 2 * ways : ways
                let product = ways.multipliedFullWidth(by: n - k)
                ways = (k + 1).dividingFullWidth(product).quotient
            }
            return Double(doubled) * Double(sign: .plus, exponent: -n, significand: 1)
        }
        return Swift.min(
            1, 2 * Binomial.cumulative(rarer, of: n, 0.5) - Binomial.probability(rarer, of: n, 0.5))
    }

    /// The same for many units: of n units of one size the number of pluses is binomial, and what lies more than 13
    /// standard deviations from its mean has no chance that a Double of the result could show.
    static func groupedMidP(sizes: [Int], sum: Int, observed: Int) -> Double {
        var groups: [(size: Int, units: Int)] = []
        for size in sizes {
            if groups.last?.size == size { groups[groups.count - 1].units += 1 } else { groups.append((size, 1)) }
        }
        // Chances of the sum of pluses, from `lowest` on.
        var (lowest, chances) = (0, [1.0])
        for (size, units) in groups {
            let reach = Int((13 * sqrt(Double(units)) / 2).rounded(.up)) + 1
            let first = max(0, units / 2 - reach)
            let last = min(units, (units + 1) / 2 + reach)
            let own = (first...last).map { Binomial.probability($0, of: units, 0.5) }
            var next = [Double](repeating: 0, count: chances.count + size * (last - first))
            for (place, chance) in chances.enumerated() where chance > 0 {
                for (step, share) in own.enumerated() { next[place + size * step] += chance * share }
            }
            lowest += size * first
            chances = next
        }
        let edge = (sum + observed) / 2 - lowest
        guard edge < chances.count else { return 0 }
        var beyond = 0.0
        for index in stride(from: chances.count - 1, to: edge, by: -1) { beyond += chances[index] }
        return min(1, 2 * beyond + chances[edge])
    }

    /// S = 2 P - sum, with P the sum of the sizes that drew a plus: one array holds the distribution of P.
    static func convolutionMidP(sizes: [Int], sum: Int, observed: Int) -> Double {
        var distribution = [Double](repeating: 0, count: sum + 1)
        distribution[0] = 1
        distribution.withUnsafeMutableBufferPointer { chance in
            var reach = 0
            for size in sizes {
                reach += size
                var index = reach
                while index >= size {
                    chance[index] = 0.5 * (chance[index] + chance[index - size])
                    index -= 1
                }
                while index >= 0 {
                    chance[index] *= 0.5
                    index -= 1
                }
            }
        }
        let edge = (sum + observed) / 2
        var beyond = 0.0
        for index in stride(from: sum, to: edge, by: -1) { beyond += distribution[index] }
        return min(1, 2 * beyond + distribution[edge])
    }
}

func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (large, small) = (abs(a), abs(b))
    while small != 0 { (large, small) = (small, large % small) }
    return large
}

/// nil where the multiple would leave no room for sums over a million units in 64 bits.
func leastCommonMultiple(_ numbers: some Sequence<Int>) -> Int? {
    var multiple = 1
    for number in numbers {
        let (next, overflow) = (multiple / greatestCommonDivisor(multiple, number)).multipliedReportingOverflow(
            by: number)
        if overflow || next > 1_000_000_000_000 { return nil }
        multiple = next
    }
    return multiple
}
