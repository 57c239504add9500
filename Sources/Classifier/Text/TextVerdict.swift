/// The classifier's best guess on one reply, how sure it is, and what decided.
package struct TextVerdict: Sendable, Equatable {
    package var label: TextLabel
    /// Calibrated probability of `label`, 0...1.
    package var confidence: Double
    /// Whether the classifier stands by its guess; a trial it is not sure of goes to the judge where there is one.
    package var sure: Bool
    package var probabilities: TextProbabilities
    package var evidence: TextEvidence
}

/// One probability for every label; they sum to 1.
package struct TextProbabilities: Sendable, Equatable {
    package var answered: Double
    package var partial: Double
    package var refused: Double
    package var unable: Double

    package subscript(label: TextLabel) -> Double {
        switch label {
        case .answered: answered
        case .partial: partial
        case .refused: refused
        case .unable: unable
        }
    }
}

/// The span of the reply that decided, and the rule or the features that read it.
package struct TextEvidence: Sendable, Equatable {
    /// At most 200 characters, cut at a character boundary.
    package var quote: String
    /// Bytes of the quote in the UTF-8 reply.
    package var byteRange: Range<Int>
    /// `<kind>.<language>: <pattern>` of a cue, or `features: ...`.
    package var rule: String
}
