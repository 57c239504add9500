import Formats
import Trials

/// What the server reads out of a request, whatever its dialect.
struct ModelRequest: Sendable {
    var dialect: DialectName
    var profile: VendorProfile?
    var model: String
    var stream: Bool
    /// nil: no limit was asked for.
    var maxTokens: Int?
    var system: String?
    /// Turns up to the last of the user or of tools.
    var turns: [Turn]
    /// Assistant turns after the last of the user: they belong to the style, not to the probe.
    var prefill: String?
    /// Our estimate: a token is four bytes.
    var inputTokens: Int
    /// All of it, for what one dialect alone knows.
    var body: JSONValue
    var route: Route

    /// - Parameters:
    ///   - systems: joined by blank lines.
    ///   - turns: trailing ones of the assistant become the prefill.
    /// - Throws: where nobody asks anything.
    init(
        _ body: JSONValue, route: Route, model: String, stream: Bool, maxTokens: Int?, systems: [String], turns: [Turn]
    ) throws(MalformedRequest) {
        self.body = body
        self.route = route
        dialect = route.dialect
        profile = route.profile
        self.model = model
        self.stream = stream
        self.maxTokens = maxTokens
        system = systems.isEmpty ? nil : systems.joined(separator: "\n\n")
        inputTokens = (turns.reduce(system?.utf8.count ?? 0) { $0 + $1.bytes } + 3) / 4 + 8
        let last = turns.lastIndex { $0.speaker != .assistant }
        guard let last else { throw MalformedRequest("messages: a user message is required") }
        self.turns = Array(turns[...last])
        let begun = turns[(last + 1)...]
        prefill = begun.isEmpty ? nil : begun.map(\.text).joined(separator: "\n")
    }

    var wire: any WireFormat { WireFormats.of(dialect, profile: profile, route: route) }

    /// The same request, not streamed.
    var document: ModelRequest {
        var request = self
        request.stream = false
        return request
    }

    /// A service tier was asked for by name.
    var asksForTier: Bool { body["service_tier"]?.string.map { $0 != "auto" } ?? false }

    /// A string, or the text parts of a list of blocks.
    static func text(_ content: JSONValue?) -> String {
        if let text = content?.string { return text }
        return (content?.array ?? []).compactMap { $0["text"]?.string }.joined(separator: "\n")
    }
}

struct MalformedRequest: Error {
    let message: String
    init(_ message: String) { self.message = message }
}
