import Foundation
import Testing

/// An option that names a file to be written destroys nothing that is read, and nothing that was paid for.
struct OutputTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    private func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: folder.path(name)) }

    @Test func anOutputThatIsAnInputOrAStoreIsRefused() throws {
        try SmallStudy.write(into: folder, probes: 4)
        let run = try binary.run("run", "study.yaml").lastLine
        try folder.write(#"{"id":"a","prompt":"p","response":"I can't help with that."}"# + "\n", to: "replies.jsonl")
        try folder.write(#"{"model":"m","response":{"choices":[]}}"# + "\n", to: "log.jsonl")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.jsonl"), withDestinationPath: folder.path("replies.jsonl"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("log-link.jsonl"), withDestinationPath: "log.jsonl")
        for (arguments, file) in [
            (["label", run, "--export", "\(run)/run.sqlite"], "\(run)/run.sqlite"),
            (["ingest", "log.jsonl", "--rows", "./log.jsonl"], "log.jsonl"),
            (["ingest", "log.jsonl", "--rows", "\(run)/run.sqlite"], "\(run)/run.sqlite"),
            (["ingest", "log.jsonl", "--rows", "log-link.jsonl"], "log.jsonl"),
            (["classify", "--transcripts", "replies.jsonl", "--output", "replies.jsonl"], "replies.jsonl"),
            (["plan", "study.yaml", "--html", "\(run)/run.sqlite"], "\(run)/run.sqlite"),
            (["classify", "--transcripts", "replies.jsonl", "--output", "link.jsonl"], "replies.jsonl"),
            (["plan", "study.yaml", "--html", "study.yaml"], "study.yaml"),
            (["suites", "export", "./suite.yaml", "--output", "suite.yaml"], "suite.yaml"),
        ] {
            let before = bytes(file)
            let ended = try binary.start(arguments).end()
            #expect(
                ended.code == 64 && ended.error.contains("accepted: another file"),
                "\(arguments): \(ended.code) \(ended.error)")
            #expect(bytes(file) == before, "\(arguments)")
        }
    }

    /// Prompts of an earlier pack would be handed on with one that withholds them.
    @Test func aPackReplacesTheOneBeforeAndLeavesOtherFilesAlone() throws {
        try SmallStudy.write(into: folder)
        let run = try binary.run("run", "study.yaml")
        #expect(run.code == 0, "\(run.error)")
        let pack = "\(run.lastLine)/evidence"
        func names() -> [String] {
            (FileManager.default.subpaths(atPath: folder.path(pack)) ?? []).filter { $0.hasSuffix(".txt") }
        }
        #expect(try binary.run("evidence", run.lastLine).code == 0)
        #expect(names().contains { $0.hasPrefix("prompts/") })
        #expect(try binary.run("evidence", run.lastLine, "--redact").code == 0)
        #expect(!names().contains { $0.hasPrefix("prompts/") } && names().contains { $0.hasPrefix("cases/") })
        try folder.write("mine", to: "\(pack)/notes.txt")
        let refused = try binary.run("evidence", run.lastLine)
        #expect(refused.code == 64 && refused.error.contains("notes.txt"), "\(refused.error)")
        #expect(try folder.read("\(pack)/notes.txt") == "mine")
        #expect(!names().contains { $0.hasPrefix("prompts/") })
    }

    /// A link in a run folder that came from somebody leads nothing of the evidence elsewhere.
    @Test(arguments: ["evidence", "evidence/cases", "evidence/prompts"]) func evidenceFollowsNoLinkOfTheRunFolder(
        _ link: String
    ) throws {
        try SmallStudy.write(into: folder)
        let run = try binary.run("run", "study.yaml").lastLine
        try folder.write("mine", to: "elsewhere/README.txt")
        let at = URL(fileURLWithPath: folder.path("\(run)/\(link)"))
        try FileManager.default.createDirectory(at: at.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: at.path, withDestinationPath: folder.path("elsewhere"))
        let ended = try binary.run("evidence", run)
        #expect(ended.code == 64 && ended.error.contains("which no evidence pack"), "\(ended.code) \(ended.error)")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("elsewhere"))
        #expect(left == ["README.txt"] && bytes("elsewhere/README.txt") == Data("mine".utf8), "\(left)")
    }

    /// What lies in a folder of logs is waited for by nobody.
    @Test func aFolderOfLogsIsReadWithoutItsPipesAndDevices() throws {
        try folder.write(#"{"model":"m","response":{"choices":[]}}"# + "\n", to: "logs/a.jsonl")
        mkfifo(folder.path("logs/b.jsonl"), 0o600)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("logs/c.jsonl"), withDestinationPath: "/dev/zero")
        let ended = try binary.run("ingest", "logs")
        #expect(ended.code == 0 || ended.code == 65, "\(ended.code) \(ended.error)")
    }

    /// The lock is meant to be published: what `check` refuses is not written into it.
    @Test(arguments: ["query: {api_key: hidden-1}", "body: {api_key: hidden-1}", "headers: {Cookie: hidden-1}"])
    func whatCheckRefusesIsNotRegistered(_ more: String) throws {
        try folder.write(SmallStudy.suite(probes: 2), to: "suite.yaml")
        try folder.write(
            """
            study: s
            suites: [./suite.yaml]
            styles: [{id: a, dialect: openai-compatible, base_url: "http://127.0.0.1:9/v1", model: m, \(more)}]

            """, to: "st.yaml")
        for command in ["check", "register"] {
            #expect(try binary.run(command, "st.yaml").code == 65, "\(command)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("st.lock.yaml")))
    }
}
