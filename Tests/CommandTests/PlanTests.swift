import Foundation
import Testing

/// What a study can answer, before it is run.
struct PlanCommandTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
        try SmallStudy.write(into: folder, repeats: 1)
    }

    @Test func thePlanIsTablesWordsAndAPage() throws {
        let ended = try binary.run("plan", "study.yaml", "--html", "plan.html")
        #expect(ended.code == 0, "\(ended.error)")
        for words in [
            "## Rates", "## Comparisons", "## What it takes", "It can answer:", "It cannot answer:", "nothing was sent",
        ] {
            #expect(ended.out.contains(words), "\(words)")
        }
        let page = try folder.read("plan.html")
        #expect(page.contains("Half-width of the interval over scenarios") && page.contains("<svg"))
        // `check` says the same.
        let checked = try binary.run("check", "study.yaml")
        let line = try #require(
            ended.out.split(separator: "\n").first { $0.hasPrefix("- whether a style obstructs more than 20 %") })
        #expect(checked.out.contains(line), "\(line)\n\(checked.out)")
    }

    @Test func aQuestionIsAnsweredOrRefused() throws {
        let ended = try binary.run(
            "plan", "study.yaml", "--solve", "alike(railfree, public, ai-rnd) 10", "--solve", "width(public, ai-rnd) 8")
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ended.out.split(separator: "\n").count == 2 && ended.out.contains("where no prompt differs"))
        let bad = try binary.run("plan", "study.yaml", "--solve", "alike(railfree, nobody, ai-rnd) 10")
        #expect(bad.code == 64 && bad.error.contains("there is no style 'nobody'"), "\(bad.error)")
    }
}
