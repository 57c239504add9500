import Formats
import Foundation
import Statistics
import Testing
import Trials

@testable import Reports

/// What pages say, held as words: one of a thing, the same figure on every page, whole counts.
@Suite struct ProseTests {
    /// Runs in which as much as can be is one: one trial, one prompt, one scenario, one style, one lost, one in quarantine, one pair.
    private static let singles: [(name: String, facts: RunFacts)] = {
        func one(_ verdict: Verdict?) -> RunFacts { .make([.make("a", "p", requestID: "req-1", verdict)]) }
        let strange = Verdict(outcome: .error, errorKind: .unknownSignal, version: "rules-1")
        var served = TrialRecord.make("a", "p", .answered)
        served.status = 200
        var granted = RunFacts.make(
            [
                .make("a", "p", .answered), .make("b", "p", .blocked), .make("a", "q", .answered),
                .make("b", "q", .answered),
            ],
            styles: [.make("a", tier: .railfree, grant: Grant(by: "LabX", safeguardsOff: ["cyber"])), .make("b")])
        granted.lostAttempts = 1
        let kinds: [TrialRecord] = ["a", "b"].flatMap { style -> [TrialRecord] in
            [
                .make(style, "p", twin: "t", style == "a" ? .blocked : .answered),
                .make(style, "t", role: .twin, .answered),
                .make(style, "q", field: "g", frame: .triggerEnriched, .refused.unsure()),
                .make(style, "r", field: "g", .lost), .make(style, "sky", field: "neutral", role: .neutral, .answered),
                .make(style, "c", field: "control", role: .control, expect: .refuse, .refused),
                .make(style, "v", role: .variant, variantOf: "p", changes: [.system], .blocked),
            ]
        }
        return [
            ("blocked", one(.blocked)), ("refused", one(.refused)), ("unsure", one(.refused.unsure())),
            ("answered", one(.answered)), ("lost", one(.lost)), ("open", one(nil)), ("strange", one(strange)),
            ("served", .make([served])), ("granted", granted), ("kinds", .make(kinds)),
            ("early", .make([.make("a", "p", .blocked), .make("a", "q", nil)], endedEarly: "budget")),
        ]
    }()

    private static func pages(_ facts: RunFacts) throws -> [(name: String, text: String)] {
        let report = Report(facts)
        var trend = Trend(study: "study", definition: .strict, alpha: 0.05)
        trend.add("night", facts)
        trend.finish()
        let pack = EvidencePack(report, HTMLTests.book(facts))
        return [
            ("memo", MemoPage.markdown(report)), ("summary", SummaryPage.markdown(report)),
            ("full", FullPage.markdown(report)), ("html", HTMLTests.frame(try HTMLTests.page(facts))),
            ("junit", JUnit(report).xml), ("compare", ComparisonPage.markdown(report)),
            ("trend", TrendPage.markdown([trend])),
        ] + pack.files.filter { $0.path != "SHA256SUMS" }.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
    }

    /// A number 1 and, behind it, a noun in the plural: any word in s that is none of these, adjectives between them.
    private static let kinds =
        "(?:(?:benign|planned|obstructed|unmeasured|unsure|measured|finished|ordinary|research|more|false|of 1) )*"
    private static let plural =
        #"(?:^|[^0-9.,\u{2212}-])1 "# + kinds
        + #"(?!(?:as|was|is|has|does|says|tells|its|this|us|ms|yes|plus|minus|thus|less|unless|towards|across|always)\b)[a-z]+s\b"#
    private static let verb =
        #"(?:^|[^0-9.,-])1 "# + kinds
        + #"(?:prompt|trial|reply|scenario|verdict) (?:were|are|have|carry|do|rest)\b"#

    private static func faults(_ text: String) throws -> [String] {
        let (plural, verb) = (try Regex(Self.plural), try Regex(Self.verb))
        return text.split(separator: "\n").filter {
            $0.firstMatch(of: plural) != nil || $0.firstMatch(of: verb) != nil || $0.contains("(s)")
        }.map(String.init)
    }

    @Test(arguments: singles.indices) func oneOfAThingIsSingular(_ index: Int) throws {
        let (name, facts) = Self.singles[index]
        for page in try Self.pages(facts) {
            for line in try Self.faults(page.text) { Issue.record("\(name), \(page.name): \(line)") }
        }
    }

    @Test func theRuleForOneOfAThingFindsOne() throws {
        for fault in ["with 1 prompts", "1 probes", "of 1 scenarios obstructed", "1 more repeats", "1 trial are left"] {
            #expect(try Self.faults(fault).count == 1, "\(fault)")
        }
        for good in [
            "1 prompt", "21 prompts", "0.1 points", "1 was blocked", "-1 points", "| 1 | prompts |", "1 of 20 trials",
        ] {
            #expect(try Self.faults(good).isEmpty, "\(good)")
        }
    }

