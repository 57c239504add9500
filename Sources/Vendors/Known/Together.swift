import Trials

extension Vendor {
    static let together = Vendor(
        name: "together", title: "Together", addresses: [.openAICompatible: "https://api.together.xyz/v1"],
        chat: ChatQuirks(continuation: "/completions"), stops: ["eos": .normal])
}
