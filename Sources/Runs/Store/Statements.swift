import Trials

/// Every statement on a run's tables, but for what makes the tables (`Schema`). Columns are named, in and out.
///
/// Rows that a run writes by the thousand are bound by place (`StoredRow`): their columns stand beside their values.
enum Statements {
    // MARK: The run and its sessions

    static let insertRun = StoredRow.insert(
        "run", ["id", "name", "study", "lock_hash", "lock", "tool", "imported", "created_at", "meta"])
    static let run = """
        SELECT name, study, lock_hash, lock, tool, imported, created_at, finished_at, meta FROM run WHERE id = 1
        """
    static let finishImported = "UPDATE run SET finished_at = created_at, reported_at = created_at"
    static let finish = "UPDATE run SET finished_at = ? WHERE finished_at IS NULL"
    static let reported = "UPDATE run SET reported_at = ? WHERE finished_at IS NOT NULL AND reported_at IS NULL"
    static let reportedAt = "SELECT finished_at, reported_at FROM run WHERE id = 1"

    static func begin(_ sessions: Sessions) -> String {
        "INSERT INTO \(sessions.rawValue) (started_at, seen_at) VALUES (?, ?)"
    }
    static func end(_ sessions: Sessions) -> String {
        "UPDATE \(sessions.rawValue) SET ended_at = ?, end = ? WHERE id = ?"
    }
    static func seen(_ sessions: Sessions) -> String { "UPDATE \(sessions.rawValue) SET seen_at = ? WHERE id = ?" }
    /// Seconds that sessions took; of one that was killed, as long as it may have been at work.
    static func seconds(_ sessions: Sessions) -> String {
        """
        SELECT coalesce(sum(max(0, coalesce(
            s.ended_at, max(coalesce(s.seen_at, s.started_at), coalesce(l.at, s.started_at))) - s.started_at)), 0)
            / 1000.0 AS seconds
        FROM \(sessions.rawValue) s LEFT JOIN (
            SELECT session, max(started_at + coalesce(ended_ns, 0) / 1000000) AS at FROM \(sessions.attempts)
            WHERE session IN (SELECT id FROM \(sessions.rawValue) WHERE ended_at IS NULL) GROUP BY session
        ) l ON l.session = s.id
        """
    }
    static let sessions = "SELECT started_at, ended_at, end FROM session ORDER BY id"

    enum Sessions: String {
        case trials = "session"
        case judges = "judge_session"

        var attempts: String {
            switch self {
            case .trials: "attempt"
            case .judges: "judge_attempt"
            }
        }
    }

    // MARK: The plan

    static let insertStyle = StoredRow.insert(
        "style", ["id", "name", "model", "stream", "simulated", "account", "content"])
    static let insertProbe = StoredRow.insert(
        "probe", ["id", "name", "suite", "field", "role", "frame", "expect", "content"])
    static let insertTrial = StoredRow.insert(
        "trial", ["id", "style", "probe", "repetition", "position", "state"])
    static func named(_ table: String) -> String { "SELECT id, name, content FROM \(table)" }
    /// Probes that may hold a prefill: a text stands for it in their compact JSON.
    static let prefilled = "\(named("probe")) WHERE instr(content, '\"prefill\":\"') > 0"
    static func named(_ table: String, of trial: String) -> String {
        "SELECT n.id AS id, n.name AS name, n.content AS content FROM \(table) n JOIN trial t ON t.\(table) = n.id WHERE t.id = \(trial)"
    }
    static let plan = "SELECT style, probe, repetition, state FROM trial ORDER BY position"
    static let keys = "SELECT id, style, probe, repetition FROM trial WHERE state = 'done' ORDER BY position"
    static let trialOfKey = """
        SELECT t.id AS id FROM trial t JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe
        WHERE s.name = ? AND p.name = ? AND t.repetition = ? AND t.state = 'done'
        """
    static let simulatedStyles = "SELECT name FROM style WHERE simulated ORDER BY id"
    static let accounts = "SELECT DISTINCT account FROM style ORDER BY account"
    static let planned = "SELECT count(*) FROM trial WHERE state <> 'released'"
    static let finished = "SELECT count(*) FROM trial WHERE state = 'done'"
    static let pending = "SELECT count(*) FROM trial WHERE state = 'pending'"
    static let trials = "SELECT count(*) FROM trial"
    static let finishTrial = """
        UPDATE trial SET state = ?, attempts = ?, counted = ?, throttled_ms = ? WHERE id = ? AND state = 'pending'
        """

