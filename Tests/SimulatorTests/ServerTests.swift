import Formats
import Foundation
import Testing
import Trials

@testable import Simulator

struct ServerTests {
    @Test func aStreamIsFramedInChunksAndTheConnectionStaysOpen() async throws {
        let replies = try await withServer(.make(.answered)) { _, port in
            try await LoopbackClient.ask(
                port, [Ask.of(.make()), Ask.of(.make(), .openAIChat), Ask.of(.make(), stream: false)])
        }
        #expect(replies.map(\.ending) == [.complete, .complete, .complete])
        #expect(replies[0].head.hasPrefix("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"))
        #expect(replies[0].text.hasSuffix("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"))
        #expect(replies[0].header("request-id") != nil && replies[1].header("x-request-id") != nil)
        #expect(replies[1].text.hasSuffix("data: [DONE]\n\n"))
        #expect(replies[2].header("content-type") == "application/json")
        #expect(replies.allSatisfy { $0.header("x-railgauge-simulated") == "true" })
        let document = try JSONReader.read(replies[2].body)
        #expect(document["stop_reason"] == "end_turn")
    }

    @Test func deltasJoinedAreTheText() {
        let text = "one two  three\nfour five   six seven\n"
        #expect(ReplyTexts.pieces(text).joined() == text)
        #expect(ReplyTexts.pieces(text).count == 4)
    }

    @Test func latencyIsServedBetweenTheDeltas() throws {
        var scenario = Scenario.make(.refused)
        scenario.styles[0].latency = Latency(firstToken: .fixed(0.5), perToken: .fixed(0.25))
        let steps = try Responder.make(scenario).answer(Ask.of(.make())).steps
        let waits = steps.compactMap { if case .wait(let seconds) = $0 { seconds } else { nil } }
        #expect(waits.first == 0.5 && waits.dropFirst().allSatisfy { $0 == 0.25 } && waits.count > 3)
        let document = try Responder.make(scenario).answer(Ask.of(.make(), stream: false)).steps
        #expect(document.first == .wait(0.5 + 0.25 * Double(waits.count)))
    }

    @Test func distributionsHaveTheirMedians() {
        var random = SplitMix64(seed: 1)
        var draws = (0..<4_001).map { _ in Latency.Distribution.lognormal(median: 0.1, sigma: 0.5).draw(&random) }
        draws.sort()
        #expect(abs(draws[2_000] - 0.1) < 0.005 && draws[0] > 0)
        #expect((0..<100).allSatisfy { _ in (1.0...2.0).contains(Latency.Distribution.uniform(1, 2).draw(&random)) })
    }

    @Test func checksAreAnsweredRightOrWrongAsTheScenarioSays() throws {
        let probe = Probe.make(check: Check(.number(0.00042, tolerance: 1e-6)))
        for (share, right) in [(1.0, true), (0.0, false)] {
            var scenario = Scenario.make(.answered)
            scenario.styles[0].rules = [Rule(delivered: share)]
            let responder = Responder.make(scenario, [probe])
            let document = try responder.answer(Ask.of(probe, stream: false)).text
            #expect(document.contains("ANSWER: 0.00042\"") == right)
            #expect(responder.ledger.truth.map(\.delivered) == [right])
        }
    }

    @Test func aRerouteNamesTheOtherModelAndDeliversNothing() throws {
        let probe = Probe.make(check: Check(.exact("yes")))
        var scenario = Scenario.make(.answered)
        scenario.styles[0].reroute = Reroute(share: 1, model: "other-1")
        let responder = Responder.make(scenario, [probe])
        #expect(try responder.answer(Ask.of(probe)).text.contains(#""model":"other-1""#))
        let truth = try #require(responder.ledger.truth.first)
        #expect(truth.served == .undeclaredReroute && truth.servedModel == "other-1" && truth.delivered == false)
        #expect(truth.outcome == .answered)
    }

