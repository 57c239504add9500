/// How the next labels are best spread over the strata of a double sample, so that the corrected rate gets as narrow as it can
/// (Neyman 1938, J Am Stat Assoc 33:101; one label at a time to the stratum whose term W^2 y (1 - y) / (n - 1) of the labels'
/// variance it lowers most, which is the optimum over whole numbers because the terms are convex).
///
///     LabelAllocation([.init(weight: 0.1, labelled: 0, obstructed: 0, left: 50)], labels: 20).more    // [20]
package struct LabelAllocation: Equatable, Sendable {
    package struct Stratum: Equatable, Sendable {
        /// W: mean over probes of the share of their trials in the stratum.
        package let weight: Double
        package let labelled: Int
        package let obstructed: Int
        /// Probes with a reply in the stratum that nobody labelled yet.
        package let left: Int

        package init(weight: Double, labelled: Int, obstructed: Int, left: Int) {
            precondition(weight >= 0 && (0...labelled).contains(obstructed) && left >= 0)
            self.weight = weight
            self.labelled = labelled
            self.obstructed = obstructed
            self.left = left
        }

        /// W^2 y (1 - y) / (n - 1) as it will be with n labels: y with one of each kind more, of a share that is expected to
        /// stay where the labels have it (half of one each kind more, so that labels all alike are no certainty). Fewer than
        /// two give no estimate at all.
        func variance(with n: Int) -> Double {
            if weight == 0 { return 0 }
            guard n >= 2 else { return .infinity }
            let expected = (Double(obstructed) + 0.5) / Double(labelled + 1)
            let share = (Double(n) * expected + 1) / Double(n + 2)
            return weight * weight * share * (1 - share) / Double(n - 1)
        }

        /// What one label more takes from it.
        func gain(at n: Int) -> Double {
            n < 2 && weight > 0 ? .infinity : variance(with: n) - variance(with: n + 1)
        }
    }

    /// Labels for each stratum, in the order given.
    package let more: [Int]
    /// Of the labels' part of the variance, what is left after them; 1 with none, nil where a stratum has fewer than two now.
    package let varianceLeft: Double?

    package init(_ strata: [Stratum], labels: Int) {
        var more = strata.map { _ in 0 }
        for _ in 0..<max(0, min(labels, strata.reduce(0) { $0 + $1.left })) {
            let open = strata.indices.filter { more[$0] < strata[$0].left }
            // Where several have no estimate yet, the one that weighs most comes first.
            guard
                let best = open.max(by: { a, b in
                    (strata[a].gain(at: strata[a].labelled + more[a]), strata[a].weight, -a)
                        < (strata[b].gain(at: strata[b].labelled + more[b]), strata[b].weight, -b)
                }), strata[best].weight > 0
            else { break }
            more[best] += 1
        }
        self.more = more
        let used = strata.indices.filter { strata[$0].weight > 0 }
        func variance(_ count: (Int) -> Int) -> Double {
            used.reduce(0) { $0 + strata[$1].variance(with: count($1)) }
        }
        let before = variance { strata[$0].labelled }
        varianceLeft =
            before > 0 && before.isFinite ? variance { strata[$0].labelled + more[$0] } / before : nil
    }
}
