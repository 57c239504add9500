/// One repeat of one probe under two access styles; nil where it was not measured.
package struct TrialPair: Hashable, Sendable {
    /// Under the compared style.
    package let a: Bool?
    /// Under the reference.
    package let b: Bool?

    package init(_ a: Bool?, _ b: Bool?) {
        self.a = a
        self.b = b
    }

    /// The style that every unmeasured trial is made to favour: no hit for it, a hit for the other one.
    package enum Favoured: Sendable {
        case a
        case b
    }

    func completed(inFavourOf style: Favoured) -> TrialPair {
        switch style {
        case .a: TrialPair(a ?? false, b ?? true)
        case .b: TrialPair(a ?? true, b ?? false)
        }
    }
}

/// The planned repeats of all probes of one cluster under two access styles, aligned by repeat.
package struct PairedUnit: Equatable, Sendable {
    package let counts: [TrialPair: Int]

    package init(_ pairs: [TrialPair]) {
        counts = pairs.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// From counts of trial pairs measured under both styles.
    package init(both: Int, onlyA: Int, onlyB: Int, neither: Int) {
        let all = [(true, true, both), (true, false, onlyA), (false, true, onlyB), (false, false, neither)]
        counts = all.reduce(into: [:]) { counts, entry in
            precondition(entry.2 >= 0, "a negative count of trial pairs")
            if entry.2 > 0 { counts[TrialPair(entry.0, entry.1)] = entry.2 }
        }
    }

    private init(counts: [TrialPair: Int]) { self.counts = counts }

    package func completed(inFavourOf style: TrialPair.Favoured) -> PairedUnit {
        PairedUnit(
            counts: counts.reduce(into: [:]) { $0[$1.key.completed(inFavourOf: style), default: 0] += $1.value })
    }

    func count(_ a: Bool, _ b: Bool) -> Int { counts[TrialPair(a, b)] ?? 0 }

    /// What is unmeasured when the cluster does not enter: the split the report prints of the dropped probes.
    package enum Standing: Sendable {
        case enters
        case unmeasuredUnderA
        case unmeasuredUnderB
        /// Under both, or under each on different repeats, so that no repeat makes a pair.
        case unmeasuredUnderBoth
    }

    package var standing: Standing {
        if counts.contains(where: { $0.key.a != nil && $0.key.b != nil && $0.value > 0 }) { return .enters }
        let knowsA = counts.contains { $0.key.a != nil && $0.value > 0 }
        let knowsB = counts.contains { $0.key.b != nil && $0.value > 0 }
        switch (knowsA, knowsB) {
        case (false, true): return .unmeasuredUnderA
        case (true, false): return .unmeasuredUnderB
        case (true, true), (false, false): return .unmeasuredUnderBoth
        }
    }
}
