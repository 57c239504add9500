/// The rate from labels drawn at random within strata of the classifier's verdict. Needs no sensitivity or specificity.
package struct DoubleSampling: Equatable, Sendable {
    /// What people said of one reply of a probe.
    package struct Label: Equatable, Sendable {
        /// The share of its cluster's measured trials that the probe has in the stratum, in 0...1: what the reply
        /// stands for. 1 where nothing is repeated.
        package let share: Double
        package let isObstructed: Bool

        package init(share: Double, isObstructed: Bool) {
            precondition(share > 0 && share <= 1, "a labelled reply that stands for \(share) of its cluster")
            self.share = share
            self.isObstructed = isObstructed
        }
    }

    /// How the truth of a stratum is known.
    package enum Stratum: Equatable, Sendable {
        /// By one labelled reply of some probes, drawn at random among the probes with replies in the stratum.
        case labelled([Label])
        /// Without any: a wire sign decided.
        case known(isObstructed: Bool)
    }

    package let rate: Double
    package let variance: Double
    /// n* of the exact interval.
    package let effectiveSize: Double
    package let interval: Interval

    /// - Parameters:
    ///   - units: per cluster, how many measured trials fell into each stratum; clusters without any are left out.
    ///   - strata: in the same order.
    ///
    /// nil with fewer than two clusters, or when a stratum in use has fewer than two labels.
    package init?(_ units: [[Int]], strata: [Stratum], alpha: Double = 0.05) {
        let measured = units.filter { $0.contains { $0 > 0 } }
        let n = Double(measured.count)
        guard measured.count > 1 else { return nil }
        let shares = measured.map { unit in
            let trials = Double(unit.reduce(0, +))
            return unit.map { Double($0) / trials }
        }
        var used: [(stratum: Int, weight: Double, finding: Share)] = []
        for (index, stratum) in strata.enumerated() where measured.contains(where: { $0[index] > 0 }) {
            guard let finding = Share(stratum) else { return nil }
            used.append((index, shares.reduce(0) { $0 + $1[index] } / n, finding))
        }
        let none = used.allSatisfy(\.finding.isNone)
        let all = used.allSatisfy(\.finding.isAll)
        let rate = none ? 0 : all ? 1 : used.reduce(0) { $0 + $1.weight * $1.finding.mean }
        var between = 0.0
        for share in shares {
            let predicted = used.reduce(0) { $0 + share[$1.stratum] * $1.finding.mean }
            between += (predicted - rate) * (predicted - rate)
        }
        self.rate = rate
        variance = used.reduce(0) { $0 + $1.weight * $1.weight * $1.finding.variance } + between / (n * (n - 1))
        // All labels alike say no more than as many labels can: a stratum of weight W with n labels bounds the rate by
        // W times the bound of n alike, and the worst stratum bounds the sum.
        effectiveSize =
            none || all
            ? used.reduce(n) { min($0, $1.finding.size / $1.weight) } : rate * (1 - rate) / variance
        interval = IntervalMethod.exact.bounds(rate: rate, size: effectiveSize, tail: alpha / 2)
    }
}

/// The obstructed share of one stratum.
private struct Share {
    let mean: Double
    let variance: Double
    /// Labels by their effective number; infinite where the truth is known.
    let size: Double
    let isNone: Bool
    let isAll: Bool

    /// nil with fewer than two labels.
    init?(_ stratum: DoubleSampling.Stratum) {
        switch stratum {
        case .known(let isObstructed):
            (mean, variance, size) = (isObstructed ? 1 : 0, 0, .infinity)
            (isNone, isAll) = (!isObstructed, isObstructed)
        case .labelled(let labels):
            guard labels.count >= 2 else { return nil }
            let n = Double(labels.count)
            let total = labels.reduce(0) { $0 + $1.share }
            let obstructed = labels.reduce(0) { $0 + ($1.isObstructed ? $1.share : 0) }
            isNone = !labels.contains(where: \.isObstructed)
            isAll = labels.allSatisfy(\.isObstructed)
            mean = isAll ? 1 : obstructed / total
            size = total * total / labels.reduce(0) { $0 + $1.share * $1.share }
            // One label of each kind and of mean share more, in the variance only: labels all alike do not make it 0.
            let typical = total / n
            let shrunken = (obstructed + typical) / (total + 2 * typical)
            func residual(_ share: Double, _ isObstructed: Bool) -> Double {
                let distance = (isObstructed ? 1 : 0) - shrunken
                return share * share * distance * distance
            }
            let residuals =
                labels.reduce(0) { $0 + residual($1.share, $1.isObstructed) } + residual(typical, true)
                + residual(typical, false)
            variance = n * n / (total * total) * residuals / ((n + 2) * (n - 1))
        }
    }
}
