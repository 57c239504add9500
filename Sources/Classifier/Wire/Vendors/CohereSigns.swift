import Trials

extension VendorSigns {
    static let cohere = VendorSigns(
        stops: [
            "COMPLETE": .normal, "STOP_SEQUENCE": .normal, "MAX_TOKENS": .length, "ERROR_LIMIT": .length,
            "TOOL_CALL": .toolCall, "ERROR": .failed(.server), "TIMEOUT": .failed(.timeout),
            "ERROR_TOXIC": .blocked,
        ],
        reply: { reply, _, style in
            guard style.profile == "cohere", reply.stopReason == "ERROR_TOXIC" else { return nil }
            return BlockSign(
                rule: "cohere.finish-reason.error-toxic", field: "finish_reason", quote: "ERROR_TOXIC",
                layer: .outputFilter, provider: "cohere", saysOutput: true)
        })
}
