import Foundation

/// The two hedged capitals of Waudby-Smith & Ramdas (2024, JRSS-B 86:1), with a fixed grid of bets in place of plug-ins.
///
/// If the mean of what comes is m, neither capital ever reaches 2/alpha with more than probability alpha/2, whenever
/// one looks.
package struct BettingCapital: Equatable, Sendable {
    /// What the observations are; it fixes the stakes against a low mean.
    package enum Stakes: Sendable {
        /// A rate: f^2 for, f against.
        case rate
        /// A difference brought to 0...1: f^2 on both sides, so that swapping the styles changes nothing.
        case difference
    }

    private static let bets = (1...16).map { (Double($0) - 0.5) / 16 }

    let stakes: Stakes
    /// Distinct values with their number, in order of appearance: a product does not care for the order.
    private var values: [(value: Double, count: Int)] = []
    package private(set) var observations = 0

    package init(stakes: Stakes = .rate) { self.stakes = stakes }

    /// The rate of the next probe, in 0...1.
    package mutating func observe(_ value: Double) {
        precondition((0...1).contains(value), "observation \(value)")
        observations += 1
        if let place = values.firstIndex(where: { $0.value == value }) {
            values[place].count += 1
        } else {
            values.append((value, 1))
        }
    }

    /// ln K+(m), 0 < m < 1: large when the mean is above m. Falls in m.
    package func logAbove(_ m: Double) -> Double {
        logMean { bet, value in bet * bet * (value - m) / m }
    }

    /// ln K-(m), 0 < m < 1: large when the mean is below m. Rises in m.
    package func logBelow(_ m: Double) -> Double {
        switch stakes {
        case .rate: logMean { bet, value in -bet * (value - m) / (1 - m) }
        case .difference: logMean { bet, value in -bet * bet * (value - m) / (1 - m) }
        }
    }

    /// ln of the mean over bets of the product of (1 + gain), by logarithms so that nothing overflows.
    private func logMean(_ gain: (Double, Double) -> Double) -> Double {
        let logs = Self.bets.map { bet in
            values.reduce(0) { $0 + Double($1.count) * log1p(gain(bet, $1.value)) }
        }
        let largest = logs.max() ?? 0
        return largest + log(logs.reduce(0) { $0 + exp($1 - largest) } / Double(logs.count))
    }

    package static func == (left: BettingCapital, right: BettingCapital) -> Bool {
        left.stakes == right.stakes && left.observations == right.observations
            && left.values.elementsEqual(right.values) { $0 == $1 }
    }
}
