import Formats
import Trials

/// What a guardrail leaves in a reply: its own message in place of the model's, and the trace.
enum BedrockGuardrail {
    static let inputMessage = "Sorry, the model cannot answer this question."
    static let outputMessage = "Sorry, the model cannot show this answer."
    /// What the model had said; a trace shows it, a reply does not.
    private static let heldBack = "Simulated text that the guardrail held back."

    /// nil: the request asked for no trace.
    static func acted(_ block: PlayedBlock, _ ask: BedrockAsk) -> JSONValue? {
        guard ask.guardrail.traced, let word = block.categoryRaw else { return nil }
        let acted = assessment(BedrockAssessment(word), ask)
        var trace = JSONObject()
        if block.stage == .input {
            trace["inputAssessment"] = keyed(acted, ask)
        } else {
            trace["modelOutput"] = [.string(heldBack)]
            trace["inputAssessment"] = keyed(assessment(nil, ask), ask)
            trace["outputAssessments"] = keyed([acted], ask)
        }
        trace["actionReason"] = "Guardrail blocked."
        return .object(trace)
    }

    /// Of a guardrail that looked at both sides and acted on neither; nil: none was named, or no trace asked for.
    static func idle(_ ask: BedrockAsk) -> JSONValue? {
        guard ask.guardrail.traced, !ask.guardrail.enforced else { return nil }
        return [
            "inputAssessment": keyed(assessment(nil, ask), ask),
            "outputAssessments": keyed([assessment(nil, ask)], ask), "actionReason": "No action.",
        ]
    }

    private static func keyed(_ value: JSONValue, _ ask: BedrockAsk) -> JSONValue {
        var object = JSONObject()
        object[ask.guardrail.id] = value
        return .object(object)
    }

    /// - Parameter found: nil where nothing was acted on.
    private static func assessment(_ found: BedrockAssessment?, _ ask: BedrockAsk) -> JSONValue {
        var assessment = JSONObject()
        if let found {
            let member = found.member
            assessment[member.key] = member.value
        } else if ask.guardrail.full {
            assessment["contentPolicy"] = [
                "filters": [
                    [
                        "type": "MISCONDUCT", "confidence": "NONE", "filterStrength": "HIGH", "action": "NONE",
                        "detected": false,
                    ]
                ]
            ]
        }
        assessment["invocationMetrics"] = [
            "guardrailProcessingLatency": 210,
            "usage": [
                "topicPolicyUnits": 1, "contentPolicyUnits": 1, "wordPolicyUnits": 1,
                "sensitiveInformationPolicyUnits": 1, "sensitiveInformationPolicyFreeUnits": 0,
                "contextualGroundingPolicyUnits": 0,
            ],
            "guardrailCoverage": ["textCharacters": ["guarded": 100, "total": 100]],
        ]
        assessment["appliedGuardrailDetails"] = [
            "guardrailId": .string(ask.guardrail.id), "guardrailVersion": .string(ask.guardrail.version),
            "guardrailArn": .string("arn:aws:bedrock:us-east-1:000000000000:guardrail/\(ask.guardrail.id)"),
            "guardrailOrigin": [.string(ask.guardrail.enforced ? "ACCOUNT_ENFORCED" : "REQUEST")],
            "guardrailOwnership": "SELF",
        ]
        return .object(assessment)
    }
}
