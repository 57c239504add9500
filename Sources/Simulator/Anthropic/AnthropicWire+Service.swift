import Formats
import Trials

extension AnthropicWire {
    /// The key's own header or a bearer; both at once are refused, as the real API does.
    func credential(_ http: ReceivedRequest) -> String? {
        let own = http.header("x-api-key")
        return own != nil && http.bearer != nil ? nil : own ?? http.bearer
    }

    func complaint(_ http: ReceivedRequest) -> String? {
        http.header("anthropic-version") == nil ? "anthropic-version: header is required" : nil
    }

    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest {
        guard let model = body["model"]?.string else { throw MalformedRequest("model: field required") }
        guard let messages = body["messages"]?.array, !messages.isEmpty else {
            throw MalformedRequest("messages: at least one message is required")
        }
        guard let maxTokens = body["max_tokens"]?.int else { throw MalformedRequest("max_tokens: field required") }
        var turns: [Turn] = []
        var open: [String] = []
        for message in messages {
            let text = ModelRequest.text(message["content"])
            let blocks = message["content"]?.array ?? []
            switch message["role"]?.string {
            case "user":
                let results = blocks.filter { $0["type"]?.string == "tool_result" }
                try ScriptTurns.paired(open, results.map { $0["tool_use_id"]?.string ?? "" })
                open = []
                turns += ScriptTurns.user(
                    text,
                    results: results.map {
                        ToolResult(ModelRequest.text($0["content"]), failed: $0["is_error"]?.bool ?? false)
                    })
            case "assistant":
                var calls: [ScriptedCall] = []
                for block in blocks where block["type"]?.string == "tool_use" {
                    calls.append(try ScriptTurns.call(block["name"]?.string, value: block["input"]))
                    open.append(block["id"]?.string ?? "")
                }
                turns.append(ScriptTurns.assistant(text, calls: calls))
            case let role: throw MalformedRequest("messages: unexpected role \(role ?? "null")")
            }
        }
        return try ModelRequest(
            body, route: route, model: model, stream: body["stream"]?.bool ?? false, maxTokens: maxTokens,
            systems: body["system"].map { [ModelRequest.text($0)] } ?? [], turns: turns)
    }

    // MARK: What this wire can show

    func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .unable, .empty, .truncated, .cut, .error: return play
        // There is no refusal field.
        case .refusedStructured: return .refused
        case .blocked(var block):
            if block.stage == .input { block.stage = .noText }
            if block.signal == .legacyFilter {
                // Without a stream the filter answers in place of everything, and it names no category.
                if !request.stream || block.stage != .midstream { block.stage = .withheld }
                block.rescuedBy = nil
                return .blocked(block)
            }
            block.signal = .stopReason
            // The API never switches models by itself.
            if request.body["fallbacks"]?.isNull ?? true { block.rescuedBy = nil }
            if block.rescuedBy != nil { block.stage = .noText }
            return .blocked(block)
        }
    }

    func category(of block: PlayedBlock) -> (written: String?, shown: Category) { Self.category(block) }

    static func category(_ block: PlayedBlock) -> (written: String?, shown: Category) {
        if block.signal == .legacyFilter { return (nil, .unreported) }
        if let raw = block.categoryRaw { return (raw, .other) }
        switch block.category {
        case .cyber: return ("cyber", .cyber)
        case .bioChem: return ("bio", .bioChem)
        case .aiRnd: return ("frontier_llm", .aiRnd)
        case .reasoning: return ("reasoning_extraction", .reasoning)
        case .unreported, nil: return (nil, .unreported)
        default: return ("general_harms", .other)
        }
    }

    func servedName(_ request: ModelRequest) -> String { request.model }

    // MARK: What is no reply

    func failure(_ failure: ServiceFailure, wait: RetryWait?, lines: [HeaderLine]) -> DialectReply {
        let (status, type, message): (Int, String, String) =
            switch failure {
            case .unknownKey: (401, "authentication_error", "invalid x-api-key")
            case .unknownPath(let what): (404, "not_found_error", "Unknown request URL: \(what)")
            case .malformed(let message): (400, "invalid_request_error", message)
            case .unknownModel(let model): (404, "not_found_error", "model: \(model)")
            case .limited(let limit):
                (429, "rate_limit_error", "This request would exceed the rate limit of \(limit.word) per minute.")
            case .rateLimited: (429, "rate_limit_error", "Number of requests has exceeded your rate limit.")
            case .serverError: (500, "api_error", "The server had an error while processing.")
            case .unavailable: (503, "api_error", "Service unavailable.")
            case .overloaded: (529, "overloaded_error", "Overloaded")
            }
        return Self.error(status: status, type: type, message: message, headers: lines + (wait?.lines ?? []))
    }

    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent {
        Self.streamError(type: "overloaded_error", message: "Overloaded")
    }

    func models(_ ids: [String]) -> String {
        let items = ids.map {
            #"{"type":"model","id":\#($0.quoted),"display_name":\#($0.quoted),"created_at":"2026-09-01T00:00:00Z","#
                + #""deprecated_at":null,"lifecycle":"active","line":null,"max_input_tokens":200000,"max_tokens":64000,"#
                + #""capabilities":null}"#
        }
        return #"{"data":[\#(items.joined(separator: ","))],"has_more":false,"first_id":\#(ids[0].quoted),"#
            + #""last_id":\#(ids[ids.count - 1].quoted)}"#
    }

    func identity(_ name: String) -> [HeaderLine] { [HeaderLine("request-id", "req_sim\(name)")] }

    func limits(_ admission: Admission) -> [HeaderLine] {
        var lines: [HeaderLine] = []
        for (bucket, name) in [(admission.requests, "requests"), (admission.tokens, "input-tokens")] {
            guard let bucket else { continue }
            let reset = Timestamp.rfc3339(admission.now + bucket.untilFull)
            lines.append(HeaderLine("anthropic-ratelimit-\(name)-limit", String(Int(bucket.capacity))))
            lines.append(HeaderLine("anthropic-ratelimit-\(name)-remaining", String(max(0, Int(bucket.level)))))
            lines.append(HeaderLine("anthropic-ratelimit-\(name)-reset", reset))
        }
        return lines
    }

    var keepAlive: WireEvent? { Self.ping }
}

extension Admission.Limit {
    var word: String {
        switch self {
        case .requests: "requests"
        case .inputTokens: "tokens"
        }
    }
}
