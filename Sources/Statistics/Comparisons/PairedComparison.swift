/// Two access styles on the same probes: difference rate(A) - rate(B), its interval and test
/// (docs/methods/statistics.md section 3).
///
/// A repeat enters when it was measured under BOTH styles, so that "this style changes nothing" makes the
/// differences symmetric.
package struct PairedComparison: Equatable, Sendable {
    /// Units that enter.
    package let pairs: Int
    /// Planned units that do not.
    package let dropped: Dropped
    /// Trial pairs that enter.
    package let trials: Int
    /// Units by the majority of their repeats; a tie counts as half, so these are not whole numbers.
    package let counts: Counts
    /// Whole units, by the side that more of their repeats were obstructed on.
    package let leaning: Leaning
    /// D; nil without pairs, as are the interval and p.
    package let difference: Double?
    package let interval: Interval?
    /// Of "no difference on the average": McNemar's mid-p on effective pairs. It decides.
    package let p: Double?
    /// Of Fisher's sharp null "no unit is treated differently": mid-p of the exact sign-flip test. With one repeat each
    /// the two are the same number.
    package var sharpP: Double? { pairs == 0 ? nil : spectrum.signFlipMidP }
    /// The convolution of the sharp null costs more than all else together; few readers ask for it.
    private let spectrum: PairedSpectrum
    /// beta: the mean over units of the share of repeats obstructed under A only.
    package let onlyAShare: Double?
    /// gamma: under B only.
    package let onlyBShare: Double?
    /// n*: the effective pairs of the two bounds of the interval.
    package let effectiveSizes: EffectiveSize?
    /// ICC of the trial differences, for planning the next study.
    package let icc: Double?
    package let alpha: Double

    package struct Dropped: Equatable, Sendable {
        package internal(set) var unmeasuredUnderA = 0
        package internal(set) var unmeasuredUnderB = 0
        package internal(set) var unmeasuredUnderBoth = 0
        package var total: Int { unmeasuredUnderA + unmeasuredUnderB + unmeasuredUnderBoth }
    }

    package struct Counts: Equatable, Sendable {
        package internal(set) var both = 0.0
        package internal(set) var onlyA = 0.0
        package internal(set) var onlyB = 0.0
        package internal(set) var neither = 0.0
    }

    package struct Leaning: Equatable, Sendable {
        package internal(set) var towardsA = 0
        package internal(set) var towardsB = 0
        /// As often under both, and obstructed at all.
        package internal(set) var alike = 0
        package internal(set) var never = 0
    }

    package init(_ units: [PairedUnit], alpha: Double = 0.05) {
        let spectrum = PairedSpectrum(units)
        self.alpha = alpha
        self.spectrum = spectrum
        pairs = spectrum.units
        trials = spectrum.trials
        dropped = Dropped(units)
        counts = Counts(spectrum)
        leaning = Leaning(spectrum)
        icc = spectrum.correlation?.value
        guard pairs > 0 else {
            (difference, interval, p) = (nil, nil, nil)
            (onlyAShare, onlyBShare, effectiveSizes) = (nil, nil, nil)
            return
        }
        let difference = spectrum.mean(of: \.surplus)
        let beta = spectrum.mean(of: \.onlyA)
        let gamma = spectrum.mean(of: \.onlyB)
        let sizes = spectrum.effectiveSize(difference: difference, discordant: beta + gamma, tail: alpha / 2)
        self.difference = difference
        onlyAShare = beta
        onlyBShare = gamma
        effectiveSizes = sizes
        interval = TangoInterval.bounds(onlyA: beta, onlyB: gamma, sizes: sizes, tail: alpha / 2)
        p =
            spectrum.hasSinglePairsOnly
            ? spectrum.signFlipMidP : spectrum.averageMidP(onlyA: beta, onlyB: gamma)
    }

    /// At another alpha: the bounds of a family at once are those at alpha over its size. nil without pairs.
    package func interval(alpha: Double) -> Interval? {
        guard let onlyAShare, let onlyBShare, let difference else { return nil }
        let sizes = spectrum.effectiveSize(
            difference: difference, discordant: onlyAShare + onlyBShare, tail: alpha / 2)
        return TangoInterval.bounds(onlyA: onlyAShare, onlyB: onlyBShare, sizes: sizes, tail: alpha / 2)
    }

    /// The smaller of the two n*.
    package var effectiveSize: Double? { effectiveSizes?.smaller }

    /// Two one-sided tests (Schuirmann 1987, J Pharmacokinet Biopharm 15:657) of "the difference is at least the margin in
    /// one direction": small when it is shown to be smaller. nil without pairs.
    package func equivalenceP(_ margin: Margin) -> Double? {
        pairs == 0 ? nil : spectrum.equivalenceP(margin, alpha: alpha)
    }

    /// Of "the difference is at most the margin", two-sided: small when it is shown to be greater. nil without pairs.
    package func materialityP(_ margin: Margin) -> Double? {
        pairs == 0 ? nil : spectrum.materialityP(margin, alpha: alpha)
    }

    /// The whole comparison again with every unmeasured trial set in favour of one style, over all planned units.
    ///
    /// The two differences are `difference_missingness`; where their verdicts disagree with the measured one, it
    /// "depends on unmeasured trials".
    package static func completed(
        _ units: [PairedUnit], inFavourOf style: TrialPair.Favoured, alpha: Double = 0.05
    ) -> PairedComparison {
        PairedComparison(units.map { $0.completed(inFavourOf: style) }, alpha: alpha)
    }

    /// D with every unmeasured trial in A's favour (low) and in B's (high); nil when nothing was planned.
    package static func missingnessBand(_ units: [PairedUnit]) -> Interval? {
        let low = PairedSpectrum(units.map { $0.completed(inFavourOf: .a) })
        let high = PairedSpectrum(units.map { $0.completed(inFavourOf: .b) })
        guard low.units > 0 else { return nil }
        return Interval(low: low.mean(of: \.surplus), high: high.mean(of: \.surplus))
    }
}

