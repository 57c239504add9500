import Dialects
import Formats
import Testing
import Trials

@Suite struct HostileTests {
    private func read(
        _ body: [UInt8], status: Int = 200, type: String = "application/json", dialect: DialectName = .openAIChat
    ) throws -> Reply {
        var reader = try Transcript.style(dialect).makeDialect().reader(
            status: status, headers: [HeaderLine("Content-Type", type)])
        reader.feed(body, at: 1)
        return reader.finish()
    }

    static let every = DialectName.allCases

    @Test(arguments: every) func anHTMLPageIsKeptRawUpToTwoKiB(_ dialect: DialectName) throws {
        let page = Array(("<html>" + String(repeating: "x", count: 5000)).utf8)
        let reply = try read(page, status: 502, type: "text/html", dialect: dialect)
        #expect(reply.framing == .unreadable && reply.unreadableSample?.utf8.count == 2048 && reply.error == nil)
    }

    @Test(arguments: every) func deepNestingIsUnreadableAndDoesNotTrap(_ dialect: DialectName) throws {
        let deep = Array((String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)).utf8)
        #expect(try read(deep, dialect: dialect).framing == .unreadable)
        let objects = Array((String(repeating: "{\"a\":", count: 10_000)).utf8)
        #expect(try read(objects, dialect: dialect).framing == .unreadable)
        let event = Array("data: ".utf8) + deep + Array("\n\ndata: [DONE]\n\n".utf8)
        #expect(try read(event, type: "text/event-stream", dialect: dialect).unreadableEvents >= 1)
    }

    @Test(arguments: every) func anEmptyBodyHasNoFraming(_ dialect: DialectName) throws {
        let reply = try read([], dialect: dialect)
        #expect(reply.framing == .none && !reply.ended)
    }

    @Test func invalidUTF8BecomesReplacementCharacters() throws {
        let body =
            Array(#"{"choices":[{"message":{"content":"a"#.utf8) + [0xFF, 0xC3]
            + Array(#"b"},"finish_reason":"stop"}]}"#.utf8)
        #expect(try read(body).text == "a\u{FFFD}\u{FFFD}b")
    }

    @Test func theLastOfDuplicateKeysWins() throws {
        let body =
            #"{"model":"x","model":"y","choices":[{"message":{"content":"a","content":"b"},"finish_reason":"stop"}]}"#
        let reply = try read(Array(body.utf8))
        #expect(reply.servedModel == "y" && reply.text == "b")
    }

    @Test(
        arguments: every,
        [
            "null", "[]", "{}", "7", "\"text\"", "[null]", #"{"error":null}"#, #"{"choices":{}}"#,
            #"{"content":7,"stop_reason":[],"usage":[]}"#, #"{"choices":[null,7],"usage":7,"model":[]}"#,
        ])
    func oddDocumentsAreReadWithoutHarm(_ dialect: DialectName, _ body: String) throws {
        let reply = try read(Array(body.utf8), dialect: dialect)
        #expect(reply.text.isEmpty && reply.stopReason == nil)
        let event = try read(Array("data: \(body)\n\n".utf8), type: "text/event-stream", dialect: dialect)
        #expect(event.text.isEmpty && !event.ended)
    }

    @Test func anErrorThatIsAString() throws {
        let reply = try read(Array(#"{"error":"no such model"}"#.utf8), status: 404)
        #expect(reply.error == WireError(place: .httpBody, message: "no such model"))
    }

    @Test func anUnknownNamedEventIsNoted() throws {
        let body = "event: safety_pause\ndata: {\"type\":\"safety_pause\"}\n\n"
        let reply = try read(Array(body.utf8), type: "text/event-stream", dialect: .anthropic)
        #expect(reply.annotations["unknown_events"] == ["safety_pause"])
    }

    /// Sums of counts are trapping additions further on; a budget adds up costs.
    @Test(arguments: ["9223372036854775807", "-1", "1e999", "1e18", "null", "\"7\""])
    func aCountThatNoReplyHasIsNone(_ number: String) throws {
        let chat = #"{"choices":[],"usage":{"prompt_tokens":N,"completion_tokens":N,"cost":N}}"#
        let documents: [(DialectName, String)] = [
            (.openAIChat, chat),
            (.anthropic, #"{"content":[],"usage":{"input_tokens":N,"cache_read_input_tokens":N,"output_tokens":N}}"#),
            (.openAIResponses, #"{"status":"completed","usage":{"input_tokens":N,"output_tokens":N}}"#),
            (.gemini, #"{"usageMetadata":{"promptTokenCount":N,"candidatesTokenCount":N,"thoughtsTokenCount":N}}"#),
            (.bedrock, #"{"stopReason":"x","usage":{"inputTokens":N,"cacheReadInputTokens":N,"outputTokens":N}}"#),
        ]
        for (dialect, document) in documents {
            let usage = try read(Array(document.replacing("N", with: number).utf8), dialect: dialect).usage
            #expect(usage.input == nil && usage.output == nil && usage.cachedInput == nil && usage.reasoning == nil)
        }
    }

    @Test(arguments: [("1e999", nil), ("-0.5", nil), ("0", 0), ("0.25", 0.25)] as [(String, Double?)])
    func aCostIsANumberOfDollars(_ number: String, _ cost: Double?) throws {
        for member in ["cost", "cost_in_usd_ticks"] {
            let reply = try read(Array(#"{"choices":[],"usage":{"\#(member)":\#(number)}}"#.utf8))
            #expect(reply.usage.costUSD == cost.map { member == "cost" ? $0 : $0 * 1e-10 })
        }
    }

    /// Two infinities have no mean: NaN would stand where nothing is known.
    @Test(arguments: [("1e999", "-1e999"), ("-1e308", "-1e308")])
    func logProbabilitiesWithoutAMeanHaveNone(_ first: String, _ second: String) throws {
        let body =
            #"{"choices":[{"message":{"content":"a"},"logprobs":{"content":[{"logprob":A},{"logprob":B}]}}]}"#
            .replacing("A", with: first).replacing("B", with: second)
        let found = try read(Array(body.utf8)).logProbabilities
        #expect(found?.tokens == 2 && found?.mean == nil)
    }

    /// What is searched for each of its members must not grow with the reply: a hostile one would take hours to read.
    @Test func listsThatAreSearchedStopGrowing() throws {
        let many = (0..<1000).map { "\"f\($0)\":{\"filtered\":false}" }.joined(separator: ",")
        let filters = try read(Array(#"{"choices":[{"content_filter_results":{\#(many)}}]}"#.utf8))
        #expect(filters.annotations["content_filter_results"]?.object?.members.count == 256)
        let links = (0..<1000).map { #"{"type":"fallback_message","model":"m\#($0)"}"# }.joined(separator: ",")
        let chain = try read(
            Array(#"{"content":[],"usage":{"iterations":[\#(links)]}}"#.utf8), dialect: .anthropic)
        #expect(chain.fallbackModels.count == 256 && chain.fallbackModels.first == "m0")
    }
}
