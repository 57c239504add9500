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

    private let keys: [SpelledSearch]
    /// Spellings whose beginning may be all that is left of a key.
    private let forms: [[UInt8]]

    package init(_ secret: Secret?) { self.init([secret].compactMap { $0 }) }

    /// - Parameter secrets: all that a run holds: a gateway may show to one style what it heard of another.
    package init(_ secrets: [Secret]) {
        let values = Set(secrets.map { $0.reveal() }.filter { $0.utf8.count >= Self.shortestSecret }).sorted()
        keys = values.map { SpelledSearch(Array($0.utf8)) }
        var forms: Set<[UInt8]> = []
        for value in values {
            let bytes = Array(value.utf8)
            let hex = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            let written = [
                value, String(value.reversed()), value.uppercased(), value.lowercased(), hex, hex.uppercased(),
                value.replacing("/", with: "\\/"),
            ]
            forms.formUnion(written.map { Array($0.utf8) })
            forms.formUnion((0..<3).map { SpelledSearch.base64(bytes, after: $0) })
        }
        self.forms = forms.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// A reply that is read after it was masked: where the key only comes together in what the model said, in pieces
    /// over several events, the pieces are masked too, and it is read again.
    package func reply(_ raw: RawReply, read: (RawReply) -> Reply) -> (raw: RawReply, reply: Reply) {
        var masked = reply(raw)
        var reply = read(masked)
        guard !keys.isEmpty else { return (masked, reply) }
        // Pieces first; what comes in a letter or two at a time, only with whatever else says no more.
        for mask in [Self.maskPieces, Self.maskStrings] {
            let spoken = said(by: reply).flatMap { text in
                let bytes = Array(text.utf8)
                return keys.flatMap { $0.all(in: bytes) }.map { Array(bytes[$0]) }
            }
            if spoken.isEmpty { break }
            let frames = masked.isFramed ? EventFrames(masked.body) : nil
            for text in spoken { mask(text, &masked.body) }
            frames?.seal(&masked.body)
            reply = read(masked)
        }
        return (masked, reply)
    }

    private func said(by reply: Reply) -> [String] {
        [reply.text, reply.reasoning, reply.refusal ?? "", reply.error?.message ?? "", reply.servedModel ?? ""]
    }

    /// Bytes of a piece: what is left of a key between two of them opens nothing.
    private static let piece = 5

    /// Masks every piece of what was said, as it is and as JSON writes it.
    private static func maskPieces(_ said: [UInt8], _ bytes: inout [UInt8]) {
        var written: [UInt8] = []
        JSONWriter.write(String(decoding: said, as: UTF8.self), to: &written)
        // Looked for in what came: pieces that overlap one that is masked are masked too.
        let before = bytes
        for text in Set([said, Array(written.dropFirst().dropLast())]) where text.count >= piece {
            for start in 0...(text.count - piece) {
                let piece = Array(text[start..<(start + piece)])
                guard piece.allSatisfy({ $0 > 0x20 }) else { continue }
                for found in ByteSearch.all(piece, in: before, before.indices) {
                    for index in found { bytes[index] = UInt8(ascii: "*") }
                }
            }
        }
    }

    /// Masks every string that is the value of a member and stands in what was said.
    private static func maskStrings(_ said: [UInt8], _ bytes: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        var at = 0
        while let start = bytes[at...].firstIndex(of: quote) {
            var end = start + 1
            while end < bytes.count, bytes[end] != quote, end - start <= said.count {
                end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard end < bytes.count else { return }
            at = start + 1
            guard bytes[end] == quote else { continue }
            at = end + 1
            let before = bytes[..<start].last { $0 != 0x20 }
            let text = Array(bytes[(start + 1)..<end])
            guard before == UInt8(ascii: ":"), !text.isEmpty, !ByteSearch.all(text, in: said, said.indices).isEmpty
            else {
                continue
            }
            for index in (start + 1)..<end { bytes[index] = UInt8(ascii: "*") }
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
        guard !keys.isEmpty else { return text }
        var bytes = Array(text.utf8)
        return mask(&bytes) ? String(decoding: bytes, as: UTF8.self) : text
    }

    private func header(_ line: HeaderLine) -> HeaderLine {
        HeaderLine(line.name, HeaderLine.opensOrNames(line.name) ? "***" : text(line.value))
    }

    @discardableResult
    private func mask(_ bytes: inout [UInt8]) -> Bool {
        let found = keys.flatMap { $0.all(in: bytes) }
        guard !found.isEmpty else { return false }
        for range in found { for index in range { bytes[index] = UInt8(ascii: "*") } }
        return true
    }

    /// A body that was cut may end within the credential: its beginning goes too.
    private func maskEnd(_ bytes: inout [UInt8]) {
        for form in forms {
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