    /// What is written for people, golden file by golden file.
    @Test func noGoldenFileHasOneOfAPlural() throws {
        for name in [
            "memo.md", "summary.md", "report.md", "report.html", "parity.md", "trend.md", "trend.html", "evidence.txt",
            "junit.xml",
        ] {
            let text = try String(contentsOf: PageTests.folder.appending(path: name), encoding: .utf8)
            for line in try Self.faults(text) { Issue.record("\(name): \(line)") }
        }
    }

    /// "Replies: real" would be a claim about replies.
    @Test func whereNoneCameNoneIsCalledReal() {
        let lost = MemoPage.markdown(Report(.make(TrialRecord.word("a", "--"))))
        #expect(lost.contains("Replies: none came.") && !lost.contains("Replies: real"))
        #expect(MemoPage.markdown(Report(.make(TrialRecord.word("a", "-0")))).contains("Replies: real."))
        var open = TrialRecord.make("a", "p", nil)
        open.status = 500
        #expect(MemoPage.markdown(Report(.make([open]))).contains("Replies: real."))
    }

    /// What is unmeasured is counted once for the whole run, and its parts add up to it.
    @Test func theCountsOfUnmeasuredTrialsAddUp() throws {
        let strange = Verdict(outcome: .error, errorKind: .unknownSignal, version: "rules-1")
        var rows = TrialRecord.word("a", "0000-0001") + TrialRecord.word("b", "00000001-")
        rows += TrialRecord.word("a", "1-1", prefix: "e", frame: .triggerEnriched)
        rows += [
            .make("a", "s", strange), .make("b", "s", .answered),
            .make("b", "sky", field: "neutral", role: .neutral, strange),
        ]
        let memo = MemoPage.markdown(Report(.make(rows)))
        #expect(
            memo.contains(
                "Measured: 19 of 23 benign trials; not measured were 2 of ordinary research prompts under a, 1 of ordinary "
                    + "research prompts under b and 1 of prompts known to trip safeguards under a."), "\(memo)")
        #expect(memo.contains("Quarantine: 2 trials carry signals"))
        #expect(memo.contains("(unknown-signal), 1 of them on the prompts that rates are made of."))
        #expect(
            memo.contains("a, ordinary research prompts, blocked or refused 12 %: 2 unmeasured trials could move it to")
        )
    }

    /// No rate of prompts is made of one case, nor an interval over prompts spoken of.
    @Test func oneCaseHasNoRateOfPrompts() {
        for facts in [Self.singles[0].facts, Self.singles[3].facts] {
            let memo = MemoPage.markdown(Report(facts))
            #expect(!memo.contains(" % (") && !memo.contains("cover the choice of prompts"), "\(memo)")
            #expect(!memo.contains("What the access style changes"), "there is none to compare with")
            #expect(memo.contains("it says nothing of other prompts"))
        }
        #expect(MemoPage.markdown(Report(Self.singles[0].facts)).contains("No verdict rests on the text of a reply"))
    }

    /// A number of prompts that would settle a level is no promise: two digits, and the same on every page.
    @Test func whatWouldSettleALevelReadsAlikeEverywhere() throws {
        let report = Report(.make(TrialRecord.word("a", String(repeating: "0", count: 19))))
        let more = try #require(report.cell("a", "all", .strict)?.morePlanned?.prose)
        #expect(more.hasPrefix("about ") || more == "more than 1,000")
        #expect(
            MemoPage.markdown(report).contains("At its present rate \(more) more prompts would settle where a stands."))
        let page = FullPage.markdown(report)
        #expect(page.contains(", \(more) more to settle") && page.contains("| \(more) |"))
        #expect(MoreProbes.count(40).prose == "about 40" && MoreProbes.count(123).prose == "about 130")
        #expect(MoreProbes.count(5657).prose == "more than 1,000")
    }

    /// A category that a style never met is a rate like any other, with its interval and its prompts.
    @Test func noCellOfTheMatrixIsABareZero() throws {
        let page = FullPage.markdown(Report(PageTests.facts))
        let row = try #require(
            page.components(separatedBy: "Access styles and safeguard categories").last?.split(separator: "\n")
                .first { $0.hasPrefix("| a |") })
        #expect(row.contains("0 % (0 to 18), 19 prompts"), "\(row)")
    }

    @Test(
        arguments: [
            (0.0004, "+0.04"), (0.00002, "+0.002"), (-0.0003, "-0.03"), (0, "0"), (1e-12, "0"), (0.034, "+3.4"),
            (0.5, "+50"),
            (-0.0996, "-10"),
        ] as [(Double, String)])
    func whatIsNotZeroNeverReadsAsZero(_ value: Double, _ text: String) {
        let span = Prose.span(value, Interval(low: value, high: value), signed: true)
        #expect(span == "\(text) (\(text) to \(text))")
    }

    @Test(
        arguments: [
            (1, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0.3, [0, 0.1, 0.2, 0.3]), (0.5, [0, 0.1, 0.2, 0.3, 0.4, 0.5]),
            (1104, [0, 500, 1000]),
            (0, [0]),
        ] as [(Double, [Double])])
    func ticksAreRound(_ high: Double, _ ticks: [Double]) {
        let found = SVG.ticks(to: high)
        #expect(found.count == ticks.count && zip(found, ticks).allSatisfy { abs($0 - $1) < 1e-9 }, "\(found)")
    }

    // MARK: One figure, every page

    /// The pooled rate of a style, as each form of the same run says it.
    @Test func theSameFigureStandsOnEveryPage() throws {
        let facts = PageTests.facts
        let report = Report(facts)
        let cell = try #require(report.cell("b", "all", .strict))
        let (hits, trials) = (cell.estimate.hits, cell.estimate.trials)
        let rate = try #require(cell.estimate.rate)
        let prose = Prose.rate(cell.estimate)
        #expect(prose == "50 % (27 to 73)" && hits == 10 && trials == 20)
        for (name, text) in [
            ("memo", MemoPage.markdown(report)), ("summary", SummaryPage.markdown(report)),
            ("full", FullPage.markdown(report)), ("html", HTMLTests.frame(try HTMLTests.page(facts))),
            ("junit", JUnit(report).xml),
        ] { #expect(text.replacing("\u{A0}", with: " ").contains(prose), "\(name)") }
        let json = try #require(
            report.json["cells"]?.array?.first {
                $0["style"] == "b" && $0["field"] == "all" && $0["definition"] == "strict" && $0["frame"] == "typical"
            })
        #expect(json["rate"]?.double == rate && json["hits"]?.int == hits && json["trials"]?.int == trials)
        let csv = try #require(report.tables.first { $0.name == "cells.csv" })
        #expect(csv.text.contains("b,all,typical,strict,20,20,20,0,1,10,"), "\(csv.text)")
        // From the trials of each export.
        let lines = try TrialTable.jsonLines(report.facts).split(separator: "\n").map {
            try JSONReader.read(Array($0.utf8))
        }
        let own = lines.filter { $0["style"] == "b" && $0["role"] == "main" && $0["frame"] == "typical" }
        #expect(own.count { $0["outcome"] == "blocked" || $0["outcome"] == "refused" } == hits && own.count == trials)
        let logs = try InspectExport.files(report, HTMLTests.book(facts)).map { try JSONReader.read($0.bytes) }
        let samples = try #require(logs.last?["samples"]?.array).filter {
            $0["metadata"]?["role"] == "main" && $0["metadata"]?["frame"] == "typical"
        }
        #expect(samples.count { $0["scores"]?["obstructed"]?["value"]?.int == 1 } == hits)
        let pack = EvidencePack(report, HTMLTests.book(facts))
        let page = try #require(pack.files.first { $0.path == "cases/cyber-00--b.txt" })
        let field = try #require(report.cell("b", "cyber", .strict))
        #expect(
            String(decoding: page.bytes, as: UTF8.self).contains(
                "Rate: \(Prose.rate(field.estimate)) of \(field.probes) "))
        var trend = Trend(study: "study", definition: .strict, alpha: 0.05)
        trend.add("night", facts)
        trend.finish()
        #expect(TrendPage.markdown([trend]).contains(prose))
    }

    /// Labels that two people do not agree on, or that one has given, are told where their correction is.
    @Test func poorAgreementOfLabellersIsSaid() {
        func memo(_ first: [LabelWord], _ second: [LabelWord]) -> String {
            let records = TrialRecord.word("a", String(repeating: "0", count: max(first.count, second.count)))
            var facts = RunFacts.make(records)
            for (labeller, words) in [("anna", first), ("ben", second)] {
                facts.labels += zip(records, words).map {
                    Label(key: $0.key, labeller: labeller, word: $1, sampling: .chosen)
                }
            }
            #expect(
                Markdown.write(SummaryPage.blocks(Report(facts))).contains("abeller")
                    == MemoPage.markdown(Report(facts)).contains("abeller"))
            return MemoPage.markdown(Report(facts))
        }
        let answered = [LabelWord](repeating: .answered, count: 30)
        let alternating = (0..<30).map { $0.isMultiple(of: 2) ? LabelWord.answered : .refused }
        #expect(
            memo(answered, alternating).contains(
                "Labellers disagree: anna and ben gave the same word to 50 % of 30 replies that both labelled (refused or not: "
                    + "50 % the same, kappa 0.00). What their labels correct is no surer than that."))
        #expect(!memo(alternating, alternating).contains("abellers"))
        // One odd word among thirty alike: kappa is 0 and says nothing.
        #expect(!memo(answered, [.refused] + answered.dropFirst()).contains("abellers"))
        #expect(
            memo(Array(answered.prefix(5)), Array(answered.prefix(5))).contains(
                "Too few replies were labelled twice to say how far labellers agree: anna and ben gave the same word to 100 % of 5"
            ))
        #expect(
            memo(answered, []).contains("No reply was labelled by two people, so how far labellers agree is not known.")
        )
    }
}
