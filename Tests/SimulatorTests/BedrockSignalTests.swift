import Formats
import Foundation
import Testing
import Trials

@testable import Simulator

/// Every sign of Converse (docs/methods/wire.md section 6), read by a decoder of the tests' own.
struct BedrockSignalTests {
    static let pointers = #","additionalModelResponseFieldPaths":["/stop_reason","/stop_details"]"#

    struct Heard {
        var reply: LoopbackReply
        var truth: SimulatedTruth?

        var json: JSONValue { get throws { try JSONReader.read(reply.body) } }
        var frames: [StreamMessage] { get throws { try StreamMessage.all(reply.body) } }
        var text: String {
            get throws {
                try frames.compactMap { try $0.json["delta"]?["text"]?.string }.joined()
            }
        }
    }

    static func ask(_ scenario: Scenario, stream: Bool, more: String = "", key: String = "sim-s") throws -> Heard {
        let responder = Responder.make(scenario)
        let text = Probe.make().turns[0].text.quoted
        let answer = try responder.answer(
            Ask.request(
                "/model/us.m-1%3A0/converse\(stream ? "-stream" : "")", headers: ["Authorization: Bearer \(key)"],
                body: #"{"messages":[{"role":"user","content":[{"text":\#(text)}]}]\#(more)}"#))
        var reply = LoopbackReply()
        reply.bytes = answer.steps.flatMap { if case .bytes(let bytes) = $0 { bytes } else { [UInt8]() } }
        return Heard(reply: reply, truth: responder.ledger.truth.first)
    }

    static func hear(_ play: Play, stream: Bool, more: String = "", reasoning: Double = 0) throws -> Heard {
        var scenario = Scenario.make(play)
        scenario.styles[0].reasoning = reasoning
        return try ask(scenario, stream: stream, more: more)
    }

    // MARK: Frames

    @Test func aStreamIsBinaryFramesInTheirOrder() throws {
        let heard = try Self.hear(.answered, stream: true, reasoning: 1)
        #expect(heard.reply.header("content-type") == "application/vnd.amazon.eventstream")
        let frames = try heard.frames
        var order: [String] = []
        for frame in frames where frame.header(":event-type") != order.last {
            order.append(try #require(frame.header(":event-type")))
        }
        #expect(
            order == [
                "messageStart", "contentBlockDelta", "contentBlockStop", "contentBlockDelta", "contentBlockStop",
                "messageStop", "metadata",
            ])
        for frame in frames {
            #expect(frame.header(":message-type") == "event" && frame.header(":content-type") == "application/json")
        }
        #expect(try frames[1].json["delta"]?["reasoningContent"]?["text"]?.string != nil)
        let usage = try #require(try frames.last?.json["usage"])
        #expect((usage["outputTokens"]?.int ?? 0) > 0)
        #expect(try frames.last?.json["metrics"]?["latencyMs"]?.int != nil)
    }

    @Test func theChecksumIsThePublishedOne() {
        // The check value of CRC-32/ISO-HDLC.
        #expect(StreamMessage.checksum(Array("123456789".utf8)[...]) == 0xCBF4_3926)
    }

    @Test func aReplyHasARequestId() throws {
        let id = try #require(try Self.hear(.answered, stream: false).reply.header("x-amzn-requestid"))
        #expect(id.contains(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/))
    }

    // MARK: Blocks

    @Test(arguments: [true, false])
    func aGuardrailOnThePromptSaysWhatItFound(stream: Bool) throws {
        let heard = try Self.hear(.blocked(PlayedBlock(stage: .input, category: .content)), stream: stream)
        let (stop, trace) = try Self.ending(heard, stream)
        #expect(stop["stopReason"]?.string == "guardrail_intervened")
        let assessment = try #require(trace?["guardrail"]?["inputAssessment"]?["simenforced1"])
        #expect(assessment["contentPolicy"]?["filters"]?[0]?["type"]?.string == "VIOLENCE")
        #expect(assessment["appliedGuardrailDetails"]?["guardrailOrigin"]?[0]?.string == "ACCOUNT_ENFORCED")
        #expect(trace?["guardrail"]?["outputAssessments"] == nil)
        let truth = try #require(heard.truth)
        #expect(truth.stage == .input && truth.category == .content && truth.categoryRaw == "VIOLENCE")
        #expect(truth.served == .unknown && truth.servedModel == nil)
    }

    private static let policies: [(String, String, Trials.Category)] = [
        ("HATE", "contentPolicy", .content), ("PROMPT_ATTACK", "contentPolicy", .other),
        ("topic/Weapons", "topicPolicy", .other), ("word/PROFANITY", "wordPolicy", .content),
        ("word", "wordPolicy", .content), ("pii/EMAIL", "sensitiveInformationPolicy", .privacy),
        ("regex/badge", "sensitiveInformationPolicy", .other),
        ("grounding/RELEVANCE", "contextualGroundingPolicy", .other),
    ]

    @Test(arguments: policies)
    func everyPolicyHasItsPlaceInTheTrace(word: String, policy: String, shown: Trials.Category) throws {
        let config = #","guardrailConfig":{"guardrailIdentifier":"g9","guardrailVersion":"1","trace":"enabled_full"}"#
        let block = PlayedBlock(stage: .withheld, categoryRaw: word, signal: .guardrail)
        let heard = try Self.hear(.blocked(block), stream: true, more: config)
        let guardrail = try #require(try Self.ending(heard, true).trace?["guardrail"])
        #expect(guardrail["outputAssessments"]?["g9"]?[0]?[policy] != nil)
        // What acted on nothing is shown as well.
        let input = guardrail["inputAssessment"]?["g9"]
        #expect(input?["contentPolicy"]?["filters"]?[0]?["action"]?.string == "NONE")
        #expect(input?["appliedGuardrailDetails"]?["guardrailOrigin"]?[0]?.string == "REQUEST")
        #expect(try heard.text == BedrockGuardrail.outputMessage)
        #expect(heard.truth?.stage == .withheld && heard.truth?.category == shown)
        #expect(heard.truth?.categoryRaw == word)
    }

    @Test func aGuardrailWithoutTraceSaysNothingOfTheSide() throws {
        let config = #","guardrailConfig":{"guardrailIdentifier":"g9","guardrailVersion":"1"}"#
        let heard = try Self.hear(.blocked(PlayedBlock(stage: .input, category: .content)), stream: false, more: config)
        #expect(try heard.json["trace"] == nil && heard.json["stopReason"]?.string == "guardrail_intervened")
        #expect(heard.truth?.stage == .unknown && heard.truth?.category == .unreported)
    }

    @Test func aGuardrailThatActedOnNothingLeavesItsTraceToo() throws {
        let config = #","guardrailConfig":{"guardrailIdentifier":"g9","guardrailVersion":"1","trace":"enabled"}"#
        let (stop, trace) = try Self.ending(try Self.hear(.answered, stream: true, more: config), true)
        #expect(stop["stopReason"]?.string == "end_turn")
        #expect(trace?["guardrail"]?["inputAssessment"]?["g9"]?["invocationMetrics"] != nil)
        #expect(trace?["guardrail"]?["outputAssessments"]?["g9"]?[0]?["contentPolicy"] == nil)
    }

    @Test func onlyAnAsynchronousGuardrailLetsTextThrough() throws {
        let config = #","guardrailConfig":{"guardrailIdentifier":"g9","guardrailVersion":"1","trace":"enabled""#
        let block = Play.blocked(PlayedBlock(stage: .midstream, category: .privacy, signal: .guardrail))
        let kept = try Self.hear(block, stream: true, more: config + "}")
        #expect(try kept.truth?.stage == .withheld && kept.text == BedrockGuardrail.outputMessage)
        let shown = try Self.hear(block, stream: true, more: config + #","streamProcessingMode":"async"}"#)
        #expect(try shown.truth?.stage == .midstream && shown.text.count > 100)
    }

    @Test func theVendorsFilterNamesNothing() throws {
        let block = PlayedBlock(stage: .midstream, category: .other)
        let heard = try Self.hear(.blocked(block), stream: true)
        let (stop, trace) = try Self.ending(heard, true)
        #expect(try stop["stopReason"]?.string == "content_filtered" && trace == nil && !heard.text.isEmpty)
        #expect(heard.truth?.stage == .midstream && heard.truth?.category == .unreported)
        let early = try Self.hear(.blocked(PlayedBlock(stage: .noText, signal: .contentFiltered)), stream: true)
        #expect(try early.truth?.stage == .withheld && early.text.isEmpty)
    }

    @Test(arguments: [Stage.noText, .duringReasoning, .midstream, .withheld])
    func aRefusalOfTheVendorsOwnNamesItsCategoryWhereAskedFor(stage: Stage) throws {
        let block = Play.blocked(PlayedBlock(stage: stage, category: .bioChem, signal: .refusalStop))
        let heard = try Self.hear(block, stream: true, more: Self.pointers)
        let (stop, _) = try Self.ending(heard, true)
        #expect(stop["stopReason"]?.string == "refusal")
        #expect(stop["additionalModelResponseFields"]?["stop_details"]?["category"]?.string == "bio")
        #expect(heard.truth?.stage == stage && heard.truth?.category == .bioChem)
        let bare = try Self.hear(block, stream: true)
        #expect(try Self.ending(bare, true).stop["additionalModelResponseFields"] == nil)
        #expect(bare.truth?.category == .unreported && bare.truth?.categoryRaw == nil)
    }

    // MARK: Ordinary replies

    @Test func ordinaryRepliesStopAsTheyShould() throws {
        let rows: [(Play, String, Outcome)] = [
            (.answered, "end_turn", .answered), (.refused, "end_turn", .refused),
            (.refusedStructured, "end_turn", .refused), (.partial, "end_turn", .partial),
            (.unable, "end_turn", .unable), (.empty, "end_turn", .empty), (.truncated, "max_tokens", .truncated),
            (.cut, "max_tokens", .answered), (.error(.unknownStop), "policy_pause", .error),
            (.error(.unexplainedStop), "malformed_model_output", .error),
        ]
        for (play, stop, outcome) in rows {
            for stream in [true, false] {
                let heard = try Self.hear(play, stream: stream)
                #expect(try Self.ending(heard, stream).stop["stopReason"]?.string == stop, "\(play)")
                #expect(heard.truth?.outcome == outcome && heard.truth?.cut == (play == .cut))
            }
        }
    }

    @Test func aRouterNamesTheModelThatItChose() throws {
        var scenario = Scenario.make(.answered)
        scenario.styles[0].reroute = Reroute(share: 1, model: "m-small")
        let heard = try Self.ask(scenario, stream: false)
        #expect(try heard.json["trace"]?["promptRouter"]?["invokedModelId"]?.string == "m-small")
        #expect(heard.truth?.served == .undeclaredReroute && heard.truth?.servedModel == "m-small")
    }

    @Test func anotherTierThanTheOneAskedForIsTold() throws {
        var scenario = Scenario.make(.answered)
        scenario.styles[0].quirks = [.servedTierOther: 1]
        let asked = try Self.ask(scenario, stream: false, more: #","serviceTier":{"type":"priority"}"#)
        #expect(try asked.json["serviceTier"]?["type"]?.string == "default")
        #expect(asked.truth?.degraded == .servedTierOther)
        let plain = try Self.ask(scenario, stream: false)
        #expect(try plain.json["serviceTier"] == nil && plain.truth?.degraded == nil)
    }

    static func ending(_ heard: Heard, _ stream: Bool) throws -> (stop: JSONValue, trace: JSONValue?) {
        guard stream else { return (try heard.json, try heard.json["trace"]) }
        let frames = try heard.frames
        let stop = try #require(frames.first { $0.header(":event-type") == "messageStop" })
        return (try stop.json, try frames.last?.json["trace"])
    }
}

/// One message of an event stream, its checksums verified.
struct StreamMessage {
    struct Damaged: Error { var at: Int }

    var headers: [(name: String, value: String)] = []
    var payload: [UInt8] = []

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    var json: JSONValue { get throws { try JSONReader.read(payload) } }

    static func all(_ bytes: [UInt8]) throws -> [StreamMessage] {
        var frames: [StreamMessage] = []
        var start = 0
        while start < bytes.count {
            guard bytes.count - start >= 16 else { throw Damaged(at: start) }
            let total = Int(word(bytes, start))
            let headerEnd = start + 12 + Int(word(bytes, start + 4))
            let end = start + total
            guard end <= bytes.count, headerEnd <= end - 4,
                checksum(bytes[start..<start + 8]) == word(bytes, start + 8),
                checksum(bytes[start..<end - 4]) == word(bytes, end - 4)
            else { throw Damaged(at: start) }
            var frame = StreamMessage()
            var position = start + 12
            while position < headerEnd {
                let name = Int(bytes[position])
                let type = position + 1 + name
                guard bytes[type] == 7 else { throw Damaged(at: type) }
                let size = Int(bytes[type + 1]) << 8 | Int(bytes[type + 2])
                frame.headers.append(
                    (
                        String(decoding: bytes[position + 1..<type], as: UTF8.self),
                        String(decoding: bytes[type + 3..<type + 3 + size], as: UTF8.self)
                    ))
                position = type + 3 + size
            }
            frame.payload = Array(bytes[headerEnd..<end - 4])
            frames.append(frame)
            start = end
        }
        return frames
    }

    private static func word(_ bytes: [UInt8], _ at: Int) -> UInt32 {
        bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// By table, where the server goes bit by bit.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }

    private static let table = (0..<256).map { byte in
        var crc = UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        return crc
    }
}
