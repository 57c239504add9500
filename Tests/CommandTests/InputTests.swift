import Formats
import Foundation
import Testing
import Trials

/// Bad input sends nothing, exits 64 or 65, and says where to look and what is accepted.
struct InputTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var study: String
        var message: [String]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "no YAML", study: "study: [", message: ["study.yaml:", "not YAML"]),
        Case(
            name: "unknown key", study: "study: x\nsuites: [./suite.yaml]\nsytles: []\n",
            message: ["study.yaml:3:", "unknown key 'sytles'", "styles"]),
        Case(
            name: "unknown dialect",
            study: "study: x\nsuites: [./suite.yaml]\nstyles:\n  - {id: a, dialect: openai, model: m}\n",
            message: ["study.yaml:4:", "style 'a', key 'dialect'", "'openai'", "openai-chat"]),
        Case(
            name: "literal key",
            study:
                "study: x\nsuites: [./suite.yaml]\nstyles:\n  - {id: a, dialect: anthropic, model: m, key: sk-secret-1}\n",
            message: ["style 'a', key 'key'", "literal key", "${ENV}"]),
        Case(
            name: "no budget",
            study: "study: x\nsuites: [./suite.yaml]\nstyles:\n  - {id: a, dialect: anthropic, model: m}\n",
            message: ["budget.usd", "budget: {usd: 20}"]),
        Case(
            name: "missing suite",
            study: "study: x\nsuites: [./none.yaml]\nstyles:\n  - {id: a, dialect: anthropic, model: m}\n",
            message: ["study.yaml:2:", "none.yaml"]),
        Case(
            name: "key variable not set",
            study: "study: x\nsuites: [./suite.yaml]\nbudget: {usd: 1}\nstyles:\n"
                + "  - {id: a, dialect: anthropic, model: m, key: \"${NOT_SET_ANYWHERE}\"}\n",
            message: ["style 'a'", "NOT_SET_ANYWHERE"]),
        Case(
            name: "unreadable key file",
            study: "study: x\nsuites: [./suite.yaml]\nbudget: {usd: 1}\nstyles:\n"
                + "  - {id: a, dialect: anthropic, model: m, key: \"file:./nokey\"}\n",
            message: ["style 'a'", "nokey"]),
        Case(
            name: "seed on a wire without one",
            study: "study: x\nsuites: [./suite.yaml]\nbudget: {usd: 1}\nstyles:\n"
                + "  - {id: a, dialect: anthropic, model: m, ask: {seed: 3}}\n",
            message: ["style 'a'", "seed"]),
        Case(
            name: "a grant that has run out",
            study: "study: x\nsuites: [./suite.yaml]\nbudget: {usd: 1}\nstyles:\n"
                + "  - {id: a, dialect: anthropic, model: m, grant: {by: LabX, until: 2020-01-01}}\n",
            message: ["style 'a', key 'grant.until'", "the grant ended on 2020-01-01"]),
        Case(
            name: "authentication in headers",
            study: "study: x\nsuites: [./suite.yaml]\nbudget: {usd: 1}\nstyles:\n"
                + "  - {id: a, dialect: anthropic, model: m, headers: {x-api-key: abc123}}\n",
            message: ["style 'a'", "x-api-key"]),
    ]

    @Test(arguments: cases)
    func badStudySendsNothingAndSaysWhere(_ bad: Case) throws {
        try folder.write(SmallStudy.suite(probes: 3), to: "suite.yaml")
        try folder.write(bad.study, to: "study.yaml")
        let ended = try binary.run("run", "study.yaml", "--yes")
        #expect(ended.code == 65, "\(ended.error)")
        for part in bad.message { #expect(ended.error.contains(part), "\(part) in: \(ended.error)") }
        #expect(!ended.error.contains("sk-secret-1") && !ended.error.contains("abc123"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("results")))
    }

    /// Whatever the request carries costs, and the figure is called what it is.
    @Test func checkEstimatesTheCostOfWholeRequests() throws {
        try folder.write(SmallStudy.suite(probes: 1), to: "suite.yaml")
        func cost(_ more: String) throws -> Double {
            try folder.write(
                "study: x\nsuites: [./suite.yaml]\nbudget: {usd: 1}\nparity: {list_models: false}\nstyles:\n"
                    + "  - {id: a, dialect: openai-chat, base_url: 'http://127.0.0.1:9/v1', model: m, "
                    + "price: {input_usd_per_mtok: 1000, output_usd_per_mtok: 0}\(more)}\n", to: "study.yaml")
            let plan = try binary.run("check", "study.yaml").out
            let found = try #require(
                plan.firstMatch(of: /about ([0-9.]+) USD where replies take 800 tokens/), "\(plan)")
            return try #require(Double(found.1))
        }
        let bare = try cost("")
        let long = String(repeating: "word ", count: 8_000)
        // 40,000 bytes are 10,000 tokens are 10 USD.
        #expect(abs(try cost(", system: '\(long)'") - bare - 10) < 0.05)
        #expect(abs(try cost(", body: {tools: ['\(long)']}") - bare - 10) < 0.05)
    }

    @Test func firstLiveRunNeedsAYes() throws {
        try folder.write(SmallStudy.suite(probes: 3), to: "suite.yaml")
        try folder.write(
            "study: x\nsuites: [./suite.yaml]\nbudget: {usd: 1}\nstyles:\n"
                + "  - {id: a, dialect: anthropic, model: m, key: \"${SOME_KEY}\"}\n", to: "study.yaml")
        let ended = try binary.run("run", "study.yaml", environment: ["SOME_KEY": "key-that-is-never-printed"])
        #expect(ended.code == 64)
        #expect(ended.error.contains("--yes"))
        #expect(!ended.error.contains("never-printed"))
    }

    @Test(arguments: [
        ["run"], ["run", "demo", "--max-trials", "0"], ["run", "demo", "--only-style", "nobody"], ["report"],
        ["classify"], ["classify", "x", "--transcripts", "y"], ["nonsense"],
    ])
    func badUsageExitsSixtyFour(_ arguments: [String]) throws {
        let ended = try binary.start(arguments).end()
        #expect(ended.code == 64, "\(ended.error)")
        #expect(!ended.error.isEmpty)
    }

    @Test func everyCommandHasHelpWithExamplesOrCodes() throws {
        for command in [
            "try", "ingest", "run", "check", "report", "compare", "classify", "label", "register", "suites", "simulate",
            "schema",
        ] {
            let ended = try binary.run(command, "--help")
            #expect(ended.code == 0)
            #expect(ended.out.contains("USAGE:"))
        }
    }
}
