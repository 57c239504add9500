import Formats
import Trials

/// What OpenAI's own endpoints have in common: errors, headers, model lists, turns.
protocol OpenAIFamily: WireFormat {}

extension OpenAIFamily {
    func servedName(_ request: ModelRequest) -> String { OpenAI.snapshot(request.model) }

    func failure(_ failure: ServiceFailure, wait: RetryWait?, lines: [HeaderLine]) -> DialectReply {
        OpenAI.failure(failure, lines: lines + (wait?.lines ?? []))
    }

    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent {
        OpenAI.data(OpenAI.errorBody(type: "server_error", code: nil, message: OpenAI.serverError))
    }

    func models(_ ids: [String]) -> String { OpenAI.models(ids.map(OpenAI.model)) }

    func identity(_ name: String) -> [HeaderLine] { OpenAI.identity(name) }
    func limits(_ admission: Admission) -> [HeaderLine] { OpenAI.limits(admission) }
    var keepAlive: WireEvent? { WireEvent(": keep-alive\n\n") }
}

/// The words that OpenAI's endpoints share (docs/methods/wire.md section 2).
enum OpenAI {
    /// Seconds since 1970; fixed, so that the same draw gives the same bytes.
    static let created = 1_790_000_000

    /// A dated snapshot of the alias that was asked for.
    static func snapshot(_ model: String) -> String { model + "-2026-09-01" }

    static func identity(_ name: String) -> [HeaderLine] {
        [
            HeaderLine("x-request-id", "req_sim\(name)"), HeaderLine("openai-version", "2020-10-01"),
            HeaderLine("openai-organization", "sim"), HeaderLine("openai-processing-ms", "1"),
        ]
    }

    static func limits(_ admission: Admission) -> [HeaderLine] {
        var lines: [HeaderLine] = []
        for (bucket, name) in [(admission.requests, "requests"), (admission.tokens, "tokens")] {
            guard let bucket else { continue }
            lines.append(HeaderLine("x-ratelimit-limit-\(name)", String(Int(bucket.capacity))))
            lines.append(HeaderLine("x-ratelimit-remaining-\(name)", String(max(0, Int(bucket.level)))))
            lines.append(HeaderLine("x-ratelimit-reset-\(name)", Timestamp.openAIDuration(bucket.untilFull)))
        }
        return lines
    }

    /// The service tier that a reply reads back: the one asked for, but for a lapse.
    static func tier(_ performance: Performance, _ request: ModelRequest) -> String {
        let asked = request.body["service_tier"]?.string ?? "auto"
        if performance.degraded == .servedTierOther { return asked == "flex" ? "default" : "flex" }
        return asked == "auto" ? "default" : asked == "fast" ? "priority" : asked
    }

    static func models(_ items: [String]) -> String {
        #"{"object":"list","data":[\#(items.joined(separator: ","))]}"#
    }

    /// One entry of the list of models.
    static func model(_ id: String) -> String {
        #"{"id":\#(id.quoted),"object":"model","created":\#(created),"owned_by":"railgauge-simulator"}"#
    }

    // MARK: Turns

