import Trials

extension VendorSigns {
    static let openRouter = VendorSigns(
        stops: ["error": .failed(.server)],
        error: { error, exchange, _ in
            let notes = exchange.reply.annotations
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
        },
        reply: { reply, _, _ in
            // A router may translate an upstream block into a plain stop.
            guard let native = reply.annotations["native_finish_reason"]?.string,
                blockingStops.contains(native)
            else { return nil }
            return BlockSign(
                rule: "openrouter.native-finish-reason", field: "choices[0].native_finish_reason", quote: native,
                layer: .apiSignal, provider: "openrouter")
        })

    /// Words of the providers behind it.
    private static let blockingStops: Set<String> = [
        "refusal", "content_filter", "content_filtered", "guardrail_intervened", "SAFETY", "PROHIBITED_CONTENT",
        "BLOCKLIST", "SPII", "RECITATION", "ESCALATION", "MODEL_ARMOR",
    ]
}
