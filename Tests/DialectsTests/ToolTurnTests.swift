import Dialects
import Formats
import Testing
import Trials

/// A script with calls and results, as each wire has it, in full.
@Suite struct ToolTurnTests {
    private let probe = Probe(
        id: "p",
        turns: [
            Turn(.user, "Why?"),
            Turn(
                "Looking.",
                calls: [
                    ScriptedCall(name: "run", arguments: ["cmd": "a \"b\""]),
                    ScriptedCall(name: "read", arguments: [:]),
                ]),
            Turn(results: [ToolResult("out"), ToolResult("gone", failed: true)]),
            Turn(.user, "And?"),
            Turn("", calls: [ScriptedCall(name: "run", arguments: ["n": 1])]),
            Turn(results: [ToolResult("1")]),
        ],
        tools: ["run", "read"].map { ToolDeclaration(name: $0, description: "d", schema: [:]) })

    private func turns(_ dialect: DialectName, _ member: String, model: String = "m", profile: String? = nil) throws
        -> String
    {
        var style = AccessStyle(id: "s", dialect: dialect, baseURL: "https://api.example.test/v1", model: model)
        style.profile = profile
        let request = try style.makeDialect().request(for: Trial(style: style, probe: probe))
        return try #require(try JSONReader.read(request.body)[member]).compact
    }

    @Test func messages() throws {
        #expect(
            try turns(.anthropic, "messages") == #"""
                [{"role":"user","content":"Why?"},{"role":"assistant","content":[{"type":"text","text":"Looking."},{"type":"tool_use","id":"t00001000","name":"run","input":{"cmd":"a \"b\""}},{"type":"tool_use","id":"t00001001","name":"read","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t00001000","content":"out"},{"type":"tool_result","tool_use_id":"t00001001","content":"gone","is_error":true},{"type":"text","text":"And?"}]},{"role":"assistant","content":[{"type":"tool_use","id":"t00004000","name":"run","input":{"n":1}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t00004000","content":"1"}]}]
                """#)
    }

    @Test func chat() throws {
        #expect(
            try turns(.openAIChat, "messages") == #"""
                [{"role":"user","content":"Why?"},{"role":"assistant","content":"Looking.","tool_calls":[{"id":"t00001000","type":"function","function":{"name":"run","arguments":"{\"cmd\":\"a \\\"b\\\"\"}"}},{"id":"t00001001","type":"function","function":{"name":"read","arguments":"{}"}}]},{"role":"tool","tool_call_id":"t00001000","content":"out"},{"role":"tool","tool_call_id":"t00001001","content":"gone"},{"role":"user","content":"And?"},{"role":"assistant","content":null,"tool_calls":[{"id":"t00004000","type":"function","function":{"name":"run","arguments":"{\"n\":1}"}}]},{"role":"tool","tool_call_id":"t00004000","content":"1"}]
                """#)
        #expect(try turns(.openAICompatible, "messages", profile: "cohere").contains(#""tool_plan":"Looking.""#))
    }

    @Test func responses() throws {
        #expect(
            try turns(.openAIResponses, "input") == #"""
                [{"role":"user","content":"Why?"},{"role":"assistant","content":"Looking.","type":"message"},{"type":"function_call","call_id":"t00001000","name":"run","arguments":"{\"cmd\":\"a \\\"b\\\"\"}"},{"type":"function_call","call_id":"t00001001","name":"read","arguments":"{}"},{"type":"function_call_output","call_id":"t00001000","output":"out"},{"type":"function_call_output","call_id":"t00001001","output":"gone"},{"role":"user","content":"And?"},{"type":"function_call","call_id":"t00004000","name":"run","arguments":"{\"n\":1}"},{"type":"function_call_output","call_id":"t00004000","output":"1"}]
                """#)
    }

    @Test func gemini() throws {
        let plain = try turns(.gemini, "contents", model: "gemini-2.5-pro")
        #expect(
            plain == #"""
                [{"role":"user","parts":[{"text":"Why?"}]},{"role":"model","parts":[{"text":"Looking."},{"functionCall":{"name":"run","args":{"cmd":"a \"b\""}}},{"functionCall":{"name":"read","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"name":"run","response":{"output":"out"}}},{"functionResponse":{"name":"read","response":{"error":"gone"}}}]},{"role":"user","parts":[{"text":"And?"}]},{"role":"model","parts":[{"functionCall":{"name":"run","args":{"n":1}}}]},{"role":"user","parts":[{"functionResponse":{"name":"run","response":{"output":"1"}}}]}]
                """#)
        let signed = try turns(.gemini, "contents", model: "gemini-3-pro")
        #expect(signed.split(separator: "skip_thought_signature_validator").count == 3)
    }

    @Test func converse() throws {
        #expect(
            try turns(.bedrock, "messages") == #"""
                [{"role":"user","content":[{"text":"Why?"}]},{"role":"assistant","content":[{"text":"Looking."},{"toolUse":{"toolUseId":"t00001000","name":"run","input":{"cmd":"a \"b\""}}},{"toolUse":{"toolUseId":"t00001001","name":"read","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"t00001000","content":[{"text":"out"}],"status":"success"}},{"toolResult":{"toolUseId":"t00001001","content":[{"text":"gone"}],"status":"error"}},{"text":"And?"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"t00004000","name":"run","input":{"n":1}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"t00004000","content":[{"text":"1"}],"status":"success"}}]}]
                """#)
    }

    @Test func aTextCompletionHasNoTurns() throws {
        #expect(throws: DialectError.self) { try turns(.openAICompletions, "prompt") }
    }
}
