import Trials

extension VendorSigns {
    static let anthropic = VendorSigns(
        error: { error, _, style in
            let message = error.message ?? ""
            guard style.dialect == .anthropic, message.contains("Output blocked by content filtering policy") else {
                return nil
            }
            return BlockSign(
                rule: "anthropic.error.output-filter", field: "error.message", quote: message, layer: .outputFilter,
                provider: "anthropic", saysOutput: true)
        },
        reply: { reply, stop, style in
            guard style.dialect == .anthropic, stop == .blocked else { return nil }
            return refusal(reply, field: "stop_reason")
        })

    /// Classifier and model decline look alike. Also reached through other wires that carry the model's own fields.
    static func refusal(_ reply: Reply, field: String) -> BlockSign {
        BlockSign(
            rule: "anthropic.stop-reason.refusal", field: field, quote: "refusal", layer: .apiSignal,
            categoriesRaw: reply.stopCategory.map { [$0] } ?? [], provider: "anthropic")
    }
}
