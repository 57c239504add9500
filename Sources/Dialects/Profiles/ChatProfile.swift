import Trials

/// How one server's Chat Completions differ from the common words. A value: a new vendor is one small file here, named
/// in `known`; signs of its own, where it has any, stand in Classifier/Wire/Vendors.
struct ChatProfile: Sendable {
    /// How a server is told to go on with a trailing assistant turn.
    enum Prefill { case none, trailingTurn, prefixFlag, continueFinalMessage }
    /// Where `reasoning` of a style goes.
    enum Reasoning { case effort, object }
    enum Wire { case chat, cohere }

    /// What a style writes under `profile`.
    var name: String?
    var path = "/chat/completions"
    var wire = Wire.chat
    var namesModel = true
    var maxTokens = "max_tokens"
    var topP = "top_p"
    /// nil: the server has none.
    var seed: String? = "seed"
    var systemRole: StaticString = "system"
    var prefill = Prefill.none
    /// What the vendor's own address must end in for a prefill to be continued.
    var prefillBase: (host: String, end: String)?
    var reasoning = Reasoning.effort
    /// Usage comes in streams only where it is asked for.
    var asksForUsage = true
    /// Alternatives per token that can be asked for; nil: none.
    var logprobs: ClosedRange<Int>? = 0...20
    /// Sent with every request; a style's `body` goes before it.
    var fixed: JSONObject = [:]
    /// The path that goes on with a plain text, past any template.
    var continuation: String?

    /// A server nobody described.
    static let plain = ChatProfile()

    static let known: [ChatProfile] = [
        .openRouter, .vLLM, .llamaCpp, .ollama, .deepSeek, .xAI, .mistral, .together, .cohere,
    ]

    static func of(_ style: AccessStyle) throws(DialectError) -> ChatProfile {
        guard let name = style.profile else { return .plain }
        guard let profile = known.first(where: { $0.name == name }) else {
            throw DialectError(
                style: style.id, key: "profile", found: "no profile '\(name)'",
                accepted: (["null"] + known.compactMap(\.name)).joined(separator: " | "))
        }
        return profile
    }

    /// The body members that a style fixes.
    func fixed(_ style: AccessStyle) throws(DialectError) -> JSONObject {
        var members = try sampling(style)
        if let alternatives = style.ask.logprobs {
            guard let range = logprobs else {
                throw RequestRules.missing(style, "ask.logprobs", "log probabilities under this profile")
            }
            guard range.contains(alternatives) else {
                throw DialectError(
                    style: style.id, key: "ask.logprobs", found: "\(alternatives) alternatives",
                    accepted: "\(range.lowerBound) to \(range.upperBound)")
            }
            members["logprobs"] = true
            if range.upperBound > 0 { members["top_logprobs"] = .integer(alternatives) }
        }
        let settings = try RequestRules.reasoning(style)
        switch reasoning {
        case .object: if !settings.isEmpty { members["reasoning"] = .object(settings) }
        case .effort:
            for member in settings.members where !member.value.isNull {
                guard member.key == "effort" else {
                    throw DialectError(
                        style: style.id, key: "reasoning.\(member.key)",
                        found: "\(style.dialect.rawValue) knows no such reasoning setting", accepted: "effort",
                        advice: "What one server knows beside it goes into `body`.")
                }
                members["reasoning_effort"] = member.value
            }
        }
        for member in fixed.members { members[member.key] = member.value }
        return members
    }

    /// What answering turns and going on with a text have in common.
    func sampling(_ style: AccessStyle) throws(DialectError) -> JSONObject {
        var members = JSONObject()
        if namesModel { members["model"] = .string(style.model) }
        members[maxTokens] = .integer(style.sampling.maxOutputTokens)
        members["stream"] = .bool(style.stream)
        if style.stream, asksForUsage { members["stream_options"] = ["include_usage": true] }
        if let value = style.sampling.temperature { members["temperature"] = .number(value) }
        if let value = style.sampling.topP { members[topP] = .number(value) }
        if let value = style.ask.seed {
            guard let seed else { throw RequestRules.missing(style, "ask.seed", "seed under this profile") }
            members[seed] = .integer(value)
        }
        return members
    }
}
