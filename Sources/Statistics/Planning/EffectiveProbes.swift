/// What a planned design is worth before any of it is measured (docs/methods/statistics.md section 6).
package struct EffectiveProbes: Equatable, Sendable {
    package let probes: Int
    package let repeats: Int
    package let icc: Double

    /// Where no pilot says otherwise: repeats of one prompt are that much alike in published data.
    package static let defaultICC = 0.9

    package init(probes: Int, repeats: Int, icc: Double = EffectiveProbes.defaultICC) {
        precondition(probes >= 0 && repeats >= 1, "\(probes) probes of \(repeats) repeats")
        self.probes = probes
        self.repeats = repeats
        self.icc = icc
    }

    /// n_pl = n K / (1 + (K - 1) ICC), cut to [n, n K].
    package var count: Double {
        let n = Double(probes)
        let all = n * Double(repeats)
        let denominator = 1 + Double(repeats - 1) * icc
        return denominator <= 0 ? all : min(all, max(n, all / denominator))
    }

    /// n_pl rounded down: what an enumeration can use.
    package var whole: Int { Int(count.rounded(.down)) }

    /// n_pl of a fixed number of requests spread over as many probes as K repeats allow: more probes always beat more
    /// repeats, unless probes have run out.
    package static func worth(ofRequests requests: Int, repeats: Int, icc: Double = EffectiveProbes.defaultICC)
        -> Double
    {
        EffectiveProbes(probes: requests / repeats, repeats: repeats, icc: icc).count
    }

    /// The sizes that the two bounds of section 2 will have on the average at a rate, the unseen cluster and its degrees of
    /// freedom included: repeats agree with correlation `icc`, as in a Polya urn.
    func sizes(rate p: Double, tail: Double) -> EffectiveSize {
        let n = Double(probes)
        guard repeats > 1, probes > 1, p > 0, p < 1 else { return EffectiveSize(n) }
        // A cluster's rate has variance p (1 - p) / (repeats it is worth).
        let squares = (n - 1) * p * (1 - p) * (1 + Double(repeats - 1) * icc) / Double(repeats)
        let carriers = Int((n * min(carrying(p), carrying(1 - p))).rounded())
        guard carriers > 1 else { return EffectiveSize(n) }
        func adjusted(unseen: Double) -> Double {
            EffectiveSize.adjusted(
                clusters: probes, trials: probes * repeats, carriers: carriers, binomialVariance: p * (1 - p),
                squares: squares, unseen: unseen, tail: tail)
        }
        return EffectiveSize(low: adjusted(unseen: p * p), high: adjusted(unseen: (1 - p) * (1 - p)))
    }

    /// The chance that a cluster carries a result of rate p in at least one of its repeats.
    private func carrying(_ p: Double) -> Double {
        if icc >= 1 { return p }
        let weight = icc > 0 ? (1 - icc) / icc : 0
        var none = 1.0
        for drawn in 0..<repeats {
            none *= icc > 0 ? ((1 - p) * weight + Double(drawn)) / (weight + Double(drawn)) : 1 - p
        }
        return 1 - none
    }

    /// Half the width of the two-sided interval at an expected rate; nil without probes.
    package func halfWidth(rate: Double, method: IntervalMethod = .exact, alpha: Double = 0.05) -> Double? {
        guard probes > 0 else { return nil }
        let sizes = sizes(rate: rate, tail: alpha / 2)
        let low = method.lowerBound(rate: rate, size: sizes.low, tail: alpha / 2)
        return (method.upperBound(rate: rate, size: sizes.high, tail: alpha / 2) - low) / 2
    }
}

extension LevelRule {
    /// The chance of each level at a true rate, by enumeration of the binomial on n_pl rounded down.
    package func chances(rate: Double, probes: Int) -> [Level: Double] {
        var chances: [Level: Double] = Dictionary(uniqueKeysWithValues: Level.allCases.map { ($0, 0) })
        guard probes > 0 else { return chances.merging([.tooFew: 1]) { $1 } }
        for hits in 0...probes {
            let chance = Binomial.probability(hits, of: probes, rate)
            if chance == 0 { continue }
            let level = level(of: bounds(rate: Double(hits) / Double(probes), size: Double(probes)))
            chances[level, default: 0] += chance
        }
        return chances
    }
}
