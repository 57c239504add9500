import Statistics
import Trials

/// A trial whose marker this version does not know, or that failed on its prompt only. Named first in a report.
package struct QuarantineRow: Sendable {
    package let key: TrialKey
    package let kind: ErrorKind
    package let evidence: Evidence?
    /// Missing in a rate: a main prompt that a service should answer.
    let isBenignMain: Bool

    static func all(_ rows: Rows) -> [QuarantineRow] {
        rows.facts.records.compactMap { record in
            guard let kind = record.verdict?.errorKind, kind.quarantined else { return nil }
            return QuarantineRow(
                key: record.key, kind: kind, evidence: record.verdict?.evidence.first,
                isBenignMain: record.role == .main && record.expect == .answer && !record.released)
        }
    }
}

/// Every obstructed trial of any role with its evidence and request id.
package struct ObstructedRow: Sendable {
    private let row: Row
    package let verdict: Verdict

    /// Lent, not copied.
    package var record: TrialRecord { _read { yield row.record } }

    /// A service should have answered; controls are there to be refused, and contested prompts may be. Checks of access send
    /// prompts again that are known to be blocked.
    package var isFalsePositive: Bool {
        record.expect == .answer && record.role != .control && record.role != .sentinel
    }

    static func all(_ rows: Rows) -> [ObstructedRow] {
        rows.byStyle.values.joined().compactMap { row in
            guard let verdict = row.record.verdict, row.obstructed(.broad) ?? row.obstructed(.strict) ?? false
            else { return nil }
            return ObstructedRow(row: row, verdict: verdict)
        }.sorted {
            ($0.record.field, $0.row.probePlace, $0.record.key.style, $0.record.key.repetition)
                < ($1.record.field, $1.row.probePlace, $1.record.key.style, $1.record.key.repetition)
        }
    }
}

/// What one style costs a researcher.
package struct BurdenRow: Sendable {
    package let style: String
    package let trials: Int
    package let attempts: Int
    /// Seconds, medians over the trials that have the figure.
    package let medianSecondsToAnswer: Double?
    package let medianSecondsToBlock: Double?
    package let inputTokens: Int?
    package let outputTokens: Int?
    /// Output tokens of blocked or refused trials.
    package let tokensLost: Int?
    package let costUSD: Double?
    package let throttledSeconds: Double

    static func all(_ rows: Rows) -> [BurdenRow] {
        rows.facts.imported
            ? [] : rows.styles.map { style in BurdenRow(style.id, (rows.byStyle[style.id] ?? [])) }
    }

    private init(_ style: String, _ rows: [Row]) {
        // By closures and not by key paths: a record is large, and a key path copies what it looks at.
        let done = rows.filter { $0.record.verdict != nil }
        self.style = style
        trials = done.count
        attempts = done.reduce(0) { $0 + $1.record.attempts }
        medianSecondsToAnswer =
            done.compactMap { $0.record.verdict?.outcome == .answered ? $0.record.endSeconds : nil }.median
        medianSecondsToBlock = done.compactMap { $0.record.secondsToBlock }.median
        inputTokens = done.compactMap { $0.record.usage.input }.sum
        outputTokens = done.compactMap { $0.record.usage.output }.sum
        tokensLost = done.compactMap { $0.obstructed(.strict) == true ? $0.record.usage.output : nil }.sum
        let costs = done.compactMap { $0.record.costUSD }
        costUSD = costs.isEmpty ? nil : costs.reduce(0, +)
        throttledSeconds = done.reduce(0) { $0 + $1.record.throttledSeconds }
    }
}

extension [Double] {
    fileprivate var median: Double? {
        guard !isEmpty else { return nil }
        let sorted = self.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

extension [Int] {
    fileprivate var sum: Int? { isEmpty ? nil : reduce(0, +) }
}
