/// Phrase patterns, compiled once into flat tables and found in one pass over the tokens.
///
/// A pattern is a line of words. `a|b` are alternatives of one place, `_` joins words inside an alternative, `?` after a
/// place makes it optional, and `~3` skips up to three tokens of the same sentence. Scripts whose characters are
/// tokens of their own need no joining: `无法|不能` is read character by character.
struct TextCueBook: Sendable {
    struct Pattern {
        var kind: TextCueKind
        var language: String
        var source: String
        var first: Int
        var end: Int
    }

    struct Hit {
        var pattern: Int
        var kind: TextCueKind
        var token: Int
        var endToken: Int
        var sentence: Int
        var reported: Bool
    }

    private struct Place {
        var gap = 0
        var optional = false
        var first = 0
        var end = 0
    }

    private struct Option {
        var first = 0
        var end = 0
    }

    private(set) var patterns: [Pattern] = []
    private var places: [Place] = []
    private var options: [Option] = []
    private var words: [UInt32] = []
    /// Patterns by the hash of a word that may open them: `heads` is an open-addressed table into `chains`.
    private var heads: [(hash: UInt32, first: Int32, count: Int32)] = []
    private var chains: [Int32] = []
    private static let headSize = 8192

    static let shared = TextCueBook(TextCues.all)

    init(_ cues: [TextCues]) {
        var openers: [UInt32: [Int32]] = [:]
        for group in cues {
            for source in group.patterns {
                let first = places.count
                for part in source.split(separator: " ") { places.append(compile(part)) }
                let index = Int32(patterns.count)
                for word in opening(first, places.count) where openers[word]?.last != index {
                    openers[word, default: []].append(index)
                }
                patterns.append(
                    Pattern(
                        kind: group.kind, language: group.language, source: source, first: first, end: places.count))
            }
        }
        heads = Array(repeating: (0, 0, 0), count: Self.headSize)
        for (hash, list) in openers.sorted(by: { $0.key < $1.key }) {
            var slot = Int(hash) & (Self.headSize - 1)
            while heads[slot].count > 0 { slot = (slot + 1) & (Self.headSize - 1) }
            heads[slot] = (hash, Int32(chains.count), Int32(list.count))
            chains += list
        }
    }

    /// Every cue of the reply in the order of its first token; the longest of one pattern at one place.
    func hits(in tokens: [TextToken]) -> [Hit] {
        var found: [Hit] = []
        tokens.withUnsafeBufferPointer { tokens in
            heads.withUnsafeBufferPointer { heads in
                for index in tokens.indices {
                    let hash = tokens[index].hash
                    var slot = Int(hash) & (Self.headSize - 1)
                    while heads[slot].count > 0 {
                        if heads[slot].hash == hash {
                            collect(heads[slot].first, heads[slot].count, tokens, index, &found)
                            break
                        }
                        slot = (slot + 1) & (Self.headSize - 1)
                    }
                }
            }
        }
        return found
    }

    private func collect(
        _ first: Int32, _ count: Int32, _ tokens: UnsafeBufferPointer<TextToken>, _ index: Int, _ found: inout [Hit]
    ) {
        for chain in Int(first)..<Int(first + count) {
            let number = Int(chains[chain])
            let pattern = patterns[number]
            guard let end = match(pattern.first, pattern.end, tokens, index) else { continue }
            found.append(
                Hit(
                    pattern: number, kind: pattern.kind, token: index, endToken: end,
                    sentence: Int(tokens[index].sentence),
                    reported: !tokens[index].place.isDisjoint(with: .reported)))
        }
    }

    /// The token behind the match, or nil.
    private func match(_ place: Int, _ last: Int, _ tokens: UnsafeBufferPointer<TextToken>, _ at: Int) -> Int? {
        guard place < last else { return at }
        let here = places[place]
        if here.gap > 0 {
            for skip in 0...here.gap {
                if skip > 0, at + skip - 1 >= tokens.count || !same(tokens, at - 1, at + skip - 1) { return nil }
                if let end = match(place + 1, last, tokens, at + skip) { return end }
            }
            return nil
        }
        for option in here.first..<here.end {
            let words = options[option]
            let length = words.end - words.first
            guard at + length <= tokens.count else { continue }
            var offset = 0
            while offset < length, tokens[at + offset].hash == self.words[words.first + offset],
                offset == 0 || same(tokens, at, at + offset)
            {
                offset += 1
            }
            guard offset == length else { continue }
            if place + 1 < last, at + length < tokens.count, !same(tokens, at, at + length) {
                if restIsOptional(place + 1, last) { return at + length }
                continue
            }
            if let end = match(place + 1, last, tokens, at + length) { return end }
        }
        return here.optional ? match(place + 1, last, tokens, at) : nil
    }

    private func restIsOptional(_ place: Int, _ last: Int) -> Bool {
        for index in place..<last where !places[index].optional { return false }
        return true
    }

    private func same(_ tokens: UnsafeBufferPointer<TextToken>, _ left: Int, _ right: Int) -> Bool {
        left < 0 || tokens[left].sentence == tokens[right].sentence
    }

    /// `<kind>.<language>.<number>`: the rule id that evidence cites.
    func name(_ pattern: Int) -> String {
        "\(patterns[pattern].kind.name).\(patterns[pattern].language).\(pattern)"
    }

    // MARK: Compiling

    private mutating func compile(_ part: Substring) -> Place {
        if part.first == "~" { return Place(gap: Int(part.dropFirst()) ?? 1) }
        var text = part
        var place = Place()
        if text.last == "?" {
            place.optional = true
            text = text.dropLast()
        }
        place.first = options.count
        for alternative in text.split(separator: "|") {
            let first = words.count
            let plain = alternative.replacing("_", with: " ")
            var copy = plain
            copy.withUTF8 { bytes in
                words += TextScanner(bytes, range: 0..<bytes.count).tokens.map(\.hash)
            }
            options.append(Option(first: first, end: words.count))
        }
        place.end = options.count
        return place
    }

    private func opening(_ first: Int, _ last: Int) -> [UInt32] {
        var opens: [UInt32] = []
        for place in first..<last {
            for option in places[place].first..<places[place].end { opens.append(words[options[option].first]) }
            if !places[place].optional { break }
        }
        return opens
    }
}

/// One group of patterns: what they do, and in which language.
struct TextCues: Sendable {
    var kind: TextCueKind
    var language: String
    var patterns: [String]

    init(_ kind: TextCueKind, _ language: String, _ patterns: [String]) {
        self.kind = kind
        self.language = language
        self.patterns = patterns
    }
}
