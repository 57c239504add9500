import Classifier
import Formats
import Foundation
import GRDB
import Trials

/// One question that is still open.
struct OpenQuestion: Sendable {
    var trial: Int64
    /// Index into the panel.
    var judge: Int
    /// Attempts and cuts of earlier sessions.
    var attempts: Int
    var cuts: Int
    /// Bytes that the question sends at most.
    var bytes: Int
}

/// What earlier sessions of judges left behind.
struct OpenQuestions: Sendable {
    /// In run order; the judges of a trial beside each other.
    var questions: [OpenQuestion] = []
    /// Trials of the plan that are not finished yet: their questions are not known.
    var unfinishedTrials = 0
    var answered = 0
    /// Judges that served before, as indices into the panel.
    var served: Set<Int> = []
    /// Requests of trials and judges together, and what they cost.
    var attempts = 0
    var spentUSD: Double = 0
    var seconds: Double = 0
    var nextAttempt: Int64 = 1
}

extension RunStore {
    /// Bytes that stand around the material of a question.
    private static let questionBytes = 6_000

    /// Questions that the panel has to answer and that no judge of it has answered yet.
    /// - Throws: `StoreError`
    func openQuestions(_ decision: PanelDecision, _ panel: JudgePanel) throws -> OpenQuestions {
        try write { db in try db.execute(sql: JudgementTables.create) }
        return try read { db in
            var open = OpenQuestions()
            let styles = try StoredNames.styles(db)
            let probes = try StoredNames.probes(db)
            var answered: Set<String> = []
            let done = try Row.fetchCursor(db, sql: "SELECT trial, version, result FROM judgement")
            while let row = try done.next() {
                answered.insert("\(row[0] as Int64) \(row[1] as String)")
                if (row[2] as String) != JudgeVerdict.Result.error.rawValue {
                    panel.judges.firstIndex { $0.version == row[1] }.map { _ = open.served.insert($0) }
                }
            }
            var earlier: [String: (attempts: Int, cuts: Int)] = [:]
            let attempts = try Row.fetchCursor(
                db,
                sql: """
                    SELECT trial, version, count(*), count(CASE WHEN broken THEN 1 END) FROM judge_attempt
                    WHERE state <> 'unsent' GROUP BY trial, version
                    """)
            while let row = try attempts.next() {
                earlier["\(row[0] as Int64) \(row[1] as String)"] = (row[2], row[3])
            }
            let verdict = StoredVerdict.columns.dropFirst().map { "v.\($0)" }.joined(separator: ", ")
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT t.id, t.style, t.probe, a.bytes, \(verdict)
                    FROM trial t JOIN attempt a ON a.id = t.counted JOIN exchange e ON e.attempt = a.id
                        JOIN verdict v ON v.id = \(JudgementTables.newestOfRules)
                    WHERE t.state = 'done' AND e.reply IS NOT NULL ORDER BY t.position
                    """)
            while let row = try rows.next() {
                guard styles[row[1]] != nil, let probe = probes[row[2]],
                    decision.asks(try StoredVerdict.read(row, from: 4), probe: probe)
                else { continue }
                let replyBytes: Int = row[3] ?? 0
                for (index, judge) in panel.judges.enumerated() {
                    let name = "\(row[0] as Int64) \(judge.version)"
                    if answered.contains(name) {
                        open.answered += 1
                        continue
                    }
                    // An excerpt may hold a limit of its own in passages beside head and tail.
                    let material = min(replyBytes, 2 * judge.replyLimit) + min(probe.sentBytes, 2 * judge.replyLimit)
                    open.questions.append(
                        OpenQuestion(
                            trial: row[0], judge: index, attempts: earlier[name]?.attempts ?? 0,
                            cuts: earlier[name]?.cuts ?? 0, bytes: material + Self.questionBytes))
                }
            }
            open.unfinishedTrials =
                try Int.fetchOne(db, sql: "SELECT count(*) FROM trial WHERE state = 'pending'") ?? 0
            let trials = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(CASE WHEN state <> 'unsent' THEN 1 END), coalesce(sum(cost_usd), 0) FROM attempt
                    """)
            let spent = try JudgementTables.spent(db)
            open.attempts = (trials?[0] ?? 0) + spent.attempts
            open.spentUSD = (trials?[1] ?? 0) + spent.usd
            open.seconds =
                spent.seconds
                + (try Double.fetchOne(
                    db, sql: "SELECT sum(ended_at - started_at) / 1000.0 FROM session WHERE ended_at IS NOT NULL") ?? 0)
            open.nextAttempt = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM judge_attempt") ?? 0) + 1
            return open
        }
    }

    func beginJudgeSession(wall: Double) throws -> Int64 {
        try write { db in
            try db.execute(sql: "INSERT INTO judge_session (started_at) VALUES (?)", arguments: [milliseconds(wall)])
            return db.lastInsertedRowID
        }
    }

    /// - Parameter complete: no trial and no question is left: the run is finished.
    func endJudgeSession(_ id: Int64, end: String, complete: Bool, wall: Double) throws {
        try write { db in
            try db.execute(
                sql: "UPDATE judge_session SET ended_at = ?, end = ? WHERE id = ?",
                arguments: [milliseconds(wall), end, id])
            if complete {
                try db.execute(
                    sql: "UPDATE run SET finished_at = ? WHERE finished_at IS NULL", arguments: [milliseconds(wall)])
            }
        }
    }

    /// The reply of one trial, with the verdict of the rules.
    func reply(of trial: Int64) throws -> StoredExchange? {
        try read { db in
            let styles = try StoredNames.styles(db, only: trial)
            let probes = try StoredNames.probes(db, only: trial)
            return try Self.replies(
                "t.id = ?", [trial], styles: styles, probes: probes, in: db
            ).first?.exchange
        }
    }

    /// Hands every trial that the whole panel was asked about to a body, in run order and a page at a time.
    func eachJudged(
        _ panel: JudgePanel, _ body: (StoredExchange, [JudgeVerdict]) throws -> Void
    ) throws {
        guard try read(JudgementTables.exist) else { return }
        let versions = panel.judges.map(\.version)
        let (styles, probes) = try read { db in (try StoredNames.styles(db), try StoredNames.probes(db)) }
        let marks = repeatElement("?", count: versions.count).joined(separator: ", ")
        var after = -1
        while true {
            let page = try read { db in
                try Self.replies(
                    """
                    t.position > ? AND (SELECT count(*) FROM judgement j
                            WHERE j.trial = t.id AND j.version IN (\(marks))) = \(versions.count)
                    """, StatementArguments([after]) + StatementArguments(versions), styles: styles, probes: probes,
                    in: db
                ).map { ($0, try Self.judgements(of: $0.trial, versions, in: db)) }
            }
            guard let last = page.last else { return }
            after = last.0.position
            for (item, given) in page { try body(item.exchange, given) }
        }
    }

    private struct JudgedReply {
        var position: Int
        var trial: Int64
        var exchange: StoredExchange
    }

    private static func replies(
        _ condition: String, _ arguments: StatementArguments, styles: [Int64: AccessStyle], probes: [Int64: Probe],
        in db: Database
    ) throws -> [JudgedReply] {
        let verdict = StoredVerdict.columns.dropFirst().map { "v.\($0)" }.joined(separator: ", ")
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.position, t.id, t.style, t.probe, t.repetition, a.status, e.http_version, e.reply_headers,
                    e.reply, e.arrivals, \(verdict)
                FROM trial t JOIN attempt a ON a.id = t.counted JOIN exchange e ON e.attempt = a.id
                    JOIN verdict v ON v.id = \(JudgementTables.newestOfRules)
                WHERE t.state = 'done' AND e.reply IS NOT NULL AND \(condition) ORDER BY t.position LIMIT 200
                """, arguments: arguments)
        var replies: [JudgedReply] = []
        while let row = try rows.next() {
            guard let style = styles[row[2]], let probe = probes[row[3]] else { continue }
            let raw = RawReply(
                status: row[5], httpVersion: row[6], headers: try [HeaderLine](stored: row[7]),
                body: [UInt8](row[8] as Data), arrivals: StoredArrivals.decode([UInt8](row[9] as Data)))
            replies.append(
                JudgedReply(
                    position: row[0], trial: row[1],
                    exchange: StoredExchange(
                        trial: Trial(style: style, probe: probe, repetition: row[4]),
                        request: SentRequest(method: "", url: "", headers: [], body: []), raw: raw, timings: Timings(),
                        verdict: try StoredVerdict.read(row, from: 10))))
        }
        return replies
    }

    private static func judgements(of trial: Int64, _ versions: [String], in db: Database) throws -> [JudgeVerdict] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT judge, version, result, outcome, points, quote, detail, excerpt, served_model FROM judgement
                WHERE trial = ?
                """, arguments: [trial])
        let all = try rows.map { try JudgeVerdict(stored: $0) }
        return versions.compactMap { version in all.first { $0.version == version } }
    }
}

