import Formats
import Trials

/// Replies that people kept themselves, one a line or a list of them: the body as the provider sent it, alone or beside its
/// request.
///
///     {"id":"msg_1","type":"message","role":"assistant","content":[…],"stop_reason":"end_turn",…}
///     {"request":{…},"response":{…},"status":400,"at":"2026-09-01T00:00:00Z","session":"evening"}
///
/// The wire is told from the body. Without `session` a file is one session.
struct RepliesLog: LogReading {
    let file: String
    let judge: LoggedVerdict

    static func holds(_ record: JSONValue) -> Bool {
        if let kept = record["response"] { return record["request"]?.object != nil && kept.object != nil }
        return record.object.flatMap { ReplyShape.dialect(of: $0) } != nil
    }

    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply] {
        guard Self.holds(record), let body = (record["response"] ?? record).object else { return [] }
        let asked = record["response"] == nil ? nil : record["request"]
        let isError = body["error"]?.object != nil && ReplyShape.dialect(of: body, isError: false) == nil
        let requested = asked?["model"]?.string
        let dialect = ReplyShape.dialect(of: body) ?? .openAICompatible
        let verdict = judge.verdict(
            body: JSONValue.object(body).compactBytes, status: isError ? record["status"]?.int ?? 400 : 200,
            dialect: dialect, requested: requested, served: body["model"]?.string)
        guard let verdict else { return [] }
        let id = record["request_id"]?.string ?? body["request_id"]?.string
        var reply = LoggedReply(
            file: file, line: number, session: record["session"]?.string ?? Path.stem(of: file),
            at: record["at"]?.string ?? record["timestamp"]?.string, requestID: id ?? body["id"]?.string,
            messageID: body["id"]?.string ?? id, requested: requested ?? body["model"]?.string, verdict: verdict)
        reply.asked = asked
        // Whatever server it was may give an id twice; a copy is the whole record again.
        if reply.requestID != nil { reply.mark = CopyMark(record) }
        return [reply]
    }

    mutating func finish() -> [LoggedReply] { [] }
}
