/// What a style may ask of its wire beside a reply (`ask`, and `prefill`).
package enum Ability: String, Sendable, Codable, CaseIterable {
    case prefill
    case logprobs
    case seed
    case continuation

    /// Whether a style asks for it. A prefill may stand in a probe instead.
    package func asked(by style: AccessStyle) -> Bool {
        switch self {
        case .prefill: style.prefill != nil
        case .logprobs: style.ask.logprobs != nil
        case .seed: style.ask.seed != nil
        case .continuation: style.ask.continuation || style.dialect == .openAICompletions
        }
    }

    /// Whether an error is about it: the provider names the parameter, or in its message what the parameter asks for.
    package func isNamed(in error: WireError) -> Bool {
        let text = "\(error.param ?? "") \(error.message ?? "")".lowercased()
        func holds(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        switch self {
        case .prefill:
            return holds(
                "prefill", "pre-fill", "prefix", "continue_final_message", "final assistant", "end with a user message")
        case .logprobs: return holds("logprob", "log prob")
        // A word of its own: an error may speak of a `seeding` of something else.
        case .seed: return text.split { !$0.isLetter && $0 != "_" }.contains { $0 == "seed" || $0 == "random_seed" }
        case .continuation: return holds("completions", "chat model", "completion model")
        }
    }
}
