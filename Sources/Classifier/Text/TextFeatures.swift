/// One feature of a reply: a hashed n-gram, cue, move or trait, with the bytes or the trait it came from.
struct TextFeature {
    var block: TextBlock
    var hash: UInt32
    /// Byte range in the reply for n-grams and cues; trait and value for traits.
    var start: UInt32
    var end: UInt32
}

/// Blocks are scaled on their own, so that a long reply does not drown how it opens.
enum TextBlock: UInt8, CaseIterable {
    case body, opening, closing, cues, moves, traits
}

/// Turns a reading into features. Only the presence of a feature counts, never how often it stands.
///
/// Training reads these features through the same code (`Training/Features`), so that there is no second
/// implementation that could drift.
struct TextFeatures {
    private(set) var list: [TextFeature] = []
    private let reading: TextReading
    /// The model's filter of the hashes it knows; nil keeps every feature, as training needs.
    private let filter: UnsafePointer<UInt64>?

    /// Tokens at the start and the end of a reply that are read as n-grams; cues are found everywhere.
    static let headTokens = 320
    static let tailTokens = 120
    private static let edgeTokens = 28

    init(_ reading: TextReading, filter: UnsafePointer<UInt64>? = nil) {
        self.reading = reading
        self.filter = filter
        list.reserveCapacity(
            min(reading.tokens.count, Self.headTokens + Self.tailTokens) * (filter == nil ? 4 : 1) + 96)
        body()
        edges()
        cues()
        moves()
        TextTraits(reading).each { add(.traits, TextHash.join(UInt32($0.rawValue) &+ 77, $1), UInt32($0.rawValue), $1) }
    }

    private mutating func add(_ block: TextBlock, _ hash: UInt32, _ start: UInt32, _ end: UInt32) {
        let own = TextHash.join(UInt32(block.rawValue) &* 0x51ED_270B, hash)
        if let filter, filter[Int(own >> 20)] & (1 << UInt64((own >> 14) & 63)) == 0 { return }
        list.append(TextFeature(block: block, hash: own, start: start, end: end))
    }

    private mutating func body() {
        let count = reading.tokens.count
        let head = min(count, Self.headTokens)
        grams(.body, 0, head, longest: 3)
        if count > head { grams(.body, max(head, count - Self.tailTokens), count, longest: 3) }
    }

    private mutating func edges() {
        let count = reading.tokens.count
        grams(.opening, 0, min(count, Self.edgeTokens), longest: 2)
        grams(.closing, max(0, count - Self.edgeTokens), count, longest: 2)
    }

    /// N-grams of what the model says itself; quotations, code and dialogue are left out.
    private mutating func grams(_ block: TextBlock, _ first: Int, _ last: Int, longest: Int) {
        reading.tokens.withUnsafeBufferPointer { tokens in
            for index in first..<last {
                guard tokens[index].place.isDisjoint(with: .reported) else { continue }
                var hash = tokens[index].hash
                let start = tokens[index].start
                add(block, hash, start, tokens[index].end)
                var next = index + 1
                while next < last, next < index + longest, tokens[next].place.isDisjoint(with: .reported) {
                    hash = TextHash.join(hash, tokens[next].hash)
                    add(block, hash, start, tokens[next].end)
                    next += 1
                }
            }
        }
    }

    private mutating func cues() {
        let last = reading.sentences.count - 1
        for hit in reading.hits {
            let token = reading.tokens[hit.token]
            let end = reading.tokens[hit.endToken - 1].end
            let kind = UInt32(hit.kind.rawValue)
            if hit.reported {
                add(.cues, 1000 + kind, token.start, end)
                continue
            }
            let patternHash = UInt32(5000 + hit.pattern)
            add(.cues, patternHash, token.start, end)
            let bucket = UInt32(min(hit.sentence, 4))
            add(.cues, 2000 + kind * 8 + bucket, token.start, end)
            if hit.sentence == last { add(.cues, 3000 + kind, token.start, end) }
            add(.cues, 4000 + kind, token.start, end)
            if hit.sentence < 2 { add(.cues, 100_000 + patternHash, token.start, end) }
        }
    }

    /// Which move follows which: "refuses, lectures, offers other help" reads differently from "refuses, then steps".
    private mutating func moves() {
        let count = reading.sentences.count
        guard count > 0 else { return }
        var previous: UInt32 = 99
        var before: UInt32 = 98
        for index in 0..<min(count, 8) {
            let sentence = reading.sentences[index]
            let move = reading.move(index).map { UInt32($0.rawValue) } ?? (sentence.listItem ? 60 : 61)
            let end = sentence.end
            if index < 6 { add(.moves, (previous * 100 + move) * 10 + 1, sentence.start, end) }
            if index < 4 { add(.moves, ((before * 100 + previous) * 100 + move) * 10 + 2, sentence.start, end) }
            before = previous
            previous = move
        }
        if count <= 8 { add(.moves, (previous * 100 + 97) * 10 + 1, 0, 0) }
        let first = reading.move(0).map { UInt32($0.rawValue) } ?? 61
        let final = reading.move(count - 1).map { UInt32($0.rawValue) } ?? 61
        add(.moves, (first * 100 + final) * 10 + 3, 0, 0)
        // The whole set of moves of the first sentence: an apology with a refusal is more than their sum.
        add(.moves, TextHash.join(reading.moves[0], 4242), 0, reading.sentences[0].end)
    }
}
