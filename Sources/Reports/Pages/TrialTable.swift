import Trials

/// Every trial as one row: trials.csv for spreadsheets, trials.jsonl with types kept.
package enum TrialTable {
    package static func csv(_ facts: RunFacts) -> String {
        // An empty record has every column, so the header stands even over no rows.
        var out = CSVTables.line(row(Self.blank).keys)
        for record in facts.records {
            out += CSVTables.line(row(record).members.map { Self.cell($0.value) })
        }
        return out
    }

    package static func jsonLines(_ facts: RunFacts) -> String {
        facts.records.map { JSONValue.object(row($0)).compact + "\n" }.joined()
    }

    private static let blank = TrialRecord(key: TrialKey(style: "", probe: "", repetition: 1), field: "", verdict: nil)

    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        case .array(let items): items.map(cell).joined(separator: "+")
        case .bool, .integer, .number, .object: value.compact
        }
    }

    static func row(_ record: TrialRecord) -> JSONObject {
        let verdict = record.verdict
        return [
            "style": .string(record.key.style), "probe": .string(record.key.probe),
            "repetition": .integer(record.key.repetition), "suite": .string(record.suite),
            "field": .string(record.field), "frame": .string(record.frame.rawValue),
            "role": .string(record.role.rawValue), "expect": .string(record.expect.rawValue),
            "cluster": .string(record.cluster), "aims_at": .optional(record.aimsAt),
            "language": .string(record.language),
            "state": .string(record.released ? "released" : verdict == nil ? "pending" : "done"),
            "outcome": .optional(verdict?.outcome.rawValue), "error_kind": .optional(verdict?.errorKind?.rawValue),
            "stage": .optional(verdict?.stage?.rawValue), "layer": .optional(verdict?.layer?.rawValue),
            "category": .optional(verdict?.categoryLabel), "category_raw": .optional(verdict?.categoryRaw),
            "served": .optional(verdict?.served.rawValue), "served_model": .optional(verdict?.servedModel),
            "degraded": .array((verdict?.degraded ?? []).map { .string($0.rawValue) }),
            "decided_by": .optional(verdict?.decidedBy.rawValue), "confidence": .optional(verdict?.confidence),
            "sure": verdict.map { .bool($0.sure) } ?? .null,
            "delivered": verdict?.delivered.map { .bool($0) } ?? .null,
            "measured": verdict.map { .bool($0.measured) } ?? .null, "attempts": .integer(record.attempts),
            "position": .integer(record.position), "request_id": .optional(record.requestID),
            "input_tokens": .optional(record.usage.input), "output_tokens": .optional(record.usage.output),
            "cost_usd": .optional(record.costUSD), "first_text_seconds": .optional(record.firstTextSeconds),
            "end_seconds": .optional(record.endSeconds), "throttled_seconds": .number(record.throttledSeconds),
            "text_length": .integer(record.textLength), "text_deltas": .integer(record.textDeltas),
            "started_at": .optional(record.startedAt), "rule": .optional(verdict?.evidence.first?.rule),
            "evidence_field": .optional(verdict?.evidence.first?.field),
            "evidence": .optional(verdict?.evidence.first?.quote),
            "verdict_version": .optional(verdict?.version),
        ]
    }
}
