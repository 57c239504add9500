import Formats
import Trials

/// What no file may keep of an exchange: the credential, wherever a server or a study repeats it; the ids of customers
/// that vendors write into error messages, which are evidence of nothing; headers that open a session or name an account.
///
/// One redaction, for the store and for cassettes. Bodies are masked in place, byte for byte: lengths, arrival offsets
/// and binary frames stand.
package struct WireRedaction: Sendable {
    /// Shorter keys are words such as `none` and `ollama`, which replies hold for other reasons.
    static let shortestSecret = 8

    private let key: [UInt8]
    /// Other spellings of it that are one fixed text each.
    private let forms: [[UInt8]]

    package init(_ secret: Secret?) {
        let value = secret?.reveal() ?? ""
        guard value.utf8.count >= Self.shortestSecret else {
            (key, forms) = ([], [])
            return
        }
        key = Array(value.utf8)
        let hex = value.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let base64 = Base64.text(value.utf8)
        let bare = base64.replacing("=", with: "")
        let written = [
            hex, hex.uppercased(), bare, bare.replacing("+", with: "-").replacing("/", with: "_"),
            bare.replacing("/", with: "\\/"), String(value.reversed()), value.uppercased(), value.lowercased(),
        ]
        forms = Set(written).subtracting([value]).sorted().map { Array($0.utf8) }
    }

    /// A reply that is read after it was masked: where the key only comes together in what the model said, in pieces
    /// over several events, the pieces are masked too, and it is read again.
    package func reply(_ raw: RawReply, read: (RawReply) -> Reply) -> (raw: RawReply, reply: Reply) {
        var masked = reply(raw)
        let first = read(masked)
        guard !key.isEmpty, said(by: first).contains(where: { !EscapedSearch.all(key, in: Array($0.utf8)).isEmpty })
        else {
            return (masked, first)
        }
        maskPieces(&masked.body)
        return (masked, read(masked))
    }

    private func said(by reply: Reply) -> [String] {
        [reply.text, reply.reasoning, reply.refusal ?? "", reply.error?.message ?? "", reply.servedModel ?? ""]
    }

    /// Every piece of the key of so many bytes: what is left of it between two of them opens nothing.
    private static let piece = 5

    private func maskPieces(_ bytes: inout [UInt8]) {
        for start in 0...(key.count - Self.piece) {
            let piece = Array(key[start..<(start + Self.piece)])
            for found in ByteSearch.all(piece, in: bytes, bytes.indices) {
                for index in found { bytes[index] = UInt8(ascii: "*") }
            }
        }
    }

    /// The reply without what no file may keep.
    package func reply(_ raw: RawReply) -> RawReply {
        var out = raw
        for index in out.headers.indices { out.headers[index] = header(out.headers[index]) }
        out.fault?.message = text(raw.fault?.message ?? "")
        let frames = out.isFramed ? EventFrames(out.body) : nil
        mask(&out.body)
        Self.maskCredits(&out.body)
        if raw.fault != nil { maskEnd(&out.body) }
        for range in out.errorRanges(frames) { Self.maskIdentifiers(&out.body, range) }
        if let frames, out.body != raw.body { frames.seal(&out.body) }
        return out
    }

    /// The request without what no file may keep.
    package func request(_ sent: SentRequest) -> SentRequest {
        var out = sent
        out.url = text(out.url)
        for index in out.headers.indices { out.headers[index] = header(out.headers[index]) }
        mask(&out.body)
        return out
    }

    /// An error message with the ids of customers masked.
    package static func redacted(_ text: String) -> String {
        var bytes = Array(text.utf8)
        guard maskIdentifiers(&bytes, bytes.indices) else { return text }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func text(_ text: String) -> String {
        guard !key.isEmpty else { return text }
        var bytes = Array(text.utf8)
        return mask(&bytes) ? String(decoding: bytes, as: UTF8.self) : text
    }

    private func header(_ line: HeaderLine) -> HeaderLine {
        HeaderLine(line.name, HeaderLine.opensOrNames(line.name) ? "***" : text(line.value))
    }

    @discardableResult
    private func mask(_ bytes: inout [UInt8]) -> Bool {
        guard !key.isEmpty else { return false }
        var any = false
        for found in EscapedSearch.all(key, in: bytes) {
            for index in found { bytes[index] = UInt8(ascii: "*") }
            any = true
        }
        for form in forms {
            for found in ByteSearch.all(form, in: bytes, bytes.indices) {
                for index in found { bytes[index] = UInt8(ascii: "*") }
                any = true
            }
        }
        return any
    }

    /// A body that was cut may end within the credential: its beginning goes too.
    private func maskEnd(_ bytes: inout [UInt8]) {
        for form in [key] + forms where !form.isEmpty {
            let longest = min(form.count - 1, bytes.count)
            guard longest >= Self.shortestSecret,
                let count = (Self.shortestSecret...longest).last(where: { bytes.suffix($0).elementsEqual(form[..<$0]) })
            else { continue }
            for index in bytes.indices.suffix(count) { bytes[index] = UInt8(ascii: "*") }
        }
    }

    /// Anthropic may write one beside a refusal: whoever has it can redeem it for five minutes.
    private static let creditMark = Array("\"fallback_credit_token\"".utf8)

    private static func maskCredits(_ bytes: inout [UInt8]) {
        for match in ByteSearch.all(creditMark, in: bytes, bytes.indices) {
            // By index: a slice that is held while its array is written to makes a copy of all of it, for every match.
            var index = match.upperBound
            while index < bytes.count, bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: ":") { index += 1 }
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { continue }
            index += 1
            while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
                bytes[index] = UInt8(ascii: "*")
                index += 1
            }
        }
    }

    // MARK: Ids in error messages

    /// After these labels an id goes on to the next comma, quote, backslash or space.
    private static let labels = ["Team: ", "API key ID: "].map { Array($0.utf8) }
    /// Words that begin so, with as many further letters and digits: organisations, projects, keys.
    private static let beginnings = [("org-", 12), ("proj_", 12), ("sk-", 8), ("xai-", 12), ("gsk_", 12)]
        .map { (Array($0.0.utf8), $0.1) }

    /// True where anything was masked.
    @discardableResult
    static func maskIdentifiers(_ bytes: inout [UInt8], _ range: Range<Int>) -> Bool {
        var found: [Range<Int>] = []
        for label in labels {
            found += ByteSearch.all(label, in: bytes, range).map { match in
                let rest = bytes[match.upperBound..<range.upperBound]
                return match
                    .upperBound..<(rest.firstIndex { $0 <= 0x20 || $0 == 0x22 || $0 == 0x2C || $0 == 0x5C }
                    ?? range.upperBound)
            }
        }
        for (beginning, least) in beginnings {
            for match in ByteSearch.all(beginning, in: bytes, range)
            where match.lowerBound == 0 || !isWord(bytes[match.lowerBound - 1]) {
                let rest = bytes[match.upperBound..<range.upperBound]
                let end = rest.firstIndex { !isWord($0) } ?? range.upperBound
                if end - match.upperBound >= least { found.append(match.upperBound..<end) }
            }
        }
        found += accounts(bytes, range)
        for match in found { for index in match { bytes[index] = UInt8(ascii: "*") } }
        return found.contains { !$0.isEmpty }
    }

    /// The twelve digits between colons of an `arn:aws:…` name.
    private static func accounts(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        ByteSearch.all(Array("arn:aws".utf8), in: bytes, range).compactMap { match in
            let rest = bytes[match.upperBound..<range.upperBound].prefix(80)
            let end = rest.firstIndex { $0 <= 0x20 || $0 == 0x22 } ?? rest.endIndex
            return bytes[match.upperBound..<end].split(separator: UInt8(ascii: ":"))
                .first { $0.count == 12 && $0.allSatisfy { (0x30...0x39).contains($0) } }?.indices
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"):
            true
        default: false
        }
    }
}

