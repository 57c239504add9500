extension ChatProfile {
    static let deepSeek = ChatProfile(
        name: "deepseek", prefill: .prefixFlag, prefillBase: ("api.deepseek.com", "/beta"))
}
