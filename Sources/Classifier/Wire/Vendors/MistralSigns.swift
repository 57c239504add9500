import Trials

extension VendorSigns {
    static let mistral = VendorSigns(
        stops: ["model_length": .length, "error": .failed(.server)],
        error: { error, exchange, style in
            // The body of such a block is nowhere described; a 403 means one where the caller asked for guardrails.
            guard exchange.raw.status == 403, style.profile == "mistral", style.body["guardrails"] != nil else {
                return nil
            }
            return BlockSign(
                rule: "mistral.error.guardrail", field: "http.status", quote: "403 \(error.message ?? "")",
                layer: .inputFilter, provider: "mistral", saysInput: true)
        })
}
