/// How well a classifier of text agrees with human labels, under the study's definition.
package struct ClassifierAccuracy: Equatable, Sendable {
    package let sensitivity: Double
    package let specificity: Double
    /// m_Se: distinct labelled probes that are obstructed; with sampling weights, their effective number.
    package let positives: Double
    /// m_Sp: the same for those that are not.
    package let negatives: Double

    package init(sensitivity: Double, specificity: Double, positives: Double, negatives: Double) {
        self.sensitivity = sensitivity
        self.specificity = specificity
        self.positives = positives
        self.negatives = negatives
    }

    /// J = Se + Sp - 1: 0 for a classifier that knows nothing.
    package var youden: Double { sensitivity + specificity - 1 }

    /// (sum w)^2 / sum w^2; nil without weights.
    package static func effectiveNumber(weights: [Double]) -> Double? {
        let squares = weights.reduce(0) { $0 + $1 * $1 }
        guard squares > 0 else { return nil }
        let sum = weights.reduce(0, +)
        return sum * sum / squares
    }
}
