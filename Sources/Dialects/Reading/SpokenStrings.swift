/// Every string and every small whole number that a body holds, with its place and what it belongs to: of a JSON document,
/// of documents in lines, of events, of the payload of each binary frame, and of all that where it is cut anywhere.
///
/// No reader of JSON: it never fails, and what is no JSON gives strings that say nothing. Escapes stay as they are, for the
/// search takes them off; put together as they came, the strings of one channel are escaped as a whole.
///
/// One pass. A piece takes 16 bytes and at least two of the body.
struct SpokenStrings {
    enum Kind: UInt32 { case value, name, number, line }

    struct Piece {
        /// In the body, without quotes.
        var start: UInt32
        var end: UInt32
        /// Of the names of the members that lead here; positions in lists are left out, so that the pieces of a text come
        /// together over events.
        var path: UInt32
        /// The same with each `index` beside it: replies that come side by side.
        var slot: UInt32

        var range: Range<Int> { Int(start)..<Int(end) }
        var kind: Kind { Kind(rawValue: path & 3) ?? .value }
        /// Of the log probabilities, which say the text once more, token by token, with what else might have stood there.
        var isProbability: Bool { path & SpokenStrings.probability != 0 }
    }

    static let probability: UInt32 = 4
    private static let marks: UInt32 = 7

    private(set) var pieces: [Piece] = []

    /// An object or a list that is open.
    private struct Open {
        var path: UInt32
        var isObject: Bool
        var firstPiece: Int
        /// Of the member whose value comes next.
        var name: UInt32
        var isIndexNext = false
        var index: UInt32?
    }

    private var open: [Open] = []
    /// Open beyond `deepest`; their strings belong to the deepest one that is known.
    private var deeper = 0
    private static let deepest = 64
    /// Pieces are visited again when an object with an index closes, at most so many times.
    private static let deepestIndex = 16

    init(_ body: [UInt8], frames: EventFrames? = nil) {
        body.withUnsafeBufferPointer { bytes in
            guard let frames else { return scan(bytes, bytes.indices) }
            for range in frames.ranges {
                let payload = EventFrames.payload(bytes, range)
                scan(
                    bytes, (payload.first { bytes[$0] == UInt8(ascii: "{") } ?? payload.upperBound)..<payload.upperBound
                )
                open.removeAll()
                deeper = 0
            }
            scan(bytes, (frames.ranges.last?.upperBound ?? 0)..<bytes.count)
        }
    }

    /// Texts that were laid one after the other, each with what it belongs to.
    init(_ texts: [(range: Range<Int>, path: UInt32, kind: Kind)]) {
        for text in texts { append(text.range, text.path << 3, text.kind) }
    }

    private mutating func append(_ range: Range<Int>, _ path: UInt32, _ kind: Kind) {
        guard !range.isEmpty else { return }
        let path = path & ~3 | kind.rawValue
        pieces.append(Piece(start: UInt32(range.lowerBound), end: UInt32(range.upperBound), path: path, slot: path))
    }

    /// Of what is read next.
    private var path: UInt32 { open.last.map { $0.isObject ? $0.name : $0.path } ?? 0 }

    // MARK: Reading

