import Formats
import Foundation
import Testing
import Trials

@testable import Simulator

struct ScenarioReaderTests {
    @Test func everyKeyIsRead() throws {
        let scenario = try ScenarioReader.read(
            """
            scenario: whole
            seed: 9
            shared_draws: true
            styles:
              public:
                key: k-1
                models: [a, b]
                correlation: 0.5
                reasoning: 0.25
                latency: {first_token: {uniform: [1ms, 2ms]}, per_token: {lognormal: {median: 1s, sigma: 0.5}}}
                limits: {requests_per_minute: 60, input_tokens_per_minute: 1000, retry_after: http-date}
                faults:
                  - {kind: reset, share: 0.1, in_a_row: 2}
                  - {kind: overloaded, requests: [3, 5], retry_after: 2s}
                quirks: {plain-json: 0.1}
                reroute: {share: 0.2, model: other}
                rules:
                  - field: [cyber, control]
                    frame: trigger-enriched
                    role: main
                    probe: p9
                    delivered: 0.9
                    outcomes:
                      answered: 0.5
                      refused: 0.1
                      refused-structured: 0.1
                      blocked: [{share: 0.2, stage: midstream, category: cyber, signal: stop-reason, rescued_by: x}]
                      error: [{share: 0.1, kind: deep-json}]
            """, file: "s.yaml")
        let style = try #require(scenario.styles.first)
        #expect(scenario.name == "whole" && scenario.seed == 9 && scenario.sharedDraws)
        #expect(style.key == "k-1" && style.models == ["a", "b"])
        #expect(
            style.latency == Latency(firstToken: .uniform(0.001, 0.002), perToken: .lognormal(median: 1, sigma: 0.5)))
        #expect(
            style.limits == SimulatedLimits(requestsPerMinute: 60, inputTokensPerMinute: 1000, retryAfter: .httpDate))
        #expect(
            style.faults == [
                FaultRule(.reset, share: 0.1, inARow: 2), FaultRule(.overloaded, requests: 3...5, retryAfter: 2),
            ])
        #expect(style.quirks == [.plainJSON: 0.1])
        #expect(style.reroute == Reroute(share: 0.2, model: "other"))
        #expect(
            style.rules == [
                Rule(
                    probes: ["p9"], fields: ["cyber", "control"], frame: .triggerEnriched, role: .main,
                    outcomes: [
                        OutcomeShare(
                            0.2,
                            .blocked(
                                PlayedBlock(stage: .midstream, category: .cyber, signal: .stopReason, rescuedBy: "x"))),
                        OutcomeShare(0.1, .refusedStructured), OutcomeShare(0.1, .refused),
                        OutcomeShare(0.1, .error(.deepJSON)),
                    ], delivered: 0.9), Rule(),
            ])
    }

    /// What is wrong, and how the message begins.
    @Test(arguments: [
        (
            "scenario: a\nstyles:\n  p: {colour: red}",
            "s.yaml:3: key 'styles.p': unknown key 'colour'; accepted: key, profile, models"
        ),
        ("scenario: a\nseeds: 1\nstyles: {p: {}}", "s.yaml:2: unknown key 'seeds'; accepted: scenario, seed"),
        ("scenario: a", "s.yaml:1: no 'styles'"),
        ("", "s.yaml: an empty file"),
        (
            "scenario: a\nstyles:\n  p:\n    correlation: 1.5",
            "s.yaml:4: key 'styles.p.correlation': '1.5'; accepted: a number from 0.0 to 1.0"
        ),
        (
            "scenario: a\nstyles:\n  p:\n    rules:\n      - outcomes: {refused: 0.7, partial: 0.6}",
            "s.yaml:5: key 'styles.p.rules[1].outcomes': the shares sum to 1.3"
        ),
        (
            "scenario: a\nstyles:\n  p:\n    rules:\n      - outcomes: {answered: 0.7, partial: 0.1}",
            "s.yaml:5: key 'styles.p.rules[1].outcomes': the shares sum to 0.8; accepted: a sum of 1"
        ),
        (
            "scenario: a\nstyles:\n  p:\n    rules:\n      - frame: weird",
            "s.yaml:5: key 'styles.p.rules[1].frame': 'weird'; accepted: typical, trigger-enriched"
        ),
        (
            "scenario: a\nstyles:\n  p:\n    rules:\n      - outcomes:\n          blocked: [{share: 0.1, category: bio}]",
            "s.yaml:6: key 'styles.p.rules[1].outcomes.blocked[1].category': 'bio'; accepted: cyber, bio-chem"
        ),
        (
            "scenario: a\nstyles:\n  p:\n    latency: {first_token: 5 minutes}",
            "s.yaml:4: key 'styles.p.latency.first_token': '5 minutes'"
        ),
        (
            "scenario: a\nstyles:\n  p: {}\n  q: {key: sim-p}",
            "s.yaml:4: key 'styles.q': key 'sim-p' belongs to another"
        ),
        (
            "scenario: a\nshared_draws: yes\nstyles: {p: {}}",
            "s.yaml:2: key 'shared_draws': 'yes'; accepted: true, false"
        ),
        ("scenario: a\nstyles:\n  p: [", "s.yaml:4: not YAML"),
        (
            "scenario: a\nstyles:\n  p:\n    latency: {first_token: 1e30s}",
            "s.yaml:4: key 'styles.p.latency.first_token': '1e30s'; accepted: a time such as 40ms, 0.2ms or 1.5s, at most"
        ),
        ("scenario: a\nscenario: b\nstyles: {p: {}}", "s.yaml:2: key 'scenario' stands twice"),
        (
            "scenario: a\nstyles:\n  p:\n    faults: [{kind: reset}]",
            "s.yaml:4: key 'styles.p.faults[1]': both or neither of 'share' and 'requests'"
        ),
    ])
    func errorsNameFileLineKeyAndWhatIsAccepted(text: String, beginning: String) throws {
        let error = try #require(throws: InputError.self) { try ScenarioReader.read(text, file: "s.yaml") }
        #expect(error.description.hasPrefix(beginning), "\(error)")
    }

    @Test func theHelpPageIsAReadableScenarioItself() throws {
        _ = try ScenarioReader.read(Scenario.help, file: "help")
    }

    @Test func theDemoScenarioIsReadAndKnowsBothStyles() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "probes/scenarios/demo.yaml"), encoding: .utf8)
        let scenario = try ScenarioReader.read(text, file: "demo.yaml")
        #expect(scenario.styles.map(\.id) == ["public", "railfree"])
        #expect(text.utf8.count < 20_000)
        for field in ["ai-rnd", "interpretability", "control", "governance", "cyber", "biology", "chemistry"] {
            let rate = { scenario.expectedRate(style: $0, field: field, frame: .typical, definition: .strict) }
            let under = try (#require(rate("public")), #require(rate("railfree")))
            #expect((0.05...0.35).contains(under.0) && (0...0.03).contains(under.1), "\(field): \(under)")
        }
    }
}
