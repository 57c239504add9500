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
    let list: [TextFeature]

    /// Tokens at the start and the end of a reply that are read as n-grams; cues are found everywhere.
    static let headTokens = 320
    static let tailTokens = 120
    static let edgeTokens = 28

    /// `filter` holds the hashes that the model may know; nil keeps every feature, as training needs.
    init(_ reading: TextReading, filter: UnsafePointer<UInt64>? = nil) {
        let grams = min(reading.tokens.count, Self.headTokens + Self.tailTokens) * 3 + Self.edgeTokens * 4
        // Five features a cue, three a move, one a trait; the last place takes what the filter turned away.
        let most = grams + reading.hits.count * 5 + 24 + TextTrait.allCases.count + 1
        list = Array(unsafeUninitializedCapacity: most) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            var writer = TextFeatureWriter(reading: reading, filter: filter ?? Self.everything, list: base)
            writer.write()
            count = writer.count
        }
    }

    /// Never freed, only read.
    private nonisolated(unsafe) static let everything: UnsafePointer<UInt64> = {
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: 1 << 12)
        words.initialize(repeating: .max, count: 1 << 12)
        return UnsafePointer(words)
    }()
}

/// Writes features one behind the other into memory that holds the most there can be.
private struct TextFeatureWriter {
    let reading: TextReading
    let filter: UnsafePointer<UInt64>
    let list: UnsafeMutablePointer<TextFeature>
    var count = 0

    mutating func write() {
        body()
        edges()
        cues()
        moves()
        TextTraits(reading).each { add(.traits, TextHash.join(UInt32($0.rawValue) &+ 77, $1), UInt32($0.rawValue), $1) }
    }

    /// Always written and kept if the filter has it: a jump here would be guessed wrong at every third n-gram.
    @inline(__always)
    private mutating func add(_ block: TextBlock, _ hash: UInt32, _ start: UInt32, _ end: UInt32) {
        let own = TextHash.join(UInt32(block.rawValue) &* 0x51ED_270B, hash)
        (list + count).initialize(to: TextFeature(block: block, hash: own, start: start, end: end))
        count += Int((filter[Int(own >> 20)] >> UInt64((own >> 14) & 63)) & 1)
    }

    private mutating func body() {
        let count = reading.tokens.count
        let head = min(count, TextFeatures.headTokens)
        grams(.body, 0, head, longest: 3)
        if count > head { grams(.body, max(head, count - TextFeatures.tailTokens), count, longest: 3) }
    }

    private mutating func edges() {
        let count = reading.tokens.count
        grams(.opening, 0, min(count, TextFeatures.edgeTokens), longest: 2)
        grams(.closing, max(0, count - TextFeatures.edgeTokens), count, longest: 2)
    }

    /// N-grams of what the model says itself; quotations, code and dialogue are left out.
    @inline(__always)
    private mutating func grams(_ block: TextBlock, _ first: Int, _ last: Int, longest: Int) {
        reading.tokens.withUnsafeBufferPointer { tokens in
            for index in first..<last {
                let token = tokens[index]
                guard token.place.isDisjoint(with: .reported) else { continue }
                var hash = token.hash
                add(block, hash, token.start, token.end)
                for next in index + 1..<index + longest {
                    guard next < last, tokens[next].place.isDisjoint(with: .reported) else { break }
                    hash = TextHash.join(hash, tokens[next].hash)
                    add(block, hash, token.start, tokens[next].end)
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
        add(
            .moves, TextHash.join(UInt32(truncatingIfNeeded: reading.moves[0] ^ (reading.moves[0] >> 32)), 4242), 0,
            reading.sentences[0].end)
    }
}
