import Access
import GRDB
import Trials

/// What earlier sessions of a run left behind.
struct Resumption: Sendable {
    /// Positions that are not finished, in run order.
    var pending: [Int] = []
    /// Attempts so far of pending trials, by position, and what they came to.
    var attempts: [Int: Int] = [:]
    var tries: [Int: Tries] = [:]
    var finished = 0
    var outcomes: [Outcome: Int] = [:]
    var spent = Spent()
    /// Indices of styles that served before.
    var served: Set<Int> = []
    var nextAttempt: Int64 = 1
    /// Blocks of the last hour: index of the style, seconds since 1970.
    var blocks: [(style: Int, at: Double)] = []
    /// Ends of finished repeats within the gap: style, probe, seconds since 1970.
    var ends: [(style: Int, probe: Int, at: Double)] = []
    /// Seconds since 1970 at which a person was told of this run's last stop rule; nil: never.
    var toldAt: Double?
    /// Outcomes since the last stop rule of which a person was told, newest first: index of the style.
    var recent: [(style: Int, outcome: Outcome)] = []
    /// What replies cost, where it is known: index of the style, the dearest in USD, how many.
    var costs: [(style: Int, largest: Double, replies: Int)] = []
}

/// What a run took from its budget so far, trials and judges together.
struct Spent: Sendable, Hashable {
    var attempts = 0
    /// USD as replies and prices tell it.
    var usd: Double = 0
    /// USD that attempts may have cost of which nobody knows: killed, cut off, or without usage.
    var presumed: Double = 0
    /// Of all sessions; of one that was killed, as long as it may have been at work.
    var seconds: Double = 0
}

extension RunStore {
    /// - Parameter wall: seconds since 1970.
    func resume(_ order: RunOrder, wall: Double) throws -> Resumption {
        try read { db in
            var resumption = Resumption()
            try readTrials(order, into: &resumption, db)
            let outcomes = try FoundRows(db, Statements.outcomes)
            while let row = try outcomes.next() {
                resumption.outcomes[try row.word("outcome")] = try row.count("trials")
            }
            (resumption.spent, resumption.nextAttempt) = try Self.spent(db)
            let served = try FoundRows(db, Statements.servedStyles)
            while let row = try served.next() {
                resumption.served.insert(try row.count("style") - 1)
            }
            resumption.costs = try FoundRows(db, Statements.costs).map { row in
                (try row.count("style") - 1, try row.usdIfAny("largest") ?? 0, try row.count("replies"))
            }
            resumption.toldAt = try FoundRow.one(db, Statements.toldAt)?.timeIfAny("at").map { Double($0) / 1000 }
            try readRecent(order, since: wall - 3600, now: wall, into: &resumption, db)
            return resumption
        }
    }

    /// What trials and judges took from the budget, and the id of the next attempt of a trial.
    static func spent(_ db: Database) throws -> (spent: Spent, nextAttempt: Int64) {
        var spent = Spent()
        var next: Int64 = 1
        for (sql, sessions) in [(Statements.spent, Statements.Sessions.trials), (Statements.judgeSpent, .judges)] {
            if let row = try FoundRow.one(db, sql) {
                spent.attempts += try row.count("attempts")
                spent.usd += try row.usdIfAny("usd") ?? 0
                spent.presumed += try row.usdIfAny("presumed_usd") ?? 0
                if sessions == .trials { next = try row.id("last") + 1 }
            }
            spent.seconds += try FoundRow.one(db, Statements.seconds(sessions))?.numberIfAny("seconds") ?? 0
        }
        return (spent, next)
    }

    private func readTrials(_ order: RunOrder, into resumption: inout Resumption, _ db: Database) throws {
        let rows = try FoundRows(db, Statements.plan)
        var position = 0
        while let row = try rows.next() {
            guard position < order.trials.count, order.trials[position].style + 1 == (try row.count("style")),
                order.trials[position].probe + 1 == (try row.count("probe")),
                order.trials[position].repetition == (try row.count("repetition"))
            else { break }
            switch try row.word("state") as TrialState {
            case .done: resumption.finished += 1
            case .released: break
            case .pending: resumption.pending.append(position)
            }
            position += 1
        }
        guard position == order.trials.count else {
            throw StoreError.unreadable(
                path: path, reason: "its plan is not that of this study; use --new to begin another run")
        }
        let attempts = try FoundRows(db, Statements.openAttempts)
        while let row = try attempts.next() {
            let position = try row.count("position")
            resumption.attempts[position, default: 0] += 1
            let state: AttemptState = try row.word("state")
            resumption.tries[position, default: Tries()].remember(
                Tries.Earlier(
                    id: try row.id("attempt"), session: try row.id("session"),
                    startedAt: Double(try row.time("started_at")) / 1000,
                    kept: state == .retried || state == .counted, cut: try row.flagIfAny("broken") ?? false,
                    status: try row.countIfAny("status"), fault: try row.faultIfAny("fault"),
                    servedBefore: try row.idIfAny("served_before")))
        }
    }

