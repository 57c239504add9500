/// One finished (or still pending) trial as reports see it: the facts of probe and style that enter a number, and
/// the verdict that counts.
package struct TrialRecord: Sendable, Hashable {
    package var key: TrialKey
    package var suite: String
    package var field: String
    package var frame: Frame
    package var role: Role
    package var expect: Expectation
    package var cluster: String
    package var aimsAt: String?
    package var judgeable: Bool
    package var language: String
    /// nil: planned and not finished.
    package var verdict: Verdict?
    /// None or one.
    private var seldom: [Seldom] = []
    /// Released by a stopping rule: no longer planned.
    package var released: Bool
    package var stream: Bool
    /// Place in the run order, from 0.
    package var position: Int
    package var attempts: Int
    /// HTTP status of the counted attempt, or of the last one of an open trial.
    package var status: Int?
    package var requestID: String?
    package var requestedModel: String
    package var usage: Usage
    package var costUSD: Double?
    /// Seconds from the start of the counted attempt.
    package var firstTextSeconds: Double?
    package var endSeconds: Double?
    /// Seconds spent waiting for rate limits and retries.
    package var throttledSeconds: Double
    /// Characters of visible text that came before a block, or of the whole reply.
    package var textLength: Int
    package var textDeltas: Int
    /// ISO 8601 UTC, seconds; nil for imported data.
    package var startedAt: String?

    package init(
        key: TrialKey, suite: String = "suite", field: String, frame: Frame = .typical, role: Role = .main,
        expect: Expectation = .answer, cluster: String? = nil, aimsAt: String? = nil, twin: String? = nil,
        variantOf: String? = nil, changes: [Change] = [], rung: Rung? = nil, cut: Int? = nil, judgeable: Bool = false,
        language: String = "en",
        verdict: Verdict?, released: Bool = false, stream: Bool = true, position: Int = 0, attempts: Int = 1,
        requestID: String? = nil, requestedModel: String = "", usage: Usage = Usage(), costUSD: Double? = nil,
        firstTextSeconds: Double? = nil, endSeconds: Double? = nil, throttledSeconds: Double = 0,
        textLength: Int = 0, textDeltas: Int = 0, startedAt: String? = nil
    ) {
        self.key = key
        self.suite = suite
        self.field = field
        self.frame = frame
        self.role = role
        self.expect = expect
        self.cluster = cluster ?? key.probe
        self.aimsAt = aimsAt
        self.judgeable = judgeable
        self.language = language
        self.verdict = verdict
        self.released = released
        self.stream = stream
        self.position = position
        self.attempts = attempts
        self.requestID = requestID
        self.requestedModel = requestedModel
        self.usage = usage
        self.costUSD = costUSD
        self.firstTextSeconds = firstTextSeconds
        self.endSeconds = endSeconds
        self.throttledSeconds = throttledSeconds
        self.textLength = textLength
        self.textDeltas = textDeltas
        self.startedAt = startedAt
        if twin != nil || variantOf != nil || !changes.isEmpty || rung != nil || cut != nil {
            seldom = [Seldom(twin: twin, variantOf: variantOf, changes: changes, rung: rung, cut: cut)]
        }
    }
}

extension TrialRecord {
    /// What few trials have. A report holds a record for each trial of a run: apart, it costs the others eight bytes.
    private struct Seldom: Sendable, Hashable {
        var twin: String?
        var variantOf: String?
        var changes: [Change] = []
        var rung: Rung?
        var cut: Int?
        var lastAttempt: Verdict?
    }

    private mutating func change(_ body: (inout Seldom) -> Void) {
        var own = seldom.first ?? Seldom()
        body(&own)
        seldom = own == Seldom() ? [] : [own]
    }

    package var twin: String? {
        get { seldom.first?.twin }
        set { change { $0.twin = newValue } }
    }
    package var variantOf: String? {
        get { seldom.first?.variantOf }
        set { change { $0.variantOf = newValue } }
    }
    package var changes: [Change] {
        get { seldom.first?.changes ?? [] }
        set { change { $0.changes = newValue } }
    }
    /// Its place on a sensitivity ladder.
    package var rung: Rung? {
        get { seldom.first?.rung }
        set { change { $0.rung = newValue } }
    }
    /// How many turns of its original a truncation keeps.
    package var cut: Int? {
        get { seldom.first?.cut }
        set { change { $0.cut = newValue } }
    }
    /// What the last attempt met, of a trial that none has finished: for a person to read. It enters no number.
    package var lastAttempt: Verdict? {
        get { seldom.first?.lastAttempt }
        set { change { $0.lastAttempt = newValue } }
    }
}
