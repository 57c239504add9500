/// How the obstructed trials of one cluster divide over labels, each trial carrying ONE label.
package struct LabelledTally<Label: Hashable & Sendable>: Equatable, Sendable {
    package let hits: [Label: Int]
    package let measured: Int
    package let planned: Int

    package init(hits: [Label: Int], measured: Int, planned: Int? = nil) {
        precondition(hits.values.reduce(0, +) <= measured, "more labels than measured trials")
        self.hits = hits
        self.measured = measured
        self.planned = planned ?? measured
    }

    package func tally(of label: Label) -> Tally {
        Tally(hits: hits[label] ?? 0, measured: measured, planned: planned)
    }

    /// All labels together: the tally of the obstruction rate itself.
    package var tally: Tally { Tally(hits: hits.values.reduce(0, +), measured: measured, planned: planned) }
}

/// The attributed rates of one cell: the interval of docs/methods/statistics.md section 2 on "trial carries this
/// label".
///
/// The shares add up to the rate, because numerator and denominator of every cluster are the same integers.
package func attributedRates<Label: Hashable & Sendable>(
    _ tallies: [LabelledTally<Label>], method: IntervalMethod = .exact, alpha: Double = 0.05
) -> [Label: RateEstimate] {
    var labels = Set<Label>()
    for tally in tallies {
        for (label, hits) in tally.hits where hits > 0 { labels.insert(label) }
    }
    return labels.reduce(into: [:]) { rates, label in
        rates[label] = RateEstimate(tallies.map { $0.tally(of: label) }, method: method, alpha: alpha)
    }
}
