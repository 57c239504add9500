extension ChatProfile {
    /// The compatible paths of Ollama. Its text completion puts the model's template around the text, so it continues
    /// nothing.
    static let ollama = ChatProfile(name: "ollama", prefill: .trailingTurn)
}
