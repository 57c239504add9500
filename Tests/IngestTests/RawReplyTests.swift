import Formats
import Foundation
import Testing
import Trials

@testable import Ingest

/// Raw replies, byte for byte: with what was asked beside them, and without.
struct RawReplyTests {
    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    /// Every transcript that the readers of the wires are tested on.
    private static let transcripts: [(path: String, dialect: DialectName)] = DialectName.allCases.flatMap { dialect in
        let folder = fixtures.appending(path: dialect.rawValue).path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".http") }.sorted().map { (path: "\(folder)/\($0)", dialect: dialect) }
    }

    /// The wire is told from the reply: whoever reads it comes to the outcome that the reader of its address comes to.
    @Test func aReplyAloneTellsItsWire() throws {
        let judge = LoggedVerdict()
        var all = 0
        var differing: [String] = []
        for (path, folder) in Self.transcripts {
            guard let bytes = try? DiskFiles().bytes(at: path),
                let cassette = try? CassetteReader.read(bytes, file: path)
            else { continue }
            all += 1
            // Three wires have one form and one address.
            let dialect: DialectName =
                [.openAIChat, .azureOpenAI].contains(folder) ? .openAICompatible : folder
            let own = judge.verdict(raw: cassette.raw, dialect: dialect, requested: "m")
            let told = judge.verdict(raw: cassette.raw, dialect: RawReplyFile.dialect(cassette.raw), requested: "m")
            if own?.outcome != told?.outcome { differing.append(path) }
        }
        #expect(all > 300)
        #expect(differing.isEmpty, "\(differing.prefix(5))")
    }

    private func read(_ text: String, _ name: String) throws -> LoggedReply {
        let folder = FileManager.default.temporaryDirectory.appending(path: "railgauge-raw-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: name).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var replies: [LoggedReply] = []
        let counts = try LogFile(path).read(judge: LoggedVerdict()) { replies.append($0) }
        #expect(counts.format == .replies)
        return try #require(replies.first)
    }

    private static let body =
        #"{"type":"message","role":"assistant","model":"other-2","content":[],"stop_reason":"refusal","#
        + #""stop_details":{"type":"refusal","category":"cyber"},"usage":{"input_tokens":1,"output_tokens":0}}"#

    @Test func aRecordingKnowsWhatWasAsked() throws {
        let reply = try read(
            """
            HTTP/1.1 200
            content-type: application/json
            request-id: req-7
            railgauge-cassette: 1
            railgauge-trial: public/p-1/2
            railgauge-attempt: 1
            railgauge-recorded: 2026-11-21T04:00:00Z
            railgauge-simulated: true
            railgauge-request: {"method":"POST","url":"http://127.0.0.1/v1/messages","headers":[],"body":{"model":"claude-x","messages":[]}}

            \(Self.body)
            """, "p-1.2.1.http")
        #expect(reply.requested == "claude-x" && reply.requestID == "req-7" && reply.session == "p-1")
        #expect(reply.at == "2026-11-21T04:00:00Z" && reply.isSimulated)
        #expect(reply.verdict.outcome == .blocked && reply.verdict.categories == [.cyber])
    }

    @Test func aReplyWithoutItsRequestIsReadToo() throws {
        let reply = try read("HTTP/1.1 200 OK\ncontent-type: application/json\n\n\(Self.body)", "saved")
        #expect(reply.verdict.outcome == .blocked && reply.requested == nil && reply.verdict.served == .unknown)
        #expect(reply.session == "saved" && !reply.isSimulated)
    }

    @Test func aFileThatWasChangedIsNamed() {
        #expect(throws: LogFault.self) { try read("HTTP/1.1 200 OK\r\ncontent-type: x\r\n\r\n{}", "a.http") }
    }
}
