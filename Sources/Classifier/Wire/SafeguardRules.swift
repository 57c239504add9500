import Trials

/// A block that an error object, or a stop reason, carries.
struct BlockSign {
    var rule: String
    var field: String
    var quote: String
    var layer: Layer
    var categoryRaw: String?
    var provider: String
    /// The provider says that the prompt was stopped before a model ran.
    var saysInput = false
    /// The provider says that the model's output was stopped.
    var saysOutput = false
}

/// Errors that are safeguards in disguise. Tested before any generic rule: they hide under 400 and 403.
enum SafeguardRules {
    static func block(in exchange: Exchange, style: AccessStyle) -> BlockSign? {
        let reply = exchange.reply
        guard let error = reply.error else { return nil }
        let message = error.message ?? ""
        return anthropic(error, message, style) ?? openAI(error, message) ?? openRouter(reply, error)
            ?? compatible(exchange, error, message, style)
    }

    private static func anthropic(_ error: WireError, _ message: String, _ style: AccessStyle) -> BlockSign? {
        guard style.dialect == .anthropic, message.contains("Output blocked by content filtering policy") else {
            return nil
        }
        return BlockSign(
            rule: "anthropic.error.output-filter", field: "error.message", quote: message, layer: .outputFilter,
            provider: "anthropic", saysOutput: true)
    }

    private static func openAI(_ error: WireError, _ message: String) -> BlockSign? {
        guard let code = error.code else { return nil }
        func sign(_ layer: Layer, raw: String?, input: Bool) -> BlockSign {
            BlockSign(
                rule: "openai.error.\(code.replacing("_", with: "-"))", field: "error.code",
                quote: message.isEmpty ? code : "\(code): \(message)", layer: layer, categoryRaw: raw,
                provider: "openai", saysInput: input)
        }
        switch code {
        case "cyber_policy", "bio_policy", "misalignment_policy_violation":
            return sign(.apiSignal, raw: code, input: false)
        case "content_policy_violation", "moderation_blocked", "image_content_policy_violation":
            return sign(.inputFilter, raw: code, input: true)
        case "invalid_prompt":
            // The same code names prompts of a wrong shape: only the wording tells.
            let text = message.lowercased()
            let limited = text.contains("limited access") && text.contains("safety reasons")
            guard limited || text.contains("flagged as potentially violating") else { return nil }
            return sign(.inputFilter, raw: nil, input: true)
        default: return nil
        }
    }

    private static func openRouter(_ reply: Reply, _ error: WireError) -> BlockSign? {
        let notes = reply.annotations
        if error.code == "403" || error.type == "403" || error.place == .httpBody {
            let reasons = notes["error.metadata.reasons"]?.array?.compactMap(\.string) ?? []
            if !reasons.isEmpty || notes["error.metadata.flagged_input"] != nil {
                return BlockSign(
                    rule: "openrouter.error.moderation", field: "error.metadata.reasons",
                    quote: reasons.joined(separator: ", "), layer: .gateway, categoryRaw: reasons.first,
                    provider: "openrouter", saysInput: true)
            }
            if let patterns = notes["error.metadata.patterns"], patterns.array?.isEmpty != true {
                return BlockSign(
                    rule: "openrouter.error.guardrail", field: "error.metadata.patterns", quote: patterns.compact,
                    layer: .gateway, provider: "openrouter")
            }
        }
        switch notes["error.metadata.error_type"]?.string {
        case "content_policy_violation"?, "refusal"?, "invalid_prompt"?:
            let type = notes["error.metadata.error_type"]?.string ?? ""
            return BlockSign(
                rule: "openrouter.error.\(type.replacing("_", with: "-"))", field: "error.metadata.error_type",
                quote: type, layer: .apiSignal, provider: "openrouter")
        default: return nil
        }
    }

    private static func compatible(
        _ exchange: Exchange, _ error: WireError, _ message: String, _ style: AccessStyle
    ) -> BlockSign? {
        if message.contains("Content Exists Risk") {
            return BlockSign(
                rule: "deepseek.error.content-risk", field: "error.message", quote: message, layer: .inputFilter,
                provider: "deepseek")
        }
        if message.contains("Content violates usage guidelines") || message.contains("SAFETY_CHECK_TYPE_") {
            let check = message.firstRange(of: "SAFETY_CHECK_TYPE_").map { range in
                String(message[range.lowerBound...].prefix { $0.isLetter || $0 == "_" || $0.isNumber })
            }
            return BlockSign(
                rule: "xai.error.safety-check", field: "error", quote: message, layer: .inputFilter,
                categoryRaw: check, provider: "xai")
        }
        if exchange.raw.status == 403, style.profile == "mistral", style.body["guardrails"] != nil {
            return BlockSign(
                rule: "mistral.error.guardrail", field: "http.status", quote: "403 \(message)", layer: .inputFilter,
                provider: "mistral", saysInput: true)
        }
        return nil
    }
}
