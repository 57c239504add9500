import Foundation
import Testing

/// A sample of a suite against a model, without writing a study.
struct QuickTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    @Test func aSampleIsDrawnRunAndLeftAsAStudy() throws {
        let ended = try binary.run(
            "quick", "--suite", "cyber", "--sample", "12", "--model", "sim:tiers", "--model", "sim:tiers:railfree")
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ended.out.contains("# Over-refusal memo: quick-cyber"), "\(ended.out)")
        #expect(ended.error.contains("public: ") && ended.error.contains("railfree: "), "\(ended.error)")
        let study = try #require(
            ended.error.split(separator: "\n").first { $0.hasPrefix("study: results/") }?.dropFirst(7))
        #expect(try binary.run("check", String(study)).code == 0)
        #expect(try binary.run("report", ended.lastLine, "--format", "json").code == 0)
    }

    @Test func anOwnSuiteByAPathAndFewerThanTheSample() throws {
        try folder.write(SmallStudy.suite(probes: 4), to: "mine.yaml")
        let ended = try binary.run("quick", "--suite", "mine.yaml", "--model", "sim:tiers")
        #expect(ended.code == 0 && ended.error.contains("4 trials in all"), "\(ended.error)")
    }

    @Test(arguments: [
        (["--model", "sim:tiers"], 64, "--suite"),
        (["--suite", "cybr", "--model", "sim:tiers"], 65, "cybr"),
        (["--suite", "cyber", "--model", "anthropic:x"], 64, "--usd is missing"),
        (["--suite", "cyber", "--model", "anthropic:x", "--usd", "5"], 64, "say yes with --yes"),
    ])
    func whatCannotBeAskedSendsNothing(_ flags: [String], _ code: Int32, _ message: String) throws {
        let ended = try binary.start(
            ["quick"] + flags, environment: ["ANTHROPIC_API_KEY": "sk-never-sent-0001"]
        ).end()
        #expect(ended.code == code && ended.error.contains(message), "\(ended.error)")
        #expect(!ended.error.contains("sk-never-sent"))
    }
}
