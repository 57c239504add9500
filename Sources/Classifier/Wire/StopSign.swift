import Trials

/// What a stop reason means, per wire format. An open set: what is not listed is `unknown`, never an answer.
enum StopSign: Hashable {
    case normal
    /// A length limit; the text is whole as far as it goes.
    case length
    case toolCall
    case blocked
    /// The server gave up; the kind of error it names.
    case failed(ErrorKind)
    case absent
    case unknown

    init(_ reason: String?, dialect: DialectName) {
        guard let reason else {
            self = .absent
            return
        }
        switch dialect {
        case .anthropic: self = Self.anthropic(reason)
        case .openAIChat, .openAICompatible, .openAICompletions, .azureOpenAI: self = Self.chat(reason, dialect)
        case .openAIResponses, .gemini, .bedrock: self = .unknown
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

    private static func chat(_ reason: String, _ dialect: DialectName) -> StopSign {
        switch reason {
        case "stop": return .normal
        case "length": return .length
        case "tool_calls", "function_call": return .toolCall
        case "content_filter": return .blocked
        default: break
        }
        guard dialect == .openAICompatible else { return .unknown }
        switch reason {
        case "eos": return .normal
        case "model_length": return .length
        case "insufficient_system_resource": return .failed(.overloaded)
        case "error": return .failed(.server)
        default: return .unknown
        }
    }
}
