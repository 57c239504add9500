import Formats
import Foundation
import Statistics
import Testing
import Trials

@testable import Reports

@Suite struct HTMLTests {
    static func book(_ facts: RunFacts, _ text: (TrialRecord) -> String = { "A reply to \($0.key.probe)." })
        -> TranscriptBook
    {
        var book = TranscriptBook()
        for record in facts.records where record.role != .control {
            let probe = Probe(id: record.key.probe, turns: [Turn(.user, "The prompt \(record.key.probe)?")])
            book.add(record.key, probe, TranscriptBook.Said(text: text(record)))
        }
        return book
    }

    static func page(_ facts: RunFacts, _ book: TranscriptBook? = nil) throws -> String {
        let files = try HTMLPage.files(Report(facts), book ?? Self.book(facts))
        return String(decoding: try #require(files.first).bytes, as: UTF8.self)
    }

    /// Without the trials, which are compressed, and the style sheet and script, which are files of their own.
    static func frame(_ page: String) -> String {
        var out = page
        for (start, end) in [
            ("<style>", "</style>"), ("<script type=\"text/plain\" id=\"trial-data\">", "</script>"),
            ("<script>", "</script>"),
        ] {
            guard let from = out.range(of: start), let to = out.range(of: end, range: from.upperBound..<out.endIndex)
            else { continue }
            out.replaceSubrange(from.upperBound..<to.lowerBound, with: "")
        }
        return out.replacing(/sha256-[A-Za-z0-9+\/=]+/, with: "sha256-…")
    }

    @Test func thePageStandsInFull() throws {
        try PageTests.expectGolden(Self.frame(try Self.page(PageTests.facts)), "report.html")
    }

    @Test func theSummaryStandsInFull() throws {
        try PageTests.expectGolden(SummaryPage.markdown(Report(PageTests.facts)), "summary.md")
    }

    @Test func thePageFetchesNothing() throws {
        let page = try Self.page(PageTests.facts)
        #expect(page.contains("default-src 'none'; style-src 'sha256-"))
        for word in [" src=", "url(", "@import", "http-equiv=\"refresh\"", "<iframe", "<link", " on", "javascript:"] {
            let found = Self.frame(page).contains(word) && word != " on"
            #expect(!found, "\(word)")
        }
        #expect(try Self.frame(page).firstMatch(of: Regex(#"<[^>]* on[a-z]+="#)) == nil)
        #expect(
            try Self.frame(page).firstMatch(of: Regex(#"(href|src)="(?!#)"#)) == nil, "only places in the page itself")
    }

    @Test func theSameRowsInAnyOrderGiveTheSamePage() throws {
        var shuffled = PageTests.facts
        var random = SplitMix64(seed: 5)
        random.shuffle(&shuffled.records)
        #expect(try Self.page(PageTests.facts) == Self.page(shuffled))
    }

    @Test(arguments: [
        ("plain", "plain"), ("**strong** and `code`", "<strong>strong</strong> and <code>code</code>"),
        ("a \\*\\*b\\*\\* \\`c\\`", "a **b** `c`"), ("&lt;img src=x onerror=y&gt;", "&lt;img src=x onerror=y&gt;"),
        ("<script>", "&lt;script&gt;"), ("**never closed", "<strong>never closed</strong>"),
        ("\"quoted\" & 'single'", "&quot;quoted&quot; &amp; &#39;single&#39;"), ("]\\(http://h)", "](http://h)"),
    ])
    func ourMarkdownBecomesInertMarkup(_ markdown: String, _ html: String) { #expect(HTML.inline(markdown) == html) }

    static let hostile = [
        "<script>document.title='owned'</script>", "<img src=x onerror=\"document.title='owned'\">",
        "</script><script>document.title='owned'</script>",
        "<svg onload=\"document.title='owned'\"><a xlink:href=\"javascript:1\"/></svg>",
        "<style>@import 'http://127.0.0.1:9/x';body{display:none}</style>",
        "{{{data}}} {{#sections}}{{> page}}{{/sections}} ${7*7}", "&lt;img src=x&gt; &#x3C;script&#x3E;",
        "]]><!--<base href=\"http://127.0.0.1:9/\">",
        "\u{202E}desrever\u{202C} \u{2066}x\u{2069}\u{200B}",
        "<iframe srcdoc=\"<script>top.document.title='owned'</script>\"></iframe>",
        "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\">", "\u{0}\u{7}\u{1B}]8;;http://h\u{7}link",
        "'\"><form action=http://127.0.0.1:9/><input autofocus onfocus=\"document.title='owned'\">",
    ]

    /// Every word of a run that comes from outside, made of tricks.
    static func hostileFacts(_ index: Int) -> (RunFacts, TranscriptBook) {
        let text = hostile[index % hostile.count]
        var verdict = Verdict.refused
        verdict.evidence = [Evidence(rule: "text.refused", field: "text", quote: text)]
        verdict.servedModel = text
        verdict.categoryRaw = text
        var facts = RunFacts.make(
            [
                .make("a", "p", requestID: text, verdict), .make("b", "p", requestID: text, .answered),
                .make("a", "q", .lost), .make("b", "q", .blocked),
            ], servedModels: ["a": [text, "m2"]], endedEarly: text)
        facts.study.name = text
        facts.study.styles[0].model = text
        facts.study.styles[0].system = text
        var book = TranscriptBook()
        var probe = Probe(id: "p", turns: [Turn(.user, text)])
        probe.whyBenign = text
        book.add(
            facts.records[0].key, probe,
            TranscriptBook.Said(
                text: text, reasoning: text, refusal: text, calls: [ToolCall(name: text, arguments: text)]))
        return (facts, book)
    }

    @Test(arguments: hostile.indices) func hostileWordsStayWords(_ index: Int) throws {
        let (facts, book) = Self.hostileFacts(index)
        let frame = Self.frame(try Self.page(facts, book))
        // Nothing of a trick is markup: the page has our own elements only.
        #expect(frame.components(separatedBy: "<script").count == 3)
        for word in [
            "<img", "<iframe", "<base", "<form action", "<style>@", "onerror=\"", "onload=\"", "\u{202E}", "\u{1B}",
        ] {
            #expect(!frame.contains(word), "\(word)")
        }
        #expect(frame.components(separatedBy: "<meta").count == 6)
    }

    // MARK: For everybody

    @Test func headingsStepByOneAndTablesAndPicturesHaveNames() throws {
        let frame = Self.frame(try Self.page(PageTests.facts))
        var level = 0
        for match in frame.matches(of: /<h([1-6])/) {
            let own = Int(match.1) ?? 0
            #expect(own <= level + 1, "h\(own) after h\(level)")
            level = own
        }
        #expect(frame.components(separatedBy: "<h1").count == 2)
        for match in frame.matches(of: /<svg [^>]*>/) {
            #expect(match.0.contains("role=\"img\"") && match.0.contains("aria-labelledby"))
        }
        #expect(frame.components(separatedBy: "<svg").count == frame.components(separatedBy: "<figcaption").count)
        for match in frame.matches(of: /<th[ >][^>]*/) { #expect(match.0.contains("scope=")) }
        let ids = frame.matches(of: #/ id="([^"]+)"/#).map { String($0.1) }
        #expect(Set(ids).count == ids.count, "an id stands twice")
        #expect(frame.contains("<html lang=\"en\">") && frame.contains("class=\"skip\""))
    }

    /// WCAG 2.2, 1.4.3: text of 4.5 to 1 against what it stands on, in both schemes.
    @Test func coloursOfTextHaveContrast() throws {
        let css = String(decoding: try ShippedFiles().bytes(at: "Templates/report.css"), as: UTF8.self)
        let schemes = css.matches(of: /:root\{(--paper[^}]*)\}/).map { match in
            Dictionary(
                match.1.matches(of: /--([a-z0-9-]+):#([0-9a-f]{3,6})/).map { (String($0.1), String($0.2)) }
            ) { first, _ in first }
        }
        #expect(schemes.count == 3, "light, dark, print")
        // Dark is for screens alone, and paper changes what it names of the light scheme.
        #expect(css.contains("@media screen and (prefers-color-scheme:dark)") && !css.contains("@media (prefers"))
        for scheme in [schemes[0], schemes[1], schemes[0].merging(schemes[2]) { _, own in own }] {
            for (text, ground) in [
                ("ink", "paper"), ("soft", "paper"), ("link", "paper"), ("ink", "tint"), ("soft", "tint"),
                ("mark-ink", "mark"),
                ("ink", "good"), ("ink", "bad"), ("ink", "mid"), ("s5", "paper"), ("paper", "s0"), ("paper", "s1"),
                ("paper", "s2"), ("paper", "s3"), ("paper", "s4"), ("paper", "s5"),
            ] {
                let ratio = Self.contrast(try #require(scheme[text]), try #require(scheme[ground]))
                #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
            }
        }
    }

    private static func contrast(_ a: String, _ b: String) -> Double {
        func luminance(_ hex: String) -> Double {
            let full = hex.count == 3 ? hex.map { "\($0)\($0)" }.joined() : hex
            let parts = stride(from: 0, to: 6, by: 2).map { place -> Double in
                let value = Double(Int(full.dropFirst(place).prefix(2), radix: 16) ?? 0) / 255
                return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let (x, y) = (luminance(a), luminance(b))
        return (max(x, y) + 0.05) / (min(x, y) + 0.05)
    }

    // MARK: In a browser

    static let skip: Comment = "Chromium is not installed; YES=1 make test installs it"

    private static func write(_ page: String, _ name: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "railgauge-html-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(page.utf8).write(to: file)
        return file
    }

    @Test(.enabled(if: Browser.path != nil, skip)) func theBrowserShowsATrialWithAllItsStyles() throws {
        let file = try Self.write(try Self.page(PageTests.facts), "report.html")
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
        let (html, console) = try Browser.dom(file, fragment: "#trial=b%2Fcyber-09%2F1")
        #expect(console == "")
        #expect(html.contains("data-ready="), "the script ran to its end")
        #expect(html.contains("54 of 54 trials match."))
        let open = try #require(html.range(of: "<div id=\"open\">"))
        let shown = html[open.lowerBound...]
        #expect(
            shown.contains("The prompt cyber-09?") && shown.components(separatedBy: "A reply to cyber-09.").count == 3)
        #expect(shown.contains("refused (unsure) · model-text"))
    }

    @Test(.enabled(if: Browser.path != nil, skip)) func inABrowserNoScriptOfAReplyRuns() throws {
        for index in Self.hostile.indices {
            let (facts, book) = Self.hostileFacts(index)
            let file = try Self.write(try Self.page(facts, book), "report.html")
            defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
            let (html, console) = try Browser.dom(file, fragment: "#trial=a%2Fp%2F1")
            // A request would be refused by the policy, and the console would name it.
            #expect(console == "", "\(Self.hostile[index])")
            #expect(html.contains("data-ready=") && !html.contains("<title>owned</title>"), "\(Self.hostile[index])")
            #expect(!html.contains("<iframe") && !html.contains("<img"))
        }
    }

    /// One filter after another set in the page, by a script that its policy would not let in.
    private static func filters(_ page: String, _ set: [(list: String, value: String)]) throws
        -> [(drew: Int, made: Int, elements: Int, text: String)]
    {
        let steps = set.map { "[\"f-\($0.list)\",\"\($0.value)\"]" }.joined(separator: ",")
        let driver = """
            <script>(async () => {
            const root = document.documentElement, wait = () => new Promise((done) => setTimeout(done, 200));
            while (!root.dataset.ready) await wait();
            const out = [], before = document.querySelectorAll("*").length;
            for (const [id, value] of [\(steps)]) {
              const field = document.getElementById(id);
              field.value = value;
              field.dispatchEvent(new Event("input", { bubbles: true }));
              await wait();
              out.push([root.dataset.filterDrew, root.dataset.filterMade, document.querySelectorAll("*").length - before,
                document.getElementById("count").textContent].join("|"));
            }
            root.dataset.filters = out.join(";");
            })();</script>
            """
        let open = page.replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
            .replacing("</body>", with: driver + "</body>")
        let file = try write(open, "filters.html")
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
        let (html, console) = try Browser.dom(file)
        #expect(console == "")
        let found = try #require(html.firstMatch(of: /data-filters="([^"]*)"/), "the filters ran to their end").1
        return found.split(separator: ";").map { step in
            let parts = step.split(separator: "|").map(String.init)
            return (Int(parts[0]) ?? -1, Int(parts[1]) ?? -1, Int(parts[2]) ?? -1, parts[3])
        }
    }

    /// With `RAILGAUGE_SCREENSHOTS` set to a folder the pictures stay there, for people to look at.
    @Test(.enabled(if: Browser.path != nil, skip)) func thePageIsDrawnInEveryDress() throws {
        let file = try Self.write(try Self.page(PageTests.facts), "report.html")
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
        let folder =
            ProcessInfo.processInfo.environment["RAILGAUGE_SCREENSHOTS"].map { URL(fileURLWithPath: $0) }
            ?? file.deletingLastPathComponent()
        let images = ["light", "dark", "phone"].map { folder.appending(path: "\($0).png") }
        try Browser.screenshot(file, to: images[0], width: 1100, height: 2400)
        try Browser.screenshot(file, to: images[1], width: 1100, height: 2400, ["--force-dark-mode"])
        try Browser.phone(file, to: images[2], height: 2400)
        let paper = folder.appending(path: "print.pdf")
        try Browser.pdf(file, to: paper)
        for image in images { #expect(try Data(contentsOf: image).count > 20_000, "\(image.lastPathComponent)") }
        #expect(try Data(contentsOf: images[0]) != Data(contentsOf: images[1]), "dark is another picture")
        #expect(try Data(contentsOf: paper).starts(with: Array("%PDF".utf8)))
    }

    /// The memo, the summary, a trend and a plan, on a desk, on a phone in the dark and on paper.
    @Test(.enabled(if: Browser.path != nil, skip)) func theOtherPagesAreDrawnInEveryDress() throws {
        let report = Report(PageTests.facts)
        let pages: [(name: String, bytes: [UInt8], most: Int)] = [
            ("memo", try HTMLPage.memo(report), 1), ("summary", try HTMLPage.summary(report), 3),
            ("trend", try TrendPage.html([TrendTests.nights]), 9),
            ("plan", try PlanPage(StudyPlan(study: PlanTests.study())).html(), 9),
        ]
        for page in pages {
            let file = try Self.write(String(decoding: page.bytes, as: UTF8.self), "\(page.name).html")
            defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
            let folder =
                ProcessInfo.processInfo.environment["RAILGAUGE_SCREENSHOTS"].map { URL(fileURLWithPath: $0) }
                ?? file.deletingLastPathComponent()
            let (_, console) = try Browser.dom(file)
            #expect(console == "", "\(page.name)")
            let images = ["light", "phone-dark"].map { folder.appending(path: "\(page.name)-\($0).png") }
            try Browser.screenshot(file, to: images[0], width: 1100, height: 2000)
            try Browser.phone(file, to: images[1], height: 2000, ["--force-dark-mode"])
            for image in images { #expect(try Data(contentsOf: image).count > 10_000, "\(image.lastPathComponent)") }
            let paper = folder.appending(path: "\(page.name).pdf")
            try Browser.pdf(file, to: paper)
            let sheets = Browser.sheets(try Data(contentsOf: paper))
            #expect(sheets >= 1 && sheets <= page.most, "\(page.name): \(sheets) sheets of paper")
        }
    }

    /// Times are printed and not asserted: `data-ready-at` and `data-filter-ms` of the page, in milliseconds. What would make
    /// filtering slow is counted: rows drawn, elements on the page, and texts made anew for a search.
    @Test(.enabled(if: Browser.path != nil, skip)) func twentyThousandTrialsOpen() throws {
        let styles = ["a", "b", "c", "d"]
        let rows = (0..<5000).flatMap { index in
            styles.map {
                TrialRecord.make(
                    $0, "p\(index)", field: "f\(index % 12)", position: index, index % 7 == 0 ? .refused : .answered)
            }
        }
        var random = SplitMix64(seed: 3)
        let words = (0..<2000).map { _ in
            String((0..<7).map { _ in Character(Unicode.Scalar(UInt8(97 + random.below(26)))) })
        }
        let facts = RunFacts.make(rows)
        let book = Self.book(facts) { _ in
            (0..<150).map { _ in words[random.below(words.count)] }.joined(separator: " ")
        }
        let file = try Self.write(try Self.page(facts, book), "report.html")
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
        let (html, console) = try Browser.dom(file)
        #expect(console == "" && html.contains("20000 of 20000 trials match."))
        print("20,000 trials:", try #require(html.firstMatch(of: /<html[^>]*>/)).0)
        let filters = try Self.filters(
            try Self.page(facts, book), [("search", "p49"), ("search", "p4"), ("outcome", "1"), ("search", "")])
        #expect(
            filters.map(\.text) == [
                "444 of 20000 trials match.", "4444 of 20000 trials match.", "3808 of 20000 trials match.",
                "17140 of 20000 trials match.",
            ], "\(filters)")
        for filter in filters {
            #expect(filter.drew <= 100, "a filter draws one page of rows")
            #expect(filter.elements < 10, "a filter leaves no more elements on the page than there were")
        }
        // The texts that a search looks through are made once.
        #expect(filters[0].made <= 20_000 && filters.dropFirst().allSatisfy { $0.made == 0 }, "\(filters)")
        guard let folder = ProcessInfo.processInfo.environment["RAILGAUGE_SCREENSHOTS"] else { return }
        try Browser.screenshot(
            file, to: URL(fileURLWithPath: "\(folder)/twenty-thousand.png"), width: 1100, height: 2400)
    }
}
