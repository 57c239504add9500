import Formats
import Trials

/// Writes replies as the servers do that took over Chat Completions, each with words of its own (docs/methods/wire.md
/// section 7).
struct CompatibleWire: OpenAIFamily {
    var profile: VendorProfile?

    private var vendor: ProfileWords { ProfileWords(profile) }

    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest {
        try OpenAI.chat(body, route: route, maxTokens: ["max_tokens", "max_completion_tokens"])
    }

    func servedName(_ request: ModelRequest) -> String { request.model }

    var showsReasoning: Bool { true }

    func admits(_ quirk: Quirk, request: ModelRequest) -> Bool { quirk.isForm }

    func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .unable, .empty, .truncated, .cut, .error: return play
        // None of them fills the field.
        case .refusedStructured: return .refused
        case .blocked(let block):
            // Servers of open weights have no safeguard that could speak: the model declines in its own words.
            guard let resolved = vendor.resolve(block, for: request) else { return .refused }
            return .blocked(resolved)
        }
    }

    func category(of block: PlayedBlock) -> (written: String?, shown: Category) { vendor.category(block) }

    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        let writer = ChatWriter(
            form: vendor.form(performance, request), performance: performance, request: request)
        switch performance.play {
        case .blocked(let block):
            guard let refusal = vendor.refusal(block) else { break }
            return OpenAI.stopped(block, after: writer.begun, status: refusal.status, error: refusal.body)
        case .error(let kind): if let refused = OpenAI.refusedRequest(kind) { return refused }
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut: break
        }
        return writer.reply
    }

    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent {
        OpenAI.data(vendor.streamError)
    }

    func models(_ ids: [String]) -> String { OpenAI.models(ids.map { vendor.model($0) }) }

    func identity(_ name: String) -> [HeaderLine] { vendor.identity(name) }

    func limits(_ admission: Admission) -> [HeaderLine] {
        switch profile {
        // Servers on one's own machine tell of no limits.
        case .vLLM, .llamaCpp, .ollama: []
        case .openRouter, .deepSeek, .xAI, .mistral, .together, .cohere, nil: OpenAI.limits(admission)
        }
    }

    var keepAlive: WireEvent? {
        WireEvent(profile == .openRouter ? ": OPENROUTER PROCESSING\n\n" : ": keep-alive\n\n")
    }
}
