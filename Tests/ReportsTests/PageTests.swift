import Formats
import Foundation
import Statistics
import TestSupport
import Testing
import Trials

@testable import Reports

@Suite struct PageTests {
    /// A small study with something of everything.
    static let facts: RunFacts = {
        var rows: [TrialRecord] = []
        var position = 0
        func add(_ record: TrialRecord) {
            var record = record
            // Spread, so that the two styles and the fields are mixed as in a run.
            record.position = position * 37 % 61
            record.requestedModel = "model-1"
            record.attempts = 1
            position += 1
            rows.append(record)
        }
        for index in 0..<14 {
            let name = TrialRecord.name(index, "cyber-")
            let twin = index < 4 ? "twin-\(index)" : nil
            add(.make("a", name, field: "cyber", twin: twin, cost: 0.25, seconds: 4, index == 13 ? .lost : .answered))
            add(
                .make(
                    "b", name, field: "cyber", twin: twin, requestID: "req-\(index)", cost: 0.125, seconds: 2,
                    index < 9 ? .blocked : index == 9 ? .refused.unsure() : .answered))
        }
        for index in 0..<6 {
            let name = TrialRecord.name(index, "history-")
            for style in ["a", "b"] { add(.make(style, name, field: "history", cost: 0.25, seconds: 3, .answered)) }
        }
        for index in 0..<4 {
            for style in ["a", "b"] { add(.make(style, "twin-\(index)", field: "cyber", role: .twin, .answered)) }
        }
        for style in ["a", "b"] {
            add(
                .make(
                    style, "rule-hunt", field: "cyber", frame: .triggerEnriched, requestID: "req-t",
                    style == "b" ? .blocked([]) : .answered))
            add(.make(style, "sky", field: "neutral", role: .neutral, .answered))
            add(.make(style, "control-1", field: "control", role: .control, expect: .refuse, .refused))
        }
        return .make(
            rows,
            styles: [
                .make("a", tier: .railfree, grant: Grant(by: "LabX", until: "2026-12-05", safeguardsOff: ["cyber"])),
                .make("b"),
            ], registration: .asRegistered(lockHash: "cdcd"))
    }()

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    /// With `RAILGAUGE_WRITE_GOLDEN` set the file is written anew: read the difference before it is committed.
    static func expectGolden(_ text: String, _ name: String) throws {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["RAILGAUGE_WRITE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: file)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        let differing = zip(text.split(separator: "\n"), golden.split(separator: "\n")).first { $0 != $1 }
        #expect(text == golden, "\(name): first line that differs: \(differing.map { "\($0)" } ?? "the length")")
    }

    @Test func theMemoStandsInFull() throws { try Self.expectGolden(MemoPage.markdown(Report(Self.facts)), "memo.md") }

    @Test func theFullReportStandsInFull() throws {
        try Self.expectGolden(FullPage.markdown(Report(Self.facts)), "report.md")
    }

    @Test func theJSONStandsInFull() throws { try Self.expectGolden(Report(Self.facts).json.pretty, "report.json") }

    @Test func theFileIsTheSameJSONInPieces() {
        let report = Report(Self.facts)
        var bytes: [UInt8] = []
        report.writeJSON { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == report.json.pretty)
    }

    /// The published schema is put together from the sections. It is written as the other golden files are.
    @Test func theSchemaIsThatOfTheSections() throws {
        try Self.expectGolden(Report.jsonSchema.pretty, "../../../Schemas/report.schema.json")
    }

    /// So is that of a trial, from the enums.
    @Test func theSchemaOfATrialIsThatOfTheColumns() throws {
        try Self.expectGolden(TrialTable.jsonSchema.pretty, "../../../Schemas/trial.schema.json")
        let header = TrialTable.csv(.make([])).split(separator: "\n").first?.split(separator: ",").map(String.init)
        #expect(TrialTable.jsonSchema["required"]?.array?.compactMap(\.string) == header)
    }

    /// Every word that a trial can have: roles, frames, outcomes and what else is an enum.
    @Test func whateverATrialIsItHoldsItsSchema() throws {
        let schema = try SchemaCheck(TrialTable.jsonSchema)
        var rows: [TrialRecord] = [.make("a", "pending", nil), .make("a", "released", released: true, nil)]
        for role in Role.allCases { rows.append(.make("a", "role-\(role)", role: role, .answered)) }
        for frame in Frame.allCases { rows.append(.make("a", "frame-\(frame)", frame: frame, .answered)) }
        for expect in Expectation.allCases { rows.append(.make("a", "expect-\(expect)", expect: expect, .answered)) }
        var verdicts = Outcome.allCases.map { Verdict(outcome: $0) }
        verdicts += ErrorKind.allCases.map { Verdict(outcome: .error, errorKind: $0) }
        verdicts += Stage.allCases.map { Verdict(outcome: .blocked, stage: $0) }
        verdicts += Layer.allCases.map { Verdict(outcome: .blocked, layer: $0) }
        verdicts += Category.all.map { Verdict(outcome: .blocked, layer: .apiSignal, categories: [$0]) }
        verdicts += Served.allCases.map { Verdict(outcome: .answered, served: $0) }
        verdicts += Degraded.allCases.map { Verdict(outcome: .answered, degraded: [$0]) }
        verdicts += DecidedBy.allCases.map { Verdict(outcome: .answered, decidedBy: $0) }
        for (index, verdict) in verdicts.enumerated() { rows.append(.make("a", "verdict-\(index)", verdict)) }
        let lines = TrialTable.jsonLines(.make(rows)).split(separator: "\n")
        #expect(lines.count == rows.count)
        for line in lines { #expect(schema.faults(of: try JSONReader.read(String(line))) == []) }
        #expect(try SchemaCheck(Report.jsonSchema).faults(of: Report(.make(rows)).json) == [])
        // The check itself tells what is wrong.
        #expect(schema.faults(of: ["style": 1]).contains { $0.contains("/style") })
    }

    @Test func theTablesStandInFull() throws {
        for table in Report(Self.facts).tables { try Self.expectGolden(table.text, table.name) }
    }

    @Test func theRowsStandInFull() throws {
        try Self.expectGolden(TrialTable.jsonLines(Report(Self.facts).facts), "trials.jsonl")
    }

    @Test func theMemoIsOnePage() {
        let memo = MemoPage.markdown(Report(Self.facts))
        #expect(memo.split(separator: "\n", omittingEmptySubsequences: false).count <= 62)
        #expect(memo.contains("Rates hold for prompts like those of this suite"))
        // The finding before its provenance, the promise before the rates per field, and no table wider than a phone.
        let lines = memo.split(separator: "\n")
        #expect(
            lines.firstIndex { $0.hasPrefix("- Asked: ") } ?? 9 < lines.firstIndex { $0.hasPrefix("- Under a") } ?? 0)
        #expect(!memo.contains("sha256"), "versions and hashes stand in the longer reports")
        #expect(!memo.contains("| "))
        #expect(!memo.contains("of research prompts are"))
    }

    @Test func aMemoOfManyStylesAndLayersSaysWhatItLeavesOut() {
        let rows = (0..<12).flatMap { style in
            (0..<3).map {
                TrialRecord.make("s\(style)", "p\($0)", .blocked([Category.all[style % 10]], Stage.allCases[$0]))
            }
        }
        let memo = MemoPage.markdown(Report(.make(rows)))
        #expect(memo.contains("Left to the summary and the full report: 8 more of what was found, "), "\(memo)")
        #expect(memo.contains(" more of “Under which safeguard”"))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func theSameRowsInAnyOrderGiveTheSameBytes(_ seed: UInt64) {
        var shuffled = Self.facts
        var random = SplitMix64(seed: seed)
        random.shuffle(&shuffled.records)
        let (one, two) = (Report(Self.facts), Report(shuffled))
        #expect(one.json.pretty == two.json.pretty)
        #expect(MemoPage.markdown(one) == MemoPage.markdown(two))
        #expect(FullPage.markdown(one) == FullPage.markdown(two))
        #expect(ComparisonPage.markdown(one) == ComparisonPage.markdown(two))
        #expect(one.tables.map(\.text) == two.tables.map(\.text))
        #expect(TrialTable.csv(one.facts) == TrialTable.csv(two.facts))
        #expect(TrialTable.jsonLines(one.facts) == TrialTable.jsonLines(two.facts))
    }

    /// Evidence is text from a model; names may come from imported data.
    @Test(arguments: [
        ("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("a\nb\r\nc\td", "a b  c d"), ("<img src=x>", "&lt;img src=x&gt;"),
        ("![x](http://h/p.png)", "![x]\\(http://h/p.png)"), ("a [1] (b)", "a [1] (b)"),
        ("`code` **bold**", "\\`code\\` \\*\\*bold\\*\\*"),
        ("a\u{202E}b\u{200B}c\u{0007}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"), ("a\u{2028}b", "a b"), ("&lt;", "&amp;lt;"),
    ])
    func textFromOutsideCannotBreakAPage(_ quote: String, _ expected: String) throws {
        var verdict = Verdict.refused
        verdict.evidence = [Evidence(rule: "r", field: "text", quote: quote)]
        let page = FullPage.markdown(Report(.make([.make("a", "p", verdict)])))
        let line = try #require(page.split(separator: "\n").first { $0.hasPrefix("| p | main | a | 1 |") })
        #expect(line.contains("| text: \(expected) |"), "\(line)")
    }

    @Test func namesFromTheWireCannotBreakAPage() {
        let facts = RunFacts.make(
            TrialRecord.word("a", "0"), servedModels: ["a": ["m|1", "<b>\nm2"]], endedEarly: "stop\n# Forged heading")
        let memo = MemoPage.markdown(Report(facts))
        #expect(memo.contains("m\\|1, &lt;b&gt; m2"))
        #expect(!memo.contains("\n# Forged heading"))
    }

    @Test(arguments: [
        ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\\r\nb\""), ("plain", "plain"),
        // As characters these are one with what stands behind them.
        ("a,\u{301}b", "\"a,\u{301}b\""), ("a\"\u{301}b", "\"a\"\"\u{301}b\""),
        ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("\tx", "'\tx"), ("=\u{301}1", "'=\u{301}1"),
        ("=HYPERLINK(\"http://h\",\"x\")", "\"'=HYPERLINK(\"\"http://h\"\",\"\"x\"\")\""), ("-1.5", "-1.5"),
        ("+2", "+2"),
    ])
    func aCellIsQuotedAndGuarded(_ quote: String, _ expected: String) {
        var verdict = Verdict.refused
        verdict.evidence = [Evidence(rule: "r", field: "text", quote: quote)]
        let csv = TrialTable.csv(.make([.make("a", "p", verdict)]))
        #expect(csv.hasSuffix(",r,text,\(expected),rules-1\n"), "\(csv)")
    }

    /// What an open trial's last attempt met is shown, marked, and enters no number.
    @Test func anOpenTrialShowsItsLastAttemptAndCountsNowhere() throws {
        var open = TrialRecord.make("a", "open", nil)
        open.lastAttempt = Verdict(
            outcome: .blocked, layer: .gateway, delivered: false,
            evidence: [Evidence(rule: "generic.word", field: "error.code", quote: "flagged")])
        open.status = 403
        let rows = TrialRecord.word("a", "01") + [.make("a", "never", nil)]
        let (without, with) = (Report(.make(rows + [.make("a", "open", nil)])), Report(.make(rows + [open])))
        #expect(with.json == without.json)
        #expect(FullPage.markdown(with) == FullPage.markdown(without))
        let lines = try TrialTable.jsonLines(with.facts).split(separator: "\n").map {
            try JSONReader.read(Array($0.utf8))
        }
        let states = lines.map { $0["state"]?.string }
        #expect(states.filter { $0 == "done" }.count == 2 && states.contains("pending"))
        let row = try #require(lines.first { $0["state"] == "open" })
        #expect(row["outcome"] == "blocked" && row["layer"] == "gateway" && row["rule"] == "generic.word")
        #expect(row["http_status"]?.int == 403 && row["measured"] == false && row["delivered"]?.isNull == true)
    }

    @Test func everyRowOfATableHasTheColumnsOfItsHeader() {
        let cells = Report(Self.facts).tables[0].text.split(separator: "\n")
        #expect(Set(cells.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }) == [28])
        let csv = TrialTable.csv(Self.facts).split(separator: "\n")
        #expect(Set(csv.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }).count == 1)
        #expect(csv.count == Self.facts.records.count + 1)
    }

    @Test func markdownTablesHaveTheColumnsOfTheirHeader() {
        for page in [FullPage.markdown(Report(Self.facts)), MemoPage.markdown(Report(Self.facts))] {
            var width: Int?
            for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
                let columns = line.hasPrefix("|") ? line.replacing("\\|", with: "").count { $0 == "|" } : nil
                if let columns, let width { #expect(columns == width, "\(line)") }
                width = columns
            }
        }
    }
}
