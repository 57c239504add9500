import Formats
import Trials

/// Every trial as one row: trials.csv for spreadsheets, trials.jsonl with types kept.
///
/// Both are written byte by byte, without a tree or a string between: a run of many trials writes little else.
package enum TrialTable {
    /// Bytes that are gathered before they are handed on: of a large run neither file is ever held whole.
    private static let piece = 1 << 18

    /// - Parameter put: takes the next bytes of trials.csv.
    package static func writeCSV(_ facts: RunFacts, _ put: ([UInt8]) -> Void) {
        var header = HeaderColumns()
        write(blank, to: &header)
        put(Array(CSV.line(header.names).utf8))
        write(facts, CSVColumns(), put)
    }

    /// - Parameter put: takes the next bytes of trials.jsonl.
    package static func writeJSONLines(_ facts: RunFacts, _ put: ([UInt8]) -> Void) {
        write(facts, JSONColumns(), put)
    }

    private static func write(_ facts: RunFacts, _ columns: some LineColumns, _ put: ([UInt8]) -> Void) {
        var columns = columns
        columns.bytes.reserveCapacity(piece + piece / 8)
        for index in facts.records.indices {
            write(facts.records[index], to: &columns)
            columns.endRow()
            if columns.bytes.count >= piece {
                put(columns.bytes)
                columns.bytes.removeAll(keepingCapacity: true)
            }
        }
        put(columns.bytes)
    }

    /// One trial with all columns, as a member of another document.
    static func object(_ record: TrialRecord) -> JSONObject {
        var columns = ObjectColumns()
        write(record, to: &columns)
        return columns.object
    }

    /// Has every column, so the header stands even over no rows.
    private static let blank = TrialRecord(key: TrialKey(style: "", probe: "", repetition: 1), field: "", verdict: nil)

    /// The columns, in the order of both files.
    private static func write(_ record: borrowing TrialRecord, to out: inout some TrialColumns) {
        let open = record.verdict == nil && !record.released ? record.lastAttempt : nil
        let verdict = record.verdict ?? open
        out.add("style", record.key.style)
        out.add("probe", record.key.probe)
        out.add("repetition", record.key.repetition)
        out.add("suite", record.suite)
        out.add("field", record.field)
        out.add("frame", record.frame.rawValue)
        out.add("role", record.role.rawValue)
        out.add("expect", record.expect.rawValue)
        out.add("cluster", record.cluster)
        out.add("aims_at", record.aimsAt)
        out.add("language", record.language)
        out.add("state", record.state.rawValue)
        out.add("outcome", verdict?.outcome.rawValue)
        out.add("error_kind", verdict?.errorKind?.rawValue)
        out.add("stage", verdict?.stage?.rawValue)
        out.add("layer", verdict?.layer?.rawValue)
        out.add("category", verdict?.categoryLabel)
        out.add("category_raw", verdict?.categoryRaw)
        out.add("served", verdict?.served.rawValue)
        out.add("served_model", verdict?.servedModel)
        out.add("degraded", (verdict?.degraded ?? []).map(\.rawValue))
        out.add("decided_by", verdict?.decidedBy.rawValue)
        out.add("confidence", verdict?.confidence)
        out.add("sure", verdict?.sure)
        // As the rate of work not delivered counts it: nothing where that cannot be judged.
        out.add("delivered", open == nil ? record.obstructed(.undelivered).map { !$0 } : nil)
        // What counts for no trial is no measurement, whatever it met.
        out.add("measured", open == nil ? verdict?.measured : false)
        out.add("attempts", record.attempts)
        out.add("position", record.position)
        out.add("http_status", record.status)
        out.add("request_id", record.requestID)
        out.add("input_tokens", record.usage.input)
        out.add("output_tokens", record.usage.output)
        out.add("cost_usd", record.costUSD)
        out.add("first_text_seconds", record.firstTextSeconds)
        out.add("end_seconds", record.endSeconds)
        out.add("throttled_seconds", record.throttledSeconds)
        out.add("text_length", record.textLength)
        out.add("text_deltas", record.textDeltas)
        out.add("started_at", record.startedAt)
        let evidence = verdict?.evidence.first
        out.add("rule", evidence?.rule)
        out.add("evidence_field", evidence?.field)
        out.add("evidence", evidence?.quote)
        out.add("verdict_version", verdict?.version)
    }
}

extension TrialRecord {
    enum State: String, CaseIterable {
        case done
        /// Asked, and no attempt counts; the row shows what the last one met.
        case open
        case pending, released
    }

