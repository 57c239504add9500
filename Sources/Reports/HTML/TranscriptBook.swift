import Trials

/// What was said in the trials of a run, for people to read: the prompts, and what came.
package struct TranscriptBook: Sendable {
    package struct Said: Sendable, Hashable {
        /// Visible text, as far as it came.
        package var text: String
        package var reasoning: String
        /// The provider's structured refusal field.
        package var refusal: String?
        package var calls: [ToolCall]

        package init(_ reply: Reply) {
            text = reply.text
            reasoning = reply.reasoning
            refusal = reply.refusal
            calls = reply.toolCalls
        }

        package init(text: String, reasoning: String = "", refusal: String? = nil, calls: [ToolCall] = []) {
            (self.text, self.reasoning, self.refusal, self.calls) = (text, reasoning, refusal, calls)
        }

        var size: Int { text.utf8.count + reasoning.utf8.count + (refusal?.utf8.count ?? 0) }
    }

    package private(set) var probes: [String: Probe] = [:]
    package private(set) var said: [TrialKey: Said] = [:]
    /// Bytes of all texts.
    package private(set) var size = 0

    package init() {}

    /// - Parameter probe: the key's; asked for where it is not known yet.
    package mutating func add(_ key: TrialKey, _ probe: @autoclosure () -> Probe, _ own: Said) {
        if probes[key.probe] == nil {
            let probe = probe()
            probes[key.probe] = probe
            size +=
                probe.turns.reduce(0) { $0 + $1.text.utf8.count } + probe.context.reduce(0) { $0 + $1.text.utf8.count }
        }
        said[key] = own
        size += own.size
    }

    /// Without what a publication holds back.
    package func published(_ publication: Publication) -> TranscriptBook {
        var out = self
        out.said = said.filter { publication.mayShowReplies(of: $0.key.style) }
        return out
    }
}
