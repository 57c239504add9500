import Foundation
import Testing
import Trials

@testable import Simulator

/// Every safeguard signal, to the byte (wire-formats.md sections 1 and 2).
struct AnthropicSignalTests {
    private static func body(_ play: Play, stream: Bool, more: String = "") throws -> (String, SimulatedTruth) {
        let responder = Responder.make(.make(play))
        let answer = try responder.answer(Ask.anthropic(Probe.make().turns[0].text, stream: stream, more: more))
        var reply = LoopbackReply()
        reply.bytes = Array(answer.text.utf8)
        return (reply.text, try #require(responder.ledger.truth.first))
    }

    private static let name = "d6e4c5b8b2ff4ba4"

    @Test func aBlockBeforeAnyTextIsAnEmptyRefusalWithItsCategory() throws {
        let (text, truth) = try Self.body(.blocked(PlayedBlock(stage: .noText, category: .cyber)), stream: false)
        let id = try #require(text.firstMatch(of: /"id":"(msg_sim[0-9a-f]{16})"/)).1
        #expect(
            text == #"{"id":"\#(id)","type":"message","role":"assistant","model":"m-1","content":[],"#
                + #""stop_reason":"refusal","stop_sequence":null,"stop_details":{"type":"refusal","category":"cyber","#
                + #""explanation":"This request was declined by a safeguard."},"usage":{"input_tokens":18,"#
                + #""cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0,"#
                + #""service_tier":"standard"}}"#)
        #expect(truth.outcome == .blocked && truth.stage == .noText && truth.category == .cyber)
        #expect(truth.categoryRaw == "cyber" && truth.served == .requested)
    }

    @Test func theSameInAStreamHasNoDelta() throws {
        let (text, _) = try Self.body(.blocked(PlayedBlock(stage: .input, category: .unreported)), stream: true)
        let id = try #require(text.firstMatch(of: /"id":"(msg_sim[0-9a-f]{16})"/)).1
        #expect(
            text == """
                event: message_start
                data: {"type":"message_start","message":{"id":"\(id)","type":"message","role":"assistant","model":"m-1",\
                "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":18,\
                "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0,"service_tier":"standard"}}}

                event: ping
                data: {"type":"ping"}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null,"stop_details":\
                {"type":"refusal","category":null,"explanation":null}},"usage":{"output_tokens":0}}

                event: message_stop
                data: {"type":"message_stop"}


                """)
    }

    @Test func aBlockInMidStreamComesAfterTextDeltas() throws {
        let (text, truth) = try Self.body(.blocked(PlayedBlock(stage: .midstream, category: .bioChem)), stream: true)
        let delta = try #require(text.range(of: #""type":"text_delta""#))
        let stop = try #require(
            text.range(
                of: #""stop_reason":"refusal","stop_sequence":null,"stop_details":{"type":"refusal","category":"bio""#))
        #expect(delta.lowerBound < stop.lowerBound && truth.stage == .midstream && truth.category == .bioChem)
    }

    @Test func aBlockDuringReasoningShowsThinkingAndNoText() throws {
        let (text, truth) = try Self.body(
            .blocked(PlayedBlock(stage: .duringReasoning, category: .reasoning)), stream: true)
        #expect(
            text.contains("thinking_delta") && !text.contains("text_delta") && text.contains("reasoning_extraction"))
        #expect(truth.stage == .duringReasoning && truth.category == .reasoning)
    }

    @Test func aWithheldReplyCountsTokensThatNobodySaw() throws {
        let (text, truth) = try Self.body(.blocked(PlayedBlock(stage: .withheld, category: .aiRnd)), stream: false)
        #expect(
            text.contains(#""content":[]"#) && text.contains("frontier_llm") && !text.contains(#""output_tokens":0"#))
        #expect(truth.stage == .withheld)
    }

    @Test func theLegacyFilterIsA400OrAnErrorEvent() throws {
        let block = PlayedBlock(stage: .midstream, category: .cyber, signal: .legacyFilter)
        let (document, truth) = try Self.body(.blocked(block), stream: false)
        #expect(
            document.hasPrefix(
                #"{"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy","details":null},"request_id":"req_sim"#
            ))
        #expect(truth.stage == .withheld && truth.category == .unreported && truth.served == .unknown)
        let (events, streamed) = try Self.body(.blocked(block), stream: true)
        #expect(events.contains("text_delta") && !events.contains("message_stop") && streamed.stage == .midstream)
        #expect(
            events.hasSuffix(
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Output blocked by content filtering policy\",\"details\":null},\"request_id\":\"req_sim\"}\n\n"
            ))
    }

    @Test func aDeclaredFallbackAnswersOnlyWhereItWasAskedFor() throws {
        let block = PlayedBlock(category: .cyber, rescuedBy: "m-small")
        let (plain, refused) = try Self.body(.blocked(block), stream: false)
        #expect(!plain.contains("fallback") && !refused.rescued && refused.served == .requested)
        for stream in [false, true] {
            let (text, truth) = try Self.body(.blocked(block), stream: stream, more: #","fallbacks":"default""#)
            #expect(
                text.contains(
                    #"{"type":"fallback","from":{"model":"m-1"},"to":{"model":"m-small"},"trigger":{"type":"refusal","category":"cyber"}}"#
                ))
            #expect(text.contains(#"{"type":"fallback_message","model":"m-small""#))
            #expect(text.contains(#""stop_reason":"end_turn""#) && text.contains(#""model":"m-small","content""#))
            #expect(truth.rescued && truth.served == .declaredFallback && truth.outcome == .blocked)
        }
    }

    @Test func ordinaryRepliesStopAsTheyShould() throws {
        let rows: [(Play, String, Outcome)] = [
            (.answered, "end_turn", .answered), (.refused, "end_turn", .refused),
            (.refusedStructured, "end_turn", .refused), (.partial, "end_turn", .partial),
            (.unable, "end_turn", .unable), (.empty, "end_turn", .empty), (.truncated, "max_tokens", .truncated),
            (.cut, "max_tokens", .answered), (.error(.unknownStop), "policy_pause", .error),
        ]
        for (play, stop, outcome) in rows {
            for stream in [true, false] {
                let (text, truth) = try Self.body(play, stream: stream)
                #expect(text.contains(#""stop_reason":"\#(stop)""#), "\(play)")
                #expect(truth.outcome == outcome && truth.cut == (play == .cut))
            }
        }
    }

    @Test func enforcementAndMoneyAreNamedByTheirCodes() throws {
        #expect(try Self.body(.error(.accountHold), stream: true).0.contains(#""error_code":"organization_on_hold""#))
        #expect(try Self.body(.error(.spendLimit), stream: true).0.contains("contract_spend_limit_reached"))
        #expect(try Self.body(.error(.contextTooLong), stream: true).0.contains("prompt is too long"))
    }
}

