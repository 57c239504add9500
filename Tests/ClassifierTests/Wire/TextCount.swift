import Formats
import Foundation
import Trials

/// Counts the characters of visible text in a body by itself: with another JSON reader, line by line, and by where texts
/// stand in each wire's published form. White space is not counted, because joints between parts are ours.
enum TextCount {
    static func of(_ text: String) -> Int { text.unicodeScalars.count { !$0.properties.isWhitespace } }

    static func of(_ raw: RawReply, _ dialect: DialectName) -> Int {
        guard (raw.status ?? 0) < 400 else { return 0 }
        let documents = documents(raw.body)
        let isStream =
            documents.count > 1 || raw.body.starts(with: Array("data:".utf8))
            || raw.body.starts(with: Array("event:".utf8))
        switch dialect {
        case .openAIChat, .openAICompatible, .openAICompletions, .azureOpenAI: return chat(documents, isStream)
        case .anthropic: return documents.map { anthropic($0) }.reduce(0, +)
        case .gemini: return documents.flatMap { $0 as? [Any] ?? [$0] }.map { gemini($0) }.reduce(0, +)
        case .bedrock: return documents.map { bedrock($0) }.reduce(0, +)
        case .openAIResponses: return responses(documents, isStream)
        }
    }

    private static func documents(_ body: [UInt8]) -> [Any] {
        if body.first == 0 { return frames(body) }
        if let whole = try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed) {
            return [whole]
        }
        let text = String(decoding: body, as: UTF8.self).trimmingPrefix("\u{FEFF}").replacing("\r\n", with: "\n")
            .replacing("\r", with: "\n")
        return text.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("data:") else { return nil }
            return try? JSONSerialization.jsonObject(with: Data(line.dropFirst(5).utf8))
        }
    }

    /// Payloads of binary event frames, found by the braces around them.
    private static func frames(_ body: [UInt8]) -> [Any] {
        var found: [Any] = []
        var start = 0
        while start + 16 <= body.count {
            let length = body[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
            let head = body[(start + 4)..<(start + 8)].reduce(0) { $0 << 8 | Int($1) }
            guard length >= 16, start + length <= body.count, head <= length - 16 else { break }
            let payload = Data(body[(start + 12 + head)..<(start + length - 4)])
            if let json = try? JSONSerialization.jsonObject(with: payload) { found.append(json) }
            start += length
        }
        return found
    }

    private static func at(_ json: Any?, _ key: String) -> Any? { (json as? [String: Any])?[key] }
    private static func list(_ json: Any?, _ key: String) -> [Any] { at(json, key) as? [Any] ?? [] }
    private static func text(_ json: Any?) -> Int { (json as? String).map(of) ?? 0 }

    private static func chat(_ documents: [Any], _ isStream: Bool) -> Int {
        var (deltas, lastMessages) = (0, 0)
        for document in documents {
            if at(document, "choices") == nil { deltas += bare(document) + cohere(document) }
            var messages = 0
            for choice in list(document, "choices") {
                let plain = text(at(choice, "text"))
                let delta = content(at(choice, "delta"))
                let message = content(at(choice, "message"))
                deltas += plain > 0 ? plain : delta
                if plain == 0, delta == 0 { messages += message }
            }
            if messages > 0 {
                // Beside deltas a message repeats all that came; alone it is a piece, or the whole.
                let alone = list(document, "choices").allSatisfy { at($0, "delta") == nil }
                if alone { deltas += messages } else { lastMessages = messages }
            }
        }
        return deltas > 0 ? deltas : lastMessages
    }

    private static func bare(_ document: Any) -> Int {
        guard at(document, "error") == nil else { return 0 }
        return text(at(document, "value")) + text(at(document, "response")) + text(at(at(document, "token"), "text"))
    }

    private static func cohere(_ document: Any) -> Int {
        let message = at(at(document, "delta"), "message") ?? at(document, "message")
        if let piece = at(message, "content") as? [String: Any] { return text(piece["text"]) }
        return list(message, "content").map { text(at($0, "text")) }.reduce(text(at(message, "content")), +)
            + text(at(document, "text"))
    }

    private static func content(_ message: Any?) -> Int {
        if let whole = message as? String { return of(whole) }
        switch at(message, "content") {
        case let text as String: return of(text)
        case let parts as [Any]:
            return parts.map { part in
                let type = at(part, "type") as? String ?? "text"
                guard !["thinking", "reasoning", "refusal"].contains(type) else { return 0 }
                return (part as? String).map(of) ?? max(text(at(part, "text")), text(at(part, "content")))
            }.reduce(0, +)
        case let object as [String: Any] where !object.isEmpty:
            let data = try? JSONSerialization.data(withJSONObject: object, options: [.withoutEscapingSlashes])
            return data.map { of(String(decoding: $0, as: UTF8.self)) } ?? 0
        default: return 0
        }
    }

    private static func anthropic(_ document: Any) -> Int {
        let blocks = list(document, "content") + list(at(document, "message"), "content")
        var count = text(at(document, "content"))
        for block in blocks + [at(document, "content_block") as Any] where at(block, "type") as? String == "text" {
            count += text(at(block, "text"))
        }
        let delta = at(document, "delta")
        return count + (at(delta, "type") as? String == "text_delta" ? text(at(delta, "text")) : 0)
    }

    private static func gemini(_ document: Any) -> Int {
        list(document, "candidates").flatMap { list(at($0, "content"), "parts") }
            .filter { at($0, "thought") as? Bool != true && at($0, "functionCall") == nil }
            .map { text(at($0, "text")) }.reduce(0, +)
    }

    private static func bedrock(_ document: Any) -> Int {
        let blocks = list(at(at(document, "output"), "message"), "content")
        return blocks.map { block in
            text(at(block, "text")) + text(at(at(at(block, "guardContent"), "text"), "text"))
                + list(at(block, "citationsContent"), "content").map { text(at($0, "text")) }.reduce(0, +)
        }.reduce(text(at(at(document, "delta"), "text")), +)
    }

    private static func responses(_ documents: [Any], _ isStream: Bool) -> Int {
        func items(_ items: [Any]) -> Int {
            items.map { item in
                text(at(item, "content"))
                    + list(item, "content").filter {
                        ["output_text", "text"].contains(at($0, "type") as? String ?? "")
                    }
                    .map { text(at($0, "text")) }.reduce(0, +)
            }.reduce(0, +)
        }
        guard isStream else { return documents.map { items(list($0, "output")) }.reduce(0, +) }
        func sum(_ type: String, _ key: String) -> Int {
            documents.filter { at($0, "type") as? String == type }.map { text(at($0, key)) }.reduce(0, +)
        }
        let done = documents.filter { at($0, "type") as? String == "response.output_item.done" }.compactMap {
            at($0, "item")
        }
        let end = documents.compactMap { at($0, "response") }.map { items(list($0, "output")) }.max() ?? 0
        // Each says all of the text, where it says any.
        return max(
            sum("response.output_text.delta", "delta"), sum("response.output_text.done", "text"), items(done), end)
    }
}
