import Formats
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
            .blocked(OpenAI.resolve(block, stream: request.stream))
        }
    }

    func category(of block: PlayedBlock) -> (written: String?, shown: Category) { OpenAI.category(block) }

    func admits(_ quirk: Quirk, request: ModelRequest) -> Bool {
        quirk == .servedTierOther ? request.asksForTier : quirk.isForm
    }

    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        var form = ChatForm()
        form.head = #","service_tier":"\#(OpenAI.tier(performance, request))","system_fingerprint":"fp_sim""#
        let writer = ChatWriter(form: form, performance: performance, request: request)
        switch performance.play {
        case .blocked(let block):
            let param = block.signal == .invalidPrompt ? "messages" : nil
            if let stopped = OpenAI.stopped(block, after: writer.begun, param: param) { return stopped }
        case .error(let kind):
            if let refused = OpenAI.refusedRequest(kind) { return refused }
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut: break
        }
        return writer.reply
    }
}
