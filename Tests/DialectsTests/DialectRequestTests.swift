import Dialects
import Formats
import Testing
import Trials

/// The requests of the other dialects, in full.
@Suite struct DialectRequestTests {
    private func request(_ style: AccessStyle, _ probe: Probe) throws -> (
        url: String, body: String, headers: [HeaderLine]
    ) {
        let request = try style.makeDialect().request(for: Trial(style: style, probe: probe))
        _ = try JSONReader.read(request.body)
        return (request.url, String(decoding: request.body, as: UTF8.self), request.headers)
    }

    private func style(_ dialect: DialectName, _ url: String, model: String = "m-1") -> AccessStyle {
        AccessStyle(id: "s", dialect: dialect, baseURL: url, model: model, sampling: Sampling(maxOutputTokens: 64))
    }

    private func header(_ dialect: any Dialect, _ key: String = "k-123456") -> [HeaderLine] {
        dialect.authentication(Secret(key))
    }

    private let probe = Probe(
        id: "p", system: "Be brief.", turns: [Turn(.user, "Q1 \"x\""), Turn(.assistant, "A1"), Turn(.user, "Q2")],
        tools: [ToolDeclaration(name: "read", description: "Reads.", schema: ["type": "object"])])
    private let text = Probe(id: "p", system: "Notes.", turns: [Turn(.user, "The gene is")])

