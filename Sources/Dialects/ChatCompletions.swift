import Trials

/// OpenAI Chat Completions and the servers that speak it: `POST {base}/chat/completions`, data-only server-sent events.
package struct ChatCompletions: Dialect {
    /// How a server is told to go on with a trailing assistant turn.
    private enum Prefill { case none, trailingTurn, prefixFlag, continueFinalMessage }

    private let style: AccessStyle
    private let url: String
    private let headers: [HeaderLine]
    private let body: RequestBody
    private let developerRole: Bool
    private let prefill: Prefill

    package init(style: AccessStyle) throws(DialectError) {
        try RequestRules.check(style)
        self.style = style
        url = RequestRules.url(style, path: "/chat/completions")
        headers = RequestRules.headers(
            [
                HeaderLine("content-type", "application/json"),
                HeaderLine("accept", style.stream ? "text/event-stream" : "application/json"),
            ], style)
        developerRole = style.dialect == .openAIChat && Self.isVendorHost(style.baseURL)
        prefill = Self.prefill(style)
        if style.prefill != nil, prefill == .none { throw Self.noPrefill(style, probe: nil) }
        body = RequestBody(fixed: try Self.fixed(style, prefill), style: style)
    }

    private static func isVendorHost(_ url: String) -> Bool {
        guard let scheme = url.firstRange(of: "://") else { return false }
        let host = url[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" && $0 != "?" }.lowercased()
        return host == "api.openai.com" || host.hasSuffix(".api.openai.com")
    }

    private static func prefill(_ style: AccessStyle) -> Prefill {
        guard style.dialect == .openAICompatible else { return .none }
        switch style.profile {
        case "vllm": return .continueFinalMessage
        case "deepseek", "mistral": return .prefixFlag
        case "ollama", "llama-cpp": return .trailingTurn
        default: return .none
        }
    }

    private static func noPrefill(_ style: AccessStyle, probe: String?) -> DialectError {
        style.dialect == .openAIChat
            ? DialectError(
                style: style.id, probe: probe, key: "prefill",
                found: "openai-chat has no prefill: a trailing assistant turn is history, not continued",
                accepted: "null")
            : DialectError(
                style: style.id, probe: probe, key: "prefill",
                found: "profile \(style.profile ?? "null") is not known to continue a trailing assistant turn",
                accepted: "profile: vllm | llama-cpp | ollama | deepseek | mistral")
    }

    private static func fixed(_ style: AccessStyle, _ prefill: Prefill) throws(DialectError) -> JSONObject {
        let compatible = style.dialect == .openAICompatible
        var fixed: JSONObject = [
            "model": .string(style.model),
            compatible ? "max_tokens" : "max_completion_tokens": .integer(style.sampling.maxOutputTokens),
            "stream": .bool(style.stream),
        ]
        if style.stream { fixed["stream_options"] = ["include_usage": true] }
        if let value = style.sampling.temperature { fixed["temperature"] = .number(value) }
        if let value = style.sampling.topP { fixed["top_p"] = .number(value) }
        if let seed = style.ask.seed { fixed[style.profile == "mistral" ? "random_seed" : "seed"] = .integer(seed) }
        if let alternatives = style.ask.logprobs {
            guard (0...20).contains(alternatives) else {
                throw DialectError(
                    style: style.id, key: "ask.logprobs", found: "\(alternatives) alternatives", accepted: "0 to 20")
            }
            fixed["logprobs"] = true
            fixed["top_logprobs"] = .integer(alternatives)
        }
        let reasoning = try RequestRules.reasoning(style)
        if compatible, style.profile == "openrouter" {
            if !reasoning.isEmpty { fixed["reasoning"] = .object(reasoning) }
        } else {
            for member in reasoning.members where !member.value.isNull {
                guard member.key == "effort" else {
                    throw DialectError(
                        style: style.id, key: "reasoning.\(member.key)",
                        found: "\(style.dialect.rawValue) knows no such reasoning setting", accepted: "effort",
                        advice: "What one server knows beside it goes into `body`.")
                }
                fixed["reasoning_effort"] = member.value
            }
        }
        return fixed
    }

    package func request(for trial: Trial) throws(DialectError) -> SentRequest {
        let conversation = trial.conversation
        var messages = MessageList()
        if let system = conversation.system {
            messages.append(role: developerRole ? "developer" : "system", system)
        }
        for turn in conversation.turns {
            switch turn.speaker {
            case .user: messages.append(role: "user", turn.text)
            case .assistant: messages.append(role: "assistant", turn.text)
            }
        }
        if let text = conversation.prefill {
            switch prefill {
            case .none: throw Self.noPrefill(style, probe: trial.probe.id)
            case .trailingTurn, .continueFinalMessage: messages.append(role: "assistant", text)
            case .prefixFlag: messages.append(role: "assistant", text, extra: ",\"prefix\":true")
            }
        }
        let tools = conversation.tools.map { tool -> JSONValue in
            [
                "type": "function",
                "function": [
                    "name": .string(tool.name), "description": .string(tool.description), "parameters": tool.schema,
                ],
            ]
        }
        var bytes = body.bytes(
            system: nil, messages: messages.closed(), tools: tools.isEmpty ? nil : .array(tools))
        if conversation.prefill != nil, prefill == .continueFinalMessage {
            bytes.removeLast()
            bytes.append(contentsOf: ",\"continue_final_message\":true,\"add_generation_prompt\":false}".utf8)
        }
        return SentRequest(method: "POST", url: url, headers: headers, body: bytes)
    }

    package func authentication(_ secret: Secret) -> [HeaderLine] {
        [HeaderLine("authorization", "Bearer \(secret.reveal())")]
    }

    package func reader(status: Int?, headers: [HeaderLine]) -> any ReplyReading {
        ReplyReader(fold: ChatFold(), status: status, headers: headers)
    }
}
