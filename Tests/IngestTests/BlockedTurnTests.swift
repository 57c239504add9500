import Foundation
import Ingest
import Suites
import Testing
import Trials

/// A blocked reply becomes a prompt again from every kind of log that holds what was asked.
@Suite struct BlockedTurnTests {
    /// One log of a kind, in which the last reply was blocked; what was asked ends in "the last question sk-ant-…".
    struct Kept: Sendable, CustomTestStringConvertible {
        var name: String
        var ending: String
        var text: String
        var turns = 1
        var testDescription: String { name }
    }

    private static let secret = "sk-ant-api03-abcdefghijklmnop1234"
    private static let words = "the last question \(secret)"
    private static let refused =
        #"{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":"refusal","usage":{"input_tokens":1,"output_tokens":0}}"#
    private static let messages =
        #"{"model":"claude-x","system":"Be brief.","messages":[{"role":"user","content":"first"},{"role":"assistant","content":"yes"},{"role":"user","content":"\#(words)"}]}"#

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
    }

    static let kinds: [Kept] = [
        Kept(
            name: "har", ending: ".har",
            text: """
                {"log":{"version":"1.2","entries":[{"startedDateTime":"2026-09-05T00:00:00Z","request":{"method":"POST","url":"https://a.test/v1/messages","postData":{"text":\(quoted(messages))}},"response":{"status":200,"headers":[{"name":"content-type","value":"application/json"}],"content":{"text":\(quoted(refused))}}}]}}
                """, turns: 3),
        Kept(
            name: "litellm", ending: ".json",
            text: """
                [{"request_id":"r2","call_type":"acompletion","model_group":"mine","status":"failure","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"\(words)"}],"metadata":{"error_information":{"error_code":"400","error_message":"The response was filtered due to the prompt triggering content management policy. code: content_filter"}}}]
                """),
        Kept(
            name: "litellm, the proxy's request", ending: ".jsonl",
            text: """
                {"request_id":"r2","call_type":"acompletion","model_group":"mine","status":"failure","messages":"{}","proxy_server_request":\(quoted(messages)),"metadata":{"error_information":{"error_code":"400","error_message":"The response was filtered due to the prompt triggering content management policy. code: content_filter"}}}

                """, turns: 3),
        Kept(
            name: "inspect, a call", ending: ".json",
            text: """
                {"version":2,"eval":{"task":"t","model":"m"},"samples":[{"id":"s","attachments":{"h1":"\(words)"},"events":[{"event":"model","model":"m","uuid":"u","input":[{"role":"system","content":"Be brief."},{"role":"user","content":"first"},{"role":"assistant","content":"","tool_calls":[{"id":"c1","function":"run","arguments":{"cmd":"ls"}}]},{"role":"tool","tool_call_id":"c1","content":"a.txt"},{"role":"user","content":"attachment://h1"}],"tools":[],"output":{"model":"m","choices":[{"message":{"role":"assistant","content":""},"stop_reason":"content_filter"}]}}]}]}
                """, turns: 4),
        Kept(
            name: "inspect, a call that names its messages", ending: ".json",
            text: """
                {"version":2,"eval":{"task":"t","model":"m"},"samples":[{"id":"s","events_data":{"messages":[{"role":"user","content":"of another call"},{"role":"system","content":"Be brief."},{"role":"user","content":"\(words)"}],"calls":[]},"events":[{"event":"model","model":"m","uuid":"u","input":[],"input_refs":[[1,3],[7,9]],"tools":[],"output":{"model":"m","choices":[{"message":{"role":"assistant","content":""},"stop_reason":"content_filter"}]}}]}]}
                """),
        Kept(
            name: "inspect, a sample", ending: ".json",
            text: """
                {"version":2,"eval":{"task":"t","model":"m"},"samples":[{"id":"s","input":"\(words)","output":{"model":"m","choices":[{"message":{"role":"assistant","content":""},"stop_reason":"content_filter"}]}}]}
                """),
        Kept(
            name: "sdk, Python", ending: ".log",
            text: """
                DEBUG:openai._base_client:Request options: {'method': 'post', 'url': '/chat/completions', 'json_data': {'messages': [{'role': 'system', 'content': 'Be brief.'}, {'role': 'user', 'content': '\(words)'}], 'model': 'gpt-x'}}
                DEBUG:openai._base_client:HTTP Response: POST https://a.test/v1/chat/completions "400 Bad Request" Headers({})
                DEBUG:openai._base_client:request_id: req_2
                openai.BadRequestError: Error code: 400 - {'error': {'message': 'Invalid prompt: your prompt was flagged as potentially violating our usage policy.', 'type': 'invalid_request_error', 'param': None, 'code': 'invalid_prompt'}}

                """),
        Kept(name: "replies", ending: ".jsonl", text: "{\"request\":\(messages),\"response\":\(refused)}\n", turns: 3),
        Kept(
            name: "claude-code", ending: ".jsonl",
            text: """
                {"type":"user","sessionId":"s1","message":{"role":"user","content":"\(words)"}}
                {"type":"assistant","sessionId":"s1","requestId":"r1","message":\(refused)}

                """),
        Kept(
            name: "codex", ending: ".jsonl",
            text: """
                {"type":"turn_context","payload":{"model":"gpt-5.6"}}
                {"type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"\(words)"}]}}
                {"type":"event_msg","payload":{"type":"error","message":"This request was flagged as potentially violating our usage policy.","codex_error_info":"cyber_policy"}}

                """),
    ]

    private func blocked(_ kept: Kept) throws -> (path: String, reply: LoggedReply) {
        let path = NSTemporaryDirectory() + "railgauge-\(UUID().uuidString)\(kept.ending)"
        try kept.text.write(toFile: path, atomically: true, encoding: .utf8)
        var tally = IngestTally()
        _ = try LogFile(path).read(judge: LoggedVerdict()) { tally.add($0) }
        return (path, try #require(tally.obstructed.last, "nothing was blocked"))
    }

    @Test(arguments: kinds) func everyLogThatHoldsThePrompt(_ kept: Kept) throws {
        let (path, reply) = try blocked(kept)
        defer { unlink(path) }
        #expect(reply.asked == nil, "prompts are not held")
        let (prompt, masked) = try BlockedTurn.prompt(of: reply)
        #expect(prompt.turns.count == kept.turns && prompt.turns.last?.text == "the last question [masked: key]")
        #expect(masked == 1)
        #expect(prompt.system == nil || prompt.system == "Be brief.")
        let suite = try BlockedTurn.suite(prompt, of: reply, named: "blocked-1")
        #expect(!suite.contains("abcdefghijklmnop1234"))
        // Chosen by its outcome, it never enters a headline.
        let file = "\(path).yaml"
        defer { unlink(file) }
        try suite.write(toFile: file, atomically: true, encoding: .utf8)
        let probe = try #require(try SuiteReader.suite(at: file).probes.first)
        #expect(probe.frame == .triggerEnriched && probe.trigger?.ground == .pilot)
        #expect(probe.trigger?.kind == (kept.turns > 1 ? .history : .context))
        #expect(probe.trigger?.cite.hasPrefix("blocked in a log of") == true)
    }

    /// A file of two sessions and a subagent: what is sent again is what was blocked.
    @Test func onlyTheConversationOfTheReplyIsTaken() throws {
        func line(_ role: String, _ text: String, _ session: String, side: Bool = false) -> String {
            #"{"type":"\#(role)","sessionId":"\#(session)","isSidechain":\#(side),"message":{"role":"\#(role)","content":"\#(text)"}}"#
        }
        let text = [
            line("user", "payroll of another session", "a"),
            line("user", "first question", "b"), line("user", "look at the files", "b", side: true),
            line("user", "more of the other", "a"),
            #"{"type":"assistant","sessionId":"b","isSidechain":false,"requestId":"r1","message":\#(Self.refused)}"#,
        ].joined(separator: "\n")
        let (path, reply) = try blocked(Kept(name: "claude-code", ending: ".jsonl", text: text))
        defer { unlink(path) }
        let (prompt, _) = try BlockedTurn.prompt(of: reply)
        #expect(prompt.turns == [Turn(.user, "first question")])
        #expect(prompt.notes.contains { $0.contains("3 lines of other conversations") }, "\(prompt.notes)")
    }

    @Test func whereALogHoldsNoPromptIsSaid() throws {
        for (kept, accepted) in [
            (
                Kept(
                    name: "har", ending: ".har",
                    text: Self.kinds[0].text.replacingOccurrences(of: "postData", with: "postNothing")), "postData"
            ),
            (
                Kept(
                    name: "litellm", ending: ".json",
                    text: Self.kinds[1].text.replacingOccurrences(of: "\"messages\"", with: "\"none\"")),
                "store_prompts_in_spend_logs"
            ),
            (Kept(name: "replies", ending: ".jsonl", text: Self.refused + "\n"), "{request, response}"),
        ] {
            let (path, reply) = try blocked(kept)
            defer { unlink(path) }
            let fault = #expect(throws: LogFault.self) { try BlockedTurn.prompt(of: reply) }
            #expect(fault?.found == "the log holds no prompt of this request" && fault?.file == "\(path):1")
            #expect(fault?.accepted?.contains(accepted) == true, "\(fault.map { "\($0)" } ?? "")")
        }
    }
}
