import Foundation
import Testing

/// `compare` over two runs, with and without a control style.
struct BeforeAfterTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
        try folder.write(SmallStudy.suite(probes: 30), to: "suite.yaml")
        try folder.write(
            """
            study: dated
            suites: [./suite.yaml]
            styles:
              - {id: access, dialect: anthropic, base_url: "sim:./scenario.yaml", model: sim-1}
              - {id: other, like: access}

            """, to: "study.yaml")
    }

    private func run(access: Double, other: Double) throws -> String {
        func style(_ share: Double) -> String {
            "{rules: [{outcomes: {blocked: [{share: \(share), stage: no-text, category: cyber}]}}]}"
        }
        try folder.write(
            "scenario: dated\nseed: 3\nshared_draws: true\nstyles:\n  access: \(style(access))\n  other: \(style(other))\n",
            to: "scenario.yaml")
        return try binary.run("run", "study.yaml", "--new").lastLine
    }

    @Test func whatChangedForTheControlTooIsTakenOff() throws {
        let (first, second) = (try run(access: 0.9, other: 0.9), try run(access: 0.1, other: 0.5))
        let ended = try binary.run(
            "compare", first, second, "--pair", "access@1,access@2", "--control", "other@1,other@2")
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ended.out.contains("# Before and after: access@1 and access@2"), "\(ended.out)")
        #expect(ended.out.contains("0 days apart, with the control other@1 and other@2"), "\(ended.out)")
        let row = try #require(
            ended.out.split(separator: "\n").first { $0.hasPrefix("| typical | ai-rnd | blocked by the API") })
        let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        let difference = try #require(cells[8].split(separator: " ").first.flatMap { Double($0) })
        #expect((-70...(-15)).contains(difference), "\(row)")
        // The interval as everywhere else, and one sentence for who reads one.
        #expect(cells[8].wholeMatch(of: /-\d+ \(-\d+ to -[0-9.]+\)/) != nil, "\(row)")
        let said = try #require(ended.out.split(separator: "\n").first { $0.hasPrefix("- (typical) Of 30 scenarios") })
        #expect(said.contains("were blocked or refused under access@1 and"), "\(said)")
        #expect(said.contains("Beyond what changed for the control: \(cells[8]) points, p"), "\(said)")
        #expect(said.hasSuffix("**less often than before, by more than the control**."), "\(said)")
        // One trial each: nothing is said of several.
        #expect(!ended.out.contains("several trials"), "\(ended.out)")
        // The order of the two does not matter: the number of the run says which was first.
        let turned = try binary.run(
            "compare", first, second, "--pair", "access@2,access@1", "--control", "other@2,other@1")
        #expect(turned.out == ended.out)
    }

    /// Verdicts of other rules are not what is compared: such a run is judged by today's, from the bytes.
    @Test func bothRunsAreJudgedAnew() throws {
        let (first, second) = (try run(access: 0.9, other: 0.9), try run(access: 0.1, other: 0.5))
        let arguments = ["compare", first, second, "--pair", "access@1,access@2", "--control", "other@1,other@2"]
        let honest = try binary.start(arguments).end()
        let falsified = try binary.shell(
            """
            python3 - <<'END' '\(first)/run.sqlite'
            import sqlite3, sys
            store = sqlite3.connect(sys.argv[1])
            store.execute("UPDATE verdict SET outcome = 'answered', stage = NULL, layer = NULL, version = 'older'")
            store.commit()
            END
            """)
        #expect(falsified.code == 0, "\(falsified.error)")
        let after = try binary.start(arguments).end()
        #expect(after.code == 0 && after.out == honest.out, "\(after.out)\n\(after.error)")
    }

    @Test func withoutAControlTheReaderIsWarned() throws {
        let (first, second) = (try run(access: 0.9, other: 0.9), try run(access: 0.1, other: 0.9))
        let ended = try binary.run("compare", first, second, "--pair", "access@2,access@1")
        #expect(ended.code == 0 && ended.error.contains("two runs and no --control"), "\(ended.error)")
        let wrong = try binary.run(
            "compare", first, second, "--pair", "access@1,other@1", "--control", "other@1,other@2")
        #expect(wrong.code == 64 && wrong.error.contains("one style of the first run and one of the second"))
        #expect(try binary.run("compare", first, "--pair", "access,other", "--control", "other,access").code == 64)
    }
}
