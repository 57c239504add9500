extension ChatProfile {
    static let together = ChatProfile(name: "together", continuation: "/completions")
}
