import Foundation

/// Student's t distribution.
package enum StudentT {
    /// The t with P(T > t) = tail, for 0 < tail <= 1/2 and real degrees of freedom > 0.
    package static func upperQuantile(tail: Double, degreesOfFreedom d: Double) -> Double {
        let share = Beta.quantile(1 - 2 * tail, 0.5, d / 2)
        if share < 0.9 { return sqrt(d * share / (1 - share)) }
        // Far out the other end of the beta carries the digits.
        let rest = Beta.quantile(2 * tail, d / 2, 0.5)
        return sqrt(d * (1 - rest) / rest)
    }
}
