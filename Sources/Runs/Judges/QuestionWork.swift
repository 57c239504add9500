import Classifier
import Trials

/// The questions to judges, each in the place of a trial.
struct QuestionWork: SessionWork {
    struct Closing: SessionClosing {
        var rows: [StoredRow]
    }

    private struct NotStored: Error, CustomStringConvertible {
        var trial: Int64
        var description: String { "the reply of trial \(trial) is not stored" }
    }

    /// How far the judges are is told when it is known, not when it is on disk.
    let stored: @Sendable ([Closing]) -> Void = { _ in }
    private let session: JudgeSession
    private let id: Int64
    /// One a position of the conductor's order.
    private let questions: [OpenQuestion]
    private(set) var answered: Int
    private let total: Int
    private var nextAttempt: Int64
    private var attemptsSent = 0
    private var attempts: [Int: JudgeAttempt] = [:]
    private var numbers: [Int]

    /// - Parameter questions: those that are open, in the order in which they are asked.
    init(session: JudgeSession, id: Int64, open: OpenQuestions, questions: [OpenQuestion]) {
        self.session = session
        self.id = id
        self.questions = questions
        answered = open.answered
        total = open.answered + open.questions.count
        nextAttempt = open.nextAttempt
        numbers = questions.map(\.attempts)
    }

    func seen(lasting: Double) -> StoredRow {
        StoredRow(
            Statements.seen(.judges), [.integer(milliseconds(session.parts.clock.wall() + lasting)), .integer(id)])
    }

    mutating func start(
        _ position: Int, inFlight: Int, previous: Outcome?, presumedUSD: Double
    ) -> AttemptStart<JudgeQuestion> {
        let question = questions[position]
        let judge = session.panel.judges[question.judge]
        numbers[position] += 1
        attemptsSent += 1
        let attempt = JudgeAttempt(
            id: nextAttempt, trial: question.trial, judge: judge, number: numbers[position], session: id)
        nextAttempt += 1
        attempts[position] = attempt
        let session = session
        return AttemptStart(row: attempt.started(wall: session.parts.clock.wall(), presumedUSD: presumedUSD)) {
            guard let stored = try session.parts.store.reply(of: question.trial) else {
                throw NotStored(trial: question.trial)
            }
            let asked = JudgeQuestion(
                judge, trial: stored.trial, reply: try session.read(stored), lockHash: session.study.lockHash)
            return (asked.trial(judge, name: "question-\(question.trial)"), asked)
        }
    }

    func kept(_ attempt: AttemptEnd<JudgeQuestion>, at position: Int) -> AttemptEnd<JudgeQuestion> { attempt }

    mutating func ended(
        _ position: Int, _ attempt: AttemptEnd<JudgeQuestion>, final: Verdict?, cost: Double?, presumed: Double,
        broken: Bool, throttled: Double
    ) -> [Closing] {
        guard let asked = attempts[position] else { return [] }
        let end = asked.ended(
            AttemptEnding(
                state: final == nil ? .retried : .counted, exchange: attempt.exchange, costUSD: cost,
                presumedUSD: presumed, broken: broken))
        guard let final else { return [Closing(rows: [end])] }
        let verdict = attempt.asked.verdict(asked.judge, exchange: attempt.exchange, wire: final)
        return [Closing(rows: [end, finish(position, asked, verdict)])]
    }

    mutating func decided(_ position: Int, _ verdict: Verdict, throttled: Double) -> [Closing] {
        guard let asked = attempts[position] else { return [] }
        let none = JudgeQuestion.without(.error, asked.judge, verdict)
        return [Closing(rows: [asked.marked(.counted), finish(position, asked, none)])]
    }

    mutating func closed(_ position: Int, _ state: AttemptState) -> [Closing] {
        guard let asked = attempts.removeValue(forKey: position) else { return [] }
        return [Closing(rows: [asked.marked(state)])]
    }

    func waits(_ lanes: [Lane], inFlight: Int, ledger: Ledger) {}

    func note(_ position: Int, _ text: String) {
        tell("\(session.panel.judges[questions[position].judge].style.id): \(text)")
    }

    private mutating func finish(_ position: Int, _ asked: JudgeAttempt, _ verdict: JudgeVerdict) -> StoredRow {
        attempts[position] = nil
        answered += 1
        tell(nil)
        return asked.judgement(verdict)
    }

    private func tell(_ note: String?) {
        session.observe(JudgeProgress(questions: total, answered: answered, attempts: attemptsSent, note: note))
    }
}