extension RawReply {
    /// As the reader decides, whatever the headers say: a frame opens with a length that begins with zero, no text does.
    fileprivate var isFramed: Bool { body.first == 0 }

    /// Where error messages stand: the whole body of an error, the lines of a stream that hold an error object, the
    /// frames that report an exception. Never the words of a model.
    fileprivate func errorRanges(_ frames: EventFrames?) -> [Range<Int>] {
        guard let status else { return [] }
        if status >= 400 { return [body.indices] }
        if let frames {
            let mark = Array(":exception-type".utf8)
            return frames.ranges.filter { !ByteSearch.all(mark, in: body, $0).isEmpty }
        }
        var ranges: [Range<Int>] = []
        for match in ByteSearch.all(Array("\"error\"".utf8), in: body, body.indices) {
            if let last = ranges.last, last.contains(match.lowerBound) { continue }
            var after = body[match.upperBound...].drop { $0 == 0x20 }
            guard after.first == UInt8(ascii: ":") else { continue }
            after = after.dropFirst().drop { $0 == 0x20 }
            guard after.first == UInt8(ascii: "{") || after.first == UInt8(ascii: "\"") else { continue }
            let start = body[..<match.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            ranges.append(start..<(body[match.upperBound...].firstIndex(of: 0x0A) ?? body.count))
        }
        return ranges
    }
}

/// Finds bytes in bytes; several times faster than the collection's own search.
enum ByteSearch {
    static func all(_ needle: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        guard let first = needle.first, needle.count <= range.count else { return [] }
        var found: [Range<Int>] = []
        bytes.withUnsafeBufferPointer { bytes in
            needle.withUnsafeBufferPointer { needle in
                var at = range.lowerBound
                let last = range.upperBound - needle.count
                while at <= last {
                    if bytes[at] == first, (1..<needle.count).allSatisfy({ bytes[at + $0] == needle[$0] }) {
                        found.append(at..<(at + needle.count))
                        at += needle.count
                    } else {
                        at += 1
                    }
                }
            }
        }
        return found
    }
}

/// Finds a text in bytes however its characters are escaped: as they are, by number in JSON (`\\u002d`, also where JSON
/// stands in JSON) or a string of code (`\\x2d`), behind a backslash, as in an address (`%2D`) or in HTML (`&#45;`, `&#x2d;`,
/// `&amp;`), each character in its own way. Linear in the bytes.
enum EscapedSearch {
    static func all(_ needle: [UInt8], in bytes: [UInt8]) -> [Range<Int>] {
        guard let first = needle.first else { return [] }
        var found: [Range<Int>] = []
        bytes.withUnsafeBufferPointer { bytes in
            var at = 0
            while at < bytes.count {
                let byte = bytes[at]
                guard byte == first || byte == backslash || byte == percent || byte == ampersand,
                    let end = match(needle, bytes, at)
                else {
                    at += 1
                    continue
                }
                found.append(at..<end)
                at = end
            }
        }
        return found
    }

