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
    let byStyle: [String: [Row]]
    private let mains: [Group: [Row]]

    private struct Group: Hashable {
        var style: String
        var field: String
        var frame: Frame
    }

    init(_ facts: RunFacts) {
        self.facts = facts
        var planned: [Row] = []
        planned.reserveCapacity(facts.records.count)
        let clusters = Self.places(facts.records.lazy.map(\.cluster))
        let probes = Self.places(facts.records.lazy.map(\.key.probe))
        let times = Self.timePlaces(facts.records)
        let shelf = RecordShelf(facts.records)
        for index in shelf.records.indices where !shelf.records[index].released {
            planned.append(
                Row(
                    shelf, at: index, clusterPlace: clusters[shelf.records[index].cluster] ?? 0,
                    probePlace: probes[shelf.records[index].key.probe] ?? 0, timePlace: times?[index] ?? index))
        }
        byStyle = Dictionary(grouping: planned, by: { $0.record.key.style })
        let benign = planned.filter { $0.record.role == .main && $0.record.expect == .answer }
        fields = Set(benign.map(\.record.field)).sorted()
        frames = Frame.allCases.filter { frame in benign.contains { $0.record.frame == frame } }
        mains = Dictionary(grouping: benign) {
            Group(style: $0.record.key.style, field: $0.record.field, frame: $0.record.frame)
        }
    }

    /// Each name's place in their order: tables count and align by place, and hash no names.
    private static func places(_ all: some Sequence<String>) -> [String: Int] {
        let names = Set(all).sorted()
        return Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    }

    /// Each record's place in the order of time; what began in the same second, and what has no time, in run order. Found
    /// once: several tables read trials in time, and times are texts. nil where no record has a time.
    private static func timePlaces(_ records: [TrialRecord]) -> [Int]? {
        let seconds = places(records.lazy.compactMap { $0.startedAt })
        guard !seconds.isEmpty else { return nil }
        let keys = records.map { record in record.startedAt.flatMap { seconds[$0] } ?? -1 }
        var out = [Int](repeating: 0, count: records.count)
        let order = records.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        for (place, index) in order.enumerated() { out[index] = place }
        return out
    }

    var study: Study { facts.study }
    var styles: [AccessStyle] { facts.study.styles }
    var thresholds: Thresholds { facts.study.thresholds }
    var method: IntervalMethod {
        switch thresholds.interval {
        case .exact: .exact
        case .wilson: .wilson
        }
    }

    var margin: Margin { thresholds.limit }

    /// Main benign trials of one cell; the field `all` is every field of the frame.
    func mains(_ style: String, _ field: String, _ frame: Frame) -> [Row] {
        if field != Self.all { return mains[Group(style: style, field: field, frame: frame)] ?? [] }
        return fields.flatMap { mains[Group(style: style, field: $0, frame: frame)] ?? [] }
    }

    /// `all` first, then the fields.
    var fieldsWithAll: [String] { [Self.all] + fields }
}

extension Thresholds {
    /// What a difference is held against.
    package var limit: Margin { relativeMargin.map { .ofReference($0) } ?? .points(margin) }
}

/// The records of a run, which its rows share: a copy in each row would double what a report takes.
final class RecordShelf: Sendable {
    let records: [TrialRecord]

    init(_ records: [TrialRecord]) { self.records = records }
}

/// One trial as the tables count it. An object, because every table groups the trials anew; what each definition makes of the
/// trial is found once.
@dynamicMemberLookup
final class Row: Sendable {
    private let shelf: RecordShelf
    private let places: (record: Int32, cluster: Int32, probe: Int32, time: Int32)
    /// Two bits a definition, in the order of its cases: measured under it, and obstructed.
    private let obstructions: UInt16
    /// Decided by text without the classifier standing by it.
    let unsure: Bool
    /// One bit a definition: another reading of the text could change what the trial counts as.
    private let doubts: UInt8

    init(_ shelf: RecordShelf, at place: Int, clusterPlace: Int, probePlace: Int, timePlace: Int) {
        self.shelf = shelf
        places = (Int32(place), Int32(clusterPlace), Int32(probePlace), Int32(timePlace))
        var bits: UInt16 = 0
        var doubts: UInt8 = 0
        for (index, definition) in Definition.allCases.enumerated() {
            if shelf.records[place].verdict?.unsure(definition) ?? false { doubts |= 1 << UInt8(index) }
            guard let hit = shelf.records[place].obstructed(definition) else { continue }
            bits |= (hit ? 3 : 1) << (2 * UInt16(index))
        }
        obstructions = bits
        self.doubts = doubts
        unsure = shelf.records[place].verdict.map { $0.decidedBy == .text && !$0.sure } ?? false
    }

    /// Of a record of its own, which stands in for another.
    convenience init(_ record: TrialRecord, clusterPlace: Int, probePlace: Int) {
        self.init(RecordShelf([record]), at: 0, clusterPlace: clusterPlace, probePlace: probePlace, timePlace: 0)
    }

