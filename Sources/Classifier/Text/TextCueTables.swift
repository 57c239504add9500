/// The compiled patterns as flat arrays; plain pointers, so that the search neither counts references nor copies.
struct TextCueTables {
    /// A pattern that a word may open: its places.
    struct Chain {
        var pattern: Int32
        var first: Int32
        var end: Int32
        var kind: TextCueKind
    }

    /// One place of a pattern: a gap of up to so many tokens, or a stretch of options.
    struct Place {
        var gap: Int32 = 0
        var first: Int32 = 0
        var end: Int32 = 0
        var optional = false
    }

    /// Tokens behind an opening word that `behind` looks at, at least.
    static let window = 16

    static let slots = 16384
    static let none = UInt16.max

    /// One bit for every word that opens a pattern whatever follows it, by the middle bits of its hash.
    var openers: UnsafePointer<UInt64>
    /// One bit for every two words that open a pattern together.
    var pairs: UnsafePointer<UInt64>
    /// Open-addressed by the low bits of the hash: the opening word, and the number of its head or `none`.
    var slotWords: UnsafePointer<UInt32>
    var slotHeads: UnsafePointer<UInt16>
    /// Where the chains of a head start; those of the next one follow.
    var heads: UnsafePointer<Int32>
    var chains: UnsafePointer<Chain>
    /// What may follow the opening word in this chain; all bits where anything may.
    var chainFilters: UnsafePointer<UInt64>
    /// Of the words at one place of this chain one must stand within `window` tokens behind the opening word; all bits
    /// where nothing must.
    var chainNeeds: UnsafePointer<UInt64>
    var places: UnsafePointer<Place>
    /// Which words an option of a place starts with.
    var placeFilters: UnsafePointer<UInt64>
    /// The first word of every option, ascending within a place; those with the same one keep the pattern's order.
    var firstWords: UnsafePointer<UInt32>
    /// Where the words of an option start; those of the next one follow.
    var options: UnsafePointer<Int32>
    var words: UnsafePointer<UInt32>

    @inline(__always)
    static func opener(_ hash: UInt32) -> Int { Int((hash >> 12) & 0x3FFF) }

    @inline(__always)
    static func pair(_ word: UInt32, _ next: UInt32) -> Int {
        Int(((word ^ (next &* 0x9E37_79B1)) &* 0x85EB_CA6B) >> 15)
    }

    /// Whether these two words may open a pattern; most words of a reply do not, and cost no more than this.
    @inline(__always)
    func mayOpen(_ word: UInt32, _ next: UInt32) -> Bool {
        let (alone, both) = (Self.opener(word), Self.pair(word, next))
        let bits = (openers[alone >> 6] >> UInt64(alone & 63)) | (pairs[both >> 6] >> UInt64(both & 63))
        return bits & 1 != 0
    }

    /// The head of the patterns that this word may open.
    @inline(__always)
    func head(_ hash: UInt32) -> Int? {
        var slot = Int(hash) & (Self.slots - 1)
        while slotWords[slot] != hash, slotHeads[slot] != Self.none { slot = (slot + 1) & (Self.slots - 1) }
        let head = slotHeads[slot]
        return head == Self.none ? nil : Int(head)
    }

    /// The first option of a place that does not start with a smaller word.
    @inline(__always)
    func option(_ hash: UInt32, in place: Place) -> Int {
        var low = Int(place.first)
        var count = Int(place.end) - low
        while count > 1 {
            let half = count / 2
            low += firstWords[low + half - 1] < hash ? half : 0
            count -= half
        }
        if count == 1, firstWords[low] < hash { low += 1 }
        return low
    }
}

extension TextCueTables {
    /// For each token the filter of the words behind it: to the end of its block of `window` tokens, and the next block.
    static func behind(_ tokens: UnsafeBufferPointer<TextToken>, _ filters: UnsafeMutableBufferPointer<UInt64>) {
        var block: SIMD4<UInt64> = .zero
        var nextBlock: SIMD4<UInt64> = .zero
        var index = tokens.count - 1
        while index >= 0 {
            // Nothing stands behind the last one: a chain that needs nothing more must pass there too.
            let seen = index == tokens.count - 1 ? SIMD4(repeating: .max) : block | nextBlock
            for lane in 0..<4 { filters[index * 4 + lane] = seen[lane] }
            block |= TextCueFilter(tokens[index].hash).bits
            if index % window == 0 { (nextBlock, block) = (block, .zero) }
            index -= 1
        }
    }

    /// Whether what chain `number` needs may stand behind token `index`.
    @inline(__always)
    func mayComplete(_ number: Int, _ behind: UnsafeMutableBufferPointer<UInt64>, _ index: Int) -> Bool {
        let (need, seen) = (number * 4, index * 4)
        return chainNeeds[need] & behind[seen] | chainNeeds[need + 1] & behind[seen + 1]
            | chainNeeds[need + 2] & behind[seen + 2] | chainNeeds[need + 3] & behind[seen + 3] != 0
    }
}

/// Where a word stands in the filters: 256 bits, by the top byte of its hash.
struct TextCueFilter {
    private var lane: Int
    private var bit: UInt64

    @inline(__always)
    init(_ hash: UInt32) {
        lane = Int(hash >> 30)
        bit = 1 << UInt64((hash >> 24) & 63)
    }

    @inline(__always)
    func passes(_ filters: UnsafePointer<UInt64>, _ number: Int) -> Bool { filters[number * 4 + lane] & bit != 0 }

    /// The filter with this word alone.
    var bits: SIMD4<UInt64> {
        var bits: SIMD4<UInt64> = .zero
        bits[lane] = bit
        return bits
    }
}
