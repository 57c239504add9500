import Formats
import Statistics
import Testing
import Trials

@testable import Reports

@Suite struct ComparisonTests {
    private func row(
        _ report: Report, _ field: String = "all", _ definition: Definition = .strict, b: String = "b"
    ) throws -> ComparisonRow {
        try #require(report.comparisons.first { $0.field == field && $0.definition == definition && $0.b == b })
    }

    private func paired(_ a: String, _ b: String, field: String = "f", prefix: String = "p") -> [TrialRecord] {
        TrialRecord.word("a", a, field: field, prefix: prefix) + TrialRecord.word("b", b, field: field, prefix: prefix)
    }

    /// statistics.md section 9: mid-p (1,7) and Tango (1,7,21).
    @Test func aPairedComparisonGivesTheWorkedValues() throws {
        let report = Report(.make(paired("110000000" + "000000000000", "101111111" + "000000000000")))
        let row = try row(report)
        guard case .paired(let pair) = row.finding else { throw InputError(file: "", found: "unpaired") }
        #expect(pair.pairs == 21 && pair.counts.both == 1 && pair.counts.onlyA == 1 && pair.counts.onlyB == 7)
        #expect(pair.counts.neither == 12 && pair.dropped.total == 0)
        #expect(isClose(row.p, 0.0390625))
        #expect(isClose(row.interval?.low, -0.517232276, 1e-6) && isClose(row.interval?.high, -0.0260033025, 1e-6))
        #expect(row.adjustedP == row.p && row.verdict?.rawValue == "differs")
    }

    @Test func repeatsGiveTheWorkedValues() throws {
        let a = [3, 3, 2, 1, 0, 0, 3, 3, 1, 0], b = [0, 0, 0, 0, 1, 0, 3, 1, 0, 0]
        var rows: [TrialRecord] = []
        for index in a.indices {
            for repetition in 1...3 {
                // Probe 8 of B is hit in the last repeat, probe 9 of A in the middle one; all others from the left.
                let hitA = index == 8 ? repetition == 2 : repetition <= a[index]
                let hitB = index == 7 ? repetition == 3 : repetition <= b[index]
                rows.append(.make("a", TrialRecord.name(index), repetition: repetition, hitA ? .blocked : .answered))
                rows.append(.make("b", TrialRecord.name(index), repetition: repetition, hitB ? .blocked : .answered))
            }
        }
        let row = try row(Report(.make(rows, repeats: 3)))
        #expect(isClose(row.difference, 0.366666667) && isClose(row.p, 0.0985059112227))
        #expect(isClose(row.interval?.low, -0.0520778268, 1e-6) && isClose(row.interval?.high, 0.671580801, 1e-6))
    }

    @Test func droppedPairsAreSplitByWhoLacksThem() throws {
        let row = try row(Report(.make(paired("1-0-0", "10--0"))))
        guard case .paired(let pair) = row.finding else { throw InputError(file: "", found: "unpaired") }
        #expect(pair.pairs == 2)
        #expect(pair.dropped.unmeasuredUnderA == 1 && pair.dropped.unmeasuredUnderB == 1)
        #expect(pair.dropped.unmeasuredUnderBoth == 1)
    }

    /// Under each style some verdicts rest on text that the classifier does not stand by.
    private func unsure(_ a: String, _ b: String, _ doubted: [Int]) -> [TrialRecord] {
        paired(a, b).map { record in
            var record = record
            if doubted.contains(record.position) { record.verdict = record.verdict?.unsure() }
            return record
        }
    }

