/// One prompt under two arms (access styles, or the prompt with and without a part), trial against trial.
///
/// It holds for this prompt, through this account, in these minutes, and says nothing of other prompts: there the unit
/// is the prompt, and one prompt is n = 1. It takes repeats for independent; `clumps` says whether they look so.
///
///     let comparison = CaseComparison(results(15, of: 20), against: results(0, of: 20))
///     comparison.p           // 4e-7: this prompt is blocked under one arm and not under the other
package struct CaseComparison: Equatable, Sendable {
    /// Of one arm: how many of its trials were hits, with Clopper & Pearson's interval, and the runs test in time.
    package struct Arm: Equatable, Sendable {
        package let hits: Int
        package let trials: Int
        /// nil without trials.
        package let interval: Interval?
        package let runs: RunsTest

        init(_ results: [Bool], alpha: Double) {
            hits = results.count { $0 }
            trials = results.count
            interval =
                results.isEmpty
                ? nil
                : IntervalMethod.exact.bounds(
                    rate: Double(hits) / Double(trials), size: Double(trials), tail: alpha / 2)
            runs = RunsTest(results)
        }

        package var rate: Double? { trials == 0 ? nil : Double(hits) / Double(trials) }
    }

    /// More trials that would settle it, an arm, if the rates stayed what they are.
    package enum MoreRepeats: Equatable, Sendable {
        case settled
        case count(Int)
        /// The rates are alike, or so near that a thousand more would not tell them apart.
        case none
    }

    package let arm: Arm
    package let reference: Arm
    /// rate(arm) - rate(reference); nil when an arm has no trials, as are the interval and p.
    package let difference: Double?
    /// Newcombe's, on trials.
    package let interval: Interval?
    /// Fisher's mid-p, two-sided.
    package let p: Double?
    package let alpha: Double

    static let mostRepeats = 1000

    /// Repeats that must be sent for so many measured ones, where of each arm no more than so many of those sent were measured.
    package static func toSend(_ measured: Int, _ arms: Tally...) -> Int {
        let share = arms.map { $0.planned > 0 ? Double($0.measured) / Double($0.planned) : 1 }.min() ?? 1
        return share > 0 ? Int((Double(measured) / share).rounded(.up)) : measured
    }

    /// - Parameters:
    ///   - results: of the measured trials of one arm, in the order of time; true: obstructed.
    ///   - reference: of the other arm, sent in between.
    package init(_ results: [Bool], against reference: [Bool], alpha: Double = 0.05) {
        arm = Arm(results, alpha: alpha)
        self.reference = Arm(reference, alpha: alpha)
        self.alpha = alpha
        let unpaired = UnpairedComparison(
            results.map { Tally(hits: $0 ? 1 : 0, measured: 1) },
            against: reference.map { Tally(hits: $0 ? 1 : 0, measured: 1) }, alpha: alpha)
        (difference, interval, p) = (unpaired.difference, unpaired.interval, unpaired.p)
    }

    /// The p of the runs test below which an arm's hits are told to come in clumps.
    package static let clumpsBelow = 0.05

    /// The repeats of an arm come in clumps: its trials know less than their number says.
    package var clumps: Bool { [arm, reference].contains { $0.runs.clumpedP.map { $0 < Self.clumpsBelow } ?? false } }

    /// nil when an arm has no trials.
    package var moreRepeats: MoreRepeats? {
        guard let p, let a = arm.rate, let b = reference.rate else { return nil }
        if p <= alpha { return .settled }
        if a == b { return MoreRepeats.none }
        for more in 1...Self.mostRepeats {
            let (n, m) = (arm.trials + more, reference.trials + more)
            let (x, y) = ((a * Double(n)).rounded(), (b * Double(m)).rounded())
            if UnpairedComparison.fisherMidP(hits: Int(x), of: n, against: Int(y), of: m) <= alpha {
                return .count(more)
            }
        }
        return MoreRepeats.none
    }
}
