import Foundation

/// Whether relaxed access holds through a run, from checks on sentinels: prompts known to be blocked under the reference,
/// sent under the style and the reference at the start, every so many trials and at the end.
///
/// Two cumulated likelihood ratios (Page 1954, Biometrika 41:100). While access holds, the style's sentinels are blocked
/// at most at the `background` rate; after a lapse at the rate r the reference has in this run. S = max(0, S) + sum over
/// the check's sentinels of ln(r / background) where blocked, ln((1 - r) / (1 - background)) where not; a lapse when
/// S >= ln(planned checks / false-lapse rate). Restarted at each check the ratio is a test martingale, so that by
/// Ville's inequality and the union over the checks a run without a lapse shows one with at most that rate, whatever the
/// blocks of one check have in common with those of the next, as long as the background rate is not exceeded. A return
/// of access is found by the same sum the other way round.
///
///     var watch = LapseWatch(plannedChecks: 20)
///     watch.observe(LapseWatch.Check(blocked: 0, of: 8, reference: 7, of: 8))
///     watch.standing                                   // .holds
package struct LapseWatch: Equatable, Sendable {
    /// One check: sentinels with a measured trial under each, and the blocks among them.
    package struct Check: Equatable, Sendable {
        package let blocked: Int
        package let measured: Int
        package let referenceBlocked: Int
        package let referenceMeasured: Int

        package init(blocked: Int, of measured: Int, reference: Int, of referenceMeasured: Int) {
            precondition((0...measured).contains(blocked) && (0...referenceMeasured).contains(reference))
            self.blocked = blocked
            self.measured = measured
            referenceBlocked = reference
            self.referenceMeasured = referenceMeasured
        }
    }

    package enum Standing: Equatable, Sendable {
        /// Fewer than eight reference blocks so far, or a reference that hardly blocks: nothing can lapse visibly.
        case cannotTell
        case holds
        case lapsed
    }

    /// A stretch of checks, by their index, in which access had lapsed.
    package struct Lapse: Equatable, Sendable {
        /// The last check at which nothing spoke for a lapse; nil: none did since the start. Trials after it are not
        /// measured under the access they were meant for.
        package let lastGood: Int?
        /// The check that showed it.
        package let found: Int
        /// The first check of the return; nil: it lasted.
        package internal(set) var ended: Int?
    }

    /// Fewer blocks than this under the reference say nothing.
    package static let neededBlocks = 8

    package let plannedChecks: Int
    package let falseLapse: Double
    /// The most that sentinels are blocked while access holds.
    package let background: Double

    package private(set) var checks = 0
    package private(set) var lapses: [Lapse] = []
    private var referenceBlocked = 0
    private var referenceMeasured = 0
    /// S towards a lapse, or while one lasts towards the return.
    private var sum = 0.0
    /// The last check before S left 0.
    private var quiet: Int?

    /// - Parameters:
    ///   - plannedChecks: >= 1; more checks than planned are allowed, the rate then holds for the planned ones.
    ///   - falseLapse: the share of runs without a lapse that may show one.
    ///   - background: in 0..<1/2.
    package init(plannedChecks: Int, falseLapse: Double = 0.01, background: Double = 0.1) {
        precondition(plannedChecks >= 1 && falseLapse > 0 && falseLapse < 1 && background > 0 && background < 0.5)
        self.plannedChecks = plannedChecks
        self.falseLapse = falseLapse
        self.background = background
    }

    /// What S must reach.
    package var threshold: Double { log(Double(plannedChecks) / falseLapse) }

    /// The share of its sentinels that the reference blocks in this run, drawn a little towards 1/2; at most .98, so that
    /// one block missing does not speak against a lapse without end.
    package var referenceRate: Double {
        min(0.98, (Double(referenceBlocked) + 0.5) / (Double(referenceMeasured) + 1))
    }

    private var tells: Bool { referenceBlocked >= Self.neededBlocks && referenceRate >= 2 * background }

    package var standing: Standing {
        if lapses.last.map({ $0.ended == nil }) ?? false { return .lapsed }
        return tells ? .holds : .cannotTell
    }

    /// In the order of time.
    package mutating func observe(_ check: Check) {
        referenceBlocked += check.referenceBlocked
        referenceMeasured += check.referenceMeasured
        defer { checks += 1 }
        guard tells else { return }
        // r knows the reference alone, so that the ratio stays fair for the style's trials.
        let r = referenceRate
        let towardsLapse =
            Double(check.blocked) * log(r / background)
            + Double(check.measured - check.blocked) * log((1 - r) / (1 - background))
        if standing == .lapsed {
            advance(by: -towardsLapse)
            if sum >= threshold {
                lapses[lapses.count - 1].ended = (quiet ?? -1) + 1
                (sum, quiet) = (0, checks)
            }
        } else {
            advance(by: towardsLapse)
            if sum >= threshold {
                lapses.append(Lapse(lastGood: quiet, found: checks))
                (sum, quiet) = (0, checks)
            }
        }
    }

    private mutating func advance(by ratio: Double) {
        sum = max(0, sum + ratio)
        if sum == 0 { quiet = checks }
    }

    /// The fewest sentinels a check with which a lapse is found within two checks with the wanted chance, for a reference
    /// that blocks this share of them; nil where 200 are too few.
    package func sentinelsNeeded(referenceRate: Double, power: Double = 0.95) -> Int? {
        let r = min(0.98, referenceRate)
        guard r > background else { return nil }
        return (1...200).first { sentinels in
            let trials = 2 * sentinels
            let chance = (0...trials).reduce(0.0) { sum, blocked in
                let ratio =
                    Double(blocked) * log(r / background)
                    + Double(trials - blocked) * log((1 - r) / (1 - background))
                return ratio >= threshold ? sum + Binomial.probability(blocked, of: trials, referenceRate) : sum
            }
            return chance >= power
        }
    }
}
