import Formats
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
        #expect(suite.contains("frame: trigger-enriched") && suite.contains("never enters the headline"), "\(suite)")
        #expect(!suite.contains("AAAABBBB"))
        // What only the owner can say is a warning, and nothing is an error.
        let lint = try binary.run("suites", "lint", "./mine/blocked-1.yaml")
        #expect(lint.code == 0, "\(lint.out)\(lint.error)")
        #expect(
            lint.out.contains("SAY IN ONE SENTENCE WHY") && lint.out.contains("SAY WHAT IN IT")
                && lint.out.contains("SAY WHAT AN ANSWER MUST NAME"),
            "\(lint.out)")
    }

    @Test func aTrialOfARunBecomesASuiteToo() throws {
        try SmallStudy.write(into: folder)
        let run = try binary.run("run", "study.yaml")
        #expect(run.code == 0, "\(run.error)")
        let ended = try binary.run("ingest", run.lastLine, "--to-study", "1", "--output", "mine")
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ended.error.contains("mine/blocked-1.yaml: 1 turn"), "\(ended.error)")
        #expect(try folder.read("mine/blocked-1.yaml").contains("# Of a run: the probe "))
        let lint = try binary.run("suites", "lint", "./mine/blocked-1.yaml")
        #expect(lint.code == 0, "\(lint.out)\(lint.error)")
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

    private func json(_ arguments: String...) throws -> JSONValue {
        let ended = try binary.start(["ingest"] + arguments + ["--format", "json"]).end()
        #expect(ended.code == 0, "\(ended.error)")
        return try JSONReader.read(ended.out)
    }

    /// What `run --record` wrote and the run itself are logs too, and say the same; a reply that both hold counts once.
    @Test func ourOwnRawRepliesAndRunsAreRead() throws {
        try SmallStudy.write(into: folder)
        let run = try binary.run("run", "study.yaml", "--record", "tapes")
        #expect(run.code == 0, "\(run.error)")
        let (tapes, folder) = (try json("tapes"), try json(run.lastLine))
        #expect(tapes["all"]?["requests"] == 80 && tapes["simulated"] == 80)
        #expect(tapes["all"] == folder["all"] && tapes["categories"] == folder["categories"])
        #expect(tapes["rate"] == folder["rate"])
        let both = try json("tapes", run.lastLine)
        #expect(both["all"]?["requests"] == 80 && both["copies"] == 80, "\(both["copies"]?.compact ?? "")")
        // Among other logs, and the folder of all runs.
        #expect(try json("logs", "results")["all"]?["requests"] == 81)
        let one = try #require(
            try FileManager.default.contentsOfDirectory(atPath: self.folder.path("tapes/public")).sorted().first)
        #expect(try json("tapes/public/\(one)")["all"]?["requests"] == 1)
        let page = try binary.run("ingest", "tapes/public/\(one)").out
        #expect(page.contains("SIMULATED: 1 of 1 reply came from the built-in simulator"), "\(page)")
        // A second run of the study meets the same ids of the simulator, and its replies are others.
        let again = try binary.run("run", "study.yaml", "--new")
        #expect(again.code == 0, "\(again.error)")
        let two = try json(run.lastLine, again.lastLine)
        #expect(two["all"]?["requests"] == 160 && two["copies"] == 0, "\(two["copies"]?.compact ?? "")")
        #expect(two["units"] == ["scenario"])
        let wrong = try binary.run("ingest", run.lastLine, "--log", "har")
        #expect(wrong.code == 64 && wrong.error.contains("--log says nothing of a run folder"))
    }
}
