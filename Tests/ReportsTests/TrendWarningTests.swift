import Formats
import Statistics
import Testing
import Trials

@testable import Reports

/// A page of rates over time leads with what the reports of its runs lead with.
@Suite struct TrendWarningTests {
    private static func page(_ facts: RunFacts...) -> String {
        var trend = Trend(study: "study", definition: .strict, alpha: 0.05)
        for (index, own) in facts.enumerated() { trend.add("run-\(index)", own) }
        trend.finish()
        return TrendPage.markdown([trend])
    }

    private static let calm = String(repeating: "0", count: 20)

    @Test func coverageBelowTheFloorIsSaid() {
        let short = RunFacts.make(TrialRecord.word("a", "0000000000" + String(repeating: "-", count: 10)))
        let page = Self.page(.make(TrialRecord.word("a", Self.calm)), short)
        #expect(page.contains("run-1: coverage of a is 10 of 20 trials (50 %, floor 95 %)."), "\(page)")
        #expect(!page.contains("run-0: coverage"))
    }

    @Test func quarantineAndLapsesAreSaid() {
        let strange = Verdict(outcome: .error, errorKind: .unknownSignal, version: "rules-1")
        var lapsed = Verdict.answered
        lapsed.degraded = [.accessLapsed]
        let rows = TrialRecord.word("a", Self.calm) + [.make("a", "s", strange), .make("a", "l", lapsed)]
        let page = Self.page(.make(rows))
        #expect(page.contains("run-0: 1 trial in quarantine is in no rate, which may be too low for it."), "\(page)")
        #expect(page.contains("run-0: promised access of a had lapsed in 1 trial, which is in no rate."))
    }

    /// The marks of the other pages: a level that hangs on what is unmeasured or unsure.
    @Test func ratesCarryTheirMarks() {
        let doubtful = RunFacts.make(
            TrialRecord.word("a", Self.calm) + (0..<8).map { .make("a", TrialRecord.name($0, "u"), .refused.unsure()) })
        let page = Self.page(.make(TrialRecord.word("a", String(repeating: "0", count: 60))), doubtful)
        #expect(page.contains("29 % (13 to 49)\\*"), "\(page)")
        #expect(page.contains("0 % (0 to 6) |") && page.contains("An asterisk: "))
        #expect(!Self.page(.make(TrialRecord.word("a", Self.calm))).contains("An asterisk"))
    }

    @Test func whatIsImportedAndWhichPromptsAreSaid() {
        let rows = TrialRecord.word("a", Self.calm, frame: .triggerEnriched)
        let page = Self.page(.make(rows, imported: true))
        #expect(page.contains("**Imported outcomes: measured elsewhere, not by this tool.**"), "\(page)")
        #expect(page.contains("a, share of prompts known to trip safeguards that were blocked or refused"))
        #expect(
            Self.page(.make(TrialRecord.word("a", Self.calm)))
                .contains("a, share of ordinary research prompts that were blocked or refused"))
    }

    @Test func theTableForProgramsHasWhatWasPlanned() {
        var trend = Trend(study: "study", definition: .strict, alpha: 0.05)
        trend.add("run", .make(TrialRecord.word("a", "01--") + [.make("a", "u", .refused.unsure())]))
        trend.finish()
        let lines = TrendPage.csv([trend]).split(whereSeparator: \.isNewline)
        #expect(lines.first?.hasSuffix(",trials_left,planned,unsure,frame") ?? false)
        #expect(lines.dropFirst().first?.hasSuffix(",0,5,1,typical") ?? false, "\(lines)")
    }
}
