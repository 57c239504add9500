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

    func ended(
        _ state: AttemptState, _ exchange: Exchange, costUSD: Double?, presumedUSD: Double, broken: Bool
    ) -> StoredRow {
        let reply = exchange.reply
        let raw = exchange.raw
        return StoredRow(
            Statements.endJudgeAttempt,
            [
                .text(state), .integer(raw.status), .text(reply.requestID), .text(reply.servedModel),
                .json(raw.fault?.stored), .integer(reply.usage.input), .integer(reply.usage.cachedInput),
                .integer(reply.usage.output), .integer(reply.usage.reasoning), .real(costUSD),
                .integer(exchange.timings.ended), broken ? .flag(true) : .null, .text(exchange.request.url),
                .text(exchange.request.headers.stored), .blob(exchange.request.body), .text(raw.headers.stored),
                .blob(raw.body), presumedUSD > 0 ? .real(presumedUSD) : .null, .integer(id),
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
