/// All keys in one way of spelling, by every eight letters of theirs.
struct SpellingTable: Sendable {
    enum Way: Sendable { case plain, hex, base64 }

    private struct Spelling: Sendable {
        var letters: [UInt8]
        /// So many in a row are found anywhere.
        var least: Int
        /// So many of its beginning are found where a text ends.
        var head: Int
    }

    private struct Place: Sendable {
        var eight: UInt64
        var spelling: Int
        var at: Int
        /// Of another place with the same hash; -1 where there is none.
        var next: Int32
    }

    private static let width = 8
    /// Stands for nothing, and may stand between letters.
    private static let nothing: UInt8 = 0
    /// No letter of this way.
    private static let foreign: UInt8 = 1
    private static let zero = UInt8(ascii: "0")
    private static let cross = UInt8(ascii: "x")

    private let way: Way
    /// What each byte counts as.
    private let fold: [UInt8]
    private var spellings: [Spelling] = []
    private var places: [Place] = []
    private var heads = [Int32](repeating: -1, count: 1 << bits)
    private static let bits = 12
    /// Of every eight of a key, its letters in whatever case.
    private var marks = [Bool](repeating: false, count: 1 << bits)
    /// From one place that is looked at to the next: no run is so short that it has no whole eight at one of them.
    private var stride = Int.max
    /// The fewest letters that are found anywhere, and at an end.
    private var shortest = Int.max
    private var shortestHead = Int.max

    init(_ way: Way) {
        self.way = way
        fold = (0...255).map { Self.folded(UInt8($0), way) }
    }

    private static func folded(_ byte: UInt8, _ way: Way) -> UInt8 {
        // Of UTF-16 every other byte.
        if byte == 0 { return nothing }
        let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        let lower = isCapital ? byte | 0x20 : byte
        let isSpace = [0x09, 0x0A, 0x0D, 0x20].contains(byte)
        switch way {
        case .plain: return lower
        case .hex:
            if isSpace || ":,-=\\".utf8.contains(byte) { return nothing }
            return "0123456789abcdefx".utf8.contains(lower) ? lower : foreign
        case .base64:
            if isSpace { return nothing }
            return byte == UInt8(ascii: "-") ? UInt8(ascii: "+") : byte == UInt8(ascii: "_") ? UInt8(ascii: "/") : byte
        }
    }

