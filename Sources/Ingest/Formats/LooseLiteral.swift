import Formats

/// What Python's `repr` and Node's `util.inspect` write, read as JSON: a log's text is no JSON, and its words stand in strings
/// that end where their quotes end, so that what a prompt quotes is never taken for the log's own.
///
/// Dictionaries with quoted and bare keys, lists, tuples, strings in any quotes (also `'a' +\n 'b'`), numbers, the words for
/// true, false and nothing. What is none of these (`<function …>`, `[Object]`, `Headers({…})`) becomes a text, or what it holds.
struct LooseLiteral {
    private let bytes: [UInt8]
    private var place = 0
    private static let deepest = 64

    /// - Returns: nil where the text ends within a value.
    static func read(_ text: some StringProtocol) -> JSONValue? {
        var reader = LooseLiteral(bytes: Array(text.utf8))
        return reader.value(depth: 0)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skip() { while let byte = next, byte <= 0x20 { place += 1 } }

    private mutating func value(depth: Int) -> JSONValue? {
        skip()
        guard let byte = next, depth < Self.deepest else { return nil }
        switch byte {
        case UInt8(ascii: "{"): return members(depth)
        case UInt8(ascii: "["): return elements(UInt8(ascii: "]"), depth)
        case UInt8(ascii: "("): return elements(UInt8(ascii: ")"), depth)
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): return texts().map { .string($0) }
        case _: return word(depth)
        }
    }

    private mutating func members(_ depth: Int) -> JSONValue? {
        place += 1
        var object = JSONObject()
        while true {
            skip()
            guard let byte = next else { return nil }
            if byte == UInt8(ascii: "}") {
                place += 1
                return .object(object)
            }
            if byte == UInt8(ascii: ",") {
                place += 1
                continue
            }
            let quoted = [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(byte)
            guard let key = quoted ? text() : bare(until: ":,}") else { return nil }
            skip()
            guard next == UInt8(ascii: ":") else { continue }  // `... 2 more items`, members of a set
            place += 1
            guard let value = value(depth: depth + 1) else { return nil }
            object[key] = value
        }
    }

    private mutating func elements(_ end: UInt8, _ depth: Int) -> JSONValue? {
        place += 1
        var out: [JSONValue] = []
        while true {
            skip()
            guard let byte = next else { return nil }
            if byte == end {
                place += 1
                return .array(out)
            }
            if byte == UInt8(ascii: ",") {
                place += 1
                continue
            }
            let before = place
            guard let value = value(depth: depth + 1) else { return nil }
            out.append(value)
            if place == before { place += 1 }  // a closing mark of another kind
        }
    }

    private mutating func texts() -> String? {
        guard var out = text() else { return nil }
        while true {
            let after = place
            skip()
            guard next == UInt8(ascii: "+") else {
                place = after
                return out
            }
            place += 1
            skip()
            guard let more = text() else { return nil }
            out += more
        }
    }

    private mutating func text() -> String? {
        guard let quote = next else { return nil }
        place += 1
        var out: [UInt8] = []
        while let byte = next {
            place += 1
            if byte == quote { return String(decoding: out, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\"), let escaped = next else {
                out.append(byte)
                continue
            }
            place += 1
            switch escaped {
            case UInt8(ascii: "n"): out.append(0x0A)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "r"): out.append(0x0D)
            case UInt8(ascii: "x"): scalar(2, into: &out)
            case UInt8(ascii: "u"): scalar(4, into: &out)
            case UInt8(ascii: "U"): scalar(8, into: &out)
            case _: out.append(escaped)
            }
        }
        return nil
    }

    private mutating func scalar(_ digits: Int, into out: inout [UInt8]) {
        let hex = String(decoding: bytes[place..<min(place + digits, bytes.count)], as: UTF8.self)
        place = min(place + digits, bytes.count)
        let scalar = UInt32(hex, radix: 16).flatMap { Unicode.Scalar($0) } ?? "\u{FFFD}"
        out += Array(String(Character(scalar)).utf8)
    }

    private mutating func bare(until ends: String) -> String? {
        let start = place
        while let byte = next, !ends.utf8.contains(byte) { place += 1 }
        guard place > start else { return nil }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        return String(text.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// A bare word; what follows it in brackets is what it holds.
    private mutating func word(_ depth: Int) -> JSONValue? {
        guard let word = bare(until: ",{}[]()\n") else { return .null }
        if let byte = next, [UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "[")].contains(byte) {
            return value(depth: depth + 1)
        }
        switch word {
        case "True", "true": return .bool(true)
        case "False", "false": return .bool(false)
        case "None", "null", "undefined": return .null
        case _: return Int(word).map { .integer($0) } ?? Double(word).map { .number($0) } ?? .string(word)
        }
    }
}
