import Formats
import Statistics
import Testing
import Trials

@testable import Reports

/// How many more prompts would settle a level: said only where they would, and in the unit that the interval counts.
@Suite struct SettlingTests {
    private static func pages(_ facts: RunFacts) -> [String] {
        let report = Report(facts)
        return [MemoPage.markdown(report), SummaryPage.markdown(report), FullPage.markdown(report)]
    }

    /// Whatever number of prompts comes in, the verdicts that are unsure stay so.
    @Test(arguments: [Verdict.refused.unsure(), .answered.unsure(), .lost])
    func nothingSettlesALevelThatHangsOnVerdicts(_ doubtful: Verdict) throws {
        var rows = TrialRecord.word("a", String(repeating: "0", count: 19))
        let firm = Report(.make(rows))
        #expect(firm.cell("a", "all", .strict)?.morePlanned?.prose != nil)
        rows += (0..<10).map { .make("a", TrialRecord.name($0, "u"), doubtful) }
        let report = Report(.make(rows))
        let cell = try #require(report.cell("a", "all", .strict))
        #expect(cell.level?.doubt != nil && cell.level?.level == .tooFew && cell.morePlanned == nil)
        for page in Self.pages(report.facts) {
            #expect(!page.contains("would settle where") && !page.contains("more to settle"), "\(page)")
        }
    }

    /// The same of a category: its cell in the matrix.
    @Test func aCategoryThatHangsOnVerdictsIsNotPlanned() {
        var unsure = Verdict.refused.unsure()
        unsure.categories = [.cyber]
        let rows =
            TrialRecord.word("a", String(repeating: "0", count: 25))
            + (0..<4).map { .make("a", TrialRecord.name($0, "u"), unsure) }
        #expect(!FullPage.markdown(Report(.make(rows))).contains("more to settle"))
    }

    /// Prompts of one scenario count once, also in what is still needed.
    @Test func scenariosAreAskedForWherePromptsShareThem() throws {
        let rows = (0..<38).map {
            TrialRecord.make("a", TrialRecord.name($0), cluster: "c\($0 / 2)", .answered)
        }
        let report = Report(.make(rows))
        let more = try #require(report.cell("a", "all", .strict)?.morePlanned?.prose)
        let (memo, full) = (MemoPage.markdown(report), FullPage.markdown(report))
        #expect(memo.contains("At its present rate \(more) more scenarios would settle where a stands."), "\(memo)")
        #expect(full.contains("38 prompts in 19 scenarios, \(more) more scenarios to settle"), "\(full)")
        #expect(full.contains("| more scenarios to settle |"))
    }
}
