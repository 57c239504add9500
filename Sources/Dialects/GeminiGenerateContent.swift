import Formats
import Trials

/// Gemini generateContent, on the Gemini API and on Vertex: `POST {base}/models/{model}:generateContent`, streams as
/// data-only server-sent events without an end marker.
package struct GeminiGenerateContent: Dialect {
    private let style: AccessStyle
    private let url: String
    private let headers: [HeaderLine]
    private let body: RequestBody
    private let vertex: Bool
    /// From the third generation on a scripted call needs a stand-in for the signature that a real one bears.
    private var signsCalls: Bool { style.model.contains(/gemini-([3-9]|[1-9][0-9])/) }

    package init(style: AccessStyle) throws(DialectError) {
        try RequestRules.check(style, turns: "contents")
        if style.prefill != nil { throw Self.noPrefill(style, probe: nil) }
        self.style = style
        let base = RequestRules.base(style)
        vertex = base.contains("aiplatform.googleapis.com") || base.contains("/projects/")
        // A bare name is a model; tuned models and endpoints name their collection.
        let name = style.model.split(separator: "/", omittingEmptySubsequences: false)
            .map { RequestRules.escaped(String($0)) }.joined(separator: "/")
        let path = (name.contains("/") ? "/" : "/models/") + name
        url =
            style.stream
            ? RequestRules.url(style, path: "\(path):streamGenerateContent", query: ["alt": "sse"])
            : RequestRules.url(style, path: "\(path):generateContent")
        headers = RequestRules.headers(RequestRules.plainHeaders(style), style)
        body = RequestBody(
            fixed: ["generationConfig": .object(try Self.generation(style))], style: style,
            conversational: ["systemInstruction", "tools"])
    }

    private static func noPrefill(_ style: AccessStyle, probe: String?) -> DialectError {
        DialectError(
            style: style.id, probe: probe, key: "prefill",
            found: "gemini takes a trailing model turn without a promise to continue it", accepted: "null")
    }

    private static func generation(_ style: AccessStyle) throws(DialectError) -> JSONObject {
        var members: JSONObject = ["maxOutputTokens": .integer(style.sampling.maxOutputTokens)]
        if let value = style.sampling.temperature { members["temperature"] = .number(value) }
        if let value = style.sampling.topP { members["topP"] = .number(value) }
        if let value = style.ask.seed { members["seed"] = .integer(value) }
        if let alternatives = style.ask.logprobs {
            members["responseLogprobs"] = true
            if alternatives > 0 { members["logprobs"] = .integer(alternatives) }
        }
        let thinking = try RequestRules.reasoning(style)
        if thinking["effort"] != nil {
            throw DialectError(
                style: style.id, key: "reasoning.effort", found: "gemini knows no such reasoning setting",
                accepted: "thinkingLevel | thinkingBudget | includeThoughts")
        }
        if !thinking.isEmpty { members["thinkingConfig"] = .object(thinking) }
        return members
    }

    package func request(for trial: Trial) throws(DialectError) -> SentRequest {
        let conversation = trial.conversation
        if conversation.prefill != nil { throw Self.noPrefill(style, probe: trial.probe.id) }
        var turns = MessageList(.parts)
        turns.append(conversation.turns, as: .gemini(signed: signsCalls))
        let tools = conversation.tools.map { tool -> JSONValue in
            // The API's own schema language is narrower; this member takes JSON Schema.
            [
                "name": .string(tool.name), "description": .string(tool.description),
                "parametersJsonSchema": tool.schema,
            ]
        }
        return SentRequest(
            method: "POST", url: url, headers: headers,
            body: body.bytes(
                .value("systemInstruction", conversation.system.map { ["parts": [["text": .string($0)]]] }),
                .value("tools", tools.isEmpty ? nil : [["functionDeclarations": .array(tools)]]),
                .encoded("contents", turns.closed())))
    }

    package func authentication(_ secret: Secret) -> [HeaderLine] {
        vertex
            ? [HeaderLine("authorization", "Bearer \(secret.reveal())")]
            : [HeaderLine("x-goog-api-key", secret.reveal())]
    }

    package func reader(status: Int?, headers: [HeaderLine], prefill: String?) -> any ReplyReading {
        ReplyReader(fold: GeminiFold(), status: status, headers: headers)
    }
}
