import Trials

extension Vendor {
    static let zhipu = Vendor(
        name: "zhipu", title: "Zhipu (Z.ai)", addresses: [.openAICompatible: "https://api.z.ai/api/paas/v4"],
        hosts: ["bigmodel.cn", "z.ai"], makes: ["glm"], aliases: ["zai", "z-ai", "zai-org", "thudm"],
        chat: ChatQuirks(seed: nil),
        stops: ["sensitive": .blocked, "network_error": .failed(.server)])
}
