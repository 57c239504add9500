import Formats
import Statistics
import Testing
import Trials

@testable import Reports

/// Outcomes that were read elsewhere: nothing that is known of our classifier is said of them.
@Suite struct ImportedPagesTests {
    private static func facts(_ decided: DecidedBy = .text, labels: Bool = false) -> RunFacts {
        let rows = (0..<20).map { index in
            TrialRecord.make(
                "a", TrialRecord.name(index),
                Verdict(outcome: index < 5 ? .refused : .answered, decidedBy: decided, version: "imported"))
        }
        var facts = RunFacts.make(rows, imported: true)
        if labels {
            facts.labels = rows.map { Label(key: $0.key, labeller: "anna", word: .answered, sampling: .chosen) }
        }
        return facts
    }

    private static func pages(_ facts: RunFacts) -> [String] {
        let report = Report(facts)
        return [MemoPage.markdown(report), SummaryPage.markdown(report), FullPage.markdown(report)]
    }

    @Test(arguments: [DecidedBy.text, .judge, .wire], [false, true])
    func noPageSpeaksOfOurClassifier(_ decided: DecidedBy, _ labels: Bool) {
        for page in Self.pages(Self.facts(decided, labels: labels)) {
            for words in ["lassifier", "other models of today", "is unsure of", "does not stand by"] {
                for line in page.split(separator: "\n") where line.contains(words) { Issue.record("\(words): \(line)") }
            }
        }
    }

    @Test func whatIsNotKnownIsSaid() {
        for page in Self.pages(Self.facts()) {
            #expect(page.contains("were read elsewhere; how well is not known"), "\(page)")
        }
        for page in Self.pages(Self.facts(labels: true)) {
            #expect(page.contains("Accuracy of these verdicts: 20 replies labelled by anna"), "\(page)")
        }
        // A run of our own says what it said.
        var own = Self.facts()
        own.imported = false
        #expect(SummaryPage.markdown(Report(own)).contains("the classifier is unsure of 0"))
    }

    @Test func theJSONDoesNotCountWhatNobodySaid() throws {
        let trust = try #require(Report(Self.facts()).json["trust"]?["classifier"])
        for key in ["unsure", "text_by_act", "text_by_words"] { #expect(trust[key]?.isNull == true, "\(key)") }
        #expect(trust["text_decided"]?.int == 20)
    }
}
