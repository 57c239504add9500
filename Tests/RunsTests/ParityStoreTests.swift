import Formats
import Foundation
import GRDB
import TestSupport
import Testing
import Trials

@testable import Runs

@Suite struct ParityStoreTests {
    private func style(_ change: (inout AccessStyle) -> Void = { _ in }) -> AccessStyle {
        var style = AccessStyle.make()
        change(&style)
        return style
    }

    private func facts(_ store: RunStore) throws -> ParityFacts {
        let all = try store.parityFacts { _, raw in
            (try JSONReader.read(raw.body))["error"].map {
                WireError(place: .httpBody, message: $0["message"]?.string, param: $0["param"]?.string)
            }
        }
        return try #require(all["public"])
    }

    private func run(
        _ style: AccessStyle, probes: [Probe] = Study.probes(4), controls: [String] = [],
        _ reply: @escaping @Sendable (Trial, Int) -> Exchange
    ) async throws -> ParityFacts {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: probes, controls: controls, styles: [style])
        let store = try folder.store(study)
        _ = try await folder.runner(study, store, ScriptedClient(reply)).run()
        store.close()
        return try facts(try RunStore.open(path: store.path, readOnly: true))
    }

    @Test func logProbabilitiesAreCountedOverAcceptedReplies() async throws {
        let seen = try await run(style { $0.ask.logprobs = 5 }) { trial, _ in
            var exchange = Exchange.answered()
            if trial.probe.id != "p000" {
                exchange.reply.logProbabilities = LogProbabilities(
                    tokens: 7, first: trial.probe.id == "p001" ? -1 : -0.25, mean: -0.5)
            }
            return exchange
        }
        let logprobs = try #require(seen.abilities[.logprobs])
        #expect(logprobs.asked && logprobs.accepted == 4 && logprobs.returned == 3 && logprobs.refused == 0)
        #expect(logprobs.meanFirst == -0.5)
        #expect(seen.abilities[.seed] == SeenAbility())
    }

    @Test func aRefusedParameterIsQuotedAndOthersAreNot() async throws {
        let body = #"{"error":{"message":"Unsupported parameter: 'seed'","param":"seed"}}"#
        let other = #"{"error":{"message":"prompt is too long"}}"#
        let seen = try await run(
            style {
                $0.ask.seed = 7
                $0.ask.logprobs = 1
            }
        ) { trial, _ in
            switch trial.probe.id {
            case "p000": Exchange.status(400, body)
            case "p001": Exchange.status(400, other)
            default: .answered()
            }
        }
        let seed = try #require(seen.abilities[.seed])
        #expect(seed.refused == 1 && seed.accepted == 2 && seed.message == "Unsupported parameter: 'seed'")
        #expect(seen.abilities[.logprobs]?.refused == 0 && seen.abilities[.logprobs]?.message == nil)
    }

    @Test func aPrefillOfAProbeCountsForThatProbeAlone() async throws {
        let probes: [Probe] = [.make(id: "a", prefill: "Sure:"), .make(id: "b"), .make(id: "c", prefill: "1.")]
        let seen = try await run(style(), probes: probes) { _, _ in .answered() }
        let prefill = try #require(seen.abilities[.prefill])
        #expect(prefill.asked && prefill.accepted == 2 && prefill.probes == 2)
    }

    @Test func limitsOfHeadersAreKeptWithTheirChangesAndWaits() async throws {
        let seen = try await run(style()) { trial, attempt in
            if trial.probe.id == "p003", attempt == 1 {
                return .status(429, "slow", headers: [HeaderLine("Retry-After", "2")])
            }
            var exchange = Exchange.answered()
            exchange.raw.headers = [
                HeaderLine("Anthropic-RateLimit-Requests-Limit", trial.probe.id == "p000" ? "50" : "1000"),
                HeaderLine("anthropic-ratelimit-requests-remaining", "49"),
                HeaderLine("anthropic-ratelimit-requests-reset", "2026-11-20T12:00:00Z"),
                HeaderLine("x-speed-limit", "none"),
            ]
            return exchange
        }
        #expect(Set(seen.limits.map(\.header)) == ["anthropic-ratelimit-requests-limit"])
        #expect(Set(seen.limits.map(\.value)) == ["50", "1000"])
        #expect(seen.limits.reduce(0) { $0 + $1.replies } == 4)
        #expect(seen.retryAfter == 1 && seen.longestRetryAfter == 2)
    }

    @Test(arguments: [
        ("anthropic-ratelimit-input-tokens-limit", SeenLimit.Kind.limit), ("x-ratelimit-limit-requests", .limit),
        ("x-rate-limit-limit", .limit), ("ratelimit-limit", .limit), ("x-ratelimitbysize-limit-minute", .limit),
        ("x-tokenlimit-limit", .limit), ("x-ratelimit-remaining-requests", .remaining),
        ("x-ratelimit-reset-requests", nil), ("content-length", nil), ("retry-after", nil), ("x-limit", nil),
    ])
    func aLimitIsKnownByItsHeader(_ name: String, _ kind: SeenLimit.Kind?) {
        #expect(LimitHeaders.kind(name) == kind)
    }

    @Test func whatIsLeftStandsInForALimitThatIsNotTold() {
        var headers = LimitHeaders()
        for value in ["7", "9", "8", "x"] {
            headers.add([HeaderLine("x-ratelimit-remaining-requests", value)], at: 1_795_000_000_000)
        }
        #expect(headers.seen.map(\.value) == ["9"] && headers.seen.map(\.replies) == [3])
        #expect(headers.seen.first?.kind == .remaining)
    }

    @Test func whatRepliesReadBackIsCountedAndNullIsAWord() async throws {
        let seen = try await run(style { $0.ask.seed = 1 }) { trial, _ in
            var exchange = Exchange.answered()
            exchange.reply.annotations["access_programs"] =
                trial.probe.id == "p000" ? .null : ["cyber": "daybreak_blue"]
            exchange.reply.annotations["system_fingerprint"] = .string(trial.probe.id < "p002" ? "fp_1" : "fp_2")
            exchange.reply.usage.costUSD = 0.5
            return exchange
        }
        #expect(
            seen.programmes == [
                SeenProgramme(value: "null", replies: 1),
                SeenProgramme(value: #"{"cyber":"daybreak_blue"}"#, replies: 3),
            ])
        #expect(seen.abilities[.seed]?.fingerprints == ["fp_1", "fp_2"] && seen.abilities[.seed]?.returned == 4)
        #expect(seen.statedUSD == 2)
    }

    @Test func servedModelsStandWithTheirReplies() async throws {
        let seen = try await run(style()) { trial, _ in
            .answered(model: trial.probe.id == "p001" ? "model-2" : "model-1")
        }
        #expect(Set(seen.served.map { "\($0.model) \($0.replies)" }) == ["model-1 3", "model-2 1"])
    }

    /// Principle 6: of a reply to a positive control nothing more is kept.
    @Test func aControlLeavesNoFactOfItsReply() async throws {
        let control = Probe.make(id: "c", expect: .refuse, role: .control, turns: [Turn(.user, "One line.")])
        let seen = try await run(style { $0.ask.logprobs = 1 }, probes: [control], controls: ["public"]) { _, _ in
            var exchange = Exchange.answered()
            exchange.reply.logProbabilities = LogProbabilities(tokens: 3, first: -1, mean: -1)
            return exchange
        }
        #expect(seen.abilities[.logprobs]?.accepted == 1 && seen.abilities[.logprobs]?.returned == 0)
    }

    @Test func aListingIsStoredAsItCame() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store(.make())
        let listings = [
            StoredListing(
                styles: ["a", "b"], askedAt: 1_795_000_000,
                request: SentRequest(
                    method: "GET", url: "http://127.0.0.1:9/v1/models", headers: [HeaderLine("accept", "a/b")],
                    body: []),
                raw: RawReply(status: 200, httpVersion: "1.1", headers: [HeaderLine("x", "y")], body: [1, 2, 3]),
                ended: 7),
            StoredListing(
                styles: ["c"], askedAt: 1_795_000_001,
                request: SentRequest(method: "GET", url: "http://127.0.0.1:9/models", headers: [], body: []),
                raw: RawReply(fault: WireFault(kind: .totalTimeout, message: "m", mayHaveReachedServer: true))),
        ]
        try store.addListings(listings)
        store.close()
        #expect(try RunStore.open(path: store.path, readOnly: true).listings() == listings)
    }
}
