extension ChatProfile {
    /// llama.cpp's own server. The one of its Python package continues no prefill: it answers after it.
    static let llamaCpp = ChatProfile(name: "llama-cpp", prefill: .trailingTurn, continuation: "/completions")
}
