/// Phrase patterns, compiled once into flat tables and found in one pass over the tokens.
///
/// A pattern is a line of words. `a|b` are alternatives of one place, `_` joins words inside an alternative, `?` after a
/// place makes it optional, and `~3` skips up to three tokens of the same sentence. Scripts whose characters are
/// tokens of their own need no joining: `无法|不能` is read character by character.
struct TextCueBook: Sendable {
    struct Pattern: Sendable {
        var kind: TextCueKind
        var language: String
        var source: String
    }

    struct Hit {
        var pattern: Int
        var kind: TextCueKind
        var token: Int
        var endToken: Int
        var sentence: Int
        var reported: Bool
    }

    /// A pattern that a word may open, with a filter of the words that may follow that word: 256 bits, all set where
    /// anything may follow. It spares nearly all attempts to match.
    private struct Chain {
        var pattern: Int32
        var kind: TextCueKind
        var first: Int32
        var end: Int32
        var next: SIMD4<UInt64>
    }

    private struct Place {
        var gap: Int32 = 0
        var optional = false
        var first: Int32 = 0
        var end: Int32 = 0
    }

    private struct Option {
        var first: Int32 = 0
        var end: Int32 = 0
    }

    /// Patterns that one word may open, as a stretch of `chains`.
    private struct Head {
        var hash: UInt32
        var first: Int32
        var count: Int32
    }

    private(set) var patterns: [Pattern] = []
    private var places: [Place] = []
    private var options: [Option] = []
    private var words: [UInt32] = []
    /// Patterns by the hash of a word that may open them: `heads` is an open-addressed table into `chains`.
    private var heads: [Head] = []
    private var chains: [Chain] = []
    private static let headSize = 8192

    static let shared = TextCueBook(TextCues.all)

    init(_ cues: [TextCues]) {
        var openers: [UInt32: [Chain]] = [:]
        for group in cues {
            for source in group.patterns {
                let first = places.count
                for part in source.split(separator: " ") { places.append(compile(part)) }
                let index = Int32(patterns.count)
                for (word, next) in opening(first, places.count) {
                    openers[word, default: []].append(
                        Chain(
                            pattern: index, kind: group.kind, first: Int32(first), end: Int32(places.count), next: next)
                    )
                }
                patterns.append(Pattern(kind: group.kind, language: group.language, source: source))
            }
        }
        heads = Array(repeating: Head(hash: 0, first: 0, count: 0), count: Self.headSize)
        for (hash, list) in openers.sorted(by: { $0.key < $1.key }) {
            var slot = Int(hash) & (Self.headSize - 1)
            while heads[slot].count > 0 { slot = (slot + 1) & (Self.headSize - 1) }
            heads[slot] = Head(hash: hash, first: Int32(chains.count), count: Int32(list.count))
            chains += list
        }
    }

    /// Every cue of the reply in the order of its first token; the longest of one pattern at one place.
    func hits(in tokens: [TextToken]) -> [Hit] {
        tokens.withUnsafeBufferPointer { tokens in
            heads.withUnsafeBufferPointer { heads in
                chains.withUnsafeBufferPointer { chains in
                    places.withUnsafeBufferPointer { places in
                        options.withUnsafeBufferPointer { options in
                            words.withUnsafeBufferPointer { words in
                                let matcher = Matcher(tokens: tokens, places: places, options: options, words: words)
                                return search(tokens, heads, chains, matcher)
                            }
                        }
                    }
                }
            }
        }
    }

    private func search(
        _ tokens: UnsafeBufferPointer<TextToken>, _ heads: UnsafeBufferPointer<Head>,
        _ chains: UnsafeBufferPointer<Chain>, _ matcher: Matcher
    ) -> [Hit] {
        var found: [Hit] = []
        for index in tokens.indices {
            let hash = tokens[index].hash
            var slot = Int(hash) & (Self.headSize - 1)
            while heads[slot].count > 0, heads[slot].hash != hash { slot = (slot + 1) & (Self.headSize - 1) }
            let head = heads[slot]
            guard head.count > 0 else { continue }
            let following = index + 1 < tokens.count ? tokens[index + 1].hash : 0
            let lane = Int(following >> 30)
            let bit = UInt64(1) << UInt64((following >> 24) & 63)
            for number in Int(head.first)..<Int(head.first + head.count) where chains[number].next[lane] & bit != 0 {
                let chain = chains[number]
                guard let end = matcher.match(Int(chain.first), Int(chain.end), index) else { continue }
                found.append(
                    Hit(
                        pattern: Int(chain.pattern), kind: chain.kind, token: index, endToken: end,
                        sentence: Int(tokens[index].sentence),
                        reported: !tokens[index].place.isDisjoint(with: .reported)))
            }
        }
        return found
    }