    private static let backslash = UInt8(ascii: "\\")
    private static let percent = UInt8(ascii: "%")
    private static let ampersand = UInt8(ascii: "&")
    /// Names of what stands in keys, as HTML writes it.
    private static let named: [UInt8: [UInt8]] = [
        "&": "amp;", "<": "lt;", ">": "gt;", "\"": "quot;", "'": "apos;", "+": "plus;", "/": "sol;", "=": "equals;",
        "-": "hyphen;", "_": "lowbar;", ".": "period;", ":": "colon;",
    ].reduce(into: [:]) { $0[UInt8(ascii: $1.key)] = Array($1.value.utf8) }
    /// Backslashes in front of one character: JSON in JSON in JSON doubles them three times.
    private static let mostBackslashes = 8

    private static func match(_ needle: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        var at = start
        for wanted in needle {
            guard let next = character(wanted, bytes, at) else { return nil }
            at = next
        }
        return at
    }

    /// The place after one character, however it is written; nil where another one stands.
    private static func character(_ wanted: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        if bytes[start] == percent, let value = number(bytes, start + 1, digits: 2), value == wanted {
            return start + 3
        }
        if bytes[start] == ampersand, let end = entity(wanted, bytes, start + 1) { return end }
        if bytes[start] == wanted, wanted != backslash { return start + 1 }
        var at = start
        while at < bytes.count, bytes[at] == backslash, at - start < mostBackslashes { at += 1 }
        guard at > start else { return nil }
        if wanted == backslash { return at }
        guard at < bytes.count else { return nil }
        if bytes[at] == UInt8(ascii: "u"), let value = number(bytes, at + 1, digits: 4), value == wanted {
            return at + 5
        }
        if bytes[at] == UInt8(ascii: "x"), let value = number(bytes, at + 1, digits: 2), value == wanted {
            return at + 3
        }
        return bytes[at] == wanted ? at + 1 : nil
    }

    /// The place after a character that HTML writes by number or name; `start` stands behind the `&`.
    private static func entity(_ wanted: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        if let name = named[wanted], start + name.count <= bytes.count,
            name.indices.allSatisfy({ bytes[start + $0] == name[$0] })
        {
            return start + name.count
        }
        guard start < bytes.count, bytes[start] == UInt8(ascii: "#") else { return nil }
        var at = start + 1
        let isHex = at < bytes.count && bytes[at] | 0x20 == UInt8(ascii: "x")
        if isHex { at += 1 }
        var value = 0
        // Zeros may stand in front; a number of more than this many digits is no character.
        let most = min(bytes.count, at + 8)
        let first = at
        while at < most, let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue, isHex || digit < 10 {
            value = value * (isHex ? 16 : 10) + digit
            at += 1
        }
        guard at > first, value == wanted, at < bytes.count, bytes[at] == UInt8(ascii: ";") else { return nil }
        return at + 1
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, digits: Int) -> Int? {
        guard start + digits <= bytes.count else { return nil }
        var value = 0
        for index in start..<(start + digits) {
            guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { return nil }
            value = value << 4 | digit
        }
        return value
    }
}
