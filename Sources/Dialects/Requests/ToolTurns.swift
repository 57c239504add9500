import Formats
import Trials

/// How a wire writes the turns of a script: texts, calls of tools and what they gave.
///
/// The texts of all forms are the same; the joints differ. An id joins each result to its call where the wire wants one
/// (`ScriptedCall.id`). Consecutive messages of one role are joined where the wire demands that roles alternate.
enum TurnForm: Sendable {
    case messages
    case chat
    /// Chat, with the words beside calls in a member of their own.
    case cohere
    case responses
    /// - Parameter signed: later models refuse a call of a script that bears no signature of theirs, and take a stand-in.
    case gemini(signed: Bool)
    case converse
}

extension MessageList {
    mutating func append(_ turns: [Turn], as form: TurnForm) {
        var waiting: [JSONValue] = []
        for (index, turn) in turns.enumerated() {
            switch turn.speaker {
            case .tool:
                let ids = turn.results.indices.map { ScriptedCall.id(turn: index - 1, index: $0) }
                let names = index > 0 ? turns[index - 1].calls.map(\.name) : []
                for (place, result) in turn.results.enumerated() {
                    let block = form.result(result, id: ids[place], name: names[place])
                    if form.keepsResultsApart { append(block) } else { waiting.append(block) }
                }
                guard !waiting.isEmpty else { continue }
                if form.joinsResultsWithText, index + 1 < turns.count, turns[index + 1].speaker == .user { continue }
                append(["role": "user", form.contentKey: .array(waiting)])
                waiting = []
            case .user:
                guard waiting.isEmpty else {
                    append(["role": "user", form.contentKey: .array(waiting + [form.text(turn.text)])])
                    waiting = []
                    continue
                }
                append(role: "user", turn.text)
            case .assistant:
                guard turn.calls.isEmpty else {
                    for message in form.calling(turn, at: index) { append(message) }
                    continue
                }
                switch form {
                case .gemini: append(role: "model", turn.text)
                // The API takes it without a type; llama.cpp does not.
                case .responses: append(role: "assistant", turn.text, extra: ",\"type\":\"message\"")
                case .messages, .chat, .cohere, .converse: append(role: "assistant", turn.text)
                }
            }
        }
    }
}

extension TurnForm {
    /// Each result is a message of its own, not a block of the user's.
    fileprivate var keepsResultsApart: Bool {
        switch self {
        case .chat, .cohere, .responses: true
        case .messages, .gemini, .converse: false
        }
    }

    /// Results and the user's next words are one message. Gemini counts the parts of a message against the calls.
    fileprivate var joinsResultsWithText: Bool {
        switch self {
        case .messages, .converse: true
        case .chat, .cohere, .responses, .gemini: false
        }
    }

    fileprivate var contentKey: String {
        switch self {
        case .gemini: "parts"
        case .messages, .chat, .cohere, .responses, .converse: "content"
        }
    }

    fileprivate func text(_ text: String) -> JSONValue {
        switch self {
        case .messages, .chat, .cohere, .responses: ["type": "text", "text": .string(text)]
        case .gemini, .converse: ["text": .string(text)]
        }
    }

    /// The messages of an assistant turn with calls: one, but for Responses, where each call is an item.
    fileprivate func calling(_ turn: Turn, at index: Int) -> [JSONValue] {
        let calls = turn.calls.enumerated().map { (id: ScriptedCall.id(turn: index, index: $0), call: $1) }
        let words = turn.text.isEmpty ? [] : [text(turn.text)]
        switch self {
        case .messages:
            let blocks = calls.map { id, call -> JSONValue in
                ["type": "tool_use", "id": .string(id), "name": .string(call.name), "input": call.arguments]
            }
            return [["role": "assistant", "content": .array(words + blocks)]]
        case .converse:
            let blocks = calls.map { id, call -> JSONValue in
                ["toolUse": ["toolUseId": .string(id), "name": .string(call.name), "input": call.arguments]]
            }
            return [["role": "assistant", "content": .array(words + blocks)]]
        case .gemini(let signed):
            let parts = calls.enumerated().map { place, item -> JSONValue in
                var part: JSONObject = [
                    "functionCall": ["name": .string(item.call.name), "args": item.call.arguments]
                ]
                if signed, place == 0 { part["thoughtSignature"] = "skip_thought_signature_validator" }
                return .object(part)
            }
            return [["role": "model", "parts": .array(words + parts)]]
        case .chat, .cohere:
            let items = calls.map { id, call -> JSONValue in
                [
                    "id": .string(id), "type": "function",
                    "function": ["name": .string(call.name), "arguments": .string(call.arguments.compact)],
                ]
            }
            var message: JSONObject = ["role": "assistant"]
            switch self {
            case .cohere: if !turn.text.isEmpty { message["tool_plan"] = .string(turn.text) }
            case .chat, .messages, .responses, .gemini, .converse:
                message["content"] = turn.text.isEmpty ? .null : .string(turn.text)
            }
            message["tool_calls"] = .array(items)
            return [.object(message)]
        case .responses:
            let message: [JSONValue] =
                turn.text.isEmpty
                ? [] : [["role": "assistant", "content": .string(turn.text), "type": "message"]]
            return message
                + calls.map { id, call -> JSONValue in
                    [
                        "type": "function_call", "call_id": .string(id), "name": .string(call.name),
                        "arguments": .string(call.arguments.compact),
                    ]
                }
        }
    }

    fileprivate func result(_ result: ToolResult, id: String, name: String) -> JSONValue {
        switch self {
        case .messages:
            var block: JSONObject = [
                "type": "tool_result", "tool_use_id": .string(id), "content": .string(result.text),
            ]
            if result.failed { block["is_error"] = true }
            return .object(block)
        case .converse:
            return [
                "toolResult": [
                    "toolUseId": .string(id), "content": [["text": .string(result.text)]],
                    "status": .string(result.failed ? "error" : "success"),
                ]
            ]
        case .gemini:
            return [
                "functionResponse": [
                    "name": .string(name), "response": [result.failed ? "error" : "output": .string(result.text)],
                ]
            ]
        // These have no word for a failure: it stands in the text.
        case .chat, .cohere:
            return ["role": "tool", "tool_call_id": .string(id), "content": .string(result.text)]
        case .responses:
            return ["type": "function_call_output", "call_id": .string(id), "output": .string(result.text)]
        }
    }
}
