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
                $0 + $1.0.variance(with: $1.0.labelled + $1.1)
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

    /// Neyman by hand: n_g = n W_g s_g / sum W s with s = .5 and, from 1.5 of 199, s = .0865; many labels outweigh what is
    /// added to them.
    @Test func theSharesAreThoseOfNeyman() {
        let strata = [stratum(0.1, 98, 49, 9999), stratum(0.9, 198, 1, 9999)]
        let plan = LabelAllocation(strata, labels: 9000)
        let weights = [0.1 * 0.5, 0.9 * 0.0865]
        for index in 0...1 {
            let expected = 9296 * weights[index] / weights.reduce(0, +)
            #expect(abs(Double(strata[index].labelled + plan.more[index]) - expected) <= 0.02 * expected)
        }
    }

    /// Share of probes in each stratum of the reading, and the truth in it.
    static let populations: [[(share: Double, truth: Double)]] = [
        [(0.12, 0.9), (0.05, 0.4), (0.13, 0.15), (0.7, 0.02)], [(0.3, 0.7), (0.2, 0.5), (0.5, 0.01)],
        [(0.1, 0.95), (0.05, 0.5), (0.25, 0.3), (0.6, 0.005)], [(0.4, 0.98), (0.1, 0.5), (0.1, 0.5), (0.4, 0.02)],
    ]

    /// Studies of four populations, ten labels in each stratum: how wide the corrected interval gets with 100 more.
    @Test func noOtherSpreadIsShorterInSimulatedStudies() throws {
        let sets = Slow.sets(4000, quick: 40)
        var table = ValidationTable(
            "label-allocation", columns: "population,repeats,spread of 100 labels,mean width,coverage")
        var means = [0.0, 0, 0]
        for repeats in [1, 3] {
            for (place, strata) in Self.populations.enumerated() {
                let truth = strata.reduce(0) { $0 + $1.share * $1.truth }
                var source = SplitMix64(seed: UInt64(95 + 10 * place + repeats))
                var (widths, covered) = ([0.0, 0, 0], [0, 0, 0])
                for _ in 0..<sets {
                    let study = Study(strata, probes: 500, repeats: repeats, from: &source)
                    for (index, labels) in study.spreads(of: 100).enumerated() {
                        let estimate = try #require(study.estimate(labels))
                        widths[index] += (estimate.interval.high - estimate.interval.low) / Double(sets)
                        if estimate.interval.contains(truth) { covered[index] += 1 }
                    }
                }
                for (index, name) in ["narrowest", "even", "by size"].enumerated() {
                    table.add(place + 1, repeats, name, widths[index], Double(covered[index]) / Double(sets))
                    means[index] += widths[index] / Double(2 * Self.populations.count)
                }
                // Where the sizes of the strata happen to be the optimum the two are as wide as each other.
                #expect(
                    widths[0] < 1.01 * widths[1] && widths[0] < 1.01 * widths[2], "\(place), K \(repeats): \(widths)")
                #expect(Double(covered[0]) >= (0.945 - (Slow.isOn ? 0 : 0.06)) * Double(sets))
            }
        }
        report("labels: mean widths \(means)")
        #expect(means[0] < means[1] && means[0] < means[2], "\(means)")
        try table.write()
    }

    private struct Study {
        private var units: [[Int]] = []
        /// In each stratum one reply of each probe that has any, in random order.
        private var replies: [[DoubleSampling.Label]]

        init(_ strata: [(share: Double, truth: Double)], probes: Int, repeats: Int, from source: inout SplitMix64) {
            replies = strata.map { _ in [] }
            for _ in 0..<probes {
                var draw = source.unit()
                let home = strata.firstIndex { stratum in
                    draw -= stratum.share
                    return draw < 0
                }
                // One repeat in ten is read otherwise, by chance.
                var own = strata.map { _ in [Bool]() }
                for _ in 0..<repeats {
                    let read = repeats > 1 && source.unit() < 0.1 ? source.below(strata.count) : home ?? 0
                    own[read].append(source.unit() < strata[home ?? 0].truth)
                }
                units.append(own.map(\.count))
                for index in strata.indices where !own[index].isEmpty {
                    replies[index].append(
                        DoubleSampling.Label(
                            share: Double(own[index].count) / Double(repeats),
                            isObstructed: own[index][source.below(own[index].count)]))
                }
            }
            for index in replies.indices { source.shuffle(&replies[index]) }
        }

        /// As `LabelAllocation` has it, evenly, and by the size of the strata.
        func spreads(of labels: Int) -> [[Int]] {
            let first = 10
            let trials = Double(units.joined().reduce(0, +))
            let weights = replies.indices.map { stratum in
                Double(units.reduce(0) { $0 + $1[stratum] }) / trials
            }
            let strata = replies.indices.map { index in
                LabelAllocation.Stratum(
                    weight: weights[index], labelled: first,
                    obstructed: replies[index].prefix(first).count { $0.isObstructed },
                    left: replies[index].count - first)
            }
            return [
                LabelAllocation(strata, labels: labels).more, strata.map { min($0.left, labels / strata.count) },
                weights.map { Int(($0 * Double(labels)).rounded()) },
            ].map { $0.map { first + $0 } }
        }

        func estimate(_ labels: [Int]) -> DoubleSampling? {
            DoubleSampling(units, strata: zip(replies, labels).map { .labelled(Array($0.prefix($1))) })
        }
    }
}
