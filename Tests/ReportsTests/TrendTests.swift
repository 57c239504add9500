import Formats
import Statistics
import Testing
import Trials

@testable import Reports

@Suite struct TrendTests {
    private static func facts(_ word: String, rules: String = "rules-1", served: String = "m1") -> RunFacts {
        var facts = RunFacts.make(TrialRecord.word("a", word), servedModels: ["a": [served]])
        facts.classifierVersions = [rules]
        return facts
    }

    private static func trend(_ runs: [RunFacts]) -> Trend {
        var trend = Trend(study: "study", definition: .strict, alpha: 0.05)
        for (index, facts) in runs.enumerated() { trend.add("run-\(index)", facts) }
        trend.finish()
        return trend
    }

    private static let calm = String(repeating: "0", count: 30)
    private static let blocked = String(repeating: "1", count: 15) + String(repeating: "0", count: 15)

    /// A calm night, one of another model that blocks, one that is not finished, and one judged by other rules.
    static let nights = trend([
        facts(calm), facts(blocked, served: "m2"), facts(blocked + "?", served: "m2"), facts(calm, rules: "rules-2"),
    ])

    @Test func thePageStandsInFull() throws {
        try PageTests.expectGolden(TrendPage.markdown([Self.nights]), "trend.md")
        try PageTests.expectGolden(TrendPage.csv([Self.nights]), "trend.csv")
        let html = String(decoding: try TrendPage.html([Self.nights]), as: UTF8.self)
        try PageTests.expectGolden(HTMLTests.frame(html), "trend.html")
    }

    @Test func aChangeThatSurvivesCorrectionIsNamed() throws {
        let trend = Self.trend([Self.facts(Self.calm), Self.facts(Self.calm), Self.facts(Self.blocked, served: "m2")])
        // All fields, twice, for its one field is all of them; and the category that the third night met.
        #expect(trend.tests == 3 && trend.points.count == 6)
        #expect(Set(trend.changes.map(\.to)) == ["run-2"])
        let page = TrendPage.markdown([trend])
        #expect(page.contains("run-2 against run-1: under a, all fields, +50 (+33 to +67) points on 30 prompts"))
        #expect(page.contains("run-2 against run-1: under a, all fields, cyber, +50 (+33 to +67) points on 30 prompts"))
        #expect(page.contains("the model behind it went by other names"))
    }

    @Test func runsOfOtherRulesAreKeptApart() {
        let trend = Self.trend([Self.facts(Self.calm), Self.facts(Self.blocked, rules: "rules-2")])
        #expect(trend.tests == 0 && trend.changes.isEmpty && trend.ruleChanges == ["run-1"])
        #expect(TrendPage.markdown([trend]).contains("run-1 was judged by other rules than the run before it"))
    }

