import Trials

/// The ids of customers that vendors write into error messages.
extension WireRedaction {
    /// An error message with the ids of customers masked.
    package static func redacted(_ text: String) -> String {
        var bytes = Array(text.utf8)
        guard maskIdentifiers(&bytes, bytes.indices) else { return text }
        return String(decoding: bytes, as: UTF8.self)
    }

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
    var isFramed: Bool { body.first == 0 }

    /// Where error messages stand: the whole body of an error, the lines of a stream that hold an error object, the
    /// frames that report an exception. Never the words of a model.
    func errorRanges(_ frames: EventFrames?) -> [Range<Int>] {
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
