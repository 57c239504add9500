import Formats
import Reports
import Statistics
import Testing
import Trials

@Suite struct CaseTests {
    private func trials(_ style: String, _ probe: String, hits: Set<Int>, of n: Int, variantOf: String? = nil)
        -> [TrialRecord]
    {
        (0..<n).map { index in
            .make(
                style, probe, repetition: index + 1, role: variantOf == nil ? .main : .variant, cluster: "one",
                variantOf: variantOf, changes: variantOf == nil ? [] : [.history], position: index,
                hits.contains(index) ? .blocked : .answered)
        }
    }

    /// 15 of 20 against 0 of 20: among prompts n = 1, for this prompt there is no doubt.
    @Test func onePromptIsJudgedByItsTrials() {
        let hits: Set = [0, 1, 3, 4, 5, 7, 8, 9, 11, 12, 14, 15, 16, 18, 19]
        let report = Report(.make(trials("a", "p", hits: hits, of: 20) + trials("b", "p", hits: [], of: 20)))
        let json = report.json
        #expect(json["case_arms"]?.array?.map { $0["hits"]?.int } == [15, 0])
        #expect((json["case_contrasts"]?.array?.first?["p"]?.double ?? 1) < 1e-5)
        let memo = MemoPage.markdown(report)
        #expect(memo.contains("Under a, the prompt `p` was blocked or refused in **15 of 20** trials."))
        #expect(memo.contains("p: a 15 of 20 against b 0 of 20 were blocked or refused, p < 0.0001: **more often**."))
        #expect(memo.contains("this prompt, this account and these minutes"))
        #expect(!memo.contains("of 1 prompt"))
        #expect(FullPage.markdown(report).contains("## This prompt"))
    }

    /// Neutral prompts, a rung and a control ran beside it, as the guides advise; the twin is a scenario of its own.
    @Test func aTwinIsAnArmAndWhatRunsBesideIsNone() {
        let hits: Set = [0, 1, 3, 4, 6, 7, 9, 11, 12, 14, 16, 17, 19]
        var rows = trials("a", "p", hits: hits, of: 20).map {
            var record = $0
            record.twin = "plain"
            return record
        }
        rows += (0..<20).map { .make("a", "plain", repetition: $0 + 1, role: .twin, position: $0, .answered) }
        rows += (0..<10).map { .make("a", "neutral-\($0)", role: .neutral, .answered) }
        rows.append(.make("a", "control", role: .control, expect: .refuse, .refused))
        rows.append(.make("a", "rung", role: .rung, expect: .either, rung: Rung(ladder: "l", number: 1), .blocked))
        let report = Report(.make(rows))
        #expect(report.json["case_arms"]?.array?.map { $0["probe"]?.string } == ["p", "plain"])
        let memo = MemoPage.markdown(report)
        #expect(memo.contains("Under a, the prompt `p` was blocked or refused in **13 of 20** trials."))
        #expect(
            memo.contains(
                "Under a, plain (the same task without its trigger words) 0 of 20 against p 13 of 20 were blocked or refused, "
                    + "p < 0.0001: **less often**."))
        #expect(memo.contains("Measured: 40 of 40 trials of all arms."))
        // One prompt makes no rate, and stands for no other.
        for page in [memo, SummaryPage.markdown(report), FullPage.markdown(report)] {
            let rates = page.split(separator: "\n").filter {
                $0.contains("of 1 prompt") || $0.contains("Rates hold for")
            }
            #expect(rates.isEmpty)
        }
    }

    @Test func aVersionIsHeldAgainstItsOriginal() {
        let report = Report(
            .make(
                trials("a", "full", hits: Set(0..<10), of: 10)
                    + trials("a", "without-history", hits: [], of: 10, variantOf: "full")))
        #expect(
            MemoPage.markdown(report).contains(
                "Under a, without-history (changed in its history) 0 of 10 against full 10 of 10"))
    }

    @Test func threeContrastsShareTheAlpha() {
        let versions = ["x", "y", "z"].flatMap { trials("a", $0, hits: [], of: 10, variantOf: "full") }
        let memo = MemoPage.markdown(Report(.make(trials("a", "full", hits: Set(0..<10), of: 10) + versions)))
        #expect(memo.contains("(told at 0.0167, for there are 3 contrasts)"))
    }

    @Test func twoPromptsAreNoCase() {
        let report = Report(.make(TrialRecord.word("a", "01")))
        #expect(report.json["case_arms"]?.array?.isEmpty == true)
    }
}

