extension TextEvidence {
    /// Quotes the sentence whose cue supports the label, or else the strongest feature with a place in the reply.
    init(
        _ label: TextLabel, _ reading: TextReading, _ known: [TextModel.Known], _ bytes: UnsafeBufferPointer<UInt8>,
        _ visible: Range<Int>
    ) {
        for kind in Self.kinds(label) {
            guard let hit = reading.hits.first(where: { $0.kind == kind && !$0.reported }) else { continue }
            let sentence = reading.sentences[hit.sentence]
            let cue = Int(reading.tokens[hit.token].start)..<Int(reading.tokens[hit.endToken - 1].end)
            let span = Self.cut(Int(sentence.start)..<max(Int(sentence.end), cue.upperBound), around: cue, bytes)
            self.init(
                quote: String(decoding: bytes[span], as: UTF8.self), byteRange: span,
                rule: TextCueBook.shared.name(hit.pattern))
            return
        }
        let strongest = TextModel.shared.strongest(known, for: label, count: 3)
        let names = strongest.map { Self.name($0.feature, bytes) }.joined(separator: ", ")
        let anchor = strongest.first { $0.feature.block != .traits && $0.feature.end > $0.feature.start }
        let start = anchor.map { Int($0.feature.start) } ?? visible.lowerBound
        let end = anchor.map { Int($0.feature.end) } ?? visible.upperBound
        let span = Self.cut(start..<end, around: start..<start, bytes)
        self.init(
            quote: String(decoding: bytes[span], as: UTF8.self), byteRange: span,
            rule: names.isEmpty ? "features: none known" : "features: \(names)")
    }

    /// The cues that support a label, in the order in which they convince.
    private static func kinds(_ label: TextLabel) -> [TextCueKind] {
        switch label {
        case .answered: []
        case .partial: [.withhold, .refuse, .demur]
        case .refused: [.refuse, .reject, .demur]
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

    private static func name(_ feature: TextFeature, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
        switch feature.block {
        case .traits:
            let name = TextTrait(rawValue: UInt8(truncatingIfNeeded: feature.start))?.name ?? "trait"
            return "\(name)=\(feature.end)"
        case .acts, .body, .opening, .closing, .cues, .moves, .object:
            let range = cut(
                Int(feature.start)..<Int(feature.end), around: Int(feature.start)..<Int(feature.start), bytes)
            let words = String(decoding: bytes[range].prefix(60), as: UTF8.self)
            return feature.end == 0 ? "moves" : "\"\(words)\""
        }
    }
}
