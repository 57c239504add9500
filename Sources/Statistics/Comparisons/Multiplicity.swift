/// Holm's (1979) step-down adjustment: the probability of any false finding in the family stays below alpha.
package enum Holm {
    /// In the order given; p values in 0...1.
    package static func adjust(_ p: [Double]) -> [Double] {
        var adjusted = p
        var running = 0.0
        for (rank, index) in ascending(p).enumerated() {
            running = max(running, min(1, Double(p.count - rank) * p[index]))
            adjusted[index] = running
        }
        return adjusted
    }

    /// The adjusted value of one comparison when its own p is another one and the rest of the family stands: what a
    /// comparison with its missing trials filled in needs.
    package static func adjust(_ p: [Double], at index: Int, replacedBy other: Double) -> Double {
        var family = p
        family[index] = other
        return adjust(family)[index]
    }
}

/// Benjamini & Hochberg's (1995) q values. Exploratory: they bound a share of false findings, not their existence.
package enum BenjaminiHochberg {
    package static func adjust(_ p: [Double]) -> [Double] {
        var adjusted = p
        var running = 1.0
        for (rank, index) in ascending(p).enumerated().reversed() {
            running = min(running, Double(p.count) * p[index] / Double(rank + 1))
            adjusted[index] = running
        }
        return adjusted
    }
}

private func ascending(_ p: [Double]) -> [Int] {
    p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
}
