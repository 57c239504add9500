import Formats
import Trials

/// Claude Code's session logs: one JSON record a line.
///
/// A reply stands in several lines of one message id, one content block each. A block stands in up to three places: the
/// message with `stop_reason: refusal`, the event `model_refusal_fallback` or `model_refusal_no_fallback`, and a message
/// that the client writes in the model's name. They are one block where nothing else was asked in between. Only these
/// records count: an error that a prompt or the result of a tool quotes is none.
struct ClaudeCodeLog: LogReading {
    private let file: String
    private let judge: LoggedVerdict
    private var open: Message?
    /// The last reply, held back until it is clear whether an event belongs to it.
    private var held: LoggedReply?
    /// The person asked again since the held reply: what is told from here on is of another request.
    private var askedAgain = false
    private var session: String
    private var model: String?

    private struct Message {
        var id: String
        var line: Int
        var session: String
        var at: String?
        var requestID: String?
        var model: String?
        var blocks: [JSONValue] = []
        var stop: JSONValue?
        var details: JSONValue?
        var usage: JSONValue?
    }

    init(file: String, judge: LoggedVerdict) {
        self.file = file
        self.judge = judge
        session = Path.stem(of: file)
    }

    func concerns(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        LogLines.holds(line, "\"assistant\"") || LogLines.holds(line, "model_refusal")
            || LogLines.holds(line, "api_error") || (awaitsTurn && LogLines.holds(line, "\"user\""))
    }

