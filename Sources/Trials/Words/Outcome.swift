/// What happened to one trial. A closed set: every outcome is counted somewhere in a report.
package enum Outcome: String, Sendable, Codable, CaseIterable {
    case answered
    /// Help was given with a part held back.
    case partial
    /// The model declined in its own words, or in its structured refusal field.
    case refused
    /// An API-level signal stopped the request or the reply.
    case blocked
    /// Asks for missing material, lacks a tool, did not understand. Measured, never an obstruction.
    case unable
    /// Nothing came: normal, known stop and no signal. Never folded into `refused`.
    case empty
    /// Cut by a length limit.
    case truncated
    case error
}

/// When a block fell, by our own count of deltas; `input` only where the provider says so.
package enum Stage: String, Sendable, Codable, CaseIterable {
    case input
    case noText = "no-text"
    case duringReasoning = "during-reasoning"
    case midstream
    /// The model ran and the result was discarded before it reached us.
    case withheld
    case unknown
}

/// What the evidence points to.
package enum Layer: String, Sendable, Codable, CaseIterable {
    case inputFilter = "input-filter"
    case outputFilter = "output-filter"
    /// Classifier or model: the provider does not say which.
    case apiSignal = "api-signal"
    case modelStructured = "model-structured"
    case modelText = "model-text"
    case gateway
    case declaredFallback = "declared-fallback"
    case undeclaredReroute = "undeclared-reroute"
}

/// Which model produced the reply, beside the outcome: a rerouted reply may be an answer.
package enum Served: String, Sendable, Codable, CaseIterable {
    case requested
    case declaredFallback = "declared-fallback"
    case undeclaredReroute = "undeclared-reroute"
    case unknown
}

/// The closed list of things that were silently removed or switched.
package enum Degraded: String, Sendable, Codable, CaseIterable {
    case tierNotApplied = "tier-not-applied"
    case filterOpen = "filter-open"
    case promptCut = "prompt-cut"
    case reasoningDropped = "reasoning-dropped"
    case servedTierOther = "served-tier-other"
    /// Judged by the visible text of a reply that its token limit cut.
    case cut
    /// A declared fallback that fires only on a policy decline answered in place of the requested model.
    case rescued
    /// The final act was a tool call; nothing was executed.
    case acted
    /// The body came whole and nothing in it says that the reply is over.
    case noEndMarker = "no-end-marker"
    /// Sent while the access that its style was promised had lapsed, as later checks showed; never stored, found anew.
    case accessLapsed = "access-lapsed"

    /// These make the trial unmeasured for its style.
    package var unmeasures: Bool {
        switch self {
        case .tierNotApplied, .filterOpen, .promptCut, .accessLapsed: true
        case .reasoningDropped, .servedTierOther, .cut, .rescued, .acted, .noEndMarker: false
        }
    }
}

/// Why a trial could not be measured.
package enum ErrorKind: String, Sendable, Codable, CaseIterable {
    /// No usable HTTP reply: name, connection, TLS, reset.
    case transport
    case timeout
    /// The stream ended without its terminal marker.
    case cut
    case rateLimited = "rate-limited"
    case overloaded
    case server
    case authentication
    case permission
    case notFound = "not-found"
    case billing
    case invalidRequest = "invalid-request"
    case contextTooLong = "context-too-long"
    case tooLarge = "too-large"
    /// The reply is not what the dialect speaks (an HTML page of an edge proxy, broken JSON).
    case unreadable
    /// Organisation or resource on hold: the run stops at once.
    case accountEnforcement = "account-enforcement"
    /// A marker that this version does not know. Quarantined.
    case unknownSignal = "unknown-signal"
    /// A 4xx on some prompts while the style serves others. Quarantined.
    case promptDependent = "prompt-dependent"
    /// Out of this machine's own resources (file descriptors, disk).
    case local

    package var quarantined: Bool { self == .unknownSignal || self == .promptDependent }
}

/// The provider's safeguard category after the crosswalk; an open set in the wire, a published list here.
package struct Category: RawRepresentable, Sendable, Hashable, Codable, Comparable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let cyber = Category(rawValue: "cyber")
    package static let bioChem = Category(rawValue: "bio-chem")
    package static let aiRnd = Category(rawValue: "ai-rnd")
    package static let reasoning = Category(rawValue: "reasoning")
    package static let persuasion = Category(rawValue: "persuasion")
    package static let content = Category(rawValue: "content")
    package static let copyright = Category(rawValue: "copyright")
    package static let privacy = Category(rawValue: "privacy")
    package static let other = Category(rawValue: "other")
    /// The provider named none. Never guessed.
    package static let unreported = Category(rawValue: "unreported")

    package static let all: [Category] = [
        .cyber, .bioChem, .aiRnd, .reasoning, .persuasion, .content, .copyright, .privacy, .other, .unreported,
    ]

    package static func < (a: Category, b: Category) -> Bool { a.rawValue < b.rawValue }
}
