import Foundation
import Testing

/// What `check` says before anything is sent, and what `check --live` sends.
struct CheckTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
        try folder.write(SmallStudy.suite(probes: 3), to: "suite.yaml")
    }

    private static let key = "sk-local-0123456789"

    private func study(_ styles: String, more: String = "", repeats: Int = 1) throws {
        try folder.write(
            "study: checked\nsuites: [./suite.yaml]\nrepeats: \(repeats)\n\(more)\nstyles:\n\(styles)\n",
            to: "study.yaml")
    }

    @Test func allMistakesAreToldAtOnceEachWithItsLine() throws {
        try folder.write(
            """
            study: many
            suites: [neutrl]
            repeats: many
            budgt: {usd: 5}
            styles:
              - id: a
                dialect: openai
                base_url: http://127.0.0.1:9/v1
                modle: toy-1
                accept_served: ["toy-[12]"]
                sampling: {temperature: 9}
              - {id: b, like: a, price: {input_usd_per_mtok: -1, output_usd_per_mtok: 1}}

            """, to: "study.yaml")
        let ended = try binary.run("check", "study.yaml")
        #expect(ended.code == 65)
        for (line, words) in [
            (2, "Did you mean 'neutral'?"), (3, "found 'many'"), (4, "Did you mean 'budget'?"),
            (6, "the key 'model' is missing"), (7, "found 'openai'"), (9, "Did you mean 'model'?"), (10, "toy-[12]"),
            (11, "sampling.temperature"), (12, "price.input_usd_per_mtok"),
        ] {
            #expect(
                ended.error.split(separator: "\n").contains {
                    $0.contains("study.yaml:\(line):") && $0.contains(words)
                },
                "\(line) \(words)\n\(ended.error)")
        }
    }

    /// Mistakes that show only when all of a study is known have their line too, also where a style takes a key over.
    @Test(
        arguments: [
            ("grant: {by: x, until: 2020-01-01}", 13, "the grant ended on 2020-01-01"),
            ("key: ${RAILGAUGE_NOT_SET}", 13, "RAILGAUGE_NOT_SET is not set"),
            ("ask: {seed: 3}", 13, "'ask.seed'"),
            ("in_force: {status: required, sentinels: ./none.yaml}", 13, "none.yaml"),
            ("ca_file: none.pem", 13, "none.pem"),
        ])
    func whatShowsLateHasItsLineToo(_ key: String, _ line: Int, _ words: String) throws {
        try folder.write(
            """
            study: late
            suites: [./suite.yaml]

            styles:
              - id: a
                dialect: anthropic
                base_url: http://127.0.0.1:9
                model: m
              - id: b
                dialect: anthropic
                base_url: http://127.0.0.1:9
                model: m
                \(key)
              - {id: c, like: b, system: x}

            """, to: "study.yaml")
        let ended = try binary.run("check", "study.yaml")
        #expect(ended.code == 65, "\(ended.out) \(ended.error)")
        #expect(
            ended.error.split(separator: "\n").contains { $0.contains("study.yaml:\(line): ") && $0.contains(words) },
            "\(ended.error)")
    }

    /// Two variables with one key pasted into both are one account, whatever else the styles differ in.
    @Test func twoNamesOfOneKeyAreOneAccount() throws {
        func check(_ more: String, _ other: String) throws -> Binary.Ended {
            try study(
                """
                  - {id: a, dialect: anthropic, base_url: "http://127.0.0.1:9", model: m, key: "${KEY_A}"}
                  - {id: b, like: a, key: "${KEY_B}"\(more)}
                """)
            return try binary.run(
                "check", "study.yaml", environment: ["KEY_A": "key-one-0123456789", "KEY_B": other])
        }
        let trusted = ", tier: trusted, grant: {by: LabX, safeguards_off: [ai-rnd]}"
        let same = try check(trusted, "key-one-0123456789")
        #expect(same.code == 0)
        #expect(
            same.error.contains("${KEY_A} and ${KEY_B} hold the same key: a and b are one account"), "\(same.error)")
        #expect(!same.error.contains("key-one"))
        let two = try check(trusted, "key-two-0123456789")
        #expect(two.code == 0 && !two.error.contains("one account"), "\(two.error)")
        // With nothing else between them a comparison would hold the account against itself, as `run` says too.
        let alone = try check("", "key-one-0123456789")
        #expect(alone.code == 65 && alone.error.contains("differ in their key alone"), "\(alone.error)")
    }

    /// What sends nothing is a mistake in the study, and no run that may be tried again.
    @Test(arguments: [
        ("suites: [controls]", "a", "controls: [a]"),
        ("suites: [./history.yaml]", "b", "history: keep"),
    ])
    func aPlanWithoutATrialIsBadInput(_ suites: String, _ only: String, _ words: String) throws {
        try folder.write(
            """
            suite: history
            version: 1
            licence: CC0-1.0
            probes:
              - id: h1
                field: f
                why_benign: a test
                standalone: false
                turns: [{user: one}, {assistant: two}, {user: three}]

            """, to: "history.yaml")
        try folder.write(
            "study: none\n\(suites)\nstyles:\n"
                + "  - {id: \(only), dialect: anthropic, base_url: \"sim:tiers\", model: m\(only == "b" ? ", history: drop" : "")}\n",
            to: "none.yaml")
        for command in ["check", "run"] {
            let ended = try binary.run(command, "none.yaml")
            #expect(ended.code == 65, "\(command): \(ended.out)\(ended.error)")
            #expect(ended.error.contains("nothing to send") && ended.error.contains(words), "\(ended.error)")
        }
        let quick = try binary.run("quick", "--suite", "controls", "--model", "sim:tiers")
        #expect(quick.code == 65 && quick.error.contains("nothing to send"), "\(quick.error)")
    }

    @Test func aBrokenProbeHidesNoOther() throws {
        let broken =
            SmallStudy.suite(probes: 1) + """
                  - {id: q1, prompt: "What?", roel: main}
                  - {id: q2, prompt: "What?", expect: maybe}
                  - {id: q3, variant_of: q2, changes: [system], system: "x"}

                """
        try folder.write(broken, to: "suite.yaml")
        try study("  - {id: a, dialect: openai-chat, base_url: \"http://127.0.0.1:9/v1\", model: m}")
        let ended = try binary.run("check", "study.yaml")
        #expect(ended.code == 65 && ended.error.contains("roel") && ended.error.contains("maybe"), "\(ended.error)")
        #expect(!ended.error.contains("q3"), "what follows from a mistake is none: \(ended.error)")
    }

    @Test func aBudgetThatCoversAFractionIsToldLoudly() throws {
        try study(
            "  - {id: a, dialect: openai-chat, base_url: \"http://127.0.0.1:9/v1\", model: m, "
                + "price: {input_usd_per_mtok: 3, output_usd_per_mtok: 15}}",
            more: "budget: {usd: 0.05}", repeats: 20)
        let ended = try binary.run("check", "study.yaml")
        #expect(ended.code == 0)
        #expect(ended.error.contains("THE BUDGET IS TOO SMALL: 0.05 USD are about 4 of 60 trials"), "\(ended.error)")
        #expect(ended.out.contains("60 trials in all, about 0.73 USD where replies take 800 tokens, 3.69 where each"))
    }

    @Test func whatDoesNothingAndWhatCannotBeAnsweredIsTold() throws {
        try study(
            """
              - {id: a, dialect: openai-chat, base_url: "http://127.0.0.1:9/v1", model: m, grant: {by: someone, models: [other-2]}}
              - {id: b, like: a, history: drop}
            """, more: "pacing: {repeat_gap: 1m}\ncontrols: [a]\ncompare: [{a: b, b: a}]")
        let ended = try binary.run("check", "study.yaml")
        #expect(ended.code == 0)
        for words in [
            "pacing.repeat_gap does nothing", "controls does nothing", "b: history: drop does nothing",
            "a has a grant and is compared with no other style", "a: its grant is for other-2, and it asks for m",
        ] {
            #expect(ended.error.contains(words), "\(words)\n\(ended.error)")
        }
        #expect(ended.out.contains("This study cannot answer:"), "\(ended.out)")
        #expect(ended.out.contains("whether a style is within 10 % on ai-rnd"), "\(ended.out)")
    }

    @Test func aPromptThatNoAPITakesIsAMistake() throws {
        try folder.write(String(repeating: "a ", count: 9 << 20), to: "long.txt")
        let suite = try folder.read("suite.yaml")
        try folder.write(
            suite
                + "  - {id: long, prompt: \"What?\", context: [{name: one, file: long.txt}, {name: two, file: long.txt}]}\n",
            to: "suite.yaml")
        try study("  - {id: a, dialect: openai-chat, base_url: \"http://127.0.0.1:9/v1\", model: m}")
        let ended = try binary.run("check", "study.yaml")
        #expect(ended.code == 65, "\(ended.error)")
        #expect(ended.error.contains("probe 'long': a request of 36 MiB; accepted: at most 32 MiB"), "\(ended.error)")
    }

    // MARK: Live

    @Test func aLiveCheckIsATableAndItsCellsAreSafe() throws {
        let server = try JudgeServer(gets: (200, #"{"data":[{"id":"m\u001b[2J"}]}"#)) { _, _ in "Yes." }
        try study(
            "  - {id: a, dialect: openai-chat, base_url: \"http://127.0.0.1:\(server.port)/v1\", model: m, "
                + "key: \"${LOCAL_KEY}\", price: {input_usd_per_mtok: 3, output_usd_per_mtok: 15}}")
        let ended = try binary.run("check", "study.yaml", "--live", "--yes", environment: ["LOCAL_KEY": Self.key])
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ended.error.contains("check --live sends 1 call, probe 'p1' to each style, and one list of models"))
        #expect(ended.error.contains("at most 0.061"), "\(ended.error)")
        let row = try #require(ended.out.split(separator: "\n").first { $0.hasPrefix("  a ") })
        #expect(row.contains("accepted (…6789)") && row.contains("answered"), "\(row)")
        #expect(!ended.out.contains("\u{1B}") && !ended.out.contains(Self.key))
    }

    /// A profile may be active, and what its tiers require be refused by the workspace of the key.
    @Test(arguments: [
        ("enabled", 200, 0, "workspace: human review enabled"), ("disabled", 200, 6, "NOT MET by the workspace"),
        ("disabled", 403, 0, "workspace not read with this key: HTTP 403"),
    ])
    func tiersAndWhatTheyRequireAreReadBack(_ review: String, _ status: Int, _ code: Int32, _ words: String) throws {
        let server = try JudgeServer(
            paths: [
                "/v1/messages": (
                    200,
                    #"{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Yes, it is."}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":4}}"#
                ),
                "/v1/user_profiles/uprof_1": (
                    200,
                    #"{"programs":{"cyber":{"status":"active","tiers":{"a":{"status":"active"},"b":{"status":"inactive"}},"requirements":{"data_retention":true,"human_review":true}}}}"#
                ),
                "/v1/organizations/workspaces/wrkspc_1?beta=true": (
                    status, #"{"id":"wrkspc_1","inference_data_privacy":{"human_review":{"type":"\#(review)"}}}"#
                ),
            ], header: "anthropic-workspace-id: wrkspc_1", gets: (404, "{}")
        ) { _, _ in "Yes, it is." }
        try study(
            "  - {id: a, dialect: anthropic, base_url: \"http://127.0.0.1:\(server.port)\", model: m, stream: false, "
                + "key: \"${LOCAL_KEY}\", headers: {anthropic-user-profile-id: uprof_1}, grant: {by: A}}\n"
                + "  - {id: b, dialect: openai-chat, base_url: \"http://127.0.0.1:\(server.port)/v1\", model: m}")
        let ended = try binary.run("check", "study.yaml", "--live", environment: ["LOCAL_KEY": Self.key])
        #expect(ended.code == code, "\(ended.out) \(ended.error)")
        #expect(ended.out.contains("cyber: tiers a active of 2, which require data retention and human review"))
        #expect(ended.out.contains(words), "\(ended.out)")
        #expect(ended.out.contains("not told by Chat Completions"))
    }

    /// What acts against an account in a check stops later runs as it does in a run, and no further style is asked.
    @Test func anActAgainstTheAccountIsAHoldInACheckToo() throws {
        let server = try JudgeServer(
            paths: [
                "/v1/chat/completions": (
                    403,
                    #"{"error":{"message":"Your account has been deactivated.\nrailgauge: ok","type":"x","code":"account_deactivated"}}"#
                )
            ], gets: (404, "{}")
        ) { _, _ in "Yes." }
        let styles = ["a", "b"].map {
            "  - {id: \($0), dialect: openai-chat, base_url: \"http://127.0.0.1:\(server.port)/v1\", model: m, "
                + "key: \"${LOCAL_KEY}\", price: {input_usd_per_mtok: 3, output_usd_per_mtok: 15}}"
        }
        try study(styles.joined(separator: "\n"))
        let ended = try binary.run("check", "study.yaml", "--live", "--yes", environment: ["LOCAL_KEY": Self.key])
        #expect(ended.code == 7 && ended.error.contains("acts against this account"), "\(ended.code) \(ended.error)")
        #expect(!ended.error.contains("\nrailgauge: ok") && !ended.out.contains("  b "), "\(ended.out)\(ended.error)")
        let holds = try FileManager.default.contentsOfDirectory(atPath: folder.path("state/holds"))
        #expect(holds.contains { $0.hasPrefix("hold-") }, "\(holds)")
        let run = try binary.run("run", "study.yaml", environment: ["LOCAL_KEY": Self.key])
        #expect(run.code == 7 && run.error.contains("nothing was sent"), "\(run.error)")
    }

    @Test func nothingLeavesThisMachineWithoutAYes() throws {
        try study(
            "  - {id: a, dialect: openai-chat, base_url: \"https://api.invalid/v1\", model: m, key: \"${LOCAL_KEY}\"}",
            more: "budget: {usd: 1}")
        let ended = try binary.run("check", "study.yaml", "--live", environment: ["LOCAL_KEY": Self.key])
        #expect(ended.code == 64 && ended.error.contains("Nothing was sent; say yes with --yes"), "\(ended.error)")
        #expect(ended.error.contains("no price is known for a"))
    }

    /// A proxy on this machine may cost what any provider costs.
    @Test(arguments: [
        ("price: {input_usd_per_mtok: 3, output_usd_per_mtok: 15}", "", true),
        ("stream: true", "budget: {usd: 1}", true),
        ("stream: true", "", false),
    ])
    func nothingThatMayCostIsSentWithoutAYes(_ key: String, _ budget: String, _ asks: Bool) throws {
        let server = try JudgeServer(gets: (404, "{}")) { _, _ in "Yes." }
        try study(
            "  - {id: a, dialect: openai-chat, base_url: \"http://127.0.0.1:\(server.port)/v1\", model: m, \(key)}",
            more: budget)
        let ended = try binary.run("check", "study.yaml", "--live")
        #expect(ended.code == (asks ? 64 : 0), "\(ended.error)")
        #expect(ended.error.contains("say yes with --yes") == asks, "\(ended.error)")
        #expect(server.requests.isEmpty == asks)
    }

    /// A server that never answers: the first signal says what happens and ends the check.
    @Test func anInterruptEndsALiveCheck() throws {
        let (asked, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let server = try JudgeServer(gets: (404, "{}")) { _, _ in
            asked.signal()
            gate.wait()
            return "Late."
        }
        defer { gate.signal() }
        try study("  - {id: a, dialect: openai-chat, base_url: \"http://127.0.0.1:\(server.port)/v1\", model: m}")
        let process = try binary.start(["check", "study.yaml", "--live"])
        #expect(asked.wait(timeout: .now() + .seconds(60)) == .success)
        process.process.interrupt()
        let ended = try process.end()
        #expect(ended.code == 130 && ended.error.contains("interrupted: what was asked is given up"), "\(ended)")
    }

    @Test func theFirstLiveRunSaysWhichKeyAndWhatItSends() throws {
        try study(
            "  - {id: a, dialect: openai-chat, base_url: \"https://api.invalid/v1\", model: m, key: \"${LOCAL_KEY}\"}",
            more: "budget: {usd: 1}", repeats: 2)
        let ended = try binary.run("run", "study.yaml", environment: ["LOCAL_KEY": Self.key])
        #expect(ended.code == 64)
        #expect(
            ended.error.contains("(key …6789): 6 trials of 3 prompts under a; 3 aim at a safeguard (ai-rnd 3)"),
            "\(ended.error)")
        #expect(ended.error.contains("a project of its own"))
        #expect(!ended.error.contains(Self.key))
    }
}
