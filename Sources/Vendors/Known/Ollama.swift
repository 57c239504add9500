import Trials

extension Vendor {
    /// The compatible paths of Ollama. Its text completion puts the model's template around the text, so it continues
    /// nothing.
    static let ollama = Vendor(
        name: "ollama", title: "Ollama", addresses: [.openAICompatible: "http://127.0.0.1:11434/v1"],
        chat: ChatQuirks(prefill: .trailingTurn))
}
