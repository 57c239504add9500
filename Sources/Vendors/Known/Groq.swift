import Trials

extension Vendor {
    static let groq = Vendor(
        name: "groq", title: "Groq", addresses: [.openAICompatible: "https://api.groq.com/openai/v1"],
        chat: ChatQuirks(),
        codes: [
            // The model's own call or JSON broke a form: the request would meet it again, and no safeguard spoke.
            "tool_use_failed": .invalidRequest, "json_validate_failed": .invalidRequest,
            "model_decommissioned": .notFound, "request_too_large": .tooLarge,
        ],
        requestIDs: ["x-request-id"])
}
