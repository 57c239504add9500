import Statistics
import Trials

/// The trials of a run, grouped once for all tables.
struct Rows {
    static let all = "all"

    let facts: RunFacts
    /// Fields of main benign probes, sorted.
    let fields: [String]
    /// Frames that occur among main benign probes, `typical` first.
    let frames: [Frame]
    /// Planned trials (released ones are none) by style.
    let byStyle: [String: [TrialRecord]]
    private let mains: [Group: [TrialRecord]]

    private struct Group: Hashable {
        var style: String
        var field: String
        var frame: Frame
    }

    init(_ facts: RunFacts) {
        self.facts = facts
        let planned = facts.records.filter { !$0.released }
        byStyle = Dictionary(grouping: planned, by: \.key.style)
        let benign = planned.filter { $0.role == .main && $0.expect == .answer }
        fields = Set(benign.map(\.field)).sorted()
        frames = Frame.allCases.filter { frame in benign.contains { $0.frame == frame } }
        mains = Dictionary(grouping: benign) { Group(style: $0.key.style, field: $0.field, frame: $0.frame) }
    }

    var study: Study { facts.study }
    var styles: [AccessStyle] { facts.study.styles }
    var thresholds: Thresholds { facts.study.thresholds }
    var method: Statistics.IntervalMethod {
        switch thresholds.interval {
        case .exact: .exact
        case .wilson: .wilson
        }
    }

    /// Main benign trials of one cell; the field `all` is every field of the frame.
    func mains(_ style: String, _ field: String, _ frame: Frame) -> [TrialRecord] {
        if field != Self.all { return mains[Group(style: style, field: field, frame: frame)] ?? [] }
        return fields.flatMap { mains[Group(style: style, field: $0, frame: frame)] ?? [] }
    }

    /// `all` first, then the fields.
    var fieldsWithAll: [String] { [Self.all] + fields }
}

extension TrialRecord {
    /// nil where the trial is unmeasured under the definition, or was never finished.
    func obstructed(_ definition: Definition) -> Bool? {
        verdict?.obstructed(definition, judgeable: judgeable)
    }

    /// Decided by text without the classifier standing by it.
    var unsure: Bool {
        guard let verdict else { return false }
        return verdict.decidedBy == .text && !verdict.sure
    }

    /// Whether the probe takes part in a definition at all.
    func belongs(to definition: Definition) -> Bool { definition != .undelivered || judgeable }
}

extension Sequence<TrialRecord> {
    /// One tally a cluster, sorted by cluster, over the trials that belong to the definition.
    func tallies(_ definition: Definition) -> [Tally] {
        var clusters: [String: (hits: Int, measured: Int, planned: Int, unsureHits: Int, unsureMisses: Int)] = [:]
        for record in self where record.belongs(to: definition) {
            var entry = clusters[record.cluster] ?? (0, 0, 0, 0, 0)
            entry.planned += 1
            if let hit = record.obstructed(definition) {
                entry.measured += 1
                if hit { entry.hits += 1 }
                if record.unsure {
                    if hit { entry.unsureHits += 1 } else { entry.unsureMisses += 1 }
                }
            }
            clusters[record.cluster] = entry
        }
        return clusters.sorted { $0.key < $1.key }.map {
            Tally(
                hits: $0.value.hits, measured: $0.value.measured, planned: $0.value.planned,
                unsureHits: $0.value.unsureHits, unsureMisses: $0.value.unsureMisses)
        }
    }

    func distinctProbes(measuredUnder definition: Definition) -> Int {
        Set(lazy.filter { $0.obstructed(definition) != nil }.map(\.key.probe)).count
    }
}
