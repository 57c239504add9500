import Formats
import TestInputs
import Testing
import Trials

@Suite struct StyleTests {
    private static let keys = """
        id, like, grid, granted_to, surface, tier, dialect, profile, base_url, route, model, accept_served, key, headers, \
        query, body, reasoning, ask, system, prefill, history, stream, sampling, limits, price, grant, in_force, \
        confidential, withhold, public_name, timeouts, ca_file
        """
    /// Eight axes of nineteen values.
    private static let hugeGrid: String = StyleTests.axes()

    private static func axes() -> String {
        let keys = ["system", "prefill", "history", "stream", "reasoning", "body", "sampling", "headers"]
        let values = (1...19).map(String.init).joined(separator: ", ")
        return keys.map { "\($0): [\(values)]" }.joined(separator: ", ")
    }

    private static let base = "id: a, dialect: anthropic, model: m, base_url: 'sim:d'"

    private func styles(_ yaml: String, files: [String: String] = [:]) throws -> [AccessStyle] {
        try study(styles: yaml, files: files).styles
    }

    @Test func everyKeyOfAStyleIsRead() throws {
        let style = try styles(
            """
              - id: a
                granted_to: [public, staff]
                surface: chat
                tier: fine-tuned
                dialect: openai-compatible
                profile: vllm
                base_url: http://localhost:8000/v1/
                route: gateway
                model: m
                accept_served: ["m*"]
                key: {command: [pass, show, key], every: 45m}
                headers: {x-a: 1, x-b: "two"}
                query: {v: 2026-11-05}
                body: {deep: {list: [1, null, 1.5, "x"]}}
                reasoning: {effort: low}
                ask: {logprobs: 3, seed: 4, continuation: true}
                system: {file: s.txt}
                prefill: Sure
                history: drop
                stream: false
                sampling: {max_output_tokens: 8192, temperature: 0.5, top_p: 0.9}
                limits: {requests_per_minute: 600, input_tokens_per_minute: 200000}
                price: {input_usd_per_mtok: 3, output_usd_per_mtok: 15}
                grant: {by: LabX, document: mail, from: 2026-11-05, until: 2026-12-05, safeguards_off: [cyber], models: ["m*"]}
                in_force: {status: off, sentinels: ./sentinels.yaml, every: 50}
                confidential: true
                withhold: [model, dates]
                public_name: Lab model
                timeouts: {connect: 5s, total: 10m}
                ca_file: certs/ca.pem

            """, files: ["s.txt": "I teach.\n"])[0]
        let expected = AccessStyle(
            id: "a", grantedTo: ["public", "staff"], surface: .chat, tier: .fineTuned, dialect: .openAICompatible,
            profile: "vllm", baseURL: "http://localhost:8000/v1", route: "gateway", model: "m", acceptServed: ["m*"],
            key: .command(["pass", "show", "key"], everySeconds: 2700), headers: ["x-a": "1", "x-b": "two"],
            query: ["v": "2026-11-05"],
            body: ["deep": ["list": [1, .null, .number(1.5), "x"]]], reasoning: ["effort": "low"],
            ask: Ask(logprobs: 3, seed: 4, continuation: true), system: "I teach.", prefill: "Sure", history: .drop,
            stream: false, sampling: Sampling(maxOutputTokens: 8192, temperature: 0.5, topP: 0.9),
            limits: RateLimits(requestsPerMinute: 600, inputTokensPerMinute: 200_000),
            price: Price(inputUSDPerMTok: 3, outputUSDPerMTok: 15),
            grant: Grant(
                by: "LabX", document: "mail", from: "2026-11-05", until: "2026-12-05", safeguardsOff: ["cyber"],
                models: ["m*"]),
            inForce: InForce(status: .off, sentinels: "./sentinels.yaml", every: 50), confidential: true,
            withhold: ["model", "dates"], publicName: "Lab model", timeouts: Timeouts(connect: 5, total: 600),
            caFile: "certs/ca.pem")
        #expect(style == expected)
        #expect(AccessStyle(json: try JSONReader.read(style.json.compactBytes)) == expected)
    }

    @Test func aPlainStyleSurvivesItsJSON() throws {
        let style = AccessStyle(id: "a", baseURL: "sim:d", model: "m")
        #expect(AccessStyle(json: try JSONReader.read(style.json.compactBytes)) == style)
        #expect(AccessStyle(json: ["id": "a"]) == nil)
    }

    @Test func aStyleTakesOverWholeKeysOfTheOneItIsLike() throws {
        let read = try styles(
            """
              - {\(Self.base), headers: {x: 1}, sampling: {max_output_tokens: 10, temperature: 1}, key: "${KEY}"}
              - {id: b, like: a, sampling: {max_output_tokens: 20}, key: null}
              - {id: c, like: b, model: other}

            """)
        #expect(read.map(\.id) == ["a", "b", "c"])
        #expect(read[1].headers == ["x": "1"] && read[1].sampling == Sampling(maxOutputTokens: 20))
        #expect(read[1].key == nil && read[0].key == .environment("KEY"))
        #expect(read[2].model == "other" && read[2].sampling.maxOutputTokens == 20 && read[2].headers == ["x": "1"])
    }