    /// What is said of a difference, or of its size, is marked where other readings of unsure replies could change it.
    @Test func whatUnsureVerdictsCouldTurnIsMarked() throws {
        let free = String(repeating: "0", count: 60)
        let sure = try row(Report(.make(paired(free, free))))
        #expect(sure.materiality == .notMaterial && !sure.dependsOnUnsure && sure.unsureBand == nil)
        #expect(
            sure.words == "not shown to differ, not material by one-sided tests (the interval is two-sided)"
                || sure.words == "not shown to differ, not material")
        // 14 of 60 under both: each could be refused under one style alone.
        let open = try row(Report(.make(unsure(free, free, Array(0..<14)))))
        #expect(open.verdict == .notShown && open.dependsOnUnsure && !open.dependsOnUnmeasured)
        #expect(open.words.hasSuffix(", depends on unsure verdicts"))
        #expect(isClose(open.unsureBand?.low, -14.0 / 60) && isClose(open.unsureBand?.high, 14.0 / 60))
        // Four could not make a difference, but one of more than the margin.
        let size = try row(Report(.make(unsure(free, free, Array(0..<4)))))
        #expect(!size.dependsOnUnsure && size.sizeDependsOnUnsure)
        #expect(size.words.contains("not material (unsure verdicts could change the size)"))
        // What the API blocked stands on the wire.
        #expect(try !row(Report(.make(unsure(free, free, Array(0..<14)))), "all", .api).dependsOnUnsure)
        let firm = try row(Report(.make(unsure(free, String(repeating: "1", count: 60), [0, 1]))))
        #expect(firm.verdict?.rawValue == "differs" && !firm.dependsOnUnsure && !firm.sizeDependsOnUnsure)
    }

    /// Outside the family as within it; a run's memo says it.
    @Test func theMarkStandsOnPages() {
        let free = String(repeating: "0", count: 60)
        let report = Report(.make(unsure(free, free, Array(0..<14))))
        #expect(MemoPage.markdown(report).contains("depends on unsure verdicts**"))
        let row = report.json["comparisons"]?.array?.first {
            $0["definition"]?.string == "strict" && $0["field"]?.string == "all"
        }
        #expect(row?["verdict_depends_on_unsure"] == true && row?["verdict_depends_on_unmeasured"] == false)
        #expect(isClose(row?["difference_unsure"]?["high"]?.double, 14.0 / 60))
    }

    @Test func aVerdictThatUnmeasuredTrialsCouldTurnIsMarked() throws {
        let firm = try row(Report(.make(paired(String(repeating: "0", count: 20), String(repeating: "1", count: 20)))))
        #expect(firm.verdict?.rawValue == "differs" && !firm.dependsOnUnmeasured)
        // 7 of 7 pairs one way; the 13 that lack b could all go the other way.
        let lost = paired(
            String(repeating: "0", count: 7) + String(repeating: "1", count: 13),
            String(repeating: "1", count: 7) + String(repeating: "-", count: 13))
        let shaky = try row(Report(.make(lost)))
        #expect(shaky.verdict?.rawValue == "differs" && shaky.dependsOnUnmeasured)
    }

    @Test func holmRunsOverPairsAndFieldsUnderTheStudysDefinition() throws {
        let rows =
            paired("00000000", "11111111", field: "f") + paired("0000", "1111", field: "g", prefix: "g")
        let report = Report(.make(rows))
        let family = report.comparisons.filter { $0.adjustedP != nil }
        #expect(family.map(\.field) == ["all", "f", "g"] && family.allSatisfy { $0.definition == .strict })
        // all: 12 of 12, f: 8 of 8, g: 4 of 4 one way: p = 2^-n; three in the family.
        #expect(isClose(family[0].p, 0.000244140625) && isClose(family[0].adjustedP, 3 * 0.000244140625))
        #expect(isClose(family[1].adjustedP, 2 * 0.00390625) && isClose(family[2].adjustedP, 0.0625))
        #expect(isClose(family[2].q, 0.0625) && isClose(family[0].q, 3 * 0.000244140625))
        let other = try row(report, "all", .api)
        // Outside the family nothing is corrected, and the word is another.
        #expect(other.p != nil && other.adjustedP == nil && other.q == nil && other.verdict == .standsOut)
        #expect(other.materiality == nil && family.allSatisfy { $0.materiality != nil })
    }

    @Test(
        arguments: [
            (["comparison"], 1.0), (["field"], 3), ([], 1), (["comparison", "field"], 3),
        ] as [([String], Double)])
    func theFamilyIsTheStudys(_ family: [String], _ factor: Double) throws {
        let rows = paired("00000000", "11111111", field: "f") + paired("0000", "1111", field: "g", prefix: "g")
        let row = try row(Report(.make(rows, family: family)))
        #expect(isClose(row.adjustedP, factor * 0.000244140625))
    }

    /// 40 prompts alike are within 10 points (±8.8) alone, and not where three fields and all of them answer at once.
    @Test func anIntervalWithinTheMarginBesideAnUnknownSizeIsExplained() throws {
        let fields = ["f", "g", "h"].flatMap { field in
            ["a", "b"].flatMap { TrialRecord.word($0, String(repeating: "0", count: 40), field: field, prefix: field) }
        }
        let row = try #require(Report(.make(fields)).comparisons.first { $0.field == "f" && $0.definition == .strict })
        #expect(row.materiality == .unknown && row.settlesSizeAlone)
        #expect(
            row.sentence.hasSuffix(
                "**not shown to differ, size unknown once adjusted**."))
        // A size that unmeasured trials could change is unknown for another reason.
        let lost = paired("000" + String(repeating: "0", count: 40), "---" + String(repeating: "0", count: 40))
        let marked = try #require(Report(.make(lost)).comparisons.first { $0.field == "f" && $0.definition == .strict })
        #expect(marked.sentence.hasSuffix("**not shown to differ, size unknown (unmeasured trials could change it)**."))
        // One field: nothing to adjust for.
        let alone = fields.filter { $0.field == "f" }
        let one = try #require(Report(.make(alone)).comparisons.first { $0.field == "f" && $0.definition == .strict })
        #expect(one.materiality == .notMaterial && !one.settlesSizeAlone)
    }

    @Test func noDifferenceIsPrintedOnFewerThanSixPairs() throws {
        let few = Report(.make(paired("00110", "10110")))
        let page = ComparisonPage.markdown(few)
        #expect(page.contains("**Too few pairs to say more.**") && page.contains("too few pairs to say more |"))
        #expect(!page.contains("Difference a − b"))
        #expect(try row(few).sentence.hasPrefix("Of 5 prompts, 1 was blocked or refused only under b, 0 only under a"))
        // Five of five is found by the test, and six pairs have a figure.
        #expect(ComparisonPage.markdown(Report(.make(paired("00000", "11111")))).contains("-100"))
        #expect(ComparisonPage.markdown(Report(.make(paired("001100", "101100")))).contains("Difference a − b: -17"))
    }

    @Test func ofOneFieldThePooledRowCopiesAndDoesNotCount() throws {
        let report = Report(.make(paired("0000", "1111")))
        let all = try row(report), field = try row(report, "f")
        #expect(field.adjustedP == field.p && all.adjustedP == field.adjustedP && all.q == field.q)
        // A second field of the other frame changes nothing: the family is of the headline frame.
        let rows =
            paired("0000", "1111")
            + TrialRecord.word("a", "1", field: "g", prefix: "t", frame: .triggerEnriched)
            + TrialRecord.word("b", "1", field: "g", prefix: "t", frame: .triggerEnriched)
        #expect(try self.row(Report(.make(rows)), "f").adjustedP == field.p)
    }

    @Test func disjointPromptsAreComparedUnpaired() throws {
        let rows = TrialRecord.word("a", "111111100000") + TrialRecord.word("b", "110000000000000", prefix: "q")
        let report = Report(.make(rows))
        let row = try row(report)
        guard case .unpaired = row.finding else { throw InputError(file: "", found: "paired") }
        // statistics.md section 9: Fisher mid-p 7/12, 2/15.
        // Different prompts are no pairs, and in no family of pairs.
        #expect(isClose(row.p, 0.0210056915) && row.missingness == nil && row.adjustedP == nil)
        #expect(row.verdict == .standsOut)
        let json = try #require(report.json["comparisons"]?.array?.first)
        #expect(json["test"] == "fisher mid-p" && json["method"] == "newcombe")
        #expect(json["both"] == .null && json["pairs"] == 0)
        #expect(
            MemoPage.markdown(report).contains(
                "No prompt is known to be the same under a and b, so this comparison is unpaired."))
    }

    @Test func withRepeatsTheUnpairedTestIsAnother() throws {
        let rows =
            TrialRecord.counts("a", hits: [2, 0, 1], measured: [2, 2, 2], planned: 2)
            + (0..<3).flatMap { index in (1...2).map { TrialRecord.make("b", "q\(index)", repetition: $0, .answered) } }
        let json = Report(.make(rows, repeats: 2)).json["comparisons"]?.array?.first
        #expect(json?["test"] == "pooled z")
    }

    @Test func aProbeThatOnlyOneStyleIsSentIsNoDroppedPair() throws {
        let rows = TrialRecord.word("a", "10") + TrialRecord.word("b", "1000")
        guard case .paired(let own) = try row(Report(.make(rows))).finding,
            case .paired(let imported) = try row(Report(.make(rows, imported: true))).finding
        else { throw InputError(file: "", found: "unpaired") }
        #expect(own.pairs == 2 && own.dropped.total == 0)
        // Of imported data the plan is not known.
        #expect(imported.pairs == 2 && imported.dropped.total == 2)
    }

    @Test func nothingInCommonMeasuredSaysSo() throws {
        let report = Report(.make(paired("1-", "-0")))
        #expect(try row(report).verdict == nil)
        #expect(
            MemoPage.markdown(report).contains(
                "a against b: no prompt was measured under both, so nothing can be said."))
    }

    @Test func scenariosAreNotCalledPrompts() {
        let rows = ["a", "b"].flatMap { style in
            (0..<4).map { TrialRecord.make(style, "p\($0)", cluster: "c\($0 / 2)", .answered) }
        }
        #expect(
            MemoPage.markdown(Report(.make(rows))).contains(
                "Of 2 scenarios (each by at least half of its trials), 0 were blocked or refused only under b"))
    }
}
