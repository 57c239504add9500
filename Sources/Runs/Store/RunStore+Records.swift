import Formats
import GRDB
import Trials

extension RunStore {
    /// Every trial of the plan in run order, with the verdict that counts: the newest.
    /// - Throws: `StoreError`
    package func records() throws -> [TrialRecord] {
        try read { db in
            let probes = try StoredNames.probes(db)
            let styles = try StoredNames.styles(db)
            let judged = try Self.hasJudge(db)
            let extraCost = try Self.costOfRetriedAttempts(db)
            var records: [TrialRecord] = []
            records.reserveCapacity(try Int.fetchOne(db, sql: "SELECT count(*) FROM trial") ?? 0)
            let verdict = StoredVerdict.columns.dropFirst().map { "v.\($0)" }.joined(separator: ", ")
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT t.id, t.style, t.probe, t.repetition, t.position, t.state, t.attempts, t.throttled_ms,
                        a.request_id, a.input_tokens, a.cached_tokens, a.output_tokens, a.reasoning_tokens, a.cost_usd,
                        a.text_length, a.text_deltas, a.first_text_ns, a.ended_ns, a.started_at, a.served_model,
                        \(verdict)
                    FROM trial t LEFT JOIN attempt a ON a.id = t.counted
                        LEFT JOIN verdict v ON v.id = (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id)
                    ORDER BY t.id
                    """)
            while let row = try rows.next() {
                guard let style = styles[row[1]], let probe = probes[row[2]] else {
                    throw StoreError.unreadable(path: path, reason: "a trial names a style or probe that is not there")
                }
                let state: String = row[5]
                let done = state == TrialState.done.rawValue
                var record = TrialRecord(
                    key: TrialKey(style: style.id, probe: probe.id, repetition: row[3]), suite: probe.suite,
                    field: probe.field, frame: probe.frame, role: probe.role, expect: probe.expect,
                    cluster: probe.cluster, aimsAt: probe.aimsAt, twin: probe.twin, variantOf: probe.variantOf,
                    changes: probe.changes, judgeable: probe.check != nil || (judged && !probe.needs.isEmpty),
                    language: probe.language,
                    verdict: done ? try StoredVerdict.read(row, from: 20) : nil,
                    released: state == TrialState.released.rawValue, stream: style.stream, position: row[4],
                    attempts: row[6], requestID: row[8], requestedModel: style.model)
                record.usage = Usage(input: row[9], cachedInput: row[10], output: row[11], reasoning: row[12])
                let extra = extraCost[row[0]]
                let counted: Double? = row[13]
                if counted != nil || extra != nil { record.costUSD = (counted ?? 0) + (extra ?? 0) }
                record.usage.costUSD = counted
                record.throttledSeconds = Double(row[7] as Int64) / 1000
                record.textLength = row[14] ?? 0
                record.textDeltas = row[15] ?? 0
                record.firstTextSeconds = (row[16] as Int64?).map { Double($0) / 1e9 }
                record.endSeconds = (row[17] as Int64?).map { Double($0) / 1e9 }
                record.startedAt = (row[18] as Int64?).map { UTCStamp.iso(Double($0) / 1000) }
                records.append(record)
            }
            // Ids follow the run order, where there is one: rows this wide are not sorted on disk for nothing.
            if records.indices.dropFirst().contains(where: { records[$0].position < records[$0 - 1].position }) {
                records.sort { $0.position < $1.position }
            }
            return records
        }
    }

    /// `needs` are met or not in the eyes of a judge only; without one such probes stay out of `undelivered`.
    private static func hasJudge(_ db: Database) throws -> Bool {
        guard let lock = try String.fetchOne(db, sql: "SELECT lock FROM run") else { return false }
        return try JSONReader.read(lock)["judge"].map { !$0.isNull } ?? false
    }

    /// Attempts that did not count may have cost money too; by trial.
    private static func costOfRetriedAttempts(_ db: Database) throws -> [Int64: Double] {
        var costs: [Int64: Double] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT trial, cost_usd FROM attempt WHERE state = 'retried' AND cost_usd IS NOT NULL ORDER BY id")
        while let row = try rows.next() { costs[row[0], default: 0] += row[1] as Double }
        return costs
    }
}

/// Styles and probes of a store by their row ids.
enum StoredNames {
    static func styles(_ db: Database) throws -> [Int64: AccessStyle] {
        try read("style", AccessStyle.init(json:), in: db)
    }

    static func probes(_ db: Database) throws -> [Int64: Probe] { try read("probe", Probe.init(json:), in: db) }

    private static func read<Value>(
        _ table: String, _ make: (JSONValue) -> Value?, in db: Database
    ) throws -> [Int64: Value] {
        var values: [Int64: Value] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT id, name, content FROM \(table)")
        while let row = try rows.next() {
            guard let value = make(try JSONReader.read(row[2] as String)) else {
                throw DatabaseError(message: "\(table) '\(row[1] as String)' lacks a key or has an unknown word")
            }
            values[row[0]] = value
        }
        return values
    }
}
