import Dialects
import Formats
import Testing
import Trials

/// Every field of a reply, read from one transcript each.
@Suite struct FactsTests {
    private func read(_ dialect: DialectName, _ name: String) throws -> Reply {
        let transcript = try Transcript.load(dialect, name)
        var reader = try transcript.reader()
        reader.feed(transcript.raw.body, at: 7)
        return reader.finish()
    }

    @Test func anthropicStreamFillsEveryField() throws {
        let reply = try read(.anthropic, "answered")
        #expect(reply.framing == .events && reply.ended)
        #expect(reply.text.hasPrefix("Warm-up matters here: the loss spike"))
        #expect(reply.reasoning == "The loss spikes.")
        #expect(reply.textDeltas == 4 && reply.reasoningDeltas == 2)
        #expect(reply.firstTextAt == 7 && reply.stopReason == "end_turn")
        #expect(reply.servedModel == "claude-opus-5-5" && reply.responseID == "msg_fixture")
        #expect(reply.requestID == "req_011fixture")
        #expect(reply.usage == Usage(input: 522, cachedInput: 100, output: 61))
        #expect(reply.annotations["service_tier"] == "standard")
    }

    @Test func chatStreamFillsEveryField() throws {
        let reply = try read(.openAIChat, "answered")
        #expect(reply.framing == .events && reply.ended && reply.textDeltas == 4)
        #expect(reply.servedModel == "gpt-6-sol-2026-09-01" && reply.stopReason == "stop")
        #expect(reply.usage == Usage(input: 20, cachedInput: 4, output: 9, reasoning: 3))
        #expect(reply.annotations["system_fingerprint"] == "fp_1" && reply.refusal == nil)
        #expect(reply.requestID == "req-fixture-1")
    }

    @Test func responsesStreamFillsEveryField() throws {
        let reply = try read(.openAIResponses, "answered")
        #expect(reply.ended && reply.textDeltas == 4 && reply.text.hasSuffix("gradient norm."))
        // One for the item that begins, one for its summary.
        #expect(reply.reasoning == "The loss spikes." && reply.reasoningDeltas == 2 && reply.firstReasoningAt == 7)
        #expect(reply.stopReason == "completed" && reply.servedModel == "gpt-6-sol-2026-09-01")
        #expect(reply.usage == Usage(input: 20, cachedInput: 4, output: 12, reasoning: 3))
        #expect(reply.annotations["access_programs"] == ["cyber": "standard"])
        #expect(try read(.openAIResponses, "row25-tier-null").annotations["access_programs"] == .null)
    }

    @Test func geminiStreamFillsEveryField() throws {
        let reply = try read(.gemini, "answered")
        #expect(reply.ended && reply.textDeltas == 4 && reply.text.hasSuffix("gradient norm."))
        #expect(reply.reasoning == "The loss spikes." && reply.stopReason == "STOP")
        #expect(reply.servedModel == "gemini-3-pro" && reply.responseID == "resp-fixture")
        // Thoughts are counted on top of the candidates.
        #expect(reply.usage == Usage(input: 20, output: 12, reasoning: 3))
        #expect(try read(.gemini, "answered-array").textDeltas == 1)
    }

    @Test func bedrockStreamFillsEveryField() throws {
        let reply = try read(.bedrock, "answered")
        #expect(reply.framing == .events && reply.ended && reply.textDeltas == 4)
        #expect(reply.reasoning == "The loss spikes." && reply.stopReason == "end_turn")
        // Cached tokens are counted apart from the others.
        #expect(reply.usage == Usage(input: 20, cachedInput: 4, output: 9))
        #expect(reply.requestID == "amzn-fixture-1")
        #expect(try read(.bedrock, "bad-message-crc").damage == "message-crc")
        #expect(try read(.bedrock, "row49-throttling").error?.type == "ThrottlingException")
        #expect(try read(.bedrock, "row49-error-frame").error?.message == "Busy")
        #expect(try read(.bedrock, "row47-refusal-no-text").stopCategory == "cyber")
    }

    @Test func azureChunksWithoutChoicesAreRead() throws {
        let reply = try read(.azureOpenAI, "answered")
        #expect(reply.textDeltas == 4 && reply.usage == Usage(input: 20, output: 9))
        #expect(reply.annotations["prompt_filter_results"]?[0]?["prompt_index"] == 0)
        let blocked = try read(.azureOpenAI, "row32-content-filter-midstream").annotations["content_filter_results"]
        #expect(blocked?["violence"]?["filtered"] == true && blocked?["hate"]?["filtered"] == false)
    }

