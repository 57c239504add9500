/// Bytes of a text, and where in it each of them was written before it was unescaped.
struct EscapedBytes {
    var bytes: [UInt8]
    /// Where what wrote each byte begins and ends. Between two there may be a gap: what stands for nothing.
    var starts: [UInt32]
    var ends: [UInt32]

    init(_ all: [UInt8], _ range: Range<Int>) {
        bytes = Array(all[range])
        starts = Self.places(from: range.lowerBound, count: range.count)
        ends = Self.places(from: range.lowerBound + 1, count: range.count)
    }

    private static func places(from first: Int, count: Int) -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: count) { places, made in
            while made < count {
                places[made] = UInt32(truncatingIfNeeded: first + made)
                made += 1
            }
        }
    }

    /// A text without escapes in as many layers as it has, at most so many.
    static func plain(_ text: [UInt8], layers: Int) -> [UInt8] {
        var layer = EscapedBytes(text, text.indices)
        for _ in 0..<layers {
            guard let next = layer.unescaped() else { break }
            layer = next
        }
        return layer.bytes
    }

    /// With one layer of escapes taken off; nil where there is none. An escape that is cut by the end stands for nothing.
    func unescaped() -> EscapedBytes? {
        guard bytes.contains(Self.backslash) || bytes.contains(Self.percent) || bytes.contains(Self.ampersand) else {
            return nil
        }
        var out = self
        out.bytes.removeAll(keepingCapacity: true)
        out.starts.removeAll(keepingCapacity: true)
        out.ends.removeAll(keepingCapacity: true)
        bytes.withUnsafeBufferPointer { bytes in
            var at = 0
            while at < bytes.count {
                guard let (byte, end) = Self.character(bytes, at) else { break }
                out.bytes.append(byte)
                out.starts.append(starts[at])
                out.ends.append(ends[end - 1])
                at = end
            }
        }
        return out.bytes.count == bytes.count ? nil : out
    }

    private static let backslash = UInt8(ascii: "\\")
    private static let percent = UInt8(ascii: "%")
    private static let ampersand = UInt8(ascii: "&")
    /// Stands for every character that is none of ASCII.
    private static let other: UInt8 = 0xFF

    /// The character that begins here and the place after it; nil where the end cuts it.
    private static func character(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt8, Int)? {
        let byte = bytes[at]
        switch byte {
        case percent:
            if let value = number(bytes, at + 1, digits: 2) { return (UInt8(value), at + 3) }
            if isCut(bytes, at + 1, digits: 2) { return nil }
        case backslash:
            return escape(bytes, at + 1)
        case ampersand:
            if let found = entity(bytes, at + 1) { return found }
            if isCutEntity(bytes, at + 1) { return nil }
        default: break
        }
        return (byte, at + 1)
    }

    /// What stands behind a backslash; nil where the end cuts it.
    private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt8, Int)? {
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "u"):
            if let value = number(bytes, at + 1, digits: 4) { return (ascii(value), at + 5) }
            if isCut(bytes, at + 1, digits: 4) { return nil }
            if bytes[at + 1] == UInt8(ascii: "{"), let (value, end) = digits(bytes, at + 2, radix: 16) {
                guard end < bytes.count else { return nil }
                if bytes[end] == UInt8(ascii: "}") { return (ascii(value), end + 1) }
            }
        case UInt8(ascii: "x"):
            if let value = number(bytes, at + 1, digits: 2) { return (UInt8(value), at + 3) }
            if isCut(bytes, at + 1, digits: 2) { return nil }
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            // As C and shells write a byte: `\163`.
            let octal = bytes[at..<min(bytes.count, at + 3)]
            if octal.count == 3, octal.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }) {
                return (octal.reduce(0) { $0 << 3 | ($1 & 7) }, at + 3)
            }
        case UInt8(ascii: "n"): return (0x0A, at + 1)
        case UInt8(ascii: "r"): return (0x0D, at + 1)
        case UInt8(ascii: "t"): return (0x09, at + 1)
        default: break
        }
        return (bytes[at], at + 1)
    }

    private static func ascii(_ value: Int) -> UInt8 { value < 0x80 ? UInt8(value) : other }

    /// Names of what stands in keys, as HTML writes it.
    private static let named: [(name: [UInt8], byte: UInt8)] = [
        "&": "amp;", "<": "lt;", ">": "gt;", "\"": "quot;", "'": "apos;", "+": "plus;", "/": "sol;", "=": "equals;",
        "-": "hyphen;", "_": "lowbar;", ".": "period;", ":": "colon;", "$": "dollar;", "%": "percnt;", "@": "commat;",
        "#": "num;", "*": "ast;", "!": "excl;", "~": "tilde;", "\\": "bsol;",
    ].map { (Array($0.value.utf8), UInt8(ascii: $0.key)) }

    /// A character that HTML writes by number or name; `start` stands behind the `&`.
    private static func entity(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> (UInt8, Int)? {
        guard start < bytes.count else { return nil }
        guard bytes[start] == UInt8(ascii: "#") else {
            for (name, byte) in named
            where start + name.count <= bytes.count && name.indices.allSatisfy({ bytes[start + $0] == name[$0] }) {
                return (byte, start + name.count)
            }
            return nil
        }
        let isHex = start + 1 < bytes.count && bytes[start + 1] | 0x20 == UInt8(ascii: "x")
        guard let (value, end) = digits(bytes, start + (isHex ? 2 : 1), radix: isHex ? 16 : 10), end < bytes.count,
            bytes[end] == UInt8(ascii: ";")
        else { return nil }
        return (ascii(value), end + 1)
    }

    /// Whether the end came within a number or a name of one of those above.
    private static func isCutEntity(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        let rest = bytes[start...]
        guard rest.count <= 8 else { return false }
        if rest.first == UInt8(ascii: "#") {
            return rest.dropFirst().allSatisfy { digit($0 | 0x20) != nil || $0 | 0x20 == UInt8(ascii: "x") }
        }
        return named.contains { $0.name.starts(with: rest) }
    }

    /// A number of up to eight digits and the place after it.
    private static func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, radix: Int) -> (Int, Int)? {
        var (value, at) = (0, start)
        while at < min(bytes.count, start + 8), let digit = digit(bytes[at]), digit < radix {
            value = value * radix + digit
            at += 1
        }
        return at > start ? (value, at) : nil
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, digits count: Int) -> Int? {
        guard start + count <= bytes.count else { return nil }
        var value = 0
        for index in start..<(start + count) {
            guard let digit = digit(bytes[index]) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private static func isCut(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, digits count: Int) -> Bool {
        start + count > bytes.count && bytes[start...].allSatisfy { digit($0) != nil }
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