    /// A user's turn matters only after a block, which may be told again until then.
    private var awaitsTurn: Bool {
        held?.verdict.outcome == .blocked || open?.stop?.string == "refusal"
    }

    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply] {
        if let named = record["sessionId"]?.string ?? record["session_id"]?.string { session = named }
        switch record["type"]?.string {
        case "assistant": return assistant(record, number)
        case "system": return event(record, number)
        case "user" where Self.asks(record):
            let due = close()
            askedAgain = true
            return due
        case nil, .some: return []
        }
    }

    mutating func finish() -> [LoggedReply] {
        var out = close()
        if let held { out.append(held) }
        held = nil
        return out
    }

    /// What a person wrote; results of tools and the client's own remarks go by the same name.
    private static func asks(_ record: JSONValue) -> Bool {
        guard record["isMeta"]?.bool != true, let content = record["message"]?["content"] else { return false }
        return content.string != nil || !(content.array ?? []).contains { $0["type"]?.string == "tool_result" }
    }

    // MARK: Messages

    private mutating func assistant(_ record: JSONValue, _ number: Int) -> [LoggedReply] {
        guard let message = record["message"] else { return [] }
        if record["isApiErrorMessage"]?.bool == true || message["model"]?.string == "<synthetic>" {
            return synthetic(record, message, number)
        }
        let id = message["id"]?.string ?? record["requestId"]?.string ?? "line \(number)"
        var out: [LoggedReply] = []
        if open?.id != id {
            out = close()
            model = message["model"]?.string ?? model
            open = Message(
                id: id, line: number, session: session, at: record["timestamp"]?.string,
                requestID: record["requestId"]?.string, model: message["model"]?.string)
        }
        open?.blocks += message["content"]?.array ?? []
        if let stop = message["stop_reason"], !stop.isNull { open?.stop = stop }
        if let details = message["stop_details"], !details.isNull { open?.details = details }
        if let usage = message["usage"], !usage.isNull { open?.usage = usage }
        return out
    }

    /// Ends the open message: it becomes the held reply, and what was held is due.
    private mutating func close() -> [LoggedReply] {
        guard let message = open else { return [] }
        open = nil
        var body: JSONObject = ["type": "message", "id": .string(message.id), "role": "assistant"]
        body["model"] = message.model.json
        body["content"] = .array(message.blocks)
        // Older logs name no stop reason for replies that are whole.
        let acted = message.blocks.contains { $0["type"]?.string == "tool_use" }
        body["stop_reason"] = message.stop ?? .string(acted ? "tool_use" : "end_turn")
        body["stop_details"] = message.details
        body["usage"] = message.usage ?? ["input_tokens": 0, "output_tokens": 0]
        guard
            let verdict = judge.verdict(
                body: JSONValue.object(body).compactBytes, dialect: .anthropic, requested: nil, served: message.model)
        else { return [] }
        return hold(
            LoggedReply(
                file: file, line: message.line, session: message.session, at: message.at, requestID: message.requestID,
                messageID: message.id, requested: message.model, verdict: verdict))
    }

    private mutating func hold(_ reply: LoggedReply) -> [LoggedReply] {
        let due = held
        held = reply
        askedAgain = false
        return due.map { [$0] } ?? []
    }

    // MARK: Blocks

    /// Whether the held reply is a block that a record of this request may tell again: the same session, no request of
    /// another id, and nothing asked in between.
    private func tellsAgain(_ requestID: String?) -> Bool {
        guard let held, held.verdict.outcome == .blocked, held.session == session, !askedAgain else { return false }
        return requestID == nil || held.requestID == nil || requestID == held.requestID
    }

    private mutating func event(_ record: JSONValue, _ number: Int) -> [LoggedReply] {
        let subtype = record["subtype"]?.string
        guard subtype == "model_refusal_fallback" || subtype == "model_refusal_no_fallback" else { return [] }
        var out = close()
        let original = record["originalModel"]?.string ?? model ?? "unknown"
        let category = record["apiRefusalCategory"]?.string
        let requestID = record["requestId"]?.string
        if let last = held, tellsAgain(requestID) {
            // The event names what the message may have left out.
            held?.fallback = record["fallbackModel"]?.string ?? last.fallback
            held?.requestID = last.requestID ?? requestID
            if last.verdict.categories.isEmpty, let verdict = blocked(original, category) { held?.verdict = verdict }
            return out
        }
        guard let verdict = blocked(original, category) else { return out }
        out += hold(
            LoggedReply(
                file: file, line: number, session: session, at: record["timestamp"]?.string, requestID: requestID,
                messageID: record["uuid"]?.string, requested: original, fallback: record["fallbackModel"]?.string,
                verdict: verdict))
        return out
    }

    private func blocked(_ model: String, _ category: String?) -> Verdict? {
        judge.verdict(
            body: JSONValue.object(.refusal(model: model, category: category)).compactBytes, dialect: .anthropic,
            requested: model)
    }

    /// What the client writes in the model's name: a notice of a block, or an error with its status and body.
    private mutating func synthetic(_ record: JSONValue, _ message: JSONValue, _ number: Int) -> [LoggedReply] {
        let text = (message["content"]?.array ?? []).compactMap { $0["text"]?.string }.joined(separator: "\n")
        guard text.hasPrefix("API Error") || record["isApiErrorMessage"]?.bool == true else { return [] }
        var out = close()
        func reply(_ verdict: Verdict) -> LoggedReply {
            LoggedReply(
                file: file, line: number, session: session, at: record["timestamp"]?.string,
                requestID: record["requestId"]?.string,
                messageID: message["id"]?.string ?? record["uuid"]?.string, requested: model, verdict: verdict)
        }
        if Self.tellsOfBlock(text) {
            if tellsAgain(record["requestId"]?.string) { return out }
            guard var verdict = blocked(model ?? "unknown", nil) else { return out }
            verdict.evidence = [Evidence(rule: "claude-code.notice", field: "message.content", quote: text)]
            out += hold(reply(verdict))
            return out
        }
        let (status, body) = Self.error(text)
        guard let status,
            let verdict = judge.verdict(body: body, status: status, dialect: .anthropic, requested: model)
        else {
            out += hold(
                reply(
                    Verdict(
                        outcome: .error, errorKind: .transport,
                        evidence: [Evidence(rule: "claude-code.error", field: "message.content", quote: text)])))
            return out
        }
        out += hold(reply(verdict))
        return out
    }

    /// The words in which the client tells of a safeguard; it wrote them under several versions.
    private static func tellsOfBlock(_ text: String) -> Bool {
        ["safeguards flagged", "appears to violate our Usage Policy", "violate Anthropic's", "flagged this message"]
            .contains { text.contains($0) }
    }

    /// `API Error: 400 {"type":"error",...}`
    private static func error(_ text: String) -> (status: Int?, body: [UInt8]) {
        let rest = text.drop { !$0.isNumber }
        let digits = rest.prefix { $0.isNumber }
        let body = rest.dropFirst(digits.count).drop { $0 != "{" }
        guard let status = Int(digits), (400..<600).contains(status) else { return (nil, []) }
        return (status, Array(body.utf8))
    }
}
