import Trials

/// What a stop reason means, per wire format. An open set: what is not listed is `unknown`, never an answer.
enum StopSign: Hashable, Sendable {
    case normal
    /// A length limit; the text is whole as far as it goes.
    case length
    case toolCall
    case blocked
    /// The server gave up; the kind of error it names.
    case failed(ErrorKind)
    /// The server gave up without a kind: asked again once, and quarantined.
    case spoilt
    case absent
    case unknown

    init(_ reason: String?, dialect: DialectName) {
        guard let reason else {
            self = .absent
            return
        }
        switch dialect {
        case .anthropic: self = Self.anthropic(reason)
        case .openAIChat, .openAICompletions, .azureOpenAI: self = Self.chat(reason)
        case .openAICompatible:
            let common = Self.chat(reason)
            self = common == .unknown ? VendorSigns.compatibleStops[reason] ?? .unknown : common
        case .openAIResponses: self = Self.responses(reason)
        case .gemini: self = Self.gemini(reason)
        case .bedrock: self = Self.bedrock(reason)
        }
    }

    private static func anthropic(_ reason: String) -> StopSign {
        switch reason {
        case "end_turn", "stop_sequence": .normal
        // A paused or compacted turn ends before the model's own end, as at a length limit.
        case "max_tokens", "model_context_window_exceeded", "pause_turn", "compaction": .length
        case "tool_use": .toolCall
        case "refusal": .blocked
        default: .unknown
        }
    }

    private static func chat(_ reason: String) -> StopSign {
        switch reason {
        case "stop": .normal
        case "length": .length
        case "tool_calls", "function_call": .toolCall
        case "content_filter": .blocked
        default: .unknown
        }
    }

    /// The status of a response, or why it is incomplete.
    private static func responses(_ reason: String) -> StopSign {
        switch reason {
        case "completed": .normal
        case "max_output_tokens", "max_tokens", "max_messages", "steered": .length
        case "content_filter": .blocked
        // With an error beside it, which is read first; without one there is no reason.
        case "failed", "cancelled": .spoilt
        default: .unknown
        }
    }

    private static func gemini(_ reason: String) -> StopSign {
        switch reason {
        case "STOP": .normal
        case "MAX_TOKENS", "CONTINUATION": .length
        case "SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "ESCALATION", "MODEL_ARMOR", "RECITATION",
            "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION":
            .blocked
        // Limited or switched off for violations of the use policy: the account, not the prompt.
        case "PUP_LIMITED_DISABLED": .failed(.accountEnforcement)
        case "OTHER", "LANGUAGE", "MALFORMED_RESPONSE", "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL",
            "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE":
            .spoilt
        default: .unknown
        }
    }

    private static func bedrock(_ reason: String) -> StopSign {
        switch reason {
        case "end_turn", "stop_sequence": .normal
        case "max_tokens", "model_context_window_exceeded": .length
        case "tool_use": .toolCall
        case "guardrail_intervened", "content_filtered", "refusal": .blocked
        case "malformed_model_output", "malformed_tool_use": .spoilt
        default: .unknown
        }
    }
}
