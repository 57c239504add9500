import Formats
import Trials

extension Vendor {
    /// A gateway: by default it falls back to other providers, which would mix what is measured.
    static let openRouter = Vendor(
        name: "openrouter", title: "OpenRouter", addresses: [.openAICompatible: "https://openrouter.ai/api/v1"],
        chat: ChatQuirks(reasoning: .object, fixed: ["provider": ["allow_fallbacks": false]]),
        stops: ["error": .failed(.server)],
        codes: [
            "payment_required": .billing, "permission_denied": .permission, "authentication": .authentication,
            "not_found": .notFound, "provider_overloaded": .overloaded, "provider_unavailable": .overloaded,
            "timeout": .timeout, "server": .server, "payload_too_large": .tooLarge,
            "token_limit_exceeded": .contextTooLong, "max_tokens_exceeded": .invalidRequest,
            "invalid_request": .invalidRequest, "unprocessable": .invalidRequest,
            "precondition_failed": .invalidRequest,
        ],
        categories: [
            "sexual": .content, "harassment": .content, "hate": .content, "violence": .content,
            "self-harm": .content, "illicit": .other,
        ],
        requestIDs: ["x-generation-id"],
        error: { error, exchange, _ in moderated(error, exchange.reply.annotations) },
        reply: { reply, _, _ in
            // A router may translate an upstream block into a plain stop.
            guard let native = reply.annotations["native_finish_reason"]?.string, StopSign(native) == .blocked else {
                return nil
            }
            return BlockSign(
                rule: "openrouter.native-finish-reason", field: "choices[0].native_finish_reason", quote: native,
                layer: .apiSignal, provider: "openrouter")
        })

    private static func moderated(_ error: WireError, _ notes: [String: JSONValue]) -> BlockSign? {
        if error.code == "403" || error.type == "403" || error.place == .httpBody {
            let reasons = notes["error.metadata.reasons"]?.array?.compactMap(\.string) ?? []
            if !reasons.isEmpty || notes["error.metadata.flagged_input"] != nil {
                return BlockSign(
                    rule: "openrouter.error.moderation",
                    field: reasons.isEmpty ? "error.metadata.flagged_input" : "error.metadata.reasons",
                    quote: reasons.isEmpty ? error.message ?? "" : reasons.joined(separator: ", "),
                    layer: .gateway, categoriesRaw: reasons,
                    provider: "openrouter", saysInput: true)
            }
            if let patterns = notes["error.metadata.patterns"], patterns.array?.isEmpty != true {
                return BlockSign(
                    rule: "openrouter.error.guardrail", field: "error.metadata.patterns",
                    quote: patterns.compact, layer: .gateway, provider: "openrouter", saysInput: true)
            }
        }
        switch notes["error.metadata.error_type"]?.string {
        case let type? where ["content_policy_violation", "refusal", "invalid_prompt"].contains(type):
            return BlockSign(
                rule: "openrouter.error.\(type.asRule)", field: "error.metadata.error_type", quote: type,
                layer: .apiSignal, provider: "openrouter")
        case nil, .some: return nil
        }
    }
}
