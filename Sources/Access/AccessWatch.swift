import Statistics
import Trials

/// The checks of one style as their trials end, in any order: a check is read once all of its trials under the style are
/// over, after those before it.
///
///     var watch = AccessWatch(of: watched, style: style, planned: 5, statistics: checks.lapseWatch(trials: 250))
///     watch.finished(check: 1, underReference: false, verdict)   // .lapsed(...) when this one showed it
package struct AccessWatch: Sendable {
    /// What a check has told.
    package enum Change: Sendable, Hashable {
        /// Found at the check of this number, from 1; `lastGood`: the last before it that was evidence of access.
        case lapsed(lastGood: Int?, found: Int)
        /// Access was back at this check.
        case returned(Int)
    }

    /// Trials of one check: how many are to come, and what came.
    private struct Open {
        var left: Int
        var blocked = 0
        var measured = 0
    }

    package let style: String
    package let reference: String
    package private(set) var statistics: LapseWatch
    /// Of all checks that were read.
    package private(set) var blocked = 0
    package private(set) var measured = 0
    package private(set) var referenceBlocked = 0
    package private(set) var referenceMeasured = 0
    private let off: Set<String>
    private let countsRefusals: Bool
    private var open: [Open]

    /// - Parameters:
    ///   - sentinels: trials of each check under the style.
    ///   - style: what it was promised says which blocks count.
    package init(style: AccessStyle, reference: String, sentinels: [Int], statistics: LapseWatch) {
        self.style = style.id
        self.reference = reference
        self.statistics = statistics
        off = Set(style.grant?.safeguardsOff ?? [])
        countsRefusals = style.tier == .helpfulOnly
        open = sentinels.map { Open(left: $0) }
    }

    /// Checks that were read.
    package var checks: Int { statistics.checks }

    /// One trial of a check is over.
    /// - Parameter check: from 1.
    package mutating func finished(check: Int, underReference: Bool, _ verdict: Verdict) -> [Change] {
        let blocks = blocks(verdict)
        guard !underReference else {
            if let blocks {
                statistics.observeReference(blocked: blocks ? 1 : 0, of: 1, check: max(0, check - 1))
                referenceMeasured += 1
                if blocks { referenceBlocked += 1 }
            }
            return []
        }
        guard open.indices.contains(check - 1) else { return [] }
        open[check - 1].left -= 1
        if let blocks {
            open[check - 1].measured += 1
            if blocks { open[check - 1].blocked += 1 }
        }
        return read()
    }

    private mutating func read() -> [Change] {
        var changes: [Change] = []
        while checks < open.count, open[checks].left <= 0 {
            let check = open[checks]
            let (lapses, ended) = (statistics.lapses.count, statistics.lapses.last?.ended)
            blocked += check.blocked
            measured += check.measured
            statistics.observe(LapseWatch.Check(blocked: check.blocked, of: check.measured, reference: 0, of: 0))
            guard let last = statistics.lapses.last else { continue }
            if statistics.lapses.count > lapses {
                changes.append(.lapsed(lastGood: last.lastGood.map { $0 + 1 }, found: last.found + 1))
            } else if ended == nil, let back = last.ended {
                changes.append(.returned(back + 1))
            }
        }
        return changes
    }

    /// Whether a sentinel met what was promised to be off; nil where its trial does not tell.
    private func blocks(_ verdict: Verdict) -> Bool? {
        guard verdict.measured else { return nil }
        if countsRefusals, verdict.outcome == .refused { return true }
        guard verdict.outcome == .blocked || verdict.degraded.contains(.rescued) else { return false }
        // Another safeguard than those of the promise says nothing of it.
        let named = verdict.categories.filter { $0 != .unreported }
        if !off.isEmpty, !named.isEmpty, off.isDisjoint(with: named.map(\.rawValue)) { return nil }
        return true
    }
}
