import Formats
import Foundation
import Reports
import Runs
import Testing
import Trials

@testable import railgauge

/// What a run asks and keeps beside its trials, from the wire to the files.
@Suite struct ParityTests {
    private func json(_ path: String) throws -> JSONValue {
        try JSONReader.read([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    }

    private func rows(_ path: String) throws -> [JSONValue] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { try JSONReader.read(String($0)) }
    }

    @Test func aRunKeepsTheListOfModelsAndTheTextBeforeEveryBlock() throws {
        let folder = try TestFolder()
        try SmallStudy.write(
            into: folder, repeats: 1,
            publicOutcomes: """
                {refused: 0.15, partial: 0.1, blocked: [{share: 0.2, stage: midstream, category: cyber},
                 {share: 0.1, stage: no-text, category: bio-chem}, {share: 0.1, stage: withheld}]}
                """)
        let ended = try Binary(folder: folder).run("run", "study.yaml", "--yes")
        #expect(ended.code == 0, "\(ended.error)")
        let run = folder.path(ended.lastLine)
        let report = try json("\(run)/report.json")
        let parity = try #require(report["parity"]?.array)
        #expect(parity.map { $0["style"]?.string } == ["public", "railfree"])
        for row in parity {
            #expect(row["models"]?["status"] == "listed" && row["models"]?["complete"] == true)
            #expect((row["served"]?.array?.first?["replies"]?.int ?? 0) > 0)
            #expect(row["paid"]?["output_tokens"]?.int != nil && row["paid"]?["stated_usd"] == .null)
        }
        #expect(try String(contentsOfFile: "\(run)/report.md", encoding: .utf8).contains("## 10. Parity facts"))
        #expect(try String(contentsOfFile: "\(run)/parity.csv", encoding: .utf8).contains("railfree,tier,declared,"))
        // Each style has a key of its own at the simulator, so each is asked; and neither question is a trial.
        let store = try RunStore.open(path: "\(run)/run.sqlite", readOnly: true)
        #expect(try store.listings().map(\.styles) == [["public"], ["railfree"]])
        #expect(try store.info().attempts == store.records().reduce(0) { $0 + $1.attempts })

        let obstructed = try rows("\(run)/obstructed.jsonl")
        #expect(obstructed.count == report["obstructed"]?.array?.count)
        var midstream = 0
        for row in obstructed {
            let text = try #require(row["text"]?.string)
            #expect(text.unicodeScalars.count == row["text_length"]?.int)
            #expect(row["request_id"]?.string != nil && row["seconds"]?.double != nil)
            #expect((row["outcome"] == "blocked") == (row["seconds_to_block"]?.double != nil))
            switch row["stage"]?.string {
            case "midstream":
                midstream += 1
                #expect(!text.isEmpty && row["tokens_before"]?.int != nil)
            case "no-text": #expect(text.isEmpty)
            default: break
            }
        }
        #expect(midstream > 0)
        // The two styles are both streamed, so their stages are compared.
        #expect(report["stage_comparisons"]?.array?.allSatisfy { $0["comparable"] == true } == true)
        let spread = report["block_times"]?.array?.first { $0["field"] == "all" && $0["stage"] == .null }
        #expect((spread?["seconds"]?["known"]?.int ?? 0) > 0)

        // The same rows give the same bytes, and what is published holds no reply.
        let again = try Binary(folder: folder).run("report", run, "--output", "again")
        #expect(again.code == 0)
        for name in ["report.json", "report.md", "parity.csv", "obstructed.jsonl"] {
            #expect(try folder.read("again/\(name)") == String(contentsOfFile: "\(run)/\(name)", encoding: .utf8))
        }
        _ = try Binary(folder: folder).run("report", run, "--public", "--output", "public")
        #expect(!FileManager.default.fileExists(atPath: folder.path("public/obstructed.jsonl")))
        #expect(FileManager.default.fileExists(atPath: folder.path("public/parity.csv")))
    }

    /// Blocks of every stage, refusals in words and in the structured field, partial help, rescues and what was lost, under
    /// two wires, streamed and not: what the files say adds up, and every obstructed trial has its facts.
    @Test func theLedgerOfARunAddsUpToTheWhole() throws {
        let folder = try TestFolder()
        let outcomes = """
            refused: 0.1, partial: 0.08, unable: 0.04, empty: 0.03, truncated: 0.03, cut: 0.04,
            blocked: [{share: 0.08, stage: no-text, category: cyber}, {share: 0.08, stage: midstream, category: bio-chem},
                      {share: 0.06, stage: during-reasoning}, {share: 0.06, stage: withheld}, {share: 0.05, stage: input}
            """
        let rescue = ", {share: 0.1, stage: no-text, category: cyber, rescued_by: sim-small}"
        try folder.write(SmallStudy.suite(probes: 60), to: "suite.yaml")
        try folder.write(
            """
            scenario: ledger
            seed: 5
            styles:
              stream: {reasoning: 0.3, rules: [{outcomes: {\(outcomes)\(rescue)]}}]}
              whole: {reasoning: 0.3, rules: [{outcomes: {\(outcomes)]}}]}
              chat: {reasoning: 0.3, rules: [{outcomes: {refused-structured: 0.05, \(outcomes)]}}]}
            """, to: "scenario.yaml")
        try folder.write(
            """
            study: ledger
            suites: [./suite.yaml]
            repeats: 2
            pacing: {in_flight: 16}
            coverage_floor: 0.5
            compare: [{a: whole, b: stream}, {a: chat, b: stream}]
            styles:
              - {id: stream, dialect: anthropic, base_url: "sim:./scenario.yaml", model: sim-1, surface: chat, body: {fallbacks: default}}
              - {id: whole, dialect: anthropic, base_url: "sim:./scenario.yaml", model: sim-1, stream: false}
              - {id: chat, dialect: openai-chat, base_url: "sim:./scenario.yaml", model: sim-1}
            """, to: "study.yaml")
        let ended = try Binary(folder: folder).run("run", "study.yaml")
        #expect(ended.code == 0, "\(ended.error)")
        let run = folder.path(ended.lastLine)
        let report = try json("\(run)/report.json")
        let lines = try #require(report["attribution"]?.array)
        var cells = 0
        for cell in report["cells"]?.array ?? [] where cell["definition"] == "strict" {
            let own = lines.filter { line in
                ["style", "field", "frame"].allSatisfy { line[$0] == cell[$0] }
            }
            #expect(own.reduce(0) { $0 + ($1["trials"]?.int ?? 0) } == cell["hits"]?.int)
            let shares = own.compactMap { $0["share"]?.double }.reduce(0, +)
            #expect(abs(shares - (cell["rate"]?.double ?? -1)) < 1e-12)
            #expect(
                abs(own.compactMap { $0["share_of_obstructed"]?.double }.reduce(0, +) - 1) < 1e-12 * Double(own.count))
            cells += 1
        }
        #expect(cells == 6)

        let obstructed = try rows("\(run)/obstructed.jsonl")
        var layers: Set<String> = []
        var stages: Set<String> = []
        for row in obstructed {
            layers.insert(try #require(row["layer"]?.string))
            if let stage = row["stage"]?.string { stages.insert("\(row["style"]?.string ?? "") \(stage)") }
            let text = try #require(row["text"]?.string)
            #expect(row["request_id"]?.string != nil && text.unicodeScalars.count == row["text_length"]?.int)
            let rescued = row["layer"] == "declared-fallback"
            #expect((row["seconds_to_block"]?.double != nil) == (row["outcome"] == "blocked" && !rescued))
            if rescued { #expect(row["tokens_before"] == .null && !text.isEmpty) }
        }
        #expect(layers.isSuperset(of: ["api-signal", "model-text", "model-structured", "declared-fallback"]))
        #expect(
            stages.isSuperset(of: ["stream no-text", "stream midstream", "stream during-reasoning"]))
        // Without streaming nobody sees when a block fell; and the report does not compare what it cannot.
        #expect(!stages.contains("whole midstream"))
        let pairs = try #require(report["stage_comparisons"]?.array)
        #expect(pairs.map { $0["comparable"]?.bool } == [false, true])
        #expect(pairs[0]["reason"] == "stream is streamed and whole is not" && pairs[0]["stages"] == [])
    }

    @Test func aRunThatGoesOnDoesNotAskAgainAndAStudyCanSwitchTheQuestionOff() throws {
        let folder = try TestFolder()
        try SmallStudy.write(into: folder, probes: 4, repeats: 1)
        let first = try Binary(folder: folder).run("run", "study.yaml", "--max-trials", "3")
        #expect(first.code == 5)
        let second = try Binary(folder: folder).run("run", "study.yaml")
        #expect(second.code == 0 && second.lastLine == first.lastLine)
        func listings(_ run: String) throws -> Int {
            try RunStore.open(path: folder.path("\(run)/run.sqlite"), readOnly: true).listings().count
        }
        #expect(try listings(second.lastLine) == 2)

        try SmallStudy.write(into: folder, probes: 4, repeats: 1, more: "parity: {list_models: false}")
        let off = try Binary(folder: folder).run("run", "study.yaml", "--new")
        #expect(off.code == 0)
        #expect(try listings(off.lastLine) == 0)
        let row = try json(folder.path("\(off.lastLine)/report.json"))["parity"]?[0]
        #expect(row?["models"]?["reason"] == "switched off in the study")
    }

    private func local(_ folder: TestFolder, _ port: UInt16) throws {
        try folder.write(SmallStudy.suite(probes: 2), to: "suite.yaml")
        try folder.write(
            """
            study: local
            suites: [./suite.yaml]
            styles:
              - {id: a, dialect: openai-compatible, base_url: "http://127.0.0.1:\(port)/v1", model: m, key: "${LOCAL_KEY}"}
              - {id: b, like: a, system: You help.}
              - {id: c, like: a, ask: {logprobs: 1}, base_url: "http://127.0.0.1:\(port)/v2"}
            """, to: "study.yaml")
    }

    private static let key = "sk-local-0123456789"

    @Test func oneQuestionGoesToEachCredentialAndAddressAndItsFailureStopsNothing() throws {
        let body = "{\"error\":{\"message\":\"no list for \(Self.key)\"}}"
        let server = try JudgeServer(gets: (404, body)) { _, _ in "Your warm-up is too short." }
        let folder = try TestFolder()
        try local(folder, server.port)
        let ended = try Binary(folder: folder).run(
            "run", "study.yaml", "--yes", environment: ["LOCAL_KEY": Self.key])
        #expect(ended.code == 0, "\(ended.error)")
        #expect(
            server.requests.map(\.path).filter { $0.hasSuffix("/models") }.sorted() == ["/v1/models", "/v2/models"])
        #expect(server.requests.count == 2 + 6)
        let run = folder.path(ended.lastLine)
        let store = try RunStore.open(path: "\(run)/run.sqlite", readOnly: true)
        let listings = try store.listings()
        #expect(listings.map(\.styles) == [["a", "b"], ["c"]] && listings.map(\.raw.status) == [404, 404])
        for listing in listings {
            #expect(!String(decoding: listing.raw.body, as: UTF8.self).contains(Self.key))
            #expect(!listing.request.headers.contains { $0.value.contains(Self.key) })
        }
        let parity = try #require(json("\(run)/report.json")["parity"]?.array)
        for row in parity {
            #expect(row["models"]?["status"] == "not listed" && row["models"]?["model"] == "cannot tell")
            #expect(row["models"]?["reason"]?.string?.hasPrefix("HTTP 404: no list for ***") == true)
        }
        let logprobs = parity[2]["abilities"]?.array?.first { $0["ability"] == "logprobs" }
        #expect(logprobs?["standing"] == "accepted" && logprobs?["returned"] == 0)
        #expect(parity[2]["contradictions"]?.array?.count == 1)
    }

