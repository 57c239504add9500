import Trials

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
    /// A stream whose text comes again and again until the client has gone: a server that holds to no limit.
    case endless
    /// Azure: what the filter found comes after the text, in chunks of its own.
    case asynchronousFilter = "asynchronous-filter"
    // What was silently removed or switched, where the dialect has a word for it.
    /// Azure: the content filter failed open.
    case filterOpen = "filter-open"
    /// OpenAI Responses: a Daybreak tier was asked for and none was applied.
    case tierNotApplied = "tier-not-applied"
    /// Local servers: the prompt was cut to fit.
    case promptCut = "prompt-cut"
    /// OpenAI Responses: reasoning of earlier turns was removed.
    case reasoningDropped = "reasoning-dropped"
    /// Served at another service tier than the one asked for.
    case servedTierOther = "served-tier-other"

    /// Bytes arrive in another form; every dialect has it.
    var isForm: Bool {
        switch self {
        case .plainJSON, .invalidUTF8, .compressed, .comments, .drip, .endless: true
        case .asynchronousFilter, .filterOpen, .tierNotApplied, .promptCut, .reasoningDropped, .servedTierOther: false
        }
    }

    var degrades: Degraded? {
        switch self {
        case .plainJSON, .invalidUTF8, .compressed, .comments, .drip, .endless, .asynchronousFilter: nil
        case .filterOpen: .filterOpen
        case .tierNotApplied: .tierNotApplied
        case .promptCut: .promptCut
        case .reasoningDropped: .reasoningDropped
        case .servedTierOther: .servedTierOther
        }
    }
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
