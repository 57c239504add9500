import Formats
import Trials

extension Vendor {
    /// Usage comes unasked, and unknown members are refused.
    static let mistral = Vendor(
        name: "mistral", title: "Mistral", addresses: [.openAICompatible: "https://api.mistral.ai/v1"],
        hosts: ["mistral.ai"],
        makes: ["mistral", "mixtral", "ministral", "magistral", "codestral", "devstral", "pixtral"],
        aliases: ["mistralai"],
        chat: ChatQuirks(seed: "random_seed", prefill: .prefixFlag, asksForUsage: false),
        stops: ["model_length": .length, "error": .failed(.server)],
        categories: [
            "sexual": .content, "hate_and_discrimination": .content, "violence_and_threats": .content,
            "selfharm": .content, "pii": .privacy, "dangerous": .other, "criminal": .other, "health": .other,
            "financial": .other, "law": .other, "jailbreaking": .other,
        ],
        requestIDs: ["mistral-correlation-id"],
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
