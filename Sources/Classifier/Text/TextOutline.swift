/// A reply in some ninety numbers: where its acts of declining stand, what they decline, what was done before and
/// after them, and how it opens and ends. None of them is a word, so none of them knows a topic.
///
/// The order is a contract with the weights: append, never insert.
struct TextOutline {
    private(set) var values: [Float] = []

    init(_ reading: TextReading) {
        values.reserveCapacity(128)
        let acts = reading.acts.list
        let sentences = reading.sentences
        let count = sentences.count
        let total = reading.tokens.count
        let first = acts.first
        let last = acts.last

        add(acts.count { $0.speaker == .model })
        add(acts.count { $0.speaker == .notice })
        add(reading.acts.reported)
        for object in TextAct.Object.allCases { add(acts.count { $0.object == object }) }
        add(first.map { Float($0.object.rawValue) } ?? -1)
        add(last.map { Float($0.object.rawValue) } ?? -1)
        add(first.map { Float(min($0.sentence, 12)) } ?? -1)
        add(first.map { Float($0.sentence) / Float(count) } ?? -1)
        add(last.map { Float(min(count - 1 - $0.sentence, 12)) } ?? -1)
        add(share(acts.count, count))

        let split = first.map { $0.sentence } ?? 0
        let before = Side(reading, 0..<split)
        let after = Side(reading, (first == nil ? 0 : split + 1)..<count)
        let end = last.map { Side(reading, $0.sentence + 1..<count) } ?? after
        for side in [before, after, end] { values.append(contentsOf: side.values) }

        let own = first.map { reading.moves[$0.sentence] } ?? 0
        let next = split + 1 < count && first != nil ? reading.moves[split + 1] : 0
        for kind in Self.near {
            add(own & kind.bit != 0 ? 1 : 0)
            add(next & kind.bit != 0 ? 1 : 0)
        }
        add(first.map { sentences[$0.sentence].endToken - $0.tokens.upperBound } ?? -1)
        let head = reading.moves.prefix(3)
        for kind in Self.opening { add(head.count { $0 & kind.bit != 0 }) }
        for kind in Self.throughout { add(reading.sentences(with: kind)) }
        for kind in Self.throughout { add(share(reading.sentences(with: kind), count)) }
        add(Self.place(reading.firstSentence(of: .refuse)))
        add(Self.place(reading.firstSentence(of: .withhold)))
        add(Self.place(reading.firstSentence(of: .demur)))
        add(Self.place(Self.inabilities.compactMap { reading.firstSentence(of: $0) }.min()))
        let final = reading.moves.last ?? 0
        for kind in [TextCueKind.offer, .instead, .redirect, .missing] { add(final & kind.bit != 0 ? 1 : 0) }
        add(sentences.last?.asks == true ? 1 : 0)
        add(total)
        add(count)
        add(reading.counts.questions)
        add(reading.counts.exclamations)
        add(reading.counts.quotes)
        add(reading.counts.dialogueTurns)
        add(reading.counts.listItems)
        add(reading.counts.paragraphs)
        add(Float(reading.englishShare))
        add(share(reading.counts.wideTokens, total))
    }

    private static let near: [TextCueKind] = [
        .instead, .deliver, .pivot, .against, .harm, .moral, .apology, .tool, .missing, .withhold, .demur, .comply, .part,
        .whole, .manner, .limit,
    ]
    private static let opening: [TextCueKind] = [
        .comply, .deliver, .against, .tool, .missing, .puzzled, .selfLimit, .persona, .apology, .limit, .demur, .premise,
        .refuse, .reject, .inquire, .redirect, .instead, .moral, .harm,
    ]
    private static let throughout: [TextCueKind] = [
        .refuse, .withhold, .demur, .against, .instead, .offer, .redirect, .moral, .reject, .deliver, .missing, .tool,
        .puzzled, .limit, .part, .harm,
    ]
    private static let inabilities: [TextCueKind] = [.missing, .tool, .puzzled]

    /// What stands on one side of the acts.
    private struct Side {
        var tokens = 0
        var sentences = 0
        var code = 0
        var digits = 0
        var items = 0
        var headings = 0
        var deliver = 0
        var turns = 0
        var plain = 0

        init(_ reading: TextReading, _ range: Range<Int>) {
            guard let low = range.first, let high = range.last else { return }
            sentences = range.count
            let span = reading.sentences[low].firstToken..<reading.sentences[high].endToken
            tokens = span.count
            for token in reading.tokens[span] {
                if token.place.contains(.code) { code += 1 }
                if token.place.contains(.digit) { digits += 1 }
            }
            for index in range {
                let sentence = reading.sentences[index]
                let moves = reading.moves[index]
                if sentence.listItem { items += 1 }
                if sentence.heading { headings += 1 }
                if moves & TextCueKind.deliver.bit != 0 { deliver += 1 }
                if moves & Self.turning != 0 { turns += 1 }
                if moves & Self.talking == 0 { plain += 1 }
            }
        }

        private static let turning = TextTraits.bits([.instead, .offer, .redirect])
        private static let talking = TextTraits.bits([
            .against, .moral, .lecture, .harm, .reject, .instead, .offer, .redirect, .act, .notice, .refuse, .apology,
            .persona, .condolence,
        ])

        var values: [Float] {
            let count = Float(max(sentences, 1))
            return [tokens, code, digits, items, headings, deliver, turns, plain].map { Float($0) }
                + [items, deliver, turns, plain].map { Float($0) / count } + [Float(digits) / Float(max(tokens, 1))]
        }
    }

    private mutating func add(_ value: Float) { values.append(value) }
    private mutating func add(_ value: Int) { values.append(Float(value)) }
    private func share(_ part: Int, _ whole: Int) -> Float { Float(part) / Float(max(whole, 1)) }
    private static func place(_ sentence: Int?) -> Float { sentence.map { Float(min($0, 12)) } ?? -1 }
}
