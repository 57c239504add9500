import Formats
import GRDB
import Trials

extension RunStore {
    /// Every trial of the plan in run order, with the verdict that counts: the newest.
    /// - Throws: `StoreError`
    package func records() throws -> [TrialRecord] {
        try read { db in
            // Shared: of each value a copy for every row would be made.
            let probes = try StoredNames.probes(db).mapValues(Shared.init)
            let styles = try StoredNames.styles(db).mapValues(Shared.init)
            let judged = try Self.hasJudge(db)
            let extraCost = try Self.costOfRetriedAttempts(db)
            let open = try Self.openAttempts(db)
            var records: [TrialRecord] = []
            records.reserveCapacity(try Int.fetchOne(db, sql: Statements.trials) ?? 0)
            let rows = try FoundRows(db, Statements.records)
            while let row = try rows.next() {
                guard let style = styles[try row.id("style")], let probe = probes[try row.id("probe")] else {
                    throw StoreError.unreadable(path: path, reason: "a trial names a style or probe that is not there")
                }
                let id = try row.id("id")
                records.append(
                    try Self.record(
                        row, style.value, probe.value, judged: judged, extra: extraCost[id], open: open[id]))
            }
            return records.inRunOrder
        }
    }

    private static func record(
        _ row: FoundRow, _ style: AccessStyle, _ probe: Probe, judged: Bool, extra: Double?, open: OpenAttempt?
    ) throws -> TrialRecord {
        let state: TrialState = try row.word("state")
        var record = TrialRecord(
            key: TrialKey(style: style.id, probe: probe.id, repetition: try row.count("repetition")),
            suite: probe.suite, field: probe.field, frame: probe.frame, role: probe.role, expect: probe.expect,
            cluster: probe.cluster, aimsAt: probe.aimsAt, twin: probe.twin, variantOf: probe.variantOf,
            changes: probe.changes, rung: probe.rung, cut: probe.cut,
            judgeable: probe.judgeable(byPanel: judged),
            language: probe.language, verdict: state == .done ? try StoredVerdict.read(row) : nil,
            released: state == .released, stream: style.stream, position: try row.count("position"),
            attempts: try row.count("attempts"), requestID: try row.textIfAny("request_id"),
            requestedModel: style.model)
        record.status = try row.countIfAny("status")
        if let open, state == .pending {
            record.lastAttempt = open.verdict
            record.attempts = open.number
            record.status = open.status
            record.requestID = open.requestID
        }
        record.usage = Usage(
            input: try row.countIfAny("input_tokens"), cachedInput: try row.countIfAny("cached_tokens"),
            output: try row.countIfAny("output_tokens"), reasoning: try row.countIfAny("reasoning_tokens"))
        let counted = try row.usdIfAny("cost_usd")
        if counted != nil || extra != nil { record.costUSD = (counted ?? 0) + (extra ?? 0) }
        record.usage.costUSD = counted
        record.throttledSeconds = Double(try row.time("throttled_ms")) / 1000
        record.textLength = try row.countIfAny("text_length") ?? 0
        record.textDeltas = try row.countIfAny("text_deltas") ?? 0
        record.firstTextSeconds = try row.nanosecondsIfAny("first_text_ns").map { Double($0) / 1e9 }
        record.endSeconds = try row.nanosecondsIfAny("ended_ns").map { Double($0) / 1e9 }
        record.startedAt = try row.isoIfAny("started_at")
        return record
    }

    /// `needs` are met or not in the eyes of a judge only; without one such probes stay out of `undelivered`.
    private static func hasJudge(_ db: Database) throws -> Bool {
        guard let run = try FoundRow.one(db, Statements.run) else { return false }
        return RunName.asksJudges(try run.json("lock"))
    }

    /// The last attempt with a reply of a trial that no attempt has finished.
    private struct OpenAttempt {
        var number: Int
        var status: Int?
        var requestID: String?
        var verdict: Verdict
    }

    private static func openAttempts(_ db: Database) throws -> [Int64: OpenAttempt] {
        var open: [Int64: OpenAttempt] = [:]
        let rows = try FoundRows(db, Statements.openVerdicts)
        while let row = try rows.next() {
            open[try row.id("trial")] = OpenAttempt(
                number: try row.count("number"), status: try row.countIfAny("status"),
                requestID: try row.textIfAny("request_id"), verdict: try StoredVerdict.read(row))
        }
        return open
    }

    /// Attempts that did not count may have cost money too; by trial.
    private static func costOfRetriedAttempts(_ db: Database) throws -> [Int64: Double] {
        var costs: [Int64: Double] = [:]
        let rows = try FoundRows(db, Statements.retriedCosts)
        while let row = try rows.next() { costs[try row.id("trial"), default: 0] += try row.usdIfAny("cost_usd") ?? 0 }
        return costs
    }
}

extension [TrialRecord] {
    /// Ids follow the run order, where there is one: rows this wide are not sorted for nothing.
    var inRunOrder: [TrialRecord] {
        indices.dropFirst().contains { self[$0].position < self[$0 - 1].position }
            ? sorted { $0.position < $1.position } : self
    }
}

/// Styles and probes of a store by their row ids.
enum StoredNames {
    static func styles(_ db: Database) throws -> [Int64: AccessStyle] {
        try read(Statements.named("style"), \.id, in: db) { AccessStyle(json: try $0.json("content")) }
    }

    static func probes(_ db: Database, _ sql: String = Statements.named("probe")) throws -> [Int64: Probe] {
        try read(sql, \.id, in: db) { Probe(json: try $0.json("content")) }
    }

    /// Those that begin the model's turn themselves.
    static func prefilled(_ db: Database) throws -> Set<Int64> {
        Set(try probes(db, Statements.prefilled).filter { $0.value.prefill != nil }.keys)
    }

    /// The style of one trial.
    static func styles(_ db: Database, only trial: Int64) throws -> [Int64: AccessStyle] {
        try read(Statements.named("style", of: "?"), of: [trial], \.id, in: db) {
            AccessStyle(json: try $0.json("content"))
        }
    }

    /// The probe of one trial.
    static func probes(_ db: Database, only trial: Int64) throws -> [Int64: Probe] {
        try read(Statements.named("probe", of: "?"), of: [trial], \.id, in: db) { Probe(json: try $0.json("content")) }
    }

    /// - Parameters:
    ///   - id: must be the name under which the row stands.
    ///   - value: of a row; nil where its content lacks a key.
    static func read<Value>(
        _ sql: String, of arguments: StatementArguments = [], _ id: (Value) -> String, in db: Database,
        _ value: (FoundRow) throws -> Value?
    ) throws -> [Int64: Value] {
        var values: [Int64: Value] = [:]
        var names: Set<String> = []
        let rows = try FoundRows(db, sql, arguments)
        while let row = try rows.next() {
            let name = try row.text("name")
            guard names.insert(name).inserted, let value = try value(row), id(value) == name else {
                throw DamagedValue(
                    column: "content",
                    found: SafeText.line("'\(name)', twice, under another id or with a key missing", longest: 120),
                    accepted: "each style and probe once, with all its keys")
            }
            values[try row.id("id")] = value
        }
        return values
    }
}
