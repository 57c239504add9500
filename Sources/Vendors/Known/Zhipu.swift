import Trials

extension Vendor {
    /// The filter's words: one in place of a stop reason, one as a code of errors.
    static let zhipu = Vendor(
        name: "zhipu", title: "Zhipu (Z.ai)", addresses: [.openAICompatible: "https://api.z.ai/api/paas/v4"],
        hosts: ["bigmodel.cn", "z.ai"], makes: ["glm"], aliases: ["zai", "z-ai", "zai-org", "thudm"],
        chat: ChatQuirks(seed: nil),
        stops: ["sensitive": .blocked, "network_error": .failed(.server)],
        codes: [
            "1113": .billing, "1112": .accountEnforcement, "1121": .accountEnforcement, "1261": .contextTooLong,
            "1302": .rateLimited, "1305": .rateLimited, "1000": .authentication, "1001": .authentication,
            "1002": .authentication, "1003": .authentication, "1211": .notFound,
        ],
        error: { error, _, _ in
            guard error.code == "1301" else { return nil }
            return BlockSign(
                rule: "zhipu.error.1301", field: "error.code", quote: "1301 \(error.message ?? "")",
                layer: .inputFilter, provider: "zhipu", saysInput: true)
        },
        reply: { reply, _, _ in
            guard reply.stopReason == "sensitive" else { return nil }
            return BlockSign(
                rule: "zhipu.finish-reason.sensitive", field: "choices[0].finish_reason", quote: "sensitive",
                layer: .outputFilter, provider: "zhipu", saysOutput: true)
        })
}