    @Test func aTokenLimitCutsTheText() throws {
        let responder = Responder.make(.make(.answered))
        let text = try responder.answer(
            Ask.openAI(Probe.make().turns[0].text, stream: false, more: #","max_completion_tokens":10"#)
        ).text
        #expect(text.contains(#""finish_reason":"length""#) && text.contains(#""completion_tokens":10,"#))
        #expect(responder.ledger.truth.map(\.cut) == [true])
    }

    @Test(arguments: Quirk.allCases.filter { $0 != .endless }) func quirksChangeTheFormAndNotTheOutcome(quirk: Quirk)
        async throws
    {
        var scenario = Scenario.make(.answered)
        scenario.styles[0].quirks = [quirk: 1]
        let (reply, truth) = try await withServer(scenario) { server, port in
            (try await LoopbackClient.ask(port, Ask.of(.make())), server.truth)
        }
        #expect(truth.map(\.outcome) == [.answered] && reply.ending == .complete)
        switch quirk {
        case .plainJSON: #expect(reply.header("content-type") == "application/json" && reply.text.hasPrefix("{"))
        case .invalidUTF8: #expect(reply.body.contains(0xFF) && String(validating: reply.body, as: UTF8.self) == nil)
        case .compressed:
            #expect(reply.header("content-encoding") == "gzip" && reply.body.prefix(2) == [0x1F, 0x8B])
        case .comments: #expect(reply.text.components(separatedBy: "event: ping").count > 4)
        case .endless: break
        case .drip: #expect(reply.text.hasSuffix("message_stop\"}\n\n"))
        // Anthropic has no word for these.
        case .asynchronousFilter, .filterOpen, .tierNotApplied, .promptCut, .reasoningDropped, .servedTierOther:
            #expect(truth[0].degraded == nil && reply.text.hasSuffix("message_stop\"}\n\n"))
        }
    }

    /// What was played is known, although nobody reads it to its end.
    @Test func anEndlessStreamRepeatsItsTextAndEndsWithItsReader() throws {
        var scenario = Scenario.make(.answered)
        scenario.styles[0].quirks = [.endless: 1]
        let responder = Responder.make(scenario)
        let steps = try responder.answer(Ask.of(.make())).steps
        guard case .repeated(let text, .max) = steps.last else {
            Issue.record("it ends")
            return
        }
        #expect(String(decoding: text, as: UTF8.self).contains("text_delta"))
        #expect(
            !steps.contains {
                if case .bytes(let bytes) = $0 { bytes.suffix(5) == HTTPWire.lastChunk[...] } else { false }
            })
        #expect(responder.ledger.truth.map(\.outcome) == [.answered])
    }

    @Test func unreadableRepliesAreWhatTheySay() async throws {
        func ask(_ kind: ErrorPlay) async throws -> LoopbackReply {
            try await withServer(.make(.error(kind))) { _, port in try await LoopbackClient.ask(port, Ask.of(.make())) }
        }
        #expect(try await ask(.htmlPage).status == 403)
        #expect(try await ask(.deepJSON).text.contains(String(repeating: "[", count: 10_000)))
        let cut = try await ask(.truncatedGzip)
        #expect(cut.ending == .complete && cut.header("content-encoding") == "gzip")
        let steps = try Responder.make(.make(.error(.huge))).answer(Ask.of(.make())).steps
        let bytes = steps.reduce(0) { total, step in
            switch step {
            case .bytes(let bytes), .drip(let bytes): total + bytes.count
            case .repeated(let block, let times): total + block.count * times
            case .wait, .reset, .close, .stall: total
            }
        }
        #expect(bytes > 100_000_000 && bytes < 100_200_000)
    }

    /// Nobody can read which model it was.
    @Test(arguments: ErrorPlay.allCases.filter(\.isUnreadable)) func unreadableRepliesNameNoModel(_ kind: ErrorPlay)
        throws
    {
        let responder = Responder.make(.make(.error(kind)))
        _ = try responder.answer(Ask.of(.make()))
        let truth = try #require(responder.ledger.truth.first)
        #expect(truth.error == kind && truth.served == .unknown && truth.servedModel == nil)
    }

    @Test func gzipOfStoredBlocksCarriesItsChecksum() {
        #expect(Gzip.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
        let wrapped = Gzip.wrap(Array("hello".utf8))
        #expect(wrapped[10...] == [1, 5, 0, 250, 255, 104, 101, 108, 108, 111, 0x86, 0xA6, 0x10, 0x36, 5, 0, 0, 0])
    }

