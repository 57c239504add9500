/// Tallies with measured trials, counted by kind: so many clusters with h hits of K.
///
/// Sums run over kinds in a fixed order. The order of the rows therefore cannot change a digit of a report, the
/// questions "all equal" and "p = 0" are asked of integers, and a million rows cost what their few kinds cost.
struct Spectrum {
    struct Kind {
        let hits: Int
        let measured: Int
        var clusters: Int

        var mean: Double { Double(hits) / Double(measured) }
        var weight: Double { Double(clusters) }
    }

    private struct Key: Hashable {
        let hits: Int
        let measured: Int
    }

    let kinds: [Kind]
    let clusters: Int
    let trials: Int
    let hits: Int

    init(_ tallies: [Tally]) {
        var found = Kinds<Key>()
        for tally in tallies where tally.measured > 0 { found.add(Key(hits: tally.hits, measured: tally.measured)) }
        kinds = found.all.map { Kind(hits: $0.kind.hits, measured: $0.kind.measured, clusters: $0.count) }
            .sorted { ($0.measured, $0.hits) < ($1.measured, $1.hits) }
        clusters = kinds.reduce(0) { $0 + $1.clusters }
        trials = kinds.reduce(0) { $0 + $1.measured * $1.clusters }
        hits = kinds.reduce(0) { $0 + $1.hits * $1.clusters }
    }

    var size: Double { Double(clusters) }

    /// The mean of the cluster rates: hits are summed as integers per number of trials, so 0 and 1 come out exactly.
    var rate: Double? {
        guard clusters > 0 else { return nil }
        var sum = 0.0
        var index = kinds.startIndex
        while index < kinds.endIndex {
            let measured = kinds[index].measured
            var hits = 0
            while index < kinds.endIndex, kinds[index].measured == measured {
                hits += kinds[index].hits * kinds[index].clusters
                index += 1
            }
            sum += Double(hits) / Double(measured)
        }
        return sum / size
    }

    /// g: how many clusters carry the rarer result.
    var carriers: Int {
        min(
            kinds.reduce(0) { $0 + ($1.hits > 0 ? $1.clusters : 0) },
            kinds.reduce(0) { $0 + ($1.hits < $1.measured ? $1.clusters : 0) })
    }

    var hasSingleTrialsOnly: Bool { kinds.allSatisfy { $0.measured == 1 } }

    var isConstant: Bool {
        guard let first = kinds.first else { return true }
        return kinds.allSatisfy { $0.hits * first.measured == first.hits * $0.measured }
    }

    /// The sum of the squared distances of the cluster rates from their mean.
    func squares(around rate: Double) -> Double {
        kinds.reduce(0) { $0 + $1.weight * ($1.mean - rate) * ($1.mean - rate) }
    }
}
