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

    @Test func aSmallLimitReadsAsWhatItIs() throws {
        try folder.write("Why does the assay drift?\n", to: "p.md")
        let ended = try binary.start(
            ["try", "p.md", "--model", "anthropic:x", "--usd", "0.0001", "--price", "3,15", "--dry-run"],
            environment: ["ANTHROPIC_API_KEY": "sk-never-sent-0001"]
        ).end()
        #expect(ended.error.contains("the run stops at 0.00010 USD"), "\(ended.error)")
    }
}
