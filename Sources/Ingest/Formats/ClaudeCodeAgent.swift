import Formats
import Trials

/// One of those that write into a log of Claude Code: a session, or a subagent of it.
struct ClaudeCodeAgent {
    private let file: String
    private let judge: LoggedVerdict
    private let session: String
    var model: String?
    private var open: Message?
    /// The last reply, held back until it is clear whether an event belongs to it.
    private var held: LoggedReply?
    /// The person asked again since the held reply: what is told from here on is of another request.
    private var askedAgain = false

    private struct Message {
        var id: String
        /// What the log calls it.
        var name: String?
        var line: Int
        var at: String?
        var requestID: String?
        var model: String?
        var blocks: [JSONValue] = []
        var stop: JSONValue?
        var details: JSONValue?
        var usage: JSONValue?
    }

    init(file: String, session: String, judge: LoggedVerdict) {
        self.file = file
        self.session = session
        self.judge = judge
    }

    /// A user's turn matters only after a block, which may be told again until then.
    var awaitsTurn: Bool {
        held?.verdict.outcome == .blocked && !askedAgain || open?.stop?.string == "refusal"
    }

    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply] {
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
                id: id, name: message["id"]?.string, line: number, at: record["timestamp"]?.string,
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
            reply(message.line, message.at, verdict, of: message.model, message.requestID, message: message.name))
    }

    /// Copies of a session stand under another name and the same times. The service draws the id of the request and that of the
    /// message apart; where a proxy names no request, time has to be the same, too.
    private func reply(
        _ line: Int, _ at: String?, _ verdict: Verdict, of model: String?, _ request: String?, message: String?
    ) -> LoggedReply {
        var reply = LoggedReply(
            file: file, line: line, session: session, at: at, requestID: request, messageID: message, requested: model,
            verdict: verdict)
        if request != nil, message != nil {
            reply.mark = CopyMark(request, message)
        } else if request != nil || message != nil, at != nil {
            reply.mark = CopyMark(request, message, at)
        }
        return reply
    }

    private mutating func hold(_ reply: LoggedReply) -> [LoggedReply] {
        let due = held
        held = reply
        askedAgain = false
        return due.map { [$0] } ?? []
    }

    // MARK: Blocks

    /// Whether the held reply is a block that a record of this request may tell again: no request of another id, and nothing asked
    /// in between.
    private func tellsAgain(_ requestID: String?) -> Bool {
        guard let held, held.verdict.outcome == .blocked, !askedAgain else { return false }
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
        var found = reply(
            number, record["timestamp"]?.string, verdict, of: original, requestID, message: record["uuid"]?.string)
        found.fallback = record["fallbackModel"]?.string
        out += hold(found)
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
            self.reply(
                number, record["timestamp"]?.string, verdict, of: model, record["requestId"]?.string,
                message: message["id"]?.string ?? record["uuid"]?.string)
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
