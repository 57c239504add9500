import Foundation
import Testing
import Trials

@testable import Simulator

struct FaultTests {
    private static func asked(_ fault: FaultRule, stream: Bool = true, openAI: Bool = false, times: Int = 1)
        async throws
        -> ([LoopbackReply], [SimulatedTruth])
    {
        try await withServer(.make(.answered, faults: [fault])) { server, port in
            var replies: [LoopbackReply] = []
            for _ in 0..<times {
                replies.append(
                    try await LoopbackClient.ask(
                        port, Ask.of(.make(), openAI ? .openAIChat : .anthropic, stream: stream)))
            }
            return (replies, server.truth)
        }
    }

    @Test func aResetIsARealResetAndTheRetryIsServed() async throws {
        let (replies, truth) = try await Self.asked(FaultRule(.reset, share: 1), times: 2)
        #expect(replies[0].ending == .reset && replies[0].bytes.isEmpty)
        #expect(replies[1].ending == .complete && replies[1].status == 200)
        #expect(truth.map(\.attempts) == [2] && truth.map(\.repetition) == [1])
    }

    @Test func aResetInMidStreamKeepsTheTextThatCameBefore() async throws {
        let (replies, _) = try await Self.asked(FaultRule(.resetMidstream, share: 1))
        #expect(replies[0].ending == .reset)
        #expect(replies[0].text.contains("text_delta") && !replies[0].text.contains("message_stop"))
    }

    @Test func aCutStreamEndsCleanlyWithoutItsTerminalMarker() async throws {
        let (anthropic, _) = try await Self.asked(FaultRule(.cut, share: 1))
        #expect(anthropic[0].ending == .complete && !anthropic[0].text.contains("message_stop"))
        let (openAI, _) = try await Self.asked(FaultRule(.cut, share: 1), openAI: true)
        #expect(openAI[0].text.contains("delta") && !openAI[0].text.contains("[DONE]"))
        let (document, _) = try await Self.asked(FaultRule(.cut, share: 1), stream: false)
        #expect(document[0].ending == .closed && !document[0].isComplete && document[0].status == 200)
    }

    @Test func rateLimitAndOverloadSpeakEachDialect() async throws {
        let limited = try await Self.asked(FaultRule(.rateLimited, share: 1, retryAfter: 0.25)).0[0]
        #expect(limited.status == 429 && limited.header("retry-after") == "0.25")
        #expect(
            limited.text
                == #"{"type":"error","error":{"type":"rate_limit_error","message":"Number of requests has exceeded your rate limit.","details":null},"request_id":"req_sim"}"#
        )
        #expect(try await Self.asked(FaultRule(.overloaded, share: 1)).0[0].status == 529)
        let overloaded = try await Self.asked(FaultRule(.overloaded, share: 1, retryAfter: 3), openAI: true).0[0]
        #expect(overloaded.status == 503 && overloaded.header("retry-after") == "3")
        #expect(
            overloaded.text
                == #"{"error":{"message":"The server is overloaded.","type":"service_unavailable_error","param":null,"code":"server_is_overloaded"}}"#
        )
        let page = try await Self.asked(FaultRule(.badGateway, share: 1)).0[0]
        #expect(
            page.status == 502 && page.header("content-type") == "text/html" && page.text.hasPrefix("<!DOCTYPE html>"))
    }

    @Test func anEpisodeStrikesTheRequestsOfItsRange() async throws {
        let (replies, truth) = try await Self.asked(FaultRule(.serverError, requests: 2...3), times: 4)
        #expect(replies.map(\.status) == [200, 500, 500, 200])
        #expect(truth.map(\.repetition) == [1, 2] && truth.map(\.attempts) == [1, 3])
    }

    @Test func anErrorEventEndsAStreamThatHadBegun() async throws {
        let reply = try await Self.asked(FaultRule(.streamError, share: 1)).0[0]
        #expect(
            reply.text.hasSuffix(
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\",\"details\":null},\"request_id\":\"req_sim\"}\n\n"
            ))
    }

    @Test(.timeLimit(.minutes(15))) func aStallEndsWhenTheServerStops() async throws {
        let reply = try await withServer(.make(.answered, faults: [FaultRule(.stall, share: 1)])) { server, port in
            async let reply = LoopbackClient.ask(port, Ask.of(.make()))
            while server.requests(style: "s") == 0 { await Task.yield() }
            await server.stop()
            return try await reply
        }
        #expect(reply.bytes.isEmpty && reply.ending != .complete)
    }
}

struct RateLimitTests {
    private static func scenario(_ limits: SimulatedLimits) -> Scenario {
        Scenario(name: "limits", seed: 1, styles: [ScenarioStyle(id: "s", limits: limits)])
    }

    @Test func anthropicSaysLimitRemainingAndResetOnEveryReply() async throws {
        let scenario = Self.scenario(SimulatedLimits(requestsPerMinute: 2))
        let replies = try await withServer(scenario) { _, port in
            try await LoopbackClient.ask(port, (1...3).map { _ in Ask.of(.make()) })
        }
        #expect(replies.map(\.status) == [200, 200, 429])
        #expect(replies.map { $0.header("anthropic-ratelimit-requests-limit") } == ["2", "2", "2"])
        #expect(replies.map { $0.header("anthropic-ratelimit-requests-remaining") } == ["1", "0", "0"])
        #expect(replies[2].header("anthropic-ratelimit-requests-reset") == "2026-09-21T14:14:20Z")
        #expect(replies.map { $0.header("retry-after") } == [nil, nil, "30"])
    }

    @Test func openAISaysThemAsDurations() async throws {
        let scenario = Self.scenario(
            SimulatedLimits(requestsPerMinute: 1, inputTokensPerMinute: 1_000_000, retryAfter: .milliseconds))
        let replies = try await withServer(scenario) { _, port in
            try await LoopbackClient.ask(port, (1...2).map { _ in Ask.of(.make(), .openAIChat) })
        }
        #expect(replies.map(\.status) == [200, 429])
        #expect(replies[1].header("x-ratelimit-limit-requests") == "1")
        #expect(replies[1].header("x-ratelimit-remaining-requests") == "0")
        #expect(replies[1].header("x-ratelimit-reset-requests") == "1m0s")
        #expect(replies[1].header("x-ratelimit-limit-tokens") == "1000000")
        #expect(replies[1].header("retry-after-ms") == "60000")
        #expect(replies[1].text.contains(#""code":"rate_limit_exceeded""#))
    }

    @Test func tokensCountAndTheDateFormIsTheOneOfHTTP() async throws {
        let scenario = Self.scenario(SimulatedLimits(inputTokensPerMinute: 30, retryAfter: .httpDate))
        let replies = try await withServer(scenario) { _, port in
            try await LoopbackClient.ask(port, (1...2).map { _ in Ask.of(.make()) })
        }
        #expect(replies.map(\.status) == [200, 429])
        #expect(replies[1].header("anthropic-ratelimit-input-tokens-limit") == "30")
        let date = try #require(replies[1].header("retry-after"))
        #expect(date.hasPrefix("Mon, 21 Sep 2026 14:13:") && date.hasSuffix(" GMT"))
    }

    @Test func aBucketRefillsEvenlyAndARefusedRequestTakesNothing() {
        var bucket = Bucket(perMinute: 60, now: 0)
        bucket.level = 0
        #expect(bucket.wait(for: 1, now: 0.5) == 0.5)
        #expect(bucket.wait(for: 1, now: 1) == 0)
        #expect(bucket.wait(for: 1_000, now: 1_000) == 0)
    }
}