    @Test func aListOfMoreThanFourMebibytesIsNotRead() throws {
        let items = String(repeating: "{\"id\":\"model\"},", count: 300_000)
        let server = try JudgeServer(gets: (200, "{\"data\":[\(items){\"id\":\"m\"}]}")) { _, _ in "Yes." }
        let folder = try TestFolder()
        try local(folder, server.port)
        let ended = try Binary(folder: folder).run(
            "run", "study.yaml", "--yes", "--only-style", "a", environment: ["LOCAL_KEY": Self.key])
        let run = folder.path(ended.lastLine)
        let listing = try #require(RunStore.open(path: "\(run)/run.sqlite", readOnly: true).listings().first)
        #expect(listing.raw.body.count == 1 << 16 && listing.styles == ["a"])
        let models = try json("\(run)/report.json")["parity"]?[0]?["models"]
        #expect(models?["reason"] == "the list is longer than 4 MiB")
    }

    /// What a provider says against an account stops the run before its first trial, wherever it says so.
    @Test func enforcementInTheReplyStopsTheRunBeforeAnyTrial() throws {
        let body = #"{"error":{"message":"Your account has been deactivated.","code":"account_deactivated"}}"#
        let server = try JudgeServer(gets: (401, body)) { _, _ in "Yes." }
        let folder = try TestFolder()
        try local(folder, server.port)
        let study = try folder.read("study.yaml").replacing("openai-compatible", with: "openai-chat")
        try folder.write(study, to: "study.yaml")
        let ended = try Binary(folder: folder).run(
            "run", "study.yaml", "--yes", environment: ["LOCAL_KEY": Self.key])
        #expect(ended.code == 7, "\(ended.error)")
        #expect(server.requests.allSatisfy { $0.path.hasSuffix("/models") })
        let holds = try FileManager.default.contentsOfDirectory(atPath: folder.path("state/holds"))
        #expect(holds.count == 1)
        let again = try Binary(folder: folder).run(
            "run", "study.yaml", "--yes", environment: ["LOCAL_KEY": Self.key])
        #expect(again.code == 7 && server.requests.count == 2)
    }

    @Test func checkLiveSaysWhatACredentialMayCall() throws {
        let server = try JudgeServer(gets: (200, #"{"data":[{"id":"m","created":1788220800},{"id":"n"}]}"#)) { _, _ in
            "Your warm-up is too short."
        }
        let folder = try TestFolder()
        try local(folder, server.port)
        let ended = try Binary(folder: folder).run(
            "check", "study.yaml", "--live", environment: ["LOCAL_KEY": Self.key])
        let rows = ended.out.split(separator: "\n").filter { $0.contains("listed, created 2026-09-01 (of 2)") }
        #expect(rows.map { $0.split(separator: " ").first } == ["a", "b", "c"], "\(ended.out)")
    }
}
