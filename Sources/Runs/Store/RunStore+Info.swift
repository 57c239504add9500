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
}

extension RunStore {
    /// - Throws: `StoreError`
    package func info() throws -> RunInfo {
        try read { db in
            guard let row = try FoundRow.one(db, Statements.run) else {
                throw StoreError.unreadable(path: path, reason: "it describes no run")
            }
            let run = try RunName(row, lock: try row.json("lock"))
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            return RunInfo(
                run: run, createdAt: UTCStamp.iso(run.createdAt), finishedAt: try row.isoIfAny("finished_at"),
                sessions: try FoundRows(db, Statements.sessions).map {
                    RunSession(
                        startedAt: try $0.iso("started_at"), endedAt: try $0.isoIfAny("ended_at"),
                        end: try $0.textIfAny("end"))
                },
                styles: try StoredNames.styles(db).sorted { $0.key < $1.key }.map(\.value),
                simulatedStyles: try String.fetchAll(db, sql: Statements.simulatedStyles),
                accounts: try String.fetchAll(db, sql: Statements.accounts), planned: try count(Statements.planned),
                finished: try count(Statements.finished), attempts: try count(Statements.attempts),
                possiblyLost: try count(Statements.possiblyLost), servedModels: try servedModels(db))
        }
    }

    private func servedModels(_ db: Database) throws -> [ServedModelRow] {
        try FoundRows(db, Statements.servedModels).map {
            ServedModelRow(
                style: try $0.text("style"), model: try $0.text("model"), replies: try $0.count("replies"),
                first: try $0.iso("first"), last: try $0.iso("last"))
        }
    }

    /// Whether the plan is done, and whether its reports are written.
    func state() throws -> (finished: Bool, reported: Bool) {
        try read { db in
            // A store from before the column had its reports written in the same breath.
            guard try db.columns(in: "run").contains(where: { $0.name == "reported_at" }) else {
                let finished = try FoundRow.one(db, Statements.run)?.timeIfAny("finished_at") != nil
                return (finished, finished)
            }
            let row = try FoundRow.one(db, Statements.reportedAt)
            return (try row?.timeIfAny("finished_at") != nil, try row?.timeIfAny("reported_at") != nil)
        }
    }

    /// The reports of a finished run are written: it is over, and the same study begins another.
    /// - Throws: `StoreError`
    package func markReported(wall: Double) throws {
        try write { db in try StoredRow(Statements.reported, [.integer(milliseconds(wall))]).execute(in: db) }
    }
}

extension RunName {
    /// The row of `Statements.run`; its lock may be one that was read before.
    init(_ row: FoundRow, lock: JSONValue) throws {
        self.init(
            name: try row.text("name"), study: try row.text("study"), lockHash: try row.text("lock_hash"), lock: lock,
            tool: try row.text("tool"), imported: try row.flag("imported"),
            createdAt: Double(try row.time("created_at")) / 1000, meta: try row.json("meta"))
    }

    /// Whether the study of a lock asks judges.
    static func asksJudges(_ lock: JSONValue) -> Bool { lock["judge"].map { !$0.isNull } ?? false }
}