    private static let quote = UInt8(ascii: "\"")

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        var at = range.lowerBound
        let end = range.upperBound
        var isLineStart = true
        /// The last sign that was no space.
        var last: UInt8 = 0
        while at < end {
            let byte = bytes[at]
            if byte == 0x0A || byte == 0x0D {
                isLineStart = true
                at += 1
                continue
            }
            if byte <= 0x20 {
                at += 1
                continue
            }
            if isLineStart {
                isLineStart = false
                if let next = line(bytes, at, end, after: last) {
                    at = next
                    last = 0
                    continue
                }
            }
            switch byte {
            case Self.quote:
                at = string(bytes, at + 1, end)
                last = bytes[at - 1]
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                push(isObject: byte == UInt8(ascii: "{"))
                at += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                pop()
                at += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                at = number(bytes, at, end, after: last)
            default: at += 1
            }
            last = byte
        }
    }

    /// A line that holds no JSON is a piece itself, one that opens a document begins anew; returns where to go on.
    private mutating func line(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, after last: UInt8
    ) -> Int? {
        let byte = bytes[start]
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if ![UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: ":")].contains(last) { reset() }
            return nil
        // `true`, numbers and whatever else stands in a document that is written over several lines.
        case _ where !open.isEmpty && !Self.isField(bytes, start, end): return nil
        case Self.quote, UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","): return nil
        default: break
        }
        reset()
        var at = start
        var name = Self.seed
        while at < end, at - start < 16, bytes[at] > 0x20, bytes[at] != UInt8(ascii: ":") {
            name = Self.mix(name, UInt32(bytes[at]))
            at += 1
        }
        let isField = at < end && bytes[at] == UInt8(ascii: ":")
        at = isField ? at + 1 : start
        while at < end, bytes[at] == 0x20 { at += 1 }
        if isField, at < end, [Self.quote, UInt8(ascii: "{"), UInt8(ascii: "[")].contains(bytes[at]) { return at }
        let content = at
        while at < end, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
        append(content..<at, isField ? name & ~Self.marks : 0, .line)
        return at
    }

    /// Whether a line begins with one of the names that lines of events have.
    private static func isField(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        fields.contains { field in
            start + field.count <= end && field.indices.allSatisfy { bytes[start + $0] == field[$0] }
        }
    }

    private static let fields = ["data:", "event:", "id:", "retry:", "error:"].map { Array($0.utf8) }

    private mutating func string(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        while at < end, bytes[at] != Self.quote, bytes[at] != 0x0A, bytes[at] != 0x0D {
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        at = min(at, end)
        let content = start..<at
        if at < end, bytes[at] == Self.quote { at += 1 }
        var after = at
        while after < end, bytes[after] == 0x20 || bytes[after] == 0x09 { after += 1 }
        guard after < end, bytes[after] == UInt8(ascii: ":") else {
            append(content, path, .value)
            return after
        }
        name(bytes, content)
        return after + 1
    }

    private mutating func name(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        let outer = open.last?.path ?? 0
        append(range, Self.mix(outer, 1) & ~Self.marks | outer & Self.probability, .name)
        guard !open.isEmpty, deeper == 0 else { return }
        var name = outer
        for byte in bytes[range] { name = Self.mix(name, UInt32(byte)) }
        let isProbability = outer & Self.probability != 0 || Self.holds(bytes, range, "logprob")
        let last = open.count - 1
        open[last].name = name & ~Self.marks | (isProbability ? Self.probability : 0)
        open[last].isIndexNext = range.count <= 32 && Self.holds(bytes, range.suffix(5), "ndex")
    }

    private static func holds(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard range.count >= count, range.count <= 64 else { return false }
        return word.withUTF8Buffer { word in
            (range.lowerBound...(range.upperBound - count)).contains { start in
                (0..<count).allSatisfy { bytes[start + $0] | 0x20 == word[$0] }
            }
        }
    }

    private mutating func number(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, after last: UInt8
    ) -> Int {
        var at = start
        var value: UInt32 = 0
        while at < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) {
            value = value &* 10 &+ UInt32(bytes[at] & 15)
            at += 1
        }
        let digits = start..<at
        // The rest of a fraction, which is none of these.
        while at < end, Self.isOfNumber(bytes[at]) { at += 1 }
        guard digits.upperBound == at, let list = open.last else { return at }
        if list.isObject {
            if list.isIndexNext, last == UInt8(ascii: ":") { open[open.count - 1].index = value }
        } else if last == UInt8(ascii: "[") || last == UInt8(ascii: ",") {
            if digits.count <= 3 || list.path & Self.probability != 0 { append(digits, list.path, .number) }
        }
        return at
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || ".eE+-".utf8.contains(byte)
    }

    // MARK: What is open

    private mutating func reset() {
        open.removeAll(keepingCapacity: true)
        deeper = 0
    }

    private mutating func push(isObject: Bool) {
        guard open.count < Self.deepest else {
            deeper += 1
            return
        }
        let path = path
        open.append(Open(path: path, isObject: isObject, firstPiece: pieces.count, name: path))
    }

    private mutating func pop() {
        guard deeper == 0 else {
            deeper -= 1
            return
        }
        guard let closed = open.popLast(), let index = closed.index, open.count < Self.deepestIndex else { return }
        for place in closed.firstPiece..<pieces.count {
            let marks = pieces[place].path & Self.marks
            pieces[place].slot = Self.mix(pieces[place].slot, index &+ 1) & ~Self.marks | marks
        }
    }

    private static let seed: UInt32 = 0x811C_9DC5

    /// Paths that come to one number are one channel: that hides nothing but a key between two of them.
    private static func mix(_ hash: UInt32, _ value: UInt32) -> UInt32 {
        var mixed = (hash ^ value) &* 0x0100_0193
        mixed ^= mixed >> 15
        return mixed &* 0x2C1B_3C6D
    }
}
