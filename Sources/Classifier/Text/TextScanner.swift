/// Cuts the bytes of a reply into tokens and sentences in one pass, without building strings.
///
/// Letters of every alphabet are lowered as far as it is cheap (ASCII, Latin, Greek, Cyrillic); ideographs, kana,
/// hangul and Thai give one token a character, because their words are not separated the way patterns need.
struct TextScanner {
    let tokens: [TextToken]
    let sentences: [TextSentence]
    let counts: TextCounts

    init(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
        var pass = TextPass(bytes, range: range)
        defer { pass.free() }
        pass.scan()
        pass.unmarkWhole()
        pass.markDialogue()
        tokens = pass.tokens.list
        sentences = pass.sentences
        counts = pass.counts
    }
}

/// What the pass counts on its way.
struct TextCounts {
    var lines = 0
    var paragraphs = 0
    var listItems = 0
    var codeBlocks = 0
    var quotes = 0
    var questions = 0
    var exclamations = 0
    var wideTokens = 0
    var dialogueTurns = 0
}

/// The state of one pass over a reply; whoever makes one frees it.
struct TextPass {
    private(set) var tokens: TextTokenBuffer
    private(set) var sentences: [TextSentence] = []
    private(set) var counts = TextCounts()

    private let bytes: UnsafeBufferPointer<UInt8>
    private let letters: TextLetters
    private let kinds = TextByte.table
    private var at: Int
    private let end: Int
    private var place: TextPlace = []
    /// The last byte of the mark that opened the quotation, and where a single straight quote closes it.
    private var opener: UInt8 = 0
    private var quoteEnd = 0
    private var lineStart = true
    private var current = TextSentence(firstToken: 0, endToken: 0, start: 0, end: 0)

    init(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
        self.bytes = bytes
        letters = TextLetters(bytes, end: range.upperBound)
        at = range.lowerBound
        end = range.upperBound
        tokens = TextTokenBuffer(capacity: range.count / 4 + 8)
        sentences.reserveCapacity(range.count / 60 + 4)
    }

    func free() { tokens.free() }

    // MARK: The pass

    mutating func scan() {
        current.start = UInt32(at)
        while at < end {
            let byte = bytes[at]
            switch kinds[Int(byte)] {
            case .letter:
                word()
                // Nearly every word is followed by one space.
                if at < end, bytes[at] == 0x20 { at += 1 }
            case .digit: number()
            case .lead: wide()
            case .newline: newline()
            case .space: at += 1
            case .stop: stop(byte)
            case .quote: toggleQuote()
            case .tick: tick()
            case .mark: mark(byte)
            }
        }
        closeSentence()
    }

    private mutating func word() {
        let start = at
        let (hash, next) = letters.word(from: start)
        at = next
        push(hash, start, next)
    }

    private mutating func number() {
        let start = at
        while at < end, kinds[Int(bytes[at])] == .digit { at += 1 }
        if at < end, kinds[Int(bytes[at])] == .letter {
            at = start
            return word()
        }
        let opensItem = lineStart && at < end && (bytes[at] == 0x2E || bytes[at] == 0x29)
        if opensItem {
            current.listItem = true
            counts.listItems += 1
            at += 1
            return
        }
        place.insert(.digit)
        push(TextHash.add(TextHash.seed, 0x30), start, at)
        place.remove(.digit)
    }

    /// A character beyond ASCII: a letter of a word, a character that is a token, or punctuation.
    private mutating func wide() {
        let length = TextByte.length(bytes[at])
        guard at + length <= end else {
            at = end
            return
        }
        switch letters.kind(at, length) {
        case .letter: word()
        case .character:
            let start = at
            var hash = TextHash.seed
            for index in at..<at + length { hash = TextHash.add(hash, bytes[index]) }
            at += length
            push(hash, start, at)
            counts.wideTokens += 1
        case .stop:
            at += length
            endSentence(asks: false)
        case .question:
            at += length
            counts.questions += 1
            endSentence(asks: true)
        case .openQuote, .closeQuote:
            quoteMark(length)
            at += length
        case .other: at += length
        }
    }

    // MARK: Punctuation

    private mutating func stop(_ byte: UInt8) {
        at += 1
        if byte == 0x3F { counts.questions += 1 }
        if byte == 0x21 { counts.exclamations += 1 }
        let next = at < end ? bytes[at] : 0x20
        let ends = next <= 0x20 || next == 0x22 || next == 0x27 || next == 0x29 || next == 0x2A || next >= 0x80
        if ends && !place.contains(.code) { endSentence(asks: byte == 0x3F) }
    }

    private mutating func mark(_ byte: UInt8) {
        if byte == 0x27, !place.contains(.code) { singleQuote() }
        if lineStart && (byte == 0x2D || byte == 0x2A || byte == 0x3E || byte == 0x23) {
            let next = at + 1 < end ? bytes[at + 1] : 0x20
            if byte == 0x3E, !place.contains(.code) { open(byte) }
            if byte == 0x23 { current.heading = true }
            if (byte == 0x2D || byte == 0x2A) && next == 0x20 {
                current.listItem = true
                counts.listItems += 1
            }
        }
        at += 1
    }

    private mutating func newline() {
        let blank = lineStart
        at += 1
        if !place.contains(.code) {
            endSentence(asks: false)
            // A quotation mark that nobody closed must not silence the rest of the reply.
            if place.contains(.quoted) && (blank || bytes[at - 1] == 0x0A) { place.remove(.quoted) }
        }
        lineStart = true
        counts.lines += 1
        if blank { counts.paragraphs += 1 }
    }

