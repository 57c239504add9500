/// Reads the letters of one word.
///
/// Apart from the pass, because that one changes while it reads: the compiler would copy all of it for every word.
struct TextLetters {
    private let bytes: UnsafePointer<UInt8>
    private let end: Int
    private let folded = TextByte.folded

    /// Empty bytes have no address and no word; any address does for them.
    init(_ bytes: UnsafeBufferPointer<UInt8>, end: Int) {
        self.bytes = bytes.baseAddress ?? TextByte.folded
        self.end = end
    }

    /// The hash of the word that starts here, in lower case, and the offset behind it.
    @inline(__always)
    func word(from start: Int) -> (hash: UInt32, end: Int) {
        var here = start
        var hash = TextHash.seed
        while here < end {
            let byte = bytes[here]
            let letter = folded[Int(byte)]
            if letter != 0 {
                hash = TextHash.add(hash, letter)
                here += 1
            } else if byte < 0x80, byte != 0x27 {
                break
            } else {
                guard let (next, length) = beyond(start, here, hash) else { break }
                hash = next
                here += length
            }
        }
        return (hash, here)
    }

    @inline(__always)
    func kind(_ at: Int, _ length: Int) -> TextByte.Wide { TextByte.kind(bytes, at, length) }

    /// An apostrophe inside a word, or a letter beyond ASCII: the hash with it and its length; nil ends the word.
    @inline(never)
    private func beyond(_ start: Int, _ here: Int, _ hash: UInt32) -> (UInt32, Int)? {
        if bytes[here] == 0x27 {
            return here > start && continues(here + 1) ? (TextHash.add(hash, 0x27), 1) : nil
        }
        if curlyApostrophe(here), here > start, continues(here + 3) { return (TextHash.add(hash, 0x27), 3) }
        let length = TextByte.length(bytes[here])
        guard here + length <= end, TextByte.kind(bytes, here, length) == .letter else { return nil }
        if length == 2 {
            let lowered = TextByte.lower(bytes[here], bytes[here + 1])
            return (TextHash.add(TextHash.add(hash, lowered.0), lowered.1), 2)
        }
        var next = hash
        for index in here..<here + length { next = TextHash.add(next, bytes[index]) }
        return (next, length)
    }

    private func curlyApostrophe(_ index: Int) -> Bool {
        index + 2 < end && bytes[index] == 0xE2 && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x99
    }

    private func continues(_ index: Int) -> Bool {
        guard index < end else { return false }
        if bytes[index] < 0x80 { return TextByte.table[Int(bytes[index])] == .letter }
        let length = TextByte.length(bytes[index])
        return index + length <= end && TextByte.kind(bytes, index, length) == .letter
    }
}
