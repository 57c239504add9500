/// A closed range of values that a rate or a difference may have.
package struct Interval: Equatable, Sendable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    package func contains(_ value: Double) -> Bool { low <= value && value <= high }
}

/// Which tails share the error probability alpha.
package enum Sides: Sendable {
    /// Both bounds together are wrong with probability alpha at most.
    case two
    /// Each bound is to be read alone, as a gate reads it: each is wrong with probability alpha.
    case one

    func tail(_ alpha: Double) -> Double {
        switch self {
        case .two: alpha / 2
        case .one: alpha
        }
    }
}
