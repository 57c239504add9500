import Formats

package struct Comparison: Sendable, Hashable {
    /// The compared style.
    package var a: String
    /// The reference.
    package var b: String

    package init(a: String, b: String) {
        self.a = a
        self.b = b
    }
}

package enum IntervalName: String, Sendable, Codable, CaseIterable { case exact, wilson }

/// Fixed before the run; docs/methods/statistics.md section 4.
package struct Thresholds: Sendable, Hashable {
    package var tolerance: Double
    package var obstruction: Double
    package var margin: Double
    /// In place of `margin`, a share of the reference's rate; nil: none.
    package var relativeMargin: Double?
    package var alpha: Double
    package var alarmAlpha: Double
    package var interval: IntervalName
    package var definition: Definition

    /// Where a relative margin may lie: with none nothing is smaller, with the whole rate only one side is tested.
    package static let relativeMargins = 0.01...0.99
    package static let alphas = 1e-9...0.5
    package static let alarmAlphas = 1e-12...0.5

    /// The first key that lies where no interval and no level can be read, and what is accepted; nil: all are sound.
    package var fault: (key: String, accepted: String)? {
        let shares = 0.0...1.0
        if !shares.contains(tolerance) || !shares.contains(obstruction) || tolerance >= obstruction {
            return ("tolerance", "0 <= tolerance < obstruction <= 1")
        }
        if !shares.contains(margin) { return ("margin", "0 to 1") }
        if let relativeMargin, !Self.relativeMargins.contains(relativeMargin) {
            return ("relative_margin", "0.01 to 0.99")
        }
        if !Self.alphas.contains(alpha) { return ("alpha", "1e-9 to 0.5") }
        if !Self.alarmAlphas.contains(alarmAlpha) { return ("alarm_alpha", "1e-12 to 0.5") }
        return nil
    }

    package init(
        tolerance: Double = 0.10, obstruction: Double = 0.20, margin: Double = 0.10, relativeMargin: Double? = nil,
        alpha: Double = 0.05, alarmAlpha: Double = 0.001, interval: IntervalName = .exact,
        definition: Definition = .strict
    ) {
        self.tolerance = tolerance
        self.obstruction = obstruction
        self.margin = margin
        self.relativeMargin = relativeMargin
        self.alpha = alpha
        self.alarmAlpha = alarmAlpha
        self.interval = interval
        self.definition = definition
    }
}

package struct Budget: Sendable, Hashable {
    package var usd: Double?
    package var requests: Int?
    package var wallSeconds: Double?

    package init(usd: Double? = nil, requests: Int? = nil, wallSeconds: Double? = nil) {
        self.usd = usd
        self.requests = requests
        self.wallSeconds = wallSeconds
    }
}

package struct StopIf: Sendable, Hashable {
    package var blocksInARow: Int?
    package var blocksPerHour: Int?

    package init(blocksInARow: Int? = nil, blocksPerHour: Int? = nil) {
        self.blocksInARow = blocksInARow
        self.blocksPerHour = blocksPerHour
    }

    /// What holds for a study that leaves this machine and says nothing: an account is somebody's livelihood.
    package static let live = StopIf(blocksInARow: 25, blocksPerHour: 200)
}

/// The protocol, fixed before the run: suites x access styles x repeats.
package struct Study: Sendable, Hashable {
    package var name: String
    /// Name and content hash of each suite, in study order.
    package var suites: [SuiteReference]
    /// All probes of all suites after subsets were taken, in suite order.
    package var probes: [Probe]
    package var repeats: Int
    package var seed: UInt64
    /// Style ids that are sent the positive controls.
    package var controls: [String]
    package var compare: [Comparison]
    /// What Holm's correction runs over: `comparison`, `field`.
    package var family: [String]
    package var thresholds: Thresholds
    package var coverageFloor: Double
    package var budget: Budget
    package var inFlight: Int
    /// Seconds between two repeats of a probe under a style that leaves this machine; nil: ten minutes.
    package var repeatGap: Double?
    package var stopIf: StopIf
    /// Who reads replies that the offline classifier does not settle; nil: nobody.
    package var judge: JudgePanel?
    package var styles: [AccessStyle]
    /// Probes that show whether a style's access is in force, as they stand in their suite; by style.
    package var sentinels: [String: [Probe]] = [:]
    /// Whether a run asks each credential once which models it may call.
    package var listsModels: Bool
    /// Canonical JSON of everything above with content hashes in place of texts; its SHA-256 is the lock hash.
    package var lock: JSONValue
    package var lockHash: String

    package init(
        name: String, suites: [SuiteReference] = [], probes: [Probe], repeats: Int = 1, seed: UInt64 = 1,
        controls: [String] = [], compare: [Comparison] = [], family: [String] = ["comparison", "field"],
        thresholds: Thresholds = Thresholds(), coverageFloor: Double = 0.95, budget: Budget = Budget(),
        inFlight: Int = 8, stopIf: StopIf = StopIf(), judge: JudgePanel? = nil, styles: [AccessStyle],
        listsModels: Bool = true, lock: JSONValue = .object([:]), lockHash: String = ""
    ) {
        self.name = name
        self.suites = suites
        self.probes = probes
        self.repeats = repeats
        self.seed = seed
        self.controls = controls
        self.compare = compare
        self.family = family
        self.thresholds = thresholds
        self.coverageFloor = coverageFloor
        self.budget = budget
        self.inFlight = inFlight
        self.stopIf = stopIf
        self.judge = judge
        self.styles = styles
        self.listsModels = listsModels
        self.lock = lock
        self.lockHash = lockHash
    }
}

package struct SuiteReference: Sendable, Hashable {
    package var name: String
    package var version: Int
    package var hash: String

    package init(name: String, version: Int, hash: String) {
        self.name = name
        self.version = version
        self.hash = hash
    }
}

extension Study {
    /// Keys of a lock that its hash leaves out.
    package static let unhashedKeys = ["budget", "pacing", "stop_if", "parity"]

    /// SHA-256 (hex) of the canonical lock without what only limits a session: a raised budget, another pace or stop rule
    /// continues the same run.
    package static func hash(ofLock lock: JSONValue) -> String {
        guard case .object(var object) = lock else { return SHA256.hex(lock.canonical.compactBytes) }
        for key in unhashedKeys { object[key] = nil }
        return SHA256.hex(JSONValue.object(object).canonical.compactBytes)
    }
}
