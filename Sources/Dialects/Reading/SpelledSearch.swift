import Formats

/// Finds keys in a text however they are spelled: in any mixture of cases, backwards, in base64 (either alphabet, at any
/// place of what was encoded with it, wrapped or not) or in hex (with separators or without), and each character of that as
/// it is or escaped: by number in JSON or a string of code (`\u002d`, `\u{2d}`, `\x2d`, `\055`), behind a backslash, as in
/// an address (`%2D`) or in HTML (`&#45;`, `&#x2d;`, `&amp;`), also escapes in escapes.
///
///     SpelledSearch(Array("sk-0123456789".utf8)).all(in: Array("a c2stMDEyMzQ1Njc4OQ b".utf8))  // [2..<19]
///
/// Found is a key, any `longRun` characters of it in a row, and its beginning where a text ends.
///
/// Linear in the bytes, and whatever the number of keys: a window is unescaped layer by layer, and in each layer eight
/// letters at every so many places are looked up among all the eights of the keys.
struct SpelledSearch: Sendable {
    /// So many characters of a key are masked wherever they stand: what is left of it elsewhere could be guessed.
    static let longRun = 16
    /// And so many, where a text ends within it.
    static let shortHead = 8

    private let tables: [SpellingTable]
    /// Bytes that a spelling takes at most, escaped.
    private let longest: Int

    init(_ key: [UInt8]) { self.init(keys: [key]) }

    /// - Parameter keys: of at least eight bytes.
    init(keys: [[UInt8]]) {
        // Where an escaped text is unescaped, what looks like an escape in a key itself goes with it.
        let all = Set(keys + keys.flatMap { key in (1...Self.layers).map { EscapedBytes.plain(key, layers: $0) } })
            .filter { $0.count >= 8 }.sorted { $0.lexicographicallyPrecedes($1) }
        var (plain, hex, base64) = (SpellingTable(.plain), SpellingTable(.hex), SpellingTable(.base64))
        var longest = 0
        for key in all {
            let run = min(Self.longRun, key.count)
            let head = max(Self.shortHead, Self.publicHead(key) + 1)
            plain.add(key, least: run, head: head)
            plain.add(key.reversed(), least: run, head: Self.shortHead)
            hex.add(
                key.flatMap { [$0 >> 4, $0 & 15].map { Array("0123456789abcdef".utf8)[Int($0)] } },
                least: 2 * run, head: 2 * head)
            for before in 0..<3 {
                let letters = Self.base64(key, after: before)
                base64.add(letters, least: min(letters.count, run * 4 / 3), head: max(8, head * 4 / 3))
            }
            longest = max(longest, 24 * 2 * key.count)
        }
        tables = [plain, hex, base64]
        self.longest = longest
    }

    /// The letters that stand for the key alone, in the base64 of something with so many bytes before it (modulo 3).
    static func base64(_ key: [UInt8], after before: Int) -> [UInt8] {
        let all = Array(Base64.text([UInt8](repeating: 0, count: before) + key).utf8)
        return Array(all[((8 * before + 5) / 6)..<(8 * (before + key.count) / 6)])
    }

    /// How much of a key a vendor's documentation has, too: `sk-ant-api03-`. Short words, each with a sign behind it.
    private static func publicHead(_ key: [UInt8]) -> Int {
        var (head, word) = (0, 0)
        for (index, byte) in key.prefix(longRun - 1).enumerated() {
            if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") {
                (head, word) = (index + 1, 0)
            } else {
                word += 1
                if word > 5 { break }
            }
        }
        return head
    }

    /// What a search took: bytes that were looked at, for tests.
    struct Work { var bytes = 0 }

    /// Where keys stand, without what stands between their letters. Ranges may overlap.
    ///
    /// - Parameter ends: ascending; where parts of the text end. nil: at its end alone.
    func all(in text: [UInt8], ends: [UInt32]? = nil) -> [Range<Int>] {
        var work = Work()
        return all(in: text, ends: ends ?? [UInt32(text.count)], &work)
    }

    func all(in text: [UInt8], ends: [UInt32], _ work: inout Work) -> [Range<Int>] {
        guard longest > 0 else { return [] }
        var found: [Range<Int>] = []
        let step = max(64 << 10, 4 * longest)
        var start = 0
        var nextEnd = 0
        while start < text.count {
            let end = min(text.count, start + step + longest)
            while nextEnd < ends.count, ends[nextEnd] <= start { nextEnd += 1 }
            var lastEnd = nextEnd
            while lastEnd < ends.count, ends[lastEnd] <= end { lastEnd += 1 }
            var layer = EscapedBytes(text, start..<end)
            for depth in 0...Self.layers {
                if depth > 0 {
                    guard let next = layer.unescaped() else { break }
                    layer = next
                }
                work.bytes += layer.bytes.count
                for table in tables { table.look(in: layer, ends[nextEnd..<lastEnd], &found) }
            }
            start += step
        }
        return found
    }

    /// Escapes in escapes: JSON in JSON in JSON doubles a backslash three times.
    static let layers = 4
}