    private mutating func toggleQuote() {
        let byte = bytes[at]
        if !place.contains(.quoted) {
            open(byte)
        } else if opener == byte {
            place.remove(.quoted)
        }
        at += 1
    }

    private mutating func open(_ mark: UInt8) {
        place.insert(.quoted)
        opener = mark
        counts.quotes += 1
    }

    /// Typographic marks, by their last byte: each language closes with another one's opening mark.
    private mutating func quoteMark(_ length: Int) {
        let mark = bytes[at + length - 1]
        if place.contains(.quoted) {
            let closes =
                switch opener {
                case 0x9E: mark == 0x9C || mark == 0x9D
                case 0x9C: mark == 0x9D
                case 0x98: mark == 0x99
                case 0xAB: mark == 0xBB
                case 0xBB: mark == 0xAB
                case 0x8C, 0x8E: mark == opener + 1
                default: false
                }
            if closes { place.remove(.quoted) }
        } else {
            switch mark {
            case 0x9E, 0x9C, 0x98, 0xAB, 0x8C, 0x8E: open(mark)
            // »German« quotation marks; in French the same mark closes.
            case 0xBB where at == 0 || bytes[at - 1] <= 0x20 || bytes[at - 1] == 0x28: open(mark)
            default: break
            }
        }
    }

    /// 'A phrase in single straight quotes': opens before a letter, closes on the same line, holds a space.
    private mutating func singleQuote() {
        if place.contains(.quoted) {
            if opener == 0x27, at == quoteEnd { place.remove(.quoted) }
            return
        }
        let free = at == 0 || bytes[at - 1] <= 0x20 || bytes[at - 1] == 0x28
        guard free, at + 1 < end, kinds[Int(bytes[at + 1])] == .letter else { return }
        var spaced = false
        var index = at + 2
        while index < min(end, at + 400), bytes[index] != 0x0A {
            if bytes[index] == 0x20 { spaced = true }
            if bytes[index] == 0x27, bytes[index - 1] > 0x20 {
                let next = index + 1 < end ? bytes[index + 1] : 0x20
                if kinds[Int(next)] != .letter, kinds[Int(next)] != .digit {
                    guard spaced else { return }
                    open(0x27)
                    quoteEnd = index
                    return
                }
            }
            index += 1
        }
    }

    /// Three backticks open or close a block of code; one is inline code and ends with its line.
    private mutating func tick() {
        if at + 2 < end, bytes[at + 1] == 0x60, bytes[at + 2] == 0x60 {
            if place.contains(.code) {
                place.remove(.code)
                endSentence(asks: false)
            } else {
                endSentence(asks: false)
                place.insert(.code)
                counts.codeBlocks += 1
            }
            at += 3
        } else {
            if !place.contains(.code) { toggleQuote() } else { at += 1 }
        }
    }

    // MARK: Tokens and sentences

    @inline(__always)
    private mutating func push(_ hash: UInt32, _ start: Int, _ end: Int) {
        tokens.append(
            TextToken(
                hash: hash, start: UInt32(start), end: UInt32(end), sentence: UInt32(sentences.count), place: place))
        lineStart = false
        current.end = UInt32(end)
    }

    private mutating func endSentence(asks: Bool) {
        guard tokens.count > current.firstToken else { return }
        current.asks = asks
        closeSentence()
    }

    private mutating func closeSentence() {
        guard tokens.count > current.firstToken else { return }
        current.endToken = tokens.count
        current.start = tokens[current.firstToken].start
        sentences.append(current)
        current = TextSentence(firstToken: tokens.count, endToken: tokens.count, start: UInt32(at), end: UInt32(at))
    }

    /// A reply that stands in quotation marks as a whole quotes nobody.
    mutating func unmarkWhole() {
        guard tokens.count > 0 else { return }
        for index in 0..<tokens.count where !tokens[index].place.contains(.quoted) { return }
        tokens.unmark(.quoted)
        counts.quotes = 0
    }

    /// Lines that open with a name and a colon are a dialogue when at least two speakers take turns.
    mutating func markDialogue() {
        var speakers: [UInt32] = []
        var turns: [Int] = []
        for (index, sentence) in sentences.enumerated() where speaks(sentence) {
            turns.append(index)
            let name = tokens[sentence.firstToken].hash
            if speakers.count < 4 && !speakers.contains(name) { speakers.append(name) }
        }
        guard speakers.count >= 2, turns.count >= 3 else { return }
        for index in turns {
            tokens.mark(sentences[index].firstToken..<sentences[index].endToken, as: .spoken)
        }
        counts.dialogueTurns = turns.count
    }

    /// `Name: words` at the start of a line; the words follow in the same sentence.
    private func speaks(_ sentence: TextSentence) -> Bool {
        guard sentence.endToken > sentence.firstToken + 1, !sentence.listItem else { return false }
        let name = tokens[sentence.firstToken]
        let next = tokens[sentence.firstToken + 1]
        guard next.start >= name.end + 2, next.start <= name.end + 6, bytes[Int(name.start)] <= 0x5A else {
            return false
        }
        var sawColon = false
        for index in Int(name.end)..<Int(next.start) where bytes[index] == 0x3A { sawColon = true }
        guard sawColon else { return false }
        var before = Int(name.start)
        while before > 0, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x2A || bytes[before - 1] == 0x5B {
            before -= 1
        }
        return before == 0 || bytes[before - 1] == 0x0A
    }
}
