import Formats
import Trials

/// Writes replies as Chat Completions on Azure OpenAI does: with what its content filter found (docs/methods/wire.md
/// section 4).
struct AzureWire: OpenAIFamily {
    func credential(_ http: ReceivedRequest) -> String? { http.header("api-key") ?? http.bearer }

    func complaint(_ http: ReceivedRequest) -> String? {
        let dated = http.path.hasPrefix("/openai/deployments/")
        return dated && ReceivedRequest.value(of: "api-version", in: http.query) == nil
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
        case .plainJSON, .invalidUTF8, .compressed, .comments, .drip, .endless: quirk.isForm
        }
    }

    func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .error: return play
        case .blocked(var block):
            block.rescuedBy = nil
            if block.stage == .duringReasoning { block.stage = .withheld }
            if let signal = block.signal, [.cyberPolicy, .bioPolicy, .invalidPrompt].contains(signal) {
                return .blocked(OpenAI.resolve(block, stream: request.stream))
            }
            if block.signal != .contentFilter, block.signal == .responsibleAI || block.stage == .input {
                block.signal = .responsibleAI
                block.stage = .input
            } else {
                block.signal = .contentFilter
            }
            // The filter of the other side speaks of the output, also where none came.
            if block.signal == .contentFilter, block.stage != .midstream { block.stage = .withheld }
            let word = AzureFilter.word(block)
            block.categoryRaw = word.written
            block.category = word.shown
            return .blocked(block)
        }
    }

    func category(of block: PlayedBlock) -> (written: String?, shown: Category) {
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
            if let stopped = OpenAI.stopped(block, after: writer.begun) { return stopped }
        case .error(.accountHold):
            return OpenAI.error(
                status: 403, code: "403",
                message: "Access to this resource is temporarily blocked because of repeated harmful requests.")
        case .error(let kind): if let refused = OpenAI.refusedRequest(kind) { return refused }
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut: break
        }
        return writer.reply
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
