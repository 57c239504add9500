import Formats
import Trials

/// Inspect's logs as JSON: the output of each sample. Every sample is a request, also one that ended in an error.
struct InspectLog: LogReading {
    let file: String
    let judge: LoggedVerdict

    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply] {
        let requested = record["eval"]?["model"]?.string
        let created = record["eval"]?["created"]?.string
        return (record["samples"]?.array ?? []).enumerated().map { place, sample -> LoggedReply in
            let output = sample["output"]
            let name = "\(sample["id"]?.stringOrInteger ?? "\(place + 1)") epoch \(sample["epoch"]?.int ?? 1)"
            let id = output?["response_id"]?.string ?? output?["metadata"]?["request_id"]?.string
            return LoggedReply(
                file: file, line: 0, session: "sample \(name)",
                at: sample["started_at"]?.string ?? sample["completed_at"]?.string ?? created, requestID: id,
                requested: requested, fallback: output?["fallback"]?["fallback_model"]?.string,
                verdict: verdict(sample, output, requested))
        }
    }

    mutating func finish() -> [LoggedReply] { [] }

    private func verdict(_ sample: JSONValue, _ output: JSONValue?, _ requested: String?) -> Verdict {
        let choices = output?["choices"]?.array ?? []
        let filtered = choices.contains { $0["stop_reason"]?.string == "content_filter" }
        // An error beside a reply is of what came after it (a tool, a scorer, a limit), not of the reply.
        let error = output?["error"]?.string ?? (choices.isEmpty ? sample["error"]?["message"]?.string : nil)
        let found: Verdict?
        if let output, !choices.isEmpty, filtered || error == nil {
            found = judge.verdict(
                body: Self.chat(output, choices).compactBytes, dialect: .openAICompatible, requested: nil,
                served: output["model"]?.string)
        } else if let error {
            let body: JSONValue = ["error": ["message": .string(error)]]
            found = judge.verdict(
                body: body.compactBytes, status: 400, dialect: .openAICompatible, requested: requested)
        } else {
            found = nil
        }
        return found
            ?? Verdict(
                outcome: .error, errorKind: .unreadable,
                evidence: [Evidence(rule: "inspect.no-output", field: "output", quote: "not in the log")])
    }

    /// Inspect's stop reasons and parts of content in the words of Chat Completions.
    private static func chat(_ output: JSONValue, _ choices: [JSONValue]) -> JSONValue {
        let choices = choices.enumerated().map { index, choice -> JSONValue in
            let content = choice["message"]?["content"]
            let parts = content?.array ?? []
            let isRefusal = { (part: JSONValue) in part["refusal"]?.bool == true }
            let text = content?.string ?? Self.joined(parts.filter { !isRefusal($0) })
            let calls = choice["message"]?["tool_calls"]?.array ?? []
            let stop: String? =
                switch choice["stop_reason"]?.string {
                case "max_tokens", "model_length": "length"
                case let other: other
                }
            var message: JSONObject = ["role": "assistant", "content": .string(text)]
            if parts.contains(where: isRefusal) { message["refusal"] = .string(Self.joined(parts.filter(isRefusal))) }
            if !calls.isEmpty {
                message["tool_calls"] = .array(
                    calls.map { call in
                        [
                            "id": (call["id"]?.string).json, "type": "function",
                            "function": [
                                "name": (call["function"]?.string).json,
                                "arguments": .string(call["arguments"]?.compact ?? "{}"),
                            ],
                        ]
                    })
            }
            return ["index": .integer(index), "message": .object(message), "finish_reason": stop.json]
        }
        return ["object": "chat.completion", "model": output["model"] ?? .null, "choices": .array(choices)]
    }

    private static func joined(_ parts: [JSONValue]) -> String {
        parts.compactMap { $0["text"]?.string }.joined(separator: "\n")
    }
}
