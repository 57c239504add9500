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
    case blocked(PlayedBlock)
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
package struct PlayedBlock: Sendable, Hashable {
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

/// A provider's own way of saying it. One that a dialect does not have is replaced by the dialect's usual one.
package enum BlockSignal: String, Sendable, CaseIterable {
    /// Anthropic: `stop_reason: refusal` with `stop_details`.
    case stopReason = "stop-reason"
    /// Anthropic: 400, or an error event, "Output blocked by content filtering policy".
    case legacyFilter = "legacy-filter"
    /// OpenAI, Azure and their like: `finish_reason` or `incomplete_details.reason` `content_filter`.
    case contentFilter = "content-filter"
    /// OpenAI: 400 `invalid_prompt` with safety wording.
    case invalidPrompt = "invalid-prompt"
    /// OpenAI: code `cyber_policy`, 400 or an error in the stream.
    case cyberPolicy = "cyber-policy"
    /// OpenAI: code `bio_policy`.
    case bioPolicy = "bio-policy"
    /// OpenAI Responses: code `misalignment_policy_violation`, 403 or an error in the stream.
    case misalignment
    /// Azure: 400 `content_filter` with `ResponsibleAIPolicyViolation`.
    case responsibleAI = "responsible-ai"
    /// OpenRouter: 403 with `metadata.reasons` and `flagged_input`.
    case moderation
    /// OpenRouter: an error with `metadata.error_type: content_policy_violation`, HTTP or after 200.
    case contentPolicy = "content-policy"
    /// DeepSeek: 400 "Content Exists Risk".
    case contentRisk = "content-risk"
    /// xAI: 403 "Content violates usage guidelines".
    case usageGuidelines = "usage-guidelines"
    /// Cohere: `finish_reason: ERROR_TOXIC`.
    case errorToxic = "error-toxic"
    /// Gemini: `promptFeedback.blockReason`.
    case promptFeedback = "prompt-feedback"
    /// Gemini: `finishReason` SAFETY and its like.
    case finishReason = "finish-reason"
    /// Mistral: 403 of a guardrail; Bedrock: `guardrail_intervened`.
    case guardrail
    /// Bedrock: `content_filtered`.
    case contentFiltered = "content-filtered"
    /// Bedrock: `refusal`, as the vendor's own stop reason.
    case refusalStop = "refusal-stop"
}

/// A trial that cannot be measured, however often it is asked for.
package enum ErrorPlay: String, Sendable, CaseIterable {
    case unknownStop = "unknown-stop"
    /// A stop reason that is known and explains nothing, where the dialect has one.
    case unexplainedStop = "unexplained-stop"
    case accountHold = "account-hold"
    /// A 400 that other prompts do not meet.
    case invalidRequest = "invalid-request"
    case contextTooLong = "context-too-long"
    case spendLimit = "spend-limit"
    /// The credential may not do this; no safeguard speaks.
    case permission
    /// An HTML page of an edge proxy, status 403.
    case htmlPage = "html-page"
    /// 100 MB of text.
    case huge
    /// JSON nested 10,000 deep.
    case deepJSON = "deep-json"
    /// gzip that ends before its end.
    case truncatedGzip = "truncated-gzip"

    /// Nobody can read what comes, so nobody can say which model it is from.
    var isUnreadable: Bool {
        switch self {
        case .htmlPage, .huge, .deepJSON, .truncatedGzip: true
        case .unknownStop, .unexplainedStop, .accountHold, .invalidRequest, .contextTooLong, .spendLimit, .permission:
            false
        }
    }
}
