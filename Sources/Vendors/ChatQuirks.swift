import Formats
import Trials

/// How one server's Chat Completions differ from the common words.
package struct ChatQuirks: Sendable {
    /// How a server is told to go on with a trailing assistant turn.
    package enum Prefill: Sendable { case none, trailingTurn, prefixFlag, continueFinalMessage }
    /// Where `reasoning` of a style goes.
    package enum Reasoning: Sendable { case effort, object }
    /// What a reply looks like.
    package enum Wire: Sendable { case chat, cohere }

    package var path = "/chat/completions"
    package var wire = Wire.chat
    package var namesModel = true
    package var maxTokens = "max_tokens"
    package var topP = "top_p"
    /// nil: the server has none.
    package var seed: String? = "seed"
    package var systemRole: StaticString = "system"
    package var prefill = Prefill.none
    /// What the vendor's own address must end in for a prefill to be continued.
    package var prefillBase: (host: String, end: String)?
    package var reasoning = Reasoning.effort
    /// Usage comes in streams only where it is asked for.
    package var asksForUsage = true
    /// Alternatives per token that can be asked for; nil: none.
    package var logprobs: ClosedRange<Int>? = 0...20
    /// Sent with every request; a style's `body` goes before it.
    package var fixed: JSONObject = [:]
    /// The path that goes on with a plain text, past any template.
    package var continuation: String?

    package init(maxTokens: String = "max_tokens") { self.maxTokens = maxTokens }

    init(
        path: String = "/chat/completions", wire: Wire = .chat, topP: String = "top_p", seed: String? = "seed",
        prefill: Prefill = .none, prefillBase: (host: String, end: String)? = nil, reasoning: Reasoning = .effort,
        asksForUsage: Bool = true, logprobs: ClosedRange<Int>? = 0...20, fixed: JSONObject = [:],
        continuation: String? = nil
    ) {
        self.path = path
        self.wire = wire
        self.topP = topP
        self.seed = seed
        self.prefill = prefill
        self.prefillBase = prefillBase
        self.reasoning = reasoning
        self.asksForUsage = asksForUsage
        self.logprobs = logprobs
        self.fixed = fixed
        self.continuation = continuation
    }

    /// A server nobody described.
    package static let plain = ChatQuirks()
}
