extension ChatProfile {
    static let vLLM = ChatProfile(name: "vllm", prefill: .continueFinalMessage, continuation: "/completions")
}
