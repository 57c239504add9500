import Foundation
import Ingest
import Testing
import Trials

/// A copy is told by more than an id that a server may give twice: what differs in anything else is another reply.
@Suite struct CopiedReplyTests {
    private func tally(_ files: [(name: String, text: String)]) throws -> IngestTally {
        let folder = NSTemporaryDirectory() + "railgauge-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var tally = IngestTally()
        for file in files {
            let path = "\(folder)/\(file.name)"
            try file.text.write(toFile: path, atomically: true, encoding: .utf8)
            _ = try LogFile(path).read(judge: LoggedVerdict()) { tally.add($0) }
        }
        return tally
    }

    private static func kept(
        _ id: String, asks: String = "Which rule fired?", says: String = "The third one, at noon.", more: String = ""
    ) -> String {
        #"{"request":{"model":"m","messages":[{"role":"user","content":"\#(asks)"}]},"response":{"id":"\#(id)","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"\#(says)"},"finish_reason":"stop"}]}\#(more)}"#
    }

    @Test func aServerThatNumbersItsRepliesAtRandomLosesNone() throws {
        // 300 replies under 40 ids, all of one minute.
        let lines = (0..<300).map {
            Self.kept("chatcmpl-\($0 % 40)", asks: "Question \($0)", more: #","status":200,"session":"s""#)
        }
        let tally = try tally([("a.jsonl", lines.joined(separator: "\n"))])
        #expect(tally.all.requests == 300 && tally.copies == 0)
    }

    @Test(arguments: [
        kept("x", asks: "Another question?"), kept("x", says: "None."),
        kept("x", more: #","at":"2026-09-01T00:00:09Z""#),
        kept("x", more: #","at":"2026-09-01T00:00:01Z","session":"b""#),
    ])
    func whatDiffersInAnythingIsAnotherReply(_ other: String) throws {
        let one = Self.kept("x", more: #","at":"2026-09-01T00:00:01Z","session":"a""#)
        #expect(try tally([("a.jsonl", "\(one)\n\(other)\n")]).copies == 0)
        #expect(try tally([("a.jsonl", one), ("b.jsonl", other)]).copies == 0)
        // The same record again is the same reply, in one file or in two.
        #expect(try tally([("a.jsonl", "\(one)\n\(other)\n\(one)\n")]).copies == 1)
        #expect(try tally([("a.jsonl", one), ("b.jsonl", "\(other)\n\(one)")]).copies == 1)
    }

    @Test func aProxysLogIsToldByTimeToo() throws {
        func spent(_ id: String, _ time: String) -> String {
            #"{"request_id":"\#(id)","call_type":"acompletion","model":"m","startTime":"2026-11-01T10:0\#(time):00Z","status":"success","response":{}}"#
        }
        let lines = [spent("chatcmpl-7", "1"), spent("chatcmpl-7", "2"), spent("chatcmpl-8", "3")]
        #expect(try tally([("a.jsonl", lines.joined(separator: "\n"))]).copies == 0)
        #expect(try tally([("a.jsonl", lines.joined(separator: "\n")), ("b.jsonl", lines[1])]).copies == 1)
    }

    @Test func aRolloutThatWasForkedCopiesUnderNewTimes() throws {
        func rollout(_ says: String, _ minute: Int) -> String {
            """
            {"timestamp":"2026-11-01T10:0\(minute):00Z","type":"turn_context","payload":{"model":"m"}}
            {"timestamp":"2026-11-01T10:0\(minute):01Z","type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"\(says)"}]}}
            {"timestamp":"2026-11-01T10:0\(minute):02Z","type":"token_usage_record","payload":{"response_id":"resp_12"}}
            {"timestamp":"2026-11-01T10:0\(minute):03Z","type":"event_msg","payload":{"type":"task_complete"}}

            """
        }
        #expect(try tally([("a.jsonl", rollout("One.", 1)), ("b.jsonl", rollout("One.", 2))]).copies == 1)
        #expect(try tally([("a.jsonl", rollout("One.", 1) + rollout("Two.", 2))]).copies == 0)
    }

    private static func assistant(_ id: String, _ session: String, request: String?, second: Int) -> String {
        let request = request.map { #","requestId":"\#($0)""# } ?? ""
        return
            #"{"type":"assistant","sessionId":"\#(session)","timestamp":"2026-09-01T02:03:0\#(second).000Z"\#(request),"message":{"id":"\#(id)","model":"m","role":"assistant","content":[{"type":"text","text":"Done."}],"stop_reason":"end_turn"}}"#
    }

    @Test func anAgentBehindAProxyIsToldByIdAndTime() throws {
        let lines = [
            Self.assistant("m1", "s1", request: nil, second: 1), Self.assistant("m2", "s1", request: nil, second: 2),
            Self.assistant("m1", "s1", request: nil, second: 3),
        ]
        #expect(try tally([("a.jsonl", lines.joined(separator: "\n"))]).copies == 0)
        // A continued session is copied under its own name, times as they were.
        let copied = lines.map { $0.replacingOccurrences(of: #""s1""#, with: #""s2""#) }
        #expect(
            try tally([("a.jsonl", lines.joined(separator: "\n")), ("b.jsonl", copied.joined(separator: "\n"))]).copies
                == 3)
    }

    /// Subagents at work write between the lines of a message.
    @Test func aMessageThatOthersWriteBetweenIsOne() throws {
        let first = Self.assistant("m1", "s1", request: "r1", second: 1)
            .replacingOccurrences(of: #""stop_reason":"end_turn""#, with: #""stop_reason":null"#)
        let last = Self.assistant("m1", "s1", request: "r1", second: 4)
            .replacingOccurrences(of: #""stop_reason":"end_turn""#, with: #""stop_reason":"refusal""#)
        let between = [
            #"{"type":"user","isSidechain":true,"sessionId":"s1","message":{"role":"user","content":"Look at the files"}}"#,
            Self.assistant("m2", "s1", request: "r2", second: 2)
                .replacingOccurrences(of: #""type":"assistant","#, with: #""type":"assistant","isSidechain":true,"#),
        ]
        let tally = try tally([("a.jsonl", ([first] + between + [last]).joined(separator: "\n"))])
        #expect(tally.all.requests == 2 && tally.copies == 0 && tally.all.blocked == 1)
    }

    private static func taped(_ text: String, ended: Int, trial: String? = "public/p/1") -> String {
        let ours = trial.map {
            "railgauge-cassette: 1\nrailgauge-trial: \($0)\nrailgauge-attempt: 1\nrailgauge-timings: {\"ended\":\(ended)}\n"
        }
        let body =
            #"{"type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"\#(text)"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2}}"#
        return
            "HTTP/1.1 200\ncontent-type: application/json\nrequest-id: r1\n\(ours ?? "")\n\(body)"
    }

    @Test func rawRepliesAreToldByTheirTimes() throws {
        let one = Self.taped("Yes.", ended: 1_234_567)
        #expect(try tally([("a.http", one), ("b.http", one)]).copies == 1)
        // The same trial of another run, to which a server that numbers replies gave the same id.
        #expect(try tally([("a.http", one), ("b.http", Self.taped("Yes.", ended: 1_234_568))]).copies == 0)
        // Where the file does not say, by what came.
        let bare = Self.taped("Yes.", ended: 0, trial: nil)
        #expect(try tally([("a.http", bare), ("b.http", bare)]).copies == 1)
        #expect(try tally([("a.http", bare), ("b.http", Self.taped("No.", ended: 0, trial: nil))]).copies == 0)
    }
}