    mutating func add(_ key: [UInt8], least: Int, head: Int) {
        let letters = key.map { fold[Int($0)] }
        guard letters.count >= Self.width else { return }
        for at in 0...(letters.count - Self.width) {
            let eight = letters.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: UInt64.self) }
            let hash = Self.hash(eight)
            marks[Self.mark(eight)] = true
            places.append(Place(eight: eight, spelling: spellings.count, at: at, next: heads[hash]))
            heads[hash] = Int32(places.count - 1)
        }
        spellings.append(Spelling(letters: letters, least: least, head: head))
        stride = min(stride, least - Self.width + 1)
        shortest = min(shortest, least)
        shortestHead = min(shortestHead, head)
    }

    private static let lower: UInt64 = 0x2020_2020_2020_2020

    /// Of eight letters in whatever case, without looking at each.
    private static func mark(_ eight: UInt64) -> Int { hash(eight | lower) }

    /// Whether any of the eights that are looked at may be one of a key; what stands for nothing moves them.
    private func hasEight(_ bytes: [UInt8]) -> Bool {
        if bytes.contains(Self.nothing) { return true }
        return bytes.withUnsafeBytes { raw in
            marks.withUnsafeBufferPointer { marks in
                var at = 0
                while at + Self.width <= raw.count {
                    if marks[Self.mark(raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))] { return true }
                    at += stride
                }
                return false
            }
        }
    }

    private func hasEight(_ layer: EscapedBytes, before ends: ArraySlice<UInt32>) -> Bool {
        layer.bytes.withUnsafeBytes { raw in
            var end = 0
            for stop in ends {
                while end < raw.count, layer.starts[end] < stop { end += 1 }
                guard end >= Self.width else { continue }
                if marks[Self.mark(raw.loadUnaligned(fromByteOffset: end - Self.width, as: UInt64.self))] {
                    return true
                }
            }
            return false
        }
    }

    /// Whether a key may stand there at all: most texts have no eight letters of one, and no long row of hex digits.
    private func mayHold(_ layer: EscapedBytes, _ ends: ArraySlice<UInt32>) -> Bool {
        let bytes = layer.bytes
        switch way {
        case .plain: return hasEight(bytes) || hasEight(layer, before: ends)
        case .base64: return true
        case .hex:
            let count = ends.isEmpty ? shortest : min(shortest, shortestHead)
            return fold.withUnsafeBufferPointer { fold in
                bytes.withUnsafeBufferPointer { bytes in
                    var row = 0
                    for byte in bytes {
                        let letter = fold[Int(byte)]
                        if letter == Self.foreign {
                            row = 0
                        } else if letter != Self.nothing {
                            row += 1
                            if row >= count { return true }
                        }
                    }
                    return false
                }
            }
        }
    }

    private static func hash(_ eight: UInt64) -> Int { Int((eight &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits)) }

    /// - Parameter ends: of parts of the text, ascending.
    func look(in layer: EscapedBytes, _ ends: ArraySlice<UInt32>, _ found: inout [Range<Int>]) {
        guard !spellings.isEmpty,
            mayHold(layer, ends)
        else { return }
        var (letters, origins) = compact(layer.bytes)
        // A run may begin and end anywhere in its first and last byte: the buffer has room for a whole load.
        let count = letters.count
        guard count >= Self.width else { return }
        letters.append(contentsOf: repeatElement(Self.foreign, count: Self.width))
        letters.withUnsafeBufferPointer { letters in
            let raw = UnsafeRawBufferPointer(letters)
            var at = 0
            while at + Self.width <= count {
                var next = at + stride
                each(raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)) { place, spelling in
                    let run = Self.run(spelling.letters, place.at, letters, at, count)
                    if run.count >= spelling.least {
                        add(run, origins, layer, &found)
                        next = max(next, run.upperBound)
                    }
                }
                at = next
            }
            var end = 0
            for stop in ends {
                while end < count, layer.starts[Int(origins[end])] < stop { end += 1 }
                guard end >= Self.width else { continue }
                each(raw.loadUnaligned(fromByteOffset: end - Self.width, as: UInt64.self)) { place, spelling in
                    let whole = place.at + Self.width
                    let run = Self.run(spelling.letters, place.at, letters, end - Self.width, end)
                    if run.count == whole, whole >= spelling.head { add(run, origins, layer, &found) }
                }
            }
        }
    }

    /// Where these eight letters stand in the spellings.
    private func each(_ eight: UInt64, _ body: (Place, Spelling) -> Void) {
        var entry = heads[Self.hash(eight)]
        while entry >= 0 {
            let place = places[Int(entry)]
            entry = place.next
            if place.eight == eight { body(place, spellings[place.spelling]) }
        }
    }

    /// As far as the letters around these eight are those of the spelling around its own.
    private static func run(
        _ spelling: [UInt8], _ place: Int, _ letters: UnsafeBufferPointer<UInt8>, _ at: Int, _ count: Int
    ) -> Range<Int> {
        var (before, after) = (0, width)
        while before < place, before < at, spelling[place - before - 1] == letters[at - before - 1] { before += 1 }
        while place + after < spelling.count, at + after < count, spelling[place + after] == letters[at + after] {
            after += 1
        }
        return (at - before)..<(at + after)
    }

    /// The letters of a layer, and which of its bytes each of them is.
    private func compact(_ bytes: [UInt8]) -> (letters: [UInt8], origins: [Int32]) {
        if way != .hex { return folded(bytes) }
        var letters: [UInt8] = []
        var origins: [Int32] = []
        letters.reserveCapacity(bytes.count + Self.width)
        origins.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            let letter = fold[Int(byte)]
            if letter == Self.nothing { continue }
            if way == .hex, letter == Self.cross {
                // `0x73`, `x73`: what stands before a pair.
                if let last = origins.last, Int(last) == index - 1, letters.last == Self.zero {
                    letters.removeLast()
                    origins.removeLast()
                }
                continue
            }
            letters.append(letter)
            origins.append(Int32(index))
        }
        return (letters, origins)
    }

    private func folded(_ bytes: [UInt8]) -> (letters: [UInt8], origins: [Int32]) {
        var origins: [Int32] = []
        let letters = [UInt8](unsafeUninitializedCapacity: bytes.count + Self.width) { letters, count in
            origins = [Int32](unsafeUninitializedCapacity: bytes.count) { origins, kept in
                fold.withUnsafeBufferPointer { fold in
                    bytes.withUnsafeBufferPointer { bytes in
                        var index = 0
                        while index < bytes.count {
                            let letter = fold[Int(bytes[index])]
                            if letter != Self.nothing {
                                letters[kept] = letter
                                origins[kept] = Int32(truncatingIfNeeded: index)
                                kept += 1
                            }
                            index += 1
                        }
                    }
                }
                count = kept
            }
        }
        return (letters, origins)
    }

    private func add(_ run: Range<Int>, _ origins: [Int32], _ layer: EscapedBytes, _ found: inout [Range<Int>]) {
        var (start, end) = (Int(layer.starts[Int(origins[run.lowerBound])]), 0)
        end = start
        for letter in run {
            let origin = Int(origins[letter])
            let begin = Int(layer.starts[origin])
            if begin != end {
                found.append(start..<end)
                start = begin
            }
            end = Int(layer.ends[origin])
        }
        found.append(start..<end)
    }
}
