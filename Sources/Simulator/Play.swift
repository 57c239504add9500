import Trials

/// One rung of the ladder that a draw lands on; what the rungs leave is `answered`.
package struct OutcomeShare: Sendable, Hashable {
    package var share: Double
    package var play: Play

    package init(_ share: Double, _ play: Play) {
        self.share = share
        self.play = play
    }
}

/// What one draw makes the service do.
package enum Play: Sendable, Hashable {
    case answered
    case partial
    /// In the model's own words, with a normal stop.
    case refused
    /// In the provider's refusal field. Anthropic has none: there it is prose.
    case refusedStructured
    case unable
    case empty
    /// Stopped by its length with no visible text: reasoning took the tokens.
    case truncated
    /// Stopped by its length with visible text.
    case cut
    case blocked(Block)
    case error(ErrorPlay)

    package var outcome: Outcome {
        switch self {
        case .answered, .cut: .answered
        case .partial: .partial
        case .refused, .refusedStructured: .refused
        case .unable: .unable
        case .empty: .empty
        case .truncated: .truncated
        case .blocked: .blocked
        case .error: .error
        }
    }
}

/// An API-level block.
package struct Block: Sendable, Hashable {
    package var stage: Stage
    package var category: Category?
    /// A category as no crosswalk knows it, in place of `category`.
    package var categoryRaw: String?
    /// nil: what the dialect of the request uses at this stage.
    package var signal: BlockSignal?
    /// The model of a declared fallback that answers after the block (Anthropic only).
    package var rescuedBy: String?

    package init(
        stage: Stage = .noText, category: Category? = nil, categoryRaw: String? = nil, signal: BlockSignal? = nil,
        rescuedBy: String? = nil
    ) {
        self.stage = stage
        self.category = category
        self.categoryRaw = categoryRaw
        self.signal = signal
        self.rescuedBy = rescuedBy
    }
}

/// A provider's own way of saying it. One of the other dialect is replaced by the dialect's usual one.
package enum BlockSignal: String, Sendable, CaseIterable {
    /// Anthropic: `stop_reason: refusal` with `stop_details`.
    case stopReason = "stop-reason"
    /// Anthropic: 400, or an error event, "Output blocked by content filtering policy".
    case legacyFilter = "legacy-filter"
    /// OpenAI: `finish_reason: content_filter`.
    case contentFilter = "content-filter"
    /// OpenAI: 400 `invalid_prompt` with safety wording.
    case invalidPrompt = "invalid-prompt"
    /// OpenAI: code `cyber_policy`, 400 or an error in the stream.
    case cyberPolicy = "cyber-policy"
    /// OpenAI: code `bio_policy`.
    case bioPolicy = "bio-policy"
}

/// A trial that cannot be measured, however often it is asked for.
package enum ErrorPlay: String, Sendable, CaseIterable {
    case unknownStop = "unknown-stop"
    case accountHold = "account-hold"
    /// A 400 that other prompts do not meet.
    case invalidRequest = "invalid-request"
    case contextTooLong = "context-too-long"
    case spendLimit = "spend-limit"
    /// An HTML page of an edge proxy, status 403.
    case htmlPage = "html-page"
    /// 100 MB of text.
    case huge
    /// JSON nested 10,000 deep.
    case deepJSON = "deep-json"
    /// gzip that ends before its end.
    case truncatedGzip = "truncated-gzip"
}
