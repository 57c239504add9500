import Trials

/// What the simulator played in one trial: the known truth that a report is compared with.
package struct SimulatedTruth: Sendable, Hashable {
    package var style: String
    package var probe: String
    /// From 1.
    package var repetition: Int
    package var dialect: DialectName
    package var outcome: Outcome
    /// Which part of the scenario's `error` list was played; nil for other outcomes.
    package var error: ErrorPlay?
    /// What the wire of this dialect can show of the stage; nil unless blocked.
    package var stage: Stage?
    /// What the wire names, normalised; nil unless blocked.
    package var category: Category?
    /// As it stands on the wire; nil where the wire names none.
    package var categoryRaw: String?
    package var served: Served
    /// nil where the reply names none.
    package var servedModel: String?
    /// A declared fallback answered in place of the requested model after a block.
    package var rescued: Bool
    /// The visible text was cut by the token limit.
    package var cut: Bool
    /// What was silently removed or switched, as the wire says it.
    package var degraded: Degraded?
    /// Whether an answer carries the right `ANSWER:` line and comes from the requested model; nil without a `check`.
    package var delivered: Bool?
    /// HTTP requests that were needed until this draw was served, faults included.
    package var attempts: Int

    package var key: TrialKey { TrialKey(style: style, probe: probe, repetition: repetition) }
}
