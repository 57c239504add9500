import Formats

/// The wire formats. A closed set: each has its file in Dialects and its rules in Classifier.
package enum DialectName: String, Sendable, Codable, CaseIterable {
    case anthropic
    case openAIChat = "openai-chat"
    case openAIResponses = "openai-responses"
    case openAICompletions = "openai-completions"
    case azureOpenAI = "azure-openai"
    case gemini
    case bedrock
    case openAICompatible = "openai-compatible"
}

/// A label of what was promised; it sends nothing.
package enum Tier: String, Sendable, Codable, CaseIterable {
    case `public`
    case trusted
    case railfree
    case helpfulOnly = "helpful-only"
    case base
    case fineTuned = "fine-tuned"
    case local
}

package enum Surface: String, Sendable, Codable, CaseIterable {
    case chat
    case samplingAPI = "sampling-api"
    case fineTuningAPI = "fine-tuning-api"
    case weights
}

/// Whether a conversation's earlier turns are sent.
package enum HistoryMode: String, Sendable, Codable, CaseIterable {
    case keep
    /// Only probes marked standalone are sent.
    case drop
}

/// Where a credential comes from. The credential itself is a `Secret` and reaches no file.
package enum KeySource: Sendable, Hashable {
    case environment(String)
    case file(String)
    /// A command whose standard output is the key, asked again after `every` seconds.
    case command([String], everySeconds: Double?)

    /// How it is named in reports and hold files: where it comes from, never what it is.
    package var label: String {
        switch self {
        case .environment(let name): "${\(name)}"
        case .file(let path): "file:\(path)"
        case .command(let words, _): "command:\(words.first ?? "")"
        }
    }
}

/// What was promised with an access style.
package struct Grant: Sendable, Hashable {
    package var by: String
    package var document: String?
    package var from: String?
    package var until: String?
    package var safeguardsOff: [String]
    package var models: [String]

    package init(
        by: String, document: String? = nil, from: String? = nil, until: String? = nil, safeguardsOff: [String] = [],
        models: [String] = []
    ) {
        self.by = by
        self.document = document
        self.from = from
        self.until = until
        self.safeguardsOff = safeguardsOff
        self.models = models
    }
}

/// Whether the run checks that the promised access is in force.
package struct InForce: Sendable, Hashable {
    package enum Status: String, Sendable, CaseIterable { case required, optional, off }
    package var status: Status
    package var sentinels: String?
    /// Trials between two checks.
    package var every: Int?

    package init(status: Status, sentinels: String? = nil, every: Int? = nil) {
        self.status = status
        self.sentinels = sentinels
        self.every = every
    }
}

package struct Sampling: Sendable, Hashable {
    /// Reasoning counts against it at several providers.
    package var maxOutputTokens: Int
    package var temperature: Double?
    package var topP: Double?

    package init(maxOutputTokens: Int = 4096, temperature: Double? = nil, topP: Double? = nil) {
        self.maxOutputTokens = maxOutputTokens
        self.temperature = temperature
        self.topP = topP
    }
}

/// What is asked of the API beside the reply.
package struct Ask: Sendable, Hashable {
    /// Number of alternatives; nil: not asked.
    package var logprobs: Int?
    package var seed: Int?
    package var continuation: Bool

    package init(logprobs: Int? = nil, seed: Int? = nil, continuation: Bool = false) {
        self.logprobs = logprobs
        self.seed = seed
        self.continuation = continuation
    }
}

package struct RateLimits: Sendable, Hashable {
    package var requestsPerMinute: Double?
    package var inputTokensPerMinute: Double?

    package init(requestsPerMinute: Double? = nil, inputTokensPerMinute: Double? = nil) {
        self.requestsPerMinute = requestsPerMinute
        self.inputTokensPerMinute = inputTokensPerMinute
    }
}