    // MARK: Attempts

    /// What is known of every attempt that ended: a trial's or a question's (`AttemptEnding.values`).
    private static let endOfAttempt = """
        state = ?, status = ?, request_id = ?, served_model = ?, fault = ?, input_tokens = ?, cached_tokens = ?, \
        output_tokens = ?, reasoning_tokens = ?, cost_usd = ?, ended_ns = ?, broken = ?, presumed_usd = ?
        """
    static let startAttempt = StoredRow.insert(
        "attempt", ["id", "trial", "number", "session", "state", "started_at", "previous", "presumed_usd"])
    static let endAttempt = """
        UPDATE attempt SET \(endOfAttempt), bytes = ?, text_length = ?, text_deltas = ?, first_text_ns = ?, timings = ? \
        WHERE id = ?
        """
    /// The simulator may be reached at any address: its replies say what they are. Of a replay the recording says it.
    static let markSimulated = """
        UPDATE style SET simulated = 1 WHERE simulated = 0 AND instr(content, '"base_url":"replay:') = 0
            AND id = (SELECT t.style FROM attempt a JOIN trial t ON t.id = a.trial WHERE a.id = ?)
        """
    static let markAttempt = "UPDATE attempt SET state = ? WHERE id = ?"
    static let markUnsent = "UPDATE attempt SET state = ?, presumed_usd = NULL WHERE id = ?"
    static let insertExchange = StoredRow.insert(
        "exchange",
        [
            "attempt", "method", "url", "request_headers", "request", "http_version", "reply_headers", "reply",
            "reply_sha256", "arrivals",
        ])
    static let attempts = "SELECT count(*) FROM attempt WHERE state <> 'unsent'"
    static let possiblyLost = "SELECT count(*) FROM attempt WHERE state IN ('started', 'abandoned')"
    static let spent = """
        SELECT count(CASE WHEN state <> 'unsent' THEN 1 END) AS attempts, coalesce(sum(cost_usd), 0) AS usd,
            coalesce(sum(CASE WHEN cost_usd IS NULL THEN presumed_usd END), 0) AS presumed_usd,
            coalesce(max(id), 0) AS last FROM attempt
        """
    static let retriedCosts = """
        SELECT trial, cost_usd FROM attempt WHERE state = 'retried' AND cost_usd IS NOT NULL ORDER BY id
        """
    /// Of trials that are still open: what their attempts came to; for a 429, the last attempt before it with which the
    /// style served another trial.
    static let openAttempts = """
        SELECT t.position AS position, a.id AS attempt, a.session AS session, a.started_at AS started_at,
            a.state AS state, a.broken AS broken, a.status AS status, a.fault AS fault,
            CASE WHEN a.status = 429 THEN (
                SELECT x.id FROM attempt x JOIN trial y ON y.id = x.trial
                WHERE x.id < a.id AND y.style = t.style AND x.state = 'counted' AND x.status = 200
                ORDER BY x.id DESC LIMIT 1) END AS served_before
        FROM trial t JOIN attempt a ON a.trial = t.id
        WHERE t.state = 'pending' AND a.state <> 'unsent' ORDER BY a.id
        """
    static let servedModels = """
        SELECT s.name AS style, a.served_model AS model, count(*) AS replies, min(a.started_at) AS first,
            max(a.started_at) AS last
        FROM attempt a JOIN trial t ON t.id = a.trial JOIN style s ON s.id = t.style
        WHERE a.served_model IS NOT NULL AND a.state = 'counted'
        GROUP BY s.id, a.served_model ORDER BY s.id, min(a.started_at), a.served_model
        """

    // MARK: Verdicts

