import HTTPTypes

/// Reads header lines one by one until a final head is complete, and counts what they weigh.
struct ReplyHeadReader {
    enum Step: Equatable { case more, headComplete, tooLarge }

    private(set) var raw: [UInt8] = []
    private(set) var isComplete = false
    private(set) var status = 0
    private(set) var declaredLength: Int?
    /// `Content-Encoding` other than identity.
    private(set) var encoding: String?
    private var weight = 0

    /// Takes one line with its line end. Interim heads (1xx) are dropped, trailers are counted and dropped.
    mutating func take(_ line: UnsafeRawBufferPointer, limit: Int) -> Step {
        weight += line.count
        if weight > limit { return .tooLarge }
        if isComplete { return .more }
        if line.starts(with: "HTTP/".utf8) {
            raw.removeAll(keepingCapacity: true)
            declaredLength = nil
            encoding = nil
            status = Self.statusCode(line)
        }
        raw.append(contentsOf: line)
        if line.count <= 2, line.allSatisfy({ $0 == 13 || $0 == 10 }) {
            isComplete = status >= 200
            return isComplete ? .headComplete : .more
        }
        if let value = Self.value(of: "content-length", in: line) { declaredLength = Int(value) ?? declaredLength }
        if let value = Self.value(of: "content-encoding", in: line), value.lowercased() != "identity", !value.isEmpty {
            encoding = value
        }
        return .more
    }

    private static func statusCode(_ line: UnsafeRawBufferPointer) -> Int {
        guard let space = line.firstIndex(of: 32) else { return 0 }
        return line[(space + 1)...].prefix { $0 >= 48 && $0 <= 57 }.prefix(3).reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private static func value(of name: StaticString, in line: UnsafeRawBufferPointer) -> String? {
        let count = name.utf8CodeUnitCount
        guard line.count > count, line[count] == UInt8(ascii: ":") else { return nil }
        for index in 0..<count where line[index] | 0x20 != name.utf8Start[index] | 0x20 { return nil }
        return String(decoding: line[(count + 1)...].trimmed, as: UTF8.self)
    }
}

extension HTTPReplyHead {
    /// Parses a complete final head as libcurl hands it over.
    init(raw: [UInt8]) {
        var response = HTTPResponse(status: HTTPResponse.Status(code: 0))
        var version = HTTPVersion.http11
        var pending: (name: HTTPField.Name, value: [UInt8])?
        func flush(_ fields: inout HTTPFields) {
            if let field = pending { fields.append(HTTPField(name: field.name, value: field.value)) }
            pending = nil
        }
        for line in raw.split(separator: 10) {
            let text = line.last == 13 ? line.dropLast() : line
            if text.starts(with: "HTTP/".utf8) {
                (version, response.status) = Self.statusLine(text)
            } else if let first = text.first, first == 32 || first == 9 {
                // A folded line continues the value before it (RFC 9112, section 5.2).
                pending?.value.append(32)
                pending?.value.append(contentsOf: text.trimmed)
            } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
                flush(&response.headerFields)
                // A name that is no token cannot be represented; it stays visible in `raw`.
                let name = HTTPField.Name(String(decoding: text[..<colon].trimmed, as: UTF8.self))
                pending = name.map { ($0, Array(text[(colon + 1)...].trimmed)) }
            }
        }
        flush(&response.headerFields)
        self.init(version: version, response: response, raw: raw)
    }

    private static func statusLine(_ line: ArraySlice<UInt8>) -> (HTTPVersion, HTTPResponse.Status) {
        let parts = line.split(separator: 32, maxSplits: 2, omittingEmptySubsequences: false)
        let version: HTTPVersion =
            switch String(decoding: parts[0], as: UTF8.self) {
            case "HTTP/2", "HTTP/2.0": .http2
            case "HTTP/1.0": .http10
            default: .http11
            }
        let code = parts.count > 1 ? Int(String(decoding: parts[1], as: UTF8.self)) ?? 0 : 0
        let reason = parts.count > 2 ? String(decoding: parts[2].trimmed, as: UTF8.self) : ""
        return (version, HTTPResponse.Status(code: min(999, max(0, code)), reasonPhrase: reason))
    }
}

extension BidirectionalCollection where Element == UInt8, SubSequence: BidirectionalCollection {
    /// Without white space and line ends at both sides.
    var trimmed: SubSequence {
        let isBlank: (UInt8) -> Bool = { $0 == 32 || $0 == 9 || $0 == 13 || $0 == 10 }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return self[endIndex..<endIndex]
        }
        return self[first...last]
    }
}
