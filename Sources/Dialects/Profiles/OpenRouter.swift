import Trials

extension ChatProfile {
    /// A gateway: by default it falls back to other providers, which would mix what is measured.
    static let openRouter = ChatProfile(
        name: "openrouter", reasoning: .object, fixed: ["provider": ["allow_fallbacks": false]])
}