    static let insertVerdict = StoredRow.insert("verdict", StoredVerdict.columns)
    static let insertAttemptVerdict = StoredRow.insert("attempt_verdict", ["attempt"] + StoredVerdict.columns)
    /// What the attempts of open trials met, oldest first.
    static let openVerdicts = """
        SELECT v.trial AS trial, a.number AS number, a.status AS status, a.request_id AS request_id,
            \(StoredVerdict.selection)
        FROM attempt_verdict v JOIN trial t ON t.id = v.trial JOIN attempt a ON a.id = v.attempt
        WHERE t.state = 'pending' ORDER BY v.attempt
        """
    static let deleteVerdict = "DELETE FROM verdict WHERE trial = ? AND version = ?"
    /// The verdict that counts for trial `t`.
    static let newest = "(SELECT max(w.id) FROM verdict w WHERE w.trial = t.id)"
    /// The newest verdict of a trial that no judge had a part in: what the cascade goes on from.
    static let newestOfRules =
        "(SELECT max(w.id) FROM verdict w WHERE w.trial = t.id AND w.version NOT LIKE '\(JudgePanel.versionPrefix)%')"

    static let outcomes = """
        SELECT v.outcome AS outcome, count(*) AS trials FROM trial t JOIN verdict v ON v.id = \(newest)
        WHERE t.state = 'done' GROUP BY v.outcome
        """
    static let costs = """
        SELECT t.style AS style, max(a.cost_usd) AS largest, count(*) AS replies
        FROM attempt a JOIN trial t ON t.id = a.trial WHERE a.cost_usd IS NOT NULL GROUP BY t.style ORDER BY t.style
        """
    static let servedStyles = """
        SELECT DISTINCT t.style AS style FROM trial t JOIN verdict v ON v.id = \(newest)
        WHERE t.state = 'done' AND v.outcome <> 'error'
        """
    /// Ends of trials from a time on, oldest first.
    static let recentEnds = """
        SELECT t.style AS style, t.probe AS probe, a.started_at AS started_at, a.ended_ns AS ended_ns,
            v.outcome AS outcome
        FROM attempt a JOIN trial t ON t.counted = a.id JOIN verdict v ON v.id = \(newest)
        WHERE a.started_at >= ? AND t.state = 'done' ORDER BY a.id
        """
    /// A stop that nobody was told of (the process was killed on its way there) leaves the streak as it is.
    static let told = "UPDATE session SET told_at = ? WHERE end = 'stop-rule' AND told_at IS NULL"
    static let toldAt = "SELECT max(told_at) AS at FROM session"
    /// Outcomes since the last stop rule of which a person was told, newest first.
    static let streak = """
        SELECT t.style AS style, v.outcome AS outcome
        FROM attempt a JOIN trial t ON t.counted = a.id JOIN verdict v ON v.id = \(newest)
        WHERE t.state = 'done'
            AND a.session > coalesce((SELECT max(id) FROM session WHERE told_at IS NOT NULL), 0)
        ORDER BY a.id DESC
        """
    static let versions = "SELECT version, count(*) AS trials FROM verdict GROUP BY version ORDER BY min(id)"
    static let verdictsAsOf = """
        SELECT s.name AS style, p.name AS probe, t.repetition AS repetition, \(StoredVerdict.selection)
        FROM trial t JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe
            JOIN verdict v ON v.id = coalesce(
                (SELECT w.id FROM verdict w WHERE w.trial = t.id AND w.version = ?1),
                (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id
                    AND w.id < (SELECT min(id) FROM verdict WHERE version = ?1)),
                (SELECT min(w.id) FROM verdict w WHERE w.trial = t.id))
        WHERE t.state = 'done'
        """
    static let records = """
        SELECT t.id AS id, t.style AS style, t.probe AS probe, t.repetition AS repetition, t.position AS position,
            t.state AS state, t.attempts AS attempts, t.throttled_ms AS throttled_ms, a.status AS status,
            a.request_id AS request_id,
            a.input_tokens AS input_tokens, a.cached_tokens AS cached_tokens, a.output_tokens AS output_tokens,
            a.reasoning_tokens AS reasoning_tokens, a.cost_usd AS cost_usd, a.text_length AS text_length,
            a.text_deltas AS text_deltas, a.first_text_ns AS first_text_ns, a.ended_ns AS ended_ns,
            a.started_at AS started_at, \(StoredVerdict.selection)
        FROM trial t LEFT JOIN attempt a ON a.id = t.counted LEFT JOIN verdict v ON v.id = \(newest)
        ORDER BY t.id
        """