@Suite struct ObstructedTests {
    @Test func everyRoleIsListedAndOnlyFalsePositivesAreEvidence() {
        let rows: [TrialRecord] = [
            .make("a", "main", .blocked), .make("a", "twin", role: .twin, .blocked),
            .make("a", "variant", role: .variant, variantOf: "main", changes: [.history], .refused),
            .make("a", "control", role: .control, expect: .refuse, .refused),
            .make("a", "rung", role: .rung, expect: .either, rung: Rung(ladder: "l", number: 1), .blocked),
            .make("a", "free", .answered),
        ]
        let report = Report(.make(rows))
        #expect(report.obstructed.map(\.record.key.probe).sorted() == ["control", "main", "rung", "twin", "variant"])
        #expect(report.falsePositives.map(\.record.key.probe).sorted() == ["main", "twin", "variant"])
        let line = ObstructedTable.jsonLines(report, TranscriptBook()).split(separator: "\n").first ?? ""
        for key in ["role", "expect", "started_at", "model", "served_model", "probe", "prompt", "text"] {
            #expect(line.contains("\"\(key)\":"))
        }
        let counts = report.tables.first { $0.name == "probes.csv" }?.text ?? ""
        #expect(counts.split(separator: "\n").count == 7)
        #expect(counts.contains("control,suite,f,control,refuse,control,a,1,1,1"))
        #expect(FullPage.markdown(report).contains("| twin | twin | f | 1 of 1 |"))
    }
}

@Suite struct LadderTests {
    private func ladder(_ id: String, _ word: String) -> [TrialRecord] {
        word.enumerated().map { index, letter in
            .make(
                "a", "\(id)-\(index + 1)", role: .rung, expect: index == 3 ? .either : .answer, cluster: id,
                rung: Rung(ladder: id, number: index + 1, dangerShift: "shift \(index + 1)"),
                letter == "1" ? .blocked : .answered)
        }
    }

    @Test func doseAndResponse() {
        let report = Report(
            .make((0..<6).flatMap { ladder("l\($0)", $0 < 3 ? "0011" : "0111") } + [.make("a", "p", .answered)]))
        let rungs = report.json["ladder_rungs"]?.array ?? []
        #expect(rungs.map { $0["rate"]?.double } == [0, 0.5, 1, 1])
        let trend = report.json["ladder_trends"]?.array?.first
        #expect(trend?["ladders"]?.int == 6)
        let tallies = (0..<6).map { ladder in
            [0, ladder < 3 ? 0 : 1, 1, 1].map { Tally(hits: $0, measured: 1) }
        }
        #expect(isClose(trend?["p"]?.double, LadderTrend(tallies).p ?? 0))
        let page = FullPage.markdown(report)
        #expect(
            page.contains(
                "the first rung with at least half of its trials obstructed was 2 in 3 ladders and 3 in 3 ladders."))
        #expect(page.contains("| l0 | 2 | shift 2 | 0 of 1 |"))
    }

    @Test func aScriptFiresAtATurn() {
        func cut(_ turns: Int, _ verdict: Verdict) -> TrialRecord {
            .make(
                "a", "s.cut-\(turns)", role: .variant, cluster: "s", variantOf: "s", changes: [.cut], cut: turns,
                verdict)
        }
        let rows: [TrialRecord] = [
            .make("a", "s", .blocked), cut(2, .answered), cut(4, .blocked),
            .make("a", "s.bare", role: .variant, cluster: "s", variantOf: "s", changes: [.preamble], .answered),
            .make("a", "other", .answered),
        ]
        let report = Report(.make(rows))
        let script = report.json["truncations"]?.array?.first
        #expect(script?["fires"]?.int == 4)
        #expect(script?["preamble"]?["hits"]?.int == 0)
        #expect(
            FullPage.markdown(report).contains(
                "| s | a | 2: 0 of 1; 4: 1 of 1 | 1 of 1 | — | 0 of 1 | 4 |"))
    }
}

