import Trials

/// What the server reads out of a request body, the same for both dialects.
struct ModelRequest: Sendable {
    var dialect: DialectName
    var model: String
    var stream: Bool
    /// OpenAI: one more chunk with usage at the end of a stream.
    var includeUsage: Bool
    /// nil: no limit was asked for.
    var maxTokens: Int?
    /// Anthropic: the request opted into a declared fallback.
    var fallbacks: Bool
    var system: String?
    /// User and assistant turns, up to the last of the user.
    var turns: [Turn]
    /// Our estimate: a token is four bytes.
    var inputTokens: Int

    /// - Throws: a message as the provider would word it.
    init(dialect: DialectName, body: [UInt8]) throws(MalformedRequest) {
        let json: JSONValue
        do {
            json = try JSONReader.read(body)
        } catch {
            throw MalformedRequest("the body is not valid JSON: \(error)")
        }
        guard let model = json["model"]?.string else { throw MalformedRequest("model: field required") }
        guard let messages = json["messages"]?.array, !messages.isEmpty else {
            throw MalformedRequest("messages: at least one message is required")
        }
        self.dialect = dialect
        self.model = model
        stream = json["stream"]?.bool ?? false
        includeUsage = json["stream_options"]?["include_usage"]?.bool ?? false
        fallbacks = !(json["fallbacks"]?.isNull ?? true)
        maxTokens = (json["max_tokens"] ?? json["max_completion_tokens"])?.int
        if dialect == .anthropic, maxTokens == nil { throw MalformedRequest("max_tokens: field required") }
        var systems = json["system"].map { [Self.text($0)] } ?? []
        turns = []
        for message in messages {
            let text = Self.text(message["content"] ?? .null)
            switch message["role"]?.string {
            case "user": turns.append(Turn(.user, text))
            case "assistant": turns.append(Turn(.assistant, text))
            case "system" where dialect != .anthropic, "developer" where dialect != .anthropic: systems.append(text)
            case "tool" where dialect != .anthropic: break
            case let role: throw MalformedRequest("messages: unexpected role \(role ?? "null")")
            }
        }
        system = systems.isEmpty ? nil : systems.joined(separator: "\n\n")
        inputTokens = (turns.reduce(system?.utf8.count ?? 0) { $0 + $1.text.utf8.count } + 3) / 4 + 8
        // What follows is prefill: it belongs to the style, not to the probe.
        while turns.last?.speaker == .assistant { turns.removeLast() }
        guard !turns.isEmpty else { throw MalformedRequest("messages: a user message is required") }
    }

    /// A string, or the text parts of a list of blocks.
    private static func text(_ content: JSONValue) -> String {
        if let text = content.string { return text }
        return (content.array ?? []).compactMap { $0["text"]?.string }.joined(separator: "\n")
    }
}

struct MalformedRequest: Error {
    let message: String
    init(_ message: String) { self.message = message }
}
