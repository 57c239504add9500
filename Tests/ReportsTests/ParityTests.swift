import Formats
import Statistics
import Testing
import Trials

@testable import Reports

@Suite struct ParityTests {
    private static let day = "2026-11-20T20:00:00Z"

    private static func listed(_ ids: String...) -> ModelListing {
        .listed(
            ModelList(models: ids.map { ListedModel(id: $0, created: "2026-09-01T00:00:00Z", lifecycle: "active") }),
            at: day)
    }

    private static func limit(_ header: String, _ value: String, kind: SeenLimit.Kind = .limit) -> SeenLimit {
        SeenLimit(header: header, kind: kind, value: value, replies: 3, first: day, last: day)
    }

    /// A public style beside a promised one, as an evaluator compares them.
    static let facts: RunFacts = {
        var open = AccessStyle.make("public")
        open.price = Price(inputUSDPerMTok: 3, outputUSDPerMTok: 15)
        open.limits.requestsPerMinute = 600
        open.ask.logprobs = 5
        var free = AccessStyle.make(
            "railfree", tier: .railfree,
            grant: Grant(
                by: "LabX", document: "mail of 2026-11-02", from: "2026-11-05", until: "2026-12-05",
                safeguardsOff: ["cyber"], models: ["model-1", "model-9"]))
        free.body = ["access_programs": ["cyber": "daybreak_blue"]]
        free.prefill = "Sure:"
        var rows: [TrialRecord] = []
        func add(_ style: String, _ probe: String, _ usage: Usage, _ verdict: Verdict) {
            var row = TrialRecord.make(style, probe, position: rows.count, verdict)
            row.usage = usage
            row.startedAt = day
            rows.append(row)
        }
        for style in ["public", "railfree"] {
            add(style, "p1", Usage(input: 1000, cachedInput: 100, output: 500, reasoning: 20), .answered)
            add(style, "p2", Usage(input: 1000, output: 10), .blocked([.cyber]))
            add(style, "p3", Usage(), .blocked([.bioChem]))
        }
        var facts = RunFacts.make(rows, styles: [open, free], compare: [Comparison(a: "railfree", b: "public")])
        let served = [SeenModel(model: "model-1", served: .requested, replies: 3, first: day, last: day)]
        facts.parity["public"] = ParityFacts(
            listing: listed("model-1", "model-2"), listed: .listed,
            entry: ListedModel(id: "model-1", created: "2026-09-01T00:00:00Z", lifecycle: "active"),
            limits: [
                limit("x-ratelimit-limit-requests", "500"), limit("x-ratelimit-limit-requests", "1000"),
                limit("x-custom-ratelimit-limit", "7"),
            ], retryAfter: 2, longestRetryAfter: 12, served: served,
            abilities: [
                .logprobs: SeenAbility(
                    asked: true, accepted: 2, refused: 1, message: "Unsupported parameter: 'logprobs'", returned: 1,
                    meanFirst: -0.25),
                .seed: SeenAbility(lacking: "anthropic has no seed"), .prefill: SeenAbility(),
            ], statedUSD: 0.5)
        facts.parity["railfree"] = ParityFacts(
            listing: listed("model-1", "model-2", "model-secret"), listed: .underAnotherName,
            entry: ListedModel(id: "lab/model-1"),
            promised: [
                PromisedModel(model: "model-1", listed: .listed), PromisedModel(model: "model-9", listed: .notListed),
            ], served: served,
            abilities: [.prefill: SeenAbility(asked: true, accepted: 3, probes: 3)],
            programmes: [SeenProgramme(value: #"{"cyber":"daybreak_blue"}"#, replies: 3)])
        return facts
    }()

    /// Sentinels were chosen because they are blocked, and changed prompts are no prompts of the study: neither swells the count.
    @Test func blocksThoughOffAreToldByWhatWasSent() throws {
        func contradiction(main: Int, twins: Int, sentinels: Int) throws -> String {
            var facts = Self.facts
            facts.records.removeAll { $0.key.style == "railfree" && $0.verdict?.categories == [.cyber] }
            for (role, count) in [(Role.main, main), (.twin, twins), (.sentinel, sentinels)] {
                for index in 0..<count {
                    facts.records.append(
                        .make(
                            "railfree", "x-\(role)-\(index)", role: role, position: facts.records.count,
                            .blocked([.cyber])))
                }
            }
            let row = Report(facts).json["parity"]?.array?.first { $0["style"]?.string == "railfree" }
            let access = row?["access"]
            #expect(access?["blocked_though_off"]?.int == main && access?["others_blocked_though_off"]?.int == twins)
            #expect(access?["sentinels_blocked_though_off"]?.int == sentinels)
            return row?["contradictions"]?.array?.compactMap(\.string).first { $0.contains("should be off") } ?? ""
        }
        #expect(
            try contradiction(main: 48, twins: 0, sentinels: 0).hasSuffix(
                "cyber should be off, and 48 benign trials were blocked there"))
        #expect(
            try contradiction(main: 48, twins: 8, sentinels: 70).hasSuffix(
                "48 benign trials were blocked there (beside them 8 of twins, variants and the like and 70 sentinels of its checks)"
            ))
        #expect(
            try contradiction(main: 0, twins: 0, sentinels: 9).hasSuffix(
                "cyber should be off, and 9 sentinels of its checks were blocked there (of the trials that make rates, none)"
            ))
        #expect(try contradiction(main: 0, twins: 0, sentinels: 0).isEmpty)
    }

