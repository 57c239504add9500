import Trials

/// Writes replies as the OpenAI Chat Completions API does (docs/methods/wire.md sections 2.2 to 2.4).
struct OpenAIChatWire: OpenAIFamily {
    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest {
        try OpenAI.chat(body, route: route, maxTokens: ["max_completion_tokens", "max_tokens"])
    }

    func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .error: play
        case .blocked(let block):
            .blocked(
                OpenAI.resolve(block, stream: request.stream, codes: [.cyberPolicy, .bioPolicy, .invalidPrompt]))
        }
    }

    func category(of block: Block) -> (written: String?, shown: Category) { OpenAI.category(block) }

    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        switch performance.play {
        case .blocked(let block):
            if let policy = OpenAI.policyError(block.signal) {
                let param = block.signal == .invalidPrompt ? "messages" : nil
                let error = OpenAI.errorBody(code: policy.code, message: policy.message, param: param)
                guard block.stage == .midstream else { return OpenAI.document(policy.status, error) }
                return .events(
                    Self.opening(performance, request) + Self.deltas(performance, request) + [OpenAI.data(error)])
            }
        case .error(let kind):
            if let refused = OpenAI.refusedRequest(kind) { return refused }
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut: break
        }
        return request.stream
            ? .events(Self.events(performance, request)) : OpenAI.document(200, Self.document(performance))
    }

    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent {
        OpenAI.data(OpenAI.errorBody(type: "server_error", code: nil, message: OpenAI.serverError))
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
        return #"{"id":"chatcmpl-sim\#(performance.name)","object":"chat.completion","created":\#(OpenAI.created),"#
            + #""model":\#(performance.model.quoted),"system_fingerprint":"fp_sim","#
            + #""choices":[{"index":0,"finish_reason":"\#(finish(performance))","logprobs":null,"#
            + #""message":{"role":"assistant","content":\#(content),"refusal":\#(refusal)\#(reasoning)}}],"#
            + #""usage":\#(usage(performance)),"service_tier":"default"}"#
    }

    static func events(_ performance: Performance, _ request: ModelRequest) -> [WireEvent] {
        var events = opening(performance, request) + deltas(performance, request)
        events.append(chunk(performance, request, delta: "{}", finish: "\"\(finish(performance))\""))
        if request.includesUsage {
            events.append(
                WireEvent("data: {\(head(performance)),\"choices\":[],\"usage\":\(usage(performance))}\n\n"))
        }
        events.append(OpenAI.done)
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
        #""id":"chatcmpl-sim\#(performance.name)","object":"chat.completion.chunk","created":\#(OpenAI.created),"#
            + #""model":\#(performance.model.quoted),"service_tier":"default","system_fingerprint":"fp_sim""#
    }

    private static func chunk(
        _ performance: Performance, _ request: ModelRequest, delta: String, finish: String = "null",
        isDelta: Bool = false
    ) -> WireEvent {
        let usage = request.includesUsage ? ",\"usage\":null" : ""
        return WireEvent(
            "data: {\(head(performance)),\"choices\":[{\"index\":0,\"delta\":\(delta),\"logprobs\":null,"
                + "\"finish_reason\":\(finish)}]\(usage)}\n\n", isDelta: isDelta)
    }

    private static func finish(_ performance: Performance) -> String {
        switch performance.play {
        case .blocked: "content_filter"
        case .error(.unknownStop), .error(.unexplainedStop): "policy_pause"
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
}

extension ModelRequest {
    /// One more chunk with usage at the end of a stream.
    var includesUsage: Bool { body["stream_options"]?["include_usage"]?.bool ?? false }
}