    /// What rates over many runs rest on.
    static let series = """
        SELECT t.style AS style, t.probe AS probe, t.repetition AS repetition, t.position AS position, t.state AS state,
            a.started_at AS started_at, a.served_model AS served_model, \(StoredVerdict.selectionOfRates)
        FROM trial t LEFT JOIN attempt a ON a.id = t.counted LEFT JOIN verdict v ON v.id = \(newest)
        ORDER BY t.id
        """

    /// Trials, unmeasured ones and those in quarantine, by style, field and role.
    static let coverage: String = {
        let flags = Degraded.allCases.filter(\.unmeasures)
            .map { "instr(' ' || v.degraded || ' ', ' \($0.rawValue) ') > 0" }
        // Most verdicts have no flag; what is NULL needs no search.
        let flagged = ["(v.degraded IS NOT NULL AND (\(flags.joined(separator: " OR "))))"]
        let lost = Outcome.allCases.filter { !Verdict(outcome: $0).measured }.map { "v.outcome = '\($0.rawValue)'" }
        let unmeasured = (["v.id IS NULL"] + lost + flagged).joined(separator: " OR ")
        let quarantined = ErrorKind.allCases.filter(\.quarantined).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return """
            SELECT s.name AS style, p.field AS field, p.role AS role, count(*) AS planned,
                count(CASE WHEN \(unmeasured) THEN 1 END) AS unmeasured,
                count(CASE WHEN v.error_kind IN (\(quarantined)) THEN 1 END) AS quarantined
            FROM trial t JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe
                LEFT JOIN verdict v ON v.id = \(newest)
            WHERE t.state <> 'released' GROUP BY s.id, p.field, p.role ORDER BY s.id, p.field
            """
    }()

    // MARK: Replies

    /// - Parameter condition: on trial `t`, made of numbers and marks alone.
    static func exchanges(_ condition: String, verdict: String = newest) -> String {
        """
        SELECT t.id AS id, t.style AS style, t.probe AS probe, t.repetition AS repetition,
            a.status AS status, a.fault AS fault, a.timings AS timings, e.method AS method, e.url AS url,
            e.request_headers AS request_headers, e.request AS request, e.http_version AS http_version,
            e.reply_headers AS reply_headers, e.reply AS reply, e.arrivals AS arrivals, \(StoredVerdict.selection)
        FROM trial t JOIN attempt a ON a.id = t.counted JOIN exchange e ON e.attempt = a.id
            JOIN verdict v ON v.id = \(verdict)
        WHERE t.state = 'done' AND e.reply IS NOT NULL AND \(condition) ORDER BY t.position LIMIT \(pageLength)
        """
    }
    static let pageLength = 200

    /// The replies that people may read, without what was sent and when each byte came.
    static let replies = """
        SELECT t.style AS style, t.probe AS probe, t.repetition AS repetition, a.status AS status, a.fault AS fault,
            e.http_version AS http_version, e.reply_headers AS reply_headers, e.reply AS reply
        FROM trial t JOIN attempt a ON a.id = t.counted JOIN exchange e ON e.attempt = a.id
            JOIN probe p ON p.id = t.probe
        WHERE t.state = 'done' AND e.reply IS NOT NULL AND p.role <> 'control' ORDER BY t.id
        """

    /// Conditions on trial `t`, each a page of these: a condition on the position would read all that follows for every page.
    static func pages(of ids: [Int64]) -> [String] {
        stride(from: 0, to: ids.count, by: pageLength).map { start in
            let some = ids[start..<min(ids.count, start + pageLength)].map(String.init).joined(separator: ", ")
            return "t.id IN (\(some))"
        }
    }

    /// The reply of a trial that a person may read.
    static let replyOfKey = """
        SELECT s.content AS style, p.content AS probe, a.status AS status, a.fault AS fault,
            e.http_version AS http_version, e.reply_headers AS reply_headers, e.reply AS reply, e.arrivals AS arrivals
        FROM trial t JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe
            JOIN attempt a ON a.id = t.counted JOIN exchange e ON e.attempt = a.id
        WHERE s.name = ? AND p.name = ? AND t.repetition = ? AND t.state = 'done'
            AND e.reply IS NOT NULL AND p.role <> 'control'
        """

    // MARK: Labels

