import GRDB

/// The tables of a run (docs/design.md section 6). Times are milliseconds since 1970 UTC, durations say their unit.
///
/// Every table is made here, by a migration that is never edited once it was released: a change is a new one at the end.
enum Schema {
    /// Raised only where an older program could no longer read what a newer one wrote; new tables and columns do not.
    static let version: Int32 = 1
    /// "RGAG", so that `file` and we know a run store when we see one.
    static let applicationID: Int32 = 0x5247_4147

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        // Stores from before the migrator have the tables of their day, and no record of them: hence IF NOT EXISTS.
        migrator.registerMigration("1 run") { db in
            try db.execute(sql: run)
            try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
        }
        migrator.registerMigration("2 parity") { db in try db.execute(sql: parity) }
        migrator.registerMigration("3 judges") { db in try db.execute(sql: judges) }
        migrator.registerMigration("4 label sampling") { db in
            if try !db.columns(in: "label").contains(where: { $0.name == "sampling" }) {
                try db.execute(sql: labelSampling)
            }
        }
        migrator.registerMigration("5 killed sessions, reports") { db in try db.execute(sql: killedSessions) }
        migrator.registerMigration("6 verdicts of attempts") { db in try db.execute(sql: attemptVerdicts) }
        migrator.registerMigration("7 stops that were told") { db in try db.execute(sql: toldStops) }
        return migrator
    }()

    private static let run = """
        CREATE TABLE IF NOT EXISTS run (
            id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, study TEXT NOT NULL, lock_hash TEXT NOT NULL,
            lock TEXT NOT NULL, tool TEXT NOT NULL, imported INTEGER NOT NULL, created_at INTEGER NOT NULL,
            finished_at INTEGER, meta TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS session (
            id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, ended_at INTEGER, end TEXT);
        CREATE TABLE IF NOT EXISTS style (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, model TEXT NOT NULL, stream INTEGER NOT NULL,
            simulated INTEGER NOT NULL, account TEXT NOT NULL, content TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS probe (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, suite TEXT NOT NULL, field TEXT NOT NULL,
            role TEXT NOT NULL, frame TEXT NOT NULL, expect TEXT NOT NULL, content TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS trial (
            id INTEGER PRIMARY KEY, style INTEGER NOT NULL REFERENCES style, probe INTEGER NOT NULL REFERENCES probe,
            repetition INTEGER NOT NULL, position INTEGER NOT NULL, state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, counted INTEGER REFERENCES attempt,
            throttled_ms INTEGER NOT NULL DEFAULT 0, UNIQUE (style, probe, repetition));
        CREATE TABLE IF NOT EXISTS attempt (
            id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trial, number INTEGER NOT NULL,
            session INTEGER NOT NULL REFERENCES session, state TEXT NOT NULL, started_at INTEGER NOT NULL,
            previous TEXT, status INTEGER, request_id TEXT, served_model TEXT, fault TEXT, bytes INTEGER,
            input_tokens INTEGER, cached_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER,
            cost_usd REAL, text_length INTEGER, text_deltas INTEGER, first_text_ns INTEGER, ended_ns INTEGER,
            timings TEXT, broken INTEGER);
        CREATE TABLE IF NOT EXISTS exchange (
            attempt INTEGER PRIMARY KEY REFERENCES attempt, method TEXT NOT NULL, url TEXT NOT NULL,
            request_headers TEXT NOT NULL, request BLOB NOT NULL, http_version TEXT, reply_headers TEXT NOT NULL,
            reply BLOB, reply_sha256 TEXT, arrivals BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS verdict (
            id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trial, version TEXT NOT NULL,
            outcome TEXT NOT NULL, error_kind TEXT, stage TEXT, layer TEXT, categories TEXT, category_raw TEXT,
            served TEXT NOT NULL, served_model TEXT, degraded TEXT, decided_by TEXT NOT NULL, confidence REAL,
            sure INTEGER NOT NULL, delivered INTEGER, evidence TEXT, UNIQUE (trial, version));
        CREATE TABLE IF NOT EXISTS label (
            id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trial, rater TEXT NOT NULL,
            outcome TEXT NOT NULL, note TEXT, at INTEGER NOT NULL);
        """

    /// What replies say beside their verdicts, and the lists of models.
    private static let parity = """
        CREATE TABLE IF NOT EXISTS reply_fact (
            attempt INTEGER PRIMARY KEY REFERENCES attempt, logprob_tokens INTEGER, logprob_first REAL,
            logprob_mean REAL, fingerprint TEXT, programmes TEXT, stated_usd REAL);
        CREATE TABLE IF NOT EXISTS model_listing (
            id INTEGER PRIMARY KEY, asked_at INTEGER NOT NULL, styles TEXT NOT NULL, method TEXT NOT NULL,
            url TEXT NOT NULL, request_headers TEXT NOT NULL, status INTEGER, http_version TEXT,
            reply_headers TEXT NOT NULL, reply BLOB NOT NULL, fault TEXT, ended_ns INTEGER);
        """

    private static let judges = """
        CREATE TABLE IF NOT EXISTS judge_session (
            id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, ended_at INTEGER, end TEXT);
        CREATE TABLE IF NOT EXISTS judge_attempt (
            id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trial, judge TEXT NOT NULL, version TEXT NOT NULL,
            number INTEGER NOT NULL, session INTEGER NOT NULL REFERENCES judge_session, state TEXT NOT NULL,
            started_at INTEGER NOT NULL, status INTEGER, request_id TEXT, served_model TEXT, fault TEXT,
            input_tokens INTEGER, cached_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER,
            cost_usd REAL, ended_ns INTEGER, broken INTEGER, url TEXT, request_headers TEXT, request BLOB,
            reply_headers TEXT, reply BLOB);
        CREATE TABLE IF NOT EXISTS judgement (
            id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trial, judge TEXT NOT NULL, version TEXT NOT NULL,
            attempt INTEGER NOT NULL REFERENCES judge_attempt, attempts INTEGER NOT NULL, result TEXT NOT NULL,
            outcome TEXT, points TEXT, quote TEXT NOT NULL, detail TEXT NOT NULL, excerpt TEXT, served_model TEXT,
            UNIQUE (trial, version));
        """

    /// How a labelled reply was drawn.
    private static let labelSampling = """
        ALTER TABLE label ADD COLUMN sampling TEXT NOT NULL DEFAULT 'chosen';
        ALTER TABLE label ADD COLUMN stratum TEXT;
        ALTER TABLE label ADD COLUMN weight REAL;
        ALTER TABLE label ADD COLUMN frame TEXT;
        CREATE UNIQUE INDEX label_once ON label (trial, rater);
        """

    /// What a budget needs to know of sessions that were killed: `presumed_usd` is what an attempt may have cost while
    /// nobody knows what it did, `seen_at` when the session was last at work. `reported_at`: the reports are written.
    private static let killedSessions = """
        ALTER TABLE attempt ADD COLUMN presumed_usd REAL;
        ALTER TABLE judge_attempt ADD COLUMN presumed_usd REAL;
        ALTER TABLE session ADD COLUMN seen_at INTEGER;
        ALTER TABLE judge_session ADD COLUMN seen_at INTEGER;
        ALTER TABLE run ADD COLUMN reported_at INTEGER;
        UPDATE run SET reported_at = finished_at;
        """

    /// What attempts met that did not finish their trials: of a trial that stays open nothing else says it.
    private static let attemptVerdicts = """
        CREATE TABLE IF NOT EXISTS attempt_verdict (
            attempt INTEGER PRIMARY KEY REFERENCES attempt, trial INTEGER NOT NULL REFERENCES trial, version TEXT NOT NULL,
            outcome TEXT NOT NULL, error_kind TEXT, stage TEXT, layer TEXT, categories TEXT, category_raw TEXT,
            served TEXT NOT NULL, served_model TEXT, degraded TEXT, decided_by TEXT NOT NULL, confidence REAL,
            sure INTEGER NOT NULL, delivered INTEGER, evidence TEXT);
        """

    /// `told_at`: when a person was told that a stop rule ended the session.
    private static let toldStops = """
        ALTER TABLE session ADD COLUMN told_at INTEGER;
        UPDATE session SET told_at = ended_at WHERE end = 'stop-rule';
        """

    /// Whether no plan was ever stored: the first transaction of a run writes it whole.
    static func isEmpty(_ db: Database) throws -> Bool {
        // The migrator's own list is committed before its first migration.
        let others = "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'"
        guard try Int.fetchOne(db, sql: others) ?? 0 > 0 else { return true }
        guard try db.tableExists("run") else { return false }
        return try Int.fetchOne(db, sql: "SELECT count(*) FROM run") == 0
    }

    /// - Throws: `StoreError.unreadable` where the file is something else, or of a newer program.
    static func check(_ db: Database, path: String) throws {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        guard id == applicationID else { throw StoreError.unreadable(path: path, reason: "it is no run store") }
        let found = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found == version else {
            throw StoreError.unreadable(
                path: path, reason: "its format is version \(found), this program reads version \(version)")
        }
        // A view in the place of a table could make reading do anything, and a trigger writing.
        let odd = try String.fetchOne(
            db, sql: "SELECT type || ' ' || name FROM sqlite_master WHERE type NOT IN ('table', 'index') LIMIT 1")
        if let odd {
            throw StoreError.unreadable(path: path, reason: "it holds the \(odd), which this program never makes")
        }
        for table in ["run", "session", "style", "probe", "trial", "attempt", "exchange", "verdict", "label"]
        where try !db.tableExists(table) {
            throw StoreError.unreadable(path: path, reason: "its table \(table) is missing")
        }
    }

    /// Lets an older store that is only read be read as a store of today: what it lacks is there, and empty, for this connection alone.
    static func completeForReading(_ db: Database) throws {
        let all = try db.inDatabaseOnly("main")
        var missing = ""
        for table in [
            "reply_fact", "model_listing", "judge_session", "judge_attempt", "judgement", "attempt_verdict",
        ] where !all.contains(table) {
            missing += (definitions[table] ?? "") + ";\n"
        }
        if !missing.isEmpty { try db.execute(sql: missing) }
        if try !db.columns(in: "label").contains(where: { $0.name == "sampling" }) {
            try db.execute(
                sql: """
                    CREATE TEMP VIEW label AS SELECT id, trial, rater, outcome, note, at, 'chosen' AS sampling,
                        NULL AS stratum, NULL AS weight, NULL AS frame FROM main.label
                    """)
        }
    }

    /// CREATE TEMP TABLE statements by table.
    private static let definitions: [String: String] = {
        var definitions: [String: String] = [:]
        let tables: String = parity + judges + attemptVerdicts
        for statement in tables.split(separator: ";") {
            let words = statement.split(whereSeparator: \.isWhitespace)
            guard words.count > 5 else { continue }
            definitions[String(words[5])] = String(statement).replacing(
                "CREATE TABLE IF NOT EXISTS", with: "CREATE TEMP TABLE")
        }
        return definitions
    }()
}

extension Database {
    /// Names of the tables of one attached file.
    fileprivate func inDatabaseOnly(_ file: String) throws -> Set<String> {
        Set(try String.fetchAll(self, sql: "SELECT name FROM \(file).sqlite_master WHERE type = 'table'"))
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
