import Formats
import GRDB
import Trials

/// A run with what rates over time need of it, and no more.
package struct RunOutcomes: Sendable {
    package var run: RunName
    /// The lock as it is written: the next run of the series often has the same.
    package var lockText: String
    /// Every trial of the plan in run order, as `RunStore.records` tells it, but for what its reply cost, held and took. Times stand
    /// only where a style's access is checked: lapses are found by them.
    package var records: [TrialRecord]
    /// ISO 8601 UTC of the first request that counted; nil where none did.
    package var startedAt: String?
    /// Served models by style, in order of first appearance.
    package var servedModels: [String: [String]]
    /// Replies came from the built-in simulator.
    package var simulated: Bool
}

/// What stood in the run read before: probes, styles and lock that are the same in the next one are made once.
///
///     var known = KnownContents()
///     for store in nights { let outcomes = try store.outcomes(&known) }
package struct KnownContents: Sendable {
    fileprivate var probes: [Int64: (content: String, value: Probe)] = [:]
    fileprivate var styles: [Int64: (content: String, value: AccessStyle)] = [:]
    fileprivate var lock: (text: String, value: JSONValue)?

    package init() {}
}

extension RunStore {
    /// - Throws: `StoreError`
    package func outcomes(_ known: inout KnownContents) throws -> RunOutcomes {
        var contents = known
        let outcomes = try read { db in
            let (run, lockText) = try Self.name(db, path: path, &contents)
            let styles = try Self.contents("style", db, &contents.styles, \.id, AccessStyle.init(json:))
            let probes = try Self.contents("probe", db, &contents.probes, \.id, Probe.init(json:))
            var series = OutcomeRows(
                styles: styles, probes: probes, judged: RunName.asksJudges(run.lock))
            let rows = try FoundRows(db, Statements.series)
            while let row = try rows.next() {
                guard try series.add(row) else {
                    throw StoreError.unreadable(path: path, reason: "a trial names a style or probe that is not there")
                }
            }
            return RunOutcomes(
                run: run, lockText: lockText, records: series.records.inRunOrder, startedAt: series.startedAt,
                servedModels: series.servedModels,
                simulated: try !String.fetchAll(db, sql: Statements.simulatedStyles).isEmpty)
        }
        known = contents
        return outcomes
    }

    private static func name(
        _ db: Database, path: String, _ known: inout KnownContents
    ) throws -> (run: RunName, lock: String) {
        guard let row = try FoundRow.one(db, Statements.run) else {
            throw StoreError.unreadable(path: path, reason: "it describes no run")
        }
        let text = try row.text("lock")
        let lock = try known.lock.flatMap { $0.text == text ? $0.value : nil } ?? row.json("lock")
        known.lock = (text, lock)
        return (try RunName(row, lock: lock), text)
    }

    /// Styles or probes by their row ids; one that stood under the same id before is not made again.
    private static func contents<Value>(
        _ table: String, _ db: Database, _ known: inout [Int64: (content: String, value: Value)],
        _ id: (Value) -> String, _ make: (JSONValue) -> Value?
    ) throws -> [Int64: Value] {
        try StoredNames.read(Statements.named(table), id, in: db) { row in
            let (place, content) = (try row.id("id"), try row.text("content"))
            if let before = known[place], before.content == content { return before.value }
            let value = make(try row.json("content"))
            known[place] = value.map { (content, $0) }
            return value
        }
    }
}

/// Rows of `Statements.series`, one after the other.
private struct OutcomeRows {
    let styles: [Int64: AccessStyle]
    let probes: [Int64: Probe]
    let judged: Bool
    let timed: Bool
    private(set) var records: [TrialRecord] = []
    private var first: Int64?
    private var served: [String: [String: Int64]] = [:]

    init(styles: [Int64: AccessStyle], probes: [Int64: Probe], judged: Bool) {
        (self.styles, self.probes, self.judged) = (styles, probes, judged)
        timed = styles.values.contains { $0.inForce.map { $0.status != .off } ?? false }
    }

    /// False where the trial names a style or probe that is not there.
    mutating func add(_ row: FoundRow) throws -> Bool {
        guard let style = styles[try row.id("style")], let probe = probes[try row.id("probe")] else {
            return false
        }
        let state: TrialState = try row.word("state")
        let started = try row.timeIfAny("started_at")
        var record = TrialRecord(
            key: TrialKey(style: style.id, probe: probe.id, repetition: try row.count("repetition")),
            suite: probe.suite, field: probe.field, frame: probe.frame, role: probe.role, expect: probe.expect,
            cluster: probe.cluster, aimsAt: probe.aimsAt,
            judgeable: probe.judgeable(byPanel: judged), language: probe.language,
            verdict: state == .done ? try StoredVerdict.read(row) : nil, released: state == .released,
            stream: style.stream,
            position: try row.count("position"), requestedModel: style.model)
        if let started {
            first = min(first ?? started, started)
            if timed { record.startedAt = UTCStamp.iso(Double(started) / 1000) }
            if let model = try row.textIfAny("served_model") { serve(style.id, model, started) }
        }
        records.append(record)
        return true
    }

    private mutating func serve(_ style: String, _ model: String, _ at: Int64) {
        let before = served[style]?[model]
        if before.map({ at < $0 }) ?? true { served[style, default: [:]][model] = at }
    }

    var startedAt: String? { first.map { UTCStamp.iso(Double($0) / 1000) } }

    var servedModels: [String: [String]] {
        served.mapValues { models in models.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key) }
    }
}
