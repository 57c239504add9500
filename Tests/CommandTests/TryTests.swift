import Formats
import Foundation
import Testing
import Trials

/// `railgauge try` as the blocked researcher runs it.
struct TryTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    private static let conversation = """
        {"system":"You are a lab assistant.","messages":[{"role":"user","content":"We have an alert table."},
        {"role":"assistant","content":"Send it."},{"role":"user","content":"Write the detection rule backlog."}]}
        """

    @Test func oneConversationAgainstItsArmsWithoutYAMLOrKey() throws {
        try folder.write(Self.conversation, to: "chat.json")
        let ended = try binary.run(
            "try", "chat.json", "--model", "sim:try", "--without", "history,system", "--repeats", "8", "--seed", "3")
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ended.error.contains("24 trials (3 arms x 1 model x 8)"))
        #expect(ended.out.contains("public, the full prompt: "))
        #expect(ended.out.contains("public, without the history: blocked or refused less often than the full prompt"))
        #expect(ended.out.contains("request id"))
        // A closed store is one file.
        let stored = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(ended.lastLine)")
        #expect(stored.filter { $0.hasPrefix("run.sqlite") } == ["run.sqlite"], "\(stored)")
        // Ordinary files: the run goes on as any other does.
        let run = ended.lastLine
        #expect(try binary.run("report", run, "--format", "json").code == 0)
        let studies = try FileManager.default.contentsOfDirectory(atPath: folder.path("results"))
            .filter { $0.hasSuffix(".study") }
        #expect(studies.count == 1)
        #expect(try binary.run("check", "results/\(studies[0])/study.yaml").code == 0)
    }

    @Test(arguments: [
        (["try", "none.md", "--model", "sim:try"], 65, "none.md"),
        (["try", "p.md", "--model", "claude"], 64, "DIALECT:MODEL"),
        (["try", "p.md", "--model", "nobody:x"], 64, "no dialect 'nobody'"),
        (["try", "p.md", "--model", "anthropic:x"], 64, "--usd is missing"),
        (["try", "p.md", "--model", "sim:try", "--without", "history"], 64, "--without history: there is one turn"),
        (["try", "p.md", "--model", "sim:try", "--without", "words"], 64, "history, context, system, tools"),
        (["try", "p.md", "--model", "sim:try", "--price", "3"], 64, "IN,OUT"),
        (["try", "p.md", "--model", "sim:try", "--repeats", "-3"], 64, "--repeats -3: accepted are 1 to 200"),
        (["try", "p.md", "--model", "sim:try", "--gap", "-1"], 64, "--gap -1.0: accepted are 0 to 3600"),
        (["try", "p.md", "--model", "sim:try", "--key", "sk-never-sent-0002"], 64, "a literal key (not shown)"),
        (["try", "p.md", "--model", "sim:try", "--key", "${sk-never-sent}"], 64, "a literal key (not shown)"),
        (["try", "p.md", "--model", "sim:nothing"], 65, "nothing"),
        (["try", "p.md", "--model", "anthropic:x", "--usd", "1"], 64, "say yes with --yes"),
    ])
    func whatCannotBeTriedSendsNothing(_ arguments: [String], _ code: Int32, _ message: String) throws {
        try folder.write("Why does the assay drift?\n", to: "p.md")
        let ended = try binary.start(arguments, environment: ["ANTHROPIC_API_KEY": "sk-never-sent-0001"]).end()
        #expect(ended.code == code, "\(ended.error)")
        #expect(ended.error.contains(message), "\(ended.error)")
        #expect(!ended.error.contains("sk-never-sent"))
    }

    /// A log holds what nobody chose to send.
    @Test func secretsOfALogAreNeitherWrittenNorSent() throws {
        let key = "sk-ant-api03-AAAABBBBCCCCDDDDEEEE"
        try folder.write(
            #"{"type":"user","sessionId":"s","message":{"role":"user","content":"Explain plaque assays. My key is \#(key)"}}"#
                + "\n", to: "session.jsonl")
        let ended = try binary.run("try", "session.jsonl", "--model", "sim:try", "--repeats", "2")
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ended.error.contains("session.jsonl: 1 secret masked by shape"))
        let written = try binary.shell("grep -rla 'AAAABBBBCCCC' results || true")
        #expect(written.out.isEmpty, "\(written.out)")
    }

    private static let blocked =
        #"{"id":"r1","object":"chat.completion","created":1,"model":"toy-1","choices":[{"index":0,"#
        + #""finish_reason":"content_filter","message":{"role":"assistant","content":""}}]}"#

    /// Is it the account? The same prompt through two keys.
    @Test func twoKeysAreTwoArms() throws {
        let server = try JudgeServer(keys: ["sk-first-0001": (200, Self.blocked)]) { _, _ in "Here is the plan." }
        try folder.write("Why does the assay drift?\n", to: "p.md")
        let ended = try binary.start(
            [
                "try", "p.md", "--model", "openai-compatible:toy-1", "--base-url", "http://127.0.0.1:\(server.port)",
                "--key", "${A}", "--key", "${B}", "--yes",
            ], environment: ["A": "sk-first-0001", "B": "sk-second-0002"]
        ).end()
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ended.error.contains("toy-1.key-2: the account of ${B}"), "\(ended.error)")
        #expect(ended.error.contains("so far 5 blocked, 0 refused of 5"), "\(ended.error)")
        #expect(
            ended.out.contains(
                "toy-1.key-2, the full prompt: blocked or refused less often than under toy-1.key-1 (0 of 5 against 5 of 5"
            ), "\(ended.out)")
        // What the keys are called stands in no report.
        let memo = try folder.read("\(ended.lastLine)/memo.md")
        #expect(memo.contains("toy-1.key-2") && !memo.contains("${B}"), "\(memo)")
    }

    /// A path on the command line is read from where the command stands, though the study is written elsewhere.
    @Test func aKeyInAFileIsFoundFromHere() throws {
        let server = try JudgeServer(keys: ["sk-first-0001": (200, Self.blocked)]) { _, _ in "Here is the plan." }
        try folder.write("Why does the assay drift?\n", to: "p.md")
        try folder.write("sk-first-0001\n", to: "mine.key")
        let ended = try binary.run(
            "try", "p.md", "--model", "openai-compatible:toy-1", "--base-url", "http://127.0.0.1:\(server.port)",
            "--key", "file:mine.key", "--yes", "--repeats", "2")
        #expect(ended.code == 0 && ended.out.contains("2 of 2"), "\(ended.error)\n\(ended.out)")
    }

    /// A scenario of one's own beside the prompt; and what the terminal tells is what the memo tells, at the same level.
    @Test func aScenarioIsFoundFromHereAndTheMemoAgrees() throws {
        try folder.write(Self.conversation, to: "chat.json")
        try folder.write(
            """
            scenario: det
            styles:
              public:
                rules:
                  - {probe: [full], outcomes: {blocked: [{share: 1.0, stage: no-text, category: cyber}]}}
                  - {outcomes: {refused: 0}}
              trusted:
                rules:
                  - {outcomes: {refused: 0}}

            """, to: "det.yaml")
        let ended = try binary.run(
            "try", "chat.json", "--model", "sim:./det.yaml:public", "--model", "sim:./det.yaml:trusted", "--without",
            "history", "--repeats", "4")
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ended.out.contains("0.05 over 4 contrasts"), "\(ended.out)")
        let memo = try folder.read("\(ended.lastLine)/memo.md")
        for account in [ended.out, memo] { #expect(account.contains("cannot tell") && !account.contains("less often")) }
        #expect(memo.contains("for there are 4 contrasts"), "\(memo)")
    }

    /// One key under two names is one account.
    @Test func oneKeyUnderTwoNamesIsRefused() throws {
        let server = try JudgeServer { _, _ in "Here is the plan." }
        try folder.write("Why does the assay drift?\n", to: "p.md")
        let ended = try binary.start(
            [
                "try", "p.md", "--model", "openai-compatible:toy-1", "--base-url", "http://127.0.0.1:\(server.port)",
                "--key", "${A}", "--key", "${B}",
            ], environment: ["A": "sk-first-0001", "B": "sk-first-0001"]
        ).end()
        #expect(ended.code == 65 && ended.error.contains("they are one account"), "\(ended.error)")
        #expect(server.requests.isEmpty && !ended.error.contains("sk-first"))
    }

    /// Where nothing came there is nothing that holds.
    @Test func nothingMeasuredIsNoFinding() throws {
        try folder.write("Why does the assay drift?\n", to: "p.md")
        let ended = try binary.run(
            "try", "p.md", "--model", "openai-compatible:toy-1", "--base-url", "http://127.0.0.1:9", "--repeats", "2")
        #expect(ended.code == 4, "\(ended.error)")
        #expect(ended.out.contains("the full prompt: nothing was measured"), "\(ended.out)")
        #expect(!ended.out.contains("0 of 0") && !ended.out.contains("This holds"), "\(ended.out)")
        let memo = try folder.read("\(ended.lastLine)/memo.md")
        #expect(memo.contains("nothing was measured") && !memo.contains("0 of 0"), "\(memo)")
    }

    /// Candidates of one file name, and another wording: an arm each.
    @Test func candidatesOfOneNameAndAnotherWording() throws {
        for (path, text) in [
            ("p.md", "Why does the assay drift?\n"), ("a/system.txt", "Be brief.\n"), ("b/system.txt", "Be kind.\n"),
            ("plain.md", "What makes the readings of an assay wander?\n"),
        ] { try folder.write(text, to: path) }
        let ended = try binary.run(
            "try", "p.md", "--model", "sim:try", "--repeats", "2", "--system", "a/system.txt", "--system",
            "b/system.txt", "--wording", "plain.md")
        #expect(ended.code == 0, "\(ended.error)")
        #expect(
            ended.error.contains("system-b-system: with the system prompt b-system")
                && ended.error.contains("wording-plain: in the words of plain"), "\(ended.error)")
        #expect(ended.out.contains("public, in the words of plain: "), "\(ended.out)")
        let report = try folder.read("\(ended.lastLine)/report.md")
        #expect(report.contains("changed in the wording of the request"), "\(report)")
    }

    /// A stop rule leaves something out, says so, and says how to go on.
    @Test func anAccountIsSparedAfterBlocksInARow() throws {
        let studies = try binary.shell(
            """
            echo 'Why does the assay drift?' > p.md
            ANTHROPIC_API_KEY=sk-never-sent-0001 "$RAILGAUGE" try p.md --model anthropic:x --usd 1 --dry-run --stop-after 7
            cat results/*.study/study.yaml
            """)
        #expect(studies.out.contains("stop_if: {blocks_in_a_row: 7, blocks_per_hour: 200}"), "\(studies)")
    }

    @Test func aSmallLimitReadsAsWhatItIs() throws {
        try folder.write("Why does the assay drift?\n", to: "p.md")
        let ended = try binary.start(
            ["try", "p.md", "--model", "anthropic:x", "--usd", "0.0001", "--price", "3,15", "--dry-run"],
            environment: ["ANTHROPIC_API_KEY": "sk-never-sent-0001"]
        ).end()
        #expect(ended.error.contains("the run stops at 0.00010 USD"), "\(ended.error)")
    }
}
