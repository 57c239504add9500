import Formats
import Trials

/// OpenAI Responses: `POST {base}/responses`, named server-sent events.
package struct OpenAIResponses: Dialect {
    private let style: AccessStyle
    private let url: String
    private let headers: [HeaderLine]
    private let body: RequestBody

    package init(style: AccessStyle) throws(DialectError) {
        // Stored state would bring in turns that no probe states; a reply in the background has no stream to time.
        try RequestRules.check(
            style, turns: "input", replaced: ["previous_response_id", "conversation", "background", "instructions"])
        if style.prefill != nil { throw RequestRules.missing(style, "prefill", "prefill") }
        if style.ask.seed != nil { throw RequestRules.missing(style, "ask.seed", "seed") }
        self.style = style
        url = RequestRules.url(style, path: "/responses")
        headers = RequestRules.headers(RequestRules.plainHeaders(style), style)
        body = RequestBody(fixed: try Self.fixed(style), style: style, conversational: ["tools"])
    }

    private static func fixed(_ style: AccessStyle) throws(DialectError) -> JSONObject {
        var fixed: JSONObject = [
            "model": .string(style.model), "max_output_tokens": .integer(style.sampling.maxOutputTokens),
            // The API would keep every probe otherwise.
            "store": false, "stream": .bool(style.stream),
        ]
        if let value = style.sampling.temperature { fixed["temperature"] = .number(value) }
        if let value = style.sampling.topP { fixed["top_p"] = .number(value) }
        if let alternatives = style.ask.logprobs {
            guard (0...20).contains(alternatives) else {
                throw DialectError(
                    style: style.id, key: "ask.logprobs", found: "\(alternatives) alternatives", accepted: "0 to 20")
            }
            fixed["include"] = ["message.output_text.logprobs"]
            fixed["top_logprobs"] = .integer(alternatives)
        }
        let reasoning = try RequestRules.reasoning(style)
        if !reasoning.isEmpty { fixed["reasoning"] = .object(reasoning) }
        return fixed
    }

    package func request(for trial: Trial) throws(DialectError) -> SentRequest {
        let conversation = trial.conversation
        if conversation.prefill != nil {
            throw RequestRules.missing(style, "prefill", "prefill", probe: trial.probe.id)
        }
        var turns = MessageList()
        turns.append(conversation.turns, as: .responses)
        let tools = conversation.tools.map { tool -> JSONValue in
            // Strict is this API's default, and refuses schemas that Chat Completions takes.
            [
                "type": "function", "name": .string(tool.name), "description": .string(tool.description),
                "parameters": tool.schema, "strict": false,
            ]
        }
        return SentRequest(
            method: "POST", url: url, headers: headers,
            body: body.bytes(
                .value("instructions", conversation.system.map(JSONValue.string)),
                .value("tools", tools.isEmpty ? nil : .array(tools)), .encoded("input", turns.closed())))
    }

    package func authentication(_ secret: Secret) -> [HeaderLine] {
        [HeaderLine("authorization", "Bearer \(secret.reveal())")]
    }

    package func reader(status: Int?, headers: [HeaderLine], prefill: String?) -> any ReplyReading {
        ReplyReader(fold: ResponsesFold(), status: status, headers: headers)
    }
}
