import Foundation
import Trials

/// One request as it came in.
struct ReceivedRequest: Sendable {
    var method: String
    /// Without the query, percent-encoded as it came.
    var path: String
    /// What stood after the question mark.
    var query = ""
    /// Names in lower case.
    var headers: [HeaderLine]
    var body: [UInt8]
    var keepAlive: Bool

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    var bearer: String? {
        header("authorization").flatMap { $0.lowercased().hasPrefix("bearer ") ? String($0.dropFirst(7)) : nil }
    }

    func query(_ name: String) -> String? { Self.value(of: name, in: query) }

    /// Percent-decoded; empty where the name stands alone.
    static func value(of name: String, in query: String) -> String? {
        for pair in query.split(separator: "&") where pair.prefix(while: { $0 != "=" }) == name {
            let value = String(pair.dropFirst(name.count + 1))
            return value.removingPercentEncoding ?? value
        }
        return nil
    }
}

/// Frames replies as HTTP/1.1, byte by byte.
enum HTTPWire {
    static func head(status: Int, contentType: String, headers: [HeaderLine], framing: HeaderLine) -> [UInt8] {
        var text = "HTTP/1.1 \(status) \(reason(status))\r\ncontent-type: \(contentType)\r\n"
        for line in [SimulatorMark.line] + headers { text += "\(line.name): \(line.value)\r\n" }
        text += "\(framing.name): \(framing.value)\r\n\r\n"
        return Array(text.utf8)
    }

    static func document(
        status: Int, contentType: String = "application/json", headers: [HeaderLine], body: [UInt8], length: Int? = nil
    ) -> [UInt8] {
        head(
            status: status, contentType: contentType, headers: headers,
            framing: HeaderLine("content-length", String(length ?? body.count))) + body
    }

    static func streamHead(_ type: StreamType, headers: [HeaderLine]) -> [UInt8] {
        head(
            status: 200, contentType: type.rawValue,
            headers: [HeaderLine("cache-control", "no-cache")] + headers,
            framing: HeaderLine("transfer-encoding", "chunked"))
    }

    static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A]
    }

    static let lastChunk = Array("0\r\n\r\n".utf8)

    static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 402: "Payment Required"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 422: "Unprocessable Content"
        case 424: "Failed Dependency"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 529: "Overloaded"
        default: "Unknown"
        }
    }

    static func htmlPage(_ status: Int) -> [UInt8] {
        Array(
            """
            <!DOCTYPE html>
            <html><head><title>\(status) \(reason(status))</title></head>
            <body><center><h1>\(status) \(reason(status))</h1></center><hr><center>edge</center></body></html>

            """.utf8)
    }
}

/// Finds requests in the bytes of a connection; a value, fed piece by piece.
struct HTTPRequestReader {
    enum Found {
        case more
        /// The client waits for `100 Continue`.
        case expectsContinue
        case request(ReceivedRequest)
        /// The connection cannot go on; answer with this status and close.
        case unusable(status: Int)
    }

    /// Bytes; larger requests are 413.
    static let bodyLimit = 32 << 20
    private static let headLimit = 256 << 10

    private var buffer: [UInt8] = []
    private var head: (request: ReceivedRequest, length: Int)?

    var isEmpty: Bool { buffer.isEmpty && head == nil }

    mutating func feed(_ bytes: some Collection<UInt8>) { buffer.append(contentsOf: bytes) }

    mutating func next() -> Found {
        var continued = false
        if head == nil {
            guard let end = endOfHead() else {
                return buffer.count > Self.headLimit ? .unusable(status: 413) : .more
            }
            guard var parsed = Self.parse(buffer[..<end]) else { return .unusable(status: 400) }
            if parsed.header("transfer-encoding") != nil { return .unusable(status: 411) }
            let length = parsed.header("content-length").map { Int($0) ?? -1 } ?? 0
            guard length >= 0 else { return .unusable(status: 400) }
            guard length <= Self.bodyLimit else { return .unusable(status: 413) }
            parsed.keepAlive = parsed.header("connection")?.lowercased() != "close"
            continued = parsed.header("expect")?.lowercased() == "100-continue"
            buffer.removeSubrange(..<(end + 4))
            head = (parsed, length)
        }
        guard let (request, length) = head else { return .more }
        guard buffer.count >= length else { return continued ? .expectsContinue : .more }
        var whole = request
        if buffer.count == length {
            whole.body = buffer
            buffer = []
        } else {
            whole.body = Array(buffer[..<length])
            buffer.removeSubrange(..<length)
        }
        head = nil
        return .request(whole)
    }

    private func endOfHead() -> Int? {
        guard buffer.count >= 4 else { return nil }
        return buffer.withUnsafeBufferPointer { bytes in
            var index = 3
            while index < bytes.count {
                if bytes[index] == 0x0A, bytes[index - 1] == 0x0D, bytes[index - 2] == 0x0A, bytes[index - 3] == 0x0D {
                    return index - 3
                }
                index += 1
            }
            return nil
        }
    }

    private static func parse(_ bytes: ArraySlice<UInt8>) -> ReceivedRequest? {
        let lines = bytes.split(separator: 0x0A).map { $0.last == 0x0D ? $0.dropLast() : $0 }
        let words = lines.first?.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) } ?? []
        guard words.count == 3, words[2] == "HTTP/1.1" else { return nil }
        var headers: [HeaderLine] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            var value = line[line.index(after: colon)...]
            while value.first == 0x20 || value.first == 0x09 { value.removeFirst() }
            headers.append(
                HeaderLine(
                    String(decoding: line[..<colon], as: UTF8.self).lowercased(), String(decoding: value, as: UTF8.self)
                ))
        }
        let path = words[1].prefix { $0 != "?" }
        return ReceivedRequest(
            method: words[0], path: String(path), query: String(words[1].dropFirst(path.count + 1)), headers: headers,
            body: [], keepAlive: true)
    }
}
