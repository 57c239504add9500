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

    private static let sentinelMark = "@sentinel"

    /// The probe as a check of access sends it: the same text, in no rate and no contrast.
    package var asSentinel: Probe {
        var sent = self
        sent.id = id + Self.sentinelMark
        sent.role = .sentinel
        sent.cluster = sent.id
        sent.needs = []
        sent.check = nil
        sent.twin = nil
        sent.variantOf = nil
        sent.changes = []
        sent.rung = nil
        return sent
    }

    /// The id that it has in its suite.
    package static func suiteID(_ id: String) -> String {
        id.hasSuffix(sentinelMark) ? String(id.dropLast(sentinelMark.count)) : id
    }
}
