import Formats
import Foundation
import Statistics
import Testing
import Trials

@testable import Reports

/// No page claims more than its numbers: over generated runs, the words of every length and form stand beside the intervals that
/// they rest on.
@Suite struct ClaimTests {
    /// Each run is read once, for its pages cost more than what is asked of them.
    @Test(arguments: 1...30 as ClosedRange<UInt64>) func noPageClaimsMoreThanItsNumbers(_ seed: UInt64) throws {
        let report = Report(GeneratedRun.facts(seed))
        let pages = try Pages.all(report)
        aWordForADifferenceNeverStandsBesideAnIntervalThatHoldsZero(pages)
        try theVerdictsOfTheJSONRestOnTheirNumbers(report)
        notMaterialStandsInsideTheMargin(report)
        noLevelStandsWithoutItsDoubt(report, pages)
        try promptsAreCountedWhole(pages)
        everyNameIsToldInWords(report, pages)
    }

    // MARK: Differences

    private func aWordForADifferenceNeverStandsBesideAnIntervalThatHoldsZero(_ pages: [Pages.Page]) {
        for page in pages {
            for line in page.lines where Claim.isOfDifference(line) {
                // The bounds of a family at once have a column of their own and no brackets.
                let spans = Claim.spans(line)
                #expect(!spans.isEmpty, "\(page.name): \(line)")
                for span in spans { #expect(span.low > 0 || span.high < 0, "\(page.name): \(line)") }
                #expect(
                    line.contains("exploratory") || Claim.isCorrected(line),
                    "neither corrected nor exploratory, \(page.name): \(line)")
            }
            for words in ["no difference", "no material difference", "do not differ", "does not differ"] {
                #expect(!page.text.contains(words), "\(page.name): \(words)")
            }
        }
    }

