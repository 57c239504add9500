import Formats
import Foundation
import Testing
import Trials

@testable import Simulator

/// The truth is a function of seed, style, probe and repetition.
struct TruthTests {
    private static let mixed: [OutcomeShare] = [
        OutcomeShare(0.2, .blocked(PlayedBlock(stage: .noText, category: .cyber))),
        OutcomeShare(0.1, .blocked(PlayedBlock(stage: .midstream, category: .bioChem))), OutcomeShare(0.1, .refused),
        OutcomeShare(0.1, .partial), OutcomeShare(0.1, .unable), OutcomeShare(0.05, .empty),
        OutcomeShare(0.05, .truncated),
    ]

    private static func scenario(
        seed: UInt64 = 7, correlation: Double = 0, shared: Bool = false, faults: [FaultRule] = []
    ) -> Scenario {
        Scenario(
            name: "mixed", seed: seed, sharedDraws: shared,
            styles: ["a", "b"].map {
                ScenarioStyle(id: $0, correlation: correlation, faults: faults, rules: [Rule(outcomes: mixed)])
            })
    }

    private static let probes = (1...30).map { Probe.make("p\($0)") }

    private static func request(_ probe: Probe, _ style: String) -> [UInt8] {
        Ask.anthropic(probe.turns[0].text, key: "sim-\(style)")
    }

    @Test func sameSeedInAnotherOrderOfArrivalPlaysTheSameTruth() async throws {
        let asked = Self.probes.flatMap { probe in
            ["a", "b"].flatMap { style in [1, 2].map { _ in Self.request(probe, style) } }
        }
        let forward = try await withServer(Self.scenario(), Self.probes) { server, port in
            _ = try await LoopbackClient.ask(port, asked)
            return server.truth
        }
        let backward = try await withServer(Self.scenario(), Self.probes) { server, port in
            try await withThrowingTaskGroup { group in
                for request in asked.reversed() { group.addTask { try await LoopbackClient.ask(port, request) } }
                try await group.waitForAll()
            }
            return server.truth
        }
        #expect(forward == backward)
        #expect(forward.count == 120)
        #expect(Set(forward.map(\.outcome)).count >= 5)
        let other = try await withServer(Self.scenario(), Self.probes, seed: 8) { server, port in
            _ = try await LoopbackClient.ask(port, asked)
            return server.truth
        }
        #expect(other.map(\.outcome) != forward.map(\.outcome))
    }

    @Test func faultsAndTheirRetriesDoNotShiftTheTruth() throws {
        let clean = Responder.make(Self.scenario(), Self.probes)
        let faulty = Responder.make(
            Self.scenario(faults: [
                FaultRule(.rateLimited, share: 0.3), FaultRule(.resetMidstream, share: 0.3),
                FaultRule(.overloaded, requests: 10...20),
            ]), Self.probes)
        for probe in Self.probes {
            for _ in 1...2 {
                _ = try clean.answer(Self.request(probe, "a"))
                // As a client does: again until it is no fault.
                while try faulty.answer(Self.request(probe, "a")).playing == nil {}
            }
        }
        let bare = faulty.ledger.truth.map {
            var truth = $0
            truth.attempts = 1
            return truth
        }
        #expect(bare == clean.ledger.truth)
        #expect(faulty.ledger.truth.contains { $0.attempts == 2 })
        #expect(faulty.ledger.requests("a") > 60)
    }

    @Test func aRepetitionOfAnEarlierServerIsNotPlayedAgain() throws {
        let probe = Probe.make()
        let whole = Responder.make(Self.scenario(), [probe])
        for _ in 1...3 { _ = try whole.answer(Self.request(probe, "a")) }
        let finished = [
            TrialKey(style: "a", probe: "p1", repetition: 1), TrialKey(style: "a", probe: "p1", repetition: 2),
        ]
        let resumed = Responder(
            scenario: Self.scenario(), probes: [probe], ledger: PlayLog(finished: finished), now: { 0 })
        _ = try resumed.answer(Self.request(probe, "a"))
        #expect(resumed.ledger.truth == [whole.ledger.truth[2]])
    }

    @Test func headersNameProbeAndRepetitionWhereAClientSendsThem() throws {
        let responder = Responder.make(Self.scenario(), Self.probes)
        _ = try responder.answer(
            Ask.anthropic(
                "anything", key: "sim-a", headers: ["x-railgauge-probe: p9", "x-railgauge-repetition: 4"]))
        #expect(responder.ledger.truth.map(\.key) == [TrialKey(style: "a", probe: "p9", repetition: 4)])
    }

