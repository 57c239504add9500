import Trials

extension Vendor {
    static let alibaba = Vendor(
        name: "alibaba", title: "Alibaba (Qwen)",
        addresses: [.openAICompatible: "https://dashscope-intl.aliyuncs.com/compatible-mode/v1"],
        makes: ["qwen", "qwq"], aliases: ["qwen"], chat: ChatQuirks())
}
