/// Compiles patterns into the tables of the search; works on bytes, because it runs before the first verdict.
struct TextCueCompiler {
    private(set) var patterns: [TextCueBook.Pattern] = []
    private var places: [TextCueTables.Place] = []
    private var placeFilters: [SIMD4<UInt64>] = []
    private var options: [Int32] = [0]
    private var firstWords: [UInt32] = []
    private var words: [UInt32] = []
    /// Lists of alternatives that were read already, by the hash of their text: the patterns share many long ones.
    private var known: [UInt64: Int] = [:]
    private var openings: [Opening] = []
    private var openers = [UInt64](repeating: 0, count: 1 << 8)
    private var pairs = [UInt64](repeating: 0, count: 1 << 11)

    /// A word that may open a pattern, and what may follow the word then.
    private struct Opening {
        var word: UInt32
        var chain: TextCueTables.Chain
        var next: SIMD4<UInt64>
        var needs: SIMD4<UInt64>
    }

    init() {
        patterns.reserveCapacity(1024)
        places.reserveCapacity(4096)
        placeFilters.reserveCapacity(4096)
        options.reserveCapacity(8192)
        firstWords.reserveCapacity(8192)
        words.reserveCapacity(16384)
        openings.reserveCapacity(4096)
        known.reserveCapacity(2048)
    }

    mutating func add(_ source: String, kind: TextCueKind, language: String) {
        let first = places.count
        var copy = source
        copy.withUTF8 { bytes in
            var start = 0
            while start < bytes.count {
                var end = start
                while end < bytes.count, bytes[end] != 0x20 { end += 1 }
                if end > start { place(UnsafeBufferPointer(rebasing: bytes[start..<end])) }
                start = end + 1
            }
        }
        // A gap at the end asks for nothing, and would keep the pattern from matching at the end of a sentence.
        while places.count > first, places[places.count - 1].gap > 0 {
            places.removeLast()
            placeFilters.removeLast()
        }
        let chain = TextCueTables.Chain(
            pattern: Int32(patterns.count), first: Int32(first), end: Int32(places.count), kind: kind)
        open(chain)
        patterns.append(TextCueBook.Pattern(kind: kind, language: language, source: source))
    }

    // MARK: Places

    private mutating func place(_ part: UnsafeBufferPointer<UInt8>) {
        if part[0] == 0x7E {
            let gap = part.dropFirst().reduce(Int32(0)) { $0 * 10 + Int32($1) - 0x30 }
            places.append(TextCueTables.Place(gap: gap))
            placeFilters.append(.zero)
            return
        }
        let optional = part[part.count - 1] == 0x3F
        let text = UnsafeBufferPointer(rebasing: part[..<(part.count - (optional ? 1 : 0))])
        let key = text.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        if let twin = known[key] {
            var place = places[twin]
            place.optional = optional
            places.append(place)
            placeFilters.append(placeFilters[twin])
            return
        }
        known[key] = places.count
        let first = firstWords.count
        alternatives(text)
        var filter: SIMD4<UInt64> = .zero
        for word in firstWords[first...] { filter |= TextCueFilter(word).bits }
        places.append(
            TextCueTables.Place(first: Int32(first), end: Int32(firstWords.count), optional: optional))
        placeFilters.append(filter)
    }

    /// Reads `a|b_c`: one option for every alternative; the scanner takes both signs for punctuation.
    private mutating func alternatives(_ text: UnsafeBufferPointer<UInt8>) {
        let tokens = TextScanner(text, range: 0..<text.count).tokens
        var stretches: [Range<Int>] = []
        stretches.reserveCapacity(tokens.count)
        var at = 0
        var open = 0
        for (index, token) in tokens.enumerated() {
            while at < Int(token.start) {
                if text[at] == 0x7C, index > open {
                    stretches.append(open..<index)
                    open = index
                }
                at += 1
            }
        }
        if open < tokens.count { stretches.append(open..<tokens.count) }
        stretches.sort {
            (tokens[$0.lowerBound].hash, $0.lowerBound) < (tokens[$1.lowerBound].hash, $1.lowerBound)
        }
        for stretch in stretches {
            firstWords.append(tokens[stretch.lowerBound].hash)
            for token in tokens[stretch] { words.append(token.hash) }
            options.append(Int32(words.count))
        }
    }

    // MARK: Openings