@Suite struct DesignCheckTests {
    private func check(_ report: Report, _ kind: String, _ subject: String? = nil) -> (p: Double?, found: String?) {
        let row = report.json["design_checks"]?.array?.first {
            $0["check"]?.string == kind && (subject == nil || $0["subject"]?.string == subject)
        }
        return (row?["p_adjusted"]?.double, row?["found"]?.string)
    }

    /// 60 prompts in runs of two styles: `a` is sent first in half of them.
    private func rows(_ verdict: (String, Int, Bool) -> Verdict) -> [TrialRecord] {
        (0..<60).flatMap { place -> [TrialRecord] in
            let order = place % 2 == 0 ? ["a", "b"] : ["b", "a"]
            return order.enumerated().map { step, style in
                .make(
                    style, TrialRecord.name(place), position: 2 * place + step, verdict(style, place, step == 0))
            }
        }
    }

    @Test func beingSentFirstMustNotMatter() {
        let hit = Report(.make(rows { style, _, first in style == "a" && first ? .blocked : .answered }))
        #expect(check(hit, "first or later style of a prompt", "a").found == "30 of 30")
        #expect((check(hit, "first or later style of a prompt", "a").p ?? 1) < 0.001)
        #expect(check(hit, "first or later style of a prompt", "b").p == 1)
        #expect(FullPage.markdown(hit).contains("Worth a look: first or later style of a prompt (a)"))
    }

    @Test func blocksThatFollowBlocksAreSeen() {
        let clumped = Report(.make(rows { _, place, _ in (20..<40).contains(place) ? .blocked : .answered }))
        #expect((check(clumped, "block just before on the credential").p ?? 1) < 0.001)
        #expect((check(clumped, "along the run", "a").p ?? 1) < 0.001)
    }

    /// One key as the guides have it: two styles side by side, repeats, prompts that are known to trip, and batches of
    /// sentinels that the reference blocks. Nothing carries over but what `carry` says.
    private func watched(_ seed: UInt64, carry: Double) -> Report {
        var source = SplitMix64(seed: seed)
        var records: [TrialRecord] = []
        var last = false
        func add(_ style: String, _ probe: String, _ repetition: Int, _ role: Role, _ chance: Double) {
            last = source.unit() < max(chance, last ? carry : 0)
            records.append(
                .make(
                    style, probe, repetition: repetition, frame: chance > 0.1 ? .triggerEnriched : .typical, role: role,
                    position: records.count, last ? .blocked : .answered))
        }
        for repetition in 1...2 {
            var order = Array(0..<60)
            source.shuffle(&order)
            for (place, prompt) in order.enumerated() {
                if place % 15 == 0 {
                    for sentinel in 0..<10 { add("a", "s\(sentinel)", 4 * repetition + place / 15, .sentinel, 0.9) }
                }
                var styles = ["a", "b"]
                source.shuffle(&styles)
                for style in styles {
                    let trips = prompt % 3 == 0
                    add(style, TrialRecord.name(prompt), repetition, .main, trips ? 0.8 : 0.05)
                }
            }
        }
        return Report(.make(records))
    }

    private func found(carry: Double, sets: UInt64) -> Int {
        (1...sets).count { seed in
            let row = watched(seed, carry: carry).json["design_checks"]?.array?.first {
                $0["check"]?.string == "block just before on the credential"
            }
            return (row?["p"]?.double ?? 1) <= 0.05
        }
    }

    @Test func sentinelsAndStylesSideBySideAreNoCarryOver() {
        #expect(found(carry: 0, sets: 40) <= 6)
        #expect(found(carry: 0.5, sets: 10) >= 9)
    }

