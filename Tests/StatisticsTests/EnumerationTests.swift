import Testing

@testable import Statistics

/// K = 1, so every coverage and size is a finite sum: nothing here is simulated.
@Suite struct EnumerationTests {
    /// Every rate .001, .002 ... .999. One interval per outcome; at each rate the outcomes that miss are summed.
    @Test(arguments: [1, 2, 5, 10, 30, 100, 300])
    func theExactIntervalCoversAtEveryRate(n: Int) {
        let intervals = (0...n).map {
            IntervalMethod.exact.bounds(rate: Double($0) / Double(n), size: Double(n), tail: 0.025)
        }
        var lowest = 1.0
        for step in 1...999 {
            let rate = Double(step) / 1000
            // Bounds rise with the hits, so the covering outcomes are one run of them.
            let first = partition(0...n) { intervals[$0].high >= rate }
            let beyond = partition(0...n) { intervals[$0].low > rate }
            let coverage = Binomial.cumulative(beyond - 1, of: n, rate) - Binomial.cumulative(first - 1, of: n, rate)
            lowest = min(lowest, coverage)
        }
        report("exact, K = 1, n \(n): lowest coverage \(lowest)")
        #expect(lowest >= 0.95)
    }

    /// Twenty shares of discordant probes, up to all of them; the worst is 16 probes, all discordant.
    @Test func midPKeepsItsSize() {
        let rejection = (0...300).map { rejectionProbability(discordant: $0) }
        var worst = 0.0
        var worstUpToSixty = 0.0
        var worstSize = 0
        for n in 2...300 {
            // Small samples are where the size is worst; above 60 every seventh does for the quick run.
            if n > 60, !Slow.isOn, !n.isMultiple(of: 7) { continue }
            for step in stride(from: 5, through: 100, by: 5) {
                let psi = Double(step) / 100
                var size = 0.0
                for m in 0...n { size += Binomial.probability(m, of: n, psi) * rejection[m] }
                if step <= 60 { worstUpToSixty = max(worstUpToSixty, size) }
                if size > worst { (worst, worstSize) = (size, n) }
            }
        }
        report("mid-p size: worst \(worst) at n \(worstSize); up to psi .6: \(worstUpToSixty)")
        #expect(worstUpToSixty <= 0.05)
        #expect(worst <= 0.077)
        #expect(worst > 0.0765)
        #expect(worstSize == 16)
    }

    /// Multinomial over (b, c), on a grid of probabilities for "only A" and "only B".
    @Test(arguments: Slow.isOn ? [10, 20, 30, 50, 100] : [10, 30])
    func tangoCovers(n: Int) {
        let grid = [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.3]
        let intervals = (0...n).map { b in
            (0...n - b).map { TangoInterval.bounds(onlyA: Double(b), onlyB: Double($0), size: Double(n), tail: 0.025) }
        }
        var coverages: [Double] = []
        for onlyA in grid {
            for onlyB in grid {
                var covered = 0.0
                for b in 0...n {
                    let chance = Binomial.probability(b, of: n, onlyA)
                    if chance < 1e-12 { continue }
                    for c in 0...n - b where intervals[b][c].contains(onlyA - onlyB) {
                        covered += chance * Binomial.probability(c, of: n - b, onlyB / (1 - onlyA))
                    }
                }
                coverages.append(covered)
            }
        }
        let mean = coverages.reduce(0, +) / Double(coverages.count)
        let lowest = coverages.min() ?? 0
        report("Tango, n \(n): lowest coverage \(lowest), mean \(mean)")
        #expect(lowest >= 0.925)
        #expect(mean >= 0.95)
    }

    /// P(mid-p <= .05) among m discordant probes with fair signs.
    private func rejectionProbability(discordant m: Int) -> Double {
        var smaller = -1
        while 2 * (smaller + 1) < m, SignFlipTest.midP(onlyA: smaller + 1, onlyB: m - smaller - 1) <= 0.05 {
            smaller += 1
        }
        return 2 * Binomial.cumulative(smaller, of: m, 0.5)
    }

    /// The first index for which a predicate holds that stays true; one past the end when none does.
    private func partition(_ range: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound + 1)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
