extension ChatProfile {
    /// Cohere's own v2 chat: the request is nearly the common one, the reply is not.
    static let cohere = ChatProfile(
        name: "cohere", path: "/chat", wire: .cohere, topP: "p", asksForUsage: false, logprobs: 0...0)
}