extension PairedComparison.Dropped {
    fileprivate init(_ units: [PairedUnit]) {
        for unit in units {
            switch unit.standing {
            case .enters: break
            case .unmeasuredUnderA: unmeasuredUnderA += 1
            case .unmeasuredUnderB: unmeasuredUnderB += 1
            case .unmeasuredUnderBoth: unmeasuredUnderBoth += 1
            }
        }
    }
}

extension PairedComparison.Counts {
    fileprivate init(_ spectrum: PairedSpectrum) {
        func majority(_ hits: Int, of pairs: Int) -> Double {
            2 * hits == pairs ? 0.5 : (2 * hits > pairs ? 1 : 0)
        }
        for (kind, units) in spectrum.kinds.map({ ($0.kind, $0.units) }) {
            let a = majority(kind.both + kind.onlyA, of: kind.pairs)
            let b = majority(kind.both + kind.onlyB, of: kind.pairs)
            both += Double(units) * a * b
            onlyA += Double(units) * a * (1 - b)
            onlyB += Double(units) * (1 - a) * b
            neither += Double(units) * (1 - a) * (1 - b)
        }
    }
}

extension PairedComparison.Leaning {
    fileprivate init(_ spectrum: PairedSpectrum) {
        for (kind, units) in spectrum.kinds.map({ ($0.kind, $0.units) }) {
            if kind.surplus > 0 {
                towardsA += units
            } else if kind.surplus < 0 {
                towardsB += units
            } else if kind.both + kind.onlyA > 0 {
                alike += units
            } else {
                never += units
            }
        }
    }
}

extension PairedSpectrum {
    /// n*: Korn & Graubard's size with the variance of a trial difference, beta + gamma - D^2. The unseen unit is
    /// obstructed under A only for the upper bound, under B only for the lower one.
    func effectiveSize(difference: Double, discordant: Double, tail: Double) -> EffectiveSize {
        if hasSinglePairsOnly || carriers < 2 || isConstant { return EffectiveSize(Double(units)) }
        let squares = squares(around: difference)
        func adjusted(unseen: Double) -> Double {
            EffectiveSize.adjusted(
                clusters: units, trials: trials, carriers: carriers,
                binomialVariance: discordant - difference * difference, squares: squares, unseen: unseen, tail: tail)
        }
        return EffectiveSize(
            low: adjusted(unseen: (1 + difference) * (1 + difference)),
            high: adjusted(unseen: (1 - difference) * (1 - difference)))
    }

    /// McNemar's mid-p on effective pairs: n* = (beta + gamma) n^2 / (sum d_i^2 + 1), in n...N.
    ///
    /// The variance is that under "no difference", around 0, with one unseen unit of the full size. A sign-flip test,
    /// studentised or not (flips leave sum d_i^2 as it is, so the two are the same test), takes "equal on the average,
    /// in opposite directions" for a difference in 10 % of samples at K = 3 and in 37 % at K = 10.
    func averageMidP(onlyA beta: Double, onlyB gamma: Double) -> Double {
        if beta == gamma { return 1 }
        let n = Double(units)
        let size = min(Double(trials), max(n, (beta + gamma) * n * n / (squares(around: 0) + 1)))
        return SignFlipTest.midP(onlyA: beta * size, onlyB: gamma * size)
    }

    /// Units of different size are brought to integers by the least common multiple of their repeats.
    var signFlipMidP: Double {
        guard let multiple = leastCommonMultiple(kinds.lazy.map(\.kind.pairs)) else {
            return SignFlipTest.normalApproximation(
                kinds.flatMap { Array(repeating: $0.kind.difference, count: $0.units) })
        }
        return SignFlipTest.midP(
            kinds.flatMap { Array(repeating: $0.kind.surplus * (multiple / $0.kind.pairs), count: $0.units) })
    }
}