    @Test func aGridMakesAStyleOfEachCombinationAndPairsThatDifferInOneThing() throws {
        let read = try study(
            styles: """
                  - {\(Self.base)}
                  - {id: sys, like: a, grid: {system: [null, {file: s/affiliation.txt}], history: [keep, drop]}}
                  - {id: late, like: sys}

                """, files: ["s/affiliation.txt": "I work at a hospital.\n"])
        #expect(
            read.styles.map(\.id) == [
                "a", "sys.system-none.history-keep", "sys.system-none.history-drop",
                "sys.system-affiliation.history-keep", "sys.system-affiliation.history-drop", "late",
            ])
        #expect(read.styles[1].system == nil && read.styles[4].system == "I work at a hospital.")
        #expect(read.styles[2].history == .drop && read.styles[3].history == .keep)
        // `late` takes over the style that the grid stands on, without the grid.
        #expect(read.styles[5].system == nil)
        let pairs = read.compare.filter { $0.a.hasPrefix("sys.") && $0.b.hasPrefix("sys.") }
        #expect(
            pairs == [
                Comparison(a: "sys.system-none.history-drop", b: "sys.system-none.history-keep"),
                Comparison(a: "sys.system-affiliation.history-keep", b: "sys.system-none.history-keep"),
                Comparison(a: "sys.system-affiliation.history-drop", b: "sys.system-none.history-drop"),
                Comparison(a: "sys.system-affiliation.history-drop", b: "sys.system-affiliation.history-keep"),
            ])
        // The base of the grid and the plain style are held against the first; other cells against their neighbours.
        #expect(
            read.compare.filter { $0.b == "a" }.map(\.a) == ["sys.system-none.history-keep", "late"])
    }

    @Test(arguments: [
        ("${OPENAI_API_KEY}", KeySource.environment("OPENAI_API_KEY")), ("file:keys/a", .file("keys/a")),
    ])
    func aKeyNamesWhereItComesFrom(_ text: String, _ expected: KeySource) throws {
        #expect(try styles("  - {\(Self.base), key: \"\(text)\"}\n")[0].key == expected)
        #expect(KeySource(json: expected.json) == expected)
        #expect(expected.label == text)
    }

    @Test func aCommandIsLabelledWithoutItsArguments() throws {
        let source = KeySource.command(["pass", "show", "secret-name"], everySeconds: nil)
        #expect(source.label == "command:pass")
        #expect(KeySource(json: source.json) == source)
        #expect(KeySource(json: ["x": 1]) == nil)
    }

    @Test(arguments: [
        ("key: sk-ant-api03-verysecret", "a literal key (not shown)"),
        ("key: 8461358461358461", "a literal key (not shown)"),
        ("key: 'file:'", "a literal key (not shown)"),
        ("key: \"${sk-ant-api03-verysecret}\"", "no name of an environment variable stands in ${} (not shown)"),
        ("base_url: 'https://me:verysecret@example.com'", "a credential stands in the address (not shown)"),
        ("base_url: 'me:verysecret@example.com'", "a credential stands in the address (not shown)"),
        ("base_url: 'https://example.com/v1?key=verysecret'", "a query stands in the address (not shown)"),
    ])
    func aLiteralKeyIsRefusedAndNotPrinted(_ key: String, _ expected: String) {
        let found = message { _ = try styles("  - {id: a, dialect: anthropic, model: m, \(key)}\n") }
        #expect(found.contains(expected), "\(found)")
        #expect(found.hasPrefix("study.yaml:4: style 'a', key '"), "\(found)")
        #expect(!found.contains("verysecret") && !found.contains("84613"))
    }

    @Test(arguments: [
        ("{\(base), modle: x}", "style 'a': unknown key 'modle'; accepted: \(keys). Did you mean 'model'?"),
        ("{id: a, dialect: anthropic}", "style 'a': the key 'model' is missing"),
        ("{id: a, model: m}", "style 'a': the key 'dialect' is missing"),
        (
            "{id: a, model: m, dialect: telnet}",
            "style 'a', key 'dialect': found 'telnet'; accepted: anthropic, openai-chat, "
                + "openai-responses, openai-completions, azure-openai, gemini, bedrock, openai-compatible"
        ),
        ("{id: a, model: m, dialect: bedrock}", "style 'a': the key 'base_url' is missing. bedrock has no default."),
        (
            "{id: a, model: m, dialect: anthropic, base_url: ftp}",
            "style 'a', key 'base_url': found 'ftp'; accepted: https://…, "
                + "http://…, sim:SCENARIO or replay:DIR"
        ),
        (
            "{id: a b, model: m}",
            "key 'styles.id': found 'a b'; accepted: letters, digits, '-', '_' and '.', at most 120, no leading '.'"
        ),
        (
            "{id: a, like: z}",
            "style 'a', key 'like': no style 'z' stands before this one; accepted: a style that stands above it in the file"
        ),
        (
            "{\(base), tier: gold}",
            "style 'a', key 'tier': found 'gold'; accepted: public, trusted, railfree, helpful-only, base, "
                + "fine-tuned, local"
        ),
        ("{\(base), stream: on}", "style 'a', key 'stream': found 'on'; accepted: true, false"),
        (
            "{\(base), key: {command: []}}",
            "style 'a', key 'key': the command is empty; "
                + "accepted: ${ENV}, file:PATH or {command: [...], every: 45m}"
        ),
        ("{\(base), body: [1]}", "style 'a', key 'body': found a list; accepted: a mapping"),
        ("{\(base), headers: {a: [1]}}", "style 'a', key 'headers.a': found a list; accepted: a text"),
        (
            "{\(base), system: {file: no.txt}}",
            "style 'a', key 'system.file': 'no.txt': no such file; "
                + "accepted: a file, seen from study.yaml"
        ),
        (
            "{\(base), sampling: {temperature: 3}}",
            "style 'a', key 'sampling.temperature': found '3'; accepted: a number from 0 to 2"
        ),
        (
            "{\(base), price: {input_usd_per_mtok: 1}}",
            "style 'a', key 'price': the key 'output_usd_per_mtok' is missing"
        ),
        (
            "{\(base), grant: {by: X, from: 2026-12-05, until: 2026-11-05}}",
            "style 'a', key 'grant.until': the grant ends (2026-11-05) "
                + "before it begins (2026-12-05)"
        ),
        (
            "{\(base), grant: {by: X, from: tomorrow}}",
            "style 'a', key 'grant.from': found 'tomorrow'; "
                + "accepted: a date such as 2026-11-05"
        ),
        (
            "{\(base), grant: {by: X, safeguards_off: [cybr]}}",
            "style 'a', key 'grant.safeguards_off': found 'cybr'; accepted: cyber, bio-chem, ai-rnd, reasoning, persuasion, "
                + "content, copyright, privacy, other. Did you mean 'cyber'?"
        ),
        (
            "{id: a, dialect: openai-chat, model: m, base_url: 'https://api.example.test/v1/chat/completions'}",
            "style 'a', key 'base_url': the address ends in '/chat/completions', which is added to every request; "
                + "accepted: the address without it"
        ),
        (
            "{\(base), withhold: [name]}",
            "style 'a', key 'withhold': found 'name'; accepted: model, base_url, request_id, replies, "
                + "dates"
        ),
        (
            "{\(base), in_force: {status: maybe}}",
            "style 'a', key 'in_force.status': found 'maybe'; accepted: required, optional, off"
        ),
        (
            "{\(base), grid: {model: [a, b]}}",
            "style 'a', key 'grid.model': a grid over 'model'; accepted: system, prefill, history, "
                + "stream, reasoning, body, sampling, headers, key"
        ),
        (
            "{\(base), grid: {history: [keep]}}",
            "style 'a', key 'grid.history': an axis of one value; accepted: two or more"
        ),
        (
            // Seventeen thousand million styles: they are counted, not made.
            "{\(base), grid: {\(hugeGrid)}}",
            "style 'a', key 'grid': a grid of 16983563041 styles; accepted: at most 256"
        ),
        (
            "{\(base), timeouts: {total: 1e30}}",
            "style 'a', key 'timeouts.total': found '1e30'; accepted: a duration such as 90s, 45m, 2h, 1d, from 0.001s to 7d"
        ),
        (
            "{\(base), timeouts: {connect: 0}}",
            "style 'a', key 'timeouts.connect': found '0'; accepted: a duration such as 90s, 45m, 2h, 1d, from 0.001s to 7d"
        ),
        ("{\(base), grid: {history: [keep, keep]}}", "style 'a', key 'grid.history': the value 'keep' stands twice"),
    ])
    func aBadStyleIsNamed(_ style: String, _ expected: String) {
        let found = message { _ = try styles("  - \(style)\n") }
        #expect(found == "study.yaml:4: \(expected)")
    }

    @Test func twoStylesOfOneIdAreRefused() {
        let yaml = "  - {\(Self.base)}\n  - {\(Self.base)}\n"
        #expect(message { _ = try styles(yaml) } == "study.yaml:4: key 'styles': the style id 'a' stands twice")
        #expect(
            message { _ = try study(styles: "  []\n") }
                == "study.yaml:4: key 'styles': the study has no style; accepted: at least one style")
    }
}
