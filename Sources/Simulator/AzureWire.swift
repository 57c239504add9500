import Trials

/// Writes replies as Chat Completions on Azure OpenAI does: with what its content filter found (docs/methods/wire.md
/// section 4).
struct AzureWire: OpenAIFamily {
    func credential(_ http: HTTPRequest) -> String? { http.header("api-key") ?? http.bearer }

    func complaint(_ http: HTTPRequest) -> String? {
        let dated = http.path.hasPrefix("/openai/deployments/")
        return dated && HTTPRequest.value(of: "api-version", in: http.query) == nil
            ? "Missing required query parameter: api-version" : nil
    }

    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest {
        try OpenAI.chat(body, route: route, maxTokens: ["max_completion_tokens", "max_tokens"])
    }

    /// A deployment has a name of its own, so that another model's name says nothing.
    func namesModel(_ performance: Performance) -> Bool { performance.model.hasPrefix(performance.requestedModel) }

    var showsReasoning: Bool { false }

    func admits(_ quirk: Quirk, request: ModelRequest) -> Bool {
        switch quirk {
        case .filterOpen: true
        case .asynchronousFilter: request.stream
        case .servedTierOther: request.asksForTier
        case .tierNotApplied, .promptCut, .reasoningDropped: false
        case .plainJSON, .invalidUTF8, .compressed, .comments, .drip: quirk.isForm
        }
    }

    func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .error: return play
        case .blocked(var block):
            block.rescuedBy = nil
            if block.stage == .duringReasoning { block.stage = .withheld }
            switch block.signal {
            case .cyberPolicy, .bioPolicy, .invalidPrompt:
                return .blocked(
                    OpenAI.resolve(block, stream: request.stream, codes: [.cyberPolicy, .bioPolicy, .invalidPrompt]))
            case .responsibleAI: block.stage = .input
            case .contentFilter: break
            default: block.signal = block.stage == .input ? .responsibleAI : .contentFilter
            }
            // The filter of the other side speaks of the output, also where none came.
            if block.signal == .contentFilter, block.stage != .midstream { block.stage = .withheld }
            let word = AzureFilter.word(block)
            block.categoryRaw = word.written
            block.category = word.shown
            return .blocked(block)
        }
    }

    func category(of block: Block) -> (written: String?, shown: Category) {
        block.signal == .responsibleAI || block.signal == .contentFilter
            ? AzureFilter.word(block) : OpenAI.category(block)
    }

    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        var form = ChatForm()
        form.reasoning = .none
        form.head = #","service_tier":"\#(OpenAI.tier(performance, request))","system_fingerprint":"fp_sim""#
        AzureFilter(performance).annotate(&form, request: request)
        let writer = ChatWriter(form: form, performance: performance, request: request)
        switch performance.play {
        case .blocked(let block):
            if block.signal == .responsibleAI { return OpenAI.document(400, AzureFilter(performance).refusal) }
            if let policy = OpenAI.policyError(block.signal) {
                let error = OpenAI.errorBody(code: policy.code, message: policy.message)
                guard block.stage == .midstream else { return OpenAI.document(policy.status, error) }
                return .events(writer.begun + [OpenAI.data(error)])
            }
        case .error(.accountHold):
            return OpenAI.error(
                status: 403, code: "403",
                message: "Access to this resource is temporarily blocked because of repeated harmful requests.")
        case .error(let kind): if let refused = OpenAI.refusedRequest(kind) { return refused }
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut: break
        }
        return writer.reply
    }

    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent {
        OpenAI.data(OpenAI.errorBody(type: "server_error", code: nil, message: OpenAI.serverError))
    }

    func failure(_ failure: ServiceFailure, wait: RetryWait?, lines: [HeaderLine]) -> DialectReply {
        let lines = lines + (wait?.lines ?? [])
        switch failure {
        case .unknownKey:
            return OpenAI.document(
                401,
                #"{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}"#,
                lines)
        case .unknownModel:
            return OpenAI.document(
                404,
                #"{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}"#,
                lines)
        case .unknownPath:
            return OpenAI.document(404, #"{"error":{"code":"404","message":"Resource not found"}}"#, lines)
        case .limited, .rateLimited:
            return OpenAI.document(
                429, #"{"error":{"code":"429","message":"Requests have exceeded the rate limit of the deployment."}}"#,
                lines)
        case .malformed, .serverError, .unavailable, .overloaded: return OpenAI.failure(failure, lines: lines)
        }
    }

    func identity(_ name: String) -> [HeaderLine] {
        [
            HeaderLine("apim-request-id", "sim\(name)"), HeaderLine("x-request-id", "req_sim\(name)"),
            HeaderLine("x-ms-region", "Simulated"),
        ]
    }
}

