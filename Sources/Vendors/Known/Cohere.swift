import Trials

extension Vendor {
    /// Cohere's own v2 chat: the request is nearly the common one, the reply is not.
    static let cohere = Vendor(
        name: "cohere", title: "Cohere", addresses: [.openAICompatible: "https://api.cohere.com/v2"],
        hosts: ["cohere.com", "cohere.ai"], makes: ["command", "c4ai", "aya"], aliases: ["cohereforai", "coherelabs"],
        chat: ChatQuirks(path: "/chat", wire: .cohere, topP: "p", asksForUsage: false, logprobs: 0...0),
        models: .nowhere("Cohere lists models under another version's address"),
        stops: [
            "COMPLETE": .normal, "STOP_SEQUENCE": .normal, "MAX_TOKENS": .length, "ERROR_LIMIT": .length,
            "TOOL_CALL": .toolCall, "ERROR": .failed(.server), "TIMEOUT": .failed(.timeout),
            "ERROR_TOXIC": .blocked,
        ],
        requestIDs: ["x-debug-trace-id"],
        reply: { reply, _, style in
            guard style.profile == "cohere", reply.stopReason == "ERROR_TOXIC" else { return nil }
            return BlockSign(
                rule: "cohere.finish-reason.error-toxic", field: "finish_reason", quote: "ERROR_TOXIC",
                layer: .outputFilter, provider: "cohere", saysOutput: true)
        })
}
