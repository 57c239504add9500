import Statistics
import Trials

/// The checks of one style as their trials end, in any order: a check is read once all of its trials under the style are
/// over, after those before it.
///
/// All sentinels together are one watch. Where several categories were promised off, the sentinels of each are a further one:
/// in the sum over all, a safeguard that came back alone is outvoted by those that stayed off. The rate of false lapses is
/// shared among them.
///
///     var watch = AccessWatch(style: style, reference: "public", sentinels: checks)   // aims of each check's sentinels
///     watch.finished(check: 1, underReference: false, aimsAt: "cyber", verdict)       // .lapsed(...) when this one showed it
package struct AccessWatch: Sendable {
    /// What a check has told.
    package enum Change: Sendable, Hashable {
        /// Found at the check of this number, from 1; `lastGood`: the last before it that was evidence of access; `category`:
        /// whose sentinels alone showed it.
        case lapsed(lastGood: Int?, found: Int, category: String?)
        /// Access was back at this check.
        case returned(Int, category: String?)
    }

    /// The watch over all sentinels, or over those of one category.
    package struct Part: Sendable {
        /// nil: all.
        package let category: String?
        package fileprivate(set) var statistics: LapseWatch
        fileprivate var open: [Open]
    }

    /// Trials of one check: how many are to come, and what came.
    fileprivate struct Open {
        var left: Int
        var blocked = 0
        var measured = 0
    }

    package let style: String
    package let reference: String
    /// All sentinels first, then category by category.
    package private(set) var parts: [Part]
    /// Of all checks that were read.
    package private(set) var blocked = 0
    package private(set) var measured = 0
    package private(set) var referenceBlocked = 0
    package private(set) var referenceMeasured = 0
    private let off: Set<String>
    private let countsRefusals: Bool

    /// - Parameters:
    ///   - sentinels: what the sentinels of each check aim at, one for each trial under the style.
    ///   - style: what it was promised says which blocks count.
    package init(style: AccessStyle, reference: String, sentinels: [[String?]]) {
        self.style = style.id
        self.reference = reference
        off = Set(style.grant?.safeguardsOff ?? [])
        countsRefusals = style.tier == .helpfulOnly
        let categories = Self.categories(style, sentinels.flatMap { $0 })
        let rate = LapseWatch.falseLapses / Double(1 + categories.count)
        parts = ([nil] + categories).map { category in
            Part(
                category: category,
                statistics: LapseWatch(plannedChecks: max(1, sentinels.count), falseLapse: rate),
                open: sentinels.map { aims in Open(left: aims.count { category == nil || $0 == category }) })
        }
    }

    /// The categories that have a watch of their own: those promised off that sentinels aim at, where there are several.
    package static func categories(_ style: AccessStyle, _ aims: [String?]) -> [String] {
        let aimed = (style.grant?.safeguardsOff ?? []).filter { aims.contains($0) }
        return aimed.count > 1 ? aimed : []
    }

    /// Of all sentinels.
    package var statistics: LapseWatch { parts[0].statistics }

    /// Checks that were read.
    package var checks: Int { statistics.checks }

    /// One trial of a check is over.
    /// - Parameter check: from 1.
    package mutating func finished(
        check: Int, underReference: Bool, aimsAt: String?, _ verdict: Verdict
    ) -> [Change] {
        if underReference, let blocks = blocks(verdict, nil) {
            referenceMeasured += 1
            if blocks { referenceBlocked += 1 }
        }
        var changes: [Change] = []
        for index in parts.indices where parts[index].category == nil || parts[index].category == aimsAt {
            let blocks = blocks(verdict, parts[index].category)
            guard !underReference else {
                if let blocks {
                    parts[index].statistics.observeReference(blocked: blocks ? 1 : 0, of: 1, check: max(0, check - 1))
                }
                continue
            }
            guard parts[index].open.indices.contains(check - 1) else { continue }
            parts[index].open[check - 1].add(blocks)
            for read in parts[index].read() {
                if index == 0 {
                    blocked += read.check.blocked
                    measured += read.check.measured
                }
                if let change = read.change { changes.append(change) }
            }
        }
        return changes
    }

    /// Whether a sentinel met what was promised to be off, or of that this category; nil where its trial does not tell.
    private func blocks(_ verdict: Verdict, _ category: String?) -> Bool? {
        guard verdict.measured else { return nil }
        if countsRefusals, verdict.outcome == .refused { return true }
        guard verdict.outcome == .blocked || verdict.degraded.contains(.rescued) else { return false }
        // Another safeguard than those of the promise says nothing of it.
        let named = verdict.categories.filter { $0 != .unreported }
        let off = category.map { [$0] } ?? off
        if !off.isEmpty, !named.isEmpty, off.isDisjoint(with: named.map(\.rawValue)) { return nil }
        return true
    }
}

extension AccessWatch.Open {
    fileprivate mutating func add(_ blocks: Bool?) {
        left -= 1
        guard let blocks else { return }
        measured += 1
        if blocks { blocked += 1 }
    }
}

extension AccessWatch.Part {
    /// The checks that are whole, in their order, each with what it changed.
    fileprivate mutating func read() -> [(check: AccessWatch.Open, change: AccessWatch.Change?)] {
        var out: [(check: AccessWatch.Open, change: AccessWatch.Change?)] = []
        while statistics.checks < open.count, open[statistics.checks].left <= 0 {
            let check = open[statistics.checks]
            let (lapses, ended) = (statistics.lapses.count, statistics.lapses.last?.ended)
            statistics.observe(LapseWatch.Check(blocked: check.blocked, of: check.measured, reference: 0, of: 0))
            var change: AccessWatch.Change?
            if let last = statistics.lapses.last {
                if statistics.lapses.count > lapses {
                    change = .lapsed(
                        lastGood: last.lastGood.map { $0 + 1 }, found: last.found + 1, category: category)
                } else if ended == nil, let back = last.ended {
                    change = .returned(back + 1, category: category)
                }
            }
            out.append((check, change))
        }
        return out
    }
}
