import Formats
import Foundation
import Ingest
import Testing
import Trials

@Suite struct OtherLogTests {
    private func replies(_ text: String, ending: String, format: LogFormat? = nil) throws -> [LoggedReply] {
        let path = NSTemporaryDirectory() + "railgauge-\(UUID().uuidString)\(ending)"
        defer { unlink(path) }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var out: [LoggedReply] = []
        _ = try LogFile(path, format: format).read(judge: LoggedVerdict()) { out.append($0) }
        return out
    }

    @Test func codex() throws {
        let found = try replies(
            """
            {"timestamp":"2026-09-02T00:00:00Z","type":"session_meta","payload":{"id":"c1"}}
            {"timestamp":"2026-09-02T00:00:01Z","type":"turn_context","payload":{"model":"gpt-5.6"}}
            {"timestamp":"2026-09-02T00:00:02Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"fix"}]}}
            {"timestamp":"2026-09-02T00:00:03Z","type":"response_item","payload":{"type":"function_call","name":"shell","arguments":"{}","call_id":"a"}}
            {"timestamp":"2026-09-02T00:00:04Z","type":"response_item","payload":{"type":"function_call_output","call_id":"a","output":"x"}}
            {"timestamp":"2026-09-02T00:00:05Z","type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"The loop ran once too often; the bound is fixed and the test passes now."}]}}
            {"timestamp":"2026-09-02T00:00:06Z","type":"event_msg","payload":{"type":"error","message":"This request was flagged as potentially violating our usage policy.","codex_error_info":"cyber_policy"}}
            """, ending: ".jsonl")
        #expect(found.map(\.verdict.outcome) == [.answered, .answered, .blocked])
        #expect(found.allSatisfy { $0.session == "c1" && $0.requested == "gpt-5.6" })
        #expect(found.last?.verdict.categoryLabel == "cyber")
    }

