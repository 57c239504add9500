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

    /// A pilot says what it has: of nothing in common it says nothing, and no share that it did not see stands as its own.
    @Test func aPilotIsHeldAgainstTheStudy() throws {
        let never = "{blocked: []}"
        try SmallStudy.write(into: folder, repeats: 1, publicOutcomes: never)
        let run = try binary.run("run", "study.yaml").lastLine
        let ended = try binary.run("plan", "study.yaml", "--pilot", run)
        #expect(ended.code == 0 && !ended.error.contains("the pilot has no rate"), "\(ended.error)")
        let row = try #require(ended.out.split(separator: "\n").first { $0.hasPrefix("| railfree | public |") })
        let share = row.split(separator: "|")[4].trimmingCharacters(in: .whitespaces)
        // Of n pairs none differed: half of what that does not exclude, far from the 20 % that a rate of 10 % would make.
        #expect(!share.hasPrefix("(") && Double(share.prefix { $0 != " " }).map { $0 < 20 } ?? false, "\(row)")
        try folder.write("Why does the assay drift?\n", to: "p.md")
        let other = try binary.run("try", "p.md", "--model", "sim:try:trusted", "--repeats", "1").lastLine
        let refused = try binary.run("plan", "study.yaml", "--pilot", other)
        #expect(refused.code == 65 && refused.error.contains("no rate of any style and field"), "\(refused.error)")
    }
}
