import Formats
import Foundation
import Trials

/// The trials of a run as the browser of the page reads them: columns of places in lists of words, texts beside them,
/// compressed as they are written. Nothing of it is markup: it reaches the page as base64, and the page writes it as text.
struct TrialData {
    /// JSON, compressed.
    let bytes: [UInt8]

    init(_ report: Report, _ book: TranscriptBook, texts: Bool) {
        let all = report.facts.records
        var writer = Writer(records: all, places: all.indices.filter { all[$0].verdict != nil })
        writer.words("style") { $0.key.style }
        writer.words("probe") { $0.key.probe }
        writer.words("field") { $0.field }
        writer.words("frame") { $0.frame.rawValue }
        writer.words("role") { $0.role.rawValue }
        writer.words("outcome") { $0.verdict?.outcome.rawValue }
        writer.words("layer") { $0.verdict?.layer?.rawValue }
        writer.words("stage") { $0.verdict?.stage?.rawValue }
        writer.words("category") { $0.verdict?.categoryLabel }
        writer.words("flags") {
            ($0.verdict?.degraded ?? []).isEmpty ? nil : $0.verdict?.degraded.map(\.rawValue).joined(separator: " ")
        }
        writer.words("error") { $0.verdict?.errorKind?.rawValue }
        writer.words("served") { $0.verdict?.servedModel }
        writer.words("rule") { $0.verdict?.evidence.first?.rule }
        writer.column("repetition") { JSONWriter.write($0.key.repetition, to: &$1) }
        writer.column("sure") { JSONWriter.write($0.verdict?.sure ?? false ? 1 : 0, to: &$1) }
        writer.column("seconds") { record, out in
            JSONWriter.write(.optional(record.endSeconds.map { ($0 * 100).rounded() / 100 }), to: &out)
        }
        writer.column("request") { Self.write($0.requestID, to: &$1) }
        writer.column("quote") { Self.write($0.verdict?.evidence.first?.shown, to: &$1) }
        writer.column("span") { Self.write($0.verdict?.decliningSpan, to: &$1) }
        if texts {
            writer.column("said") { record, out in
                JSONWriter.write(book.said[record.key].map(Self.json) ?? .null, to: &out, .shown)
            }
        }
        writer.probes(book)
        bytes = writer.finish()
    }

    private static func write(_ text: String?, to out: inout [UInt8]) {
        if let text { JSONWriter.write(text, to: &out, .shown) } else { out.append(contentsOf: "null".utf8) }
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

    var base64: Data { Data(bytes).base64EncodedData() }

    /// Writes member after member of one object; no tree stands between the rows and what is compressed.
    private struct Writer {
        let records: [TrialRecord]
        let places: [Int]
        private let deflate = Deflate()
        private var isFirst = true

        init(records: [TrialRecord], places: [Int]) {
            self.records = records
            self.places = places
        }

        private mutating func begin(_ key: String) {
            let opening = isFirst ? "{" : ","
            isFirst = false
            deflate.write { out in
                out.append(contentsOf: opening.utf8)
                JSONWriter.write(key, to: &out, .shown)
                out.append(UInt8(ascii: ":"))
            }
        }

        /// An array with an element for each trial. Records are read where they stand: a copy of one costs more than its column.
        private func each(_ write: (borrowing TrialRecord, inout [UInt8]) -> Void) {
            deflate.write { $0.append(UInt8(ascii: "[")) }
            records.withUnsafeBufferPointer { records in
                for (number, place) in places.enumerated() {
                    deflate.write { out in
                        if number > 0 { out.append(UInt8(ascii: ",")) }
                        write(records[place], &out)
                    }
                }
            }
            deflate.write { $0.append(UInt8(ascii: "]")) }
        }

        mutating func column(_ key: String, _ write: (borrowing TrialRecord, inout [UInt8]) -> Void) {
            begin(key)
            each(write)
        }

        /// The distinct words in order of first appearance, and for each trial its word's place, or -1.
        mutating func words(_ key: String, _ get: (borrowing TrialRecord) -> String?) {
            begin(key)
            deflate.write { $0.append(contentsOf: #"{"at":"#.utf8) }
            var places: [String: Int] = [:]
            var list: [String] = []
            // Neighbours often have the same word: it is not looked up again.
            var last: (word: String, place: Int)?
            each { record, out in
                guard let word = get(record) else { return JSONWriter.write(-1, to: &out) }
                if let last, last.word == word { return JSONWriter.write(last.place, to: &out) }
                let place = places[word] ?? list.count
                if place == list.count {
                    places[word] = place
                    list.append(word)
                }
                last = (word, place)
                JSONWriter.write(place, to: &out)
            }
            deflate.write { $0.append(contentsOf: #","words":["#.utf8) }
            for (place, word) in list.enumerated() {
                deflate.write { out in
                    if place > 0 { out.append(UInt8(ascii: ",")) }
                    JSONWriter.write(word, to: &out, .shown)
                }
            }
            deflate.write { $0.append(contentsOf: "]}".utf8) }
        }

        mutating func probes(_ book: TranscriptBook) {
            begin("probes")
            deflate.write { $0.append(UInt8(ascii: "{")) }
            for (place, entry) in book.probes.sorted(by: { $0.key < $1.key }).enumerated() {
                deflate.write { out in
                    if place > 0 { out.append(UInt8(ascii: ",")) }
                    JSONWriter.write(entry.key, to: &out, .shown)
                    out.append(UInt8(ascii: ":"))
                    JSONWriter.write(TrialData.json(entry.value), to: &out, .shown)
                }
            }
            deflate.write { $0.append(UInt8(ascii: "}")) }
        }

        func finish() -> [UInt8] {
            deflate.write { $0.append(UInt8(ascii: "}")) }
            return deflate.finish()
        }
    }
}
