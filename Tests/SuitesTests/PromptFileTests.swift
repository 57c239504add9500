import Formats
import Suites
import TestInputs
import Testing
import Trials

@Suite struct PromptFileTests {
    private func read(_ name: String, _ text: String, turn: Int? = nil) throws -> PromptFile {
        try PromptFile.read(at: name, turn: turn, from: MemoryFiles([name: text]))
    }

    @Test func aTextIsOnePrompt() throws {
        #expect(try read("p.md", "\n# Plan\n\nWhy?\n").turns == [Turn(.user, "# Plan\n\nWhy?")])
        #expect(throws: InputError.self) { try read("p.txt", " \n") }
    }

    @Test func messagesOfBothVendorsAreTheSameConversation() throws {
        let openAI = """
            {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Look"},
            {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"read","arguments":"{\\"path\\":\\"a\\"}"}}]},
            {"role":"tool","tool_call_id":"c1","content":"x"},{"role":"user","content":"And?"}],
            "tools":[{"type":"function","function":{"name":"read","description":"Reads.","parameters":{"type":"object"}}}]}
            """
        let anthropic = """
            {"system":"Be brief.","tools":[{"name":"read","description":"Reads.","input_schema":{"type":"object"}}],
            "messages":[{"role":"user","content":"Look"},
            {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"read","input":{"path":"a"}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"x"},{"type":"text","text":"And?"}]}]}
            """
        let one = try read("a.json", openAI)
        #expect(try read("b.json", anthropic) == one)
        #expect(one.system == "Be brief." && one.notes.isEmpty && one.tools.map(\.description) == ["Reads."])
        #expect(
            one.turns == [
                Turn(.user, "Look"), Turn("", calls: [ScriptedCall(name: "read", arguments: ["path": "a"])]),
                Turn(results: [ToolResult("x")]), Turn(.user, "And?"),
            ])
    }

    @Test func anAgentsLogEndsAtTheTurnThatIsAskedFor() throws {
        let log = """
            {"type":"summary","summary":"s"}
            {"type":"user","message":{"role":"user","content":"First"}}
            {"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"Done"},{"type":"tool_use","id":"t1","name":"Bash","input":{"command":"ls"}}]}}
            {"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"a.py"}]}]}}
            {"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"One file."}]}}
            {"type":"user","message":{"role":"user","content":"Second"}}
            {"type":"assistant","isApiErrorMessage":true,"message":{"role":"assistant","model":"<synthetic>","content":[{"type":"text","text":"API Error"}]}}
            {"type":"assi
            """
        let whole = try read("s.jsonl", log)
        #expect(whole.turns.count == 5 && whole.turns.last == Turn(.user, "Second"))
        #expect(whole.turns[2] == Turn(results: [ToolResult("a.py")]))
        #expect(whole.notes.contains { $0.contains("1 line is no JSON") })
        #expect(whole.notes.contains { $0.contains("'Bash' is called and not declared") })
        #expect(try read("s.jsonl", log, turn: 1).turns == [Turn(.user, "First")])
        #expect(throws: InputError.self) { try read("s.jsonl", log, turn: 3) }
    }

    @Test func codexRolloutsAreRead() throws {
        let log = """
            {"type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"Fix it"}]}}
            {"type":"response_item","payload":{"type":"function_call","name":"shell","arguments":"{\\"command\\":[\\"ls\\"]}","call_id":"c"}}
            {"type":"response_item","payload":{"type":"function_call_output","call_id":"c","output":"a.rs"}}
            """
        let read = try read("r.jsonl", log)
        #expect(read.turns.map(\.speaker) == [.user, .assistant, .tool])
        #expect(read.turns[1].calls.map(\.name) == ["shell"])
    }

    @Test func whatIsNotThereIsLeftOutAndSaid() throws {
        let read = try read(
            "a.json",
            #"[{"role":"assistant","content":"hi"},{"role":"user","content":"q"},{"role":"assistant","content":"a","tool_calls":[{"id":"x","function":{"name":"f","arguments":"{}"}}]},{"role":"assistant","content":"b"}]"#
        )
        #expect(read.turns == [Turn(.user, "q")])
        #expect(read.notes.count == 3)
        #expect(throws: InputError.self) { try self.read("a.json", "{\"x\":1}") }
        #expect(throws: InputError.self) { try self.read("a.json", "{") }
        #expect(throws: InputError.self) { try self.read("a.jsonl", "{\"x\":1}\n") }
    }
}
