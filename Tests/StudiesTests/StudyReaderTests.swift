import Formats
import TestInputs
import Testing
import Trials

@Suite struct StudyReaderTests {
    @Test func everyKeyOfAStudyIsRead() throws {
        let read = try study(
            styles: """
                  - {id: a, dialect: anthropic, model: m, base_url: 'sim:demo'}
                  - {id: b, like: a}

                """,
            keys: """
                repeats: 3
                seed: 99
                controls: [b]
                compare: [{a: a, b: b}]
                family: [field]
                thresholds: {tolerance: 0.05, obstruction: 0.3, margin: 0.2, alpha: 0.01, alarm_alpha: 0.002, interval: wilson, definition: broad}
                coverage_floor: 0.9
                budget: {usd: 20, requests: 5000, wall: 2h}
                pacing: {in_flight: 2}
                stop_if: {blocks_in_a_row: 25, blocks_per_hour: 200}
                judge: null

                """)
        #expect(read.name == "t" && read.repeats == 3 && read.seed == 99 && read.controls == ["b"])
        #expect(read.compare == [Comparison(a: "a", b: "b")] && read.family == ["field"])
        #expect(
            read.thresholds
                == Thresholds(
                    tolerance: 0.05, obstruction: 0.3, margin: 0.2, alpha: 0.01, alarmAlpha: 0.002, interval: .wilson,
                    definition: .broad))
        #expect(read.coverageFloor == 0.9 && read.inFlight == 2)
        #expect(read.budget == Budget(usd: 20, requests: 5000, wallSeconds: 7200))
        #expect(read.stopIf == StopIf(blocksInARow: 25, blocksPerHour: 200))
    }

    /// Two mistakes in one mapping are both told, each with its line; of words that were meant otherwise the right one.
    @Test(
        arguments: [
            (
                "thresholds:\n  tolerence: 0.1\n  alpha: 9\n  definition: brod\n",
                ["'tolerance'", "thresholds.alpha", "'broad'"]
            ),
            ("budget:\n  usdd: 1\n  requests: 0\n  wall: soon\n", ["'usd'", "budget.requests", "budget.wall"]),
            ("pacing:\n  in_fligt: 2\n  repeat_gap: never\n", ["'in_flight'", "pacing.repeat_gap"]),
            ("stop_if:\n  blocks_in_row: 2\n  blocks_per_hour: 0\n", ["'blocks_in_a_row'", "stop_if.blocks_per_hour"]),
            (
                "compare:\n  - a: aa\n    b: a\n  - a: a\n    b: a\n    c: 1\n",
                ["no style 'aa'", "with itself", "unknown key 'c'"]
            ),
            ("family:\n  - feild\n  - comparson\n", ["'field'", "'comparison'"]),
            ("controls:\n  - x1\n  - x2\n", ["'x1'", "'x2'"]),
            (
                "judge:\n  idd: j\n  id: j\n  rubric: none\n  when: alwys\n  reply_limit: 1\n  model: m\n  dialect: anthropc\n",
                ["'id'", "no rubric 'none'", "'always'", "reply_limit", "'anthropic'"]
            ),
        ])
    func nestedMistakesOfAStudyAreToldTogether(_ keys: String, _ words: [String]) {
        let error = #expect(throws: InputError.self) { try study(keys: keys) }
        expectAll(error, words)
    }

    @Test(
        arguments: [
            ("ask:\n      logprob: 1\n      logprobs: 50\n      seed: x", ["'logprobs'", "ask.logprobs", "ask.seed"]),
            ("sampling:\n      temprature: 1\n      top_p: 3", ["'temperature'", "sampling.top_p"]),
            (
                "limits:\n      requests_per_minut: 1\n      input_tokens_per_minute: -3",
                ["'requests_per_minute'", "limits.input"]
            ),
            ("timeouts:\n      conect: 1s\n      idle: x", ["'connect'", "timeouts.idle"]),
            (
                "price:\n      input_usd_per_mtok: -1\n      output: 2",
                ["unknown key 'output'", "input_usd_per_mtok", "'output_usd_per_mtok' is missing"]
            ),
            ("in_force:\n      status: requird\n      evry: 3", ["'required'", "'every'"]),
            (
                "grant:\n      by: x\n      until: tomorrow\n      safeguards_off: [cybr, biochem]\n      modls: [m]",
                ["grant.until", "'cyber'", "'bio-chem'", "'models'"]
            ),
            ("withhold: [modle, date]", ["'model'", "'dates'"]),
            ("accept_served: ['*', 'a[1]']", ["accepts every model", "a[1]"]),
            ("key:\n      comand: [x]\n      every: x", ["'command'", "key.every"]),
            ("grid:\n      sytem: [1, 2]\n    tier: publik", ["'system'", "'public'"]),
            (
                "grid:\n      system: [one]\n      histroy: [keep, drop]\n      stream: [true, maybe]\n      sampling: [{temperatur: 0.2}, {temperature: 9}]",
                ["an axis of one value", "'history'", "'maybe'", "'temperature'", "found '9'"]
            ),
        ])
    func nestedMistakesOfAStyleAreToldTogether(_ keys: String, _ words: [String]) {
        let error = #expect(throws: InputError.self) {
            try study(
                styles: """
                      - id: a
                        dialect: anthropic
                        model: m
                        base_url: 'http://127.0.0.1:9'
                        \(keys)
                      - {id: b, like: a}

                    """)
        }
        expectAll(error, words)
        // What b takes over is not wrong twice.
        #expect(error?.all.contains { $0.place?.hasPrefix("style 'b'") ?? false } == false, "\(error?.all ?? [])")
    }

    @Test(
        arguments: [
            (
                "{use: ./s.yaml, ids: [p9, p1, p8], frames: [typicl], sample: {m: 1}}",
                ["'p9'", "'p8'", "'typical'", "unknown key 'm'"]
            )
        ])
    func nestedMistakesOfASuiteSelectionAreToldTogether(_ suite: String, _ words: [String]) {
        expectAll(#expect(throws: InputError.self) { try study(suites: "[\(suite)]") }, words)
    }

    private func expectAll(_ error: InputError?, _ words: [String]) {
        let all = error?.all.map(\.description) ?? []
        for word in words { #expect(all.contains { $0.contains(word) }, "\(word): \(all)") }
        #expect(all.allSatisfy { $0.contains(/^[a-z.]+:\d+:[ ]/) }, "\(all)")
        #expect(error?.all.map { $0.line ?? 0 } == error?.all.map { $0.line ?? 0 }.sorted())
    }

    @Test func defaultsStandWhereNothingIsSaid() throws {
        let read = try study()
        #expect(read.repeats == 1 && read.seed == 1 && read.controls.isEmpty && read.compare.isEmpty)
        #expect(read.family == ["comparison", "field"] && read.thresholds == Thresholds())
        #expect(read.coverageFloor == 0.95 && read.budget == Budget() && read.inFlight == 8)
        #expect(read.stopIf == StopIf())
    }

    @Test func everyOtherStyleIsComparedWithTheFirst() throws {
        let read = try study(
            styles: """
                  - {id: a, dialect: anthropic, model: m, base_url: 'sim:demo'}
                  - {id: b, like: a}
                  - {id: c, like: b}

                """)
        #expect(read.compare == [Comparison(a: "b", b: "a"), Comparison(a: "c", b: "a")])
        #expect(try study(keys: "compare: []\n").compare.isEmpty)
    }

    @Test(arguments: [
        "http://127.0.0.1:8080", "http://127.9.9.9/v1", "http://localhost:1", "https://localhost/v1",
        "http://[::1]:80/x",
        "sim:demo",
    ])
    func whatStaysOnThisMachineNeedsNoBudget(_ url: String) throws {
        let read = try study(styles: "  - {id: a, dialect: anthropic, model: m, base_url: '\(url)'}\n")
        #expect(read.styles[0].loopback)
    }

    @Test(arguments: [
        "https://api.example.com", "http://127.0.0.1.example.com", "http://127.0.0", "http://10.0.0.1",
        "http://[::2]:80",
        "http://localhost.example.com", "http://127.0.0.1x", "http://127.0.0.256", "http://128.0.0.1", "http://0.0.0.0",
    ])
    func whatLeavesThisMachineNeedsABudget(_ url: String) throws {
        let style = "  - {id: a, dialect: anthropic, model: m, base_url: '\(url)'}\n"
        #expect(
            message { _ = try study(styles: style) }
                == "study.yaml:1: style 'a' leaves this machine and the study has no 'budget.usd'; accepted: budget: {usd: 20}"
        )
        #expect(
            message { _ = try study(styles: style, keys: "budget: {requests: 5}\n") }
                == "study.yaml:5: key 'budget': style 'a' leaves this machine and the study has no 'budget.usd'; "
                + "accepted: budget: {usd: 20}")
        #expect(try !study(styles: style, keys: "budget: {usd: 1}\n").styles[0].loopback)
    }

    @Test func aVendorsDefaultAddressLeavesThisMachine() {
        #expect(message { _ = try study(styles: "  - {id: a, dialect: anthropic, model: m}\n") }.contains("budget.usd"))
    }

    @Test(arguments: [
        (
            "budgett: {}\n",
            "5: unknown key 'budgett'; accepted: study, suites, repeats, seed, end_user, controls, compare, family, "
                + "thresholds, coverage_floor, budget, pacing, stop_if, parity, judge, styles. Did you mean 'budget'?"
        ),
        ("repeats: 0\n", "5: key 'repeats': found '0'; accepted: a whole number from 1 to 1000"),
        ("repeats: 1.5\n", "5: key 'repeats': found '1.5'; accepted: a whole number from 1 to 1000"),
        ("repeats: '2'\n", "5: key 'repeats': found '2'; accepted: a whole number from 1 to 1000"),
        ("seed: -1\n", "5: key 'seed': found '-1'; accepted: a whole number from 0 to 9223372036854775807"),
        ("controls: [z]\n", "5: key 'controls': no style 'z'; accepted: a"),
        ("compare: [{a: a, b: z}]\n", "5: key 'compare.b': no style 'z'; accepted: a"),
        ("compare: [{a: a}]\n", "5: key 'compare': the key 'b' is missing"),
        ("compare: [{a: a, b: a}]\n", "5: key 'compare': a style is compared with itself"),
        ("compare: [{a: a, c: a}]\n", "5: key 'compare': unknown key 'c'; accepted: a, b"),
        ("family: [style]\n", "5: key 'family': found 'style'; accepted: comparison, field"),
        (
            "thresholds: {tolerance: 0.3}\n",
            "5: key 'thresholds.tolerance': tolerance 0.3 is not below obstruction 0.2; "
                + "accepted: 0 <= tolerance < obstruction <= 1"
        ),
        ("thresholds: {tolerance: 10}\n", "5: key 'thresholds.tolerance': found '10'; accepted: a number from 0 to 1"),
        ("thresholds: {interval: bayes}\n", "5: key 'thresholds.interval': found 'bayes'; accepted: exact, wilson"),
        (
            "thresholds: {definition: any}\n",
            "5: key 'thresholds.definition': found 'any'; "
                + "accepted: api, model, strict, broad, undelivered"
        ),
        (
            "thresholds: {alfa: 1}\n",
            "5: key 'thresholds': unknown key 'alfa'; accepted: tolerance, obstruction, margin, relative_margin, alpha, alarm_alpha, "
                + "interval, definition"
        ),
        ("coverage_floor: .nan\n", "5: key 'coverage_floor': found '.nan'; accepted: a number from 0 to 1"),
        ("budget: {usd: lots}\n", "5: key 'budget.usd': found 'lots'; accepted: a number from 0 to 1000000000"),
        ("budget: {eur: 1}\n", "5: key 'budget': unknown key 'eur'; accepted: usd, requests, wall"),
        ("pacing: {in_flight: 0}\n", "5: key 'pacing.in_flight': found '0'; accepted: a whole number from 1 to 10000"),
        (
            "stop_if: {blocks: 1}\n",
            "5: key 'stop_if': unknown key 'blocks'; accepted: blocks_in_a_row, blocks_per_hour"
        ),
    ])
    func aBadStudyIsNamed(_ keys: String, _ expected: String) {
        #expect(message { _ = try study(keys: keys) } == "study.yaml:\(expected)")
    }

    @Test func aPairThatStandsTwiceIsNamed() {
        let styles = "  - {id: a, dialect: anthropic, model: m, base_url: 'sim:d'}\n  - {id: b, like: a}\n"
        #expect(
            message { _ = try study(styles: styles, keys: "compare: [{a: b, b: a}, {a: b, b: a}]\n") }
                == "study.yaml:6: key 'compare': the pair b, a stands twice")
    }
}
