import Formats
import Foundation

/// What the clients for Python log:
///
///     [2026-09-01 10:00:00 - openai._base_client:482 - DEBUG] Request options: {'method': 'post', … 'json_data': {…}}
///     [2026-09-01 10:00:01 - openai._base_client:1016 - DEBUG] HTTP Response: POST https://… "400 Bad Request" Headers({…})
///     [2026-09-01 10:00:01 - openai._base_client:1024 - DEBUG] request_id: req_1
///     openai.BadRequestError: Error code: 400 - {'error': {…}}
///
/// Newer ones leave out options and address. Replies to several requests at once are told apart by nothing: a model is named
/// where all that were open asked for one.
struct PythonClientLog {
    private let source: LoggedExchange.Source
    /// Requests that were sent and not answered yet, by client.
    private var open: [String: OpenRequests] = [:]
    private var url: String?
    private var held: LoggedExchange?
    /// Errors whose body may follow in a traceback.
    private var failed: [LoggedExchange] = []
    private static let mostFailed = 64

    init(_ source: LoggedExchange.Source) { self.source = source }

    /// Client and message of a line; nil where a prompt or another program speaks.
    static func message(of line: String) -> (client: String, text: Substring)? {
        for (mark, client) in [
            ("openai._base_client", "openai"), ("anthropic._base_client", "anthropic"), ("httpx", "httpx"),
        ] {
            guard let found = line.range(of: mark), !line[..<found.lowerBound].contains(where: { "'\"{".contains($0) })
            else { continue }
            let rest = line[found.upperBound...].prefix(120)
            let starts = verbs.compactMap { rest.range(of: $0)?.lowerBound }
            guard let start = starts.min(), !rest[..<start].contains(where: { "'\"{".contains($0) }) else { continue }
            return (client, line[start...])
        }
        return nil
    }

    private static let verbs = [
        "Request options: ", "Building HTTP request: ", "Sending HTTP Request: ", "HTTP Response: ", "HTTP Request: ",
        "request_id: ", "Encountered ",
    ]

    mutating func read(_ line: String, _ number: Int) -> [LoggedReply] {
        guard let (client, text) = Self.message(of: line) else {
            traceback(line)
            return []
        }
        if client == "httpx" {
            url = Self.address(text) ?? url
            return []
        }
        if text.hasPrefix("Request options: ") {
            let options = LooseLiteral.read(text.dropFirst("Request options: ".count))
            // Only replies to POST are read, so that another would be open for ever.
            if let method = options?["method"]?.string, method.lowercased() != "post" { return [] }
            open[client, default: OpenRequests()].add(options?["json_data"])
        } else if text.hasPrefix("Building HTTP request: ") {
            if text.contains("method="), !text.contains("method=POST") { return [] }
            open[client, default: OpenRequests()].add(nil)
        } else if text.hasPrefix("Sending HTTP Request: ") {
            url = Self.address(text)
        } else if text.hasPrefix("HTTP Response: POST ") {
            let due = close()
            let status = text.firstMatch(of: /^HTTP Response: POST (?:\S+ ")?([1-5][0-9]{2})\b/).flatMap {
                Int($0.output.1)
            }
            let (model, asked) = open[client]?.answered() ?? (nil, nil)
            held = LoggedExchange(
                line: number, at: Self.time(line), url: Self.address(text) ?? url, model: model, status: status,
                asked: asked)
            return due
        } else if text.hasPrefix("request_id: ") {
            let id = text.dropFirst("request_id: ".count)
            if id != "None" { held?.requestID = String(id) }
        } else if text.hasPrefix("Encountered "), Self.isLost(text) {
            let lost = LoggedExchange(
                line: number, at: Self.time(line), url: url, model: open[client]?.answered().model)
            return close() + [lost.reply(source)].compactMap { $0 }
        }
        return []
    }

    mutating func finish() -> [LoggedReply] {
        let last = close()
        defer { failed = [] }
        return last + failed.compactMap { $0.reply(source) }
    }

    /// The words under which no answer came; an error status is told in others.
    private static func isLost(_ text: Substring) -> Bool {
        !text.contains("HTTPStatusError") && !text.contains("status error")
    }

    /// The answer before this one is complete, but for an error's body.
    private mutating func close() -> [LoggedReply] {
        guard let last = held else { return [] }
        held = nil
        guard let status = last.status, status >= 400 else { return [last.reply(source)].compactMap { $0 } }
        failed.append(last)
        return failed.count > Self.mostFailed ? [failed.removeFirst().reply(source)].compactMap { $0 } : []
    }

    /// An exception at the beginning of a line gives the error of this status its body, or at least its message.
    private mutating func traceback(_ line: String) {
        guard
            let found = line.firstMatch(
                of: /^(?:openai|anthropic)\.[A-Za-z.]*Error: Error code: ([45][0-9]{2}) - (.+)$/),
            let status = Int(found.output.1)
        else { return }
        let literal = found.output.2.hasPrefix("{") ? LooseLiteral.read(found.output.2) : nil
        let id = literal?["request_id"]?.string
        func isIt(_ exchange: LoggedExchange) -> Bool {
            exchange.status == status && exchange.body == nil && exchange.message == nil
        }
        func tell(_ exchange: inout LoggedExchange) {
            if let literal { exchange.body = Self.whole(literal) } else { exchange.message = String(found.output.2) }
        }
        // Of several of one status the one that the body names, else the latest.
        if let id, held?.requestID != id, let place = failed.lastIndex(where: { $0.requestID == id && isIt($0) }) {
            tell(&failed[place])
        } else if let last = held, isIt(last) {
            tell(&held!)
        } else if let place = failed.lastIndex(where: isIt) {
            tell(&failed[place])
        }
    }

    /// OpenAI's client shows the inner object alone in some versions.
    private static func whole(_ body: JSONValue) -> JSONValue {
        body["error"] != nil || body["message"] == nil ? body : ["error": body]
    }

    private static func address(_ text: Substring) -> String? {
        text.firstMatch(of: /POST (https?:\/\/\S+)/).map { String($0.output.1) }
    }

    private static func time(_ line: String) -> String? {
        line.prefix(80).firstMatch(of: /([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}:[0-9]{2})/)
            .map { "\($0.output.1)T\($0.output.2)" }
    }
}
