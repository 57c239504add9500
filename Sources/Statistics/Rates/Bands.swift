/// Measured trials among the planned ones.
package struct Coverage: Equatable, Sendable {
    package let measured: Int
    package let planned: Int

    package init(_ tallies: [Tally]) {
        measured = tallies.reduce(0) { $0 + $1.measured }
        planned = tallies.reduce(0) { $0 + $1.planned }
    }

    package var unmeasured: Int { planned - measured }
    /// nil when nothing was planned.
    package var share: Double? { planned == 0 ? nil : Double(measured) / Double(planned) }
}

extension Interval {
    /// What the unmeasured trials could do to the rate: the means over all PLANNED clusters with every missing trial as
    /// no hit and as a hit. Contains the rate. It is no confidence interval.
    ///
    /// nil when nothing was planned.
    package static func missingnessBand(_ tallies: [Tally]) -> Interval? {
        guard let low = Spectrum(tallies.map { $0.completed(missingAsHits: false) }).rate,
            let high = Spectrum(tallies.map { $0.completed(missingAsHits: true) }).rate
        else { return nil }
        return Interval(low: low, high: high)
    }

    /// What the unsure verdicts could do to the rate: over the measured trials, each of them as no hit and as a hit.
    ///
    /// Unmeasured trials stay out, so that the two bands show two different doubts. nil when nothing was measured.
    package static func unsureBand(_ tallies: [Tally]) -> Interval? {
        guard let low = Spectrum(tallies.map { Tally(hits: $0.hits - $0.unsureHits, measured: $0.measured) }).rate,
            let high = Spectrum(tallies.map { Tally(hits: $0.hits + $0.unsureMisses, measured: $0.measured) }).rate
        else { return nil }
        return Interval(low: low, high: high)
    }
}