    /// A night that was stopped before anything came was judged by no rules, and hides no change.
    @Test func aNightThatMeasuredNothingIsPassedOver() {
        var stopped = Self.facts(String(repeating: "?", count: 30))
        stopped.classifierVersions = []
        let trend = Self.trend([Self.facts(Self.calm), stopped, Self.facts(Self.blocked)])
        #expect(trend.ruleChanges.isEmpty)
        #expect(Set(trend.changes.map { [$0.from, $0.to] }) == [["run-0", "run-2"]])
        #expect(
            TrendPage.markdown([trend]).contains("run-2 against run-0: under a, all fields, +50 (+33 to +67) points"))
    }

    @Test func nothingFoundIsNotCalledNoChange() {
        let page = TrendPage.markdown([Self.trend([Self.facts(Self.calm), Self.facts(Self.calm)])])
        #expect(page.contains("which does not show that there was none"))
        // One night, and nights of which nothing is comparable, have no change to speak of.
        #expect(
            TrendPage.markdown([Self.trend([Self.facts(Self.calm)])]).contains("There is one run, and no earlier one"))
        let apart = TrendPage.markdown([Self.trend([Self.facts(Self.calm), Self.facts(Self.calm, rules: "rules-2")])])
        #expect(apart.contains("nothing was compared") && !apart.contains("survives correction"))
    }

    /// One prompt is n = 1: its trials are counted, and no rate of prompts is made of them.
    @Test func nightsOfOnePromptHaveNoRate() throws {
        let night = RunFacts.make(TrialRecord.counts(hits: [5], measured: [6], planned: 6))
        let trend = Self.trend([night, night])
        let page = TrendPage.markdown([trend])
        #expect(page.contains("Each run is about one prompt") && page.contains("| 5 of 6 trials |"), "\(page)")
        #expect(!page.contains(" % ("))
        let rows = TrendPage.csv([trend]).split(separator: "\n").dropFirst()
        #expect(rows.allSatisfy { $0.contains(",6,5,,,,") }, "\(rows)")
        #expect(TrendPlot.picture(trend, ["a"])?.caption.contains("of one prompt none") == true)
    }

    /// A trend counts trials its own way, because there are so many: what it says is what each report says.
    @Test func thePointsAreTheCellsAndCategoriesOfTheReports() throws {
        let report = Report(PageTests.facts)
        let trend = Self.trend([PageTests.facts])
        #expect(trend.points.count == 6)
        for point in trend.points {
            let cell = try #require(report.cell(point.style, point.field, .strict))
            #expect(point.estimate == cell.estimate, "\(point.style), \(point.field)")
            #expect(point.doubted == (cell.level?.doubt != nil), "the mark of the report")
            for (name, estimate, _) in point.categories {
                let row = try #require(
                    report.categories.first { $0.style == point.style && $0.category == name && $0.frame == .typical })
                #expect(estimate == row.estimate, "\(name)")
            }
        }
        #expect(trend.points.flatMap(\.categories).map(\.name) == ["cyber", "unreported"])
    }

    /// The same trials of two runs, paired by probe and repetition, whatever order they came in.
    @Test func aChangeIsTheDifferenceOfTheSamePrompts() throws {
        let old = Self.facts("1100110011"), new = Self.facts("0111111111")
        var shuffled = new
        shuffled.records.reverse()
        // Compared as two styles of one run, which is the other way to the same pairs.
        var renamed = old.records
        for index in renamed.indices { renamed[index].key.style = "b" }
        let row = try #require(
            Report(.make(new.records + renamed, thresholds: Thresholds(alpha: 0.999))).comparisons.first {
                $0.field == "all" && $0.definition == .strict
            })
        var trend = Trend(study: "study", definition: .strict, alpha: 0.999)
        trend.add("old", old)
        trend.add("new", shuffled)
        trend.finish()
        let change = try #require(trend.changes.first { $0.field == "all" && $0.category == nil })
        guard case .paired(let pair) = row.finding else {
            Issue.record("the comparison is not paired")
            return
        }
        #expect(change.difference == row.difference && change.p == pair.sharpP && change.pairs == 10)
    }

    @Test func aCategoryThatOneNightMetIsZeroInTheOthers() throws {
        let trend = Self.trend([Self.facts(Self.calm), Self.facts(Self.blocked)])
        let first = try #require(trend.points.first { $0.run == "run-0" && $0.field == "all" })
        #expect(first.categories.map(\.name) == ["cyber"])
        #expect(first.categories[0].estimate.rate == 0 && first.categories[0].estimate.clusters == 30)
        #expect(first.categories[0].estimate.high == first.estimate.high)
    }

    @Test func aTrendOfSimulatedRunsSaysSo() {
        var facts = Self.facts(Self.calm)
        facts.simulated = true
        #expect(TrendPage.markdown([Self.trend([facts, facts])]).contains("**SIMULATED."))
        #expect(
            TrendPage.markdown([Self.trend([facts, Self.facts(Self.calm)])]).contains("**SIMULATED in 1 of 2 runs"))
    }

    /// Answers to probes with needs that nobody judged: blocks among them are known, what was delivered is not.
    @Test func aRunThatNobodyJudgedHasNoRateOfUndeliveredWorkHereEither() throws {
        func night(_ delivered: Bool?) -> RunFacts {
            var rows = TrialRecord.word("a", "110000000000")
            for index in rows.indices {
                rows[index].judgeable = true
                rows[index].verdict?.delivered = index > 1 ? delivered : false
            }
            var facts = RunFacts.make(rows)
            facts.study.thresholds.definition = .undelivered
            return facts
        }
        var trend = Trend(study: "study", definition: .undelivered, alpha: 0.05)
        for (name, facts) in [("judged", night(true)), ("unjudged", night(nil))] { trend.add(name, facts) }
        trend.finish()
        #expect(Report(night(nil)).cell("a", "all", .undelivered)?.estimate.rate == nil)
        #expect(
            trend.runs == ["judged"] && trend.unjudged == ["unjudged"] && Set(trend.points.map(\.run)) == ["judged"])
        let cell = try #require(Report(night(true)).cell("a", "all", .undelivered))
        #expect(trend.points.first { $0.field == "all" }?.estimate == cell.estimate && cell.estimate.hits == 2)
        #expect(
            TrendPage.markdown([trend]).contains(
                "Nobody judged whether the work was delivered in unjudged: it has no rate"))
    }
}