    private func readRecent(
        _ order: RunOrder, since: Double, now: Double, into resumption: inout Resumption, _ db: Database
    ) throws {
        let rows = try FoundRows(db, Statements.recentEnds, [milliseconds(max(0, since))])
        while let row = try rows.next() {
            let ended = Double(try row.nanosecondsIfAny("ended_ns") ?? 0) / 1e9
            // A clock that was ahead and has been set right left ends that are still to come: they are over all the same.
            let at = min(now, Double(try row.time("started_at")) / 1000 + ended)
            let style = try row.count("style") - 1
            resumption.ends.append((style, try row.count("probe") - 1, at))
            if try row.word("outcome") == Outcome.blocked { resumption.blocks.append((style, at)) }
        }
        let accounts = Set(order.styles.map(\.account)).count
        var decided: Set<String> = []
        let streak = try FoundRows(db, Statements.streak)
        while decided.count < accounts, let row = try streak.next() {
            let style = try row.count("style") - 1
            let outcome: Outcome = try row.word("outcome")
            guard order.styles.indices.contains(style) else { continue }
            resumption.recent.append((style, outcome))
            if outcome != .blocked, outcome != .error { decided.insert(order.styles[style].account) }
        }
    }

    /// - Parameter lasting: seconds for which the session is taken to be at work if nobody hears of it again.
    func begin(_ sessions: Statements.Sessions, wall: Double, lasting: Double = 0) throws -> Int64 {
        try write { db in
            try StoredRow(
                Statements.begin(sessions), [.integer(milliseconds(wall)), .integer(milliseconds(wall + lasting))]
            ).execute(in: db)
            return db.lastInsertedRowID
        }
    }

    /// Notes that a person is told of the stop rule that ended a session: the next one counts blocks from there.
    package func markTold(wall: Double) throws {
        try write { try StoredRow(Statements.told, [.integer(milliseconds(wall))]).execute(in: $0) }
    }

    /// - Parameter complete: nothing is left to ask: the run is finished.
    func end(_ sessions: Statements.Sessions, _ id: Int64, end: String, complete: Bool, wall: Double) throws {
        try write { db in
            let at = StoredValue.integer(milliseconds(wall))
            try StoredRow(Statements.end(sessions), [at, .text(end), .integer(id)]).execute(in: db)
            if complete { try StoredRow(Statements.finish, [at]).execute(in: db) }
        }
    }

    /// Signals in quarantine, cells below the coverage floor, required access that lapsed: what a finished run must own up
    /// to.
    /// - Throws: `StoreError`
    package func shortcomings(of study: Study) throws -> [RunEnd] {
        guard !AccessChecks(study).watched.isEmpty else { return try thinCoverage(floor: study.coverageFloor) }
        let records = try records()
        let lapses = AccessRecord.all(study, records).filter(\.required).flatMap { record in
            record.lapses.map {
                RunEnd.accessLapsed(style: record.style, between: $0.between, evidence: $0.evidence, trials: $0.trials)
            }
        }
        return try thinCoverage(floor: study.coverageFloor, lost: lost(to: study, records)) + lapses
    }

    private struct Place: Hashable {
        var style: String
        var field: String
    }

    /// Measured main trials that a lapse takes away, where no code of its own tells of it.
    private func lost(to study: Study, _ records: [TrialRecord]) -> [Place: Int] {
        let optional = Set(study.styles.filter { $0.inForce?.status == .optional }.map(\.id))
        guard !optional.isEmpty else { return [:] }
        var marked = records
        AccessRecord.mark(&marked, study)
        var lost: [Place: Int] = [:]
        for (before, after) in zip(records, marked)
        where before.role == .main && optional.contains(before.key.style) && before.verdict?.measured == true
            && after.verdict?.measured == false
        {
            lost[Place(style: before.key.style, field: before.field), default: 0] += 1
        }
        return lost
    }

    private func thinCoverage(floor: Double, lost: [Place: Int] = [:]) throws -> [RunEnd] {
        try read { db in
            let rows = try FoundRows(db, Statements.coverage)
            var ends: [RunEnd] = []
            var signals = 0
            while let row = try rows.next() {
                signals += try row.count("quarantined")
                guard try row.text("role") == Role.main.rawValue else { continue }
                let planned = try row.count("planned")
                let place = Place(style: try row.text("style"), field: try row.text("field"))
                let measured = planned - (try row.count("unmeasured")) - (lost[place] ?? 0)
                if Double(measured) < floor * Double(planned) {
                    ends.append(
                        .coverage(style: place.style, field: place.field, measured: measured, planned: planned))
                }
            }
            return (signals > 0 ? [.quarantine(trials: signals)] : []) + ends
        }
    }
}
