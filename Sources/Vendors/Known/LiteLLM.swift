import Trials

extension Vendor {
    /// The proxy. Its replies name the model that was asked for, also where another deployment or a fallback answered.
    static let liteLLM = Vendor(
        name: "litellm", title: "LiteLLM proxy", addresses: [.openAICompatible: "http://127.0.0.1:4000/v1"],
        chat: ChatQuirks(),
        codes: ["budget_exceeded": .billing, "no_db_connection": .server],
        requestIDs: ["x-litellm-call-id"],
        routeHeaders: ["x-litellm-attempted-fallbacks", "x-litellm-model-group", "x-litellm-model-id"])
}
