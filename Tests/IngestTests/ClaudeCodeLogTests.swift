import Formats
import Foundation
import Ingest
import Testing
import Trials

/// Shapes of real logs, contents invented.
@Suite struct ClaudeCodeLogTests {
    private func replies(_ lines: [String]) throws -> ([LoggedReply], LogReadingCounts) {
        let path = NSTemporaryDirectory() + "railgauge-\(UUID().uuidString).jsonl"
        defer { unlink(path) }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        var out: [LoggedReply] = []
        let counts = try LogFile(path).read(judge: LoggedVerdict()) { out.append($0) }
        return (out, counts)
    }

    private static func assistant(
        _ id: String, _ content: String, stop: String = "null", more: String = "", request: String = "req_1"
    ) -> String {
        #"{"type":"assistant","sessionId":"s1","timestamp":"2026-09-01T02:03:04.000Z","requestId":"\#(request)","message":{"id":"\#(id)","model":"claude-fable-5","role":"assistant","content":[\#(content)],"stop_reason":\#(stop),"usage":{"input_tokens":9,"output_tokens":40}\#(more)}}"#
    }
    private static let text = #"{"type":"text","text":"Done: the three tables are merged and the totals agree."}"#
    private static let refusal = assistant(
        "m2", "", stop: #""refusal""#, more: #","stop_details":{"type":"refusal","category":"cyber"}"#, request: "req_2"
    )
    private static let fallback =
        #"{"type":"system","subtype":"model_refusal_fallback","sessionId":"s1","timestamp":"2026-09-01T02:03:05.000Z","originalModel":"claude-fable-5","fallbackModel":"claude-opus-4-8","apiRefusalCategory":"cyber","scope":"session","trigger":"input","direction":"down","requestId":"req_2"}"#
    private static let notice =
        #"{"type":"assistant","sessionId":"s1","isApiErrorMessage":true,"message":{"id":"x","model":"<synthetic>","role":"assistant","content":[{"type":"text","text":"API Error: Fable 5's safeguards flagged this message for a cybersecurity topic."}]}}"#

    @Test func aReplyOverSeveralLinesIsOne() throws {
        let (found, _) = try replies([
            Self.assistant("m1", #"{"type":"thinking","thinking":"Let me see."}"#), Self.assistant("m1", Self.text),
            Self.assistant(
                "m1", #"{"type":"tool_use","id":"t","name":"Bash","input":{"command":"ls"}}"#, stop: #""tool_use""#),
        ])
        #expect(found.count == 1)
        #expect(
            found.first?.verdict.outcome == .answered && found.first?.requestID == "req_1"
                && found.first?.day == "2026-09-01")
    }

    @Test func aBlockThatIsToldThreeTimesIsOne() throws {
        let (found, _) = try replies([Self.assistant("m1", Self.text), Self.refusal, Self.fallback, Self.notice])
        #expect(found.map(\.verdict.outcome) == [.answered, .blocked])
        #expect(found.last?.fallback == "claude-opus-4-8")
        #expect(found.last?.verdict.categoryLabel == "cyber")
        // Another request in between: another block.
        let (two, _) = try replies([
            Self.refusal, Self.assistant("m3", Self.text), Self.fallback.replacing("req_2", with: "req_9"),
        ])
        #expect(two.map(\.verdict.outcome) == [.blocked, .answered, .blocked])
    }

    @Test func anEventOrANoticeAloneCounts() throws {
        let bio =
            #"{"type":"system","subtype":"model_refusal_no_fallback","sessionId":"s2","originalModel":"claude-opus-4-8","apiRefusalCategory":"bio"}"#
        #expect(try replies([bio]).0.map(\.verdict.categoryLabel) == ["bio-chem"])
        #expect(try replies([Self.notice]).0.map(\.verdict.outcome) == [.blocked])
    }

    private static func turn(_ text: String) -> String {
        #"{"type": "user", "sessionId":"s1","message":{"role":"user","content":"\#(text)"}}"#
    }

    @Test func whatIsAskedAgainAndBlockedAgainIsAnotherBlock() throws {
        let notices = (0..<4).flatMap { number in
            [
                Self.turn("Titre again please"),
                Self.notice.replacing(#""sessionId":"s1""#, with: #""sessionId":"s1","requestId":"req_n\#(number)""#),
            ]
        }
        #expect(
            try replies([Self.assistant("m1", Self.text)] + notices).0.map(\.obstructed) == [
                false, true, true, true, true,
            ])
        // By the turn alone, where the client names no request.
        let bare = [Self.turn("a"), Self.notice, Self.turn("b"), Self.notice]
        #expect(try replies(bare).0.count == 2)
        // By the request alone, where nobody asked in between: the client tried once more.
        #expect(try replies(notices.filter { !$0.contains(#""user""#) }).0.count == 4)
        // Messages and events, too.
        let refusals = [
            Self.refusal, Self.turn("b"), Self.refusal.replacing("m2", with: "m3").replacing("req_2", with: "req_3"),
        ]
        #expect(try replies(refusals).0.count == 2)
        let events = [Self.fallback, Self.turn("b"), Self.fallback.replacing(#","requestId":"req_2""#, with: "")]
        #expect(try replies(events).0.count == 2)
        // What a tool or the client says is no turn of a person.
        let told = [
            Self.refusal,
            #"{"type":"user","isMeta":true,"sessionId":"s1","message":{"role":"user","content":"Caveat"}}"#,
            #"{"type":"user","sessionId":"s1","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"x"}]}}"#,
            Self.fallback, Self.notice,
        ]
        #expect(try replies(told).0.count == 1)
    }

    @Test func aContinuedSessionThatCopiesAReplyCountsItOnce() throws {
        let lines = [Self.assistant("m1", Self.text), Self.turn("b"), Self.refusal, Self.fallback]
        var tally = IngestTally()
        for reply in try replies(lines).0 {
            let counts = tally.add(reply)
            #expect(counts)
        }
        for reply in try replies(lines + [Self.turn("c"), Self.assistant("m9", Self.text, request: "req_9")]).0 {
            tally.add(reply)
        }
        #expect(tally.all.requests == 3 && tally.all.blocked == 1 && tally.copies == 2)
    }

    /// A public count was inflated this way.
    @Test func anErrorThatIsQuotedIsNone() throws {
        let user =
            #"{"type":"user","sessionId":"s1","message":{"role":"user","content":"I got: API Error: Fable 5's safeguards flagged this message, model_refusal_fallback. Why?"}}"#
        let tool =
            #"{"type":"user","sessionId":"s1","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"{\"type\":\"system\",\"subtype\":\"model_refusal_fallback\"} \"assistant\""}]}}"#
        let answer = Self.assistant(
            "m1",
            #"{"type":"text","text":"That line means that the provider's classifier stopped the request; here is how to read it in your log."}"#,
            stop: #""end_turn""#)
        #expect(try replies([user, tool, answer]).0.map(\.verdict.outcome) == [.answered])
    }

    @Test func errorsAreReadByTheRulesOfTheWire() throws {
        let overloaded =
            #"{"type":"assistant","sessionId":"s1","isApiErrorMessage":true,"message":{"model":"<synthetic>","role":"assistant","content":[{"type":"text","text":"API Error: 529 {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"}]}}"#
        let (found, counts) = try replies([overloaded, "{\"type\":\"assi", Self.assistant("m1", Self.text)])
        #expect(found.map(\.verdict.errorKind) == [.overloaded, nil])
        #expect(counts.broken == 1 && counts.format == .claudeCode)
    }
}
