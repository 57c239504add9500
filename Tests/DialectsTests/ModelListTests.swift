import Dialects
import Formats
import Foundation
import Testing
import Trials

@Suite struct ModelListTests {
    private func style(_ dialect: DialectName, _ base: String, profile: String? = nil) -> AccessStyle {
        AccessStyle(
            id: "s", dialect: dialect, profile: profile, baseURL: base, model: "m", headers: ["X-Team": "safety"],
            query: dialect == .azureOpenAI && !base.hasSuffix("/v1") ? ["api-version": "2026-10-21"] : [:])
    }

    /// One GET; the second column is nil where there is nothing to ask.
    @Test(
        arguments: [
            (DialectName.anthropic, "https://api.anthropic.com", "https://api.anthropic.com/v1/models?limit=1000"),
            (.anthropic, "http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1/models?limit=1000"),
            (.openAIChat, "https://api.openai.com/v1", "https://api.openai.com/v1/models"),
            (.openAIResponses, "https://api.openai.com/v1/", "https://api.openai.com/v1/models"),
            (.openAICompletions, "http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1/models"),
            (.openAICompatible, "https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/models"),
            (
                .azureOpenAI, "https://lab.openai.azure.com",
                "https://lab.openai.azure.com/openai/models?api-version=2026-10-21"
            ),
            (.azureOpenAI, "https://lab.openai.azure.com/openai/v1", "https://lab.openai.azure.com/openai/v1/models"),
            (
                .gemini, "https://generativelanguage.googleapis.com/v1beta",
                "https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000"
            ),
            (.gemini, "https://europe-west1-aiplatform.googleapis.com/v1/projects/p", nil),
            (.bedrock, "https://bedrock-runtime.eu-west-1.amazonaws.com", nil),
        ] as [(DialectName, String, String?)])
    func theListOfModelsIsAskedForWhereTheDialectHasIt(_ dialect: DialectName, _ base: String, _ url: String?) {
        switch ModelLists.question(of: style(dialect, base)) {
        case .ask(let request):
            #expect(request.url == url)
            #expect(request.method == "GET" && request.body.isEmpty)
            #expect(request.headers.contains(HeaderLine("X-Team", "safety")))
            #expect(request.headers.contains { $0.name == "anthropic-version" } == (dialect == .anthropic))
            #expect(!request.headers.contains { $0.name == "content-type" })
        case .none(let reason): #expect(url == nil && reason.contains("lists models"))
        }
    }

