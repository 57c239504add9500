import Formats
import Trials
import Vendors

extension AccessStyle {
    /// How the server behind `openai-compatible` differs from the common words.
    func quirks() throws(DialectError) -> ChatQuirks {
        guard let profile else { return .plain }
        guard let quirks = Vendor.named(profile)?.chat else {
            throw DialectError(
                style: id, key: "profile", found: "no profile '\(profile)'",
                accepted: (["null"] + Vendor.profiles.map(\.name)).joined(separator: " | "))
        }
        return quirks
    }
}

extension ChatQuirks {
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
