import Statistics
import Trials

/// The planned trials of two access styles side by side: by probe and repetition, each with what it was under a and b.
///
/// Aligned once, and then read under every definition: aligning is what comparisons of large runs spend their time on.
struct PairedTrials {
    private let slots: [(a: Row?, b: Row?)]
    /// Distinct probes with a trial under each, and under both.
    let probesOfA: Int
    let probesOfB: Int
    let shared: Int
    /// Several probes share a cluster.
    let isClustered: Bool

    private struct Slot: Hashable {
        let probe: Int
        let repetition: Int

        init(_ row: Row) { (probe, repetition) = (row.probePlace, row.record.key.repetition) }

        /// As one number: it is hashed in half the time of two.
        func hash(into hasher: inout Hasher) { hasher.combine(probe &<< 24 ^ repetition) }
    }

    init(_ a: [Row], _ b: [Row]) { self.init(a, b, sharedOnly: false) }

    /// - Parameter sharedOnly: without probes that only one style was sent: they were never planned as pairs.
    init(_ a: [Row], _ b: [Row], sharedOnly: Bool) {
        var (left, right, clusters) = (Places(), Places(), Places())
        for row in a {
            left.insert(row.probePlace)
            clusters.insert(row.clusterPlace)
        }
        for row in b {
            right.insert(row.probePlace)
            clusters.insert(row.clusterPlace)
        }
        shared = left.countShared(with: right)
        (probesOfA, probesOfB) = (left.count, right.count)
        isClustered = clusters.count < left.count + right.count - shared
        func takesPart(_ row: Row) -> Bool {
            !sharedOnly || (left.contains(row.probePlace) && right.contains(row.probePlace))
        }

        var places: [Slot: Int] = [:]
        places.reserveCapacity(a.count)
        var slots: [(a: Row?, b: Row?)] = []
        slots.reserveCapacity(a.count)
        for row in a where takesPart(row) {
            let slot = Slot(row)
            if let place = places[slot] {
                slots[place].a = row
            } else {
                places[slot] = slots.count
                slots.append((row, nil))
            }
        }
        for row in b where takesPart(row) {
            let slot = Slot(row)
            if let place = places[slot] {
                slots[place].b = row
            } else {
                places[slot] = slots.count
                slots.append((nil, row))
            }
        }
        self.slots = slots
    }

    /// One unit a cluster, in the order of their names, over the trials that belong to the definition.
    func units(_ definition: Definition) -> [PairedUnit] {
        units(of: { $0.belongs(to: definition) }, { $0.obstructed(definition) })
    }

    /// The same with every verdict that the classifier does not stand by in the favour of one style: no hit for it, a hit for
    /// the other one.
    func units(_ definition: Definition, unsureInFavourOf style: String) -> [PairedUnit] {
        units(of: { $0.belongs(to: definition) }) { row in
            row.obstructed(definition).map { row.unsure(definition) ? row.record.key.style != style : $0 }
        }
    }

    /// - Parameter hit: nil where the trial is unmeasured.
    func units(of belongs: (Row) -> Bool = { _ in true }, _ hit: (Row) -> Bool?) -> [PairedUnit] {
        units(by: \.clusterPlace, of: belongs, hit)
    }

    /// One unit a prompt: what sentences count. No figure of a test is made of them.
    func prompts(_ hit: (Row) -> Bool?) -> [PairedUnit] { units(by: \.probePlace, of: { _ in true }, hit) }

    private func units(by place: (Row) -> Int, of belongs: (Row) -> Bool, _ hit: (Row) -> Bool?) -> [PairedUnit] {
        var clusters = ByCluster<(unit: PairedUnit, planned: Int)>((PairedUnit(), 0))
        for slot in slots {
            let a = slot.a.flatMap { belongs($0) ? $0 : nil }
            let b = slot.b.flatMap { belongs($0) ? $0 : nil }
            guard let row = a ?? b else { continue }
            clusters.change(at: place(row)) { entry in
                entry.planned += 1
                entry.unit.add(TrialPair(a.flatMap(hit), b.flatMap(hit)))
            }
        }
        return clusters.entries.lazy.filter { $0.planned > 0 }.map(\.unit)
    }
}