    @Test func keysModelsAndBadRequestsAreAnsweredInTheDialect() async throws {
        var scenario = Scenario.make(.answered)
        scenario.styles[0].models = ["m-1", "m-2"]
        let replies = try await withServer(scenario) { _, port in
            try await LoopbackClient.ask(
                port,
                [
                    Ask.anthropic("x", key: "wrong"), Ask.openAI("x", key: "wrong"),
                    Ask.anthropic("x", headers: ["authorization: Bearer sim-s"]), Ask.openAI("x", model: "m-3"),
                    Ask.request("/v1/messages", headers: ["x-api-key: sim-s"], body: "{}"),
                    Ask.request("/v1/chat/completions", headers: ["authorization: Bearer sim-s"], body: "{"),
                    Array("GET /v1/models HTTP/1.1\r\nauthorization: Bearer sim-s\r\n\r\n".utf8),
                    Array(
                        "GET /v1/models?limit=9 HTTP/1.1\r\nx-api-key: sim-s\r\nanthropic-version: 2023-06-01\r\n\r\n"
                            .utf8),
                    Array("GET /nothing HTTP/1.1\r\n\r\n".utf8),
                ])
        }
        #expect(replies.map(\.status) == [401, 401, 401, 404, 400, 400, 200, 200, 404])
        #expect(replies[0].text.contains("authentication_error") && replies[1].text.contains("invalid_api_key"))
        #expect(
            replies[6].text
                == #"{"object":"list","data":[{"id":"m-1","object":"model","created":1790000000,"owned_by":"railgauge-simulator"},{"id":"m-2","object":"model","created":1790000000,"owned_by":"railgauge-simulator"}]}"#
        )
        #expect(try JSONReader.read(replies[7].body)["data"]?[1]?["id"] == "m-2")
    }

    @Test func requestsAreFoundHoweverTheyAreSplit() throws {
        let first = Ask.of(.make(), stream: false)
        let both = first + Ask.of(.make("p2"))
        for split in both.indices {
            var reader = HTTPRequestReader()
            var bodies: [[UInt8]] = []
            for part in [both[..<split], both[split...]] {
                reader.feed(part)
                while case .request(let request) = reader.next() { bodies.append(request.body) }
            }
            #expect(bodies.count == 2 && reader.isEmpty)
            #expect(bodies.first.map { first.suffix($0.count).elementsEqual($0) } == true)
        }
    }

    @Test func anExpectationIsAnsweredAndNonsenseEndsTheConnection() throws {
        var reader = HTTPRequestReader()
        reader.feed(Array("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n".utf8))
        guard case .expectsContinue = reader.next() else { throw InputError(file: "test", found: "no 100") }
        guard case .more = reader.next() else { throw InputError(file: "test", found: "a second 100") }
        var broken = HTTPRequestReader()
        broken.feed(Array("nonsense\r\n\r\n".utf8))
        guard case .unusable(status: 400) = broken.next() else { throw InputError(file: "test", found: "sense") }
    }

    @Test(.timeLimit(.minutes(15))) func aClientThatLeavesBeforeAnyTextFindsTheSameDrawAgain() async throws {
        var scenario = Scenario.make(.answered)
        scenario.styles[0].latency = Latency(firstToken: .fixed(3600))
        let truth = try await withServer(scenario) { server, port in
            for _ in 1...2 {
                let client = try LoopbackClient(port: port)
                client.send(Ask.of(.make()))
                while server.truth.isEmpty { await Task.yield() }
                #expect(server.truth.map(\.repetition) == [1])
                client.close()
                while !server.truth.isEmpty { await Task.yield() }
            }
            return server.truth
        }
        #expect(truth.isEmpty)
    }

    @Test(.timeLimit(.minutes(15))) func threeHundredConnectionsAtOnceAreServedInParallel() async throws {
        let probes = (1...300).map { Probe.make("p\($0)") }
        let truth = try await withServer(.make(.answered), probes) { server, port in
            let clients = try probes.map { _ in try LoopbackClient(port: port) }
            defer { for client in clients { client.close() } }
            // All requests are on the wire before the first reply is read.
            for (client, probe) in zip(clients, probes) { client.send(Ask.of(probe)) }
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                        Thread.detachNewThread {
                            let complete = clients.allSatisfy { $0.receive().ending == .complete }
                            continuation.resume(
                                with: complete ? .success(()) : .failure(LoopbackClient.Failure(code: 0)))
                        }
                    }
                }
                try await group.waitForAll()
            }
            return server.truth
        }
        #expect(truth.count == 300)
    }
}
