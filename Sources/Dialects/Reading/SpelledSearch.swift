import Formats

/// Finds a key in bytes however it is spelled: in any mixture of cases, backwards, in base64 (either alphabet, at any place
/// of what was encoded with it, wrapped or not) or in hex (with separators or without), and each character of that as it is
/// or escaped: by number in JSON or a string of code (`\u002d`, `\u{2d}`, `\x2d`), behind a backslash, as in an address
/// (`%2D`) or in HTML (`&#45;`, `&#x2d;`, `&amp;`), also escapes in escapes.
///
///     SpelledSearch("sk-0123456789").all(in: Array("a c2stMDEyMzQ1Njc4OQ b".utf8))  // [2..<19]
///
/// Linear in the bytes: a window is unescaped layer by layer, and each layer is looked through for each spelling.
struct SpelledSearch: Sendable {
    /// Letters of a spelling, folded: what stands for the same is the same.
    private struct Spelling: Sendable {
        var letters: [UInt8]
        /// What each byte counts as.
        var fold: [UInt8]
        /// Bytes that may stand between two letters; empty where none may.
        var between: Set<UInt8> = []
        /// Letters that are never apart.
        var group = 1
    }

    private let spellings: [Spelling]
    /// Bytes that a spelling takes at most, escaped.
    private let longest: Int

    init(_ key: [UInt8]) {
        let anyCase = Self.fold { Self.lowercased($0) }
        let alphabets = Self.fold {
            $0 == UInt8(ascii: "-") ? UInt8(ascii: "+") : $0 == UInt8(ascii: "_") ? UInt8(ascii: "/") : $0
        }
        let gaps: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20]
        let hex = key.flatMap { byte in Array((byte < 16 ? "0" : "").utf8) + Array(String(byte, radix: 16).utf8) }
        let lower = key.map { Self.lowercased($0) }
        spellings =
            [
                Spelling(letters: lower, fold: anyCase), Spelling(letters: lower.reversed(), fold: anyCase),
                Spelling(
                    letters: hex, fold: anyCase, between: gaps.union(":,-0x".utf8), group: 2),
            ]
            + (0..<3).map {
                Spelling(
                    letters: Self.base64(key, after: $0).map { alphabets[Int($0)] }, fold: alphabets, between: gaps)
            }
        longest = 24 * (spellings.map(\.letters.count).max() ?? 0)
    }

    /// The letters that stand for the key alone, in the base64 of something with so many bytes before it (modulo 3).
    static func base64(_ key: [UInt8], after before: Int) -> [UInt8] {
        let all = Array(Base64.text([UInt8](repeating: 0, count: before) + key).utf8)
        return Array(all[((8 * before + 5) / 6)..<(8 * (before + key.count) / 6)])
    }

    private static func fold(_ same: (UInt8) -> UInt8) -> [UInt8] { (0...255).map { same(UInt8($0)) } }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// Where the key stands. Ranges may overlap.
    func all(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        let step = max(64 << 10, 4 * longest)
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + step + longest)
            var layer = EscapedBytes(bytes, start..<end)
            for depth in 0...Self.layers {
                if depth > 0 {
                    guard let next = layer.unescaped() else { break }
                    layer = next
                }
                for spelling in spellings { look(for: spelling, in: layer, &found) }
            }
            start += step
        }
        return found
    }

    /// Escapes in escapes: JSON in JSON in JSON doubles a backslash three times.
    private static let layers = 4
    /// Separators between two letters, at most.
    private static let mostBetween = 8

    private func look(for spelling: Spelling, in layer: EscapedBytes, _ found: inout [Range<Int>]) {
        spelling.letters.withUnsafeBufferPointer { letters in
            spelling.fold.withUnsafeBufferPointer { fold in
                layer.bytes.withUnsafeBufferPointer { bytes in
                    var at = 0
                    while at + letters.count <= bytes.count {
                        if fold[Int(bytes[at])] == letters[0], let end = Self.match(spelling, letters, fold, bytes, at)
                        {
                            found.append(layer.starts[at]..<layer.starts[end])
                            at = end
                        } else {
                            at += 1
                        }
                    }
                }
            }
        }
    }

    private static func match(
        _ spelling: Spelling, _ letters: UnsafeBufferPointer<UInt8>, _ fold: UnsafeBufferPointer<UInt8>,
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
    ) -> Int? {
        var at = start
        for (index, letter) in letters.enumerated() {
            if !spelling.between.isEmpty, index > 0, index % spelling.group == 0 {
                let most = min(bytes.count, at + mostBetween)
                while at < most, spelling.between.contains(bytes[at]),
                    !(fold[Int(bytes[at])] == letter && isPair(letters, index, fold, bytes, at))
                {
                    at += 1
                }
            }
            guard at < bytes.count, fold[Int(bytes[at])] == letter else { return nil }
            at += 1
        }
        return at
    }

    /// Whether the letter here and the one after it are the next two: `0` may open a pair of hex, or `0x` before one.
    private static func isPair(
        _ letters: UnsafeBufferPointer<UInt8>, _ index: Int, _ fold: UnsafeBufferPointer<UInt8>,
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
    ) -> Bool {
        index + 1 == letters.count || at + 1 < bytes.count && fold[Int(bytes[at + 1])] == letters[index + 1]
    }
}

/// Bytes, and where each of them began before it was unescaped.
private struct EscapedBytes {
    var bytes: [UInt8]
    /// One more than bytes: the last is the end.
    var starts: [Int]

    init(_ all: [UInt8], _ range: Range<Int>) {
        bytes = Array(all[range])
        starts = Array(range) + [range.upperBound]
    }

    /// With one layer of escapes taken off; nil where there is none.
    func unescaped() -> EscapedBytes? {
        guard bytes.contains(where: { $0 == Self.backslash || $0 == Self.percent || $0 == Self.ampersand }) else {
            return nil
        }
        var out = self
        out.bytes.removeAll(keepingCapacity: true)
        out.starts.removeAll(keepingCapacity: true)
        bytes.withUnsafeBufferPointer { bytes in
            var at = 0
            while at < bytes.count {
                out.starts.append(starts[at])
                let (byte, end) = Self.character(bytes, at)
                out.bytes.append(byte)
                at = end
            }
        }
        out.starts.append(starts[bytes.count])
        return out.bytes.count == bytes.count ? nil : out
    }

    private static let backslash = UInt8(ascii: "\\")
    private static let percent = UInt8(ascii: "%")
    private static let ampersand = UInt8(ascii: "&")
    /// Stands for every character that is none of ASCII.
    private static let other: UInt8 = 0xFF

    /// The character that begins here and the place after it.
    private static func character(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt8, Int) {
        let byte = bytes[at]
        switch byte {
        case percent:
            if let value = number(bytes, at + 1, digits: 2) { return (UInt8(value), at + 3) }
        case backslash:
            return escape(bytes, at + 1) ?? (byte, at + 1)
        case ampersand:
            if let found = entity(bytes, at + 1) { return found }
        default: break
        }
        return (byte, at + 1)
    }

    /// What stands behind a backslash; nil at the end.
    private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt8, Int)? {
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "u"):
            if let value = number(bytes, at + 1, digits: 4) { return (ascii(value), at + 5) }
            if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "{"),
                let (value, end) = digits(bytes, at + 2, radix: 16), end < bytes.count, bytes[end] == UInt8(ascii: "}")
            {
                return (ascii(value), end + 1)
            }
        case UInt8(ascii: "x"):
            if let value = number(bytes, at + 1, digits: 2) { return (UInt8(value), at + 3) }
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

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
