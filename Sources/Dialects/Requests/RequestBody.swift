import Formats
import Trials

/// A JSON request body of which all that a style fixes is encoded once, and the conversation per trial.
struct RequestBody: Sendable {
    /// One member that a conversation sets.
    struct Part {
        let key: String
        fileprivate let value: JSONValue?
        fileprivate let encoded: [UInt8]?

        /// Merged with what the style's `body` says under the same key; nil: nothing, unless the style has it.
        static func value(_ key: String, _ value: JSONValue?) -> Part { Part(key: key, value: value, encoded: nil) }

        /// JSON that stands as it is: prompts are long and need no tree.
        static func encoded(_ key: String, _ bytes: [UInt8]) -> Part { Part(key: key, value: nil, encoded: bytes) }
    }

    /// `{"model":…,…` without the closing brace.
    private let opening: [UInt8]
    /// What the style's `body` says about members that a conversation also sets.
    private let late: JSONObject

    /// - Parameter conversational: the keys that `bytes` will be given as values.
    init(fixed: JSONObject, style: AccessStyle, conversational: Set<String> = ["system", "tools"]) {
        var merged = JSONObject()
        var late = JSONObject()
        guard case .object(let object) = JSONValue.object(fixed).merging(style.body) else {
            preconditionFailure("an object merged with an object is an object")
        }
        for member in object.members {
            if conversational.contains(member.key) {
                late[member.key] = member.value
            } else {
                merged[member.key] = member.value
            }
        }
        self.late = late
        opening = JSONValue.object(merged).compactBytes.dropLast()
    }

    func bytes(_ parts: Part...) -> [UInt8] {
        var out = opening
        out.reserveCapacity(opening.count + parts.reduce(256) { $0 + ($1.encoded?.count ?? 0) })
        for part in parts {
            let override = late[part.key]
            let merged = part.value.map { own in override.map(own.merging) ?? own } ?? override
            guard part.encoded != nil || merged != nil else { continue }
            if out.count > 1 { out.append(UInt8(ascii: ",")) }
            JSONWriter.write(part.key, to: &out)
            out.append(UInt8(ascii: ":"))
            if let encoded = part.encoded {
                out.append(contentsOf: encoded)
            } else if let merged {
                JSONWriter.write(merged, to: &out)
            }
        }
        out.append(UInt8(ascii: "}"))
        return out
    }
}

/// Encodes a list of turns straight to bytes: prompts are long and need no tree.
struct MessageList {
    /// How a turn holds its text.
    enum Content {
        /// `{"role":…,"content":"text"}`
        case text
        /// `{"role":…,"parts":[{"text":"text"}]}`
        case parts
        /// `{"role":…,"content":[{"text":"text"}]}`
        case blocks
    }

    private let content: Content
    private(set) var bytes: [UInt8] = [UInt8(ascii: "[")]

    init(_ content: Content = .text) { self.content = content }

    mutating func append(role: StaticString, _ text: String, extra: StaticString = "") {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: "{\"role\":\"".utf8)
        role.withUTF8Buffer { bytes.append(contentsOf: $0) }
        let (before, after): (StaticString, StaticString) =
            switch content {
            case .text: ("\",\"content\":", "")
            case .parts: ("\",\"parts\":[{\"text\":", "}]")
            case .blocks: ("\",\"content\":[{\"text\":", "}]")
            }
        before.withUTF8Buffer { bytes.append(contentsOf: $0) }
        JSONWriter.write(text, to: &bytes)
        after.withUTF8Buffer { bytes.append(contentsOf: $0) }
        extra.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "}"))
    }

    /// A message that is no plain text.
    mutating func append(_ message: JSONValue) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        JSONWriter.write(message, to: &bytes)
    }

    consuming func closed() -> [UInt8] {
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }
}