/// What the content filter found.
struct AzureFilter {
    private static let graded = ["hate", "self_harm", "sexual", "violence"]
    private static let detected = [
        "jailbreak", "indirect_attack", "profanity", "protected_material_text", "protected_material_code",
    ]

    private let performance: Performance
    private let block: Block?

    init(_ performance: Performance) {
        self.performance = performance
        if case .blocked(let block) = performance.play { self.block = block } else { block = nil }
    }

    /// The filter's own word for a block, and what it says.
    static func word(_ block: Block) -> (written: String?, shown: Category) {
        let known = block.categoryRaw.flatMap { (graded + detected).contains($0) ? $0 : nil }
        switch known ?? usual(block) {
        case let word where graded.contains(word) || word == "profanity": return (word, .content)
        case let word where word.hasPrefix("protected_material"): return (word, .copyright)
        case let word: return (word, .other)
        }
    }

    private static func usual(_ block: Block) -> String {
        switch block.category {
        case .copyright: "protected_material_text"
        case .reasoning: "jailbreak"
        case .content: "violence"
        default: block.stage == .input ? "jailbreak" : "violence"
        }
    }

    /// The body of a 400.
    var refusal: String {
        #"{"error":{"message":"The response was filtered due to the prompt triggering the content management policy.","#
            + #""type":null,"param":"prompt","code":"content_filter","status":400,"#
            + #""innererror":{"code":"ResponsibleAIPolicyViolation","#
            + #""content_filter_result":\#(results(found: block?.categoryRaw, prompt: true))}}}"#
    }

    func annotate(_ form: inout ChatForm, request: ModelRequest) {
        let prompt =
            #""prompt_filter_results":[{"prompt_index":0,"content_filter_results":\#(results(found: nil, prompt: true))}]"#
        let blocked = block?.signal == .contentFilter ? block?.categoryRaw : nil
        let own = results(found: blocked, prompt: false)
        guard request.stream else {
            form.choice = #","content_filter_results":\#(own)"#
            form.tail = ",\(prompt)"
            return
        }
        form.opening = [
            OpenAI.data(#"{"id":"","object":"","created":0,"model":"","choices":[],\#(prompt)}"#)
        ]
        guard performance.quirk == .asynchronousFilter else {
            form.choice = #","content_filter_results":\#(own)"#
            form.openChoice = #","content_filter_results":\#(results(found: nil, prompt: false))"#
            return
        }
        // The filter reads after the reader: what it found comes behind the text, with the place that it is about.
        let length = performance.pieces.joined().unicodeScalars.count
        let offsets = #"{"check_offset":\#(length),"start_offset":0,"end_offset":\#(length)}"#
        form.trailing = [
            OpenAI.data(
                #"{"id":"","object":"","created":0,"model":"","choices":[{"index":0,"delta":{},"finish_reason":null,"#
                    + #""content_filter_offsets":\#(offsets),"content_filter_results":\#(own)}]}"#)
        ]
    }

    private func results(found: String?, prompt: Bool) -> String {
        if performance.degraded == .filterOpen {
            return #"{"error":{"code":"content_filter_error","message":"The contents are not filtered"}}"#
        }
        var members = Self.graded.map { word in
            #""\#(word)":{"filtered":\#(word == found),"severity":"\#(word == found ? "medium" : "safe")"}"#
        }
        if prompt || found == "jailbreak" {
            members.append(#""jailbreak":{"filtered":\#(found == "jailbreak"),"detected":\#(found == "jailbreak")}"#)
        }
        if let found, Self.detected.contains(found), found != "jailbreak" {
            members.append(#""\#(found)":{"filtered":true,"detected":true}"#)
        }
        return "{\(members.joined(separator: ","))}"
    }
}
