/// The numbers of a reply that the trees split on: its size, where its acts stand, what its sentences do and how often.
/// As in the outline, none of them is a word, so none can know a topic.
struct TextNumbers {
    /// Counts, shares and places in a fixed order, the outline's signals behind them; the order is part of the weights.
    let list: [Double]
    /// The outline's, computed once.
    let signals: [Bool]

    /// Kinds whose share of the sentences behind the first act (of all, where there is none) is a number of its own.
    private static let following: [TextCueKind] = [
        .lecture, .redirect, .comply, .offer, .reject, .steps, .against, .instead, .deliver, .refuse, .moral,
    ]

    init(_ reading: TextReading, _ outline: TextOutline) {
        let count = reading.sentences.count
        let acts = reading.acts.list
        let split = outline.act?.sentence ?? -1
        // Counts of a kind in the first three sentences, in all, behind the first act, and whether it stands in the last two.
        var counts = [SIMD4<Int32>](repeating: .zero, count: TextCueKind.allCases.count)
        for (index, bits) in reading.moves.enumerated() {
            var rest = bits
            while rest != 0 {
                let kind = rest.trailingZeroBitCount
                rest &= rest - 1
                counts[kind] &+= SIMD4(index < 3 ? 1 : 0, 1, index > split ? 1 : 0, 0)
                if index >= count - 2 { counts[kind][3] = 1 }
            }
        }
        var asks = 0
        var headings = 0
        for sentence in reading.sentences {
            asks += sentence.asks ? 1 : 0
            headings += sentence.heading ? 1 : 0
        }
        var list: [Double] = []
        list.reserveCapacity(200)
        func add(_ value: Int) { list.append(Double(value)) }
        add(reading.tokens.count)
        add(count)
        add(outline.english ? 1 : 0)
        add(outline.before.code + outline.after.code)
        add(outline.before.digits + outline.after.digits)
        add(outline.before.items + outline.after.items)
        add(asks)
        add(headings)
        add(acts.count)
        add(outline.act?.sentence ?? 99)
        add(outline.act == nil ? -1 : outline.after.tokens)
        add(acts.last.map { count - 1 - $0.sentence } ?? 99)
        add(outline.act.map { Int($0.object.rawValue) } ?? -1)
        add(acts.contains { $0.object == .part } ? 1 : 0)
        add(outline.act?.speaker == .notice ? 1 : 0)
        let sentences = Double(max(count, 1))
        for kind in counts {
            list.append(Double(kind[0]))
            list.append(Double(kind[1]) / sentences)
            list.append(Double(kind[3]))
        }
        let behind = Double(max(count - split - 1, 1))
        for kind in Self.following { list.append(Double(counts[Int(kind.rawValue)][2]) / behind) }
        add(outline.after.code)
        add(outline.after.items)
        add(outline.before.code)
        add(outline.before.items)
        add(reading.hits.count { $0.reported })
        for stretch in [outline.before, outline.after] {
            let all = Double(max(stretch.sentences, 1))
            add(stretch.tokens)
            list.append(Double(stretch.delivers) / all)
            list.append(Double(stretch.plain) / all)
            list.append(Double(stretch.digits) / Double(max(stretch.tokens, 1)))
        }
        for kind in [TextCueKind.balk, .lack, .clarify, .promise] {
            let last = reading.lastSentence(of: kind)
            add(reading.firstSentence(of: kind) ?? 99)
            add(last.map { count - 1 - $0 } ?? 99)
            add(last.map { reading.tokens.count - reading.sentences[$0].endToken } ?? -1)
        }
        let signals = outline.signals
        for signal in signals { add(signal ? 1 : 0) }
        self.signals = signals
        self.list = list
    }
}
