/// Why a text is no JSON document.
package struct JSONError: Error, Hashable, CustomStringConvertible {
    package var offset: Int
    package var what: String

    package var description: String { "not JSON at byte \(offset): \(what)" }
}

/// Reads one JSON document (RFC 8259) from bytes.
///
/// Our own, because replies must survive what real servers send: lone surrogates and invalid UTF-8 become U+FFFD,
/// numbers beyond a double become infinity, the last of duplicate keys wins. Trailing commas, comments and bare
/// words are errors, nesting stops at 512.
///
/// ```swift
/// let usage = try JSONReader.read(body)["usage"]
/// usage?["output_tokens"]?.int  // nil where it is absent, or no whole number
/// ```
package struct JSONReader {
    package static let depthLimit = 512

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    /// Surrogate halves that stood alone in strings, in document order.
    private var loneHalves: [UInt16] = []

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    package static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
        var ignored: [UInt16] = []
        return try read(bytes, loneHalves: &ignored)
    }

    /// Reads a document and names the UTF-16 halves that its strings hold alone (each became U+FFFD): a stream may
    /// split one character over two events.
    package static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, loneHalves: inout [UInt16]
    ) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes)
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { reader.position = 3 }
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.error("more after the end of the document") }
        loneHalves = reader.loneHalves
        return value
    }

    package static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        let result: Result<JSONValue, JSONError> = bytes.withUnsafeBufferPointer { buffer in
            do throws(JSONError) { return .success(try read(buffer)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    package static func read(_ text: String) throws(JSONError) -> JSONValue {
        var text = text
        let result: Result<JSONValue, JSONError> = text.withUTF8 { bytes in
            do throws(JSONError) { return .success(try read(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private func error(_ what: String) -> JSONError { JSONError(offset: position, what: what) }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < Self.depthLimit else { throw error("nested deeper than \(Self.depthLimit)") }
        skipSpace()
        guard position < bytes.count else { throw error("the text ends where a value was expected") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: return try number()
        }
    }

    private mutating func word(_ text: StaticString) throws(JSONError) {
        let length = text.utf8CodeUnitCount
        guard position + length <= bytes.count else { throw error("unknown word") }
        for index in 0..<length where bytes[position + index] != text.utf8Start[index] { throw error("unknown word") }
        position += length
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var members: [JSONObject.Member] = []
        skipSpace()
        if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
            position += 1
            return .object(JSONObject())
        }
        // Most objects of replies have more than one member and fewer than nine.
        members.reserveCapacity(8)
        while true {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw error("a member name was expected")
            }
            let key = try string()
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { throw error("':' was expected") }
            position += 1
            members.append(JSONObject.Member(key: key, value: try value(depth: depth + 1)))
            skipSpace()
            guard position < bytes.count else { throw error("the text ends inside an object") }
            switch bytes[position] {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return .object(JSONObject(members: members))
            default: throw error("',' or '}' was expected")
            }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var items: [JSONValue] = []
        skipSpace()
        if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
            position += 1
            return .array(items)
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipSpace()
            guard position < bytes.count else { throw error("the text ends inside an array") }
            switch bytes[position] {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return .array(items)
            default: throw error("',' or ']' was expected")
            }
        }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        func digit(_ at: Int) -> Bool { at < bytes.count && bytes[at] >= 0x30 && bytes[at] <= 0x39 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
        guard digit(position) else { throw error("a value was expected") }
        if bytes[position] == UInt8(ascii: "0") {
            position += 1
            guard !digit(position) else { throw error("a number may not begin with 0") }
        } else {
            while digit(position) { position += 1 }
        }
        var whole = true
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            whole = false
            position += 1
            guard digit(position) else { throw error("a digit was expected after '.'") }
            while digit(position) { position += 1 }
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            whole = false
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            guard digit(position) else { throw error("a digit was expected in the exponent") }
            while digit(position) { position += 1 }
        }
        if whole, let integer = small(start) { return .integer(integer) }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        if whole, let integer = Int(text) { return .integer(integer) }
        return .number(Double(text) ?? (text.hasPrefix("-") ? -.infinity : .infinity))
    }

    /// A whole number without a sign, from `start` to here, that cannot be too large.
    private func small(_ start: Int) -> Int? {
        guard position - start <= 18, bytes[start] != UInt8(ascii: "-") else { return nil }
        return bytes[start..<position].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Past the opening quote to past the closing one. The fast path copies a run without escapes in one go.
    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let run = UnsafeBufferPointer(rebasing: bytes[start..<position])
                position += 1
                return String(decoding: run, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw error("a control character stands in a string") }
            position += 1
        }
        throw error("the text ends inside a string")
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var out = [UInt8](bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: out, as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                guard position < bytes.count else { throw error("the text ends inside a string") }
                let escaped = bytes[position]
                position += 1
                switch escaped {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(escaped)
                case UInt8(ascii: "b"): out.append(0x08)
                case UInt8(ascii: "f"): out.append(0x0C)
                case UInt8(ascii: "n"): out.append(0x0A)
                case UInt8(ascii: "r"): out.append(0x0D)
                case UInt8(ascii: "t"): out.append(0x09)
                case UInt8(ascii: "u"): out.append(contentsOf: Array(String(try scalar()).utf8))
                default: throw error("unknown escape")
                }
            default:
                guard byte >= 0x20 else { throw error("a control character stands in a string") }
                out.append(byte)
                position += 1
            }
        }
        throw error("the text ends inside a string")
    }

    /// Past `\u`. A surrogate without its other half becomes U+FFFD; what follows it is read on its own.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let first = try hex4()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else {
            loneHalves.append(UInt16(truncatingIfNeeded: first))
            return "\u{FFFD}"
        }
        let here = position
        position += 2
        let second = try hex4()
        guard (0xDC00...0xDFFF).contains(second) else {
            position = here
            loneHalves.append(UInt16(truncatingIfNeeded: first))
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hex4() throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw error("the text ends inside an escape") }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: throw error("four hexadecimal digits were expected")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
