import Formats
import Foundation
import Testing
import Trials

@testable import Simulator

/// What Converse answers in place of a reply: exceptions by their class in a header, or in a frame.
struct BedrockServiceTests {
    private typealias Signals = BedrockSignalTests

    @Test(arguments: [
        (ErrorPlay.invalidRequest, 400, "ValidationException"), (.contextTooLong, 400, "ValidationException"),
        (.spendLimit, 400, "ServiceQuotaExceededException"), (.permission, 403, "AccessDeniedException"),
        (.accountHold, 403, "AccessDeniedException"),
    ])
    func errorsNameTheirClassInAHeader(kind: ErrorPlay, status: Int, type: String) throws {
        for stream in [true, false] {
            let heard = try Signals.hear(.error(kind), stream: stream)
            #expect(heard.reply.status == status)
            #expect(heard.reply.header("x-amzn-errortype")?.hasPrefix(type + ":http") == true)
            #expect(try heard.json["message"]?.string?.isEmpty == false)
            #expect(heard.truth?.error == kind)
        }
    }

    @Test func faultsHaveClassesOfTheirOwn() throws {
        let rows: [(FaultRule.Kind, Int, String)] = [
            (.rateLimited, 429, "ThrottlingException"), (.serverError, 500, "InternalServerException"),
            (.unavailable, 503, "ServiceUnavailableException"), (.overloaded, 429, "ModelNotReadyException"),
        ]
        for (kind, status, type) in rows {
            let heard = try Signals.ask(.make(.answered, faults: [FaultRule(kind, share: 1)]), stream: true)
            #expect(heard.reply.status == status)
            #expect(heard.reply.header("x-amzn-errortype")?.hasPrefix(type) == true)
        }
    }

    @Test func anExceptionAfterTextIsAFrame() throws {
        var seen: Set<String> = []
        for seed in 1...40 {
            let scenario = Scenario.make(.answered, seed: UInt64(seed), faults: [FaultRule(.streamError, share: 1)])
            let frames = try Signals.ask(scenario, stream: true).frames
            let last = try #require(frames.last)
            #expect(last.header(":message-type") == "exception" && last.header(":event-type") == nil)
            #expect(frames.count > 2)
            seen.insert(try #require(last.header(":exception-type")))
        }
        #expect(
            seen == [
                "modelStreamErrorException", "internalServerException", "serviceUnavailableException",
                "throttlingException",
            ])
    }

    @Test func bytesThatAreNoTextAreUnderTheChecksum() throws {
        var scenario = Scenario.make(.answered)
        scenario.styles[0].quirks = [.invalidUTF8: 1]
        let frames = try Signals.ask(scenario, stream: true).frames
        #expect(frames.contains { $0.payload.contains(0xFF) })
    }

    @Test(arguments: [
        (#"{"messages":[{"role":"assistant","content":[{"text":"x"}]}]}"#, "must start with a user message"),
        (
            #"{"messages":[{"role":"user","content":[{"text":"x"}]},{"role":"user","content":[{"text":"y"}]}]}"#,
            "must alternate"
        ),
        (#"{"messages":[{"role":"user","content":[{"text":" "}]}]}"#, "is blank"),
        (
            #"{"messages":[{"role":"user","content":[{"text":"x"}]}],"additionalModelResponseFieldPaths":["stop"]}"#,
            "JSON Pointers"
        ),
        (
            #"{"messages":[{"role":"user","content":[{"text":"x"}]}],"guardrailConfig":{"trace":"on"}}"#,
            "enum value set"
        ),
    ])
    func whatTheServiceRefusesIsAValidationException(body: String, says: String) throws {
        let responder = Responder.make(.make(.answered))
        let answer = try responder.answer(
            Ask.request("/model/m-1/converse", headers: ["Authorization: Bearer sim-s"], body: body))
        #expect(answer.text.hasPrefix("HTTP/1.1 400") && answer.text.contains("ValidationException"))
        #expect(answer.text.contains(says))
    }

    @Test func aWrongKeyIsDenied() throws {
        let heard = try Signals.ask(.make(.answered), stream: true, key: "nobody")
        #expect(heard.reply.status == 403 && heard.truth == nil)
        #expect(heard.reply.header("x-amzn-errortype")?.hasPrefix("AccessDeniedException") == true)
    }
}
