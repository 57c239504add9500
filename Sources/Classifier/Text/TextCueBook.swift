/// Phrase patterns, compiled once into flat tables and found in one pass over the tokens.
///
/// A pattern is a line of words. `a|b` are alternatives of one place, `_` joins words inside an alternative, `?` after a
/// place makes it optional, and `~3` skips up to three tokens of the same sentence. Scripts whose characters are
/// tokens of their own need no joining: `无法|不能` is read character by character.
///
/// Nearly all attempts to match are spared by filters of 256 bits, indexed by the top byte of a word's hash: which word
/// may follow an opening word, and which may stand at a place.
struct TextCueBook: Sendable {
    struct Pattern: Sendable {
        var kind: TextCueKind
        var language: String
        var source: String
        /// A refusal in a language that has no patterns of acts: it counts as one.
        var actsByRefusal: Bool { kind == .refuse && !TextCues.languagesWithActs.contains(language) }
    }

    struct Hit {
        var pattern: Int
        var kind: TextCueKind
        var token: Int
        var endToken: Int
        var sentence: Int
        var reported: Bool
    }

    let patterns: [Pattern]
    /// The compiled tables: written by `init`, read ever after and never freed, which is why they may be shared.
    private nonisolated(unsafe) let tables: TextCueTables

    static let shared = TextCueBook(TextCues.all)

    init(_ cues: [TextCues]) {
        var compiler = TextCueCompiler()
        for group in cues {
            for source in group.patterns { compiler.add(source, kind: group.kind, language: group.language) }
        }
        patterns = compiler.patterns
        tables = compiler.tables()
    }

    /// `<kind>.<language>.<number>`: the rule id that evidence cites.
    func name(_ pattern: Int) -> String {
        "\(patterns[pattern].kind.name).\(patterns[pattern].language).\(pattern)"
    }

    /// Every cue of the reply in the order of its first token; the longest of one pattern at one place.
    func hits(in tokens: [TextToken]) -> [Hit] {
        tokens.withUnsafeBufferPointer { buffer in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: buffer.count * 4) { behind in
                TextCueTables.behind(buffer, behind)
                return hits(buffer, behind)
            }
        }
    }

    private func hits(
        _ buffer: UnsafeBufferPointer<TextToken>, _ behind: UnsafeMutableBufferPointer<UInt64>
    ) -> [Hit] {
        guard let tokens = buffer.baseAddress else { return [] }
        let matcher = Matcher(tokens: tokens, count: buffer.count, tables: tables)
        var found: [Hit] = []
        for index in 0..<buffer.count {
            let next = index + 1 < buffer.count ? tokens[index + 1].hash : 0
            guard tables.mayOpen(tokens[index].hash, next), let head = tables.head(tokens[index].hash) else {
                continue
            }
            let following = TextCueFilter(next)
            for number in Int(tables.heads[head])..<Int(tables.heads[head + 1])
            where following.passes(tables.chainFilters, number) && tables.mayComplete(number, behind, index) {
                let chain = tables.chains[number]
                guard let end = matcher.reach(Int(chain.first), Int(chain.end), index) else { continue }
                found.append(
                    Hit(
                        pattern: Int(chain.pattern), kind: chain.kind, token: index, endToken: end,
                        sentence: Int(tokens[index].sentence),
                        reported: !tokens[index].place.isDisjoint(with: .reported)))
            }
        }
        return found
    }

    /// Matches one pattern at one token.
    private struct Matcher {
        var tokens: UnsafePointer<TextToken>
        var count: Int
        var tables: TextCueTables

        /// The token behind the match of the places from `place` on, or nil; most attempts end here, without a call.
        @inline(__always)
        func reach(_ place: Int, _ last: Int, _ at: Int) -> Int? {
            var place = place
            while place < last {
                let mayStand = at < count && TextCueFilter(tokens[at].hash).passes(tables.placeFilters, place)
                if mayStand || tables.places[place].gap > 0 { return match(place, last, at) }
                guard tables.places[place].optional else { return nil }
                place += 1
            }
            return at
        }

        /// The same for a gap, or for a place where one of the options may stand.
        private func match(_ place: Int, _ last: Int, _ at: Int) -> Int? {
            let here = tables.places[place]
            if here.gap > 0 {
                for skip in 0...Int(here.gap) {
                    if skip > 0, at + skip - 1 >= count || !same(at - 1, at + skip - 1) { return nil }
                    if let end = reach(place + 1, last, at + skip) { return end }
                }
                return nil
            }
            let hash = tokens[at].hash
            var number = tables.option(hash, in: here)
            while number < Int(here.end), tables.firstWords[number] == hash {
                defer { number += 1 }
                let first = Int(tables.options[number])
                let length = Int(tables.options[number + 1]) - first
                guard at + length <= count, follows(first, length, at) else { continue }
                if place + 1 < last, at + length < count, !same(at, at + length) {
                    if restIsOptional(place + 1, last) { return at + length }
                    continue
                }
                if let end = reach(place + 1, last, at + length) { return end }
            }
            return here.optional ? reach(place + 1, last, at) : nil
        }

        /// Whether the words of an option after its first stand here, in one sentence.
        @inline(__always)
        private func follows(_ first: Int, _ length: Int, _ at: Int) -> Bool {
            var offset = 1
            while offset < length {
                guard tokens[at + offset].hash == tables.words[first + offset], same(at, at + offset) else {
                    return false
                }
                offset += 1
            }
            return true
        }

        private func restIsOptional(_ place: Int, _ last: Int) -> Bool {
            for index in place..<last where !tables.places[index].optional { return false }
            return true
        }

        @inline(__always)
        private func same(_ left: Int, _ right: Int) -> Bool {
            left < 0 || tokens[left].sentence == tokens[right].sentence
        }
    }
}

/// One group of patterns: what they do, and in which language.
struct TextCues: Sendable {
    var kind: TextCueKind
    var language: String
    var patterns: [String]

    /// Languages whose acts of declining have patterns of their own.
    static let languagesWithActs: Set<String> = ["en", "de", "fr", "es", "it", "pt", "zh", "ja", "ko", "ru"]

    init(_ kind: TextCueKind, _ language: String, _ patterns: [String]) {
        self.kind = kind
        self.language = language
        self.patterns = patterns
    }

    /// Every pattern; its place here is its number, by which evidence names it and training knows it.
    static let all: [TextCues] = [
        englishRefusals, englishInabilities, englishMoves, rejections, demurrals, inGerman, inFrench, inSpanish,
        inItalian,
        inPortuguese, inDutch, slavicAndNear, asiaAndAfrica, englishActs, germanActs, frenchActs, spanishActs,
        italianActs,
        portugueseActs, actsInTheEast, traces, promises, musings, questionsFirst, lacks, outOfSight,
    ].flatMap { $0 }
}