    static let labels = """
        SELECT s.name AS style, p.name AS probe, t.repetition AS repetition, l.rater AS rater, l.outcome AS outcome,
            l.sampling AS sampling, l.stratum AS stratum, l.weight AS weight, l.frame AS frame, l.at AS at
        FROM label l JOIN trial t ON t.id = l.trial JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe
        ORDER BY t.position, t.id, l.rater
        """
    static let labellableTrial = trialOfKey + " AND p.role <> 'control'"
    static let deleteLabel = "DELETE FROM label WHERE trial = ? AND rater = ?"
    static let insertLabel = StoredRow.insert(
        "label", ["trial", "rater", "outcome", "at", "sampling", "stratum", "weight", "frame"])

    // MARK: Parity

    static let insertReplyFact = StoredRow.insert(
        "reply_fact",
        ["attempt", "logprob_tokens", "logprob_first", "logprob_mean", "fingerprint", "programmes", "stated_usd"])
    static let insertListing = StoredRow.insert(
        "model_listing",
        [
            "asked_at", "styles", "method", "url", "request_headers", "status", "http_version", "reply_headers",
            "reply", "fault", "ended_ns",
        ])
    static let listings = """
        SELECT asked_at, styles, method, url, request_headers, status, http_version, reply_headers, reply, fault,
            ended_ns FROM model_listing ORDER BY id
        """
    static let accepted = """
        SELECT t.style AS style, t.probe AS probe, count(CASE WHEN a.status BETWEEN 200 AND 299 THEN 1 END) AS accepted
        FROM attempt a JOIN trial t ON t.id = a.trial WHERE a.state IN ('counted', 'retried')
        GROUP BY t.style, t.probe
        """
    static let turnedDown = """
        SELECT t.style AS style, t.probe AS probe, a.status AS status, e.reply_headers AS reply_headers,
            e.reply AS reply
        FROM attempt a JOIN trial t ON t.id = a.trial JOIN exchange e ON e.attempt = a.id
        WHERE a.status IN (400, 404, 405, 422, 501) AND e.reply IS NOT NULL ORDER BY a.id
        """
    static let limitHeaders = """
        SELECT t.style AS style, a.started_at AS started_at, e.reply_headers AS reply_headers
        FROM exchange e CROSS JOIN attempt a ON a.id = e.attempt JOIN trial t ON t.id = a.trial
        WHERE e.reply_headers LIKE '%limit%' OR e.reply_headers LIKE '%retry-after%' ORDER BY e.attempt
        """
    static let seenModels = """
        SELECT t.style AS style, a.served_model AS model, v.served AS served, count(*) AS replies,
            min(a.started_at) AS first, max(a.started_at) AS last
        FROM trial t NOT INDEXED JOIN attempt a ON a.id = t.counted JOIN verdict v ON v.id = \(newest)
        WHERE a.served_model IS NOT NULL
        GROUP BY t.style, a.served_model, v.served ORDER BY t.style, min(a.started_at), a.served_model, v.served
        """
    private static let factsOfTrials =
        "FROM reply_fact f JOIN attempt a ON a.id = f.attempt JOIN trial t ON t.id = a.trial"
    static let factSums = """
        SELECT t.style AS style, count(f.logprob_tokens) AS logprobs, avg(f.logprob_first) AS mean_first,
            count(f.fingerprint) AS fingerprints, sum(f.stated_usd) AS stated_usd \(factsOfTrials) GROUP BY t.style
        """
    static let fingerprints = """
        SELECT DISTINCT t.style AS style, f.fingerprint AS fingerprint \(factsOfTrials)
        WHERE f.fingerprint IS NOT NULL ORDER BY t.style, f.fingerprint
        """
    static let programmes = """
        SELECT t.style AS style, f.programmes AS programmes, count(*) AS replies \(factsOfTrials)
        WHERE f.programmes IS NOT NULL GROUP BY t.style, f.programmes ORDER BY t.style, f.programmes
        """

    // MARK: Judges

