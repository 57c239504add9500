import Formats
import Suites
import Trials

/// Takes out of a text what looks like a credential, before it becomes a probe.
///
/// Shapes, not certainties: what a person pastes into a log has no mark. Whoever sends the probe reads it first.
package enum SecretMask {
    nonisolated(unsafe) private static let shapes: [(name: String, shape: Regex<Substring>)] = [
        ("private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/),
        ("key", /\b(?:sk|rk|pk)-[A-Za-z0-9_-]{16,}/),
        ("key", /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}/),
        ("token", /\b(?:ghp|gho|ghs|ghu|ghr|github_pat|glpat|xoxb|xoxp|xoxa|hf|npm|pypi)[-_][A-Za-z0-9_-]{16,}/),
        ("key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/),
        ("key", /\bAIza[0-9A-Za-z_-]{30,}/),
        ("token", /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/),
        ("token", /(?i:bearer) [A-Za-z0-9._~+\/-]{16,}=*/),
    ]
    nonisolated(unsafe) private static let assigned =
        /(?i)((?:password|passwd|secret|token|api[_-]?key)["']?\s*[:=]\s*["']?)(?!\[masked:)([^\s"',;]{8,})/
    nonisolated(unsafe) private static let inAddress = /(:\/\/[^\s:\/@]+:)([^\s@\/]+)(@)/

    /// - Returns: the text with `[masked: …]` in place of each, and how many there were.
    package static func masked(_ text: String) -> (text: String, count: Int) {
        var out = text
        var count = 0
        for (name, shape) in shapes {
            count += out.matches(of: shape).count
            out = out.replacing(shape, with: "[masked: \(name)]")
        }
        count += out.matches(of: assigned).count
        out = out.replacing(assigned) { "\($0.output.1)[masked: secret]" }
        count += out.matches(of: inAddress).count
        out = out.replacing(inAddress) { "\($0.output.1)[masked: secret]@" }
        return (out, count)
    }

    /// Masks all of a prompt that is sent: system prompt, turns, arguments and results of tools.
    /// - Returns: how many secrets there were.
    package static func mask(_ prompt: inout PromptFile) -> Int {
        var count = 0
        func mask(_ text: String) -> String {
            let (text, found) = masked(text)
            count += found
            return text
        }
        prompt.system = prompt.system.map(mask)
        for place in prompt.turns.indices {
            prompt.turns[place].text = mask(prompt.turns[place].text)
            for index in prompt.turns[place].results.indices {
                prompt.turns[place].results[index].text = mask(prompt.turns[place].results[index].text)
            }
            for index in prompt.turns[place].calls.indices {
                prompt.turns[place].calls[index].arguments = texts(
                    of: prompt.turns[place].calls[index].arguments, mask)
            }
        }
        return count
    }

    /// Text by text, so that the arguments stay JSON. A key that names a secret masks what it names.
    private static func texts(of value: JSONValue, _ text: (String) -> String) -> JSONValue {
        if let string = value.string { return .string(text(string)) }
        if let array = value.array { return .array(array.map { texts(of: $0, text) }) }
        guard case .object(let object) = value else { return value }
        return .object(
            JSONObject(
                members: object.members.map { member in
                    guard let string = member.value.string else {
                        return JSONObject.Member(key: member.key, value: texts(of: member.value, text))
                    }
                    let sign = "\(member.key): "
                    let masked = text(sign + string)
                    return JSONObject.Member(
                        key: member.key,
                        value: .string(masked.hasPrefix(sign) ? String(masked.dropFirst(sign.count)) : masked))
                }))
    }
}
