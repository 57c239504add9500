/// A reply as the classifier sees it: tokens, sentences, cues, and what kind of move every sentence makes.
struct TextReading {
    let tokens: [TextToken]
    let sentences: [TextSentence]
    let counts: TextCounts
    let hits: [TextCueBook.Hit]
    /// Cue kinds that stand unreported in each sentence, as bits of `TextCueKind`.
    private(set) var moves: [UInt64]
    /// Cue kinds inside quotations, code and dialogue.
    private(set) var reported: UInt64 = 0
    /// The acts of declining that the reply does itself.
    private(set) var acts: TextActs
    /// Share of common English words among the first 120 tokens.
    let englishShare: Double

    /// - Parameter blind: as a reader who knows no word of declining: training reads declining replies once like this,
    ///   so that the weights also know what such a reply looks like when its words are none that a pattern holds.
    init(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, blind: Bool = false) {
        let scan = TextScanner(bytes, range: range)
        tokens = scan.tokens
        sentences = scan.sentences
        counts = scan.counts
        let found = TextCueBook.shared.hits(in: tokens)
        hits = blind ? found.filter { !Self.declining.contains($0.kind) } : found
        moves = Array(repeating: 0, count: scan.sentences.count)
        for hit in hits {
            if hit.reported {
                reported |= hit.kind.bit
            } else {
                moves[hit.sentence] |= hit.kind.bit
            }
        }
        let head = tokens.prefix(120)
        englishShare = head.isEmpty ? 0 : Double(TextLanguage.englishWords(in: head)) / Double(head.count)
        acts = TextActs([], [], [], language: nil)
        settleApologies()
        settleDemurrals()
        acts = TextActs(hits, sentences, moves, language: TextLanguage.latin(in: tokens.prefix(400)))
    }

    private static let declining: Set<TextCueKind> = [.act, .notice, .refuse, .withhold]

    /// "I can't give medical advice" matches the pattern of a refusal too; the narrower reading counts, unless the
    /// same sentence refuses at another place.
    private mutating func settleDemurrals() {
        for hit in hits where hit.kind == .demur && !hit.reported {
            let refused = hits.contains {
                $0.kind == .refuse && $0.sentence == hit.sentence && !$0.reported
                    && ($0.token < hit.token || $0.token >= hit.endToken)
            }
            if !refused { moves[hit.sentence] &= ~TextCueKind.refuse.bit }
        }
    }

    /// "Sorry to hear" and "sorry for the confusion" regret something; they decline nothing.
    private mutating func settleApologies() {
        for index in moves.indices where moves[index] & TextCueKind.condolence.bit != 0 {
            moves[index] &= ~TextCueKind.apology.bit
        }
    }

    /// Whether the classifier has grounds to stand by its guess: English, or a language whose cues it found here.
    var hasBasis: Bool {
        if hits.contains(where: { TextCueBook.shared.patterns[$0.pattern].language != "en" }) { return true }
        if tokens.count < 3 { return !hits.isEmpty }
        return englishShare >= 0.08
    }

    /// A short reply that mostly sends the reader elsewhere: people disagree whether it answers anything.
    var mostlyRedirects: Bool {
        sentences.count <= 5 && counts.listItems == 0 && sentences(with: .redirect) * 2 >= sentences.count
    }

    /// The strongest move of a sentence, by the order below; nil for a plain statement.
    func move(_ sentence: Int) -> TextCueKind? {
        let bits = moves[sentence]
        guard bits != 0 else { return nil }
        return Self.order.first { bits & $0.bit != 0 }
    }

    private static let order: [TextCueKind] = [
        .act, .notice, .refuse, .missing, .tool, .puzzled, .demur, .withhold, .condolence, .apology, .selfLimit, .pivot,
        .redirect,
        .balk, .promise, .premise,
        .moral, .lecture, .offer, .persona, .comply, .caution, .inquire, .steps, .hedge,
    ]

    /// The first unreported sentence with a cue of this kind.
    func firstSentence(of kind: TextCueKind) -> Int? { moves.firstIndex { $0 & kind.bit != 0 } }

    /// The first with any of these.
    func firstSentence(of kinds: TextCueKind...) -> Int? {
        let bits = TextTraits.bits(kinds)
        return moves.firstIndex { $0 & bits != 0 }
    }

