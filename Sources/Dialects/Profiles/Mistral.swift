extension ChatProfile {
    /// Usage comes unasked, and unknown members are refused.
    static let mistral = ChatProfile(
        name: "mistral", seed: "random_seed", prefill: .prefixFlag, asksForUsage: false)
}
