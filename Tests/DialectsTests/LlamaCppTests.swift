import Dialects
import Formats
import Testing
import Trials

/// What llama.cpp's servers do that the published formats do not tell, in replies recorded from them.
@Suite struct LlamaCppTests {
    private func read(_ dialect: DialectName, _ name: String, _ change: (inout AccessStyle) -> Void) throws -> Reply {
        var style = Transcript.style(dialect, "llama-cpp")
        change(&style)
        return try style.makeDialect().read(try Transcript.load(dialect, name).raw)
    }

    @Test func aPrefillThatTheServerRepeatsIsNotTheModelsText() throws {
        for name in ["llama-cpp-prefill", "llama-cpp-prefill-stream"] {
            let reply = try read(.openAICompatible, name) { $0.prefill = "First check the" }
            let whole = try read(.openAICompatible, name) { _ in }
            #expect(whole.text == "First check the" + reply.text && !reply.text.isEmpty)
            #expect(reply.textDeltas == whole.textDeltas && reply.ended)
        }
        // On the Messages wire nothing in a style names the server; the reply does.
        let transcript = try Transcript.load(.anthropic, "llama-cpp-prefill")
        var style = Transcript.style(.anthropic)
        style.prefill = "First check the"
        let dialect = try style.makeDialect()
        var other = transcript.raw
        other.headers.removeAll { $0.name == "server" }
        #expect(dialect.read(other).text == "First check the" + dialect.read(transcript.raw).text)
    }

    @Test func aPrefillOfTheProbeIsNotTheModelsTextEither() throws {
        let style = Transcript.style(.openAICompatible, "llama-cpp")
        let raw = try Transcript.load(.openAICompatible, "llama-cpp-prefill").raw
        let probe = Probe(id: "p", turns: [Turn(.user, "Why?")], prefill: "First check the")
        let trial = Trial(style: style, probe: probe)
        var told = style
        told.prefill = "First check the"
        let dialect = try style.makeDialect()
        #expect(dialect.read(raw, prefill: trial.prefill).text == (try told.makeDialect().read(raw).text))
        #expect(dialect.read(raw, prefill: trial.prefill).text != dialect.read(raw).text)
    }

    @Test func aReplyThatIsNothingButThePrefillHasNoText() throws {
        var style = Transcript.style(.openAICompatible, "llama-cpp")
        style.prefill = "First"
        let body = #"{"choices":[{"index":0,"finish_reason":"stop","message":{"content":"First"}}]}"#
        let reply = try style.makeDialect().read(RawReply(status: 200, headers: [], body: Array(body.utf8)))
        #expect(reply.text.isEmpty && reply.textDeltas == 0 && reply.stopReason == "stop")
    }

    @Test func textThatBeginsLikeThePrefillStaysUnderServersThatDoNotRepeatIt() throws {
        var style = Transcript.style(.openAICompatible, "vllm")
        style.prefill = "First"
        let body = #"{"choices":[{"index":0,"finish_reason":"stop","message":{"content":"First things first"}}]}"#
        let reply = try style.makeDialect().read(RawReply(status: 200, headers: [], body: Array(body.utf8)))
        #expect(reply.text == "First things first")
    }

    @Test func aStopReasonThatStaysNullIsKeptApartFromNone() throws {
        let closed = try read(.openAICompatible, "llama-cpp-python-interrupted") { _ in }
        #expect(closed.ended && closed.stopReason == nil && closed.annotations["finish_reason"] == .null)
        let bare = #"data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}"# + "\n\ndata: [DONE]\n\n"
        let style = Transcript.style(.openAICompatible)
        let reply = try style.makeDialect().read(RawReply(status: 200, headers: [], body: Array(bare.utf8)))
        #expect(reply.ended && reply.annotations["finish_reason"] == nil)
    }

    @Test func textCompletionsListLogProbabilitiesAsChatDoes() throws {
        let reply = try read(.openAICompletions, "llama-cpp-logprobs") { $0.profile = nil }
        let found = try #require(reply.logProbabilities)
        #expect(found.tokens == reply.usage.output && found.mean.map { $0 < 0 } == true)
    }
}
