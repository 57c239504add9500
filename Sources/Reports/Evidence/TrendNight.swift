import Statistics
import Trials

/// One run as the next is held against it: what each trial of its headline frame came to, and no more. Names are places in lists
/// that the whole trend shares, for it is made of hundreds of thousands of trials.
struct Night: Sendable {
    struct Names: Sendable {
        fileprivate struct Probe: Sendable {
            var place: Int
            var cluster: (name: String, place: Int)
            var field: (name: String, place: Int)
        }

        private(set) var fields: [String] = []
        private(set) var categories: [String] = []
        private var probes: [String: Probe] = [:]
        private var places: [String: Int] = [:]
        private var clusters: [String: Int] = [:]

        /// The place of a probe, its cluster and its field; a probe that changed them has new ones from then on.
        fileprivate mutating func places(_ record: TrialRecord) -> (probe: Int, cluster: Int, field: Int) {
            if let known = probes[record.key.probe], known.cluster.name == record.cluster,
                known.field.name == record.field
            {
                return (known.place, known.cluster.place, known.field.place)
            }
            let place = probes[record.key.probe]?.place ?? probes.count
            let cluster = clusters[record.cluster] ?? clusters.count
            clusters[record.cluster] = cluster
            let field = Self.place(record.field, in: &fields)
            probes[record.key.probe] = Probe(
                place: place, cluster: (record.cluster, cluster), field: (record.field, field))
            return (place, cluster, field)
        }

        fileprivate mutating func category(_ name: String) -> Int {
            if let place = places[name] { return place }
            let place = Self.place(name, in: &categories)
            places[name] = place
            return place
        }

        private static func place(_ name: String, in names: inout [String]) -> Int {
            if let place = names.firstIndex(of: name) { return place }
            names.append(name)
            return names.count - 1
        }
    }

    fileprivate struct Trial: Sendable {
        /// Probe and repetition: the place of a pair.
        let slot: UInt64
        let cluster: Int
        let field: Int
        let hit: Bool?
        let unsure: Bool
        /// Of what obstructed.
        let category: Int?

        /// nil where it was not measured.
        func counts(_ category: Int?) -> Bool? {
            guard let category else { return hit }
            return hit.map { $0 && self.category == category }
        }
    }

    let run: String
    /// Of its prompts: the headline.
    let frame: Frame
    /// In study order.
    let styles: [String]
    let served: [String: [String]]
    /// Versions of the rules that judged it.
    let rules: String
    /// By style, in the order of their slots.
    private let trials: [String: [Trial]]

    /// nil where no benign main prompt is in the run.
    init?(_ run: String, _ facts: RunFacts, _ definition: Definition, _ names: inout Names) {
        let frame = Frame.allCases.first { frame in
            facts.records.contains { !$0.released && $0.role == .main && $0.expect == .answer && $0.frame == frame }
        }
        guard let frame else { return nil }
        var trials: [String: [Trial]] = [:]
        for style in facts.study.styles {
            var own: [Trial] = []
            for record in facts.records
            where record.key.style == style.id && record.role == .main && record.expect == .answer
                && record.frame == frame && !record.released
                && (definition != .undelivered || record.judgeable)
            {
                let place = names.places(record)
                let hit = record.obstructed(definition)
                own.append(
                    Trial(
                        slot: UInt64(place.probe) << 32 | UInt64(record.key.repetition), cluster: place.cluster,
                        field: place.field, hit: hit,
                        unsure: record.verdict?.unsure(definition) ?? false,
                        category: hit == true
                            ? names.category(record.verdict?.categoryLabel ?? Category.unreported.rawValue) : nil))
            }
            if !own.isEmpty { trials[style.id] = own.sorted { $0.slot < $1.slot } }
        }
        self.run = run
        self.frame = frame
        self.trials = trials
        styles = facts.study.styles.map(\.id).filter { trials[$0] != nil }
        served = facts.servedModels
        rules = facts.classifierVersions.joined(separator: " ")
    }

    func fields(_ style: String) -> Set<Int> { Set((trials[style] ?? []).lazy.map(\.field)) }

    func measured(_ style: String) -> Bool { (trials[style] ?? []).contains { $0.hit != nil } }

    func categories(_ style: String) -> [Int] { Set((trials[style] ?? []).lazy.compactMap(\.category)).sorted() }

    /// One tally a cluster.
    /// - Parameter isUnreported: the category is that of what names none: another reading of a text names no category of a
    ///   provider.
    func tallies(_ style: String, field: Int? = nil, category: Int? = nil, isUnreported: Bool = false) -> [Tally] {
        var clusters = ByCluster(TallyCount())
        for trial in trials[style] ?? [] where field.map({ trial.field == $0 }) ?? true {
            let hit = trial.counts(category)
            let unsure = trial.unsure && (category == nil || hit == true || isUnreported)
            clusters.change(at: trial.cluster) { $0.add(hit, unsure: unsure) }
        }
        return clusters.tallies
    }

    /// Prompts with a trial that was measured in both runs.
    static func prompts(_ a: Night, _ b: Night, _ style: String, field: Int?) -> Int {
        let (left, right) = (a.trials[style] ?? [], b.trials[style] ?? [])
        var (i, j, count) = (0, 0, 0)
        var last: UInt64?
        while i < left.count, j < right.count {
            if left[i].slot != right[j].slot {
                if left[i].slot < right[j].slot { i += 1 } else { j += 1 }
                continue
            }
            let probe = left[i].slot >> 32
            let enters = field.map { left[i].field == $0 && right[j].field == $0 } ?? true
            if enters, left[i].hit != nil, right[j].hit != nil, last != probe { (last, count) = (probe, count + 1) }
            (i, j) = (i + 1, j + 1)
        }
        return count
    }

    /// The trials of a style in two runs side by side, by probe and repetition: a is the new run, b the old one.
    static func units(_ a: Night, _ b: Night, _ style: String, field: Int?, category: Int?) -> [PairedUnit] {
        var clusters = ByCluster<(unit: PairedUnit, planned: Bool)>((PairedUnit(), false))
        func add(_ trial: Trial, _ pair: TrialPair) {
            clusters.change(at: trial.cluster) { entry in
                entry.planned = true
                entry.unit.add(pair)
            }
        }
        let (left, right) = (a.trials[style] ?? [], b.trials[style] ?? [])
        var (i, j) = (0, 0)
        func isOutside(_ trial: Trial) -> Bool { field.map { trial.field != $0 } ?? false }
        while i < left.count || j < right.count {
            if i < left.count, isOutside(left[i]) {
                i += 1
            } else if j < right.count, isOutside(right[j]) {
                j += 1
            } else if j == right.count || (i < left.count && left[i].slot < right[j].slot) {
                add(left[i], TrialPair(left[i].counts(category), nil))
                i += 1
            } else if i == left.count || right[j].slot < left[i].slot {
                add(right[j], TrialPair(nil, right[j].counts(category)))
                j += 1
            } else {
                add(left[i], TrialPair(left[i].counts(category), right[j].counts(category)))
                (i, j) = (i + 1, j + 1)
            }
        }
        return clusters.entries.lazy.filter(\.planned).map(\.unit)
    }
}
