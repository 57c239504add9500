import Foundation

/// The rate from labels drawn at random within strata of the classifier's verdict. Needs no sensitivity or specificity.
///
/// ```swift
/// // Ten prompts read as refused, thirty as answered; two labels of each.
/// let units = Array(repeating: [1, 0], count: 10) + Array(repeating: [0, 1], count: 30)
/// let refused = [DoubleSampling.Label(share: 1, isObstructed: true), .init(share: 1, isObstructed: true)]
/// let answered = [DoubleSampling.Label(share: 1, isObstructed: false), .init(share: 1, isObstructed: false)]
/// DoubleSampling(units, strata: [.labelled(refused), .labelled(answered)])?.rate    // 0.25
/// ```
package struct DoubleSampling: Equatable, Sendable {
    /// What people said of one reply.
    package struct Label: Equatable, Sendable {
        /// What the reply stands for, in (0, 1]. Of one reply a probe and stratum: the share of its cluster's measured
        /// trials that the probe has in the stratum. Of replies drawn one by one: one trial of its cluster's.
        package let share: Double
        package let isObstructed: Bool
        /// The cluster of the reply, any number that tells clusters apart; nil: one that no other label has.
        package let unit: Int?

        package init(share: Double, isObstructed: Bool, unit: Int? = nil) {
            precondition(share > 0 && share <= 1, "a labelled reply that stands for \(share) of its cluster")
            self.share = share
            self.isObstructed = isObstructed
            self.unit = unit
        }
    }

    /// How the truth of a stratum is known.
    package enum Stratum: Equatable, Sendable {
        /// By labelled replies, drawn at random among those in the stratum.
        case labelled([Label])
        /// Without any: a wire sign decided.
        case known(isObstructed: Bool)
    }

    package let rate: Double
    package let interval: Interval

    /// - Parameters:
    ///   - units: per cluster, how many measured trials fell into each stratum; clusters without any are left out.
    ///   - strata: in the same order.
    ///
    /// nil with fewer than two clusters, or when a stratum in use has no label.
    package init?(_ units: [[Int]], strata: [Stratum], alpha: Double = 0.05) {
        let measured = units.filter { $0.contains { $0 > 0 } }
        guard measured.count > 1 else { return nil }
        let n = Double(measured.count)
        var used: [(weight: Double, finding: StratumFinding)] = []
        for (index, stratum) in strata.enumerated() where measured.contains(where: { $0[index] > 0 }) {
            let replies = measured.reduce(0) { $0 + $1[index] }
            guard let finding = StratumFinding(stratum, of: replies, tail: alpha / 2) else { return nil }
            let weight = measured.reduce(0) { $0 + Double($1[index]) / Double($1.reduce(0, +)) } / n
            used.append((weight, finding))
        }
        let rate =
            used.allSatisfy { $0.finding.mean == 0 }
            ? 0 : used.allSatisfy { $0.finding.mean == 1 } ? 1 : used.reduce(0) { $0 + $1.weight * $1.finding.mean }
        self.rate = rate
        // Two sources of error: which clusters these are, and which of their replies were labelled.
        let clusters = IntervalMethod.exact.bounds(rate: rate, size: n, tail: alpha / 2)
        let (down, up) = used.reduce((rate - clusters.low, clusters.high - rate)) { sum, part in
            (
                hypot(sum.0, part.weight * (part.finding.mean - part.finding.interval.low)),
                hypot(sum.1, part.weight * (part.finding.interval.high - part.finding.mean))
            )
        }
        // What signs on the wire show needs no label: labels can only add to it.
        func known(_ isObstructed: Bool) -> Double {
            let places = strata.indices.filter { strata[$0] == .known(isObstructed: isObstructed) }
            let tallies = measured.map { unit in
                Tally(hits: places.reduce(0) { $0 + unit[$1] }, measured: unit.reduce(0, +))
            }
            return RateEstimate(tallies, alpha: alpha).low ?? 0
        }
        interval = Interval(
            low: min(rate, max(0, rate - down, known(true))), high: max(rate, min(1, rate + up, 1 - known(false))))
    }
}

/// The obstructed share of one stratum, with its own interval.
private struct StratumFinding {
    /// Exactly 0 or 1 where all labels are alike.
    let mean: Double
    let interval: Interval

    /// nil without labels.
    init?(_ stratum: DoubleSampling.Stratum, of replies: Int, tail: Double) {
        switch stratum {
        case .known(let isObstructed):
            mean = isObstructed ? 1 : 0
            interval = Interval(low: mean, high: mean)
        case .labelled(let labels):
            guard !labels.isEmpty else { return nil }
            let total = labels.reduce(0) { $0 + $1.share }
            let obstructed = labels.reduce(0) { $0 + ($1.isObstructed ? $1.share : 0) }
            mean =
                !labels.contains(where: \.isObstructed)
                ? 0 : labels.allSatisfy(\.isObstructed) ? 1 : obstructed / total
            let bounds = IntervalMethod.exact.bounds(
                rate: mean, size: Self.effectiveNumber(labels, total: total, obstructed: obstructed), tail: tail)
            // The labelled replies themselves are known: of a stratum that is labelled to its end nothing is left to guess.
            let open = sqrt(max(0, 1 - Double(labels.count) / Double(replies)))
            interval = Interval(low: mean - open * (mean - bounds.low), high: mean + open * (bounds.high - mean))
        }
    }

    /// As many labels of equal shares as say the same: the variance of the ratio by clusters, with one label of each kind
    /// and of mean share more, against that of a plain mean. Labels of one share, one a cluster, count each.
    private static func effectiveNumber(
        _ labels: [DoubleSampling.Label], total: Double, obstructed: Double
    ) -> Double {
        var apart = 0
        let clusters = Dictionary(
            grouping: labels,
            by: { label -> Int in
                if let unit = label.unit { return unit }
                apart -= 1
                return apart
            })
        let m = Double(clusters.count)
        let typical = total / m
        let mean = (obstructed + typical) / (total + 2 * typical)
        // Sums in the order of size: the order of clusters in a dictionary is no order.
        let residuals = clusters.values.map { own -> Double in
            let distance = own.map { $0.share * (($0.isObstructed ? 1 : 0) - mean) }.sorted().reduce(0, +)
            return distance * distance
        }.sorted().reduce(typical * typical * ((1 - mean) * (1 - mean) + mean * mean), +)
        return min(Double(labels.count), (m + 2) * total * total * mean * (1 - mean) / (m * residuals))
    }
}