    @Test func cutsOnTheSamePromptsAreSeen() {
        var cut = Verdict.lost
        cut.errorKind = .cut
        let report = Report(.make(rows { _, place, _ in place < 6 ? cut : .answered }))
        #expect(check(report, "cut streams on the same prompts").found == "6")
        #expect((check(report, "cut streams on the same prompts").p ?? 1) < 0.001)
    }

    @Test func coverageThatDiffersByStyleIsSeen() {
        let report = Report(.make(rows { style, place, _ in style == "a" && place < 12 ? .lost : .answered }))
        #expect(check(report, "unmeasured under one style only").found == "12 of 60")
        #expect((check(report, "unmeasured under one style only").p ?? 1) < 0.01)
    }
}

@Suite struct SensitivityTests {
    /// 40 prompts; text read 4 of them as refused, the judge 20.
    private func report(judge refused: Int) -> Report {
        let rows = TrialRecord.word("a", String(repeating: "0", count: 40)).enumerated().map { index, record in
            var record = record
            if index < 4 { record.verdict = .refused }
            return record
        }
        var facts = RunFacts.make(rows + TrialRecord.word("b", String(repeating: "0", count: 40)))
        var outcomes: [TrialKey: Outcome] = [:]
        for (index, record) in rows.enumerated() { outcomes[record.key] = index < refused ? .refused : .answered }
        facts.readings = [OtherReading(reader: "judge j", outcomes: outcomes)]
        return Report(facts)
    }

    @Test func aConclusionThatHangsOnTheReaderIsNamed() {
        let flipped = report(judge: 20)
        let row = flipped.json["readings"]?.array?.first {
            $0["reader"]?.string == "judge j" && $0["style"]?.string == "a"
        }
        #expect(row?["rate"]?.double == 0.5 && row?["changed"]?.int == 16)
        let page = FullPage.markdown(flipped)
        #expect(page.contains("- judge j, a: obstructs in place of too few to tell."))
        #expect(page.contains("- judge j, a − b: stands out (more) in place of does not stand out, exploratory."))
        #expect(FullPage.markdown(report(judge: 4)).contains("No level hangs on it, and no comparison."))
        #expect(!FullPage.markdown(Report(.make(TrialRecord.word("a", "01")))).contains("Who reads"))
    }

    /// 40 probes read as refused, of which half are, and 360 read as answered: 10 labels of each, then where the next go.
    @Test func theNextLabelsGoWhereTheyNarrowMost() throws {
        let records = TrialRecord.word("a", String(repeating: "r", count: 40) + String(repeating: "0", count: 360))
        var facts = RunFacts.make(records)
        func drawn(_ size: Int, _ quotas: [LabelStratum: Int]? = nil) -> [LabelSample.Drawn] {
            LabelSample(
                records, style: "a", sampling: .stratified, size: size, quotas: quotas,
                lockHash: facts.lockHash
            ).drawn
        }
        facts.labels = drawn(20).enumerated().map { place, drawn in
            Label(
                key: drawn.key, labeller: "anna",
                word: drawn.stratum == .refused && place % 2 == 0 ? .refused : .answered, sampling: .stratified,
                stratum: drawn.stratum, weight: drawn.weight, frame: drawn.frame)
        }
        let next = try #require(NextLabels.all(facts, labels: 100).first)
        let more = Dictionary(next.strata.map { ($0.stratum, $0.more) }) { first, _ in first }
        #expect(next.strata.allSatisfy { $0.labelled == 10 } && more.values.reduce(0, +) == 100)
        // A separate program that lowers the variance label by label: 13 and 87.
        #expect(more[.refused] == 13)
        let quotas = Dictionary(next.strata.map { ($0.stratum, $0.labelled + $0.more) }) { first, _ in first }
        let wider = drawn(0, quotas)
        #expect(wider.count == 120 && Set(facts.labels.map(\.key)).isSubset(of: wider.map(\.key)))
        #expect(abs(wider.reduce(0) { $0 + $1.weight } - 400) < 1e-9)
        let page = FullPage.markdown(Report(facts))
        #expect(page.contains("The next 100 labels of a style"))
        #expect(page.contains("- a: 13 read as refused"))
    }
}