struct OpenAISignalTests {
    private static func body(_ play: Play, stream: Bool, more: String = "") throws -> (String, SimulatedTruth) {
        let responder = Responder.make(.make(play))
        let answer = try responder.answer(Ask.openAI(Probe.make().turns[0].text, stream: stream, more: more))
        var reply = LoopbackReply()
        reply.bytes = Array(answer.text.utf8)
        return (reply.text, try #require(responder.ledger.truth.first))
    }

    @Test func theRefusalFieldStandsInPlaceOfContent() throws {
        let (text, truth) = try Self.body(.refusedStructured, stream: false)
        #expect(
            text.contains(
                #""finish_reason":"stop","logprobs":null,"message":{"role":"assistant","content":null,"refusal":"I"#))
        #expect(truth.outcome == .refused && truth.servedModel == "m-1-2026-09-01" && truth.served == .requested)
        #expect(try Self.body(.refusedStructured, stream: true).0.contains(#""delta":{"refusal":"I"#))
    }

    @Test func aContentFilterBeforeAnyTextInAStream() throws {
        let more = #","stream_options":{"include_usage":true}"#
        let (text, truth) = try Self.body(
            .blocked(PlayedBlock(stage: .noText, category: .cyber)), stream: true, more: more)
        let id = try #require(text.firstMatch(of: /"id":"(chatcmpl-sim[0-9a-f]{16})"/)).1
        let head =
            #""id":"\#(id)","object":"chat.completion.chunk","created":1790000000,"model":"m-1-2026-09-01","service_tier":"default","system_fingerprint":"fp_sim""#
        #expect(
            text == """
                data: {\(head),"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}

                data: {\(head),"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"content_filter"}],"usage":null}

                data: {\(head),"choices":[],"usage":{"prompt_tokens":18,"completion_tokens":0,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}

                data: [DONE]


                """)
        #expect(truth.stage == .noText && truth.category == .unreported && truth.categoryRaw == nil)
    }

    @Test func policyCodesAre400AndNameTheirCategory() throws {
        let (cyber, truth) = try Self.body(.blocked(PlayedBlock(stage: .input, category: .cyber)), stream: true)
        #expect(
            cyber
                == #"{"error":{"message":"This request was flagged as potential high-risk cyber activity.","type":"invalid_request_error","param":null,"code":"cyber_policy"}}"#
        )
        // The code does not say that the input was judged.
        #expect(truth.stage == .noText && truth.category == .cyber && truth.categoryRaw == "cyber_policy")
        let (bio, _) = try Self.body(.blocked(PlayedBlock(stage: .input, category: .bioChem)), stream: false)
        #expect(bio.contains(#""code":"bio_policy""#))
        let (late, midstream) = try Self.body(
            .blocked(PlayedBlock(stage: .midstream, category: .cyber, signal: .cyberPolicy)), stream: true)
        #expect(late.contains(#""delta":{"content":"#) && late.hasSuffix("\"code\":\"cyber_policy\"}}\n\n"))
        #expect(midstream.stage == .midstream)
    }

    @Test func anInvalidPromptSaysThatItIsForSafety() throws {
        let (text, truth) = try Self.body(.blocked(PlayedBlock(stage: .input)), stream: false)
        #expect(
            text.hasPrefix(
                #"{"error":{"message":"Invalid prompt: we've limited access to this content for safety reasons."#))
        #expect(text.hasSuffix(#""param":"messages","code":"invalid_prompt"}}"#))
        #expect(truth.stage == .input && truth.category == .unreported)
        let (other, failed) = try Self.body(.error(.invalidRequest), stream: false)
        #expect(other.contains("invalid_prompt") && !other.contains("safety") && failed.outcome == .error)
    }

    @Test func ordinaryRepliesStopAsTheyShould() throws {
        let rows: [(Play, String)] = [
            (.answered, "stop"), (.refused, "stop"), (.partial, "stop"), (.unable, "stop"), (.empty, "stop"),
            (.truncated, "length"), (.cut, "length"), (.error(.unknownStop), "policy_pause"),
            (.blocked(PlayedBlock(stage: .midstream)), "content_filter"),
            (.blocked(PlayedBlock(stage: .withheld)), "content_filter"),
        ]
        for (play, finish) in rows {
            for stream in [true, false] {
                let text = try Self.body(play, stream: stream).0
                #expect(text.contains(#""finish_reason":"\#(finish)""#), "\(play)")
            }
        }
        #expect(try Self.body(.empty, stream: false).0.contains(#""content":"""#))
        #expect(try Self.body(.error(.spendLimit), stream: true).0.contains(#""code":"insufficient_quota""#))
    }
}
