import Formats
import Foundation
import Testing
import Trials

@testable import Simulator

/// Azure, the text completion endpoint and the compatible vendors (docs/methods/wire.md sections 2.5, 4 and 7).
struct VendorSignalTests {
    private struct Heard {
        var status: Int?
        var text: String
        var truth: SimulatedTruth
    }

    private func hear(
        _ play: Play, _ profile: VendorProfile? = nil, path: String = "/v1/chat/completions",
        header: String = "Authorization: Bearer sim-s", stream: Bool = false, more: String = "", quirk: Quirk? = nil
    ) throws -> Heard {
        var scenario = Scenario.make(play)
        scenario.styles[0].profile = profile
        scenario.styles[0].reasoning = 1
        if let quirk { scenario.styles[0].quirks = [quirk: 1] }
        let responder = Responder.make(scenario)
        let text = Probe.make().turns[0].text.quoted
        let turns = path.contains("chat")
        let asked = turns ? #""messages":[{"role":"user","content":\#(text)}]"# : #""prompt":\#(text)"#
        let answer = try responder.answer(
            Ask.request(path, headers: [header], body: #"{"model":"m-1",\#(asked),"stream":\#(stream)\#(more)}"#))
        var reply = LoopbackReply()
        reply.bytes = Array(answer.text.utf8)
        return Heard(status: reply.status, text: reply.text, truth: try #require(responder.ledger.truth.first))
    }

    private static let azure = "/openai/deployments/m-1/chat/completions?api-version=2026-10-21"

    // MARK: Azure

    @Test func azureNamesWhatItsFilterFoundInThePrompt() throws {
        let heard = try hear(
            .blocked(PlayedBlock(stage: .input, category: .content)), path: Self.azure, header: "api-key: sim-s")
        #expect(heard.status == 400 && heard.text.contains(#""code":"ResponsibleAIPolicyViolation""#))
        #expect(heard.text.contains(#""violence":{"filtered":true,"severity":"medium"}"#))
        #expect(heard.truth.stage == .input && heard.truth.categoryRaw == "violence")
        #expect(heard.truth.category == .content)
    }

    @Test func azureAnnotatesEveryChunkAndOpensWithThePrompt() throws {
        let heard = try hear(
            .blocked(PlayedBlock(stage: .midstream, category: .copyright)), path: Self.azure, header: "api-key: sim-s",
            stream: true)
        let first = try #require(heard.text.split(separator: "\n\n").first)
        #expect(first.contains(#""choices":[]"#) && first.contains("prompt_filter_results"))
        #expect(heard.text.contains(#""finish_reason":"content_filter","content_filter_results":{"#))
        #expect(heard.text.contains(#""protected_material_text":{"filtered":true,"detected":true}"#))
        #expect(heard.truth.category == .copyright)
    }

    @Test func theAsynchronousFilterSpeaksBehindTheText() throws {
        let heard = try hear(
            .blocked(PlayedBlock(stage: .midstream, category: .content)), path: Self.azure, header: "api-key: sim-s",
            stream: true, quirk: .asynchronousFilter)
        let events = heard.text.split(separator: "\n\n").map(String.init)
        let filtered = try #require(events.firstIndex { $0.contains(#""filtered":true"#) })
        let stopped = try #require(events.firstIndex { $0.contains(#""finish_reason":"content_filter""#) })
        #expect(filtered > stopped && events[filtered].contains("content_filter_offsets"))
    }

    @Test func aFilterThatFailedOpenSaysSo() throws {
        let heard = try hear(.answered, path: Self.azure, header: "api-key: sim-s", quirk: .filterOpen)
        #expect(heard.text.contains(#""content_filter_results":{"error":{"code":"content_filter_error""#))
        #expect(heard.truth.degraded == .filterOpen)
    }

    @Test func aClassicAddressNeedsItsDatedVersion() throws {
        let responder = Responder.make(.make(.answered))
        let answer = try responder.answer(
            Ask.request(
                "/openai/deployments/m-1/chat/completions", headers: ["api-key: sim-s"],
                body: #"{"messages":[{"role":"user","content":"x"}]}"#))
        #expect(answer.text.contains("400") && answer.text.contains("api-version"))
    }

    // MARK: Text completions

    @Test func textCompletionsContinueWithProbabilitiesAndEcho() throws {
        let heard = try hear(
            .answered, path: "/v1/completions", more: #","max_tokens":500,"logprobs":2,"echo":true"#)
        let json = try JSONReader.read(Array(heard.text.utf8))
        let choice = try #require(json["choices"]?[0])
        let text = try #require(choice["text"]?.string)
        #expect(text.hasPrefix(Probe.make().turns[0].text))
        let tokens = try #require(choice["logprobs"]?["tokens"]?.array)
        #expect(tokens.compactMap(\.string).joined() == text)
        #expect(choice["logprobs"]?["token_logprobs"]?[0] == .null)
    }

    // MARK: Compatible vendors

    @Test(arguments: [VendorProfile.vLLM, .llamaCpp, .ollama, .together])
    func serversOfOpenWeightsHaveNoSafeguardThatSpeaks(profile: VendorProfile) throws {
        let heard = try hear(.blocked(PlayedBlock(stage: .noText, category: .cyber)), profile)
        #expect(heard.status == 200 && heard.truth.outcome == .refused && !heard.text.contains("content_filter"))
    }

    @Test func eachVendorHasItsOwnSign() throws {
        let block = Play.blocked(PlayedBlock(stage: .input, category: .bioChem))
        let router = try hear(block, .openRouter)
        #expect(router.status == 403 && router.text.contains("flagged_input") && router.truth.stage == .input)
        let risk = try hear(block, .deepSeek)
        #expect(risk.status == 400 && risk.text.contains(#""message":"Content Exists Risk""#))
        #expect(risk.truth.stage == .noText)
        let check = try hear(block, .xAI)
        #expect(check.status == 403 && check.text.contains("Failed check: SAFETY_CHECK_TYPE_BIO"))
        #expect(check.truth.category == .bioChem && check.truth.categoryRaw == "SAFETY_CHECK_TYPE_BIO")
        let guarded = try hear(block, .mistral, more: #","guardrails":[{"block_on_error":true}]"#)
        #expect(guarded.status == 403 && guarded.truth.outcome == .blocked)
        #expect(try hear(block, .mistral).truth.outcome == .refused)
        let toxic = try hear(block, path: "/v2/chat")
        #expect(toxic.status == 200 && toxic.text.contains(#""finish_reason":"ERROR_TOXIC""#))
    }

    @Test func repliesCarryEachVendorsMembers() throws {
        #expect(try hear(.answered, .openRouter, stream: true).text.hasPrefix(": OPENROUTER PROCESSING\n\n"))
        #expect(try hear(.answered, .openRouter).text.contains(#""native_finish_reason":"stop""#))
        #expect(try hear(.answered, .openRouter).text.contains(#""cost":"#))
        #expect(try hear(.answered, .vLLM).text.contains(#""stop_reason":null"#))
        #expect(try hear(.answered, .llamaCpp).text.contains(#""timings":{"#))
        #expect(try hear(.answered, .ollama).text.contains("fp_ollama"))
        #expect(try hear(.answered, .deepSeek).text.contains("prompt_cache_hit_tokens"))
        #expect(try hear(.answered, .xAI).text.contains("cost_in_usd_ticks"))
        #expect(try hear(.answered, .mistral).text.contains(#""content":[{"type":"thinking""#))
        #expect(try hear(.answered, .together).text.contains(#""finish_reason":"eos""#))
        #expect(try hear(.answered, path: "/v2/chat", stream: true).text.contains("event: message-end"))
    }
}
