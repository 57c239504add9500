import Trials

extension Vendor {
    /// llama.cpp's own server. The one of its Python package continues no prefill: it answers after it.
    static let llamaCpp = Vendor(
        name: "llama-cpp", title: "llama.cpp", addresses: [.openAICompatible: "http://127.0.0.1:8080/v1"],
        chat: ChatQuirks(prefill: .trailingTurn, continuation: "/completions"),
        codes: ["exceed_context_size_error": .contextTooLong, "unavailable_error": .overloaded])
}
