import Foundation
import Testing

/// `railgauge ingest` as a person runs it on logs.
struct IngestTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
        try folder.write(
            """
            {"type":"user","sessionId":"s1","message":{"role":"user","content":"Explain plaque assays; my key is sk-ant-api03-AAAABBBBCCCCDDDDEEEE"}}
            {"type":"assistant","sessionId":"s1","timestamp":"2026-09-01T02:03:04Z","requestId":"r1","message":{"id":"m1","model":"claude-x","role":"assistant","content":[],"stop_reason":"refusal","usage":{"input_tokens":1,"output_tokens":0}}}

            """, to: "logs/a.jsonl")
    }

    @Test func aBlockedTurnBecomesASuiteThatLintAccepts() throws {
        let ended = try binary.run("ingest", "logs", "--to-study", "1", "--output", "mine")
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ended.out.contains("1 of 1 measured reply was blocked or refused"))
        #expect(ended.error.contains("1 turn, 1 secret masked"))
        let suite = try folder.read("mine/blocked-1.yaml")
        #expect(!suite.contains("AAAABBBB"))
        // What only the owner can say is a warning, and nothing is an error.
        let lint = try binary.run("suites", "lint", "./mine/blocked-1.yaml")
        #expect(lint.code == 0, "\(lint.out)\(lint.error)")
        #expect(
            lint.out.contains("SAY IN ONE SENTENCE WHY") && lint.out.contains("SAY WHAT AN ANSWER MUST NAME"),
            "\(lint.out)")
    }

    @Test(arguments: [
        (
            ["ingest", "logs", "--log", "codex"], 65,
            "none of 2 records is of the kind codex; accepted: --log claude-code"
        ),
        (["ingest", "logs", "--output", "x"], 64, "--output has an effect only with --to-study"),
        (["ingest", "logs", "--to-study", "-1"], 64, "--to-study -1: accepted is a number from 1"),
        (["ingest", "logs", "--to-study", "2"], 64, "--to-study 2: found 1 blocked or refused reply"),
    ])
    func whatDoesNothingIsSaid(_ arguments: [String], _ code: Int32, _ message: String) throws {
        let ended = try binary.start(arguments).end()
        #expect(ended.code == code && ended.out.isEmpty, "\(ended.out)")
        #expect(ended.error.contains(message), "\(ended.error)")
    }
}
