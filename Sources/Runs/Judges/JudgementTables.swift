import Formats
import GRDB
import Trials

/// The tables of judges. They are made when the first judge is about to be asked, so that stores of runs without
/// judges, and of earlier versions, stay as they are.
enum JudgementTables {
    static let create = """
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

    static func exist(_ db: Database) throws -> Bool { try db.tableExists("judgement") }

    /// The newest verdict of a trial that no judge had a part in: what the cascade goes on from.
    static let newestOfRules = """
        (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id AND w.version NOT LIKE '\(JudgePanel.versionPrefix)%')
        """

    struct Spent {
        var attempts = 0
        var usd: Double = 0
        /// Of sessions whose end is known.
        var seconds: Double = 0
    }

    /// What judges took from the budget so far.
    static func spent(_ db: Database) throws -> Spent {
        guard try exist(db) else { return Spent() }
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(CASE WHEN state <> 'unsent' THEN 1 END), coalesce(sum(cost_usd), 0) FROM judge_attempt
                """)
        let seconds = try Double.fetchOne(
            db, sql: "SELECT sum(ended_at - started_at) / 1000.0 FROM judge_session WHERE ended_at IS NOT NULL")
        return Spent(attempts: row?[0] ?? 0, usd: row?[1] ?? 0, seconds: seconds ?? 0)
    }
}

/// An attempt at a question, before and after.
struct JudgeAttempt: Sendable {
    var id: Int64
    var trial: Int64
    var judge: Judge
    /// From 1, over all sessions.
    var number: Int
    var session: Int64

    private static let insert = StoredRow.insert(
        "judge_attempt", ["id", "trial", "judge", "version", "number", "session", "state", "started_at"])
    private static let mark = "UPDATE judge_attempt SET state = ? WHERE id = ?"
    private static let update = """
        UPDATE judge_attempt SET state = ?, status = ?, request_id = ?, served_model = ?, fault = ?, \
        input_tokens = ?, cached_tokens = ?, output_tokens = ?, reasoning_tokens = ?, cost_usd = ?, ended_ns = ?, \
        broken = ?, url = ?, request_headers = ?, request = ?, reply_headers = ?, reply = ? WHERE id = ?
        """
    private static let insertJudgement = StoredRow.insert(
        "judgement",
        [
            "trial", "judge", "version", "attempt", "attempts", "result", "outcome", "points", "quote", "detail",
            "excerpt", "served_model",
        ])

    /// - Parameter wall: seconds since 1970.
    func started(wall: Double) -> StoredRow {
        StoredRow(
            Self.insert,
            [
                .integer(id), .integer(trial), .text(judge.id), .text(judge.version), .integer(number),
                .integer(session), .text(AttemptState.started), .integer(milliseconds(wall)),
            ])
    }

    func marked(_ state: AttemptState) -> StoredRow { StoredRow(Self.mark, [.text(state), .integer(id)]) }

    func ended(_ state: AttemptState, _ exchange: Exchange, costUSD: Double?, broken: Bool) -> StoredRow {
        let reply = exchange.reply
        let raw = exchange.raw
        return StoredRow(
            Self.update,
            [
                .text(state), .integer(raw.status), .text(reply.requestID), .text(reply.servedModel),
                .json(raw.fault?.stored), .integer(reply.usage.input), .integer(reply.usage.cachedInput),
                .integer(reply.usage.output), .integer(reply.usage.reasoning), .real(costUSD),
                .integer(exchange.timings.ended), broken ? .flag(true) : .null, .text(exchange.request.url),
                .text(exchange.request.headers.stored), .blob(exchange.request.body), .text(raw.headers.stored),
                .blob(raw.body), .integer(id),
            ])
    }

    func judgement(_ verdict: JudgeVerdict) -> StoredRow {
        StoredRow(
            Self.insertJudgement,
            [
                .integer(trial), .text(verdict.judge), .text(verdict.version), .integer(id), .integer(number),
                .text(verdict.result), .text(verdict.outcome),
                verdict.points.isEmpty ? .null : .text(verdict.points.map { $0 ? "1" : "0" }.joined()),
                .text(verdict.quote), .text(verdict.detail), .text(verdict.excerpt), .text(verdict.servedModel),
            ])
    }
}
