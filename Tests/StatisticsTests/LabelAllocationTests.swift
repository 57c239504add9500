import Testing

@testable import Statistics

@Suite struct LabelAllocationTests {
    private func stratum(_ weight: Double, _ labelled: Int, _ obstructed: Int, _ left: Int) -> LabelAllocation.Stratum {
        .init(weight: weight, labelled: labelled, obstructed: obstructed, left: left)
    }

    @Test func noOtherSpreadIsBetter() {
        let strata = [stratum(0.1, 4, 3, 30), stratum(0.3, 6, 2, 30), stratum(0.6, 5, 0, 30)]
        let plan = LabelAllocation(strata, labels: 12)
        func variance(_ more: [Int]) -> Double {
            zip(strata, more).reduce(0) {
                $0 + $1.0.weight * $1.0.weight * $1.0.variance / Double($1.0.labelled + $1.1)
            }
        }
        var best = Double.infinity
        for first in 0...12 {
            for second in 0...(12 - first) { best = min(best, variance([first, second, 12 - first - second])) }
        }
        #expect(plan.more.reduce(0, +) == 12)
        #expect(isClose(variance(plan.more), best, 1e-12))
        #expect(isClose(plan.varianceLeft, best / variance([0, 0, 0]), 1e-12))
    }

    @Test func strataWithoutAnEstimateComeFirst() {
        let plan = LabelAllocation([stratum(0.05, 0, 0, 9), stratum(0.9, 40, 4, 99), stratum(0, 0, 0, 0)], labels: 4)
        #expect(plan.more[0] >= 2 && plan.more[2] == 0 && plan.varianceLeft == nil)
        #expect(LabelAllocation([stratum(1, 2, 1, 3)], labels: 100).more == [3])
        #expect(LabelAllocation([], labels: 5).more.isEmpty)
    }
}
