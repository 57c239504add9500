/// What the frequent words of a reply say of its language.
struct TextLanguage {
    /// The language in Latin script that most of the first 400 tokens speak for; nil where none of those we know does.
    let latin: String?
    /// Share of common English words among the first 120 tokens.
    let englishShare: Double
    /// Whether one of these is a word that other languages do not write alike: Hungarian `a` and Finnish `on` are no English.
    let speaksEnglish: Bool

    init(_ tokens: [TextToken]) {
        let head = min(tokens.count, 120)
        var english = 0
        var seen: UInt8 = 0
        var votes = [Int](repeating: 0, count: Self.latinWords.count)
        Self.table.withUnsafeBufferPointer { table in
            for index in 0..<min(tokens.count, 400) {
                let hash = tokens[index].hash
                var place = Int(hash >> Self.shift)
                while table[place].languages != 0, table[place].word != hash { place += 1 }
                let bits = table[place].languages
                if bits == 0 { continue }
                seen |= bits
                if index < head { english += bits & Self.prose == 0 ? 0 : 1 }
                for language in votes.indices where bits & (1 << UInt8(language)) != 0 { votes[language] += 1 }
            }
        }
        englishShare = head == 0 ? 0 : Double(english) / Double(head)
        speaksEnglish = seen & Self.unshared != 0
        let most = votes.max() ?? 0
        latin = most == 0 ? nil : votes.firstIndex(of: most).map { Self.latinWords[$0].language }
    }

    /// Languages with cues that are not written in Latin script: no word of theirs stands in another's text by chance.
    static let inOtherScripts: Set<String> = ["ar", "bn", "fa", "he", "hi", "ja", "ko", "ru", "th", "uk", "zh"]

    static func hasFrequentWords(of language: String) -> Bool { latinWords.contains { $0.language == language } }

    /// Words that make up a fifth and more of English prose.
    private static let englishWords =
        "the of to and a in is it you that for on are with as be this or have at by from an can not if but your i i'm "
        + "my we will would should may do does what which how there their they more help so sorry can't"

    /// Frequent words of the languages in Latin script whose acts have patterns; a word that two share speaks for both.
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

    /// The bit of the English words of which a share is taken, beside those of the languages.
    private static let prose: UInt8 = 1 << 7
    private static let unshared: UInt8 = 1 << 6
    private static let shared: Set<Substring> = [
        "a", "i", "is", "in", "on", "at", "be", "as", "for", "of", "to", "do", "if", "an", "my", "will", "so", "by",
        "may",
    ]
    /// Leaves the top eleven bits of a hash.
    private static let shift: UInt32 = 21

    /// Words and their languages as bits, by the top bits of the words' hashes; words of one place stand one behind the other.
    /// Nearly every token finds a place that is empty.
    private static let table: [(word: UInt32, languages: UInt8)] = {
        var table = [(word: UInt32, languages: UInt8)](repeating: (0, 0), count: (1 << (32 - Int(shift))) + 32)
        func add(_ words: String, _ bit: UInt8) {
            for word in words.split(separator: " ") {
                let hash = TextHash.word(word.utf8)
                var place = Int(hash >> shift)
                while table[place].languages != 0, table[place].word != hash { place += 1 }
                table[place].word = hash
                table[place].languages |= bit
            }
        }
        add(englishWords, prose)
        for word in englishWords.split(separator: " ") where !shared.contains(word) { add(String(word), unshared) }
        for (index, entry) in latinWords.enumerated() { add(entry.words, 1 << UInt8(index)) }
        return table
    }()
}