    fileprivate var state: State {
        if released { return .released }
        if verdict != nil { return .done }
        return lastAttempt == nil ? .pending : .open
    }
}

/// Takes the columns of one row after another.
private protocol TrialColumns {
    mutating func add(_ name: StaticString, _ text: String?)
    mutating func add(_ name: StaticString, _ number: Int?)
    mutating func add(_ name: StaticString, _ number: Double?)
    mutating func add(_ name: StaticString, _ flag: Bool?)
    mutating func add(_ name: StaticString, _ words: [String])
}

/// Those of a file with a line for each row.
private protocol LineColumns: TrialColumns {
    var bytes: [UInt8] { get set }
    mutating func endRow()
}

private struct HeaderColumns: TrialColumns {
    var names: [String] = []

    mutating func add(_ name: StaticString, _ text: String?) { names.append(name.description) }
    mutating func add(_ name: StaticString, _ number: Int?) { names.append(name.description) }
    mutating func add(_ name: StaticString, _ number: Double?) { names.append(name.description) }
    mutating func add(_ name: StaticString, _ flag: Bool?) { names.append(name.description) }
    mutating func add(_ name: StaticString, _ words: [String]) { names.append(name.description) }
}

private struct ObjectColumns: TrialColumns {
    var object = JSONObject()

    private mutating func append(_ name: StaticString, _ value: JSONValue) {
        object.members.append(.init(key: name.description, value: value))
    }

    mutating func add(_ name: StaticString, _ text: String?) { append(name, .optional(text)) }
    mutating func add(_ name: StaticString, _ number: Int?) { append(name, .optional(number)) }
    mutating func add(_ name: StaticString, _ number: Double?) { append(name, .optional(number)) }
    mutating func add(_ name: StaticString, _ flag: Bool?) { append(name, flag.map { .bool($0) } ?? .null) }
    mutating func add(_ name: StaticString, _ words: [String]) { append(name, .array(words.map { .string($0) })) }
}

private struct CSVColumns: LineColumns {
    var bytes: [UInt8] = []
    private var first = true

    private mutating func begin() {
        if !first { bytes.append(UInt8(ascii: ",")) }
        first = false
    }

    mutating func add(_ name: StaticString, _ text: String?) {
        begin()
        if let text { CSV.write(text, to: &bytes) }
    }

    mutating func add(_ name: StaticString, _ number: Int?) {
        begin()
        if let number { JSONWriter.write(number, to: &bytes) }
    }

    mutating func add(_ name: StaticString, _ number: Double?) {
        begin()
        if let number { JSONWriter.write(.figure(number), to: &bytes) }
    }

    mutating func add(_ name: StaticString, _ flag: Bool?) {
        begin()
        if let flag { JSONWriter.write(.bool(flag), to: &bytes) }
    }

    mutating func add(_ name: StaticString, _ words: [String]) {
        begin()
        if !words.isEmpty { CSV.write(words.joined(separator: "+"), to: &bytes) }
    }

    mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        first = true
    }
}

private struct JSONColumns: LineColumns {
    var bytes: [UInt8] = []
    /// `{"name":` or `,"name":` of each column; every row has the same.
    private var openings: [[UInt8]] = []
    private var column = 0

    private mutating func begin(_ name: StaticString) {
        if column == openings.count { openings.append(Array("\(column == 0 ? "{" : ",")\"\(name)\":".utf8)) }
        bytes.append(contentsOf: openings[column])
        column += 1
    }

    private mutating func null() { JSONWriter.write(.null, to: &bytes) }

    mutating func add(_ name: StaticString, _ text: String?) {
        begin(name)
        if let text { JSONWriter.write(text, to: &bytes, .shown) } else { null() }
    }

    mutating func add(_ name: StaticString, _ number: Int?) {
        begin(name)
        if let number { JSONWriter.write(number, to: &bytes) } else { null() }
    }

    mutating func add(_ name: StaticString, _ number: Double?) {
        begin(name)
        if let number { JSONWriter.write(.figure(number), to: &bytes) } else { null() }
    }

    mutating func add(_ name: StaticString, _ flag: Bool?) {
        begin(name)
        if let flag { JSONWriter.write(.bool(flag), to: &bytes) } else { null() }
    }

    mutating func add(_ name: StaticString, _ words: [String]) {
        begin(name)
        if words.isEmpty { return bytes.append(contentsOf: "[]".utf8) }
        JSONWriter.write(.array(words.map { .string($0) }), to: &bytes, .shown)
    }

    mutating func endRow() {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
        column = 0
    }
}
