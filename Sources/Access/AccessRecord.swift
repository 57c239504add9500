import Formats
import Statistics
import Trials

/// What the checks of a finished or unfinished run say of one style, and where its access had lapsed: a function of the
/// run's trials, so that verdicts made again make it again.
package struct AccessRecord: Sendable, Hashable {
    package enum Standing: String, Sendable, CaseIterable {
        /// Sentinels that the reference blocks came through.
        case shown
        /// The reference blocks enough, and the style is not clearly blocked less.
        case notShown = "not shown"
        case lapsed
        /// Too little was blocked under the reference, or no check was read.
        case cannotTell = "cannot tell"
    }

    /// A stretch of the run without the promised access. Times are ISO 8601 UTC.
    package struct Lapse: Sendable, Hashable {
        /// No good sign stands before it.
        package var fromStart: Bool
        /// No good sign stands after it.
        package var lasted: Bool
        /// The last good sign before it; nil: there was none, or times are withheld.
        package var lastGood: String?
        /// When it was found.
        package var found: String?
        /// The first good sign after it; nil: it lasted to the end, or times are withheld.
        package var until: String?
        /// What showed it.
        package var evidence: String
        /// Trials of the style in between, beside sentinels.
        package var trials: Int = 0
        /// Of what the style was promised, what the lapse speaks of.
        package var promises: [Promise] = []

        /// `lapsed between 02:10 and 02:40 UTC`
        package var between: String {
            let end = until.map { Self.clock($0) + " UTC" } ?? (lasted ? "" : "a later check")
            if fromStart { return "not as promised from the start" + (lasted ? "" : " until \(end)") }
            guard let lastGood else { return lasted ? "lapsed after a check, to the end" : "lapsed between two checks" }
            return lasted
                ? "lapsed after \(Self.clock(lastGood)) UTC, to the end"
                : "lapsed between \(Self.clock(lastGood)) and \(end)"
        }

        /// Date and minute of a stamp.
        private static func clock(_ stamp: String) -> String {
            String(stamp.prefix(16)).replacing("T", with: " ")
        }
    }

    package var style: String
    package var reference: String
    package var required: Bool
    /// Checks that were read, of those planned.
    package var checks: Int
    package var planned: Int
    /// Sentinels a check.
    package var sentinels: Int
    package var blocked: Int
    package var measured: Int
    package var referenceBlocked: Int
    package var referenceMeasured: Int
    /// Whether enough was blocked under the reference for silence to say something.
    package var tells: Bool
    /// Sentinels a check from which on a lapse is found within two checks in 95 of 100 runs; nil: no number is enough.
    package var needed: Int?
    package var lapses: [Lapse]

    package var standing: Standing {
        if !lapses.isEmpty { return .lapsed }
        guard tells, checks > 0 else { return .cannotTell }
        let p = LapseWatch.chanceOfFewer(
            blocked: blocked, of: measured, reference: referenceBlocked, of: referenceMeasured)
        return p <= 0.01 ? .shown : .notShown
    }

    /// Of every style that is checked, in study order.
    /// - Parameter records: in run order.
    package static func all(_ study: Study, _ records: [TrialRecord]) -> [AccessRecord] {
        stretches(study, records).map(\.record)
    }

    /// Marks the trials of every lapse as unmeasured for their style; what was seen of them stays.
    package static func mark(_ records: inout [TrialRecord], _ study: Study) {
        for (record, spans) in stretches(study, records) where !spans.isEmpty {
            for index in records.indices where records[index].key.style == record.style {
                guard records[index].role != .sentinel, records[index].verdict != nil,
                    spans.contains(where: { $0.holds(Place(records[index])) })
                else { continue }
                if records[index].verdict?.degraded.contains(.accessLapsed) == false {
                    records[index].verdict?.degraded.append(.accessLapsed)
                }
            }
        }
    }

    // MARK: Where

    /// A trial's place in time: seconds are coarse, the run order settles what they leave open.
    private struct Place: Comparable {
        var second: String
        var position: Int

        /// nil where times are withheld.
        var time: String? { second.isEmpty ? nil : second }

        init(_ record: TrialRecord) { (second, position) = (record.startedAt ?? "", record.position) }

        static func < (a: Place, b: Place) -> Bool { (a.second, a.position) < (b.second, b.position) }
    }

    /// Open at both ends; nil: no end.
    private struct Span {
        var after: Place?
        var before: Place?

        func holds(_ place: Place) -> Bool {
            (after.map { place > $0 } ?? true) && (before.map { place < $0 } ?? true)
        }

        func meets(_ other: Span) -> Bool {
            func ends(_ a: Place?, before b: Place?) -> Bool { a.flatMap { a in b.map { a <= $0 } } ?? false }
            return !ends(before, before: other.after) && !ends(other.before, before: after)
        }
    }

    private static func stretches(
        _ study: Study, _ records: [TrialRecord]
    ) -> [(record: AccessRecord, spans: [Span])] {
        let checks = AccessChecks(study)
        guard !checks.watched.isEmpty else { return [] }
        return checks.watched.compactMap { watched in
            guard let style = study.styles.first(where: { $0.id == watched.style }) else { return nil }
            let own = records.filter { $0.key.style == watched.style && !$0.released }
            let sentinels = own.filter { $0.role == .sentinel }
            // Styles may share checks: what counts is what this one's own sentinels met under the reference.
            let ids = Set(sentinels.map(\.key.probe))
            let planned = sentinels.map(\.key.repetition).max() ?? 0
            let byCheck = Dictionary(grouping: sentinels, by: \.key.repetition)
            let aims = planned > 0 ? (1...planned).map { (byCheck[$0] ?? []).map(\.aimsAt) } : []
            var watch = AccessWatch(style: style, reference: watched.reference, sentinels: aims)
            for trial in records
            where trial.role == .sentinel && ids.contains(trial.key.probe)
                && (trial.key.style == watched.style || trial.key.style == watched.reference)
            {
                guard let verdict = trial.verdict else { continue }
                _ = watch.finished(
                    check: trial.key.repetition, underReference: trial.key.style == watched.reference,
                    aimsAt: trial.aimsAt, verdict)
            }
            var found = silent(watch, byCheck, own: own, style)
            found += readBack(own, style)
            found.sort { ($0.lapse.found ?? "", $0.lapse.evidence) < ($1.lapse.found ?? "", $1.lapse.evidence) }
            let record = AccessRecord(
                style: watched.style, reference: watched.reference, required: watched.required, checks: watch.checks,
                planned: planned, sentinels: aims.map(\.count).max() ?? 0, blocked: watch.blocked,
                measured: watch.measured,
                referenceBlocked: watch.referenceBlocked, referenceMeasured: watch.referenceMeasured,
                tells: watch.statistics.standing == .holds,
                needed: watch.statistics.sentinelsNeeded(), lapses: found.map(\.lapse))
            return (record, found.map(\.span))
        }
    }

    /// Lapses that sentinels showed: all of them, and those of one category where all did not show it too.
    private static func silent(
        _ watch: AccessWatch, _ byCheck: [Int: [TrialRecord]], own: [TrialRecord], _ style: AccessStyle
    ) -> [(lapse: Lapse, span: Span)] {
        var out: [(lapse: Lapse, span: Span)] = []
        for part in watch.parts {
            let sentinels = byCheck.mapValues { trials in
                trials.filter { part.category == nil || $0.aimsAt == part.category }
            }
            out += silent(part, sentinels, own: own, style).filter { new in
                part.category == nil
                    || !out.contains { $0.span.meets(new.span) && $0.lapse.promises.contains(new.lapse.promises[0]) }
            }
        }
        return out
    }

    private static func silent(
        _ part: AccessWatch.Part, _ byCheck: [Int: [TrialRecord]], own: [TrialRecord], _ style: AccessStyle
    ) -> [(lapse: Lapse, span: Span)] {
        part.statistics.lapses.map { found in
            func places(_ check: Int) -> [Place] { (byCheck[check + 1] ?? []).map { Place($0) } }
            let after = found.lastGood.flatMap { places($0).max() }
            let before = found.ended.flatMap { places($0).min() }
            let span = Span(after: after, before: before)
            // All checks of the lapse, not only those that found it.
            let first = found.lastGood.map { $0 + 1 } ?? 0
            let last = max(first, found.found, (found.ended ?? part.statistics.checks) - 1)
            let sentinels = (first...last).flatMap { byCheck[$0 + 1] ?? [] }
            let shown = sentinels.compactMap(\.verdict)
            let blocked = shown.count { $0.measured && $0.outcome == .blocked }
            let checks = first == last ? "check \(first + 1)" : "checks \(first + 1) to \(last + 1)"
            let kind = part.category.map { "\($0) " } ?? ""
            let lapse = Lapse(
                fromStart: after == nil, lasted: before == nil, lastGood: after?.time,
                found: places(found.found).max()?.time, until: before?.time,
                evidence: "\(counted(blocked, of: shown.count, "\(kind)sentinel")) blocked in \(checks)",
                trials: own.count { $0.role != .sentinel && $0.verdict != nil && span.holds(Place($0)) },
                promises: part.category.map { [.off(Category(rawValue: $0))] }
                    ?? Promise.broken(style, by: sentinels))
            return (lapse, span)
        }
    }

    /// Lapses that replies read back: the programme was applied, and is not.
    private static func readBack(_ own: [TrialRecord], _ style: AccessStyle) -> [(lapse: Lapse, span: Span)] {
        let told = own.filter { $0.verdict.map { Self.readsBack($0) } ?? false }.sorted { Place($0) < Place($1) }
        var out: [(lapse: Lapse, span: Span)] = []
        var index = 0
        while index < told.count {
            guard gone(told[index]) else {
                index += 1
                continue
            }
            let first = index
            while index < told.count, gone(told[index]) { index += 1 }
            let after = first > 0 ? Place(told[first - 1]) : nil
            let before = index < told.count ? Place(told[index]) : nil
            let span = Span(after: after, before: before)
            out.append(
                (
                    Lapse(
                        fromStart: after == nil, lasted: before == nil, lastGood: after?.time,
                        found: told[first].startedAt, until: before?.time,
                        evidence: (index - first == 1
                            ? "a reply" : "\(counted(index - first, "reply", "replies")) in a row")
                            + " read back that the access was not applied",
                        trials: own.count { $0.role != .sentinel && $0.verdict != nil && span.holds(Place($0)) },
                        promises: Promise.of(style)), span
                ))
        }
        return out
    }

    private static func gone(_ record: TrialRecord) -> Bool {
        record.verdict?.degraded.contains(.tierNotApplied) ?? false
    }

    /// A reply that came whole says whether the access was applied, where its wire says so at all.
    private static func readsBack(_ verdict: Verdict) -> Bool {
        if verdict.degraded.contains(.tierNotApplied) { return true }
        switch verdict.outcome {
        case .answered, .partial, .refused, .unable, .empty: return true
        case .blocked, .truncated, .error: return false
        }
    }
}