    /// The messages of Chat Completions; other wires with the same roles use it too.
    static func chat(_ body: JSONValue, route: Route, maxTokens: [String]) throws(MalformedRequest) -> ModelRequest {
        guard let model = route.model ?? body["model"]?.string else { throw MalformedRequest("model: field required") }
        guard let messages = body["messages"]?.array, !messages.isEmpty else {
            throw MalformedRequest("messages: at least one message is required")
        }
        var systems: [String] = []
        var turns: [Turn] = []
        var open: [String] = []
        for message in messages {
            let text = ModelRequest.text(message["content"])
            switch message["role"]?.string {
            case "user": turns.append(Turn(.user, text))
            case "assistant":
                var calls: [ScriptedCall] = []
                for call in message["tool_calls"]?.array ?? [] {
                    calls.append(
                        try ScriptTurns.call(
                            call["function"]?["name"]?.string, json: call["function"]?["arguments"]?.string))
                    open.append(call["id"]?.string ?? "")
                }
                turns.append(
                    ScriptTurns.assistant(text.isEmpty ? message["tool_plan"]?.string ?? "" : text, calls: calls))
            case "system", "developer": systems.append(text)
            case "tool":
                guard let place = open.firstIndex(of: message["tool_call_id"]?.string ?? "") else {
                    throw MalformedRequest("messages with role 'tool' must be a response to a preceding 'tool_calls'")
                }
                open.remove(at: place)
                if turns.last?.speaker != .tool { turns.append(Turn(results: [])) }
                turns[turns.count - 1].results.append(ToolResult(text))
            case let role: throw MalformedRequest("messages: unexpected role \(role ?? "null")")
            }
        }
        return try ModelRequest(
            body, route: route, model: model, stream: body["stream"]?.bool ?? false,
            maxTokens: maxTokens.lazy.compactMap { body[$0]?.int }.first, systems: systems, turns: turns)
    }

    // MARK: Errors

    static func errorBody(
        type: String = "invalid_request_error", code: String?, message: String, param: String? = nil
    ) -> String {
        #"{"error":{"message":\#(message.quoted),"type":"\#(type)","param":\#(param.quotedOrNull),"#
            + #""code":\#(code.quotedOrNull)}}"#
    }

    static func error(
        status: Int, type: String = "invalid_request_error", code: String?, message: String, param: String? = nil,
        lines: [HeaderLine] = []
    ) -> DialectReply {
        document(status, errorBody(type: type, code: code, message: message, param: param), lines)
    }

    static func document(_ status: Int, _ body: String, _ lines: [HeaderLine] = []) -> DialectReply {
        .document(status: status, headers: lines, body: Array(body.utf8))
    }

    /// Data-only events, the last one of which ends the stream.
    static func data(_ json: String, isDelta: Bool = false) -> WireEvent {
        WireEvent("data: \(json)\n\n", isDelta: isDelta)
    }

    static let done = WireEvent("data: [DONE]\n\n")

    static let serverError = "The server had an error while processing your request."

    static func failure(_ failure: ServiceFailure, lines: [HeaderLine]) -> DialectReply {
        switch failure {
        case .unknownKey:
            error(status: 401, code: "invalid_api_key", message: "Incorrect API key provided.", lines: lines)
        case .unknownPath(let what):
            error(status: 404, code: nil, message: "Unknown request URL: \(what)", lines: lines)
        case .malformed(let message): error(status: 400, code: nil, message: message, lines: lines)
        case .unknownModel(let model):
            error(status: 404, code: "model_not_found", message: "model: \(model)", lines: lines)
        case .limited(let limit):
            error(
                status: 429, type: limit.word, code: "rate_limit_exceeded",
                message: "This request would exceed the rate limit of \(limit.word) per minute.", lines: lines)
        case .rateLimited:
            error(
                status: 429, type: "requests", code: "rate_limit_exceeded", message: "Rate limit reached for requests.",
                lines: lines)
        case .serverError:
            error(
                status: 500, type: "server_error", code: nil, message: "The server had an error while processing.",
                lines: lines)
        case .unavailable:
            error(
                status: 503, type: "service_unavailable_error", code: "slow_down", message: "Service unavailable.",
                lines: lines)
        case .overloaded:
            error(
                status: 503, type: "service_unavailable_error", code: "server_is_overloaded",
                message: "The server is overloaded.", lines: lines)
        }
    }

    /// A block that is an error with a code; nil for other signals.
    static func policyError(_ signal: BlockSignal?) -> (status: Int, code: String, message: String)? {
        signal.flatMap { policyErrors[$0] }
    }

