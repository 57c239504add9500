import Formats
import Foundation

/// What the clients for JavaScript log, on the console or through a logger that prints like it:
///
///     [log_1a2b3c] sending request {
///       … options: { … body: { model: 'gpt-4o', messages: [Array] } } …
///     }
///     [log_1a2b3c, x-request-id: "req_1"] POST https://… failed with status 400 in 210ms - error; not retryable
///     BadRequestError: 400 Invalid prompt
///         at … {
///       status: 400, requestID: 'req_1', error: { … }
///     }
struct NodeClientLog {
    private enum Block {
        case request(String)
        case parsed(String)
        case error(status: Int)
    }
    private let source: LoggedExchange.Source
    private var block: (kind: Block, text: String)?
    /// A thrown error whose object has not begun yet.
    private var thrown: Int?
    private var asked: [String: JSONValue] = [:]
    private var open: [(id: String, exchange: LoggedExchange)] = []
    private static let longest = 256 << 10
    private static let mostOpen = 256

    init(_ source: LoggedExchange.Source) { self.source = source }

    var isInBlock: Bool { block != nil || thrown != nil }

    static func isLine(_ line: String) -> Bool { line.firstMatch(of: /^\S{0,30} ?\[log_[0-9a-f]{6}[\],]/) != nil }

    /// - Returns: nil where the line is of no such client.
    mutating func read(_ line: String, _ number: Int) -> [LoggedReply]? {
        if block != nil {
            block?.text += line + "\n"
            if line == "}" || line.hasPrefix("} ") || block!.text.utf8.count > Self.longest { end() }
            return []
        }
        if let status = thrown {
            if line.hasPrefix("    at ") || line.hasPrefix("  ") {
                if line.hasSuffix(" {") {
                    thrown = nil
                    block = (.error(status: status), "{\n")
                }
                return []
            }
            thrown = nil
        }
        if let found = line.firstMatch(of: /^(?:Uncaught )?[A-Za-z]+Error: ([45][0-9]{2})[ ]/) {
            thrown = Int(found.output.1)
            if line.hasSuffix(" {"), let status = thrown {
                thrown = nil
                block = (.error(status: status), "{\n")
            }
            return []
        }
        guard Self.isLine(line), let start = line.range(of: "[log_") else { return nil }
        let text = line[start.lowerBound...]
        let id = String(text.dropFirst().prefix { $0 != "]" && $0 != "," })
        if let found = text.firstMatch(
            of:
                /^\[log_[0-9a-f]{6}([^\]]*)\] ([A-Za-z]+) (\S+) (?:succeeded|failed) with status ([1-5][0-9]{2}) in [0-9.]+ms/
        ) {
            guard found.output.2.uppercased() == "POST" else { return [] }
            let request = found.output.1.firstMatch(of: /request-id: "([^"]+)"/).map { String($0.output.1) }
            return answer(
                id,
                LoggedExchange(
                    line: number, at: time(line), url: String(found.output.3), status: Int(found.output.4),
                    requestID: request))
        }
        if let found = text.firstMatch(of: /^\[log_[0-9a-f]{6}\] connection (?:timed out|failed) -[ ]/),
            !found.output.isEmpty
        {
            return answer(id, LoggedExchange(line: number, at: time(line)))
        }
        for (words, kind) in [("sending request", Block.request(id)), ("response parsed", .parsed(id))]
        where text.contains("] \(words) {") {
            block = (kind, String(text[(text.range(of: "] \(words) ")?.upperBound ?? text.endIndex)...]) + "\n")
            if text.hasSuffix("}") { end() }
        }
        return []
    }

    mutating func finish() -> [LoggedReply] {
        end()
        defer { open = [] }
        return open.compactMap { $0.exchange.reply(source) }
    }

    private mutating func answer(_ id: String, _ exchange: LoggedExchange) -> [LoggedReply] {
        var exchange = exchange
        let body = asked.removeValue(forKey: id)
        exchange.model = body?["model"]?.string
        // The console shows a list of messages as a word; a logger of one's own may show it whole.
        if body?["messages"]?.array != nil || body?["input"]?.array != nil || body?["input"]?.string != nil {
            exchange.asked = body
        }
        open.append((id, exchange))
        return open.count > Self.mostOpen ? [open.removeFirst().exchange.reply(source)].compactMap { $0 } : []
    }

    private mutating func end() {
        guard let (kind, text) = block else { return }
        block = nil
        guard let value = LooseLiteral.read(text) else { return }
        switch kind {
        case .request(let id):
            if asked.count > Self.mostOpen { asked = [:] }
            asked[id] = Self.isWhole(text) ? value["options"]?["body"] : Self.named(value)
        case .parsed(let id):
            guard let place = open.lastIndex(where: { $0.id == id }), let body = value["body"] else { return }
            open[place].exchange.body = Self.judgeable(body, isWhole: Self.isWhole(text))
        case .error(let status):
            let request = value["requestID"]?.string ?? value["request_id"]?.string
            let place = open.lastIndex {
                $0.exchange.status == status && $0.exchange.body == nil
                    && (request == nil || request == $0.exchange.requestID)
            }
            guard let place, let error = value["error"], error.object != nil else { return }
            open[place].exchange.body = error["error"] == nil ? ["error": error] : error
        }
    }

    /// What the console leaves out it says in these words; in a text of its own they cost no more than a reply.
    private static func isWhole(_ text: String) -> Bool {
        !["[Object]", "[Array]", "more item", "more character"].contains { text.contains($0) }
    }

    /// Of a request of which the console shows a part: its model.
    private static func named(_ request: JSONValue) -> JSONValue? {
        request["options"]?["body"]?["model"]?.string.map { ["model": .string($0)] }
    }

    /// The console shows two levels: of a blocked reply all that counts, of another not its text.
    private static func judgeable(_ body: JSONValue, isWhole: Bool) -> JSONValue? {
        guard let object = body.object, ReplyShape.dialect(of: object) != nil else { return nil }  // a stream
        if isWhole { return body }
        if body["object"]?.string == "response", body["status"]?.string == "incomplete" || body["error"]?.object != nil
        {
            var shown: JSONObject = ["object": "response", "output": []]
            for key in ["id", "model", "status", "error", "incomplete_details"] { shown[key] = body[key] }
            let verdictCounts = body["error"]?.object != nil || body["incomplete_details"]?["reason"]?.string != nil
            return verdictCounts ? .object(shown) : nil
        }
        guard body["type"]?.string == "message", body["stop_reason"]?.string == "refusal" else { return nil }
        return .object(
            .refusal(model: body["model"]?.string ?? "unknown", category: body["stop_details"]?["category"]?.string))
    }

    private func time(_ line: String) -> String? {
        line.prefix(40).firstMatch(of: /([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}:[0-9]{2})/)
            .map { "\($0.output.1)T\($0.output.2)" }
    }
}
