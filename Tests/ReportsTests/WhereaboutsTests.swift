import Formats
import Statistics
import Testing
import Trials

@testable import Reports

/// Where the obstruction is: what is ranked, and what is said of layers and stages.
@Suite struct WhereaboutsTests {
    /// One field of six scenarios, obstructed seldom, among many small ones that are obstructed always.
    private static func mostlySmall(_ small: Int, _ large: Int = 1) -> RunFacts {
        .make(
            (0..<large).flatMap { TrialRecord.word("a", "100000", field: "large\($0)", prefix: "l\($0)-") }
                + (0..<small).flatMap { TrialRecord.word("a", "11", field: "small\($0)", prefix: "s\($0)-") })
    }

    /// The one field that is large enough is not the one where the obstruction is.
    @Test func whereMostFieldsAreSmallNoneIsRanked() {
        let report = Report(Self.mostlySmall(3))
        #expect(
            Whereabouts(report: report).fields == ["No field is ranked: 3 of 4 have fewer than 6 scenarios."])
        #expect(!MemoPage.markdown(report).contains("a: large0"))
        // Half of them is not most.
        #expect(Whereabouts(report: Report(Self.mostlySmall(2, 2))).fields.first?.hasPrefix("a: large0") ?? false)
        #expect(
            Whereabouts(report: Report(Self.mostlySmall(3, 2))).fields.first?.hasPrefix("No field is ranked") ?? false)
    }

    /// A page that keeps one item and leaves out the next must not lose what the first one leaves unsaid.
    @Test func whatIsNotRankedIsSaidWhereTheOthersAre() {
        let items = Whereabouts(report: Report(Self.mostlySmall(1, 2))).fields
        #expect(items.count == 1)
        #expect(items.first?.hasSuffix("; not ranked, of fewer than 6 scenarios: small0.") ?? false, "\(items)")
        let many = Whereabouts(report: Report(Self.mostlySmall(5, 6)), named: 3).fields
        #expect(
            many.first?.hasSuffix(
                "; and 3 lower ones; not ranked, of fewer than 6 scenarios: small0, small1, small2 and 2 more.")
                ?? false,
            "\(many)")
    }

    /// The table of many styles names a highest field by the same rule.
    @Test func theTableOfManyStylesRanksByTheSameRule() {
        func summary(_ large: Int) -> String {
            let styles = ["a", "b", "c", "d", "e"]
            let rows = Self.mostlySmall(3, large).records
            return SummaryPage.markdown(
                Report(
                    .make(
                        styles.flatMap { style in
                            rows.map { row in
                                var copy = row
                                copy.key.style = style
                                return copy
                            }
                        })))
        }
        #expect(!summary(1).contains("large0 17"))
        #expect(summary(3).contains("large0 17"))
    }

    /// What was obstructed nowhere has no place.
    @Test func nothingObstructedIsNotRanked() {
        let rows = TrialRecord.word("a", "000000", field: "f") + TrialRecord.word("a", "00", field: "g", prefix: "g")
        #expect(Whereabouts(report: Report(.make(rows))).fields.isEmpty)
    }

    // MARK: Layers and stages

    private static func imported(_ outcome: Outcome, _ stage: Stage? = nil, _ layer: Layer? = nil) -> Verdict {
        var verdict = Verdict(
            outcome: outcome, stage: stage, decidedBy: outcome == .blocked ? .wire : .text, version: "imported")
        verdict.layer = layer
        return verdict
    }

    private static func layers(_ verdicts: [Verdict], _ definition: Definition = .strict) -> String {
        var thresholds = Thresholds()
        thresholds.definition = definition
        let rows = verdicts.enumerated().map { TrialRecord.make("a", TrialRecord.name($0), judgeable: true, $1) }
        return Whereabouts(report: Report(.make(rows, thresholds: thresholds, imported: true))).layers.first ?? ""
    }

    /// Outcomes of others name no layer: what was refused and what was blocked is told apart, and a stage belongs to blocks.
    @Test func aStageIsSaidOfThoseThatHaveOne() {
        let blocks = [Verdict](repeating: Self.imported(.blocked, .noText), count: 3)
        let refusals = [Verdict](repeating: Self.imported(.refused), count: 2)
        #expect(
            Self.layers(blocks + refusals)
                == "a: of 5 obstructed trials, 3 blocked by a layer that nothing names (before any text); 2 refused by the model."
        )
        // Of one layer some have a stage: their number stands beside it.
        let some = [Self.imported(.refused, nil, .modelText), Self.imported(.blocked, .midstream, .modelText)]
        #expect(
            Self.layers(some)
                == "a: of 2 obstructed trials, 2 refused by the model in its own words (1 in the middle of the answer)."
        )
    }

    /// Under the wider definitions trials are obstructed that nobody blocked.
    @Test func whatNoLayerDidIsToldByItsOutcome() {
        let partial = Self.imported(.partial)
        #expect(Self.layers([partial], .broad) == "a: of 1 obstructed trial, 1 helped only in part.")
        var undone = Self.imported(.answered)
        undone.delivered = false
        #expect(Self.layers([undone], .undelivered) == "a: of 1 obstructed trial, 1 without the work done.")
    }
}
