import Foundation

/// Whether the rate rises from rung to rung of ladders: one task, asked in steps that come nearer to a safeguard.
///
/// Exact within ladders: where the rung does not matter, the rungs of a ladder could have stood in any order. The
/// statistic is the sum over ladders of sum_r (2 r - R - 1) m_r, m_r the rate of rung r = 1..R; its distribution is the
/// convolution of every ladder's R! orders. With ranks in place of rates it would be Page's test (1963, JASA 58:216).
/// The ladders are the clusters; no ladder is compared with another. Not the mid-p value: with few ladders the sums are so
/// coarse that it finds a trend in .056 of sets without one.
package struct LadderTrend: Equatable, Sendable {
    /// R! orders are counted for each ladder.
    package static let mostRungs = 8

    /// Ladders with at least two measured rungs.
    package let ladders: Int
    /// Mean change of the rate a rung: within a ladder the least-squares slope. nil without ladders.
    package let slope: Double?
    /// Two-sided p of the exact permutation test, P(|S| >= |T|); nil without ladders.
    package let p: Double?

    /// - Parameter ladders: each in the order of its rungs, at most `mostRungs`; rungs without measured trials are left
    ///   out.
    package init(_ ladders: [[Tally]]) {
        let used = ladders.map { $0.enumerated().filter { $0.element.measured > 0 } }.filter { $0.count > 1 }
        self.ladders = used.count
        guard !used.isEmpty else {
            (slope, p) = (nil, nil)
            return
        }
        slope =
            used.reduce(0) { sum, rungs in
                let places = rungs.map { Double($0.offset) }
                let rates = rungs.map { Double($0.element.hits) / Double($0.element.measured) }
                let mean = places.reduce(0, +) / Double(places.count)
                let products = zip(places, rates).reduce(0) { $0 + ($1.0 - mean) * $1.1 }
                return sum + products / places.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            } / Double(used.count)
        p = Self.exactP(used.map { $0.map { (place: $0.offset, tally: $0.element) } })
    }

    private static func exactP(_ ladders: [[(place: Int, tally: Tally)]]) -> Double {
        // Rates on one scale of integers; where there is none, on a fine grid.
        let multiple = leastCommonMultiple(Set(ladders.joined().map(\.tally.measured)).sorted()) ?? 720_720
        var distribution: [Int: Double] = [0: 1]
        var observed = 0
        for ladder in ladders {
            let scores = centred(ladder.map(\.place))
            let rates = ladder.map { rung in
                Int((Double(rung.tally.hits) * Double(multiple) / Double(rung.tally.measured)).rounded())
            }
            observed += zip(scores, rates).reduce(0) { $0 + $1.0 * $1.1 }
            let orders = sums(scores, rates)
            var next: [Int: Double] = [:]
            for (sum, chance) in distribution {
                for (own, share) in orders { next[sum + own, default: 0] += chance * share }
            }
            distribution = next
        }
        if observed == 0 { return 1 }
        // In a fixed order, so that the last digit does not depend on a dictionary's.
        return min(
            1,
            distribution.sorted { $0.key < $1.key }.reduce(0) { p, entry in
                abs(entry.key) >= abs(observed) ? p + entry.value : p
            })
    }

    /// Integer scores with sum 0.
    private static func centred(_ places: [Int]) -> [Int] {
        let sum = places.reduce(0, +)
        return places.map { $0 * places.count - sum }
    }

    /// The share of orders by the sum they give.
    private static func sums(_ scores: [Int], _ rates: [Int]) -> [(key: Int, value: Double)] {
        precondition(scores.count <= mostRungs, "a ladder of \(scores.count) rungs")
        // Placed rungs as a bit set, so that equal partial sums are counted together.
        var partial: [Int: [Int: Double]] = [0: [0: 1]]
        for (step, score) in scores.enumerated() {
            var next: [Int: [Int: Double]] = [:]
            for (placed, sums) in partial {
                for index in rates.indices where placed & (1 << index) == 0 {
                    for (sum, share) in sums {
                        next[placed | (1 << index), default: [:]][sum + score * rates[index], default: 0] +=
                            share / Double(scores.count - step)
                    }
                }
            }
            partial = next
        }
        return (partial[(1 << rates.count) - 1] ?? [:]).sorted { $0.key < $1.key }
    }
}
