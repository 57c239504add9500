import Formats
import Suites
import Trials

extension SecretMask {
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
