import Formats
import Studies
import TestInputs
import Testing
import Trials
import Vendors

@Suite struct JudgeReaderTests {
    static let rubric = """
        # rubric help, version 3

        ## task
        Read it.
        ## answered
        It does.
        ## partial
        It does half.
        ## refused
        It declines.
        ## unable
        It cannot.
        ## points
        Hold them against it.

        """

    /// A study whose one style `a` is of Anthropic, with this `judge:`.
    private func read(
        _ judge: String, style: String = "model: claude-x", rubric: String = Self.rubric, budget: Bool = true
    ) throws -> Study {
        try study(
            styles: "  - {id: a, dialect: anthropic, base_url: 'http://127.0.0.1:9', \(style)}\n",
            keys: "judge: \(judge)\n" + (budget ? "budget: {usd: 5}\n" : ""), files: ["mine.md": rubric],
            shipped: ["probes/rubrics/help.md": Self.rubric])
    }

    @Test func oneJudgeIsAPanelOfOne() throws {
        let panel = try #require(
            try read(
                """
                {id: j, dialect: openai-chat, model: gpt-x, key: "${K}", when: always, reply_limit: 5000,
                 price: {input_usd_per_mtok: 1, output_usd_per_mtok: 2}}
                """
            ).judge)
        #expect(panel.when == .always && panel.agree == .majority && panel.judges.count == 1)
        let judge = panel.judges[0]
        #expect(judge.id == "j" && judge.style.id == "judge:j" && judge.style.dialect == .openAIChat)
        #expect(judge.style.key == .environment("K") && judge.style.price?.outputUSDPerMTok == 2)
        #expect(!judge.style.stream && judge.style.sampling.maxOutputTokens == 4096)
        #expect(judge.replyLimit == 5000 && !judge.local && !judge.sameVendor && judge.vendor?.rawValue == "openai")
        #expect(judge.rubric.name == "help" && judge.rubric.version == 3 && judge.rubric.task == "Read it.")
        #expect(judge.version == "judge:j@help-3-\(judge.rubric.hash.prefix(8))" && panel.version == judge.version)
    }

    @Test(arguments: [
        ("[{id: j, dialect: openai-chat, model: gpt-x}, {id: k, dialect: gemini, model: gemini-x}]", "majority"),
        (
            "{agree: all, judges: [{id: j, dialect: openai-chat, model: gpt-x}, {id: k, dialect: gemini, model: gemini-x}]}",
            "all"
        ),
    ])
    func severalJudgesAreAPanel(_ judge: String, _ agree: String) throws {
        let panel = try #require(try read(judge).judge)
        #expect(panel.judges.map(\.id) == ["j", "k"] && panel.agree.rawValue == agree && panel.when == .unsure)
        #expect(panel.version.hasPrefix("judge:panel-\(agree)(j@help-3-"))
    }

    @Test func theRubricMayBeAFileOfOnesOwn() throws {
        let judge = "{id: j, dialect: openai-chat, model: gpt-x, rubric: ./mine.md}"
        let own = try read(judge, rubric: Self.rubric.replacing("Read it.", with: "Read it twice.")).judge
        #expect(own?.judges.first?.rubric.task == "Read it twice.")
        let other = try read(judge).judge
        #expect(own?.version != other?.version)
    }

    @Test func theLockHoldsTheJudgesAndReadsBack() throws {
        let read = try read(
            "[{id: j, dialect: openai-chat, model: gpt-x, same_vendor: true}, {id: k, dialect: gemini, model: gemini-x, vendor: Own}]"
        )
        #expect(read.lock["judge"]?["judges"]?.array?.count == 2)
        let back = try Study(lock: read.lock, file: "lock")
        #expect(back.lockHash == read.lockHash && back.judge?.version == read.judge?.version)
        #expect(back.judge?.judges.map(\.style) == read.judge?.judges.map(\.style))
        #expect(back.judge?.judges.map(\.vendor?.rawValue) == ["openai", "own"])
        #expect(back.judge?.judges.map(\.sameVendor) == [true, false])
    }

    @Test func aStudyWithoutJudgesKeepsItsLock() throws {
        #expect(try study().lock["judge"] == nil)
        #expect(try study(keys: "judge: null\n").lockHash == (try study().lockHash))
    }

    @Test(arguments: [
        // The vendor of the model under test.
        ("{id: j, dialect: anthropic, model: claude-y}", "are of one vendor (anthropic)"),
        // The same through a gateway.
        (
            "{id: j, dialect: openai-compatible, base_url: 'https://gw.example/v1', model: anthropic/claude-y}",
            "are of one vendor (anthropic)"
        ),
        ("{id: j, dialect: openai-chat, model: gpt-x, local: true}", "is an address of openai"),
        ("{id: j, dialect: openai-chat, model: gpt-x, base_url: 'sim:demo'}", "the built-in simulator plays no judges"),
        ("{id: j, dialect: openai-chat, model: gpt-x, system: be kind}", "unknown key 'system'"),
        ("{id: j, dialect: openai-chat, model: gpt-x, rubric: other}", "no rubric 'other'"),
        ("{id: j, dialect: openai-chat}", "judge 'j': the key 'model' is missing"),
        ("{judges: []}", "a panel without a judge"),
        (
            "[{id: j, dialect: openai-chat, model: gpt-x}, {id: j, dialect: gemini, model: gemini-x}]",
            "the judge id 'j' stands twice"
        ),
        (
            "[{id: j, dialect: openai-chat, model: gpt-x, when: always}, {id: k, dialect: gemini, model: gemini-x, when: unsure}]",
            "the judges of a panel differ in `when`"
        ),
    ])
    func aJudgeThatCannotBeAskedIsRefused(_ judge: String, _ words: String) {
        #expect(message { _ = try read(judge) }.contains(words))
    }

    @Test func aJudgeThatLeavesTheMachineNeedsABudget() {
        let judge = "{id: j, dialect: openai-chat, model: gpt-x}"
        #expect(
            message { _ = try read(judge, budget: false) }.contains(
                "judge 'j' leaves this machine and the study has no 'budget.usd'"))
    }

    @Test func aStudyMayAllowAJudgeOfTheSameVendorAndItIsTold() throws {
        let panel = try #require(try read("{id: j, dialect: anthropic, model: claude-y, same_vendor: true}").judge)
        let styles = try read("{id: j, dialect: openai-chat, model: gpt-x}").styles
        #expect(panel.notices(styles).first?.contains("its own vendor's model (anthropic) under a") == true)
    }

    @Test func confidentialRepliesStayLocalOrWithTheirVendor() throws {
        let style = "model: claude-x, confidential: true"
        #expect(
            message { _ = try read("{id: j, dialect: openai-chat, model: gpt-x}", style: style) }
                .contains("the style 'a' is confidential, and judge 'j' is neither local nor of its vendor"))
        let local = "{id: j, dialect: openai-compatible, profile: vllm, base_url: 'http://127.0.0.1:8', model: qwen-x}"
        #expect(try read(local, style: style).judge?.notices([]) == [])
        // The same vendor is allowed without `same_vendor`, and it is told.
        let kin = try read("{id: j, dialect: anthropic, model: claude-y}", style: style)
        #expect(kin.judge?.notices(kin.styles).first?.contains("this overrides the rule") == true)
    }

    @Test(arguments: [
        ("claude-x", DialectName.anthropic, "https://api.anthropic.com", "anthropic"),
        ("us.anthropic.claude-x-v1:0", .bedrock, "https://bedrock-runtime.us-east-1.amazonaws.com", "anthropic"),
        ("ft:gpt-4o:org", .openAIChat, "https://api.openai.com/v1", "openai"),
        ("meta-llama/Llama-3-70b", .openAICompatible, "https://openrouter.ai/api/v1", "meta"),
        ("x-ai/grok-9", .openAICompatible, "https://openrouter.ai/api/v1", "xai"),
        ("deployment-7", .azureOpenAI, "https://res.openai.azure.com", "openai"),
        ("o3-mini", .openAICompatible, "https://gw.example/v1", "openai"),
        ("accounts/fireworks/models/qwen3-8b", .openAICompatible, "https://gw.example/v1", "alibaba"),
    ])
    func theVendorIsReadFromAddressAndName(
        _ model: String, _ dialect: DialectName, _ url: String, _ vendor: String
    ) {
        #expect(AccessStyle(id: "s", dialect: dialect, baseURL: url, model: model).vendor?.rawValue == vendor)
    }

    @Test func anUnknownVendorIsNotGuessed() {
        #expect(
            AccessStyle(id: "s", dialect: .openAIChat, baseURL: "http://127.0.0.1:8/v1", model: "mine").vendor == nil)
        #expect(AccessStyle(id: "s", dialect: .anthropic, baseURL: "sim:demo", model: "sim-1").vendor == nil)
    }

    @Test(arguments: [
        ("# rubric Help, version 1", "accepted: # rubric NAME, version N"),
        ("# rubric help, version 3\n\nwords", "text before the first section"),
        ("# rubric help, version 3\n## other\nx", "a section 'other'"),
        ("# rubric help, version 3\n## task\nx", "the section 'answered' is missing or empty"),
    ])
    func aRubricThatLacksSomethingIsRefused(_ text: String, _ words: String) {
        #expect(message { _ = try Rubric.read(Array(text.utf8), file: "r.md") }.contains(words))
    }

    @Test func theShippedRubricIsWhole() throws {
        let bytes = try ShippedFiles().bytes(at: "probes/rubrics/help.md")
        let rubric = try Rubric.read(bytes, file: "help.md")
        #expect(rubric.name == "help" && rubric.outcomes.count == 4 && !rubric.points.isEmpty)
    }
}
