import Formats
import Foundation
import Testing
import Trials

@testable import Simulator

/// Every sign of the Responses API (docs/methods/wire.md section 3).
struct ResponsesSignalTests {
    private struct Heard {
        var status: Int?
        var text: String
        var truth: SimulatedTruth

        /// The data of the events; one for a document.
        var documents: [JSONValue] {
            get throws {
                guard text.hasPrefix("event: ") else { return [try JSONReader.read(Array(text.utf8))] }
                return try text.split(separator: "\n\n").map { event in
                    let data = try #require(event.split(separator: "\n").last { $0.hasPrefix("data: ") })
                    return try JSONReader.read(Array(data.dropFirst(6).utf8))
                }
            }
        }
    }

    private func hear(
        _ play: Play, stream: Bool, more: String = "", quirk: Quirk? = nil, reasoning: Double = 0
    ) throws -> Heard {
        var scenario = Scenario.make(play)
        scenario.styles[0].reasoning = reasoning
        if let quirk { scenario.styles[0].quirks = [quirk: 1] }
        let responder = Responder.make(scenario)
        let answer = try responder.answer(
            Ask.request(
                "/v1/responses", headers: ["Authorization: Bearer sim-s"],
                body: #"{"model":"m-1","input":\#(Probe.make().turns[0].text.quoted),"stream":\#(stream)\#(more)}"#))
        var reply = LoopbackReply()
        reply.bytes = Array(answer.text.utf8)
        return Heard(status: reply.status, text: reply.text, truth: try #require(responder.ledger.truth.first))
    }

    @Test func aStreamCountsItsEventsAndBuildsWhatTheLastOneHolds() throws {
        let events = try hear(.answered, stream: true, reasoning: 1).documents
        #expect(events.map { $0["sequence_number"]?.int } == Array(0..<events.count))
        let types = events.compactMap { $0["type"]?.string }
        #expect(types.prefix(3) == ["response.created", "response.in_progress", "response.output_item.added"])
        #expect(types.contains("response.reasoning_summary_text.delta") && types.last == "response.completed")
        let deltas = events.filter { $0["type"]?.string == "response.output_text.delta" }
            .compactMap { $0["delta"]?.string }.joined()
        let last = try #require(events.last?["response"])
        let message = try #require(last["output"]?.array?.last)
        #expect(!deltas.isEmpty && message["content"]?[0]?["text"]?.string == deltas)
        #expect(last["output"]?[0]?["type"]?.string == "reasoning" && last["status"]?.string == "completed")
        #expect(events[0]["response"]?["output"]?.array?.isEmpty == true)
    }

    @Test(arguments: [true, false]) func aFilteredResponseIsIncomplete(stream: Bool) throws {
        let heard = try hear(.blocked(PlayedBlock(stage: .midstream)), stream: stream)
        let last = try #require(try heard.documents.last)
        let response = last["response"] ?? last
        #expect(response["status"]?.string == "incomplete")
        #expect(response["incomplete_details"]?["reason"]?.string == "content_filter")
        #expect(response["output"]?[0]?["status"]?.string == "incomplete")
        #expect(heard.truth.stage == .midstream && heard.truth.category == .unreported)
    }

    @Test func aPolicyStopsWithAFlatErrorOrAFailedResponseAndSaysItsCode() throws {
        var forms: Set<String> = []
        for seed in UInt64(1)...24 {
            var scenario = Scenario.make(
                .blocked(PlayedBlock(stage: .midstream, category: .cyber, signal: .cyberPolicy)), seed: seed)
            scenario.styles[0].reasoning = 0
            let responder = Responder.make(scenario)
            let answer = try responder.answer(
                Ask.request(
                    "/v1/responses", headers: ["Authorization: Bearer sim-s"],
                    body: #"{"model":"m-1","input":"Please review the detection rule of p1.","stream":true}"#))
            var reply = LoopbackReply()
            reply.bytes = Array(answer.text.utf8)
            let last = try #require(reply.text.split(separator: "\n\n").last)
            forms.insert(last.contains("event: error") ? "error" : "failed")
            #expect(last.contains(#""code":"cyber_policy""#) && reply.text.contains("response.output_text.delta"))
        }
        #expect(forms == ["error", "failed"])
    }

    @Test func aMisalignmentStopIs403OrAFailedResponse() throws {
        var statuses: Set<Int> = []
        for seed in UInt64(1)...24 {
            let responder = Responder.make(
                .make(.blocked(PlayedBlock(stage: .noText, signal: .misalignment)), seed: seed))
            let answer = try responder.answer(
                Ask.request(
                    "/v1/responses", headers: ["Authorization: Bearer sim-s"],
                    body: #"{"model":"m-1","input":"Please review the detection rule of p1."}"#))
            var reply = LoopbackReply()
            reply.bytes = Array(answer.text.utf8)
            statuses.insert(try #require(reply.status))
            #expect(reply.text.contains("misalignment_policy_violation"))
            let truth = try #require(responder.ledger.truth.first)
            #expect(truth.stage == .noText && truth.categoryRaw == "misalignment_policy_violation")
        }
        #expect(statuses == [200, 403])
    }

    @Test func refusalsHaveAPartAndEventsOfTheirOwn() throws {
        let streamed = try hear(.refusedStructured, stream: true)
        #expect(streamed.text.contains("event: response.refusal.delta"))
        #expect(streamed.text.contains("event: response.refusal.done"))
        let document = try #require(try hear(.refusedStructured, stream: false).documents.first)
        #expect(document["output"]?[0]?["content"]?[0]?["type"]?.string == "refusal")
    }

    @Test func theAccessProgrammeIsReadBackUnlessItLapsed() throws {
        let asked = #","access_programs":{"cyber":"daybreak_blue"}"#
        let applied = try hear(.answered, stream: false, more: asked)
        #expect(try applied.documents[0]["access_programs"]?["cyber"]?.string == "daybreak_blue")
        let lapsed = try hear(.answered, stream: false, more: asked, quirk: .tierNotApplied)
        #expect(try lapsed.documents[0]["access_programs"] == .null)
        #expect(lapsed.truth.degraded == .tierNotApplied)
        #expect(try hear(.answered, stream: false).documents[0]["access_programs"] == .null)
    }

    @Test func whatElseWasDoneToTheRequestIsSaid() throws {
        let dropped = try hear(.answered, stream: false, quirk: .reasoningDropped)
        #expect(try dropped.documents[0]["input_transformations"]?[0]?["action"]?.string == "removed")
        let open = try hear(.answered, stream: false, more: #","moderation":{"model":"m"}"#, quirk: .filterOpen)
        #expect(try open.documents[0]["moderation"]?["input"]?["type"]?.string == "error")
        #expect(open.truth.degraded == .filterOpen)
        let cut = try hear(.truncated, stream: false)
        #expect(try cut.documents[0]["incomplete_details"]?["reason"]?.string == "max_output_tokens")
    }

    @Test func logProbabilitiesComeWhereTheyAreAskedFor() throws {
        let asked = #","include":["message.output_text.logprobs"],"top_logprobs":2"#
        let part = try #require(
            try hear(.answered, stream: false, more: asked).documents[0]["output"]?[0]?["content"]?[0])
        let tokens = try #require(part["logprobs"]?.array)
        #expect(tokens.compactMap { $0["token"]?.string }.joined() == part["text"]?.string)
        #expect(tokens.allSatisfy { $0["top_logprobs"]?.array?.count == 2 })
        let plain = try hear(.answered, stream: false).documents[0]["output"]?[0]?["content"]?[0]
        #expect(plain?["logprobs"]?.array?.isEmpty == true)
    }
}
