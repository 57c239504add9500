import GRDB

/// The tables of a run (docs/design.md section 6). Times are milliseconds since 1970 UTC, durations say their unit.
enum Schema {
    static let version: Int32 = 1
    /// "RGAG", so that `file` and we know a run store when we see one.
    static let applicationID: Int32 = 0x5247_4147

    static let tables = """
        CREATE TABLE run (
            id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, study TEXT NOT NULL, lock_hash TEXT NOT NULL,
            lock TEXT NOT NULL, tool TEXT NOT NULL, imported INTEGER NOT NULL, created_at INTEGER NOT NULL,
            finished_at INTEGER, meta TEXT NOT NULL);
        CREATE TABLE session (
            id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, ended_at INTEGER, end TEXT);
        CREATE TABLE style (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, model TEXT NOT NULL, stream INTEGER NOT NULL,
            simulated INTEGER NOT NULL, account TEXT NOT NULL, content TEXT NOT NULL);
        CREATE TABLE probe (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, suite TEXT NOT NULL, field TEXT NOT NULL,
            role TEXT NOT NULL, frame TEXT NOT NULL, expect TEXT NOT NULL, content TEXT NOT NULL);
        CREATE TABLE trial (
            id INTEGER PRIMARY KEY, style INTEGER NOT NULL REFERENCES style, probe INTEGER NOT NULL REFERENCES probe,
            repetition INTEGER NOT NULL, position INTEGER NOT NULL, state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, counted INTEGER REFERENCES attempt,
            throttled_ms INTEGER NOT NULL DEFAULT 0, UNIQUE (style, probe, repetition));
        CREATE TABLE attempt (
            id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trial, number INTEGER NOT NULL,
            session INTEGER NOT NULL REFERENCES session, state TEXT NOT NULL, started_at INTEGER NOT NULL,
            previous TEXT, status INTEGER, request_id TEXT, served_model TEXT, fault TEXT, bytes INTEGER,
            input_tokens INTEGER, cached_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER,
            cost_usd REAL, text_length INTEGER, text_deltas INTEGER, first_text_ns INTEGER, ended_ns INTEGER,
            timings TEXT, broken INTEGER);
        CREATE TABLE exchange (
            attempt INTEGER PRIMARY KEY REFERENCES attempt, method TEXT NOT NULL, url TEXT NOT NULL,
            request_headers TEXT NOT NULL, request BLOB NOT NULL, http_version TEXT, reply_headers TEXT NOT NULL,
            reply BLOB, reply_sha256 TEXT, arrivals BLOB NOT NULL);
        CREATE TABLE verdict (
            id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trial, version TEXT NOT NULL,
            outcome TEXT NOT NULL, error_kind TEXT, stage TEXT, layer TEXT, categories TEXT, category_raw TEXT,
            served TEXT NOT NULL, served_model TEXT, degraded TEXT, decided_by TEXT NOT NULL, confidence REAL,
            sure INTEGER NOT NULL, delivered INTEGER, evidence TEXT, UNIQUE (trial, version));
        CREATE TABLE label (
            id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trial, rater TEXT NOT NULL,
            outcome TEXT NOT NULL, note TEXT, at INTEGER NOT NULL);
        """

    static func create(_ db: Database) throws {
        try db.execute(sql: tables)
        try db.execute(sql: ParityTables.create)
        try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
    }

    /// - Throws: `StoreError.unreadable` where the file is something else.
    static func check(_ db: Database, path: String) throws {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        guard id == applicationID else { throw StoreError.unreadable(path: path, reason: "it is no run store") }
        let found = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found == version else {
            throw StoreError.unreadable(
                path: path, reason: "its format is version \(found), this program reads version \(version)")
        }
    }
}

/// Where a trial stands.
enum TrialState: String {
    /// Planned, or begun and not finished.
    case pending
    case done
    /// A stopping rule released it: no longer planned.
    case released
}

/// Where an attempt stands.
enum AttemptState: String, Sendable {
    /// On its way, or lost with the process that sent it: it may have been paid for.
    case started
    /// The reply that counts for its trial.
    case counted
    /// Kept, and the trial was sent again.
    case retried
    /// Cancelled by us in mid-flight: it may have been paid for.
    case abandoned
    /// The request could not even be made.
    case unsent
}
