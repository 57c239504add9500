import Foundation

/// |value - expected| <= tolerance (1 + |expected|).
///
/// 1e-9 where the formula is closed and the digits are there; 1e-8 for values printed with nine digits; 1e-6 for
/// quantiles and roots of another implementation.
func isClose(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
    guard let value else { return false }
    return abs(value - expected) <= tolerance * (1 + abs(expected))
}
