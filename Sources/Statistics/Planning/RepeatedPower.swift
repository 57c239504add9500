/// How often studies with repeats show a difference, or show that there is little: by drawing them.
///
/// With repeats the tests run on a number of effective pairs that is itself random, so that no enumeration over a fixed number
/// holds (it is off by up to .09). The repeats of a probe agree with correlation `icc`, as in a Polya urn of the four
/// colours both, only A, only B, neither; kinds of probes are enumerated, studies drawn from them with a fixed seed: the same
/// plan gives the same numbers, with a standard error of at most .008.
struct RepeatedPower {
    private let kinds: [PairedSpectrum.Kind]
    /// Running sums of their chances.
    private let sums: [Double]
    private let probes: Int

    /// - Parameters:
    ///   - onlyA, onlyB, both: shares of trial pairs.
    ///   - repeats: K >= 2.
    init(probes: Int, repeats: Int, icc: Double, onlyA: Double, onlyB: Double, both: Double) {
        self.probes = probes
        let shares = [both, onlyA, onlyB, max(0, 1 - both - onlyA - onlyB)]
        var kinds: [PairedSpectrum.Kind] = []
        var sums: [Double] = []
        var sum = 0.0
        for both in 0...repeats {
            for onlyA in 0...(repeats - both) {
                for onlyB in 0...(repeats - both - onlyA) {
                    let counts = [both, onlyA, onlyB, repeats - both - onlyA - onlyB]
                    let chance = Self.chance(counts, shares, icc: icc)
                    if chance <= 0 { continue }
                    sum += chance
                    kinds.append(PairedSpectrum.Kind(pairs: repeats, onlyA: onlyA, onlyB: onlyB, both: both))
                    sums.append(sum)
                }
            }
        }
        self.kinds = kinds
        self.sums = sums
    }

    /// Dirichlet-multinomial: K! prod (alpha_j)_x / x! over (alpha)_K, alpha_j = share_j (1 - icc) / icc, (a)_x = a (a+1) ...
    private static func chance(_ counts: [Int], _ shares: [Double], icc: Double) -> Double {
        let repeats = counts.reduce(0, +)
        if icc >= 1 { return zip(counts, shares).reduce(0) { $0 + ($1.0 == repeats ? $1.1 : 0) } }
        let weight = icc > 0 ? (1 - icc) / icc : 1e12
        var chance = 1.0
        var drawn = 0
        for (count, share) in zip(counts, shares) {
            for own in 0..<count {
                drawn += 1
                chance *=
                    Double(drawn) / Double(own + 1) * (share * weight + Double(own)) / (weight + Double(drawn - 1))
            }
        }
        return chance
    }

    /// The share of studies for which something holds.
    func share(_ holds: (PairedSpectrum) -> Bool) -> Double {
        let studies = max(500, min(4000, 4_000_000 / max(1, probes)))
        var draws = Draws()
        var counts = kinds.map { _ in 0 }
        let found = (0..<studies).count { _ in
            for index in counts.indices { counts[index] = 0 }
            for _ in 0..<probes { counts[draws.place(in: sums)] += 1 }
            return holds(PairedSpectrum(zip(kinds, counts).map { ($0, $1) }))
        }
        return Double(found) / Double(studies)
    }

    /// xorshift64* (Marsaglia 2003; Vigna 2016), always from the same seed.
    private struct Draws {
        private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

        /// The first of the running sums above a uniform share of the last.
        mutating func place(in sums: [Double]) -> Int {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            let share = Double((state &* 2_685_821_657_736_338_717) >> 11) * 0x1p-53 * (sums.last ?? 0)
            var (low, high) = (0, sums.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if sums[middle] > share { high = middle } else { low = middle + 1 }
            }
            return low
        }
    }
}