/// USD per million tokens.
package struct Price: Sendable, Hashable {
    package var inputUSDPerMTok: Double
    package var outputUSDPerMTok: Double

    package init(inputUSDPerMTok: Double, outputUSDPerMTok: Double) {
        self.inputUSDPerMTok = inputUSDPerMTok
        self.outputUSDPerMTok = outputUSDPerMTok
    }
}

/// How long each phase of one request may take, in seconds; infinity is no limit.
///
///     try await transport.perform(head, timeouts: Timeouts(total: 60))
package struct Timeouts: Sendable, Hashable {
    /// Name lookup, TCP and TLS together; it starts when a connection may be opened, not while the request queues.
    package var connect: Double
    /// From the start of sending to the first line of the final reply head (1xx heads do not count).
    package var firstByte: Double
    /// The longest silence after that head.
    package var idle: Double
    /// From the start to the last byte, queueing included.
    package var total: Double

    package static let none = Timeouts(
        connect: .infinity, firstByte: .infinity, idle: .infinity, total: .infinity)

    package init(connect: Double = 15, firstByte: Double = 300, idle: Double = 120, total: Double = 900) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.total = total
    }
}

/// How a model is reached.
package struct AccessStyle: Sendable, Hashable {
    package var id: String
    /// User groups: rows of the matrix.
    package var grantedTo: [String]
    package var surface: Surface
    package var tier: Tier
    package var dialect: DialectName
    package var profile: String?
    /// Without a trailing slash. `sim:SCENARIO` starts the built-in simulator.
    package var baseURL: String
    package var route: String
    package var model: String
    /// Glob patterns of served names that are no reroute.
    package var acceptServed: [String]
    package var key: KeySource?
    package var headers: [String: String]
    package var query: [String: String]
    /// Merged into the request last.
    package var body: JSONValue
    package var reasoning: JSONValue?
    package var ask: Ask
    package var system: String?
    package var prefill: String?
    package var history: HistoryMode
    package var stream: Bool
    package var sampling: Sampling
    package var limits: RateLimits
    package var price: Price?
    package var grant: Grant?
    package var inForce: InForce?
    package var confidential: Bool
    package var withhold: [String]
    package var publicName: String?
    package var timeouts: Timeouts
    /// PEM file with the certificate authorities to trust in place of the system's.
    package var caFile: String?

    package init(
        id: String, grantedTo: [String] = [], surface: Surface = .samplingAPI, tier: Tier = .public,
        dialect: DialectName = .openAIChat, profile: String? = nil, baseURL: String, route: String = "direct",
        model: String, acceptServed: [String] = [], key: KeySource? = nil, headers: [String: String] = [:],
        query: [String: String] = [:], body: JSONValue = .object([:]), reasoning: JSONValue? = nil, ask: Ask = Ask(),
        system: String? = nil, prefill: String? = nil, history: HistoryMode = .keep, stream: Bool = true,
        sampling: Sampling = Sampling(), limits: RateLimits = RateLimits(), price: Price? = nil, grant: Grant? = nil,
        inForce: InForce? = nil, confidential: Bool = false, withhold: [String] = [], publicName: String? = nil,
        timeouts: Timeouts = Timeouts(), caFile: String? = nil
    ) {
        self.id = id
        self.grantedTo = grantedTo
        self.surface = surface
        self.tier = tier
        self.dialect = dialect
        self.profile = profile
        self.baseURL = baseURL
        self.route = route
        self.model = model
        self.acceptServed = acceptServed
        self.key = key
        self.headers = headers
        self.query = query
        self.body = body
        self.reasoning = reasoning
        self.ask = ask
        self.system = system
        self.prefill = prefill
        self.history = history
        self.stream = stream
        self.sampling = sampling
        self.limits = limits
        self.price = price
        self.grant = grant
        self.inForce = inForce
        self.confidential = confidential
        self.withhold = withhold
        self.publicName = publicName
        self.timeouts = timeouts
        self.caFile = caFile
    }

    /// Whether replies come from the built-in simulator.
    package var simulated: Bool { baseURL.hasPrefix("sim:") }
}
