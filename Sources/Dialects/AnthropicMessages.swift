import Formats
import Trials

/// Anthropic Messages: `POST {base}/v1/messages`, named server-sent events.
package struct AnthropicMessages: Dialect {
    private let style: AccessStyle
    private let url: String
    private let headers: [HeaderLine]
    private let body: RequestBody

    package init(style: AccessStyle) throws(DialectError) {
        try RequestRules.check(style)
        try Self.check(style)
        self.style = style
        url = RequestRules.url(style, path: style.baseURL.hasSuffix("/v1") ? "/messages" : "/v1/messages")
        headers = RequestRules.headers(
            [
                HeaderLine("content-type", "application/json"),
                HeaderLine("accept", style.stream ? "text/event-stream" : "application/json"),
                // The later version refuses sampling fields even at their defaults.
                HeaderLine("anthropic-version", "2023-06-01"),
            ], style)
        body = RequestBody(fixed: try Self.fixed(style), style: style)
    }

    private static func check(_ style: AccessStyle) throws(DialectError) {
        if let fallbacks = style.body["fallbacks"], style.surface != .chat || fallbacks.string != "default" {
            throw DialectError(
                style: style.id, key: "body.fallbacks",
                found: "the API would answer with another model where the requested one declines",
                accepted: "default, with surface: chat, where the product as it is sold is what is measured",
                advice: "Measure the other model as a style of its own.")
        }
        if style.ask.seed != nil {
            throw DialectError(style: style.id, key: "ask.seed", found: "anthropic has no seed", accepted: "null")
        }
        if style.ask.logprobs != nil {
            throw DialectError(
                style: style.id, key: "ask.logprobs", found: "anthropic has no log probabilities", accepted: "null")
        }
    }

    private static func fixed(_ style: AccessStyle) throws(DialectError) -> JSONObject {
        var fixed: JSONObject = [
            "model": .string(style.model), "max_tokens": .integer(style.sampling.maxOutputTokens),
            "stream": .bool(style.stream),
        ]
        if let value = style.sampling.temperature { fixed["temperature"] = .number(value) }
        if let value = style.sampling.topP { fixed["top_p"] = .number(value) }
        var thinking = JSONObject()
        for member in try RequestRules.reasoning(style).members where !member.value.isNull {
            switch member.key {
            case "effort": fixed["output_config"] = ["effort": member.value]
            case "thinking":
                guard case .object(let object) = member.value else {
                    throw DialectError(
                        style: style.id, key: "reasoning.thinking", found: "thinking is no mapping",
                        accepted: "{type: adaptive}")
                }
                for inner in object.members { thinking[inner.key] = inner.value }
            default: thinking[member.key] = member.value
            }
        }
        if !thinking.isEmpty { fixed["thinking"] = .object(thinking) }
        return fixed
    }

    package func request(for trial: Trial) throws(DialectError) -> SentRequest {
        let conversation = trial.conversation
        var messages = MessageList()
        messages.append(conversation.turns, as: .messages)
        if let prefill = conversation.prefill {
            guard prefill.last?.isWhitespace != true else {
                throw DialectError(
                    style: style.id, probe: trial.probe.id, key: "prefill", found: "the prefill ends in white space",
                    accepted: "a text that ends in a visible character")
            }
            messages.append(role: "assistant", prefill)
        }
        let tools = conversation.tools.map { tool -> JSONValue in
            ["name": .string(tool.name), "description": .string(tool.description), "input_schema": tool.schema]
        }
        return SentRequest(
            method: "POST", url: url, headers: headers,
            body: body.bytes(
                .value("system", conversation.system.map(JSONValue.string)),
                .value("tools", tools.isEmpty ? nil : .array(tools)), .encoded("messages", messages.closed())))
    }

    package func authentication(_ secret: Secret) -> [HeaderLine] { [HeaderLine("x-api-key", secret.reveal())] }

    package func reader(status: Int?, headers: [HeaderLine], prefill: String?) -> any ReplyReading {
        ReplyReader(
            fold: AnthropicFold(repeated: style.repeated(prefill, by: headers)), status: status, headers: headers)
    }
}
