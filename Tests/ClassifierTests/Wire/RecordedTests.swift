import Classifier
import Dialects
import Formats
import Foundation
import Testing
import Trials
import Vendors

/// Replies that public test suites recorded from real services, rebuilt: member names and structure are theirs, prose
/// is ours (`Tests/Fixtures/recorded`). Each says how it must be read.
@Suite struct RecordedTests {
    @Test func everyVendorHasSome() throws {
        let counts = Dictionary(grouping: RecordedReply.all, by: \.vendor).mapValues(\.count)
        for vendor in Vendor.known { #expect(counts[vendor.name] ?? 0 >= 8, "\(vendor.name)") }
        #expect(RecordedReply.all.count >= 150)
        #expect(RecordedReply.all.filter(\.benign).count * 2 > RecordedReply.all.count)
        #expect(RecordedReply.all.allSatisfy { !$0.source.isEmpty })
    }

    @Test(arguments: RecordedReply.all) func isReadAsWhatItIs(_ recorded: RecordedReply) throws {
        let exchange = try recorded.exchange()
        let verdict = Classifier().verdict(for: exchange, trial: recorded.trial)
        #expect(verdict.outcome.rawValue == recorded.outcome, "\(verdict.evidence)")
        #expect(verdict.errorKind?.rawValue == recorded.error)
        if let served = recorded.served { #expect(verdict.served.rawValue == served, "\(verdict.evidence)") }
        if let layer = recorded.layer { #expect(verdict.layer?.rawValue == layer, "\(verdict.evidence)") }
        if let stage = recorded.stage { #expect(verdict.stage?.rawValue == stage, "\(verdict.evidence)") }
        #expect(verdict.degraded.map(\.rawValue) == recorded.flags)
        if recorded.benign { #expect(verdict.errorKind?.quarantined != true) }
    }

    /// What is stored as visible text is what an independent count of the body finds.
    @Test(arguments: RecordedReply.all) func noCharacterIsLost(_ recorded: RecordedReply) throws {
        let reply = try recorded.exchange().reply
        #expect(TextCount.of(reply.text) == TextCount.of(recorded.raw, recorded.style.dialect))
    }

    @Test(arguments: RecordedReply.all) func byteByByteReadsTheSame(_ recorded: RecordedReply) throws {
        let whole = try recorded.exchange().reply
        let dialect = try recorded.style.makeDialect()
        let body = recorded.raw.body
        var single = dialect.reader(status: recorded.raw.status, headers: recorded.raw.headers)
        for byte in body { single.feed([byte], at: 0) }
        #expect(single.finish() == whole)
        for cut in stride(from: 0, to: body.count, by: max(1, body.count / 23)) {
            var split = dialect.reader(status: recorded.raw.status, headers: recorded.raw.headers)
            split.feed(Array(body[..<cut]), at: 0)
            split.feed(Array(body[cut...]), at: 0)
            #expect(split.finish() == whole, "cut at \(cut)")
        }
    }

    /// Anybody's own recordings: `RAILGAUGE_RECORDED=FILE.jsonl` reads each line (the format of `Tests/Fixtures/recorded`)
    /// and writes what it is read as beside it.
    @Test func recordingsOfYourOwn() throws {
        guard let path = ProcessInfo.processInfo.environment["RAILGAUGE_RECORDED"] else { return }
        var out: [UInt8] = []
        for recorded in try RecordedReply.read(URL(filePath: path)) {
            guard let exchange = try? recorded.exchange() else { continue }
            let verdict = Classifier().verdict(for: exchange, trial: recorded.trial)
            let counted = TextCount.of(recorded.raw, recorded.style.dialect)
            let row: JSONValue = [
                "name": .string(recorded.name), "outcome": .string(verdict.outcome.rawValue),
                "error": (verdict.errorKind?.rawValue).map(JSONValue.string) ?? .null,
                "stage": (verdict.stage?.rawValue).map(JSONValue.string) ?? .null,
                "served": .string(verdict.served.rawValue), "asked": .string(recorded.style.model),
                "model": verdict.servedModel.map(JSONValue.string) ?? .null,
                "flags": .array(verdict.degraded.map { .string($0.rawValue) }),
                "rule": .string(verdict.evidence.first?.rule ?? ""),
                "quote": .string(verdict.evidence.first?.quote ?? ""),
                "status": .integer(recorded.raw.status ?? 0), "text": .integer(TextCount.of(exchange.reply.text)),
                "counted": .integer(counted),
            ]
            JSONWriter.write(row, to: &out)
            out.append(0x0A)
        }
        try Data(out).write(to: URL(filePath: path + ".out"))
    }
}

/// One line of a file of recorded replies.
struct RecordedReply: Sendable, CustomStringConvertible {
    var name: String
    var vendor: String
    var source: String
    var style: AccessStyle
    var raw: RawReply
    var outcome: String
    var error: String?
    var served: String?
    var layer: String?
    var stage: String?
    var flags: [String]
    /// Nothing got in the way: an answer, a call, or a fault that is no safeguard's.
    var benign: Bool

    var description: String { "\(vendor)/\(name)" }
    var trial: Trial { Trial(style: style, probe: Probe(id: "p", turns: [Turn(.user, "Why does my loss rise?")])) }

    func exchange() throws -> Exchange { try Transcript.exchange(raw, style: style) }

    init?(_ json: JSONValue, vendor: String) {
        guard let name = json["name"]?.string, let word = json["dialect"]?.string,
            let dialect = DialectName(rawValue: word)
        else { return nil }
        self.name = name
        self.vendor = vendor
        source = json["source"]?.string ?? ""
        style = AccessStyle(
            id: "s", dialect: dialect, profile: json["profile"]?.string,
            baseURL: json["base_url"]?.string ?? "http://127.0.0.1:9", model: json["model"]?.string ?? "?",
            query: dialect == .azureOpenAI ? ["api-version": "2026-10-21"] : [:])
        if let models = json["asked_models"], !models.isNull { style.body = ["models": models] }
        let body: [UInt8]
        if let text = json["body"]?.string {
            body = Array(text.utf8)
        } else {
            body = json["body64"]?.string.flatMap { Data(base64Encoded: $0) }.map(Array.init) ?? []
        }
        let headers = (json["headers"]?.array ?? []).compactMap { pair -> HeaderLine? in
            guard let name = pair.array?.first?.string, let value = pair.array?.last?.string else { return nil }
            return HeaderLine(name, value)
        }
        raw = RawReply(
            status: json["status"]?.int ?? 200, headers: headers, body: body,
            arrivals: [Arrival(end: body.count, at: 0)])
        outcome = json["outcome"]?.string ?? ""
        error = json["error"]?.string
        served = json["served"]?.string
        layer = json["layer"]?.string
        stage = json["stage"]?.string
        flags = json["flags"]?.array?.compactMap(\.string) ?? []
        benign = json["benign"]?.bool ?? true
    }

    static func read(_ file: URL) throws -> [RecordedReply] {
        let vendor = file.deletingPathExtension().lastPathComponent
        return try [UInt8](Data(contentsOf: file)).split(separator: 0x0A).compactMap { line in
            RecordedReply(try JSONReader.read(Array(line)), vendor: vendor)
        }
    }

    static let all: [RecordedReply] = {
        let folder = Transcript.root.appending(path: "recorded")
        // A missing folder shows as a failing count.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.sorted().flatMap {
            (try? read(folder.appending(path: $0))) ?? []
        }
    }()
}
