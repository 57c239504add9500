import Foundation

/// One style measured in two runs, against a control style measured in both: what changed beyond what changed anyway.
package struct BeforeAndAfter: Equatable, Sendable {
    /// One cluster; it enters when all four tallies have measured trials.
    package struct Unit: Equatable, Sendable {
        package let after: Tally
        package let before: Tally
        package let controlAfter: Tally
        package let controlBefore: Tally

        package init(after: Tally, before: Tally, controlAfter: Tally, controlBefore: Tally) {
            self.after = after
            self.before = before
            self.controlAfter = controlAfter
            self.controlBefore = controlBefore
        }

        fileprivate var tallies: [Tally] { [after, before, controlAfter, controlBefore] }
    }

    /// Units that enter.
    package let units: Int
    /// Mean of (m_A2 - m_A1) - (m_C2 - m_C1), in -2...2; nil without units.
    package let difference: Double?
    /// Of "no change on the average", which decides: with repeats the larger of `sharpP` and the score test with one unseen
    /// unit; with one trial each it is `sharpP`.
    package let p: Double?
    /// Mid-p of the exact sign-flip test: of "no scenario changed". With repeats it takes changes that cancel for a change.
    package let sharpP: Double?
    /// The shifts that `p` does not reject; nil when fewer than 6 units changed.
    package let interval: Interval?

    package init(_ units: [Unit], alpha: Double = 0.05) {
        let entering = units.filter { $0.tallies.allSatisfy { $0.measured > 0 } }
        self.units = entering.count
        guard !entering.isEmpty else {
            (difference, p, sharpP, interval) = (nil, nil, nil, nil)
            return
        }
        let shifts = ShiftedSignFlips(entering.map(\.tallies))
        difference = shifts.mean
        sharpP = shifts.midP
        let flips = shifts.changed < 6 ? nil : shifts.interval(alpha: alpha)
        guard entering.contains(where: { $0.tallies.contains { $0.measured > 1 } }) else {
            (p, interval) = (sharpP, flips)
            return
        }
        let average = AverageChange(shifts.values)
        p = max(shifts.midP, average.p)
        interval = flips.map { flips in
            let wide = average.interval(alpha: alpha)
            return Interval(low: min(flips.low, wide.low), high: max(flips.high, wide.high))
        }
    }
}

/// The score test of "no change on the average": sum d / sqrt(sum d^2 + 1), the variance under that null with one unseen unit
/// that changed wholly. A sample that missed the few that change wholly looks as if the others' small changes were all.
private struct AverageChange {
    private let count: Double
    private let sum: Double
    private let squares: Double

    init(_ values: [Double]) {
        count = Double(values.count)
        sum = values.reduce(0, +)
        squares = values.reduce(0) { $0 + $1 * $1 } + 1
    }

    var p: Double { Normal.twoSidedTail(sum / squares.squareRoot()) }

    /// The shifts x at which the test of d - x does not reject, cut to -2...2.
    func interval(alpha: Double) -> Interval {
        let z = Normal.quantile(1 - alpha / 2)
        guard count > z * z else { return Interval(low: -2, high: 2) }
        let half = z * ((count * squares - sum * sum) / (count - z * z)).squareRoot() / count
        return Interval(low: max(-2, sum / count - half), high: min(2, sum / count + half))
    }
}

/// The sign-flip test of the differences less a common shift, for every shift from ONE joint distribution.
///
/// A flipped sum of (d_i - x) is (flipped sum of d_i) - x (flipped count), so the chances of (count of pluses, sum of
/// pluses) serve every x, also those that are no fraction of the scale.
private struct ShiftedSignFlips {
    static let workLimit = 100_000_000

    let values: [Double]
    /// The values times `scale`; nil where no common scale exists.
    private let integers: [Int]?
    private let scale: Double
    /// chance[count][sum - lowest]; nil where it would be too large, and the normal approximation stands in.
    private let chances: [[Double]]?
    private let lowest: Int

