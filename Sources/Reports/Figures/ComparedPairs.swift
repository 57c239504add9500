import Trials

/// Which styles are compared, and which comparisons make the family that is corrected together (statistics.md section 3).
///
/// A reader may ask for pairs after the run. One that the study lists keeps its place in the study's family, whichever way round
/// it was asked for; one that it does not list stands outside, where nothing is corrected.
struct ComparedPairs {
    struct Entry {
        let pair: Comparison
        /// Listed by the study before the run.
        let isListed: Bool
    }

    let entries: [Entry]

    init(_ facts: RunFacts) {
        let listed = facts.study.compare
        // A share of the reference's rate is another question the other way round.
        let mayTurn = facts.study.thresholds.relativeMargin == nil
        let turned = mayTurn ? facts.asked.filter { listed.contains($0.turned) && !listed.contains($0) } : []
        let own = listed.map { turned.contains($0.turned) ? $0.turned : $0 }
        var beside: [Comparison] = []
        for pair in facts.asked where !own.contains(pair) && !beside.contains(pair) { beside.append(pair) }
        entries = own.map { Entry(pair: $0, isListed: true) } + beside.map { Entry(pair: $0, isListed: false) }
    }
}

extension Comparison {
    var turned: Comparison { Comparison(a: b, b: a) }
}

extension Report {
    /// Whether a page of comparisons shows a pair: all of the study, or those that were asked for.
    func shows(_ a: String, _ b: String) -> Bool { facts.asked.isEmpty || facts.asked.contains(Comparison(a: a, b: b)) }
}
