import Trials

extension Performance {
    /// A play as one dialect can show it.
    static func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .unable, .empty, .truncated, .cut, .error: return play
        case .refusedStructured: return request.dialect == .anthropic ? .refused : play
        case .blocked(let block):
            return .blocked(
                request.dialect == .anthropic
                    ? anthropic(block, fallbacks: request.fallbacks, stream: request.stream)
                    : openAI(block, stream: request.stream))
        }
    }

    private static func anthropic(_ block: Block, fallbacks: Bool, stream: Bool) -> Block {
        var block = block
        if block.stage == .input { block.stage = .noText }
        switch block.signal {
        case .legacyFilter:
            // Without a stream the filter answers in place of everything, and it names no category.
            if !stream || block.stage != .midstream { block.stage = .withheld }
            block.rescuedBy = nil
        case .stopReason, .contentFilter, .invalidPrompt, .cyberPolicy, .bioPolicy, nil:
            block.signal = .stopReason
            // The API never switches models by itself.
            if !fallbacks { block.rescuedBy = nil }
            if block.rescuedBy != nil { block.stage = .noText }
        }
        return block
    }

    private static func openAI(_ block: Block, stream: Bool) -> Block {
        var block = block
        block.rescuedBy = nil
        switch block.signal {
        case .contentFilter, .cyberPolicy, .bioPolicy: break
        case .invalidPrompt: block.stage = .input
        case .stopReason, .legacyFilter, nil:
            if block.stage != .input {
                block.signal = .contentFilter
            } else if block.category == .cyber {
                block.signal = .cyberPolicy
            } else if block.category == .bioChem {
                block.signal = .bioPolicy
            } else {
                block.signal = .invalidPrompt
            }
        }
        // A policy code comes as 400 before anything else, or as an error after some text.
        if block.signal == .cyberPolicy || block.signal == .bioPolicy, !(stream && block.stage == .midstream) {
            block.stage = .input
        }
        if block.signal == .contentFilter, block.stage == .input { block.stage = .noText }
        return block
    }
}

extension Block {
    /// The category as the wire writes it; nil where it writes none.
    var written: String? {
        switch signal {
        case .stopReason:
            if let categoryRaw { return categoryRaw }
            switch category {
            case .cyber: return "cyber"
            case .bioChem: return "bio"
            case .aiRnd: return "frontier_llm"
            case .reasoning: return "reasoning_extraction"
            case .unreported, nil: return nil
            default: return "general_harms"
            }
        case .cyberPolicy: return "cyber_policy"
        case .bioPolicy: return "bio_policy"
        case .legacyFilter, .contentFilter, .invalidPrompt, nil: return nil
        }
    }

    /// What a reader of the wire can know of the category.
    var shown: Category {
        switch signal {
        case .stopReason:
            if categoryRaw != nil { return .other }
            switch category {
            case .cyber, .bioChem, .aiRnd, .reasoning: return category ?? .unreported
            case .unreported, nil: return .unreported
            default: return .other
            }
        case .cyberPolicy: return .cyber
        case .bioPolicy: return .bioChem
        case .legacyFilter, .contentFilter, .invalidPrompt, nil: return .unreported
        }
    }
}
