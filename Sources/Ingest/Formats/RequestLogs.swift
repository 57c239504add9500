import Formats
import Trials

/// LiteLLM's spend logs and standard logging payloads: one record a request, as JSON lines or one array.
struct LiteLLMLog: LogReading {
    let file: String
    let judge: LoggedVerdict

    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply] {
        let metadata = Self.parsed(record["metadata"])
        let error = Self.parsed(record["error_information"]) ?? Self.parsed(metadata?["error_information"])
        let requested = record["model_group"]?.string ?? record["model"]?.string
        let failed = record["status"]?.string == "failure" || metadata?["status"]?.string == "failure"
        let verdict: Verdict?
        if failed {
            var inner: JSONObject = [
                "message": .string(error?["error_message"]?.string ?? record["error_str"]?.string ?? "")
            ]
            inner["type"] = (error?["error_class"]?.string).json
            inner["code"] = (error?["error_code"]?.stringOrInteger).json
            // A code in words is the provider's own and comes with a 4xx; none at all is a fault on the way.
            let code = error?["error_code"]?.stringOrInteger ?? ""
            let status = Int(code) ?? (code.isEmpty ? nil : 400)
            verdict = judge.verdict(
                body: JSONValue.object(["error": .object(inner)]).compactBytes,
                status: status.map { (400..<600).contains($0) ? $0 : 500 } ?? 500, dialect: .openAICompatible,
                requested: requested)
        } else if let response = Self.parsed(record["response"]), response["choices"] != nil {
            verdict = judge.verdict(body: response.compactBytes, dialect: .openAICompatible, requested: requested)
        } else {
            // Replies are not kept by default: the request was seen, what came of it cannot be said.
            verdict = Verdict(
                outcome: .error, errorKind: .unreadable,
                evidence: [Evidence(rule: Self.notKept, field: "response", quote: "not in the log")])
        }
        guard let verdict else { return [] }
        var reply =
            LoggedReply(
                file: file, line: number,
                session: record["session_id"]?.string ?? record["trace_id"]?.string ?? record["end_user"]?.string
                    ?? "one session",
                at: record["startTime"]?.string, requestID: record["request_id"]?.string ?? record["id"]?.string,
                messageID: record["request_id"]?.string, requested: requested, verdict: verdict)
        reply.isKept = verdict.evidence.first?.rule != Self.notKept
        // The id is often the provider's own of the reply; columns hold objects in one export and texts in another.
        if let id = reply.requestID { reply.mark = CopyMark(id, reply.at, reply.at == nil ? record : nil) }
        reply.asked = Self.asked(record)
        return [reply]
    }

    mutating func finish() -> [LoggedReply] { [] }

    /// The conversation, where the proxy was told to keep prompts; its own columns hold `{}` otherwise.
    private static func asked(_ record: JSONValue) -> JSONValue? {
        if let messages = parsed(record["messages"])?.array, !messages.isEmpty { return ["messages": .array(messages)] }
        let sent = parsed(record["proxy_server_request"])
        guard let body = sent?["body"] ?? sent, body["messages"] != nil || body["input"] != nil else { return nil }
        return body
    }

    private static let notKept = "litellm.no-response"

    /// Exports hold JSON as text in some columns.
    private static func parsed(_ value: JSONValue?) -> JSONValue? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.string else { return value }
        return try? JSONReader.read(text)  // a text that is none says nothing
    }
}

/// HAR files, as browsers and proxies write them: whole replies, read by the dialect of their address.
struct HARLog: LogReading {
    let file: String
    let judge: LoggedVerdict

    /// - Parameter record: an entry, or a file of them on one line.
    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply] {
        if let entries = record["log"]?["entries"]?.array {
            return entries.enumerated().compactMap { entry($1, place: $0 + 1) }
        }
        return [entry(record, place: number)].compactMap { $0 }
    }

    mutating func finish() -> [LoggedReply] { [] }

    /// Pictures and scripts of a page are most of a browser's file.
    func concerns(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        Self.paths.contains { LogLines.holds(line, $0) }
    }

    private static let paths: [StaticString] = ["messages", "completions", "responses", "enerateContent", "converse"]

    private func entry(_ entry: JSONValue, place: Int) -> LoggedReply? {
        guard let url = entry["request"]?["url"]?.string, let dialect = LoggedAddress.dialect(url),
            entry["request"]?["method"]?.string == "POST", let status = entry["response"]?["status"]?.int,
            status > 0
        else { return nil }
        let headers = (entry["response"]?["headers"]?.array ?? []).compactMap { line -> HeaderLine? in
            guard let name = line["name"]?.string, let value = line["value"]?.string else { return nil }
            return HeaderLine(name, value)
        }
        let content = entry["response"]?["content"]
        let text = content?["text"]?.string ?? ""
        let body = content?["encoding"]?.string == "base64" ? Base64.bytes(text) ?? [] : Array(text.utf8)
        // may be absent
        let asked = entry["request"]?["postData"]?["text"]?.string.flatMap { try? JSONReader.read($0) }
        let requested = asked?["model"]?.string ?? LoggedAddress.model(url)
        guard
            let verdict = judge.verdict(
                body: body, status: status, headers: headers, dialect: dialect, requested: requested)
        else { return nil }
        let id = headers.first {
            ["request-id", "x-request-id", "x-amzn-requestid"].contains($0.name.lowercased())
        }
        var reply = LoggedReply(
            file: file, line: place, session: Path.stem(of: file), at: entry["startedDateTime"]?.string,
            requestID: id?.value, messageID: entry["startedDateTime"]?.string, requested: requested, verdict: verdict)
        if let id = reply.requestID, let at = reply.at { reply.mark = CopyMark(id, at, url) }
        reply.asked = asked
        return reply
    }
}
