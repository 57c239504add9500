import Trials

/// One draw made concrete for one request: the words, the model, the numbers, before any dialect.
struct Performance: Sendable {
    /// As this dialect can show it: `input` is never said by Anthropic, a refusal field does not exist there.
    var play: Play
    /// The model that the reply names.
    var model: String
    var requestedModel: String
    /// Visible text in deltas.
    var pieces: [String]
    /// Visible reasoning in deltas.
    var reasoning: [String]
    var inputTokens: Int
    var outputTokens: Int
    /// Stopped by the token limit of the request.
    var cut: Bool
    /// 16 hexadecimal digits that name this reply.
    var name: String
    var rightAnswer: Bool?

    init(_ draw: Draw, request: ModelRequest, probe: Probe?, name: String) {
        self.name = name
        requestedModel = request.model
        play = Self.resolve(draw.play, for: request)
        model = draw.reroute ?? Self.servedName(request)
        reasoning = draw.reasoning ? ReplyTexts.pieces(ReplyTexts.thought(draw.variant)) : []
        pieces = []
        inputTokens = request.inputTokens
        outputTokens = 0
        cut = false
        switch play {
        case .answered, .cut, .error:
            pieces = ReplyTexts.pieces(answer(draw, request: request, probe: probe))
            if play == .cut {
                pieces.removeLast(pieces.count / 3)
                cut = true
                rightAnswer = nil
            }
        case .partial: pieces = ReplyTexts.pieces(ReplyTexts.partial(draw.variant))
        case .refused: pieces = ReplyTexts.pieces(ReplyTexts.refusal(draw.variant))
        case .refusedStructured: pieces = ReplyTexts.pieces(ReplyTexts.structuredRefusal(draw.variant))
        case .unable: pieces = ReplyTexts.pieces(ReplyTexts.unable(draw.variant))
        case .empty: reasoning = []
        case .truncated:
            cut = true
            outputTokens = request.maxTokens ?? 4096
        case .blocked(let block): perform(block, draw: draw, request: request, probe: probe)
        }
        if outputTokens == 0, !pieces.isEmpty || !reasoning.isEmpty { outputTokens = Self.tokens(pieces + reasoning) }
        limit(to: request.maxTokens)
    }

    private mutating func perform(_ block: Block, draw: Draw, request: ModelRequest, probe: Probe?) {
        switch block.stage {
        case .input, .noText, .unknown: reasoning = []
        case .withheld:
            // The model ran and its tokens were counted, but none of them reached us.
            reasoning = []
            outputTokens = 40 + Int(draw.variant % 160)
        case .duringReasoning: reasoning = ReplyTexts.pieces(ReplyTexts.thought(draw.variant))
        case .midstream:
            pieces = ReplyTexts.pieces(ReplyTexts.answer(draw.variant, about: nil))
            pieces.removeLast(pieces.count / 2)
        }
        guard let fallback = block.rescuedBy else { return }
        model = fallback
        pieces = ReplyTexts.pieces(answer(draw, request: request, probe: probe))
    }

    private mutating func answer(_ draw: Draw, request: ModelRequest, probe: Probe?) -> String {
        let text = ReplyTexts.answer(draw.variant, about: request.turns.last.flatMap { ReplyTexts.topic(of: $0.text) })
        guard let check = probe?.check, let value = ReplyTexts.checkedValue(check, right: draw.rightAnswer) else {
            return text
        }
        rightAnswer = draw.rightAnswer
        return text + "\n\nANSWER: \(value)"
    }

    /// Stops after as many tokens as the request allows.
    private mutating func limit(to maxTokens: Int?) {
        guard let maxTokens, case let said = Self.tokens(pieces), said > maxTokens else { return }
        switch play {
        case .answered, .partial, .refused, .unable: break
        case .refusedStructured, .empty, .truncated, .cut, .blocked, .error: return
        }
        while pieces.count > 1, Self.tokens(pieces) > maxTokens { pieces.removeLast() }
        cut = true
        outputTokens = maxTokens
        rightAnswer = nil
    }

    private static func tokens(_ pieces: [String]) -> Int { (pieces.reduce(0) { $0 + $1.utf8.count } + 3) / 4 }

    /// OpenAI names a dated snapshot of the alias that was asked for.
    private static func servedName(_ request: ModelRequest) -> String {
        request.dialect == .anthropic ? request.model : request.model + "-2026-09-01"
    }

    private static func resolve(_ play: Play, for request: ModelRequest) -> Play {
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
