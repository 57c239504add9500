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
    var spent = Spent()
    var nextAttempt: Int64 = 1
}

extension RunStore {
    /// Bytes that stand around the material of a question.
    private static let questionBytes = 6_000

    /// Questions that the panel has to answer and that no judge of it has answered yet.
    /// - Throws: `StoreError`
    func openQuestions(_ decision: PanelDecision, _ panel: JudgePanel) throws -> OpenQuestions {
        try read { db in
            var open = OpenQuestions()
            let styles = try StoredNames.styles(db)
            let probes = try StoredNames.probes(db)
            let (answered, earlier) = try Self.askedBefore(panel, into: &open, db)
            let rows = try FoundRows(db, Statements.judgeable)
            while let row = try rows.next() {
                guard styles[try row.id("style")] != nil, let probe = probes[try row.id("probe")],
                    decision.asks(try StoredVerdict.read(row), probe: probe)
                else { continue }
                let trial = try row.id("id")
                let replyBytes = try row.countIfAny("bytes") ?? 0
                for (index, judge) in panel.judges.enumerated() {
                    let question = Asked(trial: trial, version: judge.version)
                    if answered.contains(question) {
                        open.answered += 1
                        continue
                    }
                    // An excerpt may hold a limit of its own in passages beside head and tail.
                    let material = min(replyBytes, 2 * judge.replyLimit) + min(probe.sentBytes, 2 * judge.replyLimit)
                    open.questions.append(
                        OpenQuestion(
                            trial: trial, judge: index, attempts: earlier[question]?.attempts ?? 0,
                            cuts: earlier[question]?.cuts ?? 0, bytes: material + Self.questionBytes))
                }
            }
            open.unfinishedTrials = try Int.fetchOne(db, sql: Statements.pending) ?? 0
            open.spent = try Self.spent(db).spent
            open.nextAttempt = (try FoundRow.one(db, Statements.judgeSpent)?.id("last") ?? 0) + 1
            return open
        }
    }

    private struct Asked: Hashable {
        var trial: Int64
        var version: String
    }

    /// Questions that are answered, and the attempts at those that may still be open.
    private static func askedBefore(
        _ panel: JudgePanel, into open: inout OpenQuestions, _ db: Database
    ) throws -> (answered: Set<Asked>, earlier: [Asked: (attempts: Int, cuts: Int)]) {
        var answered: Set<Asked> = []
        let done = try FoundRows(db, Statements.judged)
        while let row = try done.next() {
            let question = Asked(trial: try row.id("trial"), version: try row.text("version"))
            answered.insert(question)
            if try row.word("result") != JudgeVerdict.Result.error,
                let judge = panel.judges.firstIndex(where: { $0.version == question.version })
            {
                open.served.insert(judge)
            }
        }
        var earlier: [Asked: (attempts: Int, cuts: Int)] = [:]
        let attempts = try FoundRows(db, Statements.judgeAttempts)
        while let row = try attempts.next() {
            let question = Asked(trial: try row.id("trial"), version: try row.text("version"))
            earlier[question] = (try row.count("attempts"), try row.count("cuts"))
        }
        return (answered, earlier)
    }

    /// The reply of one trial, with the verdict of the rules.
    func reply(of trial: Int64) throws -> StoredExchange? {
        try read { db in
            let styles = try StoredNames.styles(db, only: trial)
            let probes = try StoredNames.probes(db, only: trial)
            return try Self.exchanges(
                Statements.exchanges("t.id = ?", verdict: Statements.newestOfRules), [trial], styles: styles,
                probes: probes, in: db
            ).first?.exchange
        }
    }

    /// Hands every trial that the whole panel was asked about to a body, in run order and a page at a time.
    func eachJudged(
        _ panel: JudgePanel, _ body: (StoredExchange, [JudgeVerdict]) throws -> Void
    ) throws {
        let versions = panel.judges.map(\.version)
        let (styles, probes, ids) = try read { db in
            let ids = try Int64.fetchAll(
                db, sql: Statements.judgedByAll(versions.count), arguments: StatementArguments(versions))
            return (try StoredNames.styles(db), try StoredNames.probes(db), ids)
        }
        for some in Statements.pages(of: ids) {
            let page = try read { db in
                try Self.exchanges(
                    Statements.exchanges(some, verdict: Statements.newestOfRules), styles: styles, probes: probes,
                    in: db
                ).map { ($0, try Self.judgements(of: $0.trial, versions, in: db)) }
            }
            for (item, given) in page { try body(item.exchange, given) }
        }
    }

    private static func judgements(of trial: Int64, _ versions: [String], in db: Database) throws -> [JudgeVerdict] {
        let all = try FoundRows(db, Statements.judgements, [trial]).map {
            try JudgeVerdict(stored: $0)
        }
        return versions.compactMap { version in all.first { $0.version == version } }
    }
}

extension JudgeVerdict {
    /// Reads judge, version, result, outcome, points, quote, detail, excerpt, served_model.
    init(stored row: FoundRow) throws {
        self.init(
            judge: try row.text("judge"), version: try row.text("version"), result: try row.word("result"),
            outcome: try row.wordIfAny("outcome"), points: try (row.textIfAny("points") ?? "").map { $0 == "1" },
            quote: try row.text("quote"), detail: try row.text("detail"), excerpt: try row.textIfAny("excerpt"),
            servedModel: try row.textIfAny("served_model"))
    }
}

extension Probe {
    /// Bytes of text that a question quotes of it.
    fileprivate var sentBytes: Int {
        turns.reduce(0) { $0 + $1.text.utf8.count } + context.reduce(0) { $0 + $1.text.utf8.count }
            + (system?.utf8.count ?? 0)
    }
}
