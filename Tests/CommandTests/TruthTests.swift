import Attempts
import Classifier
import Foundation
import Reports
import Runs
import Simulator
import Statistics
import Testing
import Trials
import Vendors

@testable import railgauge

/// The whole walk in one process, held against what the simulator really played.
struct TruthTests {
    /// Everything a provider can do, under both dialects, streamed and not.
    private static let outcomes = """
        {refused: 0.12, refused-structured: 0.05, partial: 0.08, unable: 0.06, empty: 0.04, truncated: 0.03, cut: 0.04,
         blocked: [{share: 0.04, stage: input, category: cyber}, {share: 0.06, stage: no-text, category: cyber},
                   {share: 0.05, stage: midstream, category: bio-chem},
                   {share: 0.05, stage: during-reasoning, category: ai-rnd}, {share: 0.04, stage: withheld}],
         error: [{share: 0.03, kind: unknown-stop}, {share: 0.02, kind: html-page}, {share: 0.02, kind: deep-json}]}
        """

    /// A dialect, or a profile of the compatible family.
    private static let wires =
        DialectName.allCases.filter { $0 != .openAICompatible }.map(\.rawValue) + VendorProfile.allCases.map(\.rawValue)

    /// The simulator is written apart from the registry of vendors, but for their names.
    @Test func whoeverIsPlayedIsAVendor() {
        let known = Set(Vendor.profiles.map(\.name))
        #expect(VendorProfile.allCases.map(\.rawValue).filter { !known.contains($0) } == [])
    }

    /// Wires whose sign says that it was the output that was stopped.
    private static let nameTheOutput: Set<String> = ["azure-openai", "bedrock", "cohere", "gemini"]

    /// What a reader can know of a stage. In one document nothing streams: text that ran before the block was withheld
    /// from us. That a reply was withheld whole shows only where the provider says so, for counted tokens decide no stage.
    private static func shown(_ played: Stage?, on wire: String, stream: Bool) -> Stage? {
        switch played {
        case .midstream: stream ? .midstream : .withheld
        case .withheld: nameTheOutput.contains(wire) ? .withheld : .noText
        case .input, .noText, .duringReasoning, .unknown, nil: played
        }
    }

    @Test(arguments: wires, [true, false])
    func everyWireVerdictIsWhatWasPlayed(wire: String, stream: Bool) async throws {
        let profile = VendorProfile(rawValue: wire)?.rawValue
        let dialect = profile == nil ? wire : "openai-compatible"
        let folder = try TestFolder()
        try folder.write(SmallStudy.suite(probes: 120), to: "suite.yaml")
        let fills = ["openai-chat", "openai-responses", "azure-openai"].contains(dialect)
        let structured = fills ? Self.outcomes : Self.outcomes.replacing("refused-structured: 0.05, ", with: "")
        try folder.write(
            """
            scenario: all
            seed: 11
            styles:
              public:
                \(profile.map { "profile: \($0)" } ?? "correlation: 0")
                reasoning: 0.3
                faults: [{kind: overloaded, share: 0.02, retry_after: 0s}, {kind: reset, share: 0.02}]
                quirks: {comments: 0.1}
                reroute: {share: 0.05, model: sim-small}
                rules: [{outcomes: \(structured)}]
            """, to: "scenario.yaml")
        try folder.write(
            """
            study: truth
            suites: [./suite.yaml]
            repeats: 2
            pacing: {in_flight: 16}
            styles:
              - id: public
                dialect: \(dialect)
                profile: \(profile ?? "null")
                base_url: "sim:./scenario.yaml"
                model: sim-1
                stream: \(stream)
                body: \(profile == "mistral" ? "{guardrails: [{block_on_error: true}]}" : "{}")
            """, to: "study.yaml")
        let (records, truth) = try await Self.play(folder)
        #expect(records.count == 240 && truth.count == 240)
        var textDecided = 0
        var misread = 0
        for record in records {
            let played = try #require(truth[record.key])
            let verdict = try #require(record.verdict)
            let note: Comment = "\(record.key): \(verdict)"
            if played.cut {
                #expect(verdict.degraded.contains(.cut), note)
            } else if verdict.decidedBy == .text {
                // What the words say is the text classifier's to read, with an error that it is measured for elsewhere.
                textDecided += 1
                misread += verdict.outcome == played.outcome ? 0 : 1
            } else {
                #expect(verdict.outcome == played.outcome, note)
            }
            if played.outcome == .blocked {
                #expect(verdict.stage == Self.shown(played.stage, on: wire, stream: stream), note)
                #expect(verdict.categoryLabel == (played.category ?? .unreported).rawValue, note)
            }
            if [.answered, .refused, .error].contains(verdict.outcome) {
                #expect(verdict.served == played.served, note)
            }
        }
        #expect(textDecided > 100 && misread * 20 <= textDecided, "\(misread) of \(textDecided) texts misread")
    }

    private static func play(_ folder: TestFolder) async throws -> ([TrialRecord], [TrialKey: SimulatedTruth]) {
        let file = try StudyFile(folder.path("study.yaml"))
        let simulators = try await Simulators(for: file)
        let credentials = Credentials(environment: [:], folder: folder.path, now: { 0 })
        let client = try LiveModelClient(
            study: file, simulators: simulators, credentials: credentials, environment: [:])
        let run = try RunFolder.open(
            results: folder.path("results"), study: file.study, lockText: file.lockText, tool: "test")
        let runner = Runner(
            study: file.study, store: run.store, client: client, replyRules: Classifier(),
            holds: HoldFolder(path: folder.path("holds")))
        _ = try await runner.run()
        await client.shutdown()
        let truth = Dictionary(uniqueKeysWithValues: simulators.truth.map { ($0.key, $0) })
        await simulators.stop()
        return (try run.store.records(), truth)
    }

    @Test func demoReportAgreesWithItsScenario() async throws {
        let file = try StudyFile("demo")
        let folder = try TestFolder()
        let simulators = try await Simulators(for: file)
        let credentials = Credentials(environment: [:], folder: folder.path, now: { 0 })
        let client = try LiveModelClient(
            study: file, simulators: simulators, credentials: credentials, environment: [:])
        let run = try RunFolder.open(
            results: folder.path("results"), study: file.study, lockText: file.lockText, tool: "test")
        let summary = try await Runner(
            study: file.study, store: run.store, client: client, replyRules: Classifier(),
            holds: HoldFolder(path: folder.path("holds"))
        ).run()
        await client.shutdown()
        await simulators.stop()
        #expect(summary.complete && summary.end == .done)

        let report = Report(try RunReading(run.path).facts())
        let scenario = try Simulators.scenario("demo", seenFrom: nil)
        var held = 0
        var cells = 0
        for cell in report.cells where cell.definition == .strict && cell.field != "all" {
            let probes = file.study.probes.filter {
                $0.role == .main && $0.field == cell.field && $0.frame == cell.frame
            }
            let truth = try #require(scenario.expectedRate(style: cell.style, probes: probes, definition: .strict))
            let interval = try #require(cell.estimate.interval)
            cells += 1
            if interval.low <= truth && truth <= interval.high { held += 1 }
        }
        // Each interval misses with probability 5 % at most; the seed is fixed, so this is a fact and no gamble.
        #expect(Double(held) >= 0.9 * Double(cells), "\(held) of \(cells)")
        let comparison = try #require(
            report.comparisons.first { $0.field == "all" && $0.definition == .strict && $0.frame == .typical })
        #expect(comparison.verdict == .differs)
    }
}
