import Formats
import Trials

/// Inspect's logs, as JSON and as `.eval` archives: every call of a model that a sample tells of, also one that ended in an
/// error; where a log keeps no events, the output of each sample.
///
/// What the provider sent stands beside Inspect's own words for it, and is what is judged: Inspect calls many things
/// `content_filter`, and gives a failed call an empty reply that ended well. Calls that a cache answered are none. The unit of
/// the intervals is the sample: its epochs and the calls of its turns are not independent.
struct InspectLog: LogReading {
    let file: String
    let judge: LoggedVerdict
    private var head: JSONValue = .null

    init(file: String, judge: LoggedVerdict) {
        self.file = file
        self.judge = judge
    }

    /// What the samples of an archive leave to its header.
    mutating func begin(_ head: JSONValue) { self.head = head }

    /// - Parameter record: a sample, or a whole log.
    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply] {
        guard record["eval"] != nil else { return sample(record, place: number) }
        begin(record)
        return (record["samples"]?.array ?? []).enumerated().flatMap { sample($1, place: $0 + 1) }
    }

    mutating func finish() -> [LoggedReply] { [] }

    /// - Parameter place: of the sample in its log, from 1; names one without an id.
    func sample(_ sample: JSONValue, place: Int) -> [LoggedReply] {
        let earlier = (sample["error_retries"]?.array ?? []).flatMap { $0["events"]?.array ?? [] }
        let calls = (earlier + (sample["events"]?.array ?? [])).filter {
            $0["event"]?.string == "model" && $0["cache"]?.string != "read" && $0["pending"]?.bool != true
        }
        let texts = sample["attachments"]
        let task = head["eval"]?["task"]?.string.map { "\($0) " } ?? ""
        let session = "\(task)sample \(sample["id"]?.stringOrInteger ?? "\(place)")"
        let replies: [LoggedReply]
        if calls.isEmpty {
            let output = sample["output"]
            var reply =
                LoggedReply(
                    file: file, line: place, session: session,
                    at: sample["started_at"]?.string ?? sample["completed_at"]?.string
                        ?? head["eval"]?["created"]?.string,
                    requestID: output?["response_id"]?.string ?? output?["metadata"]?["request_id"]?.string,
                    requested: head["eval"]?["model"]?.string, fallback: output?["fallback"]?["fallback_model"]?.string,
                    verdict: told(
                        output, error: sample["error"]?["message"]?.string, model: head["eval"]?["model"]?.string, texts
                    ))
            reply.unit = .sample
            reply.asked = Self.asked(sample["input"], tools: nil, texts)
            replies = [reply]
        } else {
            replies = calls.map { call in
                let output = call["output"]
                let ids = call["request_ids"]?.array?.last
                let id = ids?["id"]?.string ?? output?["response_id"]?.string
                let model = call["model"]?.string
                var reply = LoggedReply(
                    file: file, line: place, session: session, at: call["timestamp"]?.string, requestID: id,
                    messageID: call["uuid"]?.string, requested: model,
                    fallback: output?["fallback"]?["fallback_model"]?.string,
                    verdict: sent(call, status: ids?["status"]?.int, texts)
                        ?? told(output, error: call["error"]?.string, model: model, texts, isCall: true))
                reply.unit = .sample
                // Inspect draws the id of a call; samples that a retry takes over keep it.
                if let id, let call = call["uuid"]?.string { reply.mark = CopyMark(id, call, reply.at) }
                if reply.obstructed == true {
                    reply.asked = Self.asked(
                        Self.pooled(call, sample["events_data"]) ?? call["input"], tools: call["tools"]?.array, texts)
                }
                return reply
            }
        }
        return replies
    }

    // MARK: What the provider sent

    /// - Returns: nil where the log keeps no body of the provider that can be told from others.
    private func sent(_ call: JSONValue, status: Int?, _ texts: JSONValue?) -> Verdict? {
        guard let raw = call["call"], let response = raw["response"]?.object else { return nil }
        let asked = raw["request"]?["model"]?.string
        if raw["error"]?.bool == true {
            // A client may keep the inner object of the error alone.
            let isWhole = response["error"] != nil
            let body: JSONValue = isWhole ? .object(response) : ["error": .object(response)]
            let dialect: DialectName =
                call["model"]?.string?.hasPrefix("anthropic/") == true && isWhole ? .anthropic : .openAICompatible
            return judge.verdict(
                body: Self.resolved(body, texts).compactBytes, status: Self.status(status, call), dialect: dialect,
                requested: asked)
        }
        guard call["error"]?.string == nil, let dialect = ReplyShape.dialect(of: response, isError: false)
        else { return nil }
        return judge.verdict(
            body: Self.resolved(.object(response), texts).compactBytes, dialect: dialect, requested: asked)
    }

    /// As the headers had it, else as the client's words have it: `Error code: 400 - …`.
    private static func status(_ known: Int?, _ call: JSONValue) -> Int {
        if let known, (400..<600).contains(known) { return known }
        let words = call["error"]?.string.flatMap { $0.firstMatch(of: /Error code: ([45][0-9]{2})/) }
        return words.flatMap { Int($0.output.1) } ?? 400
    }

    /// Long texts stand apart, each once: `attachment://` and a hash in their place.
    private static func resolved(_ value: JSONValue, _ texts: JSONValue?) -> JSONValue {
        if let text = value.string {
            let mark = "attachment://"
            guard text.hasPrefix(mark), let whole = texts?[String(text.dropFirst(mark.count))] else { return value }
            return whole
        }
        if let array = value.array { return .array(array.map { resolved($0, texts) }) }
        guard let object = value.object else { return value }
        return .object(
            JSONObject(
                members: object.members.map {
                    JSONObject.Member(key: $0.key, value: resolved($0.value, texts))
                }))
    }

    // MARK: What was asked

    /// Inspect's messages in the words of Chat Completions; nil where the log keeps none.
    private static func asked(_ input: JSONValue?, tools: [JSONValue]?, _ texts: JSONValue?) -> JSONValue? {
        guard let input = input.map({ resolved($0, texts) }) else { return nil }
        if let text = input.string { return text.isEmpty ? nil : ["input": .string(text)] }
        guard let messages = input.array, !messages.isEmpty else { return nil }
        var out: JSONObject = [
            "messages": .array(
                messages.map { message in
                    guard var object = message.object, let calls = message["tool_calls"]?.array else { return message }
                    object["tool_calls"] = .array(calls.map(call))
                    return .object(object)
                })
        ]
        out["tools"] = tools.map { .array($0) }
        return .object(out)
    }

    /// Newer logs keep each message of a sample once, and in a call the ranges of those that it sent: first, and one past the
    /// last. nil where a call holds its own.
    private static func pooled(_ call: JSONValue, _ data: JSONValue?) -> JSONValue? {
        guard let ranges = call["input_refs"]?.array, let pool = data?["messages"]?.array else { return nil }
        return .array(
            ranges.flatMap { range -> ArraySlice<JSONValue> in
                guard let from = range.array?.first?.int, let end = range.array?.last?.int, from >= 0, from < end,
                    end <= pool.count
                else { return [] }
                return pool[from..<end]
            })
    }

    private static func call(_ call: JSONValue) -> JSONValue {
        [
            "id": (call["id"]?.string).json, "type": "function",
            "function": [
                "name": (call["function"]?.string).json,
                "arguments": .string(call["arguments"]?.compact ?? "{}"),
            ],
        ]
    }

    // MARK: What Inspect made of it

    /// - Parameter isCall: of a model: its error is of the request. The error of a sample that has a reply is of what came
    ///   after it: a tool, a scorer, a limit.
    private func told(
        _ output: JSONValue?, error: String?, model: String?, _ texts: JSONValue?, isCall: Bool = false
    ) -> Verdict {
        let choices = output?["choices"]?.array ?? []
        let filtered = choices.contains { $0["stop_reason"]?.string == "content_filter" }
        let error = output?["error"]?.string ?? (choices.isEmpty || isCall ? error : nil)
        let found: Verdict?
        if let output, !choices.isEmpty, filtered || error == nil {
            found = judge.verdict(
                body: Self.chat(Self.resolved(output, texts)).compactBytes, dialect: .openAICompatible, requested: nil,
                served: output["model"]?.string)
        } else if let error {
            let body: JSONValue = ["error": ["message": .string(error)]]
            found = judge.verdict(body: body.compactBytes, status: 400, dialect: .openAICompatible, requested: model)
        } else {
            found = nil
        }
        return found
            ?? Verdict(
                outcome: .error, errorKind: .unreadable,
                evidence: [Evidence(rule: "inspect.no-output", field: "output", quote: "not in the log")])
    }

    /// Inspect's stop reasons and parts of content in the words of Chat Completions.
    private static func chat(_ output: JSONValue) -> JSONValue {
        let choices = (output["choices"]?.array ?? []).enumerated().map { index, choice -> JSONValue in
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
            if !calls.isEmpty { message["tool_calls"] = .array(calls.map(call)) }
            return ["index": .integer(index), "message": .object(message), "finish_reason": stop.json]
        }
        return ["object": "chat.completion", "model": output["model"] ?? .null, "choices": .array(choices)]
    }

    private static func joined(_ parts: [JSONValue]) -> String {
        parts.compactMap { $0["text"]?.string }.joined(separator: "\n")
    }
}
