/// What a cell of the matrix may be said to be, under thresholds fixed before the run (docs/methods/statistics.md
/// section 4).
package enum Level: String, CaseIterable, Sendable {
    case withinTolerance = "within tolerance"
    case obstructs
    /// The whole interval lies between the thresholds: more probes would not change it.
    case between = "between the thresholds"
    /// The interval reaches over a threshold.
    case tooFew = "too few to tell"

    /// More probes are no question.
    package var isReached: Bool {
        switch self {
        case .withinTolerance, .obstructs, .between: true
        case .tooFew: false
        }
    }
}

/// What is said of a cell: its level, and of one whose interval reaches over one threshold only, on which side of the other it lies.
package enum LevelStatement: CaseIterable, Sendable {
    case withinTolerance
    case obstructs
    case between
    /// Above the tolerance, and not shown to be above the limit.
    case aboveTolerance
    /// Below the limit, and not shown to be below the tolerance.
    case belowLimit
    case tooFew
}

/// The study's fixed rule for levels.
package struct LevelRule: Equatable, Sendable {
    /// t_lo: a rate surely below it is within tolerance. With 0 that level is out of reach.
    package let tolerance: Double
    /// t_hi: a rate surely above it obstructs. With 1 that level is out of reach.
    package let obstruction: Double
    /// Each level is wrong with probability alpha/2 per cell at most.
    package let alpha: Double
    package let method: IntervalMethod

    /// 0 <= tolerance < obstruction <= 1, 0 < alpha < 1.
    package init(
        tolerance: Double = 0.10, obstruction: Double = 0.20, alpha: Double = 0.05, method: IntervalMethod = .exact
    ) {
        precondition(0 <= tolerance && tolerance < obstruction && obstruction <= 1, "thresholds out of order")
        precondition(0 < alpha && alpha < 1, "alpha \(alpha)")
        self.tolerance = tolerance
        self.obstruction = obstruction
        self.alpha = alpha
        self.method = method
    }

    /// From a two-sided interval, be it of a fixed number of probes or of a sequence.
    package func level(of interval: Interval) -> Level {
        if interval.high < tolerance { return .withinTolerance }
        if interval.low > obstruction { return .obstructs }
        return tolerance <= interval.low && interval.high <= obstruction ? .between : .tooFew
    }

    package func statement(of interval: Interval) -> LevelStatement {
        switch level(of: interval) {
        case .withinTolerance: .withinTolerance
        case .obstructs: .obstructs
        case .between: .between
        case .tooFew where interval.low > tolerance: .aboveTolerance
        case .tooFew where interval.high < obstruction: .belowLimit
        case .tooFew: .tooFew
        }
    }

    /// nil when nothing was measured.
    package func level(of tallies: [Tally]) -> Level? { interval(of: tallies).map(level(of:)) }

    func interval(of tallies: [Tally]) -> Interval? {
        RateEstimate(tallies, method: method, alpha: alpha).interval
    }

    func bounds(rate: Double, size: Double) -> Interval {
        method.bounds(rate: rate, size: size, tail: Sides.two.tail(alpha))
    }
}

/// A cell's level beside what it would be if the unmeasured trials had gone all one way.
package struct LevelReading: Equatable, Sendable {
    package let level: Level
    /// With every unmeasured trial as no hit, over all planned clusters.
    package let levelWithoutHits: Level
    /// With every unmeasured trial as a hit.
    package let levelWithHits: Level
    /// What a page says of the cell.
    package let statement: LevelStatement
    /// The mark without which a page must not say it.
    package let dependsOnUnmeasured: Bool
    /// The mark beside what text that the classifier does not stand by could change: every unsure verdict as no hit, or as a hit.
    package let dependsOnUnsure: Bool

    /// nil when nothing was measured.
    package init?(_ tallies: [Tally], rule: LevelRule) {
        guard let interval = rule.interval(of: tallies),
            let without = rule.interval(of: tallies.map { $0.completed(missingAsHits: false) }),
            let with = rule.interval(of: tallies.map { $0.completed(missingAsHits: true) })
        else { return nil }
        level = rule.level(of: interval)
        levelWithoutHits = rule.level(of: without)
        levelWithHits = rule.level(of: with)
        let doubted = [
            tallies.map { Tally(hits: $0.hits - $0.unsureHits, measured: $0.measured) },
            tallies.map { Tally(hits: $0.hits + $0.unsureMisses, measured: $0.measured) },
        ].compactMap { rule.interval(of: $0) }
        // The words that stand there, and not the level alone: "below the limit" is lost before the level changes.
        let said = rule.statement(of: interval)
        statement = said
        dependsOnUnmeasured = [without, with].contains { rule.statement(of: $0) != said }
        dependsOnUnsure = doubted.contains { rule.statement(of: $0) != said }
    }

    /// What the level hangs on, in words; nil where on nothing.
    package var doubt: String? {
        Doubt.words(unmeasured: dependsOnUnmeasured, unsure: dependsOnUnsure)
    }
}
