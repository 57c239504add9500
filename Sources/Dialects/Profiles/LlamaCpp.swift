extension ChatProfile {
    /// llama.cpp's own server.
    static let llamaCpp = ChatProfile(name: "llama-cpp", prefill: .trailingTurn, continuation: "/completions")
}
