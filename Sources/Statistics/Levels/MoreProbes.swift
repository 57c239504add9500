/// How many more probes would settle a cell of too few if its rate stayed what it is now.
///
/// With about an even chance of being enough: no promise.
package enum MoreProbes: Equatable, Sendable {
    case count(Int)
    /// More than 100,000.
    case tooMany
    /// The rate lies on a threshold: every interval reaches over it.
    case notAtThisRate
    /// The cell has a level already.
    case settled

    package static let limit = 100_000
}

extension LevelRule {
    /// The smallest n' > n whose interval lies below, between or above the thresholds, with the rate and n*/n held.
    ///
    /// - Parameters:
    ///   - rate: exactly 0 or 1 where all clusters are.
    ///   - clusters: n > 0.
    ///   - effectiveSize: n* >= n.
    package func moreProbes(rate: Double, clusters: Int, effectiveSize: Double) -> MoreProbes {
        let perCluster = effectiveSize / Double(clusters)
        func isSettled(_ count: Int) -> Bool {
            level(of: bounds(rate: rate, size: perCluster * Double(count))).isReached
        }
        if isSettled(clusters) { return .settled }
        if rate == obstruction || rate == tolerance && rate > 0 { return .notAtThisRate }
        guard let needed = smallest(above: clusters, within: MoreProbes.limit, where: isSettled) else {
            return .tooMany
        }
        return .count(needed - clusters)
    }

    /// nil when nothing was measured.
    package func moreProbes(_ estimate: RateEstimate) -> MoreProbes? {
        guard let rate = estimate.rate, let sizes = estimate.effectiveSizes else { return nil }
        // Below the tolerance the upper bound has to come down, above the obstruction the lower one up, between them both.
        let size = rate < tolerance ? sizes.high : rate > obstruction ? sizes.low : sizes.smaller
        return moreProbes(rate: rate, clusters: estimate.clusters, effectiveSize: size)
    }

    /// Doubles the step, then bisects; `holds` must stay true once it is.
    private func smallest(above start: Int, within limit: Int, where holds: (Int) -> Bool) -> Int? {
        var (fails, step) = (start, 1)
        while true {
            let next = min(start + step, start + limit)
            if holds(next) {
                var (low, high) = (fails, next)
                while high - low > 1 {
                    let middle = low + (high - low) / 2
                    if holds(middle) { high = middle } else { low = middle }
                }
                return high
            }
            if next == start + limit { return nil }
            fails = next
            step *= 2
        }
    }

    /// The fewest probes that can be within tolerance, all of them without a hit; nil when none of up to 10^6 can.
    package var probesForTolerance: Int? {
        if tolerance <= 0 { return nil }
        return smallest(above: 0, within: 1_000_000) { bounds(rate: 0, size: Double($0)).high < tolerance }
    }

    /// The fewest hits of `probes` (one trial each) that obstruct; nil when not even all of them do.
    package func hitsForObstruction(of probes: Int) -> Int? {
        guard probes > 0, obstruction < 1 else { return nil }
        return smallest(above: 0, within: probes) {
            bounds(rate: Double($0) / Double(probes), size: Double(probes)).low > obstruction
        }
    }

    /// The most hits of `probes` (one trial each) that are within tolerance; nil when not even none is.
    package func hitsForTolerance(of probes: Int) -> Int? {
        guard probes > 0, let needed = probesForTolerance, probes >= needed else { return nil }
        let over = smallest(above: 0, within: probes) {
            bounds(rate: Double($0) / Double(probes), size: Double(probes)).high >= tolerance
        }
        return over.map { $0 - 1 }
    }

    /// Which levels this many probes can reach at all: what `check` says before the run.
    package func reach(of probes: Int) -> Set<Level> {
        var levels: Set<Level> = []
        if let needed = probesForTolerance, probes >= needed { levels.insert(.withinTolerance) }
        if hitsForObstruction(of: probes) != nil { levels.insert(.obstructs) }
        return levels
    }
}
