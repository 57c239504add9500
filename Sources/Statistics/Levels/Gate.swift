/// A bound a user set on a rate, `--gate "fpr(style, field) <= x"`, and what the run says of it.
package struct Gate: Equatable, Sendable {
    package enum Finding: String, Sendable {
        case met
        case violated
        case undecided
    }

    package let finding: Finding
    /// One-sided lower bound (1 - alpha) over the measured trials; above the limit it violates the gate.
    package let lower: Double?
    /// One-sided upper bound with every unmeasured trial as a hit; only at or below the limit is the gate met.
    package let upper: Double?

    package init(_ tallies: [Tally], limit: Double, method: IntervalMethod = .exact, alpha: Double = 0.05) {
        lower = RateEstimate(tallies, method: method, alpha: alpha, sides: .one).low
        upper =
            RateEstimate(
                tallies.map { $0.completed(missingAsHits: true) }, method: method, alpha: alpha, sides: .one
            ).high
        if let lower, lower > limit {
            finding = .violated
        } else if let upper, upper <= limit {
            finding = .met
        } else {
            finding = .undecided
        }
    }
}
