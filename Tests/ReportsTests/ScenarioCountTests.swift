import Formats
import Statistics
import Testing
import Trials

@testable import Reports

/// Where prompts share scenarios, a number of scenarios is never called one of prompts.
@Suite struct ScenarioCountTests {
    /// Prompts two by two in a scenario.
    private static func shared(_ style: String, _ word: String) -> [TrialRecord] {
        TrialRecord.word(style, word).enumerated().map { index, record in
            var copy = record
            copy.cluster = "c\(index / 2)"
            return copy
        }
    }

    private static let calm = String(repeating: "0", count: 40)
    private static let blocked = String(repeating: "1", count: 30) + String(repeating: "0", count: 10)

    @Test func aTrendCountsPromptsAndScenarios() {
        var trend = Trend(study: "study", definition: .strict, alpha: 0.05)
        trend.add("one", .make(Self.shared("a", Self.calm)))
        trend.add("two", .make(Self.shared("a", Self.blocked)))
        trend.finish()
        let page = TrendPage.markdown([trend])
        #expect(page.contains("points on 40 prompts in 20 scenarios, adjusted p"), "\(page)")
        #expect(!page.contains("20 prompts"))
    }

    /// A prompt that was not measured in both nights is in no pair.
    @Test func aTrendCountsThePromptsOfItsPairs() {
        var trend = Trend(study: "study", definition: .strict, alpha: 0.05)
        trend.add("one", .make(Self.shared("a", Self.calm)))
        trend.add("two", .make(Self.shared("a", Self.blocked.dropLast() + "-")))
        trend.finish()
        #expect(TrendPage.markdown([trend]).contains("points on 39 prompts in 20 scenarios"))
    }

    @Test func theTableOfComparisonsNamesWhatItCounts() {
        let clustered = Report(.make(Self.shared("a", Self.calm) + Self.shared("b", Self.blocked)))
        for page in [FullPage.markdown(clustered), ComparisonPage.markdown(clustered)] {
            #expect(
                page.contains("| p adjusted | scenarios |") && !page.contains("| p adjusted | prompts |"), "\(page)")
        }
        #expect(FullPage.markdown(clustered).contains("A scenario counts where at least half of its trials did"))
        let alone = Report(.make(TrialRecord.word("a", Self.calm) + TrialRecord.word("b", Self.blocked)))
        #expect(ComparisonPage.markdown(alone).contains("| p adjusted | prompts |"))
        #expect(FullPage.markdown(alone).contains("A prompt counts where at least half of its repeats did"))
    }
}
