/// What one cluster contributes to a rate: the hits among the measured trials of all its probes.
///
/// The cluster is the sampling unit. Handing in one tally a trial would pretend that five repeats of one prompt are
/// five prompts.
package struct Tally: Hashable, Sendable {
    /// Trials that counted as obstructed (or, in an attribution, that carry the label).
    package let hits: Int
    /// Trials that could be measured.
    package let measured: Int
    /// Trials planned, less those that the stopping rule released.
    package let planned: Int
    /// Hits decided by text without the classifier standing by it.
    package let unsureHits: Int
    /// Measured trials without a hit, decided by text without the classifier standing by it.
    package let unsureMisses: Int

    /// 0 <= hits <= measured <= planned, and no more unsure verdicts of a kind than verdicts of that kind.
    package init(hits: Int, measured: Int, planned: Int? = nil, unsureHits: Int = 0, unsureMisses: Int = 0) {
        precondition(hits >= 0 && hits <= measured, "hits \(hits) of \(measured) measured trials")
        precondition((planned ?? measured) >= measured, "\(measured) measured of \(planned ?? measured) planned trials")
        precondition((0...hits).contains(unsureHits), "\(unsureHits) unsure of \(hits) hits")
        precondition((0...measured - hits).contains(unsureMisses), "\(unsureMisses) unsure misses")
        self.hits = hits
        self.measured = measured
        self.planned = planned ?? measured
        self.unsureHits = unsureHits
        self.unsureMisses = unsureMisses
    }

    /// The same cluster as if every planned trial had been measured, the missing ones all hits or all none.
    package func completed(missingAsHits: Bool) -> Tally {
        Tally(hits: missingAsHits ? hits + planned - measured : hits, measured: planned)
    }
}
