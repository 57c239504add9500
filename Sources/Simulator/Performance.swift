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
    /// What was silently removed or switched.
    var degraded: Degraded?
    var quirk: Quirk?

    init(_ draw: Draw, request: ModelRequest, probe: Probe?, name: String) {
        self.name = name
        requestedModel = request.model
        play = request.wire.resolve(draw.play, for: request)
        model = draw.reroute ?? request.wire.servedName(request)
        degraded = draw.quirk?.degrades
        quirk = draw.quirk
        let thinks = draw.reasoning && request.wire.showsReasoning
        reasoning = thinks ? ReplyTexts.pieces(ReplyTexts.thought(draw.variant)) : []
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

    private mutating func perform(_ block: PlayedBlock, draw: Draw, request: ModelRequest, probe: Probe?) {
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

    /// A reply that its limit stopped before any text thought all the while.
    var reasoningTokens: Int { play == .truncated ? outputTokens : Self.tokens(reasoning) }

    /// One of several forms that mean the same, by the name of the reply.
    func pick<Form>(_ forms: [Form]) -> Form { forms[name.utf8.reduce(0) { $0 + Int($1) } % forms.count] }

    static func tokens(_ pieces: [String]) -> Int { (pieces.reduce(0) { $0 + $1.utf8.count } + 3) / 4 }
}
