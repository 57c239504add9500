import Formats
import Foundation
import Trials

/// The trials of a run as the browser of the page reads them: columns of places in lists of words, texts beside them,
/// compressed. Nothing of it is markup: it reaches the page as base64, and the page writes it as text.
struct TrialData {
    /// JSON, before it is compressed.
    private(set) var bytes: [UInt8] = []

    init(_ report: Report, _ book: TranscriptBook, texts: Bool) {
        let records = report.facts.records.filter { $0.verdict != nil }
        var members: [JSONObject.Member] = []
        func add(_ key: String, _ value: JSONValue) { members.append(.init(key: key, value: value)) }
        func words(_ key: String, _ get: (TrialRecord) -> String?) {
            var places: [String: Int] = [:]
            var list: [JSONValue] = []
            let at = records.map { record -> JSONValue in
                guard let word = get(record) else { return .integer(-1) }
                if let place = places[word] { return .integer(place) }
                places[word] = list.count
                list.append(.string(word))
                return .integer(list.count - 1)
            }
            add(key, ["words": .array(list), "at": .array(at)])
        }
        words("style") { $0.key.style }
        words("probe") { $0.key.probe }
        words("field") { $0.field }
        words("frame") { $0.frame.rawValue }
        words("role") { $0.role.rawValue }
        words("outcome") { $0.verdict?.outcome.rawValue }
        words("layer") { $0.verdict?.layer?.rawValue }
        words("stage") { $0.verdict?.stage?.rawValue }
        words("category") { $0.verdict?.categoryLabel }
        words("flags") {
            ($0.verdict?.degraded ?? []).isEmpty ? nil : $0.verdict?.degraded.map(\.rawValue).joined(separator: " ")
        }
        words("error") { $0.verdict?.errorKind?.rawValue }
        words("served") { $0.verdict?.servedModel }
        words("rule") { $0.verdict?.evidence.first?.rule }
        add("repetition", .array(records.map { .integer($0.key.repetition) }))
        add("sure", .array(records.map { .integer($0.verdict?.sure ?? false ? 1 : 0) }))
        add("seconds", .array(records.map { .optional($0.endSeconds.map { ($0 * 100).rounded() / 100 }) }))
        add("request", .array(records.map { .optional($0.requestID) }))
        add("quote", .array(records.map { .optional($0.verdict?.evidence.first?.shown) }))
        add("span", .array(records.map { .optional($0.verdict?.decliningSpan) }))
        if texts {
            add("said", .array(records.map { book.said[$0.key].map(Self.json) ?? .null }))
        }
        var probes = JSONObject()
        for (id, probe) in book.probes.sorted(by: { $0.key < $1.key }) {
            probes.members.append(.init(key: id, value: Self.json(probe)))
        }
        add("probes", .object(probes))
        JSONWriter.write(.object(JSONObject(members: members)), to: &bytes)
    }

    private static func json(_ said: TranscriptBook.Said) -> JSONValue {
        var out: JSONObject = ["text": .string(said.text)]
        if !said.reasoning.isEmpty { out["reasoning"] = .string(said.reasoning) }
        if let refusal = said.refusal { out["refusal"] = .string(refusal) }
        if !said.calls.isEmpty {
            out["calls"] = .array(said.calls.map { ["name": .string($0.name), "arguments": .string($0.arguments)] })
        }
        return .object(out)
    }

    private static func json(_ probe: Probe) -> JSONValue {
        var parts: [JSONValue] = []
        func part(_ who: String, _ text: String) { parts.append(["who": .string(who), "text": .string(text)]) }
        if let system = probe.system { part("system", system) }
        for document in probe.context { part("document \(document.name)", document.text) }
        for turn in probe.turns { part(turn.speaker.rawValue, turn.wholeText) }
        if let prefill = probe.prefill { part("prefill", prefill) }
        return ["parts": .array(parts), "why": .optional(probe.whyBenign)]
    }

    var base64: String { Data(Deflate.compressed(bytes)).base64EncodedString() }
}