    @Test func repetitionsCorrelateAsTheScenarioSays() {
        let scenario = Self.scenario(correlation: 0.8)
        let style = scenario.styles[0]
        var first: [Double] = []
        var second: [Double] = []
        for index in 0..<8_000 {
            let draws = [1, 2].map {
                Draw(scenario: scenario, style: style, rule: style.rules[0], probe: "q\(index)", repetition: $0)
            }
            first.append(draws[0].play.outcome == .blocked ? 1 : 0)
            second.append(draws[1].play.outcome == .blocked ? 1 : 0)
        }
        let count = Double(first.count)
        let p = first.reduce(0, +) / count
        let q = second.reduce(0, +) / count
        let both = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } / count
        // Four standard errors of a share of .3 over 8,000, and the same for the correlation.
        #expect(abs(p - 0.3) < 0.021)
        #expect(abs((both - p * q) / (p * (1 - p) * q * (1 - q)).squareRoot() - 0.8) < 0.035)
    }

    @Test func sharedDrawsTripTheSameProbesUnderEveryStyle() {
        var scenario = Self.scenario(correlation: 1, shared: true)
        scenario.styles[1].rules = [Rule(outcomes: [OutcomeShare(0.05, .refused)])]
        var onlyMild = 0
        for index in 0..<500 {
            let plays = scenario.styles.map {
                Draw(scenario: scenario, style: $0, rule: $0.rules[0], probe: "q\(index)", repetition: 1).play.outcome
            }
            if plays[1] == .refused, plays[0] == .answered { onlyMild += 1 }
        }
        #expect(onlyMild == 0)
    }

    @Test(arguments: Definition.allCases)
    func playedRatesApproachTheExpectedOnes(definition: Definition) throws {
        var scenario = Self.scenario()
        scenario.styles[0].reroute = Reroute(share: 0.1, model: "other")
        scenario.styles[0].rules[0].delivered = 0.8
        scenario.styles[0].rules[0].outcomes.append(OutcomeShare(0.1, .cut))
        let probes = (0..<3_000).map {
            Probe.make("q\($0)", check: Check(.number(Double($0), tolerance: 0)))
        }
        let responder = Responder.make(scenario, probes)
        for probe in probes { _ = try responder.answer(Self.request(probe, "a")) }
        var hits = 0.0
        var measured = 0.0
        for truth in responder.ledger.truth {
            var verdict = Verdict(outcome: truth.outcome, degraded: truth.cut ? [.cut] : [])
            verdict.delivered = truth.outcome == .answered ? truth.delivered : false
            guard let hit = verdict.obstructed(definition, judgeable: true) else { continue }
            measured += 1
            hits += hit ? 1 : 0
        }
        let expected = try #require(
            scenario.expectedRate(style: "a", field: "cyber", frame: .typical, definition: definition))
        #expect(abs(hits / measured - expected) < 0.037, "\(hits / measured) for \(expected)")
        #expect(
            scenario.expectedRate(style: "a", probes: probes, definition: definition).map { abs($0 - expected) < 1e-9 }
                == true)
    }

    @Test func theFirstMatchingRuleCountsAndProbesHaveTheirOwn() throws {
        let scenario = try ScenarioReader.read(
            """
            scenario: rules
            styles:
              s:
                rules:
                  - {probe: p2, outcomes: {unable: 1}}
                  - {field: cyber, frame: typical, outcomes: {refused: 1}}
                  - {role: control, outcomes: {blocked: [{share: 1}]}}
                  - {field: cyber, outcomes: {partial: 1}}
            """, file: "s.yaml")
        let probes = [
            Probe.make("p1"), .make("p2"), .make("p3", frame: .triggerEnriched),
            .make("p4", field: "x", role: .control),
            .make("p5", field: "x"),
        ]
        let responder = Responder.make(scenario, probes)
        for probe in probes { _ = try responder.answer(Ask.of(probe)) }
        #expect(responder.ledger.truth.map(\.outcome) == [.refused, .unable, .partial, .blocked, .answered])
        #expect(scenario.expectedRate(style: "s", field: "cyber", frame: .typical, definition: .model) == 1)
        #expect(scenario.expectedRate(style: "s", probes: Array(probes.prefix(2)), definition: .strict) == 0.5)
        #expect(scenario.expectedRate(style: "nobody", field: "cyber", frame: .typical, definition: .model) == nil)
    }

    @Test func probesAreFoundWithHistoryDocumentsAndTheirOwnSystemPrompt() throws {
        var base = Probe.make("base", system: "You are careful.")
        base.turns = [Turn(.user, "First."), Turn(.assistant, "Reply."), Turn(.user, "Last one.\n")]
        base.context = [ContextDocument(name: "N.md", text: "Notes.")]
        var bare = base
        bare.id = "bare"
        bare.system = nil
        let index = ProbeIndex([base, bare, .make("other")])
        func find(_ style: AccessStyle, _ probe: Probe) throws -> String? {
            let conversation = Trial(style: style, probe: probe).conversation
            let messages = conversation.turns.map {
                #"{"role":"\#($0.speaker.rawValue)","content":\#($0.text.quoted)}"#
            }
            let system = conversation.system.map { ",\"system\":\($0.quoted)" } ?? ""
            let body = #"{"model":"m","max_tokens":9,"messages":[\#(messages.joined(separator: ","))]\#(system)}"#
            let request = try AnthropicWire().request(
                JSONReader.read(Array(body.utf8)), route: Route(.reply, .anthropic))
            return index.find(request, named: nil)?.id
        }
        let plain = AccessStyle(id: "s", baseURL: "", model: "m")
        var other = plain
        other.system = "You help a laboratory."
        other.history = .drop
        for style in [plain, other] {
            #expect(try find(style, base) == "base")
            #expect(try find(style, bare) == "bare")
        }
        #expect(try find(plain, .make("unknown")) == nil)
    }
}