extension JudgeVerdict {
    /// Reads judge, version, result, outcome, points, quote, detail, excerpt, served_model.
    init(stored row: Row) throws {
        guard let result = Result(rawValue: row[2]) else {
            throw DatabaseError(message: "unknown result '\(row[2] as String)' of a judge")
        }
        self.init(
            judge: row[0], version: row[1], result: result, outcome: (row[3] as String?).flatMap(Outcome.init),
            points: (row[4] as String? ?? "").map { $0 == "1" }, quote: row[5], detail: row[6], excerpt: row[7],
            servedModel: row[8])
    }
}

extension StoredNames {
    /// The style of one trial.
    static func styles(_ db: Database, only trial: Int64) throws -> [Int64: AccessStyle] {
        try one("style", trial, AccessStyle.init(json:), in: db)
    }

    /// The probe of one trial.
    static func probes(_ db: Database, only trial: Int64) throws -> [Int64: Probe] {
        try one("probe", trial, Probe.init(json:), in: db)
    }

    private static func one<Value>(
        _ table: String, _ trial: Int64, _ make: (JSONValue) -> Value?, in db: Database
    ) throws -> [Int64: Value] {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT n.id, n.content FROM \(table) n JOIN trial t ON t.\(table) = n.id WHERE t.id = ?",
                arguments: [trial]),
            let value = make(try JSONReader.read(row[1] as String))
        else { return [:] }
        return [row[0]: value]
    }
}

extension Probe {
    /// Bytes of text that a question quotes of it.
    fileprivate var sentBytes: Int {
        turns.reduce(0) { $0 + $1.text.utf8.count } + context.reduce(0) { $0 + $1.text.utf8.count }
            + (system?.utf8.count ?? 0)
    }
}
