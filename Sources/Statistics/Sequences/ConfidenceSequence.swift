import Foundation

/// An interval that holds at every look, for runs that may stop early (docs/methods/statistics.md section 6).
///
/// Hand in probes in the study's random order, longest finished prefix only. Order of arrival would be wrong: blocks
/// come back fast.
package struct ConfidenceSequence: Equatable, Sendable {
    package private(set) var capital: BettingCapital
    package private(set) var interval = Interval(low: 0, high: 1)
    package let alpha: Double

    package init(alpha: Double = 0.05, stakes: BettingCapital.Stakes = .rate) {
        capital = BettingCapital(stakes: stakes)
        self.alpha = alpha
    }

    var logThreshold: Double { log(2 / alpha) }

    /// A probe without any measured trial is skipped.
    package mutating func observe(_ tally: Tally) {
        if tally.measured > 0 { observe(Double(tally.hits) / Double(tally.measured)) }
    }

    package mutating func observe(_ value: Double) {
        capital.observe(value)
        interval = Interval(low: max(interval.low, lowerRoot()), high: min(interval.high, upperRoot()))
    }

    /// The lower end of the last bisection: the outer one. 0 where K+ stays below 2/alpha.
    private func lowerRoot() -> Double {
        // One look tells most of the time that the bound does not move.
        if interval.low > 0, capital.logAbove(interval.low) < logThreshold { return interval.low }
        return bisect { capital.logAbove($0) >= logThreshold }.low
    }

    private func upperRoot() -> Double {
        if interval.high < 1, capital.logBelow(interval.high) < logThreshold { return interval.high }
        return bisect { capital.logBelow($0) < logThreshold }.high
    }

    private func bisect(_ isLeft: (Double) -> Bool) -> (low: Double, high: Double) {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<45 {
            let middle = 0.5 * (low + high)
            if isLeft(middle) { low = middle } else { high = middle }
        }
        return (low, high)
    }
}

/// Decides the level of one cell as soon as it can be decided; a decision is final.
package struct SequentialLevel: Equatable, Sendable {
    package private(set) var level = Level.tooFew
    package private(set) var capital = BettingCapital()
    package let rule: LevelRule

    package init(rule: LevelRule) { self.rule = rule }

    package mutating func observe(_ tally: Tally) {
        if tally.measured > 0 { observe(Double(tally.hits) / Double(tally.measured)) }
    }

    package mutating func observe(_ value: Double) {
        capital.observe(value)
        guard !level.isReached else { return }
        let threshold = log(2 / rule.alpha)
        if rule.obstruction < 1, capital.logAbove(rule.obstruction) >= threshold {
            level = .obstructs
        } else if rule.tolerance > 0, capital.logBelow(rule.tolerance) >= threshold {
            level = .withinTolerance
        }
    }
}

/// Compares two styles in a sequential run, on the prefix of probes common to both.
package struct SequentialComparison: Equatable, Sendable {
    private var sequence: ConfidenceSequence
    private var logLargest = 0.0

    package init(alpha: Double = 0.05) { sequence = ConfidenceSequence(alpha: alpha, stakes: .difference) }

    /// d_i of the next probe, in -1...1.
    package mutating func observe(difference: Double) {
        sequence.observe((1 + difference) / 2)
        let logs = [sequence.capital.logAbove(0.5), sequence.capital.logBelow(0.5)]
        let largest = max(logs[0], logs[1])
        logLargest = max(logLargest, largest + log((exp(logs[0] - largest) + exp(logs[1] - largest)) / 2))
    }

    /// min(1, 1 / max over looks of the mean capital).
    package var p: Double { min(1, exp(-logLargest)) }

    package var interval: Interval {
        Interval(low: 2 * sequence.interval.low - 1, high: 2 * sequence.interval.high - 1)
    }
}
