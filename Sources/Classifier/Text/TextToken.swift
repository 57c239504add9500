/// One token of a reply: a word, a number, or a single character of a script that writes without spaces.
struct TextToken {
    /// FNV-1a of the normalised bytes (lower case, straight apostrophe, digits as one `0`).
    var hash: UInt32
    /// Byte range in the reply.
    var start: UInt32
    var end: UInt32
    var sentence: UInt32
    var place: TextPlace
}

/// Tokens as the pass writes them: an array's checks at every token would cost a tenth of the whole.
struct TextTokenBuffer {
    private(set) var count = 0
    private var capacity: Int
    private var base: UnsafeMutablePointer<TextToken>

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    func free() { base.deallocate() }

    @inline(__always)
    mutating func append(_ token: TextToken) {
        if count == capacity { grow() }
        (base + count).initialize(to: token)
        count += 1
    }

    @inline(__always)
    subscript(_ index: Int) -> TextToken { base[index] }

    func mark(_ range: Range<Int>, as place: TextPlace) {
        for index in range { base[index].place.insert(place) }
    }

    func unmark(_ place: TextPlace) {
        for index in 0..<count { base[index].place.remove(place) }
    }

    var list: [TextToken] { Array(UnsafeBufferPointer(start: base, count: count)) }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<TextToken>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}

/// Where a token stands: what a model quotes or prints as code is not what it says.
struct TextPlace: OptionSet {
    let rawValue: UInt8
    static let quoted = TextPlace(rawValue: 1)
    static let code = TextPlace(rawValue: 2)
    /// A line of a dialogue (`Robot: I can't do that.`) in a reply that holds several speakers.
    static let spoken = TextPlace(rawValue: 4)
    static let digit = TextPlace(rawValue: 8)

    /// The model does not speak for itself here.
    static let reported: TextPlace = [.quoted, .code, .spoken]
}

/// One sentence: its tokens and bytes, and how it ends.
struct TextSentence {
    var firstToken: Int
    var endToken: Int
    var start: UInt32
    var end: UInt32
    var asks = false
    var listItem = false
    var heading = false
}

/// FNV-1a, 32 bits: the one hash of tokens, n-grams and traits, in training and in use.
enum TextHash {
    static let seed: UInt32 = 2_166_136_261

    @inline(__always)
    static func add(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }

    /// Joins two hashes; order counts.
    @inline(__always)
    static func join(_ left: UInt32, _ right: UInt32) -> UInt32 {
        var mixed = (left &* 0x9E37_79B1) ^ (right &+ 0x7F4A_7C15 &+ (left << 6) &+ (left >> 2))
        mixed ^= mixed >> 15
        return mixed &* 0x85EB_CA6B
    }

    static func word(_ text: some Sequence<UInt8>) -> UInt32 { text.reduce(seed, add) }
}
