import Formats
import Foundation
import Testing
import Trials

@testable import Simulator

/// What generateContent answers in place of a reply, and its list of models.
struct GeminiServiceTests {
    private typealias Signals = GeminiSignalTests

    @Test(arguments: [
        (ErrorPlay.invalidRequest, 400, "INVALID_ARGUMENT"), (.contextTooLong, 400, "INVALID_ARGUMENT"),
        (.spendLimit, 429, "RESOURCE_EXHAUSTED"), (.permission, 403, "PERMISSION_DENIED"),
    ])
    func errorsAreStatusDocuments(kind: ErrorPlay, code: Int, status: String) throws {
        let heard = try Signals.hear(.error(kind), Signals.stream)
        let error = try #require(try heard.documents[0]["error"])
        #expect(heard.status == code && error["code"]?.int == code && error["status"]?.string == status)
        #expect(try Signals.hear(.error(kind), Signals.document).text == heard.text)
        // A stream without alt=sse is an array, its error too.
        #expect(try Signals.hear(.error(kind), Signals.array).text == "[\(heard.text)]")
        #expect(heard.truth?.served == .unknown && heard.truth?.error == kind)
    }

    @Test func aDayIsNamedWhereNoWaitHelps() throws {
        #expect(try Signals.hear(.error(.spendLimit), Signals.document).text.contains("PerDayPerProjectPerModel"))
    }

    @Test func aSuspendedProjectIsToldByVertexWithAStatus() throws {
        let heard = try Signals.hear(.error(.accountHold), Signals.vertex)
        #expect(heard.status == 403 && heard.text.contains(#""reason":"CONSUMER_SUSPENDED""#))
    }

    @Test func howLongToWaitStandsInTheBody() throws {
        let fault = FaultRule(.rateLimited, share: 1, retryAfter: 17.5)
        let heard = try Signals.ask(.make(.answered, faults: [fault]), Signals.stream)
        #expect(heard.status == 429 && heard.text.contains(#""retryDelay":"17.500s""#))
        #expect(heard.text.contains("PerMinutePerProjectPerModel"))
    }

    @Test func faultsHaveStatusesOfTheirOwn() throws {
        let rows: [(FaultRule.Kind, Int, String)] = [
            (.serverError, 500, "INTERNAL"), (.unavailable, 503, "UNAVAILABLE"), (.overloaded, 503, "UNAVAILABLE"),
        ]
        for (kind, status, word) in rows {
            let heard = try Signals.ask(.make(.answered, faults: [FaultRule(kind, share: 1)]), Signals.document)
            #expect(heard.status == status && heard.text.contains(#""status":"\#(word)""#))
        }
    }

    @Test func anErrorAfterTextEndsEitherStream() throws {
        let scenario = Scenario.make(.answered, faults: [FaultRule(.streamError, share: 1)])
        for path in [Signals.stream, Signals.array] {
            let documents = try Signals.ask(scenario, path).documents
            #expect(documents.last?["error"]?["status"]?.string == "UNAVAILABLE" && documents.count > 2)
        }
    }

    @Test func aStreamOfOneEventIsCutWithinItAndFailsBeforeIt() throws {
        let block = Play.blocked(PlayedBlock(stage: .input))
        let cut = try Signals.ask(.make(block, faults: [FaultRule(.cut, share: 1)]), Signals.stream)
        #expect(cut.text.hasPrefix(#"data: {"promptFeedback""#) && !cut.text.hasSuffix("\r\n\r\n"))
        for path in [Signals.stream, Signals.array] {
            let failed = try Signals.ask(.make(block, faults: [FaultRule(.streamError, share: 1)]), path)
            #expect(try failed.documents.count == 1 && failed.documents[0]["error"]?["code"]?.int == 503)
        }
    }

    @Test(arguments: [
        #","colour":"red""#, #","generationConfig":{"max_token":3}"#, #","generationConfig":{"logprobs":3}"#,
        #","safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"NEVER"}]"#,
        #","safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"OFF","method":"SEVERITY"}]"#,
    ])
    func whatTheServiceDoesNotKnowIsRefused(more: String) throws {
        let heard = try Signals.hear(.answered, Signals.document, more: more)
        #expect(heard.status == 400 && heard.text.contains("INVALID_ARGUMENT") && heard.truth == nil)
    }

    @Test func bothSpellingsAndAnyRoleAreRead() throws {
        let more =
            #","system_instruction":{"parts":[{"text":"Be brief."}]},"generation_config":{"max_output_tokens":5}"#
        let heard = try Signals.hear(.answered, Signals.document, more: more)
        #expect(heard.text.contains(#""finishReason":"MAX_TOKENS""#) && heard.truth?.cut == true)
    }

    @Test func aWrongKeyIsToldAsEachSurfaceDoes() throws {
        let developer = try Signals.ask(.make(.answered), Signals.document, key: "nobody")
        #expect(developer.status == 400 && developer.text.contains("API_KEY_INVALID"))
        let vertex = try Signals.ask(.make(.answered), Signals.vertex, key: "nobody")
        #expect(vertex.status == 401 && vertex.text.contains("UNAUTHENTICATED"))
    }

    @Test func modelsComeInPagesAndByName() throws {
        var scenario = Scenario.make(.answered)
        scenario.styles[0].models = ["m-1", "m-2", "m-3"]
        let responder = Responder.make(scenario)
        func get(_ path: String) throws -> JSONValue {
            let request = "GET \(path) HTTP/1.1\r\nHost: h\r\nx-goog-api-key: sim-s\r\nContent-Length: 0\r\n\r\n"
            var reply = LoopbackReply()
            reply.bytes = Array(try responder.answer(Array(request.utf8)).text.utf8)
            return try JSONReader.read(reply.body)
        }
        let first = try get("/v1beta/models?pageSize=2")
        #expect(first["models"]?[0]?["name"]?.string == "models/m-1" && first["models"]?.array?.count == 2)
        let next = try #require(first["nextPageToken"]?.string)
        let last = try get("/v1beta/models?pageSize=2&pageToken=\(next)")
        #expect(last["models"]?.array?.count == 1 && last["nextPageToken"] == nil)
        #expect(try get("/v1beta/models/m-2")["supportedGenerationMethods"]?[0]?.string == "generateContent")
        #expect(try get("/v1beta/models/m-9")["error"]?["code"]?.int == 404)
        let published = try get("/v1beta1/publishers/google/models")["publisherModels"]
        #expect(published?[2]?["name"]?.string == "publishers/google/models/m-3")
    }
}
