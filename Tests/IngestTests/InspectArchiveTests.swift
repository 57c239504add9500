import Formats
import Foundation
import Ingest
import Testing
import Trials

/// Inspect's `.eval`: what a real one holds, and what nobody meant as a log.
@Suite struct InspectArchiveTests {
    private func read(_ bytes: [UInt8], ending: String = ".eval", format: LogFormat? = nil) throws
        -> (replies: [LoggedReply], counts: LogReadingCounts)
    {
        let path = NSTemporaryDirectory() + "railgauge-\(UUID().uuidString)\(ending)"
        defer { unlink(path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        var out: [LoggedReply] = []
        let counts = try LogFile(path, format: format).read(judge: LoggedVerdict()) { out.append($0) }
        return (out, counts)
    }

    private static let header = ZipFile.Entry(
        name: "header.json", bytes: Array(#"{"version":2,"eval":{"task":"plates","model":"anthropic/claude-x"}}"#.utf8))

    private static func sample(_ json: String, id: String = "1", method: UInt16 = 93) -> ZipFile.Entry {
        ZipFile.Entry(name: "samples/\(id)_epoch_1.json", bytes: Array(json.utf8), method: method)
    }

    private static let answered = """
        {"id":1,"epoch":1,"attachments":{"h1":"Use a mixed model with plate as a random effect, and report the interval."},"events":[
        {"event":"sample_init"},
        {"event":"model","uuid":"u1","timestamp":"2026-09-04T00:00:01Z","model":"anthropic/claude-x","request_ids":[{"id":"req_1","header":"request-id","status":200}],
         "output":{"model":"claude-x","choices":[{"message":{"role":"assistant","content":[{"type":"text","text":"attachment://h1"}]},"stop_reason":"stop"}]},
         "call":{"request":{"model":"claude-x"},"response":{"type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"attachment://h1"}],"stop_reason":"end_turn","stop_details":null,"usage":{"input_tokens":1,"output_tokens":9}}}},
        {"event":"model","uuid":"u2","model":"anthropic/claude-x","cache":"read","output":{"model":"claude-x","choices":[]}},
        {"event":"model","uuid":"u3","timestamp":"2026-09-04T00:00:02Z","model":"anthropic/claude-x","request_ids":[{"id":"req_3","header":"request-id","status":200}],
         "output":{"model":"claude-x","choices":[{"message":{"role":"assistant","content":[]},"stop_reason":"content_filter"}]},
         "call":{"request":{"model":"claude-x"},"response":{"type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":"refusal","stop_details":{"type":"refusal","category":"cyber","explanation":"Declined."},"usage":{"input_tokens":1,"output_tokens":0}}}}],
        "output":{"model":"claude-x","choices":[{"message":{"role":"assistant","content":[]},"stop_reason":"content_filter"}]}}
        """

    /// Real logs give a failed call an empty reply that ended well, and OpenAI's errors their inner object alone.
    private static let failed = """
        {"id":"two","epoch":2,"events":[
        {"event":"model","uuid":"f1","model":"anthropic/claude-x","error":"Error code: 400 - {…}","request_ids":[{"id":"req_f","header":"request-id","status":400}],
         "output":{"model":"anthropic/claude-x","choices":[{"message":{"role":"assistant","content":""},"stop_reason":"stop"}]},
         "call":{"request":{"model":"claude-x"},"error":true,"response":{"type":"error","error":{"type":"invalid_request_error","message":"messages: the text could not be processed"}}}},
        {"event":"model","uuid":"f2","model":"openai/gpt-x","output":{"model":"gpt-x","choices":[{"message":{"role":"assistant","content":"Invalid prompt."},"stop_reason":"content_filter"}]},
         "call":{"request":{"model":"gpt-x"},"error":true,"response":{"message":"Invalid prompt: your prompt was flagged as potentially violating our usage policy.","type":"invalid_request_error","code":"invalid_prompt"}}},
        {"event":"model","uuid":"f3","model":"openai/gpt-x","error":"connection reset by peer","output":{"model":"gpt-x","choices":[{"message":{"role":"assistant","content":""},"stop_reason":"stop"}]}}],
        "output":{"model":"anthropic/claude-x","choices":[]}}
        """

    @Test(arguments: [UInt16(0), 8, 93]) func everyCallOfAModelIsARequest(_ method: UInt16) throws {
        let (found, counts) = try read(
            ZipFile([Self.sample(Self.answered, method: method), Self.sample(Self.failed, id: "two"), Self.header])
                .bytes)
        #expect(counts.lines == 2 && counts.broken == 0 && counts.format == .inspect)
        #expect(
            found.map(\.obstructed) == [false, true, nil, true, nil],
            "\(found.map { "\($0.requestID ?? ""): \($0.verdict.outcome) \($0.verdict.evidence.first?.rule ?? "")" })")
        #expect(found[1].verdict.categoryLabel == "cyber" && found[1].requestID == "req_3")
        #expect(found[3].verdict.outcome == .blocked && found[3].requested == "openai/gpt-x")
        #expect(
            found.map(\.session) == ["plates sample 1", "plates sample 1"]
                + Array(repeating: "plates sample two", count: 3))
    }

    /// Writers cut large entries into frames, and append a new version of an entry under its old name.
    @Test func severalFramesAndALaterVersion() throws {
        var framed = Self.sample(Self.answered)
        framed.frame = 100
        let (found, _) = try read(ZipFile([Self.sample("{}"), Self.header, framed]).bytes, ending: ".zip")
        #expect(found.count == 2)
    }

    @Test func aLogThatIsStillWrittenHasNoHeaderYet() throws {
        var start = Self.header
        start.name = "_journal/start.json"
        #expect(try read(ZipFile([start, Self.sample(Self.answered)]).bytes).replies.count == 2)
    }

    /// One broken sample is counted and costs no other.
    @Test func whatIsBrokenIsCounted() throws {
        var wrongSum = Self.sample(Self.answered, id: "sum")
        wrongSum.checksum = 7
        var longer = Self.sample(Self.answered, id: "longer")
        longer.unpacked = 40
        var shorter = Self.sample(Self.answered, id: "shorter", method: 8)
        shorter.unpacked = 1_000_000
        var large = Self.sample(Self.answered, id: "large")
        large.unpacked = 300 << 20
        var noFrame = Self.sample("no frame", id: "frame", method: 0)
        noFrame.method = 99
        let (found, counts) = try read(
            ZipFile([
                Self.header, wrongSum, longer, shorter, large, noFrame, Self.sample("{\"half\":", id: "half"),
                Self.sample(Self.answered),
            ]).bytes)
        #expect(found.count == 2 && counts.lines == 7 && counts.broken == 6)
    }

    @Test func whatIsBuiltToHarmIsRefused() throws {
        func fault(_ entries: [ZipFile.Entry]) -> String? {
            #expect(throws: LogFault.self) { try read(ZipFile(entries).bytes) }?.found
        }
        var bomb = Self.sample(Self.answered)
        bomb.unpacked = 2 << 30
        #expect(fault([Self.header, bomb])?.contains("would unpack to more than 1000 times as many") == true)
        for name in ["samples/../../etc/passwd.json", "/etc/passwd", "samples\\..\\x.json"] {
            var escape = Self.sample(Self.answered)
            escape.name = name
            #expect(fault([Self.header, escape]) == "an entry that would leave its folder: \(name)")
        }
        var shared = Self.header
        shared.sharesFirst = true
        shared.name = "samples/1_epoch_1.json"
        #expect(fault([Self.header, shared]) == "entries that share bytes")
        let whole = ZipFile([Self.header, Self.sample(Self.answered)]).bytes
        for length in [4, 30, whole.count / 2, whole.count - 30, whole.count - 1] {
            let cut = #expect(throws: LogFault.self) { try read(Array(whole.prefix(length))) }
            #expect(cut?.accepted?.hasPrefix("a whole ") == true, "\(length): \(cut.map { "\($0)" } ?? "read")")
        }
        let none = #expect(throws: LogFault.self) { try read(ZipFile([Self.sample(Self.answered)]).bytes) }
        #expect(none?.found == "an archive without a header that can be read")
        #expect(throws: LogFault.self) { try read(ZipFile([Self.header]).bytes, format: .codex) }
    }

    /// Any one byte may be wrong: a message or fewer replies, never a crash.
    @Test func anyByteMayBeWrong() throws {
        let small = #"{"id":1,"epoch":1}"#
        let whole = ZipFile([Self.header, Self.sample(small), Self.sample(small, id: "two", method: 8)]).bytes
        for place in whole.indices {
            for value in [UInt8(0), 0xFF, whole[place] ^ 0x80] {
                var bytes = whole
                bytes[place] = value
                _ = try? read(bytes)
            }
        }
    }
}
