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

    /// As Codex 0.163 wrote it against the simulator: what ended a turn stands in `task_complete`, and a block in mid-answer in
    /// words behind the part that had come.
    @Test func codexAsItIsWrittenToday() throws {
        func turn(_ items: String, error: String?) -> String {
            """
            {"timestamp":"2026-11-28T10:58:35.468Z","type":"event_msg","payload":{"type":"task_started","turn_id":"t"}}
            {"timestamp":"2026-11-28T10:58:35.491Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"Which control? It said: stream disconnected, cyber_policy."}]}}
            \(items){"timestamp":"2026-11-28T10:58:36.000Z","type":"event_msg","payload":{"type":"task_complete","turn_id":"t","last_agent_message":null\(error.map { ",\"error\":\($0)" } ?? "")}}

            """
        }
        func message(_ text: String, _ status: String) -> String {
            #"{"timestamp":"2026-11-28T10:58:35.600Z","type":"response_item","payload":{"type":"message","status":"\#(status)","role":"assistant","content":[{"type":"output_text","text":"\#(text)"}]}}"#
                + "\n"
        }
        let usage =
            #"{"timestamp":"2026-11-28T10:58:35.610Z","type":"token_usage_record","payload":{"turn_id":"t","response_id":"resp_1"}}"#
            + "\n"
        let developer =
            #"{"timestamp":"2026-11-28T10:58:35.620Z","type":"response_item","payload":{"type":"message","role":"developer","content":[{"type":"input_text","text":"go on"}]}}"#
            + "\n"
        let cut =
            #"{"message":"stream disconnected before completion: Incomplete response returned, reason: content_filter","codex_error_info":"other"}"#
        let error =
            #"{"message":"This request was flagged as potential high-risk cyber activity.","codex_error_info":"cyber_policy"}"#
        let event =
            #"{"timestamp":"2026-11-28T10:58:35.700Z","type":"event_msg","payload":{"type":"error","message":"This request was flagged as potential high-risk cyber activity.","codex_error_info":"cyber_policy"}}"#
            + "\n"
        let found = try replies(
            #"{"timestamp":"2026-11-28T10:58:35.460Z","type":"session_meta","payload":{"id":"c1"}}"# + "\n"
                + #"{"timestamp":"2026-11-28T10:58:35.465Z","type":"turn_context","payload":{"model":"gpt-5.6"}}"#
                + "\n"
                + turn(
                    message("Fix the dilution and count again; the table names the cause.", "completed") + usage,
                    error: nil)
                + turn("", error: error) + turn(event, error: error) + turn("", error: cut)
                + turn(message("Two things matter here: how the quantity is", "incomplete") + developer, error: cut)
                + turn(
                    "",
                    error:
                        #"{"message":"unexpected status 401 Unauthorized: The key is wrong., url: http://a.test/v1/responses, request id: req_9","codex_error_info":{"http_connection_failed":{"http_status_code":401}}}"#
                )
                + turn(
                    "",
                    error:
                        #"{"message":"stream disconnected before completion: error sending request","codex_error_info":"other"}"#
                ),
            ending: ".jsonl")
        #expect(
            found.map(\.verdict.outcome) == [.answered, .blocked, .blocked, .blocked, .blocked, .error, .error],
            "\(found.map { "\($0.line): \($0.verdict.outcome) \($0.verdict.evidence.first?.rule ?? "")" })")
        #expect(found[4].verdict.stage == .midstream && found[3].verdict.stage == .noText)
        #expect(found[1].verdict.categoryLabel == "cyber")
        #expect(found[0].requestID == "resp_1" && found[5].requestID == "req_9")
        #expect(found[5].verdict.errorKind != .transport && found[6].verdict.errorKind == .transport)
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

    /// What people kept themselves: bodies alone or beside their requests, of any wire.
    @Test func replies() throws {
        let found = try replies(
            """
            {"id":"m1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"The median is 4.2 mg/L, as the table shows."}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":9}}
            {"request":{"model":"gpt-x","messages":[{"role":"user","content":"q"}]},"response":{"error":{"message":"Invalid prompt: your prompt was flagged as potentially violating our usage policy.","type":"invalid_request_error","code":"invalid_prompt"}},"status":400,"at":"2026-09-01T00:00:00Z","session":"evening","request_id":"req_2"}
            {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":3}}
            {"object":"chat.completion","id":"c4","model":"gpt-x","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I can't help with that."},"finish_reason":"stop"}]}
            {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_5"}

            """, ending: ".jsonl")
        #expect(found.map(\.verdict.outcome) == [.answered, .blocked, .blocked, .refused, .error])
        #expect(found.map(\.requestID) == ["m1", "req_2", nil, "c4", "req_5"])
        #expect(found[1].session == "evening" && found[1].requested == "gpt-x" && found[1].day == "2026-09-01")
        #expect(found[1].asked?["messages"]?.array?.count == 1)
    }

    @Test func whatIsNoLogIsNamed() {
        let unknown = #expect(throws: LogFault.self) { try replies("{\"a\":1}\n", ending: ".jsonl") }
        #expect(unknown?.accepted?.hasPrefix("--log with one of claude-code, ") == true)
        #expect(throws: LogFault.self) { try replies("[]", ending: ".json") }
        #expect(throws: LogFault.self) { try replies("no", ending: ".json") }
        #expect(throws: LogFault.self) { try LogFile("/nowhere/x.jsonl").read(judge: LoggedVerdict()) { _ in } }
    }
}
