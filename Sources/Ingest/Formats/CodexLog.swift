import Formats
import Trials

/// Codex's rollouts: one JSON record a line, `response_item` for what came, `event_msg` for what happened.
struct CodexLog: LogReading {
    private let file: String
    private let judge: LoggedVerdict
    private var session: String
    private var model: String?
    /// What came since the last reply was counted.
    private var texts: [String] = []
    private var acted = false
    private var begun: (line: Int, at: String?)?

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
            for part in payload["content"]?.array ?? [] {
                if let text = part["text"]?.string ?? part["refusal"]?.string { texts.append(text) }
            }
        case ("response_item", "message"?): return close()
        case ("response_item", "function_call"?), ("response_item", "custom_tool_call"?),
            ("response_item", "local_shell_call"?), ("response_item", "web_search_call"?):
            begin(number, at)
            acted = true
        case ("response_item", "function_call_output"?), ("response_item", "custom_tool_call_output"?): return close()
        case ("event_msg", "error"?), ("event_msg", "stream_error"?):
            return close() + [error(payload, number, at)].compactMap { $0 }
        case (_, _): break
        }
        return []
    }

    mutating func finish() -> [LoggedReply] { close() }

    private mutating func begin(_ line: Int, _ at: String?) { if begun == nil { begun = (line, at) } }

    private mutating func close() -> [LoggedReply] {
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
        (texts, acted, self.begun) = ([], false, nil)
        let body: JSONValue = [
            "object": "response", "status": "completed", "model": model.json, "output": .array(output),
        ]
        guard
            let verdict = judge.verdict(
                body: body.compactBytes, dialect: .openAIResponses, requested: nil, served: model)
        else { return [] }
        return [
            LoggedReply(
                file: file, line: begun.line, session: session, at: begun.at, requested: model, verdict: verdict)
        ]
    }

    /// An error's words go through the rules as an error of the API would; a status in them counts.
    private func error(_ payload: JSONValue, _ line: Int, _ at: String?) -> LoggedReply? {
        let message = payload["message"]?.string ?? ""
        let code = payload["codex_error_info"]?.string ?? payload["code"]?.string
        let status = message.split { !$0.isNumber }.compactMap { Int($0) }.first { (400..<600).contains($0) } ?? 400
        var inner: JSONObject = ["message": .string(message)]
        inner["code"] = code.json
        let body: JSONValue = ["error": .object(inner)]
        return judge.verdict(
            body: body.compactBytes, status: status, dialect: .openAIResponses, requested: model
        ).map { LoggedReply(file: file, line: line, session: session, at: at, requested: model, verdict: $0) }
    }
}
