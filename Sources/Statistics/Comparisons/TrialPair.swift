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
    /// How often each of the nine pairs came, at `place`: a run has as many units as clusters times cells, so that a
    /// dictionary in each would be what a report spends its time on.
    private var counts = SIMD16<Int32>()

    private static func place(_ hit: Bool?) -> Int { hit.map { $0 ? 2 : 1 } ?? 0 }
    private static let hits: [Bool?] = [nil, false, true]

    /// Without any repeat yet.
    package init() {}

    package init(_ pairs: [TrialPair]) {
        for pair in pairs { add(pair) }
    }

    /// From counts of trial pairs measured under both styles.
    package init(both: Int, onlyA: Int, onlyB: Int, neither: Int) {
        add(TrialPair(true, true), times: both)
        add(TrialPair(true, false), times: onlyA)
        add(TrialPair(false, true), times: onlyB)
        add(TrialPair(false, false), times: neither)
    }

    package mutating func add(_ pair: TrialPair, times: Int = 1) {
        precondition(times >= 0, "a negative count of trial pairs")
        counts[3 * Self.place(pair.a) + Self.place(pair.b)] += Int32(times)
    }

    package func completed(inFavourOf style: TrialPair.Favoured) -> PairedUnit {
        var unit = PairedUnit()
        for a in Self.hits {
            for b in Self.hits { unit.add(TrialPair(a, b).completed(inFavourOf: style), times: count(a, b)) }
        }
        return unit
    }

    package func count(_ a: Bool?, _ b: Bool?) -> Int { Int(counts[3 * Self.place(a) + Self.place(b)]) }

    /// What is unmeasured when the cluster does not enter: the split the report prints of the dropped probes.
    package enum Standing: Sendable {
        case enters
        case unmeasuredUnderA
        case unmeasuredUnderB
        /// Under both, or under each on different repeats, so that no repeat makes a pair.
        case unmeasuredUnderBoth
    }

    package var standing: Standing {
        if count(true, true) + count(true, false) + count(false, true) + count(false, false) > 0 { return .enters }
        switch (count(true, nil) + count(false, nil) > 0, count(nil, true) + count(nil, false) > 0) {
        case (false, true): return .unmeasuredUnderA
        case (true, false): return .unmeasuredUnderB
        case (true, true), (false, false): return .unmeasuredUnderBoth
        }
    }
}
