import Formats
import Trials

/// Who asks, as providers want to be told so that one user's requests are not held against a whole account: an opaque name
/// of the study, in each wire's own member.
enum EndUser {
    /// - Throws: `InputError` for what looks like a person.
    static func read(_ cursor: YAMLCursor) throws(InputError) -> String {
        let name = try cursor.string()
        guard name.wholeMatch(of: /[A-Za-z0-9_.-]{1,64}/) != nil else {
            throw cursor.error(
                "found \(cursor.shown)", accepted: "up to 64 letters, digits and _ . -",
                advice: "A provider keeps it: a made-up name, never an address or a person's own.")
        }
        return name
    }

    /// Where the style's `body` says it itself, that stands.
    static func mark(_ style: inout AccessStyle, _ name: String) {
        guard case .object(var body) = style.body else { return }
        switch style.dialect {
        case .openAIChat, .openAIResponses:
            if body["safety_identifier"] == nil { body["safety_identifier"] = .string(name) }
        case .anthropic:
            if body["metadata"] == nil { body["metadata"] = ["user_id": .string(name)] }
        case .azureOpenAI, .openAICompatible, .openAICompletions:
            if body["user"] == nil { body["user"] = .string(name) }
        // These have no such member.
        case .gemini, .bedrock: return
        }
        style.body = .object(body)
    }
}
