import Foundation

/// Whether a rate differs between an earlier and a later part of a run, in strata that are alike in both: exact, by
/// permutation of the trials within each stratum.
///
/// Strata of a run: each prompt with trials in both parts is one (its repeats are exchangeable where nothing changed), and
/// all prompts with trials in one part only are another (their order was drawn at random). T, the hits of the later part,
/// is a sum of independent hypergeometric numbers; the conditional test of Mantel & Haenszel's design (Cochran 1954,
/// Biometrics 10:417), by convolution, two-sided with the mid-p value. With one stratum it is Fisher's, with strata of one
/// trial a part McNemar's.
///
///     ChangeInTime([.init(earlier: Tally(hits: 0, measured: 1), later: Tally(hits: 1, measured: 1))]).p    // 1
package struct ChangeInTime: Equatable, Sendable {
    package struct Stratum: Equatable, Sendable {
        package let earlier: Tally
        package let later: Tally

        package init(earlier: Tally, later: Tally) {
            self.earlier = earlier
            self.later = later
        }
    }

    package let earlier: Tally
    package let later: Tally
    /// nil where a part has no measured trial.
    package let p: Double?

    /// Up to this many additions the distribution is convolved; beyond it the normal approximation with its exact variance stands.
    static let workLimit = 20_000_000

    package init(_ strata: [Stratum]) {
        func sum(_ side: (Stratum) -> Tally) -> Tally {
            Tally(
                hits: strata.reduce(0) { $0 + side($1).hits }, measured: strata.reduce(0) { $0 + side($1).measured })
        }
        (earlier, later) = (sum(\.earlier), sum(\.later))
        p = earlier.measured == 0 || later.measured == 0 ? nil : Self.midP(strata)
    }

    /// Rate of the later trials less that of the earlier ones; nil where a part has none.
    package var difference: Double? {
        guard earlier.measured > 0, later.measured > 0 else { return nil }
        return Double(later.hits) / Double(later.measured) - Double(earlier.hits) / Double(earlier.measured)
    }

    private struct Urn: Hashable {
        let hits: Int
        let misses: Int
        let later: Int

        var range: ClosedRange<Int> { max(0, later - misses)...min(later, hits) }
        var mean: Double { Double(later) * Double(hits) / Double(hits + misses) }
        var variance: Double {
            let n = Double(hits + misses)
            return n < 2 ? 0 : mean * Double(misses) / n * (n - Double(later)) / (n - 1)
        }
    }

    private static func midP(_ strata: [Stratum]) -> Double {
        var urns: [Urn: Int] = [:]
        var observed = 0
        for stratum in strata {
            let hits = stratum.earlier.hits + stratum.later.hits
            let urn = Urn(
                hits: hits, misses: stratum.earlier.measured + stratum.later.measured - hits,
                later: stratum.later.measured)
            guard urn.range.count > 1 else { continue }
            urns[urn, default: 0] += 1
            observed += stratum.later.hits
        }
        guard !urns.isEmpty else { return 1 }
        let kinds = urns.sorted {
            ($0.key.hits, $0.key.misses, $0.key.later) < ($1.key.hits, $1.key.misses, $1.key.later)
        }
        let spread = kinds.reduce(0) { $0 + ($1.key.range.count - 1) * $1.value }
        let work = kinds.reduce(0) { $0 + $1.value * $1.key.range.count }.multipliedReportingOverflow(by: spread)
        if work.overflow || work.partialValue > workLimit {
            let mean = kinds.reduce(0) { $0 + $1.key.mean * Double($1.value) }
            let variance = kinds.reduce(0) { $0 + $1.key.variance * Double($1.value) }
            return Normal.twoSidedTail((Double(observed) - mean) / sqrt(variance))
        }
        var (lowest, chances) = (0, [1.0])
        for (urn, count) in kinds {
            let table = Hypergeometric(marked: urn.hits, unmarked: urn.misses, draws: urn.later)
            let own = urn.range.map(table.probability)
            for _ in 0..<count {
                var next = [Double](repeating: 0, count: chances.count + own.count - 1)
                for (place, chance) in chances.enumerated() {
                    for (step, share) in own.enumerated() { next[place + step] += chance * share }
                }
                chances = next
            }
            lowest += urn.range.lowerBound * count
        }
        let place = observed - lowest
        let half = chances[place] / 2
        let below = chances[..<place].reduce(0, +) + half
        let above = chances[(place + 1)...].reversed().reduce(0, +) + half
        return min(1, 2 * min(below, above))
    }
}
