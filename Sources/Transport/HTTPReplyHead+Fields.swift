import HTTPTypes

extension HTTPReplyHead {
    /// Takes a complete final head as libcurl hands it over.
    init(raw: [UInt8]) {
        let line = raw.prefix { $0 != 10 }
        version = Self.version(line)
        status = Self.status(line)
        self.raw = raw
    }

    private static func version(_ line: ArraySlice<UInt8>) -> HTTPVersion {
        let word = line.prefix { $0 != 32 && $0 != 13 }
        if word.elementsEqual("HTTP/1.0".utf8) { return .http10 }
        return word.elementsEqual("HTTP/2".utf8) || word.elementsEqual("HTTP/2.0".utf8) ? .http2 : .http11
    }

    private static func status(_ line: ArraySlice<UInt8>) -> Int {
        guard let space = line.firstIndex(of: 32) else { return 0 }
        var code = 0
        for byte in line[(space + 1)...] {
            if byte == 32 || byte == 13 { break }
            guard byte >= 48, byte <= 57 else { return 0 }
            code = min(999, code * 10 + Int(byte - 48))
        }
        return code
    }

    /// All header lines in the order of the wire, duplicates included, names as the server wrote them.
    package var lines: [(name: String, value: String)] {
        plainLines ?? response.headerFields.map { ($0.name.rawName, $0.value) }
    }

    /// The same without a field made of each; nil where a line is folded, or holds more than printable ASCII.
    private var plainLines: [(name: String, value: String)]? {
        raw.withUnsafeBufferPointer { bytes in
            var lines: [(name: String, value: String)] = []
            lines.reserveCapacity(12)
            var start = (bytes.firstIndex(of: 10) ?? bytes.count) + 1
            while start < bytes.count {
                var end = start
                var colon = -1
                while end < bytes.count, bytes[end] != 10 {
                    if bytes[end] == UInt8(ascii: ":"), colon < 0 { colon = end }
                    end += 1
                }
                let next = end + 1
                if end > start, bytes[end - 1] == 13 { end -= 1 }
                if end > start {
                    guard colon > start, colon < end, let name = Self.token(bytes[start..<colon]),
                        let value = Self.printable(bytes[(colon + 1)..<end])
                    else { return nil }
                    lines.append((name, value))
                }
                start = next
            }
            return lines
        }
    }

    private static func token(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        for byte in bytes {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): continue
            default: return nil
            }
        }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes), as: UTF8.self)
    }

    private static func printable(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        for byte in bytes where byte < 0x20 || byte > 0x7E { return nil }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes.trimmed), as: UTF8.self)
    }

    /// Status and all header fields in the order of the wire, duplicates included, names as the server wrote them.
    package var response: HTTPResponse {
        var response = HTTPResponse(status: HTTPResponse.Status(code: 0))
        var pending: (name: HTTPField.Name, value: [UInt8])?
        func flush(_ fields: inout HTTPFields) {
            if let field = pending { fields.append(HTTPField(name: field.name, value: field.value)) }
            pending = nil
        }
        for line in raw.split(separator: 10) {
            let text = line.last == 13 ? line.dropLast() : line
            if text.starts(with: "HTTP/".utf8) {
                response.status = HTTPResponse.Status(code: status, reasonPhrase: Self.reason(text))
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
        return response
    }

    private static func reason(_ line: ArraySlice<UInt8>) -> String {
        let parts = line.split(separator: 32, maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count > 2 ? String(decoding: parts[2].trimmed, as: UTF8.self) : ""
    }
}
