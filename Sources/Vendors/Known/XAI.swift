import Trials

extension Vendor {
    static let xAI = Vendor(
        name: "xai", title: "xAI", addresses: [.openAICompatible: "https://api.x.ai/v1"], hosts: ["x.ai"],
        makes: ["grok"], aliases: ["x-ai"], chat: ChatQuirks(),
        codes: ["permission-denied": .permission],
        categories: [
            "safety_check_type_bio": .bioChem, "safety_check_type_chem": .bioChem, "safety_check_type_cyber": .cyber,
            "safety_check_type_csam": .content,
        ],
        servedAs: [
            ServedAlias("grok-4-fast", as: "grok-4-fast-*reasoning*", seen: "2026-11-27"),
            ServedAlias("grok-4-1-fast", as: "grok-4-1-fast-*reasoning*", seen: "2026-11-27"),
        ],
        error: { error, _, _ in
            guard let message = error.message,
                message.contains("Content violates usage guidelines") || message.contains("SAFETY_CHECK_TYPE_")
            else { return nil }
            let check = message.firstRange(of: "SAFETY_CHECK_TYPE_").map { range in
                String(message[range.lowerBound...].prefix { $0.isLetter || $0 == "_" || $0.isNumber })
            }
            return BlockSign(
                rule: "xai.error.safety-check", field: "error", quote: message, layer: .inputFilter,
                categoriesRaw: check.map { [$0] } ?? [], provider: "xai")
        })
}