    @Test func responses() throws {
        var style = style(.openAIResponses, "https://api.openai.com/v1")
        style.reasoning = ["effort": "low", "summary": "auto"]
        style.ask.logprobs = 5
        style.body = ["access_programs": ["cyber": "standard"]]
        let sent = try request(style, probe)
        #expect(sent.url == "https://api.openai.com/v1/responses")
        #expect(
            sent.body
                == #"{"model":"m-1","max_output_tokens":64,"store":false,"stream":true,"include":["message.output_text.logprobs"],"top_logprobs":5,"reasoning":{"effort":"low","summary":"auto"},"access_programs":{"cyber":"standard"},"instructions":"Be brief.","tools":[{"type":"function","name":"read","description":"Reads.","parameters":{"type":"object"},"strict":false}],"input":[{"role":"user","content":"Q1 \"x\""},{"role":"assistant","content":"A1","type":"message"},{"role":"user","content":"Q2"}]}"#
        )
        #expect(try header(style.makeDialect()) == [HeaderLine("authorization", "Bearer k-123456")])
    }

    @Test func geminiOnItsOwnAddress() throws {
        var style = style(.gemini, "https://generativelanguage.googleapis.com/v1beta")
        style.sampling.temperature = 0.5
        style.ask = Ask(logprobs: 5, seed: 7)
        style.reasoning = ["thinkingBudget": 0]
        style.body = ["safetySettings": [["category": "HARM_CATEGORY_HARASSMENT", "threshold": "OFF"]]]
        let sent = try request(style, probe)
        #expect(
            sent.url
                == "https://generativelanguage.googleapis.com/v1beta/models/m-1:streamGenerateContent?alt=sse")
        #expect(
            sent.body
                == #"{"generationConfig":{"maxOutputTokens":64,"temperature":0.5,"seed":7,"responseLogprobs":true,"logprobs":5,"thinkingConfig":{"thinkingBudget":0}},"safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"OFF"}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"functionDeclarations":[{"name":"read","description":"Reads.","parametersJsonSchema":{"type":"object"}}]}],"contents":[{"role":"user","parts":[{"text":"Q1 \"x\""}]},{"role":"model","parts":[{"text":"A1"}]},{"role":"user","parts":[{"text":"Q2"}]}]}"#
        )
        #expect(try header(style.makeDialect()) == [HeaderLine("x-goog-api-key", "k-123456")])
    }

    @Test func geminiOnVertex() throws {
        let base = "https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4"
        var style = style(.gemini, base + "/publishers/google")
        style.stream = false
        #expect(try request(style, probe).url == base + "/publishers/google/models/m-1:generateContent")
        #expect(try header(style.makeDialect()) == [HeaderLine("authorization", "Bearer k-123456")])
        style.baseURL = base
        style.model = "endpoints/12 3"
        #expect(try request(style, probe).url == base + "/endpoints/12%203:generateContent")
    }

    @Test func bedrock() throws {
        var style = style(
            .bedrock, "https://bedrock-runtime.us-east-1.amazonaws.com", model: "us.anthropic.claude-x-v1:0")
        style.body = ["guardrailConfig": ["guardrailIdentifier": "g", "guardrailVersion": "1"]]
        style.reasoning = ["thinking": ["type": "adaptive"]]
        style.prefill = "Sure"
        let sent = try request(style, probe)
        #expect(
            sent.url
                == "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-x-v1%3A0/converse-stream")
        #expect(
            sent.body
                == #"{"inferenceConfig":{"maxTokens":64},"additionalModelResponseFieldPaths":["/stop_reason","/stop_details"],"guardrailConfig":{"trace":"enabled","guardrailIdentifier":"g","guardrailVersion":"1"},"additionalModelRequestFields":{"thinking":{"type":"adaptive"}},"system":[{"text":"Be brief."}],"toolConfig":{"tools":[{"toolSpec":{"name":"read","description":"Reads.","inputSchema":{"json":{"type":"object"}}}}]},"messages":[{"role":"user","content":[{"text":"Q1 \"x\""}]},{"role":"assistant","content":[{"text":"A1"}]},{"role":"user","content":[{"text":"Q2"}]},{"role":"assistant","content":[{"text":"Sure"}]}]}"#
        )
        #expect(sent.headers.contains(HeaderLine("accept", "application/vnd.amazon.eventstream")))
        style.model = "arn:aws:bedrock:us-east-1:1:inference-profile/x"
        style.stream = false
        #expect(
            try request(style, probe).url.hasSuffix(
                "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx/converse"))
    }

    @Test func azureNamesTheDeploymentInPathOrBody() throws {
        var style = style(.azureOpenAI, "https://r.openai.azure.com", model: "lab gpt")
        style.query = ["api-version": "2026-10-21"]
        let classic = try request(style, text)
        #expect(
            classic.url
                == "https://r.openai.azure.com/openai/deployments/lab%20gpt/chat/completions?api-version=2026-10-21")
        #expect(!classic.body.contains("\"model\"") && classic.body.contains(#""max_completion_tokens":64"#))
        #expect(classic.body.contains(#"{"role":"system","content":"Notes."}"#))
        #expect(try header(style.makeDialect()) == [HeaderLine("api-key", "k-123456")])
        #expect(try header(style.makeDialect(), "eyJa.b.c") == [HeaderLine("authorization", "Bearer eyJa.b.c")])
        style.baseURL = "https://r.openai.azure.com/openai/v1"
        style.query = [:]
        let later = try request(style, text)
        #expect(later.url == "https://r.openai.azure.com/openai/v1/chat/completions")
        #expect(later.body.hasPrefix(#"{"model":"lab gpt""#))
    }

    @Test func aTextCompletionIsTheTextAndNothingElse() throws {
        var style = style(.openAICompletions, "https://api.openai.com/v1")
        style.ask = Ask(logprobs: 3, seed: 7, continuation: true)
        let sent = try request(style, text)
        #expect(sent.url == "https://api.openai.com/v1/completions")
        #expect(
            sent.body
                == #"{"model":"m-1","max_tokens":64,"stream":true,"stream_options":{"include_usage":true},"seed":7,"logprobs":3,"prompt":"Notes.\n\nThe gene is"}"#
        )
        for profile in ["vllm", "llama-cpp", "together"] {
            style.dialect = .openAICompatible
            style.profile = profile
            #expect(try request(style, text).url.hasSuffix("/v1/completions"))
        }
        let history = #expect(throws: DialectError.self) { try style.validateDialect(probes: [probe]) }
        #expect(history?.key == "turns" && history?.probe == "p")
        var tools = text
        tools.tools = probe.tools
        #expect(throws: DialectError.self) { try style.validateDialect(probes: [tools]) }
    }

    /// Profile, what its request must hold, what it must not.
    static let profiles: [(String, [String], [String])] = [
        (
            "openrouter", [#""provider":{"allow_fallbacks":false}"#, #""reasoning":{"effort":"low"}"#],
            ["reasoning_effort"]
        ),
        ("vllm", [#""max_tokens":64"#, #""seed":7"#, "stream_options"], ["max_completion_tokens", "provider"]),
        ("llama-cpp", [#""max_tokens":64"#, #""seed":7"#], []),
        ("ollama", [#""max_tokens":64"#, #""seed":7"#], []),
        ("deepseek", [#""max_tokens":64"#], ["prefix"]),
        ("xai", [#""reasoning_effort":"low""#], []),
        ("mistral", [#""random_seed":7"#], [#""seed""#, "stream_options"]),
        ("together", [#""seed":7"#], []),
        ("cohere", [#""p":0.5"#, #""seed":7"#], ["top_p", "stream_options"]),
    ]

    @Test(arguments: profiles)
    func aProfileChangesTheWords(_ profile: String, _ there: [String], _ absent: [String]) throws {
        var style = style(.openAICompatible, "https://api.example.test/v2")
        style.profile = profile
        style.sampling.topP = 0.5
        style.ask.seed = 7
        style.reasoning = ["effort": "low"]
        let sent = try request(style, probe)
        for text in there { #expect(sent.body.contains(text)) }
        for text in absent { #expect(!sent.body.contains(text)) }
        #expect(sent.url.hasSuffix(profile == "cohere" ? "/v2/chat" : "/v2/chat/completions"))
    }

    @Test func aStyleMayTurnARoutersFallbackOn() throws {
        var style = style(.openAICompatible, "https://openrouter.ai/api/v1")
        style.profile = "openrouter"
        style.body = ["provider": ["order": ["x"], "allow_fallbacks": true]]
        #expect(try request(style, probe).body.contains(#""provider":{"allow_fallbacks":true,"order":["x"]}"#))
    }

    @Test func deepSeekContinuesAPrefillUnderItsOwnAddress() throws {
        var style = style(.openAICompatible, "https://api.deepseek.com/beta")
        style.profile = "deepseek"
        style.prefill = "Sure"
        #expect(try request(style, probe).body.contains(#""content":"Sure","prefix":true}"#))
    }
}
