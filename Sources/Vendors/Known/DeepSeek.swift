import Trials

extension Vendor {
    static let deepSeek = Vendor(
        name: "deepseek", title: "DeepSeek", addresses: [.openAICompatible: "https://api.deepseek.com"],
        hosts: ["deepseek.com"], makes: ["deepseek"], aliases: ["deepseek-ai"],
        chat: ChatQuirks(prefill: .prefixFlag, prefillBase: ("api.deepseek.com", "/beta")),
        stops: ["insufficient_system_resource": .failed(.overloaded)],
        codes: ["insufficient_system_resource": .overloaded],
        requestIDs: ["x-ds-trace-id"],
        servedAs: [
            ServedAlias("deepseek-chat", as: "deepseek-v3*", "deepseek-v4-flash*", seen: "2026-11-27"),
            ServedAlias("deepseek-reasoner", as: "deepseek-r1*", "deepseek-v3*", "deepseek-v4*", seen: "2026-11-27"),
        ],
        error: { error, _, _ in
            // Type and code are those of any bad request: only the message tells.
            guard let message = error.message, message.contains("Content Exists Risk") else { return nil }
            return BlockSign(
                rule: "deepseek.error.content-risk", field: "error.message", quote: message, layer: .inputFilter,
                provider: "deepseek")
        })
}
