import Formats
import Foundation
import Testing
import Trials

@testable import Simulator

/// Every sign of generateContent (docs/methods/wire.md section 5).
struct GeminiSignalTests {
    static let stream = "/v1beta/models/m-1:streamGenerateContent?alt=sse"
    static let document = "/v1beta/models/m-1:generateContent"
    static let array = "/v1beta/models/m-1:streamGenerateContent"
    static let vertex = "/v1/projects/p/locations/global/publishers/google/models/m-1:generateContent"
    private static let thoughts = #","generationConfig":{"thinkingConfig":{"includeThoughts":true}}"#

    struct Heard {
        var status: Int?
        var text: String
        var truth: SimulatedTruth?

        /// Every document of the reply, whatever its framing.
        var documents: [JSONValue] {
            get throws {
                if !text.hasPrefix("data: ") {
                    let json = try JSONReader.read(Array(text.utf8))
                    return json.array ?? [json]
                }
                return try text.split(separator: "\r\n\r\n").map {
                    try JSONReader.read(Array($0.dropFirst(6).utf8))
                }
            }
        }
    }

    static func ask(
        _ scenario: Scenario, _ path: String, more: String = "", key: String = "sim-s"
    ) throws -> Heard {
        let responder = Responder.make(scenario)
        let text = Probe.make().turns[0].text.quoted
        let answer = try responder.answer(
            Ask.request(
                path, headers: ["x-goog-api-key: \(key)"],
                body: #"{"contents":[{"role":"user","parts":[{"text":\#(text)}]}]\#(more)}"#))
        var reply = LoopbackReply()
        reply.bytes = Array(answer.text.utf8)
        return Heard(status: reply.status, text: reply.text, truth: responder.ledger.truth.first)
    }

    static func hear(_ play: Play, _ path: String, more: String = "", reasoning: Double = 0) throws -> Heard {
        var scenario = Scenario.make(play)
        scenario.styles[0].reasoning = reasoning
        return try ask(scenario, path, more: more)
    }

    // MARK: Blocks

    @Test func aBlockedPromptIsFeedbackAndNothingElse() throws {
        let heard = try Self.hear(.blocked(PlayedBlock(stage: .input)), Self.document)
        let id = try #require(heard.text.firstMatch(of: /"responseId":"(sim[0-9a-f]{16})"/)).1
        #expect(
            heard.text
                == #"{"promptFeedback":{"blockReason":"OTHER"},"usageMetadata":{"promptTokenCount":18,"#
                + #""totalTokenCount":18,"promptTokensDetails":[{"modality":"TEXT","tokenCount":18}]},"#
                + #""modelVersion":"m-1-001","responseId":"\#(id)"}"#)
        let truth = try #require(heard.truth)
        #expect(truth.stage == .input && truth.category == .unreported && truth.categoryRaw == "OTHER")
        #expect(truth.served == .requested && truth.servedModel == "m-1-001")
        #expect(try Self.hear(.blocked(PlayedBlock(stage: .input)), Self.stream).documents.count == 1)
    }

    private static let ofPrompts: [(Trials.Category, String, String?, Trials.Category)] = [
        (.cyber, "SAFETY", "HARM_CATEGORY_DANGEROUS_CONTENT", .other),
        (.content, "SAFETY", "HARM_CATEGORY_HATE_SPEECH", .content),
        // Of the prompt there is no word for these two.
        (.copyright, "PROHIBITED_CONTENT", nil, .other), (.privacy, "PROHIBITED_CONTENT", nil, .other),
        (.unreported, "OTHER", nil, .unreported),
    ]

    @Test(arguments: ofPrompts)
    func aCategoryOfThePrompt(category: Trials.Category, reason: String, rated: String?, shown: Trials.Category) throws
    {
        let heard = try Self.hear(.blocked(PlayedBlock(stage: .input, category: category)), Self.stream)
        let feedback = try #require(heard.documents.first?["promptFeedback"])
        #expect(feedback["blockReason"]?.string == reason && Self.blocked(feedback) == rated)
        #expect(heard.truth?.category == shown && heard.truth?.categoryRaw == rated ?? reason)
    }

    private static let afterText: [(Trials.Category, String, String?, Trials.Category)] = [
        (.cyber, "SAFETY", "HARM_CATEGORY_DANGEROUS_CONTENT", .other),
        (.copyright, "RECITATION", nil, .copyright), (.privacy, "SPII", nil, .privacy),
        (.other, "PROHIBITED_CONTENT", nil, .other), (.unreported, "SAFETY", nil, .unreported),
    ]

    @Test(arguments: afterText)
    func aCategoryAfterText(category: Trials.Category, reason: String, rated: String?, shown: Trials.Category) throws {
        let heard = try Self.hear(.blocked(PlayedBlock(stage: .midstream, category: category)), Self.stream)
        let documents = try heard.documents
        let last = try #require(documents.last?["candidates"]?[0])
        #expect(last["finishReason"]?.string == reason && last["content"] == nil && Self.blocked(last) == rated)
        #expect(documents.count > 3 && documents[0]["candidates"]?[0]?["content"]?["parts"]?[0]?["text"] != nil)
        #expect(heard.truth?.stage == .midstream && heard.truth?.category == shown)
        #expect((last["citationMetadata"] != nil) == (reason == "RECITATION"))
    }

    @Test(arguments: ["JAILBREAK", "MODEL_ARMOR", "BLOCKLIST", "NEW_REASON", "HARM_CATEGORY_JAILBREAK"])
    func aWordOfTheProvidersOwn(word: String) throws {
        let block = PlayedBlock(stage: .input, categoryRaw: word)
        let feedback = try #require(try Self.hear(.blocked(block), Self.document).documents[0]["promptFeedback"])
        let isCategory = word.hasPrefix("HARM")
        #expect(feedback["blockReason"]?.string == (isCategory ? "SAFETY" : word))
        #expect(Self.blocked(feedback) == (isCategory ? word : nil))
    }

    @Test func stagesAreWhatThisWireCanShow() throws {
        func stage(_ stage: Stage, _ path: String, more: String = "", _ signal: BlockSignal? = nil) throws -> Stage? {
            try Self.hear(.blocked(PlayedBlock(stage: stage, signal: signal)), path, more: more).truth?.stage
        }
        #expect(try stage(.noText, Self.stream) == .withheld)
        #expect(try stage(.input, Self.stream, .finishReason) == .withheld)
        #expect(try stage(.midstream, Self.stream, .promptFeedback) == .input)
        #expect(try stage(.duringReasoning, Self.stream) == .withheld)
        #expect(try stage(.duringReasoning, Self.stream, more: Self.thoughts) == .duringReasoning)
        let heard = try Self.hear(.blocked(PlayedBlock(stage: .duringReasoning)), Self.stream, more: Self.thoughts)
        #expect(heard.text.contains(#""thought":true"#) && heard.text.contains(#""finishReason":"SAFETY""#))
    }

    @Test func whatIsSwitchedOffCannotHaveActed() throws {
        let block = PlayedBlock(stage: .midstream, category: .cyber)
        let more = #","safetySettings":[{"category":"HARM_CATEGORY_DANGEROUS_CONTENT","threshold":"BLOCK_NONE"}]"#
        let heard = try Self.hear(.blocked(block), Self.stream, more: more)
        #expect(
            heard.text.contains(#""finishReason":"PROHIBITED_CONTENT""#) && !heard.text.contains(#""blocked":true"#))
        #expect(heard.truth?.categoryRaw == "PROHIBITED_CONTENT")
    }

    // MARK: Ordinary replies

    @Test func ordinaryRepliesStopAsTheyShould() throws {
        let rows: [(Play, String, Outcome)] = [
            (.answered, "STOP", .answered), (.refused, "STOP", .refused), (.refusedStructured, "STOP", .refused),
            (.partial, "STOP", .partial), (.unable, "STOP", .unable), (.empty, "STOP", .empty),
            (.truncated, "MAX_TOKENS", .truncated), (.cut, "MAX_TOKENS", .answered),
            (.error(.unknownStop), "POLICY_PAUSE", .error), (.error(.accountHold), "PUP_LIMITED_DISABLED", .error),
        ]
        for (play, stop, outcome) in rows {
            for path in [Self.stream, Self.document, Self.array] {
                let heard = try Self.hear(play, path)
                let last = try #require(heard.documents.last)
                #expect(last["candidates"]?[0]?["finishReason"]?.string == stop, "\(play)")
                #expect(heard.truth?.outcome == outcome && heard.truth?.cut == (play == .cut))
            }
        }
        let vague = try Self.hear(.error(.unexplainedStop), Self.document)
        #expect(vague.text.contains(/"finishReason":"(OTHER|LANGUAGE|MALFORMED_RESPONSE)"/))
    }

    @Test func theThreeFramingsCarryTheSameText() throws {
        func said(_ path: String) throws -> String {
            try Self.hear(.answered, path).documents.map {
                ($0["candidates"]?[0]?["content"]?["parts"]?.array ?? []).compactMap { $0["text"]?.string }.joined()
            }.joined()
        }
        #expect(try !said(Self.document).isEmpty)
        #expect(try said(Self.document) == said(Self.stream) && said(Self.document) == said(Self.array))
    }

    @Test func thoughtsAreCountedBesideTheTextAndShownWhereAskedFor() throws {
        for more in ["", Self.thoughts] {
            let heard = try Self.hear(.answered, Self.stream, more: more, reasoning: 1)
            let usage = try #require(heard.documents.last?["usageMetadata"])
            let parts = try ["promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount"].map {
                try #require(usage[$0]?.int)
            }
            #expect(usage["totalTokenCount"]?.int == parts.reduce(0, +) && parts[2] > 0)
            #expect(heard.text.contains(#""thought":true"#) == !more.isEmpty)
        }
    }

    @Test func logProbabilitiesStandWhereTheyWereAskedFor() throws {
        let more = #","generationConfig":{"responseLogprobs":true,"logprobs":2}"#
        let candidate = try #require(try Self.hear(.answered, Self.document, more: more).documents[0]["candidates"]?[0])
        let chosen = try #require(candidate["logprobsResult"]?["chosenCandidates"]?.array)
        let logs = chosen.compactMap { $0["logProbability"]?.double }
        let mean = try #require(candidate["avgLogprobs"]?.double)
        #expect(abs(mean - logs.reduce(0, +) / Double(logs.count)) < 1e-12 && mean < 0)
        #expect(candidate["logprobsResult"]?["topCandidates"]?[0]?["candidates"]?.array?.count == 2)
        #expect(try !Self.hear(.answered, Self.document).text.contains("logprobs"))
    }

    @Test func vertexRatesAndDatesEveryReply() throws {
        let heard = try Self.hear(.answered, Self.vertex)
        #expect(heard.text.contains(#""trafficType":"ON_DEMAND""#) && heard.text.contains(#""createTime":""#))
        #expect(heard.text.contains(#""severity":"HARM_SEVERITY_NEGLIGIBLE""#))
        let blocked = try Self.hear(.blocked(PlayedBlock(stage: .input, category: .content)), Self.vertex)
        #expect(blocked.text.contains("blockReasonMessage") && blocked.text.contains(#""probabilityScore":0.953125"#))
    }

    private static func blocked(_ node: JSONValue) -> String? {
        node["safetyRatings"]?.array?.first { $0["blocked"]?.bool == true }?["category"]?.string
    }
}
