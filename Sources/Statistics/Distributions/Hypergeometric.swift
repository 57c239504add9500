import Foundation

/// Marked items among `draws` drawn without replacement from `marked` + `unmarked`.
package struct Hypergeometric: Sendable {
    package let marked: Int
    package let unmarked: Int
    package let draws: Int

    package init(marked: Int, unmarked: Int, draws: Int) {
        precondition(marked >= 0 && unmarked >= 0 && draws >= 0 && draws <= marked + unmarked)
        self.marked = marked
        self.unmarked = unmarked
        self.draws = draws
    }

    private var support: ClosedRange<Int> { max(0, draws - unmarked)...min(draws, marked) }

    package func probability(_ x: Int) -> Double {
        guard support.contains(x) else { return 0 }
        let total = marked + unmarked
        if draws == 0 || draws == total { return 1 }
        let p = Double(draws) / Double(total)
        let q = Double(total - draws) / Double(total)
        func density(_ k: Int, _ n: Int) -> Double {
            n == 0 ? 1 : Saddlepoint.binomialDensity(Double(k), size: Double(n), p: p, q: q)
        }
        return density(x, marked) * density(draws - x, unmarked) / density(draws, total)
    }

    /// P(X < x): the lower tail is summed from x downwards until nothing more is added; past the mean it is what the
    /// upper tail leaves, because there the first term of the sum may be too small for a Double.
    package func below(_ x: Int) -> Double {
        if x > support.upperBound { return 1 }
        if Double(x - 1) > mean { return 1 - above(x - 1) }
        var k = x - 1
        var term = probability(k)
        var sum = 0.0
        while k >= support.lowerBound, term > 0 {
            let next = sum + term
            if next == sum, Double(k) < mean { break }
            sum = next
            term *=
                Double(k) / Double(marked - k + 1) * (Double(unmarked - draws + k) / Double(draws - k + 1))
            k -= 1
        }
        return min(1, sum)
    }

    /// P(X > x), by the symmetry of marked and unmarked.
    package func above(_ x: Int) -> Double {
        Hypergeometric(marked: unmarked, unmarked: marked, draws: draws).below(draws - x)
    }

    private var mean: Double { Double(draws) * Double(marked) / Double(marked + unmarked) }
}
