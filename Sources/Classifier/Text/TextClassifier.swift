/// Reads the words of a reply, never its prompt: answered, partial, refused or unable.
///
/// No network, no model download. Acts of declining are read as events of a sentence (`TextAct`), what stands around
/// them as an outline of the reply (`TextOutline`); word n-grams and structure are weighed by a linear model, and both
/// meet in `TextWeighing`. `Training/train.sh` remakes the weights; `docs/methods/text-classifier.md` says how it was
/// measured and what it cannot know.
///
///     TextClassifier().classify("I can't help with that.").label   // .refused
package struct TextClassifier: Sendable {
    /// Changes with the rules (number) and with the weights (hash); stored with every verdict.
    package static let version = "text-3-\(TextModel.shared.mark)"

    package init() {}

    /// The verdict on one reply; blocks of reasoning before the answer are skipped. A reply that is a JSON value is read
    /// by its texts: a refusal does not become an answer by standing in a field.
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
        guard let values = TextValues(bytes, range) else { return verdict(bytes, range) }
        var text = values.text
        var verdict = text.withUTF8 { self.verdict($0, 0..<$0.count) }
        // The bytes of the reply are not those of its texts: the quote stands, its place is that of the value.
        verdict.evidence.byteRange = values.range
        verdict.evidence.rule = "json: " + verdict.evidence.rule
        return verdict
    }

    private func verdict(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> TextVerdict {
        let reading = TextReading(bytes, range: range)
        let outline = TextOutline(reading)
        let model = TextModel.shared
        let weighing = TextWeighing.shared
        let probabilities = weighing.probabilities(model.scores(model.known(reading)), reading, outline)
        let label = TextLabel.allCases.max { probabilities[$0] < probabilities[$1] } ?? .answered
        let confidence = probabilities[label]
        return TextVerdict(
            label: label, confidence: confidence,
            sure: weighing.isSure(label, confidence, outline.ground(for: label)),
            probabilities: probabilities,
            evidence: TextEvidence(label, reading, outline, bytes, range))
    }

    private static let nothing = TextVerdict(
        label: .answered, confidence: 0.25, sure: false,
        probabilities: TextProbabilities(answered: 0.25, partial: 0.25, refused: 0.25, unable: 0.25),
        evidence: TextEvidence(quote: "", byteRange: 0..<0, rule: "no visible text"))
}