    /// The words that may open a pattern, each with the filter of what may follow it.
    private mutating func open(_ chain: TextCueTables.Chain) {
        let own = openings.count
        let needs = needs(of: chain)
        for place in Int(chain.first)..<Int(chain.end) {
            let rest = follow(place + 1, Int(chain.end))
            for option in Int(places[place].first)..<Int(places[place].end) {
                let word = firstWords[option]
                let second = Int(options[option]) + 1
                let next: SIMD4<UInt64>
                if second < Int(options[option + 1]) {
                    next = TextCueFilter(words[second]).bits
                    pair(word, words[second])
                } else {
                    next = rest.filter
                    for place in rest.places {
                        for follower in Int(places[place].first)..<Int(places[place].end) {
                            pair(word, firstWords[follower])
                        }
                    }
                    if rest.places.isEmpty {
                        let bit = TextCueTables.opener(word)
                        openers[bit >> 6] |= 1 << UInt64(bit & 63)
                    }
                }
                if let twin = openings[own...].firstIndex(where: { $0.word == word }) {
                    openings[twin].next |= next
                } else {
                    openings.append(Opening(word: word, chain: chain, next: next, needs: needs))
                }
            }
            if !places[place].optional { break }
        }
    }

    /// The words of the rarest place that must follow the first one and cannot stand further than the window; every bit
    /// where there is none.
    private func needs(of chain: TextCueTables.Chain) -> SIMD4<UInt64> {
        var best = SIMD4<UInt64>(repeating: .max)
        /// Tokens before the place, at most.
        var before = 0
        var isFirst = true
        for place in Int(chain.first)..<Int(chain.end) {
            let here = places[place]
            if here.gap > 0 {
                before += Int(here.gap)
                continue
            }
            if !here.optional {
                let filter = placeFilters[place]
                let bits = (0..<4).reduce(0) { $0 + filter[$1].nonzeroBitCount }
                if !isFirst, before <= TextCueTables.window, bits < (0..<4).reduce(0, { $0 + best[$1].nonzeroBitCount })
                {
                    best = filter
                }
                isFirst = false
            }
            before += (Int(here.first)..<Int(here.end)).reduce(0) {
                max($0, Int(options[$1 + 1] - options[$1]))
            }
        }
        return best
    }

    private mutating func pair(_ word: UInt32, _ next: UInt32) {
        let bit = TextCueTables.pair(word, next)
        pairs[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    /// The places whose words may come next, and their filter; no places and every bit where anything may.
    private func follow(_ first: Int, _ last: Int) -> (places: Range<Int>, filter: SIMD4<UInt64>) {
        var next: SIMD4<UInt64> = .zero
        for place in first..<max(first, last) {
            if places[place].gap > 0 { break }
            next |= placeFilters[place]
            if !places[place].optional { return (first..<place + 1, next) }
        }
        return (first..<first, SIMD4(repeating: .max))
    }

    // MARK: Tables

    func tables() -> TextCueTables {
        var slotWords = [UInt32](repeating: 0, count: TextCueTables.slots)
        var slotHeads = [UInt16](repeating: TextCueTables.none, count: TextCueTables.slots)
        var headOf: [Int] = []
        var counts: [Int32] = []
        for opening in openings {
            var slot = Int(opening.word) & (TextCueTables.slots - 1)
            while slotHeads[slot] != TextCueTables.none, slotWords[slot] != opening.word {
                slot = (slot + 1) & (TextCueTables.slots - 1)
            }
            if slotHeads[slot] == TextCueTables.none {
                precondition(counts.count < TextCueTables.slots / 2, "more opening words than the table holds well")
                slotHeads[slot] = UInt16(counts.count)
                slotWords[slot] = opening.word
                counts.append(0)
            }
            headOf.append(Int(slotHeads[slot]))
            counts[headOf[headOf.count - 1]] += 1
        }
        var heads: [Int32] = [0]
        for count in counts { heads.append(heads[heads.count - 1] + count) }
        var order = [Int](repeating: 0, count: openings.count)
        var filled = heads
        for (number, head) in headOf.enumerated() {
            order[Int(filled[head])] = number
            filled[head] += 1
        }
        return TextCueTables(
            openers: Self.lasting(openers), pairs: Self.lasting(pairs), slotWords: Self.lasting(slotWords),
            slotHeads: Self.lasting(slotHeads),
            heads: Self.lasting(heads),
            chains: Self.lasting(order.map { openings[$0].chain }),
            chainFilters: Self.lasting(order.flatMap { Self.lanes(openings[$0].next) }),
            chainNeeds: Self.lasting(order.flatMap { Self.lanes(openings[$0].needs) }),
            places: Self.lasting(places), placeFilters: Self.lasting(placeFilters.flatMap(Self.lanes)),
            firstWords: Self.lasting(firstWords), options: Self.lasting(options), words: Self.lasting(words))
    }

    private static func lanes(_ filter: SIMD4<UInt64>) -> [UInt64] { [filter[0], filter[1], filter[2], filter[3]] }

    /// A copy that is never freed: the tables live as long as the process.
    private static func lasting<Element: BitwiseCopyable>(_ list: [Element]) -> UnsafePointer<Element> {
        let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(list.count, 1))
        list.withUnsafeBufferPointer { if let base = $0.baseAddress { copy.initialize(from: base, count: $0.count) } }
        return UnsafePointer(copy)
    }
}
