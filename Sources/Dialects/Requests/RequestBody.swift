import Trials

/// A JSON request body of which all that a style fixes is encoded once, and the conversation per trial.
struct RequestBody: Sendable {
    /// `{"model":…,…` without the closing brace.
    private let opening: [UInt8]
    /// What the style's `body` says about members that a conversation also sets.
    private let late: JSONObject
    private static let conversational: Set<String> = ["system", "tools"]

    init(fixed: JSONObject, style: AccessStyle) {
        var merged = JSONObject()
        var late = JSONObject()
        guard case .object(let object) = JSONValue.object(fixed).merging(style.body) else {
            preconditionFailure("an object merged with an object is an object")
        }
        for member in object.members {
            if Self.conversational.contains(member.key) {
                late[member.key] = member.value
            } else {
                merged[member.key] = member.value
            }
        }
        self.late = late
        opening = JSONValue.object(merged).compactBytes.dropLast()
    }

    /// - Parameter messages: the turns, already encoded as a JSON array.
    func bytes(system: JSONValue?, messages: [UInt8], tools: JSONValue?) -> [UInt8] {
        var out = opening
        out.reserveCapacity(opening.count + messages.count + 256)
        append("system", system, to: &out)
        append("tools", tools, to: &out)
        separate(&out)
        out.append(contentsOf: "\"messages\":".utf8)
        out.append(contentsOf: messages)
        out.append(UInt8(ascii: "}"))
        return out
    }

    private func append(_ key: String, _ value: JSONValue?, to out: inout [UInt8]) {
        let override = late[key]
        guard let merged = value.map({ own in override.map(own.merging) ?? own }) ?? override else { return }
        separate(&out)
        JSONWriter.write(key, to: &out)
        out.append(UInt8(ascii: ":"))
        JSONWriter.write(merged, to: &out)
    }

    private func separate(_ out: inout [UInt8]) {
        if out.count > 1 { out.append(UInt8(ascii: ",")) }
    }
}

/// Encodes `[{"role":…,"content":…},…]` straight to bytes: prompts are long and need no tree.
struct MessageList {
    private(set) var bytes: [UInt8] = [UInt8(ascii: "[")]

    mutating func append(role: StaticString, _ content: String, extra: StaticString = "") {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: "{\"role\":\"".utf8)
        role.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: "\",\"content\":".utf8)
        JSONWriter.write(content, to: &bytes)
        extra.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "}"))
    }

    consuming func closed() -> [UInt8] {
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }
}
