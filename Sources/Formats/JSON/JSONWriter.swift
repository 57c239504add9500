extension JSONValue {
    /// Compact JSON in member order; the same value always gives the same bytes. Infinity and NaN become `null`.
    package var compact: String { String(decoding: compactBytes, as: UTF8.self) }

    package var compactBytes: [UInt8] {
        var out: [UInt8] = []
        JSONWriter.write(self, to: &out)
        return out
    }

    /// One line of a file of lines, with its line end: `compact` as it is shown to people.
    package var line: String { String(decoding: lineBytes, as: UTF8.self) }

    package var lineBytes: [UInt8] {
        var out: [UInt8] = []
        JSONWriter.write(self, to: &out, .shown)
        out.append(0x0A)
        return out
    }

    /// Two-space indented JSON with a final newline, as it is shown to people.
    package var pretty: String {
        var out: [UInt8] = []
        JSONWriter.writePretty(self, indent: 0, to: &out)
        out.append(0x0A)
        return String(decoding: out, as: UTF8.self)
    }

    /// The same value with the members of every object sorted by key (byte order), for hashing.
    package var canonical: JSONValue {
        switch self {
        case .null, .bool, .integer, .number, .string: self
        case .array(let items): .array(items.map(\.canonical))
        case .object(let object):
            .object(
                JSONObject(
                    members: object.members
                        .map { JSONObject.Member(key: $0.key, value: $0.value.canonical) }
                        .sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }))
        }
    }
}

package enum JSONWriter {
    /// How characters stand that a screen would obey, hide or reorder by (`SafeText.isHidden`). The value is the same.
    package enum Characters {
        /// As they are: what is hashed, sent, or read by programs only.
        case exact
        /// Escaped (`\u202e`): files and lines that come before people.
        case shown
    }

    package static func write(_ value: JSONValue, to out: inout [UInt8], _ characters: Characters = .exact) {
        switch value {
        case .null: append("null", to: &out)
        case .bool(let flag): append(flag ? "true" : "false", to: &out)
        case .integer(let integer): write(integer, to: &out)
        case .number(let number): write(number, to: &out)
        case .string(let string): write(string, to: &out, characters)
        case .array(let items):
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                write(item, to: &out, characters)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let object):
            out.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                write(member.key, to: &out, characters)
                out.append(UInt8(ascii: ":"))
                write(member.value, to: &out, characters)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func append(_ word: StaticString, to out: inout [UInt8]) {
        word.withUTF8Buffer { out.append(contentsOf: $0) }
    }

    /// An integer in decimal digits.
    package static func write(_ integer: Int, to out: inout [UInt8]) {
        var rest = integer.magnitude
        if integer < 0 { out.append(UInt8(ascii: "-")) }
        if rest < 10 { return out.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var first = digits.count
            while rest > 0 {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            out.append(contentsOf: digits[first...])
        }
    }

    private static func write(_ number: Double, to out: inout [UInt8]) {
        if number == number.rounded(), abs(number) < 1e15 { return write(Int(number), to: &out) }
        var text = text(number)
        text.withUTF8 { out.append(contentsOf: $0) }
    }

    /// A quoted and escaped string; no escapes but the necessary ones.
    package static func write(_ string: String, to out: inout [UInt8], _ characters: Characters = .exact) {
        var string = string
        out.append(UInt8(ascii: "\""))
        string.withUTF8 { bytes in
            switch characters {
            case .exact: write(bytes, to: &out)
            case .shown:
                if bytes.allSatisfy({ $0 < 0x7F }) { write(bytes, to: &out) } else { writeShown(bytes, to: &out) }
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var start = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
            start = index + 1
            switch byte {
            case 0x0A: out.append(contentsOf: "\\n".utf8)
            case 0x0D: out.append(contentsOf: "\\r".utf8)
            case 0x09: out.append(contentsOf: "\\t".utf8)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            default: escape(UInt16(byte), to: &out)
            }
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<bytes.count]))
    }

    private static func writeShown(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        // The text is valid UTF-8: a string's own bytes.
        var start = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard byte >= 0x7F else {
                index += 1
                continue
            }
            let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            var value = length == 1 ? UInt32(byte) : UInt32(byte & (0xFF >> (length + 1)))
            for next in bytes[(index + 1)..<(index + length)] { value = value << 6 | UInt32(next & 0x3F) }
            if let scalar = Unicode.Scalar(value), SafeText.isHidden(scalar) {
                write(UnsafeBufferPointer(rebasing: bytes[start..<index]), to: &out)
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { escape(unit, to: &out) }
                start = index + length
            }
            index += length
        }
        write(UnsafeBufferPointer(rebasing: bytes[start..<bytes.count]), to: &out)
    }

    private static func escape(_ unit: UInt16, to out: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        out.append(contentsOf: "\\u".utf8)
        for shift in [12, 8, 4, 0] { out.append(digits[Int(unit >> shift & 15)]) }
    }

    /// The shortest decimal that reads back as the same double; whole numbers without `.0`.
    package static func text(_ number: Double) -> String {
        guard number.isFinite else { return "null" }
        if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
        return "\(number)"
    }

    static func writePretty(_ value: JSONValue, indent: Int, to out: inout [UInt8]) {
        let inner = repeatElement(UInt8(ascii: " "), count: (indent + 1) * 2)
        let outer = repeatElement(UInt8(ascii: " "), count: indent * 2)
        switch value {
        case .null, .bool, .integer, .number, .string: write(value, to: &out, .shown)
        case .array(let items):
            guard !items.isEmpty else { return write(value, to: &out) }
            out.append(contentsOf: "[\n".utf8)
            for (index, item) in items.enumerated() {
                out.append(contentsOf: inner)
                writePretty(item, indent: indent + 1, to: &out)
                out.append(contentsOf: (index + 1 < items.count ? ",\n" : "\n").utf8)
            }
            out.append(contentsOf: outer)
            out.append(UInt8(ascii: "]"))
        case .object(let object):
            guard !object.isEmpty else { return write(value, to: &out) }
            out.append(contentsOf: "{\n".utf8)
            for (index, member) in object.members.enumerated() {
                out.append(contentsOf: inner)
                write(member.key, to: &out, .shown)
                out.append(contentsOf: ": ".utf8)
                writePretty(member.value, indent: indent + 1, to: &out)
                out.append(contentsOf: (index + 1 < object.members.count ? ",\n" : "\n").utf8)
            }
            out.append(contentsOf: outer)
            out.append(UInt8(ascii: "}"))
        }
    }
}
