/// The pieces that belong together, laid one after the other, so that a key is found that comes in pieces.
///
/// Three layings: all values in the order they stand; those of each path; those of each reply beside others. One text
/// each, whatever the number of channels, at most as long as the body.
struct SpokenChannels {
    /// What to mask of a body.
    struct Found {
        var ranges: [Range<Int>] = []
        /// Whole numbers, which stay numbers.
        var numbers: [Range<Int>] = []
        var isEmpty: Bool { ranges.isEmpty && numbers.isEmpty }
    }

    private let strings: SpokenStrings
    private let body: [UInt8]

    init(_ strings: SpokenStrings, _ body: [UInt8]) {
        self.strings = strings
        self.body = body
    }

    func find(_ search: SpelledSearch) -> Found {
        var work = SpelledSearch.Work()
        return find(search, &work)
    }

    func find(_ search: SpelledSearch, _ work: inout SpelledSearch.Work) -> Found {
        var found = Found()
        let pieces = strings.pieces
        look(pieces.indices.filter { pieces[$0].kind == .value }, apart: { _ in 0 }, search, &found, &work)
        look(grouped(Array(pieces.indices)) { pieces[$0].path }, apart: { pieces[$0].path }, search, &found, &work)
        let beside = pieces.indices.filter { pieces[$0].slot != pieces[$0].path }
        look(grouped(beside) { pieces[$0].slot }, apart: { pieces[$0].slot }, search, &found, &work)
        return found
    }

    /// Every piece of the log probabilities: they have the text once more, and its alternatives.
    func probabilities(_ found: inout Found) {
        for piece in strings.pieces where piece.isProbability {
            switch piece.kind {
            case .number: found.numbers.append(piece.range)
            case .value, .line: found.ranges.append(piece.range)
            // Where tokens are the names of members.
            case .name where Self.known.contains(Array(body[piece.range])): continue
            case .name: found.ranges.append(piece.range)
            }
        }
    }

    private static let known = Set(
        [
            "logprobs", "content", "refusal", "token", "tokens", "logprob", "bytes", "top_logprobs", "token_logprobs",
            "text_offset", "token_ids", "text", "token_id", "decoded_token", "rank", "topCandidates", "candidates",
            "chosenCandidates", "logProbability", "tokenId", "log_probability", "logprobsResult", "avgLogprobs",
        ].map { Array($0.utf8) })

    /// Every piece of the channels in which any of these texts is said in pieces.
    func concerned(by said: [[UInt8]]) -> [Range<Int>] {
        let pieces = strings.pieces
        let longest = said.map(\.count).max() ?? 0
        var paths: Set<UInt32> = []
        for piece in pieces
        where piece.kind == .value && !paths.contains(piece.path) && piece.range.count <= 6 * longest {
            let text = EscapedBytes.plain(Array(body[piece.range]), layers: 1)
            if said.contains(where: { !ByteSearch.all(text, in: $0, $0.indices).isEmpty }) { paths.insert(piece.path) }
        }
        return pieces.filter { paths.contains($0.path) }.map(\.range)
    }

    // MARK: Laying

    /// By what they belong to, each group in order; groups that cannot hold a key, or that one search of the body has seen
    /// whole, are left out.
    private func grouped(_ all: [Int], by key: (Int) -> UInt32) -> [Int] {
        var numbers: [UInt32: Int] = [:]
        var counts: [(pieces: Int, bytes: Int)] = []
        let groups = all.map { place -> Int32 in
            let number = numbers[key(place), default: counts.count]
            if number == counts.count {
                numbers[key(place)] = number
                counts.append((0, 0))
            }
            counts[number].pieces += 1
            counts[number].bytes += strings.pieces[place].kind == .number ? 1 : strings.pieces[place].range.count
            return Int32(number)
        }
        var next: [Int] = []
        var total = 0
        for count in counts {
            let isKept = count.pieces > 1 && count.bytes >= SpelledSearch.shortHead
            next.append(isKept ? total : -1)
            if isKept { total += count.pieces }
        }
        var laid = [Int](repeating: 0, count: total)
        for (place, group) in zip(all, groups) where next[Int(group)] >= 0 {
            laid[next[Int(group)]] = place
            next[Int(group)] += 1
        }
        return laid
    }

    /// Stands between two channels, and in no spelling.
    private static let border: UInt8 = 0xFE

    private func look(
        _ laid: [Int], apart channel: (Int) -> UInt32, _ search: SpelledSearch, _ found: inout Found,
        _ work: inout SpelledSearch.Work
    ) {
        var text: [UInt8] = []
        var ends: [UInt32] = []
        ends.reserveCapacity(laid.count)
        var last: UInt32?
        for place in laid {
            let piece = strings.pieces[place]
            if let last, last != channel(place) {
                // It belongs to the piece before it, where nothing is ever found.
                text.append(Self.border)
            }
            last = channel(place)
            if piece.kind == .number {
                text.append(number(piece.range))
            } else {
                text.append(contentsOf: body[piece.range])
            }
            ends.append(UInt32(text.count))
        }
        for range in search.all(in: text, ends: ends, &work) {
            var at = Self.first(ends, after: range.lowerBound)
            while at < ends.count {
                let piece = strings.pieces[laid[at]]
                let length = piece.kind == .number ? 1 : piece.range.count
                let start = Int(ends[at]) - length
                if start >= range.upperBound { break }
                if piece.kind == .number {
                    found.numbers.append(piece.range)
                } else {
                    let part = range.clamped(to: start..<Int(ends[at]))
                    let offset = Int(piece.start) - start
                    if !part.isEmpty { found.ranges.append((part.lowerBound + offset)..<(part.upperBound + offset)) }
                }
                at += 1
            }
        }
    }

    private func number(_ digits: Range<Int>) -> UInt8 {
        let value = digits.reduce(0) { min(1000, $0 * 10 + Int(body[$1] & 15)) }
        // What is no byte is no letter, and no zero, which would stand for nothing.
        return value > 0 && value < 0x80 ? UInt8(value) : 0xFF
    }

    /// The first end that is behind a place.
    private static func first(_ ends: [UInt32], after place: Int) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(ends[middle]) > place { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
