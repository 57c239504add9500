import Formats
import Trials

/// Codex's rollouts: one JSON record a line, `response_item` for what came, `event_msg` for what happened.
///
/// What ended a turn stands in its `task_complete` (0.163, as it wrote it against the simulator), in older versions in an event
/// of its own. A block in the middle of an answer stands there in words, behind the part of the answer that had come.
struct CodexLog: LogReading {
    private let file: String
    private let judge: LoggedVerdict
    private var session: String
    private var model: String?
    /// What came since the last reply was counted.
    private var texts: [String] = []
    private var acted = false
    /// Of what came: forked rollouts copy it under new times, and ids of replies are the server's own.
    private var content: [JSONValue] = []
    private var begun: (line: Int, at: String?)?
    private var responseID: String?
    /// The last error's words: an event and the end of its turn may tell of one error.
    private var told: String?

    init(file: String, judge: LoggedVerdict) {
        self.file = file
        self.judge = judge
        session = Path.stem(of: file)
    }

    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply] {
        guard let payload = record["payload"] else { return [] }
        let at = record["timestamp"]?.string
        switch (record["type"]?.string, payload["type"]?.string) {
        case ("session_meta", _): session = payload["id"]?.string ?? session
        case ("turn_context", _): model = payload["model"]?.string ?? model
        case ("response_item", "message"?) where payload["role"]?.string == "assistant":
            begin(number, at)
            content.append(payload)
            for part in payload["content"]?.array ?? [] {
                if let text = part["text"]?.string ?? part["refusal"]?.string { texts.append(text) }
            }
        case ("response_item", "message"?) where payload["role"]?.string == "user":
            told = nil
            return close()
        case ("response_item", "function_call"?), ("response_item", "custom_tool_call"?),
            ("response_item", "local_shell_call"?), ("response_item", "web_search_call"?):
            begin(number, at)
            content.append(payload)
            acted = true
        case ("response_item", "function_call_output"?), ("response_item", "custom_tool_call_output"?): return close()
        case ("token_usage_record", _): responseID = begun == nil ? nil : payload["response_id"]?.string
        case ("event_msg", "error"?), ("event_msg", "stream_error"?): return ended(payload, number, at)
        case ("event_msg", "task_started"?):
            told = nil
            return close()
        case ("event_msg", "task_complete"?):
            if let error = payload["error"], error.object != nil, error["message"]?.string != told {
                return ended(error, number, at)
            }
            return close()
        case (_, _): break
        }
        return []
    }

    mutating func finish() -> [LoggedReply] { close() }

    private mutating func begin(_ line: Int, _ at: String?) { if begun == nil { begun = (line, at) } }

    /// - Parameter reason: why the answer is no whole one.
    private mutating func close(incomplete reason: String? = nil) -> [LoggedReply] {
        guard let begun else { return [] }
        var output: [JSONValue] = []
        if !texts.isEmpty {
            output.append([
                "type": "message", "role": "assistant", "status": "completed",
                "content": [
                    ["type": "output_text", "text": .string(texts.joined(separator: "\n")), "annotations": []]
                ],
            ])
        }
        if acted {
            output.append([
                "type": "function_call", "name": "tool", "arguments": "{}", "call_id": "logged", "status": "completed",
            ])
        }
        var reply = reply(output, incomplete: reason, line: begun.line, at: begun.at, responseID)
        if let responseID { reply?.mark = CopyMark(responseID, content) }
        (texts, acted, content, self.begun, responseID) = ([], false, [], nil, nil)
        return [reply].compactMap { $0 }
    }

    private func reply(
        _ output: [JSONValue], incomplete reason: String?, line: Int, at: String?, _ id: String?
    ) -> LoggedReply? {
        var body: JSONObject = [
            "object": "response", "status": reason == nil ? "completed" : "incomplete", "model": model.json,
            "output": .array(output),
        ]
        if let reason { body["incomplete_details"] = ["reason": .string(reason)] }
        return judge.verdict(
            body: JSONValue.object(body).compactBytes, dialect: .openAIResponses, requested: nil, served: model
        ).map { verdict in
            var verdict = verdict
            // Codex streams: what it wrote down had been shown.
            if verdict.stage == .withheld { verdict.stage = .midstream }
            return LoggedReply(
                file: file, line: line, session: session, at: at, requestID: id, messageID: id, requested: model,
                verdict: verdict)
        }
    }

    /// What ended the turn: of an answer that had begun, or in place of one.
    private mutating func ended(_ payload: JSONValue, _ line: Int, _ at: String?) -> [LoggedReply] {
        let message = payload["message"]?.string ?? ""
        told = message
        if let reason = message.firstMatch(of: /Incomplete response returned, reason: ([a-z_]+)/) {
            let reason = String(reason.output.1)
            return begun == nil
                ? [reply([], incomplete: reason, line: line, at: at, nil)].compactMap { $0 } : close(incomplete: reason)
        }
        return close() + [error(payload, line, at)].compactMap { $0 }
    }

    /// An error's words go through the rules as an error of the API would; a status in them counts.
    private func error(_ payload: JSONValue, _ line: Int, _ at: String?) -> LoggedReply? {
        let message = payload["message"]?.string ?? ""
        let id = message.firstMatch(of: /request id: ([A-Za-z0-9_-]+)/).map { String($0.output.1) }
        if message.hasPrefix("stream disconnected") {
            var lost = LoggedReply(
                file: file, line: line, session: session, at: at, requestID: id, messageID: id, requested: model,
                verdict: Verdict(
                    outcome: .error, errorKind: .transport,
                    evidence: [Evidence(rule: "codex.disconnected", field: "message", quote: message)]))
            if let id { lost.mark = CopyMark(id, message) }
            return lost
        }
        let info = payload["codex_error_info"]
        let code = (info?.string == "other" ? nil : info?.string) ?? payload["code"]?.string
        let known = info?.object?.members.first?.value["http_status_code"]?.int
        let status =
            known ?? message.split { !$0.isNumber }.compactMap { Int($0) }.first { (400..<600).contains($0) } ?? 400
        var inner: JSONObject = ["message": .string(message)]
        inner["code"] = code.json
        let body: JSONValue = ["error": .object(inner)]
        return judge.verdict(
            body: body.compactBytes, status: status, dialect: .openAIResponses, requested: model
        ).map {
            var reply = LoggedReply(
                file: file, line: line, session: session, at: at, requestID: id, messageID: id, requested: model,
                verdict: $0)
            if let id { reply.mark = CopyMark(id, message) }
            return reply
        }
    }
}