    @Test func aModelThatIsListedTwiceIsOne() throws {
        let raw = RawReply(status: 200, body: Array(#"{"data":[{"id":"b"},{"id":"a","created":9},{"id":"a"}]}"#.utf8))
        let list = try ModelLists.read(raw, of: style(.openAICompatible, "http://127.0.0.1:9")).get()
        #expect(list.models.map(\.id) == ["a", "b"] && list.models.first?.created != nil)
    }

    @Test func cohereIsNotAskedAtAnAddressThatHasNoList() {
        let cohere = style(.openAICompatible, "https://api.cohere.com/v2", profile: "cohere")
        #expect(ModelLists.question(of: cohere) == .none("Cohere lists models under another version's address"))
    }

    private func read(_ name: String, _ dialect: DialectName) throws -> ModelList {
        let file = Transcript.root.appending(path: "model-lists/\(name).json")
        let raw = RawReply(status: 200, body: [UInt8](try Data(contentsOf: file)))
        return try ModelLists.read(raw, of: style(dialect, "http://127.0.0.1:9/v1")).get()
    }

    @Test func everyDialectsListIsRead() throws {
        #expect(
            try read("anthropic", .anthropic)
                == ModelList(models: [
                    ListedModel(
                        id: "claude-old-4", created: "2025-05-22T00:00:00Z", deprecated: "2026-10-01T00:00:00Z",
                        lifecycle: "deprecated", contextTokens: 200_000),
                    ListedModel(
                        id: "claude-opus-5-5", created: "2026-08-14T00:00:00Z", lifecycle: "active",
                        contextTokens: 1_000_000),
                ]))
        #expect(try read("anthropic-first-page", .anthropic).complete == false)
        #expect(
            try read("openai", .openAIResponses).models == [
                ListedModel(id: "gpt-6-sol", created: "2026-09-01T00:00:00Z"),
                ListedModel(id: "gpt-6-sol-2026-09-01", created: "2026-09-01T00:00:00Z"), ListedModel(id: "no-date"),
            ])
        #expect(
            try read("azure", .azureOpenAI)
                == ModelList(
                    models: [
                        ListedModel(
                            id: "gpt-6-sol-2026-09-01", created: "2026-09-01T00:00:00Z",
                            deprecated: "2027-09-01T00:00:00Z", lifecycle: "generally-available")
                    ], namesDeployments: false))
        #expect(
            try read("gemini", .gemini)
                == ModelList(models: [ListedModel(id: "gemini-3-pro", contextTokens: 1_048_576)], complete: false))
        #expect(
            try read("openrouter", .openAICompatible).models == [
                ListedModel(
                    id: "lab/free", created: "2026-09-01T00:00:00Z", contextTokens: 8192, inputUSDPerMTok: 0,
                    outputUSDPerMTok: 0),
                ListedModel(
                    id: "lab/model-7", created: "2026-09-01T00:00:00Z", contextTokens: 131_072, inputUSDPerMTok: 3,
                    outputUSDPerMTok: 15),
            ])
        #expect(try read("vllm", .openAICompatible).models.first?.contextTokens == 32768)
    }

    /// A list that does not come says why, and nothing is made up in its place.
    @Test(arguments: [
        (RawReply(status: 404, body: Array("{\"detail\":\"Not Found\"}".utf8)), "HTTP 404: Not Found"),
        (RawReply(status: 405), "HTTP 405"),
        (
            RawReply(status: 401, body: Array("{\"error\":{\"message\":\"invalid x-api-key\"}}".utf8)),
            "HTTP 401: invalid x-api-key"
        ),
        (RawReply(status: 200, body: Array("<html>".utf8)), "the reply is no JSON"),
        (RawReply(status: 200, body: Array("{\"object\":\"x\"}".utf8)), "the reply holds no list"),
        (
            RawReply(fault: WireFault(kind: .totalTimeout, message: "at http://secret", mayHaveReachedServer: true)),
            "total-timeout"
        ),
        (
            RawReply(
                status: 200, body: Array("{\"data\":[".utf8),
                fault: WireFault(kind: .bodyTooLarge, message: "", mayHaveReachedServer: true)),
            "the list is longer than 4 MiB"
        ),
        (RawReply(), "no reply"),
    ])
    func aListThatDoesNotComeSaysWhy(_ raw: RawReply, _ reason: String) {
        #expect(throws: ModelLists.Reason.self) {
            try ModelLists.read(raw, of: style(.openAIChat, "http://127.0.0.1:9")).get()
        }
        if case .failure(let found) = ModelLists.read(raw, of: style(.openAIChat, "http://127.0.0.1:9")) {
            #expect(found.text == reason)
        }
    }

    @Test func aWireWithoutAnAbilitySaysSoInItsOwnWords() {
        #expect(style(.anthropic, "http://127.0.0.1:9").lacks(.seed) == "anthropic has no seed")
        #expect(style(.anthropic, "http://127.0.0.1:9").lacks(.logprobs) == "anthropic has no log probabilities")
        #expect(style(.anthropic, "http://127.0.0.1:9").lacks(.prefill) == nil)
        #expect(style(.anthropic, "http://127.0.0.1:9").lacks(.continuation)?.contains("has turns") == true)
        #expect(style(.openAIChat, "http://127.0.0.1:9").lacks(.logprobs) == nil)
        #expect(style(.openAIChat, "http://127.0.0.1:9").lacks(.prefill)?.contains("no prefill") == true)
        #expect(style(.openAIResponses, "http://127.0.0.1:9").lacks(.seed) == "openai-responses has no seed")
        #expect(style(.openAICompletions, "http://127.0.0.1:9").lacks(.continuation) == nil)
        #expect(style(.bedrock, "http://127.0.0.1:9").lacks(.logprobs)?.contains("no log probabilities") == true)
        #expect(style(.openAICompatible, "http://127.0.0.1:9", profile: "vllm").lacks(.continuation) == nil)
        #expect(style(.openAICompatible, "http://127.0.0.1:9", profile: "vllm").lacks(.prefill) == nil)
        #expect(style(.openAICompatible, "http://127.0.0.1:9").lacks(.prefill)?.contains("profile null") == true)
    }
}