    private func theVerdictsOfTheJSONRestOnTheirNumbers(_ report: Report) throws {
        let facts = report.facts
        let alpha = facts.study.thresholds.alpha
        for row in report.json["comparisons"]?.array ?? [] {
            let about = "\(row.compact)"
            let bounds = row["low"]?.double.flatMap { low in row["high"]?.double.map { (low: low, high: $0) } }
            let holdsZero = bounds.map { $0.low <= 0 && $0.high >= 0 } ?? true
            let adjusted = row["p_adjusted"]?.double
            switch row["verdict"]?.string {
            case "differs": #expect(!holdsZero && adjusted.map { $0 <= alpha } ?? false, "\(about)")
            case "not shown to differ": #expect(adjusted != nil, "\(about)")
            case "stands out":
                #expect(!holdsZero && adjusted == nil && row["p"]?.double.map { $0 <= alpha } ?? false, "\(about)")
            case "does not stand out": #expect(adjusted == nil, "\(about)")
            case nil: break
            case let other: Issue.record("a verdict '\(other ?? "")' that this test does not know")
            }
            switch row["materiality"]?.string {
            case "material":
                #expect(
                    row["verdict"] == "differs" && row["p_material_adjusted"]?.double.map { $0 <= alpha } ?? false,
                    "\(about)")
                if case .points(let margin) = facts.study.thresholds.limit {
                    let (low, high) = (try #require(row["low"]?.double), try #require(row["high"]?.double))
                    #expect(low > margin || high < -margin, "\(about)")
                }
            case "not material":
                #expect(row["p_equivalence_adjusted"]?.double.map { $0 <= alpha } ?? false, "\(about)")
                if case .points(let margin) = facts.study.thresholds.limit {
                    #expect(abs(try #require(row["difference"]?.double)) < margin, "\(about)")
                }
            default: break
            }
            // Whole prompts, whatever ties do to the counts beside them.
            for key in ["both", "only_a", "only_b", "neither"] {
                #expect(row["whole"]?.isNull ?? true || row["whole"]?[key]?.int != nil, "\(about)")
            }
        }
        for row in report.json["category_comparisons"]?.array ?? [] where row["stands_out"] == true {
            let (low, high) = (try #require(row["low"]?.double), try #require(row["high"]?.double))
            #expect(low > 0 || high < 0, "\(row.compact)")
        }
    }

    /// "Not material" stands inside the margin, or says why its interval reaches over it.
    private func notMaterialStandsInsideTheMargin(_ report: Report) {
        guard case .points(let margin) = report.facts.study.thresholds.limit else { return }
        for row in report.comparisons where row.words.contains("not material") {
            let inside = row.interval.map { $0.low >= -margin && $0.high <= margin } ?? false
            #expect(inside || row.words.contains("by one-sided tests"), "\(row.words) on \(Prose.difference(row))")
        }
    }

    // MARK: Levels

    /// A level that unmeasured trials or unsure verdicts could change says so wherever it stands.
    private func noLevelStandsWithoutItsDoubt(_ report: Report, _ pages: [Pages.Page]) {
        func text(_ name: String) -> String { pages.first { $0.name == name }?.text ?? "" }
        let thresholds = report.facts.study.thresholds
        for cell in report.cells {
            guard let reading = cell.level, let interval = cell.estimate.interval else { continue }
            switch reading.level {
            case .withinTolerance: #expect(interval.high < thresholds.tolerance)
            case .obstructs: #expect(interval.low > thresholds.obstruction)
            case .between: #expect(thresholds.tolerance <= interval.low && interval.high <= thresholds.obstruction)
            case .tooFew: break
            }
        }
        for (row, cell) in zip(report.json["cells"]?.array ?? [], report.cells) {
            #expect(row["style"]?.string == cell.style && row["definition"]?.string == cell.definition.rawValue)
            #expect(row["level_depends_on_unmeasured"]?.bool == cell.level?.dependsOnUnmeasured)
            #expect(row["level_depends_on_unsure"]?.bool == cell.level?.dependsOnUnsure)
        }
        let (summary, full) = (Pages.lines(text("summary")), Pages.lines(text("full")))
        let memo = Pages.lines(text("memo"))
        let html = Pages.lines(text("html")).filter { $0.contains(" could change (") }.joined(separator: "\n")
        let xml = JUnit(report).xml.split(separator: "\n")
        let doubted = report.cells.filter { $0.definition == report.definition && $0.level?.doubt != nil }
        for cell in doubted {
            let prose = RateProse(report: report).level(cell)
            #expect(prose.contains("depends on"))
            let rows = summary.filter { $0.hasPrefix("| \(cell.field) |") }
            let marked = RateProse(report: report).marked(cell)
            #expect(marked.hasSuffix("*"))
            #expect(
                rows.contains { $0.contains(" | \(Prose.cell(marked)) |") }, "\(cell.style), \(cell.field): \(rows)")
            #expect(
                full.contains { $0.hasPrefix("| \(cell.style) | \(cell.field) |") && $0.contains(prose) })
            guard cell.frame == report.frames.first else { continue }
            // A picture says it to those who do not see it, too.
            let told =
                "\(cell.style), \(cell.field): \(prose.components(separatedBy: " (depends on")[0]), which \(cell.level?.doubt ?? "") could change"
            #expect(html.contains(told), "\(told)")
            if cell.field == Rows.all {
                for page in [memo, summary, full] {
                    let line = page.first {
                        $0.hasPrefix("- Under \(cell.style), ") && $0.contains(cell.frame.noun)
                    }
                    #expect(line?.contains("could change this") ?? true, "\(line ?? "")")
                }
            }
            let testCase = xml.first {
                $0.contains("obstruction of \(cell.style)\"") && $0.contains("name=\"\(cell.field)\"")
            }
            #expect(testCase?.hasSuffix("/>") == false, "a build server reads no success where there is doubt")
        }
    }

    // MARK: Counts