    /// The place of its cluster among all of the run, in the order of their names.
    var clusterPlace: Int { Int(places.cluster) }
    /// The place of its probe, likewise.
    var probePlace: Int { Int(places.probe) }
    /// Its place among the trials of the run in the order of time.
    fileprivate var timePlace: Int { Int(places.time) }

    /// Lent, not copied.
    var record: TrialRecord { _read { yield shelf.records[Int(places.record)] } }

    /// As `record`: a key path copies what it looks at.
    var verdict: Verdict? { _read { yield shelf.records[Int(places.record)].verdict } }

    subscript<Value>(dynamicMember path: KeyPath<TrialRecord, Value>) -> Value { record[keyPath: path] }

    /// nil where the trial is unmeasured under the definition, or was never finished.
    func obstructed(_ definition: Definition) -> Bool? {
        let bits = obstructions >> (2 * UInt16(Self.place(definition))) & 3
        return bits == 0 ? nil : bits == 3
    }

    /// Whether another reading of the text could change what the trial counts as.
    func unsure(_ definition: Definition) -> Bool { doubts >> Self.place(definition) & 1 == 1 }

    private static func place(_ definition: Definition) -> UInt8 {
        switch definition {
        case .api: 0
        case .model: 1
        case .strict: 2
        case .broad: 3
        case .undelivered: 4
        }
    }

    /// Whether the probe takes part in a definition at all.
    func belongs(to definition: Definition) -> Bool { definition != .undelivered || record.judgeable }
}

extension TrialRecord {
    /// nil where the trial is unmeasured under the definition, or was never finished.
    func obstructed(_ definition: Definition) -> Bool? {
        verdict?.obstructed(definition, judgeable: judgeable)
    }
}

extension [Row] {
    /// In the order of time; what began in the same second, and what has no time, in run order.
    var inTime: [Row] { sorted { $0.timePlace < $1.timePlace } }
}

extension Sequence<Row> {
    /// One tally a cluster, sorted by cluster, over the trials that belong to the definition.
    func tallies(_ definition: Definition) -> [Tally] {
        var clusters = ByCluster(TallyCount())
        for row in self where row.belongs(to: definition) {
            clusters.change(row) { $0.add(row.obstructed(definition), unsure: row.unsure(definition)) }
        }
        return clusters.tallies
    }

    func distinctProbes(measuredUnder definition: Definition) -> Int {
        var places = Places()
        for row in self where row.obstructed(definition) != nil { places.insert(row.probePlace) }
        return places.count
    }
}

/// A set of places: a flag for each, as a set of large runs spends its time on hashing.
struct Places {
    private var flags: [Bool] = []
    private(set) var count = 0

    mutating func insert(_ place: Int) {
        if place >= flags.count {
            flags.append(contentsOf: repeatElement(false, count: max(place + 1, 2 * flags.count) - flags.count))
        }
        if !flags[place] {
            flags[place] = true
            count += 1
        }
    }

    func contains(_ place: Int) -> Bool { place < flags.count && flags[place] }

    func countShared(with other: Places) -> Int { zip(flags, other.flags).count { $0 && $1 } }
}

/// One entry a cluster, in the order of their names; clusters without a trial keep the blank one.
struct ByCluster<Entry> {
    private(set) var entries: [Entry] = []
    private let blank: Entry

    init(_ blank: Entry) { self.blank = blank }

    mutating func change(_ row: Row, _ body: (inout Entry) -> Void) { change(at: row.clusterPlace, body) }

    mutating func change(at place: Int, _ body: (inout Entry) -> Void) {
        if place >= entries.count {
            entries.append(contentsOf: repeatElement(blank, count: place + 1 - entries.count))
        }
        body(&entries[place])
    }
}

/// What came of the planned trials of one cluster.
struct TallyCount {
    private(set) var planned = 0
    private var (hits, measured, unsureHits, unsureMisses) = (0, 0, 0, 0)

    /// - Parameter hit: nil where the trial is unmeasured.
    mutating func add(_ hit: Bool?, unsure: Bool) {
        planned += 1
        guard let hit else { return }
        measured += 1
        if hit { hits += 1 }
        if unsure {
            if hit { unsureHits += 1 } else { unsureMisses += 1 }
        }
    }

    var tally: Tally {
        Tally(hits: hits, measured: measured, planned: planned, unsureHits: unsureHits, unsureMisses: unsureMisses)
    }
}

extension Tally {
    /// The same trials, seen for what obstructed none of them.
    var withoutHits: Tally {
        Tally(
            hits: 0, measured: measured, planned: planned, unsureHits: 0, unsureMisses: unsureHits + unsureMisses)
    }
}

extension ByCluster<TallyCount> {
    /// One tally a cluster that has trials.
    var tallies: [Tally] { entries.lazy.filter { $0.planned > 0 }.map(\.tally) }
}
