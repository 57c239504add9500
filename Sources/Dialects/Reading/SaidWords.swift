import Formats
import Trials
import Vendors

/// Gathers the words of a reply that are not the model's text, from every slot: a safeguard may speak in any.
///
/// Of an error every text, number and flag is kept, JSON inside a string read as if it stood there. Of a reply that came
/// with success only what the lexicon calls a safeguard's act, because the rest is the model's or about counts.
struct SaidWords: Sendable {
    /// JSON in a string in JSON, as gateways nest it.
    private static let deepestNesting = 4
    private static let deepest = 10
    private static let most = 64
    private static let longest = 2_000

    private(set) var words: [SaidWord] = []
    private(set) var innerErrors: [WireError] = []
    /// Named so wherever a gateway puts it.
    private(set) var innerError: JSONValue?

    // MARK: Errors

    mutating func error(_ json: JSONValue) { gather(json, "", 0, 0) }

    private mutating func gather(_ json: JSONValue, _ path: String, _ depth: Int, _ nesting: Int) {
        guard depth < Self.deepest, words.count < Self.most else { return }
        switch json {
        case .object(let object):
            // Gateways list the checks that they made; one that passed says nothing of what failed.
            if Self.passed.contains(where: { object[$0.key]?.bool == $0.value }) { return }
            for member in object.members {
                if Self.ofOthers.contains(member.key) { continue }
                if member.key == "choices" {
                    // An error may stand in a choice, beside the model's words.
                    for choice in member.value.array ?? [] {
                        if let error = choice["error"] { gather(error, "choices.error", depth + 1, nesting) }
                    }
                    continue
                }
                if member.key == "innererror", innerError == nil, member.value.object != nil {
                    innerError = member.value
                }
                gather(member.value, path.isEmpty ? member.key : "\(path).\(member.key)", depth + 1, nesting)
            }
        case .array(let items):
            for (index, item) in items.enumerated() { gather(item, "\(path).\(index)", depth + 1, nesting) }
        case .string(let text):
            guard !text.isEmpty else { return }
            words.append(SaidWord(path: path, value: WireRedaction.redacted(String(text.prefix(Self.longest)))))
            if nesting < Self.deepestNesting, let inner = Self.json(inside: text) {
                if let error = WireError.read(inner, .body) { innerErrors.append(error) }
                gather(inner, path, depth + 1, nesting + 1)
            }
        case .integer, .number, .bool: words.append(SaidWord(path: path, value: json.compact))
        case .null: return
        }
    }

    /// What a check says that stopped nothing.
    private static let passed = [
        (key: "verdict", value: true), (key: "passed", value: true), (key: "deny", value: false),
        (key: "flagged", value: false), (key: "filtered", value: false), (key: "blocked", value: false),
    ]

    /// Members in which servers repeat what they were sent, or name a part of it, and those that hold the model's words.
    private static let ofOthers: Set<String> = [
        "param", "loc", "model", "failed_generation",
        "input", "messages", "prompt", "body", "request", "flagged_input", "output", "content", "candidates", "delta",
        "instructions", "tools", "usage",
    ]

    /// The object that a text is, or that stands in it after some words.
    private static func json(inside text: String) -> JSONValue? {
        let bytes = Array(text.utf8)
        guard bytes.count <= 1 << 16, let open = bytes.firstIndex(of: UInt8(ascii: "{")),
            let close = bytes.lastIndex(of: UInt8(ascii: "}")), open < close,
            let json = try? JSONReader.read(Array(bytes[open...close])), json.object?.isEmpty == false
        else { return nil }
        return json
    }

    // MARK: Success

    mutating func success(_ json: JSONValue) { look(json, "", 0) }

    private mutating func look(_ json: JSONValue, _ path: String, _ depth: Int) {
        guard depth < Self.deepestNesting else { return }
        switch json {
        case .object(let object):
            for member in object.members {
                switch member.value {
                case .string(let text): keep(member.key, text, path)
                case .bool(true): keep(member.key, "true", path)
                case .object, .array:
                    guard depth + 1 < Self.deepestNesting, !Self.ofTheModel.contains(member.key) else { continue }
                    look(member.value, path.isEmpty ? member.key : "\(path).\(member.key)", depth + 1)
                case .null, .bool, .integer, .number: continue
                }
            }
        case .array(let items): for item in items { look(item, path, depth + 1) }
        case .null, .bool, .integer, .number, .string: return
        }
    }

    private mutating func keep(_ key: String, _ value: String, _ path: String) {
        guard SafeguardLexicon.member(key, value) != nil, !Self.ofTheModel.contains(key), words.count < Self.most
        else { return }
        let word = SaidWord(path: path.isEmpty ? key : "\(path).\(key)", value: value)
        if !words.contains(word) { words.append(word) }
    }

    /// What the model wrote, what it was given, what the folds read themselves, and what is long and says nothing.
    private static let ofTheModel: Set<String> = [
        "content", "text", "arguments", "reasoning", "reasoning_content", "reasoning_details", "thinking", "signature",
        "partial_json", "input", "output_text", "tool_calls", "function_call", "logprobs", "citations", "annotations",
        "search_results", "tools", "instructions", "metadata", "usage", "id", "object", "model", "trace", "parts",
        "refusal", "type", "groundingMetadata", "citationMetadata", "item", "part", "prompt", "safetyRatings",
        // The folds keep these, and rules of their own read them.
        "finish_reason", "native_finish_reason", "stop_reason", "finishReason", "blockReason", "promptFeedback",
        "content_filter_results", "content_filter_result", "prompt_filter_results", "moderation", "toolUse",
        "functionCall", "stop_details", "incomplete_details", "openrouter_metadata", "reasoningContent",
    ]

    // MARK: Headers

    mutating func headers(_ lines: [HeaderLine]) {
        for line in lines where line.name.utf8.count >= 6 {
            guard SafeguardLexicon.header(line.name, line.value) != nil else { continue }
            words.append(SaidWord(path: "header.\(line.name.lowercased())", value: line.value))
        }
    }
}