    func lastSentence(of kind: TextCueKind) -> Int? { moves.lastIndex { $0 & kind.bit != 0 } }

    func sentences(with kind: TextCueKind) -> Int { moves.count { $0 & kind.bit != 0 } }
}

/// What the classifier knows about languages: whether a reply is in one it was trained on or has cues for.
enum TextLanguage {
    /// Words that make up a fifth and more of English prose.
    private static let englishWords =
        "the of to and a in is it you that for on are with as be this or have at by from an can not if but your i i'm "
        + "my we will would should may do does what which how there their they more help so sorry can't"

    /// Every word in a slot of its own, by the bits of its hash from `shift` on: one look tells, without a jump that is
    /// hard to guess. Never freed, only read.
    private nonisolated(unsafe) static let table: (shift: UInt32, slots: UnsafePointer<UInt32>) = {
        let words = englishWords.split(separator: " ").map { TextHash.word($0.utf8) }
        let slots = UnsafeMutablePointer<UInt32>.allocate(capacity: 2048)
        for shift in UInt32(0)...21 {
            slots.initialize(repeating: 0, count: 2048)
            for word in words { slots[Int((word >> shift) & 2047)] = word }
            if words.allSatisfy({ slots[Int(($0 >> shift) & 2047)] == $0 }) { return (shift, UnsafePointer(slots)) }
        }
        preconditionFailure("two words share a slot at every shift; take more slots")
    }()

    /// Frequent words of the languages in Latin script whose acts have patterns; words that two of them share are left out.
    private static let latinWords: [(language: String, words: String)] = [
        (
            "en",
            "the of and is you that for are with this have from not but your my would should what how there they more so i it to"
        ),
        (
            "de",
            "der die und das ist nicht ein eine zu mit für auf ich sie es von den dem werden wird sind kann wie oder auch bei als"
        ),
        (
            "fr",
            "le les des est une dans pour que vous je pas sur avec qui ce cette sont peut plus aux ou mais votre il et du"
        ),
        ("es", "el los las que una por para con es del se puede como más pero sus esta este son lo y su o sobre"),
        (
            "it",
            "il che di per non una sono della con del è le gli questo questa nel più come dei alla può ma si i anche"
        ),
        ("pt", "o os as que uma para com não do da em dos mais como você pode são por seu sua mas isso ou um ao"),
    ]

    /// Words and their languages as bits, by the top bits of the words' hashes; two words of one place stand one behind
    /// the other. Nearly every token finds a place that is empty.
    private static let latin: [(word: UInt32, languages: UInt8)] = {
        var table = [(word: UInt32, languages: UInt8)](repeating: (0, 0), count: 1024 + 32)
        for (index, entry) in latinWords.enumerated() {
            for word in entry.words.split(separator: " ") {
                let hash = TextHash.word(word.utf8)
                var place = Int(hash >> 22)
                while table[place].languages != 0, table[place].word != hash { place += 1 }
                table[place].word = hash
                table[place].languages |= 1 << UInt8(index)
            }
        }
        return table
    }()

    /// The language in Latin script that most of these tokens speak for; nil where none of those we know does.
    static func latin(in tokens: ArraySlice<TextToken>) -> String? {
        var votes = [Int](repeating: 0, count: latinWords.count)
        latin.withUnsafeBufferPointer { latin in
            for token in tokens {
                var place = Int(token.hash >> 22)
                while latin[place].languages != 0, latin[place].word != token.hash { place += 1 }
                let bits = latin[place].languages
                if bits == 0 { continue }
                for index in votes.indices where bits & (1 << UInt8(index)) != 0 { votes[index] += 1 }
            }
        }
        guard let most = votes.max(), most > 0 else { return nil }
        return votes.firstIndex(of: most).map { latinWords[$0].language }
    }

    /// How many of these tokens are English words.
    static func englishWords(in tokens: ArraySlice<TextToken>) -> Int {
        let (shift, slots) = table
        var found = 0
        for token in tokens { found += slots[Int((token.hash >> shift) & 2047)] == token.hash ? 1 : 0 }
        return found
    }
}