    @Test func idsOfATeamAreStruckOutOfWhatIsStored() throws {
        let body = try Transcript.load(.openAICompatible, "row60-safety-check").raw.body
        let reply = WireRedaction(nil).reply(RawReply(status: 403, body: body))
        let kept = String(decoding: reply.body, as: UTF8.self)
        #expect(kept.contains(/Team: \*+, API key ID: \*+, Model: grok-x/) && !kept.contains("abc-1"))
        #expect(reply.body.count == body.count)
        #expect(try JSONReader.read(kept)["code"] == "permission-denied")
    }

    @Test func aDocumentCountsAsOneDelta() throws {
        for (dialect, name) in [
            (DialectName.anthropic, "answered-document"), (.openAIChat, "answered-document"),
            (.openAICompatible, "content-parts"),
        ] {
            let reply = try read(dialect, name)
            #expect(reply.framing == .document && reply.ended)
            #expect(reply.textDeltas == 1 && reply.firstTextAt == nil && reply.text.hasSuffix("gradient norm."))
        }
    }

    @Test func theBodySaysWhatItIsWhateverTheHeaderSays() throws {
        #expect(try read(.openAICompatible, "document-for-a-stream").framing == .document)
        let stream = try read(.openAICompatible, "stream-for-a-document")
        #expect(stream.framing == .events && stream.text.hasSuffix("gradient norm."))
    }

    @Test func commentsCarriageReturnsAndReasoningFieldsOfCompatibleServers() throws {
        let reply = try read(.openAICompatible, "answered-with-comments")
        #expect(reply.reasoning == "Hm, the loss." && reply.reasoningDeltas == 2)
        #expect(reply.text.contains("α→β") && reply.text.hasSuffix("🧬") && reply.ended)
        #expect(reply.unreadableEvents == 0)
    }

    @Test func halvesOfACharacterInTwoDeltasAreJoined() throws {
        let reply = try read(.openAICompatible, "split-surrogates")
        #expect(reply.text == "DNA 🧬 done x\u{FFFD} y")
        for dialect in [DialectName.anthropic, .openAIResponses, .gemini, .bedrock] {
            #expect(try read(dialect, "split-surrogates").text == "DNA 🧬 done")
        }
    }

    @Test func toolArgumentsAreJoined() throws {
        for dialect in [DialectName.anthropic, .openAIChat, .openAIResponses, .gemini, .bedrock] {
            let reply = try read(dialect, "tool-call")
            #expect(reply.toolCalls == [ToolCall(name: "read_file", arguments: #"{"path":"NOTES.md"}"#)])
        }
    }

    @Test func fallbacksAndStopDetails() throws {
        let block = try read(.anthropic, "row06-fallback-block-document")
        #expect(block.fallbackModels == ["claude-sonnet-5"] && block.fallbackCategory == "cyber")
        #expect(try read(.anthropic, "row06-fallback-iterations").fallbackModels == ["claude-sonnet-5"])
        let refused = try read(.anthropic, "row07-recommended-model")
        #expect(refused.annotations["stop_details.recommended_model"] == "claude-sonnet-5")
        #expect(!"\(refused)".contains("never-kept"))
        let explained = try read(.anthropic, "row01-refusal-no-text")
        #expect(explained.stopCategory == "cyber")
        #expect(explained.stopExplanation == "This request could enable cyber harm.")
    }

    @Test func errorsInAllTheirShapes() throws {
        let integer = try #require(try read(.openAICompatible, "row68-loading").error)
        #expect(integer.code == "503" && integer.type == "unavailable_error" && integer.place == .httpBody)
        let text = try #require(try read(.openAICompatible, "row60-safety-check").error)
        #expect(text.code == "permission-denied")
        #expect(text.message?.contains("abc-1") == false && text.message?.contains("SAFETY_CHECK_TYPE_BIO") == true)
        #expect(try read(.openAICompatible, "row56-content-risk-detail").error?.message == "Content Exists Risk")
        #expect(try read(.openAICompatible, "validation-error").error?.message == "field required")
        #expect(try read(.anthropic, "row09-organization-on-hold").error?.code == "organization_on_hold")
        #expect(try read(.anthropic, "row12-overloaded-in-stream").error?.place == .stream)
    }

    @Test func nullsStandForNothing() throws {
        let reply = try read(.openAICompatible, "nulls")
        #expect(reply.error == nil && reply.text.isEmpty && reply.stopReason == "stop" && reply.usage == Usage())
    }
}