    static let startJudgeAttempt = StoredRow.insert(
        "judge_attempt",
        ["id", "trial", "judge", "version", "number", "session", "state", "started_at", "presumed_usd"])
    static let markJudgeAttempt = "UPDATE judge_attempt SET state = ? WHERE id = ?"
    static let markJudgeUnsent = "UPDATE judge_attempt SET state = ?, presumed_usd = NULL WHERE id = ?"
    static let endJudgeAttempt = """
        UPDATE judge_attempt SET \(endOfAttempt), url = ?, request_headers = ?, request = ?, reply_headers = ?, reply = ? \
        WHERE id = ?
        """
    static let insertJudgement = StoredRow.insert(
        "judgement",
        [
            "trial", "judge", "version", "attempt", "attempts", "result", "outcome", "points", "quote", "detail",
            "excerpt", "served_model",
        ])
    static let judgeSpent = """
        SELECT count(CASE WHEN state <> 'unsent' THEN 1 END) AS attempts, coalesce(sum(cost_usd), 0) AS usd,
            coalesce(sum(CASE WHEN cost_usd IS NULL THEN presumed_usd END), 0) AS presumed_usd,
            coalesce(max(id), 0) AS last FROM judge_attempt
        """
    static let anyJudgeSession = "SELECT EXISTS (SELECT 1 FROM judge_session)"
    static let judged = "SELECT trial, version, result FROM judgement"
    static let judgeAttempts = """
        SELECT trial, version, count(*) AS attempts, count(CASE WHEN broken THEN 1 END) AS cuts FROM judge_attempt
        WHERE state <> 'unsent' GROUP BY trial, version
        """
    static let judgeable = """
        SELECT t.id AS id, t.style AS style, t.probe AS probe, a.bytes AS bytes, \(StoredVerdict.selection)
        FROM trial t JOIN attempt a ON a.id = t.counted JOIN exchange e ON e.attempt = a.id
            JOIN verdict v ON v.id = \(newestOfRules)
        WHERE t.state = 'done' AND e.reply IS NOT NULL ORDER BY t.position
        """
    /// What all versions of a panel judged.
    static func judgedByAll(_ versions: Int) -> String {
        let marks = repeatElement("?", count: versions).joined(separator: ", ")
        return """
            SELECT t.id AS id FROM judgement j JOIN trial t ON t.id = j.trial
            WHERE t.state = 'done' AND j.version IN (\(marks))
            GROUP BY t.id HAVING count(*) = \(versions) ORDER BY t.position
            """
    }
    static let judgements = """
        SELECT judge, version, result, outcome, points, quote, detail, excerpt, served_model FROM judgement
        WHERE trial = ?
        """
    static let judgedOtherwise = """
        SELECT DISTINCT s.name AS style, p.name AS probe, t.repetition AS repetition
        FROM judgement j JOIN trial t ON t.id = j.trial JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe
            JOIN verdict v ON v.id = \(newestOfRules)
        WHERE j.outcome IS NOT NULL AND j.outcome <> v.outcome
        """
    static let unsureByRules = """
        SELECT s.name AS style, p.name AS probe, t.repetition AS repetition
        FROM trial t JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe JOIN verdict v ON v.id = \(newestOfRules)
        WHERE t.state = 'done' AND v.sure = 0
        """
    static let panelJudgements = """
        SELECT j.judge AS judge, j.version AS version, j.result AS result, j.outcome AS outcome, j.points AS points,
            j.quote AS quote, j.detail AS detail, j.excerpt AS excerpt, j.served_model AS served_model,
            j.trial AS trial, v.outcome AS rules_outcome, n.outcome AS counted_outcome, n.decided_by AS decided_by
        FROM judgement j JOIN trial t ON t.id = j.trial JOIN verdict v ON v.id = \(newestOfRules)
            JOIN verdict n ON n.id = \(newest)
        ORDER BY j.trial
        """
    static let readings = """
        SELECT t.style AS style, t.probe AS probe, t.repetition AS repetition, j.version AS version, j.outcome AS outcome,
            v.outcome AS rules_outcome
        FROM judgement j JOIN trial t ON t.id = j.trial JOIN verdict v ON v.id = \(newestOfRules)
        ORDER BY j.id
        """
    static let panelRequests = """
        SELECT version, count(*) AS requests, sum(cost_usd) AS usd,
            count(CASE WHEN state IN ('started', 'abandoned') THEN 1 END) AS lost
        FROM judge_attempt WHERE state <> 'unsent' GROUP BY version
        """
}
