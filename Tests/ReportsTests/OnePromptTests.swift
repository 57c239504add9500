import Formats
import Foundation
import Statistics
import Testing
import Trials

@testable import Reports

/// A run about one prompt counts trials: no page makes a rate of prompts of it, nor compares such rates.
@Suite struct OnePromptTests {
    /// One prompt under two styles, blocked more often under one; neutral prompts and controls beside it.
    static func facts(labels: Bool = false) -> RunFacts {
        var rows: [TrialRecord] = []
        for repetition in 1...30 {
            rows.append(
                .make(
                    "a", "p", repetition: repetition, position: 2 * repetition,
                    repetition <= 3 ? .refused : repetition == 4 ? .refused.unsure() : .answered))
            rows.append(
                .make(
                    "b", "p", repetition: repetition, position: 2 * repetition + 1,
                    repetition <= 20 ? .blocked : repetition == 30 ? .lost : .answered))
        }
        for style in ["a", "b"] {
            rows.append(.make(style, "sky", field: "neutral", role: .neutral, .answered))
            rows.append(.make(style, "c", field: "control", role: .control, expect: .refuse, .refused))
        }
        var facts = RunFacts.make(rows, repeats: 30)
        if labels {
            facts.labels = rows.filter { $0.role == .main && $0.verdict?.decidedBy == .text }.map {
                Label(key: $0.key, labeller: "anna", word: .refused, sampling: .random)
            }
            facts.readings = [OtherReading(reader: "judge", outcomes: [rows[10].key: .refused])]
        }
        return facts
    }

    private static let claims = [
        "Per safeguard category", "stand out", "stands out", "not shown to differ", "Corrected for it",
        "missingness band",
        "Corrected for errors of reading", "No level hangs", "share of prompts", "Rates, raw and corrected",
    ]

    /// Spans are of trials in the table of arms, and of neutral prompts and controls beside it: nowhere else.
    @Test(arguments: [false, true]) func noPageMakesARateOfOnePrompt(_ labels: Bool) throws {
        let facts = Self.facts(labels: labels)
        let report = Report(facts)
        #expect(report.caseFigures != nil)
        for (name, text) in [
            ("memo", MemoPage.markdown(report)), ("summary", SummaryPage.markdown(report)),
            ("full", FullPage.markdown(report)), ("compare", ComparisonPage.markdown(report)),
            ("html", HTMLTests.frame(try HTMLTests.page(facts))), ("junit", JUnit(report).xml),
        ] {
            for claim in Self.claims { #expect(!text.contains(claim), "\(name): \(claim)") }
            let span = #/[0-9.]+( %)? \([-+−]?[0-9.]+ to [-+−]?[0-9.]+\)/#
            for line in text.replacing("\u{A0}", with: " ").split(separator: "\n") where line.contains(span) {
                let allowed = ["| a | p | the prompt as it is", "| b | p | the prompt as it is", "neutral zero line"]
                let isArm = allowed.contains { line.contains($0) } || name == "html"
                let isControl = line.hasPrefix("| a | 1 | ") || line.hasPrefix("| b | 1 | ")
                #expect(isArm || isControl, "\(name): \(line)")
            }
        }
    }

    /// What can be said stands there all the same.
    @Test func itsTrialsAreCountedOnEveryPage() throws {
        let report = Report(Self.facts())
        for text in [MemoPage.markdown(report), FullPage.markdown(report), ComparisonPage.markdown(report)] {
            #expect(
                text.contains("b 20 of 29 against a 4 of 30") || text.contains("a 4 of 30 against b 20 of 29"),
                "\(text)")
        }
        #expect(JUnit(report).xml.contains("20 of 29 trials"))
    }

    /// Share by layer is of what obstructed; the pictures of rates are left out.
    @Test func itsLayersAreSharesOfWhatObstructed() throws {
        let report = Report(Self.facts())
        let page = FullPage.markdown(report)
        #expect(page.contains("| trials | of what obstructed |") && !page.contains("| trials | share |"))
        #expect(AttributionBars.picture(report) == nil)
    }

    /// A log of Inspect has a rate with an interval where there is one.
    @Test func itsLogOfInspectHasNoRate() {
        let report = Report(Self.facts())
        for file in InspectExport.files(report, HTMLTests.book(report.facts)) {
            let text = String(decoding: file.bytes, as: UTF8.self)
            #expect(!text.contains("false_positive_rate"))
        }
    }

    /// Rows for programs hold one scenario, and say so.
    @Test func itsRowsSayThatTheyAreOfOneScenario() {
        let cells = Report(Self.facts()).json["cells"]?.array ?? []
        #expect(!cells.isEmpty && cells.allSatisfy { $0["clusters"]?.int == 1 || $0["clusters"]?.int == 0 })
    }
}