    init(_ tallies: [[Tally]]) {
        values = tallies.map { row in
            let rates = row.map { Double($0.hits) / Double($0.measured) }
            return (rates[0] - rates[1]) - (rates[2] - rates[3])
        }.sorted()
        guard let multiple = leastCommonMultiple(Set(tallies.joined().map(\.measured)).sorted()) else {
            (integers, scale, chances, lowest) = (nil, 1, nil, 0)
            return
        }
        let scaled = tallies.map { row in
            let parts = row.map { $0.hits * (multiple / $0.measured) }
            return (parts[0] - parts[1]) - (parts[2] - parts[3])
        }.sorted()
        let unit = max(1, scaled.reduce(0, greatestCommonDivisor))
        integers = scaled.map { $0 / unit }
        scale = Double(multiple) / Double(unit)
        (chances, lowest) = Self.jointDistribution(scaled.map { $0 / unit })
    }

    var mean: Double {
        guard let integers else { return values.reduce(0, +) / Double(values.count) }
        return Double(integers.reduce(0, +)) / scale / Double(values.count)
    }

    var changed: Int { integers.map { $0.count { $0 != 0 } } ?? values.count { $0 != 0 } }

    var midP: Double {
        if let integers { return SignFlipTest.midP(integers) }
        return SignFlipTest.normalApproximation(values)
    }

    func interval(alpha: Double) -> Interval {
        Interval(low: edge(from: mean, to: -2, alpha), high: edge(from: mean, to: 2, alpha))
    }

    private func edge(from inside: Double, to outside: Double, _ alpha: Double) -> Double {
        if midP(shift: outside) >= alpha { return outside }
        var (kept, rejected) = (inside, outside)
        for _ in 0..<50 {
            let middle = 0.5 * (kept + rejected)
            if midP(shift: middle) >= alpha { kept = middle } else { rejected = middle }
        }
        return exact(0.5 * (kept + rejected))
    }

    /// The test changes its mind where a sum of flipped differences equals the observed one: at a fraction whose denominator
    /// is a count of units. The search comes near it, and the fraction itself has no noise of searching.
    private func exact(_ found: Double) -> Double {
        guard let integers else { return found }
        for units in 1...integers.count {
            let whole = (found * scale * Double(units)).rounded()
            let fraction = whole / (scale * Double(units))
            if abs(fraction - found) <= 4e-10 * (abs(found) + 1) { return fraction }
        }
        return found
    }

    private func midP(shift: Double) -> Double {
        guard let chances, let integers else { return SignFlipTest.normalApproximation(values.map { $0 - shift }) }
        let x = shift * scale
        let n = Double(integers.count)
        let total = Double(integers.reduce(0, +))
        let observed = abs(total - n * x)
        // Ties are exact in the integers; the shift brings rounding of this order.
        let tie = 1e-10 * (abs(total) + n * abs(x) + 1)
        var p = 0.0
        for (count, row) in chances.enumerated() {
            let offset = -total - x * (2 * Double(count) - n)
            for (index, chance) in row.enumerated() where chance > 0 {
                let distance = abs(2 * Double(index + lowest) + offset) - observed
                if distance > tie { p += chance } else if distance >= -tie { p += chance / 2 }
            }
        }
        return min(1, p)
    }

    private static func jointDistribution(_ integers: [Int]) -> ([[Double]]?, Int) {
        let lowest = integers.reduce(0) { $0 + min(0, $1) }
        let highest = integers.reduce(0) { $0 + max(0, $1) }
        let (cells, tooMany) = (highest - lowest + 1).multipliedReportingOverflow(by: integers.count * integers.count)
        if tooMany || cells > workLimit { return (nil, lowest) }
        var chances = [[Double]](
            repeating: [Double](repeating: 0, count: highest - lowest + 1), count: integers.count + 1)
        chances[0][-lowest] = 1
        for (placed, value) in integers.enumerated() {
            for count in stride(from: placed + 1, through: 0, by: -1) {
                let without = chances[count]
                let with = count > 0 ? chances[count - 1] : []
                for index in without.indices {
                    let source = index - value
                    let plus = with.indices.contains(source) ? with[source] : 0
                    chances[count][index] = 0.5 * (without[index] + plus)
                }
            }
        }
        return (chances, lowest)
    }
}
