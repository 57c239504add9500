import Formats
import Trials

/// Writes replies as the OpenAI Responses API does (docs/methods/wire.md section 3).
struct ResponsesWire: OpenAIFamily {
    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest {
        guard let model = body["model"]?.string else { throw MalformedRequest("model: field required") }
        var systems = body["instructions"]?.string.map { [$0] } ?? []
        var turns: [Turn] = []
        var open: [String] = []
        if let text = body["input"]?.string { turns.append(Turn(.user, text)) }
        for item in body["input"]?.array ?? [] {
            let text = ModelRequest.text(item["content"])
            switch item["role"]?.string {
            case "user": turns.append(Turn(.user, text))
            case "assistant": turns.append(Turn(.assistant, text))
            case "system", "developer": systems.append(text)
            case nil:
                switch item["type"]?.string {
                case "function_call":
                    if turns.last?.speaker != .assistant { turns.append(Turn(.assistant, "")) }
                    turns[turns.count - 1].calls.append(
                        try ScriptTurns.call(item["name"]?.string, json: item["arguments"]?.string))
                    open.append(item["call_id"]?.string ?? "")
                case "function_call_output":
                    guard let place = open.firstIndex(of: item["call_id"]?.string ?? "") else {
                        throw MalformedRequest("input: no tool call found for function call output")
                    }
                    open.remove(at: place)
                    if turns.last?.speaker != .tool { turns.append(Turn(results: [])) }
                    turns[turns.count - 1].results.append(ToolResult(ModelRequest.text(item["output"])))
                // What was thought before.
                case nil, .some: break
                }
            case let role?: throw MalformedRequest("input: unexpected role \(role)")
            }
        }
        if let program = body["access_programs"]?["cyber"],
            !["standard", "daybreak_blue", "daybreak_red"].contains(program.string)
        {
            throw MalformedRequest("access_programs.cyber: unknown access program")
        }
        return try ModelRequest(
            body, route: route, model: model, stream: body["stream"]?.bool ?? false,
            maxTokens: body["max_output_tokens"]?.int, systems: systems, turns: turns)
    }

    func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .error: play
        case .blocked(let block):
            .blocked(
                OpenAI.resolve(
                    block, stream: request.stream, codes: [.cyberPolicy, .bioPolicy, .invalidPrompt, .misalignment]))
        }
    }

    func category(of block: PlayedBlock) -> (written: String?, shown: Category) { OpenAI.category(block) }

    func admits(_ quirk: Quirk, request: ModelRequest) -> Bool {
        switch quirk {
        case .tierNotApplied: request.body["access_programs"]?["cyber"] != nil
        case .servedTierOther: request.asksForTier
        case .filterOpen: request.body["moderation"] != nil
        case .reasoningDropped: true
        case .asynchronousFilter, .promptCut: false
        case .plainJSON, .invalidUTF8, .compressed, .comments, .drip, .endless: quirk.isForm
        }
    }

    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        var writer = ResponsesWriter(performance: performance, request: request)
        switch performance.play {
        case .blocked(let block):
            guard let policy = OpenAI.policyError(block.signal) else { break }
            // The same stop has two forms on this wire, each as common as the other.
            let failed = writer.alternates
            if request.stream, failed || block.stage == .midstream {
                let begun = block.stage == .midstream ? writer.begun : writer.opening
                let end =
                    failed
                    ? writer.failed(policy.code, policy.message) : writer.error(policy.code, policy.message)
                return .events(begun + [end])
            }
            guard failed else {
                return OpenAI.error(
                    status: policy.status, code: policy.code, message: policy.message,
                    param: block.signal == .invalidPrompt ? "input" : nil)
            }
            return OpenAI.document(200, writer.response("failed", error: (policy.code, policy.message)))
        case .error(let kind):
            if let refused = OpenAI.refusedRequest(kind) { return refused }
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut: break
        }
        return request.stream ? .events(writer.events) : OpenAI.document(200, writer.document)
    }

    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent {
        ResponsesWriter.error("server_error", OpenAI.serverError, number: sent)
    }
}
