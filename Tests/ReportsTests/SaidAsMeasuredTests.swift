import Formats
import Statistics
import Testing
import Trials

@testable import Reports

/// Sentences that say no more, and nothing else, than what was measured.
@Suite struct SaidAsMeasuredTests {
    private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
    private static func ones(_ count: Int) -> String { String(repeating: "1", count: count) }

    // MARK: Comparisons

    /// A mark of the table stands in the sentence by field, too.
    @Test func whatAFieldDependsOnIsSaidByField() throws {
        let rows =
            TrialRecord.word("a", Self.ones(16) + Self.zeros(12), field: "f")
            + TrialRecord.word("b", Self.zeros(16) + String(repeating: "-", count: 12), field: "f")
            + TrialRecord.word("a", Self.ones(12), field: "g", prefix: "g")
            + TrialRecord.word("b", Self.zeros(12), field: "g", prefix: "g")
        let report = Report(.make(rows))
        let row = try #require(
            report.comparisons.first { $0.field == "f" && $0.definition == .strict && $0.verdict == .differs })
        let firm = try #require(report.comparisons.first { $0.field == "g" && $0.definition == .strict })
        #expect(row.dependsOnUnmeasured && firm.verdict == .differs && !firm.dependsOnUnmeasured)
        let line = try #require(Findings(report: report).changes.first { $0.hasPrefix("By field") })
        #expect(line.contains("f \(Prose.difference(row)) points (depends on unmeasured trials)"), "\(line)")
        #expect(
            line.contains("g \(Prose.difference(firm)) points")
                && !line.contains("g \(Prose.difference(firm)) points ("))
    }

    /// Before and after: (style before, after; control before, after), and the words for it.
    @Test(arguments: [
        ((2, 14), (2, 28), "rose by less than the control"), ((28, 20), (28, 4), "fell by less than the control"),
        ((28, 2), (28, 14), "less often than before, by more than the control"),
        ((2, 28), (2, 14), "more often than before, by more than the control"),
        ((28, 4), (10, 10), "less often than before"), ((4, 28), (10, 10), "more often than before"),
        ((10, 10), (4, 28), "as before, where the control rose"),
        ((10, 10), (28, 4), "as before, where the control fell"),
    ])
    func aChangeBesideAControlIsNamedByItsOwnDirection(
        _ own: (Int, Int), _ control: (Int, Int), _ words: String
    ) throws {
        func word(_ hits: Int) -> String { Self.ones(hits) + Self.zeros(30 - hits) }
        let rows =
            TrialRecord.word("s@1", word(own.0)) + TrialRecord.word("s@2", word(own.1))
            + TrialRecord.word("c@1", word(control.0)) + TrialRecord.word("c@2", word(control.1))
        let page = BeforeAndAfterPage(
            .make(rows, compare: []), before: "s@1", after: "s@2", control: Comparison(a: "c@2", b: "c@1"), days: 1)
        #expect(page.markdown.contains("**\(words)**."), "\(page.markdown)")
    }

    // MARK: What was asked

    /// Styles of a table that names no prompt in common were not asked the sum of theirs.
    @Test func promptsAreCountedUnderEachStyle() {
        let rows =
            TrialRecord.word("a", Self.zeros(20), prefix: "a") + TrialRecord.word("b", Self.zeros(20), prefix: "b")
        let memo = MemoPage.markdown(Report(.make(rows, imported: true)))
        #expect(
            memo.contains("how many of 20 ordinary research prompts each were blocked or refused under a and b"),
            "\(memo)")
        #expect(!memo.contains("40 ordinary") && !memo.contains("met different prompts"))
        #expect(memo.contains("No prompt is known to be the same under a and b, so this comparison is unpaired."))
        let uneven =
            TrialRecord.word("a", Self.zeros(20), prefix: "a") + TrialRecord.word("b", Self.zeros(9), prefix: "b")
        #expect(
            MemoPage.markdown(Report(.make(uneven, imported: true))).contains(
                "how many of 9 to 20 ordinary research prompts each"))
    }

    /// A table has rows and no plan.
    @Test func aTableWasNotToBeSent() {
        let rows = (1...3).map { TrialRecord.make("a", "p", repetition: $0, .answered) } + [.make("a", "q", .answered)]
        #expect(!MemoPage.markdown(Report(.make(rows, repeats: 3, imported: true))).contains("was to be sent"))
        #expect(MemoPage.markdown(Report(.make(rows, repeats: 3))).contains("each was to be sent 3 times"))
    }

    /// The name of a style is no model that it names.
    @Test func aStyleIsNotToldByItsOwnName() {
        var styles = ["x+lawyer", "x"].map { AccessStyle.make($0) }
        for index in styles.indices { styles[index].model = styles[index].id }
        let rows = TrialRecord.word("x+lawyer", "01") + TrialRecord.word("x", "00")
        #expect(Report(.make(rows, styles: styles, imported: true)).styleWords.isEmpty)
        styles[0].model = "other"
        #expect(Report(.make(rows, styles: styles)).styleWords == ["x+lawyer: the model other."])
    }

    @Test func oneThatObstructsIsOne() {
        let styles = ["a", "b", "c", "d", "e", "f"]
        let rows = styles.flatMap { TrialRecord.word($0, $0 == "a" ? Self.ones(30) : Self.zeros(30)) }
        let memo = MemoPage.markdown(Report(.make(rows)))
        #expect(
            memo.contains("1 is shown to obstruct, 5 to be within tolerance")
                || memo.contains("1 is shown to obstruct, 0"))
    }

    /// What a study is made for comes before how sure it is, wherever the sheet ends.
    @Test func theMemoKeepsWhatTheAccessChanges() {
        var rows: [TrialRecord] = []
        let names = (0..<14).map { "style-\($0)" }
        let styles = names.map { name in
            var style = AccessStyle.make(name)
            style.system = "You assist the safety group of the university laboratory that is called \(name), and so on."
            return style
        }
        for style in names {
            for field in (0..<8).map({ "field-of-some-name-\($0)" }) {
                rows += TrialRecord.word(
                    style, style == "style-0" ? "1111111-" : "000r00-0", field: field, prefix: field)
            }
        }
        let memo = MemoPage.markdown(Report(.make(rows, styles: styles)))
        #expect(memo.contains("## What the access style changes"), "\(memo)")
    }

    // MARK: What was not measured

    /// "Nothing was obstructed" would be a finding where nothing came back.
    @Test func ofWhatWasNotMeasuredNothingIsSaid() {
        let rows =
            (0..<20).map { TrialRecord.make("a", TrialRecord.name($0), nil) }
            + [.make("a", "e", frame: .triggerEnriched, .blocked)]
        let memo = MemoPage.markdown(Report(.make(rows, endedEarly: "budget")))
        #expect(memo.contains("Of ordinary research prompts nothing was measured."), "\(memo)")
        #expect(!memo.contains("nothing was obstructed"))
        #expect(
            memo.contains(
                "The run has not come to its end: its budget, or the number of trials of a call, was used up."),
            "\(memo)")
    }

    /// A reply that its token limit cut is no error, and is named all the same.
    @Test func whyTrialsAreUnmeasuredIsSaidOfAll() throws {
        let cut = Verdict(outcome: .truncated, decidedBy: .wire, version: "rules-1")
        let rows = TrialRecord.word("a", "0000") + [.make("a", "t", cut), .make("a", "l", .lost)]
        let report = Report(.make(rows))
        let page = FullPage.markdown(report)
        #expect(page.contains("| a | truncated: no text before the token limit | 1 |"), "\(page)")
        #expect(page.contains("| a | overloaded | 1 |") && page.contains("max_output_tokens"))
        let json = try #require(report.json["trust"]?["truncated"]?.array)
        #expect(json.count == 1 && json[0]["style"] == "a" && json[0]["trials"]?.int == 1)
    }

    /// What the rate of work not delivered leaves out has no value in the table of trials.
    @Test func deliveredIsToldWhereItCanBeJudged() throws {
        var blocked = Verdict.blocked
        blocked.delivered = false
        let facts = RunFacts.make([.make("a", "p", blocked), .make("a", "q", judgeable: true, blocked)])
        let lines = try TrialTable.jsonLines(Report(facts).facts).split(separator: "\n").map {
            try JSONReader.read(Array($0.utf8))
        }
        #expect(lines.map { $0["delivered"]?.isNull } == [true, false])
    }

    // MARK: Who read

    @Test func readingsOfJudgesAndPeopleAreCounted() {
        func whole(_ decided: DecidedBy, imported: Bool) -> String {
            let rows = (0..<6).map {
                TrialRecord.make(
                    "a", TrialRecord.name($0), Verdict(outcome: .refused, decidedBy: decided, version: "v"))
            }
            return SummaryPage.markdown(Report(.make(rows, imported: imported)))
        }
        for imported in [true, false] {
            let judged = whole(.judge, imported: imported)
            #expect(
                judged.contains("6 verdicts are a judge's reading of the text; how well it reads is not measured."),
                "\(judged)")
            #expect(!judged.contains("No verdict rests"))
            #expect(whole(.human, imported: imported).contains("6 verdicts are people's reading of the text."))
            #expect(whole(.wire, imported: imported).contains("No verdict rests on the text of a reply"))
        }
    }

    /// An evidence pack names what is in it.
    @Test func evidenceWithoutPromptsSaysSo() throws {
        let facts = RunFacts.make(TrialRecord.word("a", "11"), imported: true)
        let pack = EvidencePack(Report(facts), TranscriptBook())
        let readme = try #require(pack.files.first { $0.path == "README.txt" })
        let text = String(decoding: readme.bytes, as: UTF8.self)
        #expect(!text.contains("prompts/ ") && !text.contains("Read the prompts"), "\(text)")
        #expect(text.contains("This run holds no texts of prompts: they stand where its outcomes were measured."))
    }
}