    /// As access in force has it: a block without a category counts for what its prompt aims at, and for what the reference's
    /// block on the same prompt was.
    @Test(arguments: [[Category](), [.unreported]])
    func blocksWithoutACategoryCountForWhatTheirPromptsAimAt(_ categories: [Category]) throws {
        var facts = Self.facts
        facts.records.removeAll { $0.key.style == "railfree" && $0.verdict?.categories == [.cyber] }
        for (probe, aim) in [("x-1", "cyber"), ("x-2", "bio-chem"), ("x-3", nil), ("p2", nil)] {
            var record = TrialRecord.make("railfree", probe, position: facts.records.count, .blocked(categories))
            record.aimsAt = aim
            facts.records.append(record)
        }
        let report = Report(facts)
        let row = report.json["parity"]?.array?.first { $0["style"]?.string == "railfree" }
        #expect(row?["access"]?["blocked_though_off"]?.int == 2)
        #expect(row?["access"]?["unnamed_blocked_though_off"]?.int == 2)
        #expect(
            row?["contradictions"]?.array?.compactMap(\.string).contains {
                $0.hasSuffix(
                    "cyber should be off, and 2 benign trials were blocked there, without a category, by what the prompt aims at"
                )
            } ?? false)
        #expect(
            FullPage.markdown(report).contains(
                "benign trials blocked in categories promised off: 2 (2 without a category, by aim)"))
    }

    /// A promised model beside which another serves, undeclared, is not what was promised, and the memo says it.
    @Test func aRerouteBreaksThePromiseOfAModel() throws {
        var facts = Self.facts
        facts.parity["railfree"]?.served.append(
            SeenModel(model: "small-1", served: .undeclaredReroute, replies: 2, first: Self.day, last: Self.day))
        let report = Report(facts)
        let grant = report.json["grants"]?.array?.first { $0["promised"]?.string == "model model-1" }
        #expect(grant?["kept"]?.string == "not kept")
        #expect(grant?["measured"]?.string == "served 3 of 5 replies; 2 came from small-1, undeclared")
        #expect(
            MemoPage.markdown(report).contains("it asks for model-1, and small-1 served 2 replies, undeclared"))
        let kept = Report(Self.facts).json["grants"]?.array?.first { $0["promised"]?.string == "model model-1" }
        #expect(kept?["kept"]?.string == "kept" && kept?["measured"]?.string == "served 3 replies")
    }

    private func section(_ page: String) throws -> String {
        String(page[try #require(page.firstRange(of: "## 10. Parity facts")).lowerBound...])
    }

    @Test func stylesStandSideBySideWithWhatIsDeclaredPromisedAndMeasured() throws {
        try PageTests.expectGolden(try section(FullPage.markdown(Report(Self.facts))), "parity.md")
    }

    @Test func theMemoSpeaksOfContradictionsAlone() {
        let memo = MemoPage.markdown(Report(Self.facts))
        #expect(memo.contains("## What is seen against what was declared or promised"))
        #expect(memo.contains("- railfree: the promised model model-9 is not among"))
        var calm = Self.facts
        calm.parity = calm.parity.mapValues { _ in ParityFacts() }
        for index in calm.study.styles.indices { calm.study.styles[index].grant?.safeguardsOff = [] }
        #expect(!MemoPage.markdown(Report(calm)).contains("Seen against"))
    }

    @Test func withoutFactsThereIsNoSection() {
        var bare = Self.facts
        bare.parity = [:]
        let report = Report(bare)
        #expect(!FullPage.markdown(report).contains("Parity facts") && report.json["parity"] == [])
        #expect(!report.tables.contains { $0.name == "parity.csv" })
    }

    @Test func manyStylesStandInTablesOfFour() {
        var rows: [TrialRecord] = []
        var parity: [String: ParityFacts] = [:]
        for index in 0..<9 {
            rows.append(.make("s\(index)", "p", .answered))
            parity["s\(index)"] = ParityFacts()
        }
        var facts = RunFacts.make(rows)
        facts.parity = parity
        let page = FullPage.markdown(Report(facts))
        #expect(page.contains("| fact | source | s0 | s1 | s2 | s3 |\n"))
        #expect(page.contains("| fact | source | s8 |\n"))
    }

    private func contradictions(
        of style: AccessStyle = .make("a"), _ seen: ParityFacts
    ) -> [String] {
        var facts = RunFacts.make([.make("a", "p", .answered)], styles: [style])
        facts.parity = ["a": seen]
        return Report(facts).parity.first?.contradictions ?? []
    }

    @Test func onlyAWholeListCanLackAModel() {
        let list = Self.listed("model-2")
        #expect(
            contradictions(ParityFacts(listing: list, listed: .notListed)) == [
                "its model model-1 is not among the 1 model that its credential lists"
            ])
        #expect(contradictions(ParityFacts(listing: list, listed: .cannotTell)).isEmpty)
        #expect(contradictions(ParityFacts(listing: .notListed("HTTP 404", at: nil))).isEmpty)
        // It replied: the list is not whole, whatever it says.
        let replied = SeenModel(model: "model-1", served: .requested, replies: 1, first: nil, last: nil)
        #expect(contradictions(ParityFacts(listing: list, listed: .notListed, served: [replied])).isEmpty)
    }

    @Test(arguments: [
        ("anthropic-ratelimit-requests-limit", "599", true), ("anthropic-ratelimit-requests-limit", "600", false),
        ("x-ratelimit-limit-requests", "10", true), ("x-ratelimit-limit-requests", "many", false),
        // Nobody says what it is of.
        ("ratelimit-limit", "10", false),
    ])
    func aLimitBelowTheDeclaredOneIsTold(_ header: String, _ value: String, _ told: Bool) {
        var style = AccessStyle.make("a")
        style.limits.requestsPerMinute = 600
        let seen = ParityFacts(limits: [Self.limit(header, value)])
        #expect(contradictions(of: style, seen).isEmpty == !told)
        // What was left of a limit is no limit.
        let left = ParityFacts(limits: [Self.limit("x-ratelimit-remaining-requests", "1", kind: .remaining)])
        #expect(contradictions(of: style, left).isEmpty)
    }

    @Test func logProbabilitiesThatNeverCameAreTold() {
        func seen(_ returned: Int) -> ParityFacts {
            ParityFacts(abilities: [.logprobs: SeenAbility(asked: true, accepted: 4, returned: returned)])
        }
        #expect(
            contradictions(seen(0)) == [
                "log probabilities were asked for, and none of 4 accepted replies brought any"
            ])
        #expect(contradictions(seen(1)).isEmpty)
    }

    @Test(
        arguments: [
            ("2026-11-05", "2026-11-20", "within the promised period"),
            ("2026-11-21", "2026-12-05", "partly outside the promised period"),
            ("2026-12-01", "2026-12-05", "outside the promised period"),
            (nil, "2026-11-19", "outside the promised period"),
        ] as [(String?, String?, String)])
    func trialsLieInsideThePromisedPeriodOrNot(_ from: String?, _ until: String?, _ expected: String) throws {
        let style = AccessStyle.make("a", grant: Grant(by: "LabX", from: from, until: until))
        var rows: [TrialRecord] = [.make("a", "p", .answered), .make("a", "q", .answered)]
        rows[0].startedAt = "2026-11-20T23:59:59Z"
        rows[1].startedAt = expected.hasPrefix("partly") ? "2026-11-21T00:00:00Z" : "2026-11-20T00:00:00Z"
        var facts = RunFacts.make(rows, styles: [style])
        facts.parity = ["a": ParityFacts()]
        #expect(try #require(Report(facts).parity.first).period?.rawValue == expected)
    }

    @Test(arguments: [
        (SeenAbility(), "not asked"), (SeenAbility(lacking: "no such thing"), "not on this wire"),
        (SeenAbility(asked: true, accepted: 1), "accepted"), (SeenAbility(asked: true, refused: 1), "refused"),
        (SeenAbility(asked: true, accepted: 1, refused: 1), "accepted and refused"),
        (SeenAbility(asked: true), "no reply"),
    ])
    func anAbilityHasOneStanding(_ seen: SeenAbility, _ standing: String) {
        #expect(seen.standing == standing)
    }

    @Test func unknownFiguresAreNull() throws {
        var facts = RunFacts.make([.make("a", "p", .answered)])
        facts.parity = ["a": ParityFacts()]
        let row = try #require(Report(facts).json["parity"]?.array?.first)
        for key in ["input_tokens", "output_tokens", "stated_usd", "declared_price_usd", "blocked_input_tokens"] {
            #expect(row["paid"]?[key] == .null, "\(key)")
        }
        #expect(row["promised"] == .null && row["models"]?["list"] == .null && row["models"]?["entry"] == .null)
        #expect(row["models"]?["status"] == "not asked" && row["models"]?["model"] == "cannot tell")
    }

    @Test func everyLineOfTheCSVHasFourColumnsAndTheSameFactsForEachStyle() throws {
        let lines = try #require(Report(Self.facts).tables.first { $0.name == "parity.csv" }).text.split(
            separator: "\n"
        ).dropFirst()
        #expect(lines.count(where: { $0.hasPrefix("public,") }) == lines.count(where: { $0.hasPrefix("railfree,") }))
        #expect(lines.contains("railfree,tier,declared,railfree"))
        #expect(lines.contains("public,model,promised,"))
    }

    @Test func theOrderOfRowsChangesNoByte() {
        var turned = Self.facts
        turned.records.reverse()
        #expect(Report(turned).json["parity"]?.pretty == Report(Self.facts).json["parity"]?.pretty)
    }

    /// One credential's list names the models of others, and one style's dates tell those it ran beside.
    @Test(
        arguments: [
            (["model"], ["model-1", "model-2", "model-9", "model-secret", "fp_7", "Unsupported parameter"]),
            (["dates"], ["2026-11-20", "2026-11-02", "2026-11-05", "2026-12-05"]),
            (["base_url"], ["x-custom-ratelimit-limit", "Unsupported parameter"]),
            (["replies"], ["Unsupported parameter"]), (["request_id"], ["Unsupported parameter"]),
        ] as [([String], [String])])
    func whatAStyleWithholdsIsInNoFactOfTheRun(_ withhold: [String], _ words: [String]) throws {
        var facts = Self.facts
        for index in facts.study.styles.indices {
            facts.study.styles[index].withhold = withhold
            facts.study.styles[index].acceptServed = ["model-1*"]
        }
        facts.parity["public"]?.abilities[.seed] = SeenAbility(
            asked: true, accepted: 1, returned: 1, fingerprints: ["fp_7"])
        let closed = Report(facts.published())
        let open = Report(facts)
        func pages(_ report: Report) throws -> [String] {
            [
                try section(FullPage.markdown(report)), MemoPage.markdown(report),
                try #require(report.json["parity"]).pretty,
                try #require(report.tables.first { $0.name == "parity.csv" }).text,
            ]
        }
        for word in words {
            #expect(
                try pages(open).contains { $0.contains(word) }, "\(word) stands in no page, so that it tests nothing")
            for page in try pages(closed) { #expect(!page.contains(word), "\(word)") }
        }
        #expect(open.parity.map(\.paid.input) == closed.parity.map(\.paid.input))
    }

    /// Names of fine-tuned models tell whose they are: what is published counts models, and names a style's own alone.
    @Test func aPublishedListIsCountedAndNotNamed() throws {
        let closed = Report(Self.facts.published())
        let json = try #require(closed.json["parity"])
        #expect(!json.pretty.contains("model-secret") && !json.pretty.contains("model-2"))
        #expect(json[1]?["models"]?["count"] == 3 && json[1]?["models"]?["list"] == .null)
        #expect(json[1]?["models"]?["here_alone"] == .null && json[0]?["models"]?["entry"]?["id"] == "model-1")
        #expect(try section(FullPage.markdown(closed)).contains("| models of the credential | measured | 2, asked"))
        let open = try #require(Report(Self.facts).json["parity"])
        #expect(open[1]?["models"]?["list"]?.array?.count == 3 && open[1]?["models"]?["here_alone"] == ["model-secret"])
    }

    /// A list under an open style names the model that another one withholds.
    @Test func oneStylesSecretIsNotInAnothersList() throws {
        var facts = Self.facts
        facts.study.styles[1].withhold = ["model"]
        let closed = Report(facts.published())
        #expect(!(try #require(closed.json["parity"]).pretty.contains("model-secret")))
        #expect(try #require(closed.parity.first).seen.listed == .listed)
    }
}
