import Formats
import GRDB
import Trials

/// One time that a process worked on a run.
package struct RunSession: Sendable, Hashable {
    /// ISO 8601 UTC.
    package var startedAt: String
    /// nil: it was killed.
    package var endedAt: String?
    /// How it ended, in one word; nil: it was killed.
    package var end: String?
}

/// A model that a style was served by.
package struct ServedModelRow: Sendable, Hashable {
    package var style: String
    package var model: String
    package var replies: Int
    /// ISO 8601 UTC of the first and the last request that it answered.
    package var first: String
    package var last: String
}

/// What a report says about a run as a whole.
package struct RunInfo: Sendable, Hashable {
    package var run: RunName
    package var createdAt: String
    /// nil: unfinished.
    package var finishedAt: String?
    package var sessions: [RunSession]
    package var styles: [AccessStyle]
    /// Ids of the styles whose replies came from the built-in simulator.
    package var simulatedStyles: [String]
    /// Distinct credentials, by where they come from.
    package var accounts: [String]
    package var planned: Int
    package var finished: Int
    package var attempts: Int
    /// Attempts on disk as started, or cancelled in mid-flight, whose reply nobody stored: they may have been paid for.
    package var possiblyLost: Int
    package var servedModels: [ServedModelRow]

    package var simulated: Bool { !simulatedStyles.isEmpty }
    /// Sessions that ended before the plan was done.
    package var interruptedSessions: Int { max(0, sessions.count - (finishedAt == nil ? 0 : 1)) }

    /// Styles that more than one model served within this run.
    package var changedModels: [String] {
        Dictionary(grouping: servedModels, by: \.style).filter { $0.value.count > 1 }.keys.sorted()
    }
}

extension RunStore {
    /// - Throws: `StoreError`
    package func info() throws -> RunInfo {
        try read { db in
            guard
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT name, study, lock_hash, lock, tool, imported, created_at, finished_at, meta FROM run
                        """)
            else { throw StoreError.unreadable(path: path, reason: "it describes no run") }
            let created = Double(row[6] as Int64) / 1000
            let run = RunName(
                name: row[0], study: row[1], lockHash: row[2], lock: try JSONReader.read(row[3] as String),
                tool: row[4], imported: row[5], createdAt: created, meta: try JSONReader.read(row[8] as String))
            let names = try StoredNames.styles(db)
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            return RunInfo(
                run: run, createdAt: UTCStamp.iso(created), finishedAt: Self.iso(row[7]),
                sessions: try Row.fetchAll(db, sql: "SELECT started_at, ended_at, end FROM session ORDER BY id").map {
                    RunSession(startedAt: Self.iso($0[0]) ?? "", endedAt: Self.iso($0[1]), end: $0[2])
                },
                styles: names.sorted { $0.key < $1.key }.map(\.value),
                simulatedStyles: try String.fetchAll(db, sql: "SELECT name FROM style WHERE simulated ORDER BY id"),
                accounts: try String.fetchAll(db, sql: "SELECT DISTINCT account FROM style ORDER BY account"),
                planned: try count("SELECT count(*) FROM trial WHERE state <> 'released'"),
                finished: try count("SELECT count(*) FROM trial WHERE state = 'done'"),
                attempts: try count("SELECT count(*) FROM attempt WHERE state <> 'unsent'"),
                possiblyLost: try count("SELECT count(*) FROM attempt WHERE state IN ('started', 'abandoned')"),
                servedModels: try servedModels(db))
        }
    }

    private func servedModels(_ db: Database) throws -> [ServedModelRow] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT s.name, a.served_model, count(*), min(a.started_at), max(a.started_at)
                FROM attempt a JOIN trial t ON t.id = a.trial JOIN style s ON s.id = t.style
                WHERE a.served_model IS NOT NULL AND a.state = 'counted'
                GROUP BY s.id, a.served_model ORDER BY s.id, min(a.started_at), a.served_model
                """
        ).map {
            ServedModelRow(
                style: $0[0], model: $0[1], replies: $0[2], first: Self.iso($0[3]) ?? "", last: Self.iso($0[4]) ?? "")
        }
    }

    private static func iso(_ milliseconds: Int64?) -> String? {
        milliseconds.map { UTCStamp.iso(Double($0) / 1000) }
    }
}