    /// Matches one pattern at one token; reads the flat tables through pointers that live as long as one search.
    private struct Matcher {
        var tokens: UnsafeBufferPointer<TextToken>
        var places: UnsafeBufferPointer<Place>
        var options: UnsafeBufferPointer<Option>
        var words: UnsafeBufferPointer<UInt32>

        /// The token behind the match, or nil.
        func match(_ place: Int, _ last: Int, _ at: Int) -> Int? {
            guard place < last else { return at }
            let here = places[place]
            if here.gap > 0 {
                for skip in 0...Int(here.gap) {
                    if skip > 0, at + skip - 1 >= tokens.count || !same(at - 1, at + skip - 1) { return nil }
                    if let end = match(place + 1, last, at + skip) { return end }
                }
                return nil
            }
            for number in Int(here.first)..<Int(here.end) {
                let option = options[number]
                let length = Int(option.end - option.first)
                guard at + length <= tokens.count, tokens[at].hash == words[Int(option.first)] else { continue }
                var offset = 1
                while offset < length, tokens[at + offset].hash == words[Int(option.first) + offset],
                    same(at, at + offset)
                {
                    offset += 1
                }
                guard offset >= length else { continue }
                if place + 1 < last, at + length < tokens.count, !same(at, at + length) {
                    if restIsOptional(place + 1, last) { return at + length }
                    continue
                }
                if let end = match(place + 1, last, at + length) { return end }
            }
            return here.optional ? match(place + 1, last, at) : nil
        }

        private func restIsOptional(_ place: Int, _ last: Int) -> Bool {
            for index in place..<last where !places[index].optional { return false }
            return true
        }

        private func same(_ left: Int, _ right: Int) -> Bool {
            left < 0 || tokens[left].sentence == tokens[right].sentence
        }
    }

    /// `<kind>.<language>.<number>`: the rule id that evidence cites.
    func name(_ pattern: Int) -> String {
        "\(patterns[pattern].kind.name).\(patterns[pattern].language).\(pattern)"
    }

    // MARK: Compiling

    private mutating func compile(_ part: Substring) -> Place {
        if part.first == "~" { return Place(gap: Int32(part.dropFirst()) ?? 1) }
        var text = part
        var place = Place()
        if text.last == "?" {
            place.optional = true
            text = text.dropLast()
        }
        place.first = Int32(options.count)
        for alternative in text.split(separator: "|") {
            let first = words.count
            let plain = alternative.replacing("_", with: " ")
            var copy = plain
            copy.withUTF8 { bytes in
                words += TextScanner(bytes, range: 0..<bytes.count).tokens.map(\.hash)
            }
            options.append(Option(first: Int32(first), end: Int32(words.count)))
        }
        place.end = Int32(options.count)
        return place
    }

    /// The words that may open a pattern, each with the filter of what may follow it.
    private func opening(_ first: Int, _ last: Int) -> [(UInt32, SIMD4<UInt64>)] {
        var opens: [UInt32: SIMD4<UInt64>] = [:]
        for place in first..<last {
            for option in places[place].first..<places[place].end {
                let words = words[Int(options[Int(option)].first)..<Int(options[Int(option)].end)]
                guard let word = words.first else { continue }
                let next = words.count > 1 ? Self.filter([words[words.startIndex + 1]]) : follow(place + 1, last)
                opens[word, default: .zero] |= next
            }
            if !places[place].optional { break }
        }
        return opens.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func follow(_ first: Int, _ last: Int) -> SIMD4<UInt64> {
        var next: SIMD4<UInt64> = .zero
        for place in first..<last {
            if places[place].gap > 0 { return SIMD4(repeating: .max) }
            next |= Self.filter((places[place].first..<places[place].end).map { words[Int(options[Int($0)].first)] })
            if !places[place].optional { return next }
        }
        return SIMD4(repeating: .max)
    }

    private static func filter(_ words: [UInt32]) -> SIMD4<UInt64> {
        var bits: SIMD4<UInt64> = .zero
        for word in words { bits[Int(word >> 30)] |= UInt64(1) << UInt64((word >> 24) & 63) }
        return bits
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
