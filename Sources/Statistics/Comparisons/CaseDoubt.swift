/// What could take away what is told of one prompt under two arms.
///
/// An arm is one `Tally` of its trials: hits, measured, planned, and what the classifier does not stand by. The worst that can
/// be is every open trial of one arm a hit and of the other none, and the reverse: a finding that either of the two changes is
/// told with its doubt. Where nothing is told there is nothing to take away.
///
///     CaseDoubt(Tally(hits: 1, measured: 12), against: Tally(hits: 5, measured: 10, planned: 12))
///         .words   // "unmeasured trials": 1 of 12 against 5 of 12 tells nothing
package struct CaseDoubt: Equatable, Sendable {
    package let dependsOnUnmeasured: Bool
    package let dependsOnUnsure: Bool

    package init(_ arm: Tally, against reference: Tally, alpha: Double = 0.05) {
        guard let told = Self.sign(arm, reference, alpha), told != 0 else {
            (dependsOnUnmeasured, dependsOnUnsure) = (false, false)
            return
        }
        dependsOnUnmeasured = [true, false].contains {
            Self.sign(arm.completed(missingAsHits: $0), reference.completed(missingAsHits: !$0), alpha) != told
        }
        dependsOnUnsure = [true, false].contains {
            Self.sign(arm.settled(unsureAsHits: $0), reference.settled(unsureAsHits: !$0), alpha) != told
        }
    }

    /// nil: nothing could.
    package var words: String? { Doubt.words(unmeasured: dependsOnUnmeasured, unsure: dependsOnUnsure) }

    /// 1 more often, -1 less often, 0 cannot tell; nil where an arm has no trial.
    private static func sign(_ a: Tally, _ b: Tally, _ alpha: Double) -> Int? {
        guard a.measured > 0, b.measured > 0 else { return nil }
        guard UnpairedComparison.fisherMidP(hits: a.hits, of: a.measured, against: b.hits, of: b.measured) <= alpha
        else {
            return 0
        }
        return a.hits * b.measured > b.hits * a.measured ? 1 : -1
    }
}

extension Tally {
    /// The same trials with every verdict that the classifier does not stand by as a hit, or as none.
    fileprivate func settled(unsureAsHits: Bool) -> Tally {
        Tally(hits: unsureAsHits ? hits + unsureMisses : hits - unsureHits, measured: measured)
    }
}

package enum Doubt {
    /// What could change something, in words; nil: nothing could.
    package static func words(unmeasured: Bool, unsure: Bool) -> String? {
        switch (unmeasured, unsure) {
        case (true, true): "unmeasured trials and unsure verdicts"
        case (true, false): "unmeasured trials"
        case (false, true): "unsure verdicts"
        case (false, false): nil
        }
    }
}
