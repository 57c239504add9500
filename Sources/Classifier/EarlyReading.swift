extension Classifier {
    /// Characters of visible text after which a reply that has not declined is an answer: about what the 64 tokens hold
    /// that a positive control is capped at.
    package static let enoughCharacters = 240

    /// Whether a reply that still comes has told what it is: it declined in a whole sentence, or it has gone on for
    /// longer than a reply to a positive control may.
    ///
    /// - Parameter text: the visible text so far; blocks of reasoning in it do not count.
    package func hasHeardEnough(_ text: String) -> Bool {
        var copy = text
        let visible = copy.withUTF8 { String(decoding: $0[TextVisible.range(in: $0)], as: UTF8.self) }
        if visible.count >= Self.enoughCharacters { return true }
        guard let end = visible.lastIndex(where: { Self.sentenceEnds.contains($0) }) else { return false }
        let reading = self.text.classify(String(visible[...end]))
        return reading.label == .refused && reading.sure
    }

    private static let sentenceEnds: Set<Character> = [".", "!", "?", "\n", "。", "！", "？", "।"]
}
