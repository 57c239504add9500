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
    private let speaksEnglish: Bool
    /// The language in Latin script that its frequent words speak for.
    private let latin: String?

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
        let language = TextLanguage(tokens)
        englishShare = language.englishShare
        speaksEnglish = language.speaksEnglish
        latin = language.latin
        acts = TextActs([], [], [], language: nil)
        settleApologies()
        settleDemurrals()
        acts = TextActs(hits, sentences, moves, language: latin)
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
        if hits.contains(where: isKnownLanguage) { return true }
        if tokens.count < 3 { return !hits.isEmpty }
        return englishShare >= (speaksEnglish ? 0.08 : 0.4)
    }

    /// A cue of another language than English that does not stand there by chance: Finnish `ja` is no German yes, so where a
    /// reply is longer its frequent words must be of that language too, or the cue one of several words.
    private func isKnownLanguage(_ hit: TextCueBook.Hit) -> Bool {
        let language = TextCueBook.shared.patterns[hit.pattern].language
        if language == "en" { return false }
        if tokens.count < 8 || TextLanguage.inOtherScripts.contains(language) { return true }
        return TextLanguage.hasFrequentWords(of: language) ? latin == language : hit.endToken - hit.token > 1
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
