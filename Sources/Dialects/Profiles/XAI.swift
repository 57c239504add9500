extension ChatProfile {
    static let xAI = ChatProfile(name: "xai")
}
