import Trials

extension Vendor {
    static let vLLM = Vendor(
        name: "vllm", title: "vLLM", addresses: [.openAICompatible: "http://127.0.0.1:8000/v1"],
        chat: ChatQuirks(prefill: .continueFinalMessage, continuation: "/completions"))
}
