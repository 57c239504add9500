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
    /// Whose variation of Chat Completions this key is answered in; nil: OpenAI's own.
    package var profile: VendorProfile?
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
    /// A stretch in which this key meets what another style's does.
    package var lapse: Lapse?
    /// The first that matches a probe counts; one without selectors matches everything.
    package var rules: [Rule]

    package init(
        id: String, key: String? = nil, profile: VendorProfile? = nil, models: [String] = [], correlation: Double = 0,
        reasoning: Double = 0,
        latency: Latency = Latency(), limits: SimulatedLimits = SimulatedLimits(), faults: [FaultRule] = [],
        quirks: [Quirk: Double] = [:], reroute: Reroute? = nil, lapse: Lapse? = nil, rules: [Rule] = [Rule()]
    ) {
        self.id = id
        self.key = key ?? "sim-\(id)"
        self.profile = profile
        self.models = models
        self.correlation = correlation
        self.reasoning = reasoning
        self.latency = latency
        self.limits = limits
        self.faults = faults
        self.quirks = quirks
        self.reroute = reroute
        self.lapse = lapse
        self.rules = rules
    }
}

/// Promised access that is silently not applied for a while.
package struct Lapse: Sendable, Hashable {
    /// By the style's own count of requests, from 1.
    package var requests: ClosedRange<Int>
    /// Id of the style whose rules hold in its place.
    package var style: String

    package init(requests: ClosedRange<Int>, style: String) {
        self.requests = requests
        self.style = style
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
