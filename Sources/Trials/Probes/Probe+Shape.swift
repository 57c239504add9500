extension Probe {
    /// What a probe looks like to a model; each has one, the rarest that fits.
    package enum Shape: String, Sendable, CaseIterable {
        /// A script in which tools were called: the model's next step is the trial.
        case trajectory
        case tools
        /// Documents beside the prompt, or a system prompt as long as one.
        case context
        case conversation
        case prompt
    }

    /// A system prompt from so many characters on is a document.
    package static let longSystem = 2_000

    package var shape: Shape {
        if turns.contains(where: { !$0.calls.isEmpty }) { return .trajectory }
        if !tools.isEmpty { return .tools }
        if !context.isEmpty || (system?.count ?? 0) >= Self.longSystem { return .context }
        return turns.count > 1 ? .conversation : .prompt
    }

    /// Characters of documents and system prompt.
    package var contextLength: Int { context.reduce(system?.count ?? 0) { $0 + $1.text.count } }

    /// Marked for the in-force check.
    package var isSentinel: Bool { tags.contains("sentinel") }
}
