/// The rate from labels drawn at random within strata of the classifier's verdict. Needs no sensitivity or specificity.
package struct DoubleSampling: Equatable, Sendable {
    /// What people said of the labelled replies of one stratum.
    package struct Labels: Equatable, Sendable {
        package let labelled: Int
        package let obstructed: Int

        package init(labelled: Int, obstructed: Int) {
            precondition((0...labelled).contains(obstructed), "\(obstructed) of \(labelled) labelled replies")
            self.labelled = labelled
            self.obstructed = obstructed
        }

        fileprivate var share: Double { Double(obstructed) / Double(labelled) }
        fileprivate var shrunken: Double { Double(obstructed + 1) / Double(labelled + 2) }
    }

    package let rate: Double
    package let variance: Double
    /// n* of the exact interval.
    package let effectiveSize: Double
    package let interval: Interval

    /// - Parameters:
    ///   - units: per cluster, how many measured trials fell into each stratum; clusters without any are left out.
    ///   - labels: in the same order of strata.
    ///
    /// nil with fewer than two clusters, or when a stratum in use has fewer than two labels.
    package init?(_ units: [[Int]], labels: [Labels], alpha: Double = 0.05) {
        let measured = units.filter { $0.contains { $0 > 0 } }
        let n = Double(measured.count)
        guard measured.count > 1 else { return nil }
        let used = labels.indices.filter { stratum in measured.contains { $0[stratum] > 0 } }
        guard used.allSatisfy({ labels[$0].labelled >= 2 }) else { return nil }
        let shares = measured.map { unit in
            let trials = Double(unit.reduce(0, +))
            return unit.map { Double($0) / trials }
        }
        var rate = 0.0
        var variance = 0.0
        for stratum in used {
            let weight = shares.reduce(0) { $0 + $1[stratum] } / n
            let shrunken = labels[stratum].shrunken
            rate += weight * labels[stratum].share
            variance += weight * weight * shrunken * (1 - shrunken) / Double(labels[stratum].labelled - 1)
        }
        let none = used.allSatisfy { labels[$0].obstructed == 0 }
        let all = used.allSatisfy { labels[$0].obstructed == labels[$0].labelled }
        if none { rate = 0 }
        if all { rate = 1 }
        var between = 0.0
        for share in shares {
            let predicted = used.reduce(0) { $0 + share[$1] * labels[$1].share }
            between += (predicted - rate) * (predicted - rate)
        }
        variance += between / (n * (n - 1))
        self.rate = rate
        self.variance = variance
        effectiveSize = none || all ? n : rate * (1 - rate) / variance
        interval = IntervalMethod.exact.bounds(rate: rate, size: effectiveSize, tail: alpha / 2)
    }
}
