extension TextEvidence {
    /// Quotes the sentence that speaks for the label: the first act of declining, the lack that was named, or, for an
    /// answer, the sentence that hands something over, else the first one. Never a list of features.
    init(
        _ label: TextLabel, _ reading: TextReading, _ outline: TextOutline, _ bytes: UnsafeBufferPointer<UInt8>,
        _ visible: Range<Int>
    ) {
        let act = Self.act(label, reading)
        if let act {
            self.init(
                act.sentence, cue: act.tokens, "\(TextCueBook.shared.name(act.pattern)) (\(act.object))", reading, bytes
            )
            return
        }
        for kind in Self.kinds(label) {
            guard let hit = reading.hits.first(where: { $0.kind == kind && !$0.reported }) else { continue }
            self.init(hit.sentence, cue: hit.token..<hit.endToken, TextCueBook.shared.name(hit.pattern), reading, bytes)
            return
        }
        guard let first = reading.sentences.first else {
            self.init(quote: "", byteRange: visible.lowerBound..<visible.lowerBound, rule: "no words")
            return
        }
        self.init(
            0, cue: first.firstToken..<min(first.firstToken + 1, first.endToken), "words.\(label.rawValue)", reading,
            bytes)
    }

    private init(
        _ index: Int, cue: Range<Int>, _ rule: String, _ reading: TextReading, _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        let sentence = reading.sentences[index]
        let cue = Int(reading.tokens[cue.lowerBound].start)..<Int(reading.tokens[cue.upperBound - 1].end)
        let whole = Int(sentence.start)..<max(Int(sentence.end), cue.upperBound)
        let span = Self.cut(whole, around: cue, bytes)
        self.init(quote: String(decoding: bytes[span], as: UTF8.self), byteRange: span, rule: rule)
    }

    /// A part for a partial answer where there is one, the first act otherwise; none for an answer.
    private static func act(_ label: TextLabel, _ reading: TextReading) -> TextAct? {
        switch label {
        case .refused: reading.acts.list.first
        case .partial: reading.acts.list.first { $0.object == .part } ?? reading.acts.list.first
        case .answered, .unable: nil
        }
    }

    /// The cues that support a label, in the order in which they convince.
    private static func kinds(_ label: TextLabel) -> [TextCueKind] {
        switch label {
        case .answered: [.deliver, .comply]
        case .partial: [.withhold, .refuse, .demur]
        case .refused: [.refuse, .reject, .demur, .against, .redirect, .instead, .moral]
        case .unable: [.missing, .tool, .puzzled]
        }
    }

    /// At most 200 bytes (hence characters) of `range`, kept around `cue`, cut at character boundaries.
    private static func cut(_ range: Range<Int>, around cue: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<
        Int
    > {
        let limit = 200
        guard range.count > limit else { return range }
        var start =
            cue.upperBound - range.lowerBound <= limit ? range.lowerBound : max(range.lowerBound, cue.lowerBound)
        while start > range.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        var end = min(range.upperBound, start + limit)
        while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return start..<end
    }
}
