import Formats

/// A tool call that an assistant turn of a script made.
///
/// Nothing was or is executed: what the call gave stands in the turn after it.
package struct ScriptedCall: Sendable, Hashable {
    /// One of the probe's declared tools.
    package var name: String
    /// An object.
    package var arguments: JSONValue

    package init(name: String, arguments: JSONValue) {
        self.name = name
        self.arguments = arguments
    }

    /// The id by which a wire joins call and result: nine letters and digits, which is what the narrowest of them takes.
    ///
    /// - Parameters:
    ///   - turn: index of the assistant turn in the conversation as sent.
    ///   - index: place of the call within the turn.
    package static func id(turn: Int, index: Int) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "t\(padded(turn, 5))\(padded(index, 3))"
    }
}

/// What a tool gave back, in the order of the calls of the turn before.
package struct ToolResult: Sendable, Hashable {
    package var text: String
    /// The tool reported an error, in these words.
    package var failed: Bool

    package init(_ text: String, failed: Bool = false) {
        self.text = text
        self.failed = failed
    }

    var json: JSONValue { .object([failed ? "error" : "text": .string(text)]) }
}

/// One scripted turn. The model's own replies are never put back.
///
/// ```swift
/// [
///     Turn(.user, "Why does test_depth fail?"),
///     Turn("I'll run it.", calls: [ScriptedCall(name: "run", arguments: ["command": "pytest -q test_depth.py"])]),
///     Turn(results: [ToolResult("1 failed in 0.12s")]),
/// ]
/// ```
package struct Turn: Sendable, Hashable {
    package enum Speaker: String, Sendable, Codable {
        case user, assistant
        /// What the tools gave that the assistant turn before called.
        case tool
    }
    package var speaker: Speaker
    /// Empty in a tool's turn; may be empty beside calls.
    package var text: String
    /// Of an assistant turn.
    package var calls: [ScriptedCall]
    /// Of a tool's turn, one for each call.
    package var results: [ToolResult]

    package init(_ speaker: Speaker, _ text: String) {
        self.speaker = speaker
        self.text = text
        calls = []
        results = []
    }

    /// An assistant turn that ends in calls.
    package init(_ text: String, calls: [ScriptedCall]) {
        self.init(.assistant, text)
        self.calls = calls
    }

    /// What the calls of the turn before gave.
    package init(results: [ToolResult]) {
        self.init(.tool, "")
        self.results = results
    }

    /// All that a model reads of it, without the marks of any wire.
    package var wholeText: String {
        guard !calls.isEmpty || !results.isEmpty else { return text }
        let parts =
            (text.isEmpty ? [] : [text]) + calls.map { "\($0.name) \($0.arguments.compact)" } + results.map(\.text)
        return parts.joined(separator: "\n")
    }

    /// UTF-8 bytes of `wholeText`.
    package var bytes: Int {
        guard !calls.isEmpty || !results.isEmpty else { return text.utf8.count }
        return wholeText.utf8.count
    }

    /// As suites and the store write it.
    package var json: JSONValue {
        switch speaker {
        case .user: return ["user": .string(text)]
        case .assistant:
            guard !calls.isEmpty else { return ["assistant": .string(text)] }
            return [
                "assistant": .string(text),
                "calls": .array(calls.map { ["name": .string($0.name), "arguments": $0.arguments] }),
            ]
        case .tool: return ["results": .array(results.map(\.json))]
        }
    }

    /// nil where it is none of the three.
    package init?(json: JSONValue) {
        if let text = json["user"]?.string {
            self.init(.user, text)
        } else if let results = json["results"]?.array {
            self.init(
                results: results.map {
                    ToolResult($0["error"]?.string ?? $0["text"]?.string ?? "", failed: $0["error"] != nil)
                })
        } else if let text = json["assistant"]?.string {
            self.init(
                text,
                calls: (json["calls"]?.array ?? []).map {
                    ScriptedCall(name: $0["name"]?.string ?? "", arguments: $0["arguments"] ?? .object([:]))
                })
        } else {
            return nil
        }
    }
}
