import Trials

/// How a simulated service behaves: the truth, fixed before the run.
package struct Scenario: Sendable, Hashable {
    package var name: String
    package var seed: UInt64
    /// The draw that repetitions of a probe reuse is the same under every style, so that what trips a mild style also
    /// trips a strict one.
    package var sharedDraws: Bool
    /// In the order of the file.
    package var styles: [ScenarioStyle]

    package init(name: String, seed: UInt64, sharedDraws: Bool = false, styles: [ScenarioStyle]) {
        self.name = name
        self.seed = seed
        self.sharedDraws = sharedDraws
        self.styles = styles
    }

    package func style(_ id: String) -> ScenarioStyle? { styles.first { $0.id == id } }
}

/// What one API key meets.
package struct ScenarioStyle: Sendable, Hashable {
    package var id: String
    /// The credential that selects this style. Simulated, so no secret.
    package var key: String
    /// What `GET /v1/models` lists; other models are 404. Empty: every model is served and `sim-1` is listed.
    package var models: [String]
    /// Correlation of the outcomes of two repetitions of one probe, 0 to 1.
    package var correlation: Double
    /// Share of replies that begin with visible reasoning.
    package var reasoning: Double
    package var latency: Latency
    package var limits: SimulatedLimits
    package var faults: [FaultRule]
    package var quirks: [Quirk: Double]
    package var reroute: Reroute?
    /// The first that matches a probe counts; one without selectors matches everything.
    package var rules: [Rule]

    package init(
        id: String, key: String? = nil, models: [String] = [], correlation: Double = 0, reasoning: Double = 0,
        latency: Latency = Latency(), limits: SimulatedLimits = SimulatedLimits(), faults: [FaultRule] = [],
        quirks: [Quirk: Double] = [:], reroute: Reroute? = nil, rules: [Rule] = [Rule()]
    ) {
        self.id = id
        self.key = key ?? "sim-\(id)"
        self.models = models
        self.correlation = correlation
        self.reasoning = reasoning
        self.latency = latency
        self.limits = limits
        self.faults = faults
        self.quirks = quirks
        self.reroute = reroute
        self.rules = rules
    }
}

/// What a group of probes meets.
package struct Rule: Sendable, Hashable {
    /// Empty: any.
    package var probes: [String]
    package var fields: [String]
    package var frame: Frame?
    package var role: Role?
    package var outcomes: [OutcomeShare]
    /// Share of answers with the right `ANSWER:` line, over probes with a `check`.
    package var delivered: Double

    package init(
        probes: [String] = [], fields: [String] = [], frame: Frame? = nil, role: Role? = nil,
        outcomes: [OutcomeShare] = [], delivered: Double = 1
    ) {
        self.probes = probes
        self.fields = fields
        self.frame = frame
        self.role = role
        self.outcomes = outcomes
        self.delivered = delivered
    }

    /// - Parameter role: nil stands for a probe that the server was not told of.
    func matches(probe: String?, field: String?, frame: Frame?, role: Role?) -> Bool {
        if !probes.isEmpty, probe.map({ !probes.contains($0) }) ?? true { return false }
        if !fields.isEmpty, field.map({ !fields.contains($0) }) ?? true { return false }
        if let wanted = self.frame, wanted != frame { return false }
        if let wanted = self.role, wanted != role { return false }
        return true
    }
}

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

/// A form that the harness should read as what it is; the outcome stays.
package enum Quirk: String, Sendable, CaseIterable {
    /// One JSON document in answer to a stream request.
    case plainJSON = "plain-json"
    case invalidUTF8 = "invalid-utf8"
    /// gzip, although nobody asked for it.
    case compressed
    /// SSE comments and pings between the events.
    case comments
    /// Every byte in a write of its own.
    case drip
}

/// What goes wrong once and passes: it costs attempts and never shifts the truth.
package struct FaultRule: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case rateLimited = "rate-limited"
        case serverError = "server-error"
        /// 502 with an HTML page.
        case badGateway = "bad-gateway"
        case unavailable
        case overloaded
        /// RST before the first byte of the reply.
        case reset
        case resetMidstream = "reset-midstream"
        /// The connection closes before the terminal marker, or before the declared length.
        case cut
        /// An error event after 200 and some text.
        case streamError = "stream-error"
        /// No byte until the client gives up.
        case stall
    }
    package var kind: Kind
    /// Share of first attempts.
    package var share: Double
    /// Or every request in this range of the style's own count, from 1.
    package var requests: ClosedRange<Int>?
    /// How many attempts at one draw a share may strike.
    package var inARow: Int
    /// Seconds; what 429, 503 and 529 ask to wait.
    package var retryAfter: Double

    package init(
        _ kind: Kind, share: Double = 0, requests: ClosedRange<Int>? = nil, inARow: Int = 1, retryAfter: Double = 1
    ) {
        self.kind = kind
        self.share = share
        self.requests = requests
        self.inARow = inARow
        self.retryAfter = retryAfter
    }
}

/// Replies that come from another model than the requested one.
package struct Reroute: Sendable, Hashable {
    package var share: Double
    package var model: String

    package init(share: Double, model: String) {
        self.share = share
        self.model = model
    }
}

package struct SimulatedLimits: Sendable, Hashable {
    package enum Form: String, Sendable, CaseIterable {
        case seconds
        case httpDate = "http-date"
        /// `retry-after-ms`.
        case milliseconds
    }
    package var requestsPerMinute: Int?
    package var inputTokensPerMinute: Int?
    package var retryAfter: Form

    package init(requestsPerMinute: Int? = nil, inputTokensPerMinute: Int? = nil, retryAfter: Form = .seconds) {
        self.requestsPerMinute = requestsPerMinute
        self.inputTokensPerMinute = inputTokensPerMinute
        self.retryAfter = retryAfter
    }
}

package struct Latency: Sendable, Hashable {
    package enum Distribution: Sendable, Hashable {
        /// Seconds.
        case fixed(Double)
        case uniform(Double, Double)
        /// Median in seconds; sigma of the logarithm.
        case lognormal(median: Double, sigma: Double)
    }
    package var firstToken: Distribution
    /// Between two deltas of a stream; a document waits for all of them.
    package var perToken: Distribution

    package init(firstToken: Distribution = .fixed(0), perToken: Distribution = .fixed(0)) {
        self.firstToken = firstToken
        self.perToken = perToken
    }
}