    @Test func fourBlockedTurnsOfCodexAreFour() throws {
        let turn = """
            {"timestamp":"2026-09-02T00:00:02Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"fix"}]}}
            {"timestamp":"2026-09-02T00:00:06Z","type":"event_msg","payload":{"type":"error","message":"This request was flagged as potentially violating our usage policy.","codex_error_info":"cyber_policy"}}

            """
        #expect(
            try replies(String(repeating: turn, count: 4), ending: ".jsonl").map(\.obstructed) == [
                true, true, true, true,
            ])
    }

    /// Nothing found by a reader of another kind would read as nothing blocked.
    @Test(arguments: LogFormat.allCases.filter { $0 != .claudeCode && $0 != .sdk })
    func aLogOfAnotherKindThanAskedForIsNoZero(_ format: LogFormat) throws {
        let claude =
            #"{"type":"assistant","sessionId":"s","message":{"id":"m","model":"c","role":"assistant","content":[{"type":"text","text":"The median is 4.2 mg/L, as the table shows."}],"stop_reason":"end_turn"}}"#
        for ending in [".jsonl", ".json"] {
            let fault = #expect(throws: LogFault.self) { try replies(claude, ending: ending, format: format) }
            #expect(fault?.found == "none of 1 record is of the kind \(format.rawValue)")
            #expect(fault?.accepted?.hasPrefix("--log claude-code") == true)
        }
        #expect(try replies(claude, ending: ".jsonl", format: .claudeCode).count == 1)
    }

    @Test func liteLLM() throws {
        let found = try replies(
            """
            [{"request_id":"r1","call_type":"acompletion","startTime":"2026-09-03T01:00:00Z","model":"gpt-4o","model_group":"mine","session_id":"a","status":"success","response":{"object":"chat.completion","model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"The median is 4.2 mg/L, as the table shows."},"finish_reason":"stop"}]}},
            {"request_id":"r2","call_type":"acompletion","model_group":"mine","session_id":"b","status":"failure","metadata":{"error_information":{"error_code":"400","error_class":"ContentPolicyViolationError","error_message":"litellm.ContentPolicyViolationError: The response was filtered due to the prompt triggering content management policy. code: content_filter"}}},
            {"request_id":"r3","call_type":"acompletion","model_group":"mine","session_id":"b","status":"success","response":{}}]
            """, ending: ".json")
        #expect(found.count == 3 && found.map(\.session) == ["a", "b", "b"])
        #expect(found[0].verdict.outcome == .answered)
        #expect(found[2].obstructed == nil)
    }

    @Test func inspect() throws {
        let found = try replies(
            """
            {"version":2,"eval":{"model":"openai/gpt-4o","created":"2026-09-04T00:00:00Z"},"samples":[
            {"id":1,"epoch":1,"output":{"model":"gpt-4o","choices":[{"message":{"role":"assistant","content":"Use a mixed model with plate as random effect."},"stop_reason":"stop"}]}},
            {"id":2,"epoch":1,"output":{"model":"gpt-4o","choices":[{"message":{"role":"assistant","content":""},"stop_reason":"content_filter"}]}}]}
            """, ending: ".json")
        #expect(found.map(\.verdict.outcome) == [.answered, .blocked])
        #expect(found[1].session == "sample 2")
    }

    /// A sample that came to nothing is a request all the same; an error of a scorer takes nothing from the reply before it.
    @Test func everySampleOfInspectIsARequest() throws {
        let found = try replies(
            """
            {"version":2,"eval":{"model":"m","created":"2026-09-04T00:00:00Z"},"samples":[
            {"id":"lost","epoch":1,"error":{"message":"connection reset"},"output":{"model":"m","choices":[]}},
            {"id":"none","epoch":1},
            {"id":"scorer","epoch":2,"error":{"message":"KeyError: 'x'"},"output":{"model":"m","choices":[{"message":{"role":"assistant","content":"Use a mixed model with plate as random effect."},"stop_reason":"stop"}]}},
            {"id":"azure","epoch":1,"output":{"model":"m","error":"filtered","choices":[{"message":{"role":"assistant","content":""},"stop_reason":"content_filter"}]}},
            {"id":"field","epoch":1,"output":{"model":"m","choices":[{"message":{"role":"assistant","content":[{"type":"reasoning","reasoning":"hm"},{"type":"text","text":"I can't help with that.","refusal":true}]},"stop_reason":"stop"}]}},
            {"id":"handed-on","epoch":1,"output":{"model":"n","fallback":{"model":"m","fallback_model":"n"},"choices":[{"message":{"role":"assistant","content":"Use a mixed model with plate as random effect."},"stop_reason":"stop"}]}},
            {"id":"new-word","epoch":1,"output":{"model":"m","choices":[{"message":{"role":"assistant","content":"Use a mixed model."},"stop_reason":"unknown"}]}}]}
            """, ending: ".json")
        #expect(found.count == 7)
        #expect(
            found.map(\.obstructed) == [nil, nil, false, true, true, false, nil],
            "\(found.map { "\($0.session): \($0.verdict.outcome) \($0.verdict.evidence.first?.rule ?? "")" })")
        #expect(found[4].verdict.layer == .modelStructured)
        #expect(found[5].fallback == "n")
    }

    @Test func har() throws {
        let body =
            #"{\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],\"stop_reason\":\"refusal\",\"usage\":{\"input_tokens\":1,\"output_tokens\":0}}"#
        let found = try replies(
            """
            {"log":{"entries":[
            {"startedDateTime":"2026-09-05T00:00:00Z","request":{"method":"GET","url":"https://a.test/v1/models"},"response":{"status":200,"headers":[],"content":{"text":""}}},
            {"startedDateTime":"2026-09-05T00:00:00Z","request":{"method":"POST","url":"https://a.test/v1/messages?beta=true","postData":{"text":"{\\"model\\":\\"claude-x\\"}"}},"response":{"status":200,"headers":[{"name":"request-id","value":"req_h"},{"name":"content-type","value":"application/json"}],"content":{"text":"\(body)"}}}]}}
            """, ending: ".har")
        #expect(found.count == 1)
        #expect(
            found.first?.verdict.outcome == .blocked && found.first?.requestID == "req_h"
                && found.first?.requested == "claude-x")
    }

    @Test func whatIsNoLogIsNamed() {
        let unknown = #expect(throws: LogFault.self) { try replies("{\"a\":1}\n", ending: ".jsonl") }
        #expect(unknown?.accepted?.hasPrefix("--log with one of claude-code, ") == true)
        #expect(throws: LogFault.self) { try replies("[]", ending: ".json") }
        #expect(throws: LogFault.self) { try replies("no", ending: ".json") }
        #expect(throws: LogFault.self) { try LogFile("/nowhere/x.jsonl").read(judge: LoggedVerdict()) { _ in } }
    }
}
