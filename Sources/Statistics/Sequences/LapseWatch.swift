import Foundation

/// Whether relaxed access holds through a run, from checks on sentinels: prompts known to be blocked under the reference,
/// sent under the style and the reference at the start, every so many trials and at the end.
///
/// Cumulated likelihood ratios (Page 1954, Biometrika 41:100). While access holds, the style's sentinels are blocked at
/// most at the `background` rate b; after a lapse at least at the rate a = `lapsedRate`, as under the reference.
/// S = max(0, S) + sum over the check's sentinels of ln(a / b) where blocked, ln((1 - a) / (1 - b)) where not; a lapse when
/// S >= ln(planned checks / false-lapse rate). Restarted at each check the ratio is a test supermartingale, so that by
/// Ville's inequality and the union over the checks a run without a lapse shows one with at most that rate, whatever the
/// blocks of one check have in common with those of the next, as long as the background rate is not exceeded.
///
/// A return is found by the same sum the other way round, and only where the blocks since S left 0 are also fewer than the
/// reference's so far by Fisher's exact test. That sum alone takes a reference that blocks half of its sentinels for a
/// return; the test takes the reference as it is. Its level is the false-lapse rate over the c (c + 1) / 2 stretches of c
/// planned checks, so that a style that is blocked as its reference throughout is declared returned in at most that share of runs.
///
/// That nothing speaks for a lapse is no evidence of access: a check of which one sentinel was measured, or at which the reference
/// blocked nothing, leaves S at 0 too. The last good check is therefore the last before the lapse that was evidence itself: its
/// reference blocked, and so few of the style's sentinels were blocked as after a lapse in at most `doubt` of such checks.
///
/// Both rates are fixed beforehand. A ratio that learns the reference's rate on the way has no stated power: in the
/// first checks it knows too little, and what it learns late it did not use. With a fixed one S is at least what the
/// blocks of the checks since the lapse alone make it, so that the chance of finding one is a binomial tail, and sentinels
/// of unequal propensity with the same mean only raise it (Hoeffding 1956, Ann. Math. Stat. 27:713).
///
///     var watch = LapseWatch(plannedChecks: 20)
///     watch.chance(sentinels: 9)                       // 0.98: of finding a lapse within two checks
///     watch.observe(LapseWatch.Check(blocked: 0, of: 9, reference: 8, of: 9))
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

    /// Sentinels of checks in a row.
    private struct Stretch: Equatable {
        var blocked = 0
        var measured = 0
    }

    /// A stretch of checks, by their index, in which access had lapsed.
    package struct Lapse: Equatable, Sendable {
        /// The last check before it that was evidence of access; nil: none was. Trials after it are not measured under the
        /// access they were meant for.
        package let lastGood: Int?
        /// The check that showed it.
        package let found: Int
        /// The first check of the return; nil: it lasted.
        package let ended: Int?
    }

    /// A lapse as it was found; which check was the last good one also depends on what the reference met, in any order.
    private struct Finding: Equatable {
        /// The last check before S left 0.
        let quiet: Int?
        /// The check that showed the return from the lapse before: no mark goes back beyond it.
        let floor: Int?
        let found: Int
        var ended: Int?
    }

    /// Fewer blocks than this under the reference say nothing.
    package static let neededBlocks = 8
    /// Below this share of its sentinels blocked, the reference is no measure of a lapse.
    package static let leastReferenceRate = 0.5
    /// The checks within which a lapse is to be found, and with which chance.
    package static let within = 2
    package static let power = 0.95
    /// The most that a check after a lapse may be taken for evidence of access.
    package static let doubt = 0.05
    /// The share of runs without a lapse that may show one.
    package static let falseLapses = 0.01

    package let plannedChecks: Int
    package let falseLapse: Double
    /// The most that sentinels are blocked while access holds.
    package let background: Double
    /// The least that they are blocked after a lapse.
    package let lapsedRate: Double

    package private(set) var checks = 0
    private var findings: [Finding] = []
    /// By check.
    private var own: [Stretch] = []
    private var references: [Stretch] = []
    /// The check that showed the last return.
    private var returned: Int?
    private var referenceBlocked = 0
    private var referenceMeasured = 0
    /// S towards a lapse, or while one lasts towards the return.
    private var sum = 0.0
    /// The last check before S left 0.
    private var quiet: Int?
    /// The style's sentinels since then.
    private var since = Stretch()

    /// - Parameters:
    ///   - plannedChecks: >= 1; more checks than planned are allowed, the rate then holds for the planned ones.
    ///   - falseLapse: the share of runs without a lapse that may show one.
    ///   - background: in 0..<1/2.
    ///   - lapsedRate: above the background, below 1.
    package init(
        plannedChecks: Int, falseLapse: Double = falseLapses, background: Double = 0.1, lapsedRate: Double = 0.7
    ) {
        precondition(plannedChecks >= 1 && falseLapse > 0 && falseLapse < 1 && background > 0 && background < 0.5)
        precondition(lapsedRate > background && lapsedRate < 1)
        self.plannedChecks = plannedChecks
        self.falseLapse = falseLapse
        self.background = background
        self.lapsedRate = lapsedRate
    }

    /// What S must reach.
    package var threshold: Double { log(Double(plannedChecks) / falseLapse) }

    /// The share of its sentinels that the reference blocks in this run; nil before the first.
    package var referenceRate: Double? {
        referenceMeasured > 0 ? Double(referenceBlocked) / Double(referenceMeasured) : nil
    }

    package var lapses: [Lapse] {
        findings.map { finding in
            let first = finding.floor.map { $0 + 1 } ?? 0
            let last = finding.quiet.flatMap { quiet in
                quiet < first ? nil : (first...quiet).last { isEvidence(ofCheck: $0) }
            }
            return Lapse(lastGood: last ?? finding.floor, found: finding.found, ended: finding.ended)
        }
    }

    package var standing: Standing {
        if findings.last.map({ $0.ended == nil }) ?? false { return .lapsed }
        let tells =
            referenceBlocked >= Self.neededBlocks
            && referenceRate.map { $0 >= Self.leastReferenceRate } ?? false
        return tells ? .holds : .cannotTell
    }

    /// What the reference blocked, in any order and at any time.
    /// - Parameter check: from 0.
    package mutating func observeReference(blocked: Int, of measured: Int, check: Int) {
        referenceBlocked += blocked
        referenceMeasured += measured
        while references.count <= check { references.append(Stretch()) }
        references[check].blocked += blocked
        references[check].measured += measured
    }

    /// In the order of time. A check of which nothing was measured says nothing.
    package mutating func observe(_ check: Check) {
        observeReference(blocked: check.referenceBlocked, of: check.referenceMeasured, check: checks)
        own.append(Stretch(blocked: check.blocked, measured: check.measured))
        defer { checks += 1 }
        guard check.measured > 0 else { return }
        let towardsLapse = ratio(blocked: check.blocked, of: check.measured)
        if standing == .lapsed {
            since.blocked += check.blocked
            since.measured += check.measured
            advance(by: -towardsLapse)
            if sum >= threshold, differsFromReference {
                findings[findings.count - 1].ended = (quiet ?? -1) + 1
                (sum, quiet, returned) = (0, checks, checks)
            }
        } else {
            advance(by: towardsLapse)
            if sum >= threshold {
                findings.append(Finding(quiet: quiet, floor: returned, found: checks))
                (sum, quiet, since) = (0, checks, Stretch())
            }
        }
    }

    /// Whether a check says of itself that access was in force: see `doubt`.
    private func isEvidence(ofCheck check: Int) -> Bool {
        guard references.indices.contains(check), own[check].measured > 0 else { return false }
        let (own, reference) = (own[check], references[check])
        guard reference.measured > 0,
            Double(reference.blocked) >= Self.leastReferenceRate * Double(reference.measured)
        else { return false }
        return (0...own.blocked).reduce(0) { $0 + Binomial.probability($1, of: own.measured, lapsedRate) } <= Self.doubt
    }

    private func ratio(blocked: Int, of measured: Int) -> Double {
        Double(blocked) * log(lapsedRate / background)
            + Double(measured - blocked) * log((1 - lapsedRate) / (1 - background))
    }

    private mutating func advance(by ratio: Double) {
        sum = max(0, sum + ratio)
        if sum == 0 { (quiet, since) = (checks, Stretch()) }
    }

    /// Whether what was blocked lately is surely less than what the reference blocks.
    private var differsFromReference: Bool {
        let stretches = Double(plannedChecks) * Double(plannedChecks + 1) / 2
        return Self.chanceOfFewer(
            blocked: since.blocked, of: since.measured, reference: referenceBlocked, of: referenceMeasured)
            <= falseLapse / stretches
    }

    /// Fisher's exact one-sided p: so few blocks or fewer under the style, were it treated as the reference. 1 where either
    /// has none measured.
    package static func chanceOfFewer(
        blocked: Int, of measured: Int, reference: Int, of referenceMeasured: Int
    ) -> Double {
        guard measured > 0, referenceMeasured > 0 else { return 1 }
        return Hypergeometric(
            marked: blocked + reference, unmarked: measured - blocked + referenceMeasured - reference, draws: measured
        ).below(blocked + 1)
    }

    // MARK: Before the run

    /// The chance that a lapse is found within two checks of it.
    ///
    /// - Parameter referenceRate: the share of sentinels that is blocked after it; default: `lapsedRate`.
    package func chance(sentinels: Int, referenceRate: Double? = nil) -> Double {
        let trials = Self.within * sentinels
        let rate = referenceRate ?? lapsedRate
        return (0...trials).reduce(0.0) { sum, blocked in
            ratio(blocked: blocked, of: trials) >= threshold
                ? sum + Binomial.probability(blocked, of: trials, rate) : sum
        }
    }

    /// The fewest sentinels a check from which on a lapse is found within two checks with a chance of .95; nil where 200 are
    /// too few.
    ///
    /// - Parameter referenceRate: the share of sentinels that is blocked after it; default: `lapsedRate`.
    package func sentinelsNeeded(referenceRate: Double? = nil) -> Int? {
        // Tails step up and down with the count: from the last that is too few.
        let last = (1...200).last { chance(sentinels: $0, referenceRate: referenceRate) < Self.power } ?? 0
        return last < 200 ? last + 1 : nil
    }
}
