/// Paired units with at least one pair, counted by kind, as `Spectrum` does for tallies and for the same reasons.
struct PairedSpectrum: Equatable {
    struct Kind: Hashable, Comparable {
        let pairs: Int
        /// Pairs obstructed under A only.
        let onlyA: Int
        /// Pairs obstructed under B only.
        let onlyB: Int
        let both: Int

        var surplus: Int { onlyA - onlyB }
        var difference: Double { Double(surplus) / Double(pairs) }

        static func < (left: Kind, right: Kind) -> Bool {
            (left.pairs, left.onlyA, left.onlyB, left.both) < (right.pairs, right.onlyA, right.onlyB, right.both)
        }
    }

    struct Entry: Equatable {
        let kind: Kind
        let units: Int
    }

    let kinds: [Entry]
    let units: Int
    let trials: Int

    /// Units by their kind; kinds without any are left out.
    init(_ counts: [(kind: Kind, units: Int)]) {
        kinds = counts.filter { $0.units > 0 }.map { Entry(kind: $0.kind, units: $0.units) }
            .sorted { $0.kind < $1.kind }
        units = kinds.reduce(0) { $0 + $1.units }
        trials = kinds.reduce(0) { $0 + $1.kind.pairs * $1.units }
    }

    init(_ paired: [PairedUnit]) {
        var counts: [Kind: Int] = [:]
        for unit in paired {
            let both = unit.count(true, true)
            let onlyA = unit.count(true, false)
            let onlyB = unit.count(false, true)
            let pairs = both + onlyA + onlyB + unit.count(false, false)
            if pairs > 0 { counts[Kind(pairs: pairs, onlyA: onlyA, onlyB: onlyB, both: both), default: 0] += 1 }
        }
        self.init(counts.map { ($0.key, $0.value) })
    }

    /// The mean over units of count/pairs, integer sums per number of pairs first.
    func mean(of count: (Kind) -> Int) -> Double {
        var sums: [(pairs: Int, sum: Int)] = []
        for entry in kinds {
            let (kind, units) = (entry.kind, entry.units)
            if sums.last?.pairs != kind.pairs { sums.append((kind.pairs, 0)) }
            sums[sums.count - 1].sum += count(kind) * units
        }
        return sums.reduce(0) { $0 + Double($1.sum) / Double($1.pairs) } / Double(units)
    }

    /// g: units that are treated differently at all.
    var carriers: Int { kinds.reduce(0) { $0 + ($1.kind.surplus != 0 ? $1.units : 0) } }

    var hasSinglePairsOnly: Bool { trials == units }

    var isConstant: Bool {
        guard let first = kinds.first?.kind else { return true }
        return kinds.allSatisfy { $0.kind.surplus * first.pairs == first.surplus * $0.kind.pairs }
    }

    func squares(around difference: Double) -> Double {
        kinds.reduce(0) {
            $0 + Double($1.units) * ($1.kind.difference - difference) * ($1.kind.difference - difference)
        }
    }

    /// The ICC of the trial differences e = y_A - y_B, which planning a comparison needs.
    var correlation: IntraclassCorrelation? {
        let total = kinds.reduce(0) { $0 + $1.kind.surplus * $1.units }
        let grandMean = Double(total) / Double(max(trials, 1))
        var between = 0.0
        var within = 0.0
        var squaredTrials = 0.0
        for entry in kinds {
            let (kind, units) = (entry.kind, entry.units)
            let weight = Double(units)
            let pairs = Double(kind.pairs)
            let mean = kind.difference
            between += weight * pairs * (mean - grandMean) * (mean - grandMean)
            within += weight * (Double(kind.onlyA + kind.onlyB) - pairs * mean * mean)
            squaredTrials += weight * pairs * pairs
        }
        return IntraclassCorrelation(
            clusters: units, trials: trials, squaredTrials: squaredTrials, sumOfSquaresBetween: between,
            sumOfSquaresWithin: within)
    }
}
