import Formats
import Statistics
import Testing
import Trials

@testable import Reports

/// What a reader asks `compare` for after the run: a pair of the study keeps the study's family, any other is exploratory.
@Suite struct ComparedPairsTests {
    private static let words = [
        "a": "000000000000", "b": "111111000000", "c": "111111110000",
    ]

    /// The study lists b − a and c − a; two fields.
    private static func facts(_ asked: [Comparison], thresholds: Thresholds = Thresholds()) -> RunFacts {
        let rows = words.sorted { $0.key < $1.key }.flatMap { style, word in
            TrialRecord.word(style, word, field: "f") + TrialRecord.word(style, word, field: "g", prefix: "g")
        }
        var facts = RunFacts.make(
            rows, compare: [Comparison(a: "b", b: "a"), Comparison(a: "c", b: "a")], thresholds: thresholds)
        facts.asked = asked
        return facts
    }

    private static func row(_ report: Report, _ a: String, _ b: String, field: String = "f") throws -> ComparisonRow {
        try #require(
            report.comparisons.first {
                $0.a == a && $0.b == b && $0.field == field && $0.definition == report.definition
            })
    }

    @Test(arguments: ["all", "f", "g"]) func aPairOfTheStudyKeepsItsFamily(_ field: String) throws {
        let whole = try Self.row(Report(Self.facts([])), "b", "a", field: field)
        let asked = Self.facts([Comparison(a: "b", b: "a")])
        let own = try Self.row(Report(asked), "b", "a", field: field)
        #expect(
            own.adjustedP == whole.adjustedP && own.verdict == whole.verdict && own.simultaneous == whole.simultaneous)
        #expect(own.family == 6 && whole.family == 6)
        // The other way round it is the same comparison.
        let turned = try Self.row(Report(Self.facts([Comparison(a: "a", b: "b")])), "a", "b", field: field)
        #expect(turned.adjustedP == whole.adjustedP && turned.verdict == whole.verdict && turned.family == 6)
        #expect(turned.materiality == whole.materiality)
        #expect(turned.difference == whole.difference.map { -$0 })
        let page = ComparisonPage.markdown(Report(asked))
        #expect(page.contains("Holm over the family of 6: all that the study compares, by field."), "\(page)")
        #expect(!page.contains("c − a"), "only what was asked for is shown")
    }

    @Test func aPairThatTheStudyNeverListedIsExploratory() throws {
        let report = Report(Self.facts([Comparison(a: "c", b: "b")]))
        for field in ["all", "f", "g"] {
            let row = try Self.row(report, "c", "b", field: field)
            #expect(row.adjustedP == nil && row.q == nil && row.simultaneous == nil && row.family == nil)
            #expect(row.materiality == nil && row.verdict == .doesNotStandOut)
            #expect(row.words.hasSuffix(", exploratory"))
            // And it does not widen the family of the study.
            #expect(try Self.row(report, "b", "a", field: field).family == 6)
        }
        let page = ComparisonPage.markdown(report)
        #expect(
            page.contains(
                "The study does not compare c and b: asked for after the run, exploratory, and nothing corrects it."),
            "\(page)")
        for line in page.split(separator: "\n") where line.contains("c − b") { #expect(!line.contains("adjusted p ")) }
        #expect(!page.contains("Holm over the family"))
        let json = ComparisonPage.json(report)["comparisons"]?.array ?? []
        #expect(!json.isEmpty && json.allSatisfy { $0["a"] == "c" && $0["b"] == "b" })
        #expect(json.allSatisfy { $0["p_adjusted"]?.isNull == true && $0["family"]?.isNull == true })
        #expect(json.allSatisfy { $0["verdict"] == "does not stand out" || $0["verdict"]?.isNull == true })
    }

    /// A share of the reference's rate is another question the other way round.
    @Test func aRelativeMarginIsNotTurned() throws {
        var thresholds = Thresholds()
        thresholds.relativeMargin = 0.25
        let report = Report(Self.facts([Comparison(a: "a", b: "b")], thresholds: thresholds))
        #expect(try Self.row(report, "a", "b").family == nil && Self.row(report, "b", "a").family == 6)
    }

    /// With one field the pooled row is that field's, and counts once.
    @Test func oneFieldCountsOnce() throws {
        let rows = TrialRecord.word("a", Self.words["a"] ?? "") + TrialRecord.word("b", Self.words["b"] ?? "")
        let report = Report(.make(rows, compare: [Comparison(a: "b", b: "a")]))
        #expect(try Self.row(report, "b", "a").family == 1 && Self.row(report, "b", "a", field: "all").family == 1)
        #expect(FullPage.markdown(report).contains("over the study's family of 1;"))
    }

    @Test func nothingAskedLeavesThePageAsItIs() {
        let report = Report(Self.facts([]))
        let page = ComparisonPage.markdown(report)
        #expect(page.contains("b − a") && page.contains("c − a") && !page.contains("c − b"))
        #expect(ComparisonPage.json(report)["comparisons"]?.array?.count == report.comparisons.count)
    }
}
