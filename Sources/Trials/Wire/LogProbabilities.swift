/// What a reply says of the log probabilities (natural logarithm) of its visible tokens.
package struct LogProbabilities: Sendable, Hashable, Codable {
    /// Tokens that came with one; 0 where the provider states a mean alone.
    package var tokens: Int
    /// Of the first visible token; nil where it came without a number.
    package var first: Double?
    /// Over the tokens with a number.
    package var mean: Double?

    package init(tokens: Int, first: Double? = nil, mean: Double? = nil) {
        self.tokens = tokens
        self.first = first
        self.mean = mean
    }
}