    private func promptsAreCountedWhole(_ pages: [Pages.Page]) throws {
        let fraction = try Regex(
            #"[0-9]\.[0-9]+ (?:more )?(?:ordinary |research )*(?:prompts?|scenarios?|trials?|pairs?|probes?|repeats?|replies|of [0-9]|only under|under both|under neither|one way|the other)\b"#
        )
        for page in pages {
            for line in page.lines { #expect(line.firstMatch(of: fraction) == nil, "\(page.name): \(line)") }
        }
    }

    // MARK: Names

    /// Names made of a grid say nothing: each length tells what stands behind them before it uses them in a table.
    private func everyNameIsToldInWords(_ report: Report, _ pages: [Pages.Page]) {
        let facts = report.facts
        for page in pages where ["memo", "summary", "full", "html"].contains(page.name) {
            for style in facts.study.styles where style.system != nil {
                #expect(
                    page.text.contains("\(style.id): system prompt \"\(style.system ?? "")\""),
                    "\(page.name): \(style.id)")
            }
            for style in facts.study.styles where style.history == .drop {
                #expect(
                    page.lines.contains { $0.contains("\(style.id): ") && $0.contains("without their history") },
                    "\(page.name)")
            }
            #expect(!page.text.contains("variant:"), "\(page.name)")
        }
        #expect(report.json.compact.contains("\"contrast\":\"variant:"), "programs read the name")
    }
}

/// What a line claims.
private enum Claim {
    /// Explanations have no numbers in brackets, and are no claims.
    static func isOfDifference(_ line: String) -> Bool {
        guard !spans(line).isEmpty || line.contains("**") else { return false }
        let bare = line.replacing("not shown to differ", with: "").replacing("does not stand out", with: "")
        return ["differs", "differ in", "more often", "less often", "stands out", "against public, the same prompts:"]
            .contains { bare.contains($0) } || bare.contains(", the same prompts: ")
    }

    /// `-15 (-20 to -11)`; of rates (`14 % (10 to 19)`) none.
    static func spans(_ line: String) -> [(low: Double, high: Double)] {
        line.replacing("−", with: "-").matches(of: /[+-]?[0-9.]+ \(([+-]?[0-9.]+) to ([+-]?[0-9.]+)\)/)
            .compactMap {
                match in
                guard let low = Double(match.1), let high = Double(match.2) else { return nil }
                return (low, high)
            }
    }

    /// An adjusted p stands in the line, or in the sentence before it in the same list.
    static func isCorrected(_ line: String) -> Bool {
        line.contains("adjusted p") || line.hasPrefix("- By field, ") || line.hasPrefix("By field, ")
            || line.firstMatch(of: /\| differs[^|]*\|[^|]*\| (?:[0-9.]+|&lt; 0\.0001|< 0\.0001) \|/) != nil
    }
}

/// The pages of a run as lines of plain words.
private enum Pages {
    struct Page {
        let name: String
        let text: String
        var lines: [String] { Pages.lines(text) }
    }

    static func all(_ report: Report) throws -> [Page] {
        return [
            Page(name: "memo", text: MemoPage.markdown(report)),
            Page(name: "summary", text: SummaryPage.markdown(report)),
            Page(name: "full", text: FullPage.markdown(report)),
            Page(name: "html", text: text(try HTMLTests.page(report.facts))),
            Page(name: "compare", text: ComparisonPage.markdown(report)),
        ]
    }

    static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    /// A row of a table becomes a line of cells, as in Markdown.
    static func text(_ page: String) -> String {
        var out: [UInt8] = []
        var tag: [UInt8]?
        for byte in HTMLTests.frame(page).utf8 {
            switch (byte, tag) {
            case (UInt8(ascii: "<"), _): tag = []
            case (UInt8(ascii: ">"), let own?):
                switch String(decoding: own.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self) {
                case "/td", "/th": out += Array(" | ".utf8)
                case "tr": out += Array("\n| ".utf8)
                case "/p", "/li", "/h1", "/h2", "/h3", "/desc", "/title", "/figcaption", "/text": out.append(10)
                default: break
                }
                tag = nil
            case (_, _?): tag?.append(byte)
            case (_, nil): out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self).replacing("\u{A0}", with: " ").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }
}

/// Runs of every kind from a seed: styles, fields, frames, repeats, shared scenarios, unmeasured and unsure trials, twins, variants,
/// controls, other thresholds.
enum GeneratedRun {
    static func facts(_ seed: UInt64) -> RunFacts {
        var random = SplitMix64(seed: seed)
        func pick<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }
        func chance(_ share: Double) -> Bool { Double(random.below(1_000_000)) < share * 1_000_000 }
        let names = Array(["public", "trusted", "me.system-2.history-drop", "railfree"].prefix(pick([2, 3, 4, 4])))
        let rates = names.map { _ in pick([0, 0.02, 0.08, 0.15, 0.3, 0.6]) }
        let fields = Array(["cyber", "biology", "governance", "history"].prefix(pick([1, 2, 3, 4])))
        let (repeats, lost, unsure) = (pick([1, 1, 2, 3]), pick([0, 0, 0.02, 0.15]), pick([0, 0.05, 0.3]))
        let shared = pick([1, 1, 3])
        var records: [TrialRecord] = []

