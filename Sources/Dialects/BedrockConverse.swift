import Formats
import Trials

/// AWS Bedrock: `POST {base}/model/{id}/converse`, and `/converse-stream` with binary event frames. The credential is a
/// Bedrock API key, sent as bearer.
package struct BedrockConverse: Dialect {
    private let style: AccessStyle
    private let url: String
    private let headers: [HeaderLine]
    private let body: RequestBody

    package init(style: AccessStyle) throws(DialectError) {
        try RequestRules.check(style)
        if style.ask.seed != nil { throw RequestRules.missing(style, "ask.seed", "seed") }
        if style.ask.logprobs != nil { throw RequestRules.missing(style, "ask.logprobs", "log probabilities") }
        self.style = style
        // Ids hold colons, ARNs slashes too: both must be escaped in a path segment.
        let call = style.stream ? "converse-stream" : "converse"
        url = RequestRules.url(style, path: "/model/\(RequestRules.escaped(style.model))/\(call)")
        headers = RequestRules.headers(
            [
                HeaderLine("content-type", "application/json"),
                HeaderLine("accept", style.stream ? "application/vnd.amazon.eventstream" : "application/json"),
            ], style)
        body = RequestBody(
            fixed: try Self.fixed(style), style: style, conversational: ["system", "toolConfig"])
    }

    private static func fixed(_ style: AccessStyle) throws(DialectError) -> JSONObject {
        var inference: JSONObject = ["maxTokens": .integer(style.sampling.maxOutputTokens)]
        if let value = style.sampling.temperature { inference["temperature"] = .number(value) }
        if let value = style.sampling.topP { inference["topP"] = .number(value) }
        var fixed: JSONObject = [
            "inferenceConfig": .object(inference),
            // The common reply has no word for a refusal; the model's own fields may. Models without them ignore it.
            "additionalModelResponseFieldPaths": ["/stop_reason", "/stop_details"],
        ]
        // Without a trace nobody can tell which side of a guardrail acted.
        if style.body["guardrailConfig"] != nil { fixed["guardrailConfig"] = ["trace": "enabled"] }
        let reasoning = try RequestRules.reasoning(style)
        if reasoning["effort"] != nil {
            throw DialectError(
                style: style.id, key: "reasoning.effort", found: "bedrock has no common reasoning setting",
                accepted: "the model's own fields, such as {thinking: {type: enabled, budget_tokens: 2000}}")
        }
        if !reasoning.isEmpty { fixed["additionalModelRequestFields"] = .object(reasoning) }
        return fixed
    }

    package func request(for trial: Trial) throws(DialectError) -> SentRequest {
        let conversation = trial.conversation
        var messages = MessageList(.blocks)
        messages.append(conversation.turns, as: .converse)
        if let prefill = conversation.prefill {
            guard prefill.last?.isWhitespace != true else {
                throw DialectError(
                    style: style.id, probe: trial.probe.id, key: "prefill", found: "the prefill ends in white space",
                    accepted: "a text that ends in a visible character")
            }
            messages.append(role: "assistant", prefill)
        }
        let tools = conversation.tools.map { tool -> JSONValue in
            [
                "toolSpec": [
                    "name": .string(tool.name), "description": .string(tool.description),
                    "inputSchema": ["json": tool.schema],
                ]
            ]
        }
        return SentRequest(
            method: "POST", url: url, headers: headers,
            body: body.bytes(
                .value("system", conversation.system.map { [["text": .string($0)]] }),
                .value("toolConfig", tools.isEmpty ? nil : ["tools": .array(tools)]),
                .encoded("messages", messages.closed())))
    }

    package func authentication(_ secret: Secret) -> [HeaderLine] {
        [HeaderLine("authorization", "Bearer \(secret.reveal())")]
    }

    package func reader(status: Int?, headers: [HeaderLine], prefill: String?) -> any ReplyReading {
        ReplyReader(fold: BedrockFold(), status: status, headers: headers)
    }
}
