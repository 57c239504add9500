/// A value of a limit header, as it stood in replies.
package struct SeenLimit: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case limit
        /// What was left; the highest that was seen stands for at least as high a limit.
        case remaining
    }
    /// In lower case.
    package var header: String
    package var kind: Kind
    package var value: String
    package var replies: Int
    /// ISO 8601 UTC of the first and the last request that was answered so; nil where they are withheld.
    package var first: String?
    package var last: String?

    package init(header: String, kind: Kind = .limit, value: String, replies: Int, first: String?, last: String?) {
        self.header = header
        self.kind = kind
        self.value = value
        self.replies = replies
        self.first = first
        self.last = last
    }
}

extension SeenLimit {
    package enum Meaning: String, Sendable, Hashable, CaseIterable {
        case requestsPerMinute
        case inputTokensPerMinute
    }

    /// What the limit is of, for the headers whose vendors say so. Others are shown, and compared with nothing.
    package var meaning: Meaning? {
        switch header {
        case "anthropic-ratelimit-requests-limit", "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests",
            "anthropic-ratelimit-requests-remaining":
            .requestsPerMinute
        case "anthropic-ratelimit-input-tokens-limit", "anthropic-ratelimit-input-tokens-remaining",
            "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens":
            .inputTokensPerMinute
        default: nil
        }
    }
}

/// A name that replies gave for the model behind them.
package struct SeenModel: Sendable, Hashable {
    package var model: String
    package var served: Served
    package var replies: Int
    /// ISO 8601 UTC of the first and the last request that it answered; nil where they are withheld.
    package var first: String?
    package var last: String?

    package init(model: String, served: Served, replies: Int, first: String?, last: String?) {
        self.model = model
        self.served = served
        self.replies = replies
        self.first = first
        self.last = last
    }
}

/// What became of one ability under one style.
package struct SeenAbility: Sendable, Hashable {
    package var asked: Bool
    /// Why the wire has no word for it; nil where it has.
    package var lacking: String?
    /// Replies of status 2xx to requests that asked for it.
    package var accepted: Int
    /// Replies of status 4xx that name it.
    package var refused: Int
    /// What the provider said in the first of them.
    package var message: String?
    /// Prefill: distinct probes whose request carried one and was accepted.
    package var probes: Int
    /// Log probabilities: accepted replies that brought some; seed: that brought a fingerprint.
    package var returned: Int
    /// Log probabilities: mean over replies of that of the first visible token.
    package var meanFirst: Double?
    /// Seed: distinct fingerprints of the system behind the model.
    package var fingerprints: [String]

    package init(
        asked: Bool = false, lacking: String? = nil, accepted: Int = 0, refused: Int = 0, message: String? = nil,
        probes: Int = 0, returned: Int = 0, meanFirst: Double? = nil, fingerprints: [String] = []
    ) {
        self.asked = asked
        self.lacking = lacking
        self.accepted = accepted
        self.refused = refused
        self.message = message
        self.probes = probes
        self.returned = returned
        self.meanFirst = meanFirst
        self.fingerprints = fingerprints
    }
}

/// An access programme, or set of them, that replies read back; compact JSON.
package struct SeenProgramme: Sendable, Hashable {
    package var value: String
    package var replies: Int

    package init(value: String, replies: Int) {
        self.value = value
        self.replies = replies
    }
}

/// A model that a grant names.
package struct PromisedModel: Sendable, Hashable {
    package var model: String
    package var listed: Listed

    package init(model: String, listed: Listed) {
        self.model = model
        self.listed = listed
    }
}

/// What a run saw of one access style beside its verdicts: the measured side of the parity facts.
package struct ParityFacts: Sendable, Hashable {
    package var listing: ModelListing
    /// Whether the style's own model is listed.
    package var listed: Listed
    /// The entry under which it is.
    package var entry: ListedModel?
    /// The models that its grant names, each with whether it is listed.
    package var promised: [PromisedModel]
    package var limits: [SeenLimit]
    /// Replies that asked to wait, and the longest wait in seconds.
    package var retryAfter: Int
    package var longestRetryAfter: Double?
    package var served: [SeenModel]
    package var abilities: [Ability: SeenAbility]
    package var programmes: [SeenProgramme]
    /// USD that replies stated, summed; nil where none did.
    package var statedUSD: Double?

    package init(
        listing: ModelListing = .notAsked("nobody asked"), listed: Listed = .cannotTell, entry: ListedModel? = nil,
        promised: [PromisedModel] = [], limits: [SeenLimit] = [], retryAfter: Int = 0,
        longestRetryAfter: Double? = nil, served: [SeenModel] = [], abilities: [Ability: SeenAbility] = [:],
        programmes: [SeenProgramme] = [], statedUSD: Double? = nil
    ) {
        self.listing = listing
        self.listed = listed
        self.entry = entry
        self.promised = promised
        self.limits = limits
        self.retryAfter = retryAfter
        self.longestRetryAfter = longestRetryAfter
        self.served = served
        self.abilities = abilities
        self.programmes = programmes
        self.statedUSD = statedUSD
    }
}
