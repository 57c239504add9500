import Formats
import Trials

/// An attempt at a question, before and after.
struct JudgeAttempt: Sendable {
    var id: Int64
    var trial: Int64
    var judge: Judge
    /// From 1, over all sessions.
    var number: Int
    var session: Int64

    /// - Parameter wall: seconds since 1970.
    func started(wall: Double, presumedUSD: Double) -> StoredRow {
        StoredRow(
            Statements.startJudgeAttempt,
            [
                .integer(id), .integer(trial), .text(judge.id), .text(judge.version), .integer(number),
                .integer(session), .text(AttemptState.started), .integer(milliseconds(wall)),
                presumedUSD > 0 ? .real(presumedUSD) : .null,
            ])
    }

    func marked(_ state: AttemptState) -> StoredRow {
        StoredRow(
            state == .unsent ? Statements.markJudgeUnsent : Statements.markJudgeAttempt, [.text(state), .integer(id)])
    }

    func ended(_ ending: AttemptEnding) -> StoredRow {
        let (request, raw) = (ending.exchange.request, ending.exchange.raw)
        return StoredRow(
            Statements.endJudgeAttempt,
            ending.values + [
                .text(request.url), .text(request.headers.stored), .blob(request.body), .text(raw.headers.stored),
                .blob(raw.body), .integer(id),
            ])
    }

    func judgement(_ verdict: JudgeVerdict) -> StoredRow {
        StoredRow(
            Statements.insertJudgement,
            [
                .integer(trial), .text(verdict.judge), .text(verdict.version), .integer(id), .integer(number),
                .text(verdict.result), .text(verdict.outcome),
                verdict.points.isEmpty ? .null : .text(verdict.points.map { $0 ? "1" : "0" }.joined()),
                .text(verdict.quote), .text(verdict.detail), .text(verdict.excerpt), .text(verdict.servedModel),
            ])
    }
}