        func verdict(_ rate: Double) -> Verdict {
            if chance(lost) { return .lost }
            guard chance(rate) else { return chance(unsure) ? Verdict.answered.unsure() : .answered }
            if chance(0.3) { return chance(unsure) ? Verdict.refused.unsure() : .refused }
            return .blocked(pick([[.cyber], [.bioChem], []]), pick([.midstream, .noText, .input]))
        }
        func trials(_ make: (_ style: String, _ repetition: Int, _ verdict: Verdict) -> TrialRecord, times: Double = 1)
        {
            let own = pick([0.2, 0.5, 1, 1, 2.5])
            for (place, style) in names.enumerated() {
                for repetition in 1...repeats {
                    var record = make(style, repetition, verdict(min(0.95, rates[place] * own * times)))
                    record.position = records.count * 7919 % 100_003
                    records.append(record)
                }
            }
        }
        for field in fields {
            let count = pick([3, 8, 15, 24])
            for index in 0..<count {
                let id = TrialRecord.name(index, field)
                let twin = index % 3 == 0 ? "twin-\(id)" : nil
                trials { style, repetition, verdict in
                    .make(
                        style, id, repetition: repetition, field: field, cluster: "\(field)-\(index / shared)",
                        twin: twin, verdict)
                }
                if let twin {
                    trials(
                        { style, repetition, verdict in
                            .make(style, twin, repetition: repetition, field: field, role: .twin, verdict)
                        }, times: 0.3)
                }
                guard index % 2 == 0 else { continue }
                trials(
                    { style, repetition, verdict in
                        .make(
                            style, "v-\(id)", repetition: repetition, field: field, role: .variant, variantOf: id,
                            changes: index % 4 == 0 ? [.history, .preamble] : [.system], verdict)
                    }, times: 0.4)
            }
        }
        for index in 0..<pick([0, 6, 14]) {
            trials(
                { style, repetition, verdict in
                    .make(style, "t\(index)", repetition: repetition, field: "cyber", frame: .triggerEnriched, verdict)
                }, times: 3)
        }
        for style in names {
            records.append(.make(style, "sky", field: "neutral", role: .neutral, .answered))
            records.append(.make(style, "control-1", field: "control", role: .control, expect: .refuse, .refused))
        }
        let styles = names.map { name in
            var style = AccessStyle.make(
                name, tier: name == "railfree" ? .railfree : .public,
                grant: name == "railfree" ? Grant(by: "LabX", safeguardsOff: ["cyber"]) : nil)
            if name.contains("system-2") {
                style.system = "You assist the safety group of a university laboratory."
                style.history = .drop
            }
            return style
        }
        return .make(
            records, styles: styles,
            compare: names.dropFirst().map { Comparison(a: $0, b: "public") }
                + (names.count > 3 ? [Comparison(a: "railfree", b: "trusted")] : []),
            thresholds: Thresholds(
                margin: pick([0.05, 0.1, 0.3]), relativeMargin: chance(0.2) ? 0.5 : nil,
                interval: pick([.exact, .wilson]), definition: pick([.strict, .strict, .api, .broad])),
            family: pick([["comparison", "field"], ["comparison"], ["field"]]), repeats: repeats)
    }
}
