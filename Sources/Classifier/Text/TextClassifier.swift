/// Reads the words of a reply, never its prompt: answered, partial, refused or unable.
///
/// No network, no model download: phrase cues in many languages, structure and word n-grams, weighed by a linear model
/// that `Training/train.sh` remakes. `docs/methods/text-classifier.md` says how it was measured and what it cannot know.
package struct TextClassifier: Sendable {
    /// Changes with the rules (number) and with the weights (hash); stored with every verdict.
    package static let version = "text-1-\(TextModel.shared.mark)"

    package init() {}

    /// The verdict on one reply; blocks of reasoning before the answer are skipped.
    ///
    /// A reply without visible text is `answered` with `sure` false and an empty quote: its outcome is `empty`, which is
    /// no reading of words. `TextVisible.isEmpty` tells the two apart.
    package func classify(_ reply: String) -> TextVerdict {
        var copy = reply
        return copy.withUTF8 { classify(utf8: $0) }
    }

    /// The same for bytes; invalid UTF-8 is skipped, never fatal.
    package func classify(utf8 bytes: UnsafeBufferPointer<UInt8>) -> TextVerdict {
        let range = TextVisible.range(in: bytes)
        guard !range.isEmpty else { return Self.nothing }
        let reading = TextReading(bytes, range: range)
        let model = TextModel.shared
        let known = model.known(reading)
        let probabilities = model.probabilities(known)
        let label = TextLabel.allCases.max { probabilities[$0] < probabilities[$1] } ?? .answered
        let confidence = probabilities[label]
        return TextVerdict(
            label: label, confidence: confidence,
            sure: confidence >= model.threshold(label) && reading.hasBasis
                && !(label == .answered && reading.mostlyRedirects),
            probabilities: probabilities,
            evidence: TextEvidence(label, reading, known, bytes, range))
    }

    private static let nothing = TextVerdict(
        label: .answered, confidence: 0.25, sure: false,
        probabilities: TextProbabilities(answered: 0.25, partial: 0.25, refused: 0.25, unable: 0.25),
        evidence: TextEvidence(quote: "", byteRange: 0..<0, rule: "no visible text"))
}
