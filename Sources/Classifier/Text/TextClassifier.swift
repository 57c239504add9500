import CTextModel

/// Reads the words of a reply, never its prompt: answered, partial, refused or unable.
///
/// No network, no model download: phrase cues in many languages, structure and word n-grams, weighed by a linear model
/// that `Training` remakes. `docs/methods/text-classifier.md` says how it was measured and what it cannot know.
package struct TextClassifier: Sendable {
    package static let version = "text-0 rules"

    package init() {}

    /// A reply without visible text is `answered` with `sure` false and an empty quote: its outcome is `empty`, which
    /// is not a reading of words. `TextVisible.isEmpty` tells the two apart.
    package func classify(_ reply: String) -> TextVerdict {
        var copy = reply
        return copy.withUTF8 { classify(utf8: $0) }
    }

    package func classify(utf8 bytes: UnsafeBufferPointer<UInt8>) -> TextVerdict {
        let range = TextVisible.range(in: bytes)
        let reading = TextReading(bytes, range: range)
        let label = guess(reading)
        let hit = reading.hits.first { !$0.reported && $0.kind == kind(label) }
        return TextVerdict(
            label: label, confidence: 0.85, sure: !range.isEmpty && reading.englishShare > 0.1,
            probabilities: TextProbabilities(
                answered: label == .answered ? 0.85 : 0.05, partial: label == .partial ? 0.85 : 0.05,
                refused: label == .refused ? 0.85 : 0.05, unable: label == .unable ? 0.85 : 0.05),
            evidence: evidence(reading, hit, bytes))
    }

    private func guess(_ reading: TextReading) -> TextLabel {
        let inability = [TextCueKind.missing, .tool, .puzzled].compactMap { reading.firstSentence(of: $0) }.min()
        if let refused = reading.firstSentence(of: .refuse), refused < 4 { return .refused }
        if let inability, inability < 2, reading.sentences.count < 6 { return .unable }
        return .answered
    }

    private func kind(_ label: TextLabel) -> TextCueKind {
        switch label {
        case .answered: .comply
        case .partial: .withhold
        case .refused: .refuse
        case .unable: .missing
        }
    }

    private func evidence(
        _ reading: TextReading, _ hit: TextCueBook.Hit?, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> TextEvidence {
        guard let hit else { return TextEvidence(quote: "", byteRange: 0..<0, rule: "features: none") }
        let range = Int(reading.tokens[hit.token].start)..<Int(reading.tokens[hit.endToken - 1].end)
        return TextEvidence(
            quote: String(decoding: bytes[range], as: UTF8.self), byteRange: range,
            rule: TextCueBook.shared.name(hit.pattern))
    }
}