    private static let policyErrors: [BlockSignal: (status: Int, code: String, message: String)] = [
        .cyberPolicy: (400, "cyber_policy", "This request was flagged as potential high-risk cyber activity."),
        .bioPolicy: (400, "bio_policy", "This request was flagged under our biology policy."),
        .misalignment: (
            403, "misalignment_policy_violation", "This conversation was stopped by a misalignment safeguard."
        ),
        .invalidPrompt: (
            400, "invalid_prompt",
            "Invalid prompt: we've limited access to this content for safety reasons. "
                + "This type of information may be used to benefit or to harm people."
        ),
    ]

    /// The reply to a block that is an error with a code; nil for other signals.
    ///
    /// - Parameter begun: the events that had come before it.
    static func stopped(_ block: PlayedBlock, after begun: [WireEvent], param: String? = nil) -> DialectReply? {
        guard let policy = policyError(block.signal) else { return nil }
        let error = errorBody(code: policy.code, message: policy.message, param: param)
        return stopped(block, after: begun, status: policy.status, error: error)
    }

    /// An error in place of a reply, or as the last event of one.
    static func stopped(_ block: PlayedBlock, after begun: [WireEvent], status: Int, error: String) -> DialectReply {
        block.stage == .midstream ? .events(begun + [data(error)]) : document(status, error)
    }

    /// What an unmeasurable trial meets before any reply; nil where it meets something else.
    static func refusedRequest(_ kind: ErrorPlay) -> DialectReply? {
        switch kind {
        case .accountHold:
            error(
                status: 401, code: "account_deactivated",
                message: "The account associated with this API key has been deactivated.")
        case .invalidRequest:
            error(
                status: 400, code: "invalid_prompt", message: "Invalid prompt: messages could not be parsed.",
                param: "messages")
        case .contextTooLong:
            error(
                status: 400, code: "context_length_exceeded",
                message: "This model's maximum context length is 128000 tokens.", param: "messages")
        case .spendLimit:
            error(
                status: 429, type: "insufficient_quota", code: "insufficient_quota",
                message: "You exceeded your current quota, please check your plan and billing details.")
        case .permission:
            error(
                status: 403, code: "unsupported_country_region_territory",
                message: "Country, region, or territory not supported.")
        case .unknownStop, .unexplainedStop, .htmlPage, .huge, .deepJSON, .truncatedGzip: nil
        }
    }

    // MARK: Blocks

    /// A block on a wire with policy codes and a content filter.
    static func resolve(
        _ given: PlayedBlock, stream: Bool, codes: Set<BlockSignal> = [.cyberPolicy, .bioPolicy, .invalidPrompt]
    ) -> PlayedBlock {
        var block = given
        block.rescuedBy = nil
        if let signal = given.signal, !codes.contains(signal), signal != .contentFilter { block.signal = nil }
        if block.signal == nil {
            if block.stage != .input {
                block.signal = .contentFilter
            } else if block.category == .cyber {
                block.signal = .cyberPolicy
            } else if block.category == .bioChem {
                block.signal = .bioPolicy
            } else {
                block.signal = .invalidPrompt
            }
        }
        if block.signal == .contentFilter {
            if block.stage == .input { block.stage = .noText }
        } else if !(stream && block.stage == .midstream && block.signal != .invalidPrompt) {
            // A policy code comes before anything else, or as an error after some text. Only the wording of an invalid
            // prompt says that the input was judged.
            block.stage = block.signal == .invalidPrompt ? .input : .noText
        }
        return block
    }

    static func category(_ block: PlayedBlock) -> (written: String?, shown: Category) {
        block.signal.flatMap { categories[$0] } ?? (nil, .unreported)
    }

    private static let categories: [BlockSignal: (written: String?, shown: Category)] = [
        .cyberPolicy: ("cyber_policy", .cyber), .bioPolicy: ("bio_policy", .bioChem),
        .misalignment: ("misalignment_policy_violation", .other),
    ]
}
