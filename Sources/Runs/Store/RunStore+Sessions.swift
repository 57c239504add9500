import GRDB
import Trials

/// What earlier sessions of a run left behind.
struct Resumption: Sendable {
    /// Positions that are not finished, in run order.
    var pending: [Int] = []
    /// Attempts and cuts so far of pending trials, by position.
    var attempts: [Int: Int] = [:]
    var cuts: [Int: Int] = [:]
    var finished = 0
    var outcomes: [Outcome: Int] = [:]
    var totalAttempts = 0
    var spentUSD: Double = 0
    /// Time of earlier sessions that is known, in seconds.
    var seconds: Double = 0
    /// Indices of styles that served before.
    var served: Set<Int> = []
    var nextAttempt: Int64 = 1
    /// Blocks of the last hour: index of the style, seconds since 1970.
    var blocks: [(style: Int, at: Double)] = []
    /// Ends of finished repeats within the gap: style, probe, seconds since 1970.
    var ends: [(style: Int, probe: Int, at: Double)] = []
}

extension RunStore {
    /// - Parameter wall: seconds since 1970.
    func resume(_ order: RunOrder, wall: Double) throws -> Resumption {
        try read { db in
            var resumption = Resumption()
            try readTrials(order, into: &resumption, db)
            let outcomes = try Row.fetchAll(
                db,
                sql: """
                    SELECT v.outcome, count(*) FROM trial t
                    JOIN verdict v ON v.id = (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id)
                    WHERE t.state = 'done' GROUP BY v.outcome
                    """)
            for row in outcomes { Outcome(rawValue: row[0]).map { resumption.outcomes[$0] = row[1] } }
            let totals = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(CASE WHEN state <> 'unsent' THEN 1 END), coalesce(sum(cost_usd), 0),
                        coalesce(max(id), 0) FROM attempt
                    """)
            let judges = try JudgementTables.spent(db)
            resumption.totalAttempts = (totals?[0] ?? 0) + judges.attempts
            resumption.spentUSD = (totals?[1] ?? 0) + judges.usd
            resumption.nextAttempt = (totals?[2] ?? 0) + 1
            resumption.seconds =
                judges.seconds
                + (try Double.fetchOne(
                    db, sql: "SELECT sum(ended_at - started_at) / 1000.0 FROM session WHERE ended_at IS NOT NULL") ?? 0)
            resumption.served = Set(
                try Int.fetchAll(
                    db,
                    sql: """
                        SELECT DISTINCT t.style - 1 FROM trial t
                        JOIN verdict v ON v.id = (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id)
                        WHERE t.state = 'done' AND v.outcome <> 'error'
                        """))
            try readRecent(since: milliseconds(wall - 3600), into: &resumption, db)
            return resumption
        }
    }

    private func readTrials(_ order: RunOrder, into resumption: inout Resumption, _ db: Database) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT style, probe, repetition, state FROM trial ORDER BY position")
        var position = 0
        while let row = try rows.next() {
            guard position < order.trials.count, order.trials[position].style + 1 == row[0],
                order.trials[position].probe + 1 == row[1], order.trials[position].repetition == row[2]
            else { break }
            switch TrialState(rawValue: row[3]) {
            case .done: resumption.finished += 1
            case .released: break
            case .pending, nil: resumption.pending.append(position)
            }
            position += 1
        }
        guard position == order.trials.count else {
            throw StoreError.unreadable(
                path: path, reason: "its plan is not that of this study; use --new to begin another run")
        }
        let attempts = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.position, count(*), count(CASE WHEN a.broken THEN 1 END)
                FROM trial t JOIN attempt a ON a.trial = t.id
                WHERE t.state = 'pending' AND a.state <> 'unsent' GROUP BY t.id
                """)
        while let row = try attempts.next() {
            resumption.attempts[row[0]] = row[1]
            resumption.cuts[row[0]] = row[2]
        }
    }

    private func readRecent(since: Int64, into resumption: inout Resumption, _ db: Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.style - 1, t.probe - 1, a.started_at + coalesce(a.ended_ns, 0) / 1000000, v.outcome
                FROM attempt a JOIN trial t ON t.counted = a.id
                JOIN verdict v ON v.id = (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id)
                WHERE a.started_at >= ? AND t.state = 'done' ORDER BY a.id
                """, arguments: [since])
        while let row = try rows.next() {
            let at = Double(row[2] as Int64) / 1000
            resumption.ends.append((row[0], row[1], at))
            if (row[3] as String) == Outcome.blocked.rawValue { resumption.blocks.append((row[0], at)) }
        }
    }

    func beginSession(wall: Double) throws -> Int64 {
        try write { db in
            try db.execute(sql: "INSERT INTO session (started_at) VALUES (?)", arguments: [milliseconds(wall)])
            return db.lastInsertedRowID
        }
    }

    func endSession(_ id: Int64, end: String, complete: Bool, wall: Double) throws {
        try write { db in
            try db.execute(
                sql: "UPDATE session SET ended_at = ?, end = ? WHERE id = ?",
                arguments: [milliseconds(wall), end, id])
            if complete {
                try db.execute(
                    sql: "UPDATE run SET finished_at = ? WHERE finished_at IS NULL", arguments: [milliseconds(wall)])
            }
        }
    }

    /// Signals in quarantine and cells below the coverage floor: what a finished run must own up to.
    func shortcomings(floor: Double) throws -> [RunEnd] {
        try read { db in
            let flags = Degraded.allCases.filter(\.unmeasures)
                .map { "instr(' ' || v.degraded || ' ', ' \($0.rawValue) ') > 0" }
            // Most verdicts have no flag; what is NULL needs no search.
            let unmeasured = ["(v.degraded IS NOT NULL AND (\(flags.joined(separator: " OR "))))"]
            let lost = Outcome.allCases.filter { !Verdict(outcome: $0).measured }.map { "v.outcome = '\($0.rawValue)'" }
            let quarantined = ErrorKind.allCases.filter(\.quarantined).map { "'\($0.rawValue)'" }.joined(
                separator: ", ")
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT s.name, p.field, p.role, count(*),
                        count(CASE WHEN v.id IS NULL OR \((lost + unmeasured).joined(separator: " OR ")) THEN 1 END),
                        count(CASE WHEN v.error_kind IN (\(quarantined)) THEN 1 END)
                    FROM trial t JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe
                    LEFT JOIN verdict v ON v.id = (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id)
                    WHERE t.state <> 'released' GROUP BY s.id, p.field, p.role ORDER BY s.id, p.field
                    """)
            var ends: [RunEnd] = []
            let signals = rows.reduce(0) { $0 + ($1[5] as Int) }
            if signals > 0 { ends.append(.quarantine(trials: signals)) }
            for row in rows where (row[2] as String) == Role.main.rawValue {
                let planned: Int = row[3]
                let measured = planned - (row[4] as Int)
                if Double(measured) < floor * Double(planned) {
                    ends.append(.coverage(style: row[0], field: row[1], measured: measured, planned: planned))
                }
            }
            return ends
        }
    }
}
