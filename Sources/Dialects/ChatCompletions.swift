import Formats
import Trials
import Vendors

/// OpenAI Chat Completions and the servers that speak it: `POST {base}/chat/completions`, data-only server-sent events.
package struct ChatCompletions: Dialect {
    private let style: AccessStyle
    private let url: String
    private let headers: [HeaderLine]
    private let body: RequestBody
    private let quirks: ChatQuirks

    package init(style: AccessStyle) throws(DialectError) {
        var quirks: ChatQuirks
        switch style.dialect {
        case .openAICompatible: quirks = try style.quirks()
        case .anthropic, .openAIChat, .openAIResponses, .openAICompletions, .azureOpenAI, .gemini, .bedrock:
            quirks = ChatQuirks(maxTokens: "max_completion_tokens")
            if Self.isVendorHost(style.baseURL) { quirks.systemRole = "developer" }
        }
        try self.init(style: style, quirks: quirks)
    }

    init(style: AccessStyle, quirks: ChatQuirks) throws(DialectError) {
        try RequestRules.check(style)
        self.style = style
        self.quirks = quirks
        url = RequestRules.url(style, path: quirks.path)
        headers = RequestRules.headers(RequestRules.plainHeaders(style), style)
        if style.prefill != nil { try Self.checkPrefill(style, quirks, probe: nil) }
        body = RequestBody(fixed: try quirks.fixed(style), style: style)
    }

    private static func isVendorHost(_ url: String) -> Bool {
        guard let scheme = url.firstRange(of: "://") else { return false }
        let host = url[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" && $0 != "?" }.lowercased()
        return host == "api.openai.com" || host.hasSuffix(".api.openai.com")
    }

    private static func checkPrefill(
        _ style: AccessStyle, _ quirks: ChatQuirks, probe: String?
    ) throws(DialectError) {
        if quirks.prefill == .none {
            guard style.dialect == .openAICompatible else {
                throw DialectError(
                    style: style.id, probe: probe, key: "prefill",
                    found:
                        "\(style.dialect.rawValue) has no prefill: a trailing assistant turn is history, not continued",
                    accepted: "null")
            }
            let able = Vendor.profiles.filter { $0.chat?.prefill != ChatQuirks.Prefill.none }.map(\.name)
            throw DialectError(
                style: style.id, probe: probe, key: "prefill",
                found: "profile \(style.profile ?? "null") is not known to continue a trailing assistant turn",
                accepted: "profile: \(able.joined(separator: " | "))")
        }
        let address = RequestRules.base(style)
        if let base = quirks.prefillBase, address.contains(base.host), !address.hasSuffix(base.end) {
            throw DialectError(
                style: style.id, probe: probe, key: "prefill",
                found: "this server continues a prefill only under another address",
                accepted: "base_url: https://\(base.host)\(base.end)")
        }
    }

    package func request(for trial: Trial) throws(DialectError) -> SentRequest {
        let conversation = trial.conversation
        var messages = MessageList()
        if let system = conversation.system { messages.append(role: quirks.systemRole, system) }
        messages.append(conversation.turns, as: quirks.wire == .cohere ? .cohere : .chat)
        var continues: JSONValue?
        if let text = conversation.prefill {
            try Self.checkPrefill(style, quirks, probe: trial.probe.id)
            switch quirks.prefill {
            case .none: break
            case .trailingTurn: messages.append(role: "assistant", text)
            case .prefixFlag: messages.append(role: "assistant", text, extra: ",\"prefix\":true")
            case .continueFinalMessage:
                messages.append(role: "assistant", text)
                continues = true
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
        return SentRequest(
            method: "POST", url: url, headers: headers,
            body: body.bytes(
                .value("tools", tools.isEmpty ? nil : .array(tools)), .encoded("messages", messages.closed()),
                .value("continue_final_message", continues),
                .value("add_generation_prompt", continues.map { _ in false })))
    }

    package func authentication(_ secret: Secret) -> [HeaderLine] {
        [HeaderLine("authorization", "Bearer \(secret.reveal())")]
    }

    package func reader(status: Int?, headers: [HeaderLine], prefill: String?) -> any ReplyReading {
        switch quirks.wire {
        case .chat:
            ReplyReader(
                fold: ChatFold(repeated: style.repeated(prefill, by: headers)), status: status, headers: headers)
        case .cohere: ReplyReader(fold: CohereFold(), status: status, headers: headers)
        }
    }
}
