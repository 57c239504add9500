import Trials

/// Writes replies as the OpenAI Chat Completions API does (docs/methods/wire.md sections 2.2 to 2.4).
enum OpenAIChatWire {
    /// Fixed, so that the same draw gives the same bytes.
    private static let created = 1_790_000_000

    static func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        switch performance.play {
        case .blocked(let block):
            switch block.signal {
            case .invalidPrompt:
                return error(status: 400, code: "invalid_prompt", message: invalidPrompt, param: "messages")
            case .cyberPolicy, .bioPolicy:
                if block.stage == .midstream {
                    let failure = WireEvent("data: \(policyError(block))\n\n")
                    return .events(opening(performance, request) + deltas(performance, request) + [failure])
                }
                return .document(status: 400, headers: [], body: Array(policyError(block).utf8))
            case .contentFilter, .stopReason, .legacyFilter, nil: break
            }
        case .error(let kind):
            if let refused = refusedRequest(kind) { return refused }
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut: break
        }
        return request.stream
            ? .events(events(performance, request))
            : .document(status: 200, headers: [], body: Array(document(performance).utf8))
    }

    // MARK: 200

    static func document(_ performance: Performance) -> String {
        var content = performance.pieces.isEmpty ? "null" : performance.pieces.joined().quoted
        var refusal = "null"
        switch performance.play {
        case .refusedStructured: swap(&content, &refusal)
        // A normal reply without text carries an empty string.
        case .empty, .truncated: content = "\"\""
        case .answered, .partial, .refused, .unable, .cut, .blocked, .error: break
        }
        var reasoning = ""
        if !performance.reasoning.isEmpty {
            reasoning = #","reasoning_content":\#(performance.reasoning.joined().quoted)"#
        }
        return #"{"id":"chatcmpl-sim\#(performance.name)","object":"chat.completion","created":\#(created),"#
            + #""model":\#(performance.model.quoted),"system_fingerprint":"fp_sim","#
            + #""choices":[{"index":0,"finish_reason":"\#(finish(performance))","logprobs":null,"#
            + #""message":{"role":"assistant","content":\#(content),"refusal":\#(refusal)\#(reasoning)}}],"#
            + #""usage":\#(usage(performance)),"service_tier":"default"}"#
    }

    static func events(_ performance: Performance, _ request: ModelRequest) -> [WireEvent] {
        var events = opening(performance, request) + deltas(performance, request)
        events.append(chunk(performance, request, delta: "{}", finish: "\"\(finish(performance))\""))
        if request.includeUsage {
            events.append(
                WireEvent("data: {\(head(performance)),\"choices\":[],\"usage\":\(usage(performance))}\n\n"))
        }
        events.append(WireEvent("data: [DONE]\n\n"))
        return events
    }

    private static func opening(_ performance: Performance, _ request: ModelRequest) -> [WireEvent] {
        [chunk(performance, request, delta: #"{"role":"assistant","content":"","refusal":null}"#)]
    }

    private static func deltas(_ performance: Performance, _ request: ModelRequest) -> [WireEvent] {
        let field = performance.play == .refusedStructured ? "refusal" : "content"
        return performance.reasoning.map {
            chunk(performance, request, delta: "{\"reasoning_content\":\($0.quoted)}", isDelta: true)
        }
            + performance.pieces.map {
                chunk(performance, request, delta: "{\"\(field)\":\($0.quoted)}", isDelta: true)
            }
    }

    private static func head(_ performance: Performance) -> String {
        #""id":"chatcmpl-sim\#(performance.name)","object":"chat.completion.chunk","created":\#(created),"#
            + #""model":\#(performance.model.quoted),"service_tier":"default","system_fingerprint":"fp_sim""#
    }

    private static func chunk(
        _ performance: Performance, _ request: ModelRequest, delta: String, finish: String = "null",
        isDelta: Bool = false
    ) -> WireEvent {
        let usage = request.includeUsage ? ",\"usage\":null" : ""
        return WireEvent(
            "data: {\(head(performance)),\"choices\":[{\"index\":0,\"delta\":\(delta),\"logprobs\":null,"
                + "\"finish_reason\":\(finish)}]\(usage)}\n\n", isDelta: isDelta)
    }

    private static func finish(_ performance: Performance) -> String {
        switch performance.play {
        case .blocked: "content_filter"
        case .error(.unknownStop): "policy_pause"
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .error:
            performance.cut ? "length" : "stop"
        }
    }

    private static func usage(_ performance: Performance) -> String {
        let thought = (performance.reasoning.reduce(0) { $0 + $1.utf8.count } + 3) / 4
        let reasoning = performance.play == .truncated ? performance.outputTokens : thought
        return #"{"prompt_tokens":\#(performance.inputTokens),"completion_tokens":\#(performance.outputTokens),"#
            + #""total_tokens":\#(performance.inputTokens + performance.outputTokens),"#
            + #""prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":\#(reasoning)}}"#
    }

    // MARK: Errors

    private static let invalidPrompt =
        "Invalid prompt: we've limited access to this content for safety reasons. "
        + "This type of information may be used to benefit or to harm people."

    private static func policyError(_ block: Block) -> String {
        block.signal == .cyberPolicy
            ? errorBody(
                code: "cyber_policy", message: "This request was flagged as potential high-risk cyber activity.")
            : errorBody(code: "bio_policy", message: "This request was flagged under our biology policy.")
    }

    static func errorBody(
        type: String = "invalid_request_error", code: String?, message: String, param: String? = nil
    ) -> String {
        #"{"error":{"message":\#(message.quoted),"type":"\#(type)","param":\#(param.quotedOrNull),"#
            + #""code":\#(code.quotedOrNull)}}"#
    }

    static func streamError(message: String) -> WireEvent {
        WireEvent("data: \(errorBody(type: "server_error", code: nil, message: message))\n\n")
    }

    static func error(
        status: Int, type: String = "invalid_request_error", code: String?, message: String, param: String? = nil,
        headers: [HeaderLine] = []
    ) -> DialectReply {
        .document(
            status: status, headers: headers,
            body: Array(errorBody(type: type, code: code, message: message, param: param).utf8))
    }

    private static func refusedRequest(_ kind: ErrorPlay) -> DialectReply? {
        switch kind {
        case .accountHold:
            return error(
                status: 401, code: "account_deactivated",
                message: "The account associated with this API key has been deactivated.")
        case .invalidRequest:
            return error(
                status: 400, code: "invalid_prompt", message: "Invalid prompt: messages could not be parsed.",
                param: "messages")
        case .contextTooLong:
            return error(
                status: 400, code: "context_length_exceeded",
                message: "This model's maximum context length is 128000 tokens.", param: "messages")
        case .spendLimit:
            return error(
                status: 429, type: "insufficient_quota", code: "insufficient_quota",
                message: "You exceeded your current quota, please check your plan and billing details.")
        case .unknownStop, .htmlPage, .huge, .deepJSON, .truncatedGzip: return nil
        }
    }
}
