import Suites
import TestInputs
import Testing
import Trials

/// Of the lines of an agent's log only those are a prompt that stood in one request.
@Suite struct LogConversationTests {
    private func read(_ lines: [String], before: Int? = nil, turn: Int? = nil) throws -> PromptFile {
        try PromptFile.read(
            at: "s.jsonl", turn: turn, before: before, from: MemoryFiles(["s.jsonl": lines.joined(separator: "\n")]))
    }

    private static func line(
        _ role: String, _ text: String, session: String = "s1", side: Bool? = nil, id: String? = nil,
        parent: String?? = nil
    ) -> String {
        var head = #""type":"\#(role)","sessionId":"\#(session)""#
        if let side { head += #","isSidechain":\#(side)"# }
        if let id { head += #","uuid":"\#(id)""# }
        if let parent { head += #","parentUuid":\#(parent.map { "\"\($0)\"" } ?? "null")"# }
        return #"{\#(head),"message":{"role":"\#(role)","content":[{"type":"text","text":"\#(text)"}]}}"#
    }

    @Test func anotherSessionIsNoPartOfIt() throws {
        let lines = [
            Self.line("user", "Payroll of another session", session: "a"),
            Self.line("assistant", "Its answer", session: "a"),
            Self.line("user", "First", session: "b"), Self.line("assistant", "Yes", session: "b"),
            Self.line("user", "More of the other", session: "a"), Self.line("user", "Second", session: "b"),
            Self.line("assistant", "", session: "b"),
        ]
        let expected = [Turn(.user, "First"), Turn(.assistant, "Yes"), Turn(.user, "Second")]
        let read = try read(lines, before: 7)
        #expect(read.turns == expected)
        #expect(read.notes.contains { $0.contains("3 lines of other conversations") }, "\(read.notes)")
        // Without a reply it is the conversation that the log ends with, and turns are counted in it.
        #expect(try self.read(lines).turns == expected)
        #expect(try self.read(lines, turn: 1).turns == [Turn(.user, "First")])
    }

    @Test func aSubagentIsAnotherConversation() throws {
        let lines = [
            Self.line("user", "Main"), Self.line("user", "Look at the files", side: true),
            Self.line("assistant", "Seen.", side: true), Self.line("assistant", "Main reply"),
            Self.line("user", "And now?"), Self.line("user", "Once more", side: true),
            Self.line("assistant", "", side: true), Self.line("assistant", ""),
        ]
        let main = [Turn(.user, "Main"), Turn(.assistant, "Main reply"), Turn(.user, "And now?")]
        #expect(try read(lines, before: 8).turns == main)
        #expect(
            try read(lines, before: 7).turns == [
                Turn(.user, "Look at the files"), Turn(.assistant, "Seen."), Turn(.user, "Once more"),
            ])
        #expect(try read(lines).turns == main)
        // A file of a subagent alone is its own.
        #expect(try read([lines[1], lines[2], lines[5]]).turns.count == 3)
    }

    @Test func aBranchThatWasLeftIsNoPartOfIt() throws {
        let lines = [
            Self.line("user", "Root", id: "1", parent: .some(nil)), Self.line("assistant", "Yes", id: "2", parent: "1"),
            Self.line("user", "Asked and taken back", id: "3", parent: "2"),
            Self.line("assistant", "Left", id: "4", parent: "3"),
            #"{"type":"system","sessionId":"s1","uuid":"5","parentUuid":"2","subtype":"info"}"#,
            Self.line("user", "Asked instead", id: "6", parent: "5"),
            Self.line("assistant", "", id: "7", parent: "6"),
        ]
        let expected = [Turn(.user, "Root"), Turn(.assistant, "Yes"), Turn(.user, "Asked instead")]
        #expect(try read(lines, before: 7).turns == expected)
        #expect(try read(lines).turns == expected)
    }

    /// The results of calls made at once hang side by side, and one of them only is followed.
    @Test func resultsOfCallsAtOnceAreAllThere() throws {
        func call(_ id: String, _ parent: String, _ tool: String) -> String {
            #"{"type":"assistant","sessionId":"s1","uuid":"\#(id)","parentUuid":"\#(parent)","message":{"id":"m1","role":"assistant","content":[{"type":"tool_use","id":"\#(tool)","name":"Read","input":{"path":"\#(tool)"}}]}}"#
        }
        func result(_ id: String, _ parent: String, _ tool: String) -> String {
            #"{"type":"user","sessionId":"s1","uuid":"\#(id)","parentUuid":"\#(parent)","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"\#(tool)","content":"of \#(tool)"}]}}"#
        }
        let lines = [
            Self.line("user", "Read both", id: "1", parent: .some(nil)), call("2", "1", "t1"), result("3", "2", "t1"),
            call("4", "2", "t2"), result("5", "4", "t2"), Self.line("assistant", "", id: "6", parent: "5"),
        ]
        let read = try read(lines, before: 6)
        #expect(read.turns.last?.results.map(\.text) == ["of t1", "of t2"], "\(read)")
        #expect(read.turns.count == 3 && !read.notes.contains { $0.contains("without a result") })
    }

    /// Behind a proxy the ids of replies may come again: what stands far apart is no block of one reply.
    @Test func aReplysIdThatComesAgainMovesNothing() throws {
        func reply(_ text: String) -> String {
            #"{"type":"assistant","sessionId":"s1","message":{"id":"m","role":"assistant","content":[{"type":"text","text":"\#(text)"}]}}"#
        }
        let lines = [Self.line("user", "a"), reply("b"), Self.line("user", "c"), reply("d"), Self.line("user", "e")]
        #expect(try read(lines).turns.map(\.text) == ["a", "b", "c", "d", "e"])
    }

    @Test func whatWasSummedUpIsNotSent() throws {
        let lines = [
            Self.line("user", "Long ago", id: "1", parent: .some(nil)),
            Self.line("assistant", "Yes", id: "2", parent: "1"),
            #"{"type":"system","sessionId":"s1","uuid":"3","parentUuid":null,"logicalParentUuid":"2","subtype":"compact_boundary"}"#,
            Self.line("user", "Summary of it all", id: "4", parent: "3"),
            Self.line("user", "Go on", id: "5", parent: "4"),
            Self.line("assistant", "", id: "6", parent: "5"),
        ]
        #expect(try read(lines, before: 6).turns == [Turn(.user, "Summary of it all\n\nGo on")])
    }

    @Test func aLinkThatLeadsNowhereIsSaid() throws {
        let lines = [
            Self.line("user", "First", id: "1", parent: "elsewhere"),
            Self.line("assistant", "Yes", id: "2", parent: "1"),
            Self.line("user", "Second", id: "4", parent: "not kept"), Self.line("assistant", "", id: "5", parent: "4"),
        ]
        let read = try read(lines, before: 4)
        #expect(read.turns.count == 3)
        #expect(read.notes.contains { $0.contains("line 3") && $0.contains("order of the log") }, "\(read.notes)")
        // A ring of links ends.
        let ring = [
            Self.line("user", "a", id: "1", parent: "2"), Self.line("assistant", "b", id: "2", parent: "1"),
            Self.line("user", "c", id: "3", parent: "2"),
        ]
        #expect(try self.read(ring).turns.count == 3)
    }

    // MARK: Codex

    private static func item(_ role: String, _ text: String) -> String {
        #"{"type":"response_item","payload":{"type":"message","role":"\#(role)","content":[{"type":"input_text","text":"\#(text)"}]}}"#
    }
    private static func meta(_ id: String, _ words: String = "") -> String {
        #"{"type":"session_meta","payload":{"id":"\#(id)","base_instructions":{"text":"\#(words)"}}}"#
    }

    @Test func aSessionBehindAnotherInOneRolloutBeginsAnew() throws {
        let lines = [
            Self.meta("a", "Of a."), Self.item("user", "Payroll"), Self.item("assistant", "Done"),
            Self.meta("b", "Of b."), Self.item("user", "First"), Self.item("assistant", "Yes"), Self.meta("b"),
            Self.item("user", "Second"),
        ]
        let read = try read(lines)
        #expect(read.turns == [Turn(.user, "First"), Turn(.assistant, "Yes"), Turn(.user, "Second")])
        #expect(read.system == "Of b.")
        #expect(try self.read(lines, before: 4).turns == [Turn(.user, "Payroll")])
        // A fork names itself, then what it was forked from.
        let fork = [
            Self.meta("new"), Self.meta("old"), Self.item("user", "First"), Self.meta("new"),
            Self.item("user", "Second"),
        ]
        #expect(try self.read(fork).turns == [Turn(.user, "First\n\nSecond")])
    }

    @Test func whatCodexTookBackOrSummedUpIsNotSent() throws {
        let lines = [
            Self.meta("a", "Be brief."), Self.item("user", "<environment_context>x</environment_context>"),
            Self.item("user", "First"), Self.item("assistant", "Yes"), Self.item("user", "Taken back"),
            Self.item("assistant", "Left"),
            #"{"type":"event_msg","payload":{"type":"thread_rolled_back","num_turns":1}}"#, Self.item("user", "Second"),
        ]
        #expect(try read(lines).turns.map(\.text).suffix(2) == ["Yes", "Second"])
        let summed =
            lines + [
                #"{"type":"compacted","payload":{"message":"Summary","replacement_history":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Summary"}]}]}}"#,
                Self.item("user", "Third"),
            ]
        let read = try read(summed)
        #expect(read.turns == [Turn(.user, "Summary\n\nThird")] && read.system == "Be brief.")
    }

    @Test func lineEndsOfWindowsAreLineEnds() throws {
        let text = [Self.line("user", "First"), Self.line("assistant", "Yes"), Self.line("user", "Second")]
            .joined(separator: "\r\n")
        #expect(try PromptFile.read(at: "s.jsonl", from: MemoryFiles(["s.jsonl": text])).turns.count == 3)
    }
}
