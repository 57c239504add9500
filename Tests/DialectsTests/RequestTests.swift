import Dialects
import Formats
import Testing
import Trials

@Suite struct RequestTests {
    private func style(_ dialect: DialectName, _ url: String = "https://api.example.test/v1") -> AccessStyle {
        AccessStyle(id: "s", dialect: dialect, baseURL: url, model: "m-1")
    }

    private func body(_ style: AccessStyle, _ probe: Probe) throws -> String {
        let request = try style.makeDialect().request(for: Trial(style: style, probe: probe))
        _ = try JSONReader.read(request.body)
        return String(decoding: request.body, as: UTF8.self)
    }

    private let probe = Probe(
        id: "p", system: "Be brief.", turns: [Turn(.user, "Q1 \"x\"\n"), Turn(.assistant, "A1"), Turn(.user, "Q2")],
        tools: [ToolDeclaration(name: "read", description: "Reads.", schema: ["type": "object"])])

    @Test func anthropicRequestStandsInFull() throws {
        var style = style(.anthropic, "https://api.anthropic.com")
        style.reasoning = ["effort": "low"]
        style.sampling = Sampling(maxOutputTokens: 64, temperature: 0.5)
        style.body = ["metadata": ["user_id": "u"], "output_config": ["format": "x"]]
        style.query = ["beta": "true", "a b": "c/d"]
        style.headers = ["Anthropic-Version": "2026-10-21", "anthropic-beta": "x,y"]
        let request = try style.makeDialect().request(for: Trial(style: style, probe: probe))
        #expect(request.method == "POST")
        #expect(request.url == "https://api.anthropic.com/v1/messages?a%20b=c%2Fd&beta=true")
        #expect(
            request.headers == [
                HeaderLine("content-type", "application/json"), HeaderLine("accept", "text/event-stream"),
                HeaderLine("Anthropic-Version", "2026-10-21"), HeaderLine("anthropic-beta", "x,y"),
            ])
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"model":"m-1","max_tokens":64,"stream":true,"temperature":0.5,"output_config":{"effort":"low","format":"x"},"metadata":{"user_id":"u"},"system":"Be brief.","tools":[{"name":"read","description":"Reads.","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":"Q1 \"x\"\n"},{"role":"assistant","content":"A1"},{"role":"user","content":"Q2"}]}"#
        )
        #expect(try style.makeDialect().authentication(Secret("k-123456")) == [HeaderLine("x-api-key", "k-123456")])
    }

    @Test func chatRequestStandsInFull() throws {
        var style = style(.openAIChat, "https://api.openai.com/v1")
        style.reasoning = ["effort": "low"]
        style.sampling = Sampling(maxOutputTokens: 64)
        style.ask = Ask(logprobs: 5, seed: 7)
        let request = try style.makeDialect().request(for: Trial(style: style, probe: probe))
        #expect(request.url == "https://api.openai.com/v1/chat/completions")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"model":"m-1","max_completion_tokens":64,"stream":true,"stream_options":{"include_usage":true},"seed":7,"logprobs":true,"top_logprobs":5,"reasoning_effort":"low","tools":[{"type":"function","function":{"name":"read","description":"Reads.","parameters":{"type":"object"}}}],"messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Q1 \"x\"\n"},{"role":"assistant","content":"A1"},{"role":"user","content":"Q2"}]}"#
        )
        #expect(
            try style.makeDialect().authentication(Secret("k-123456"))
                == [HeaderLine("authorization", "Bearer k-123456")])
    }

    @Test func compatibleServersGetTheOlderWords() throws {
        var style = style(.openAICompatible, "http://127.0.0.1:8000/v1/")
        style.stream = false
        let text = try body(style, probe)
        #expect(text.contains(#""max_tokens":4096"#) && text.contains(#""role":"system""#))
        #expect(!text.contains("stream_options") && text.contains(#""stream":false"#))
        style.profile = "vllm"
        style.prefill = "Sure"
        #expect(
            try body(style, probe).hasSuffix(
                #"{"role":"assistant","content":"Sure"}],"continue_final_message":true,"add_generation_prompt":false}"#)
        )
        style.profile = "mistral"
        style.ask.seed = 3
        let mistral = try body(style, probe)
        #expect(mistral.contains(#""random_seed":3"#) && mistral.contains(#""content":"Sure","prefix":true}"#))
    }

    @Test func theBodyOfAStyleComesLast() throws {
        var style = style(.anthropic)
        style.body = ["max_tokens": 5, "system": "Other."]
        let text = try body(style, probe)
        #expect(text.contains(#""max_tokens":5"#) && text.contains(#""system":"Other.""#))
        #expect(!text.contains("Be brief"))
    }

    @Test func prefillIsTheLastAssistantTurn() throws {
        var style = style(.anthropic)
        style.prefill = "The answer"
        #expect(try body(style, probe).hasSuffix(#"{"role":"assistant","content":"The answer"}]}"#))
        style.prefill = "The answer "
        #expect(throws: DialectError.self) { try body(style, probe) }
    }

    struct Refused: Sendable, CustomStringConvertible {
        var key: String
        var dialect: DialectName
        var change: @Sendable (inout AccessStyle) -> Void
        var description: String { "\(dialect.rawValue) \(key)" }
    }

    static let refused: [Refused] = [
        Refused(key: "prefill", dialect: .openAIChat) { $0.prefill = "x" },
        Refused(key: "prefill", dialect: .openAICompatible) { $0.prefill = "x" },
        Refused(key: "headers.Authorization", dialect: .openAIChat) { $0.headers = ["Authorization": "Bearer x"] },
        Refused(key: "headers.X-Api-Key", dialect: .anthropic) { $0.headers = ["X-Api-Key": "x"] },
        Refused(key: "headers.x-a", dialect: .anthropic) { $0.headers = ["x-a": "b\r\nauthorization: c"] },
        Refused(key: "body.extra.api_key", dialect: .openAIChat) { $0.body = ["extra": ["api_key": "x"]] },
        Refused(key: "query.key", dialect: .openAICompatible) { $0.query = ["key": "x"] },
        Refused(key: "body.fallbacks", dialect: .anthropic) { $0.body = ["fallbacks": "default"] },
        Refused(key: "body.fallbacks", dialect: .anthropic) {
            $0.surface = .chat
            $0.body = ["fallbacks": [["model": "x"]]]
        },
        Refused(key: "body.stream", dialect: .anthropic) { $0.body = ["stream": false] },
        Refused(key: "body.model", dialect: .openAIChat) { $0.body = ["model": "x"] },
        Refused(key: "ask.seed", dialect: .anthropic) { $0.ask.seed = 1 },
        Refused(key: "ask.logprobs", dialect: .anthropic) { $0.ask.logprobs = 1 },
        Refused(key: "ask.logprobs", dialect: .openAIChat) { $0.ask.logprobs = 21 },
        Refused(key: "ask.continuation", dialect: .openAIChat) { $0.ask.continuation = true },
        Refused(key: "reasoning.budget_tokens", dialect: .openAIChat) { $0.reasoning = ["budget_tokens": 9] },
        Refused(key: "profile", dialect: .openAICompatible) { $0.profile = "opnrouter" },
        Refused(key: "prefill", dialect: .openAICompatible) {
            $0.profile = "deepseek"
            $0.baseURL = "https://api.deepseek.com"
            $0.prefill = "x"
        },
        Refused(key: "ask.continuation", dialect: .openAICompatible) {
            $0.profile = "ollama"
            $0.ask.continuation = true
        },
        Refused(key: "ask.logprobs", dialect: .openAICompatible) {
            $0.profile = "cohere"
            $0.ask.logprobs = 5
        },
        Refused(key: "prefill", dialect: .openAIResponses) { $0.prefill = "x" },
        Refused(key: "ask.seed", dialect: .openAIResponses) { $0.ask.seed = 1 },
        Refused(key: "ask.logprobs", dialect: .openAIResponses) { $0.ask.logprobs = 21 },
        Refused(key: "body.previous_response_id", dialect: .openAIResponses) {
            $0.body = ["previous_response_id": "r"]
        },
        Refused(key: "body.background", dialect: .openAIResponses) { $0.body = ["background": true] },
        Refused(key: "body.input", dialect: .openAIResponses) { $0.body = ["input": "x"] },
        Refused(key: "prefill", dialect: .openAICompletions) { $0.prefill = "x" },
        Refused(key: "body.echo", dialect: .openAICompletions) { $0.body = ["echo": true] },
        Refused(key: "body.prompt", dialect: .openAICompletions) { $0.body = ["prompt": "x"] },
        Refused(key: "reasoning", dialect: .openAICompletions) { $0.reasoning = ["effort": "low"] },
        Refused(key: "query.api-version", dialect: .azureOpenAI) { $0.baseURL = "https://r.openai.azure.com" },
        Refused(key: "prefill", dialect: .azureOpenAI) { $0.prefill = "x" },
        Refused(key: "headers.api-key", dialect: .azureOpenAI) { $0.headers = ["api-key": "x"] },
        Refused(key: "prefill", dialect: .gemini) { $0.prefill = "x" },
        Refused(key: "reasoning.effort", dialect: .gemini) { $0.reasoning = ["effort": "low"] },
        Refused(key: "body.contents", dialect: .gemini) { $0.body = ["contents": []] },
        Refused(key: "headers.x-goog-api-key", dialect: .gemini) { $0.headers = ["x-goog-api-key": "x"] },
        Refused(key: "ask.seed", dialect: .bedrock) { $0.ask.seed = 1 },
        Refused(key: "ask.logprobs", dialect: .bedrock) { $0.ask.logprobs = 1 },
        Refused(key: "reasoning.effort", dialect: .bedrock) { $0.reasoning = ["effort": "low"] },
        Refused(key: "ask.continuation", dialect: .bedrock) { $0.ask.continuation = true },
    ]

    @Test(arguments: refused) func whatTheWireCannotSayIsRefusedByKey(_ row: Refused) {
        var style = style(row.dialect)
        row.change(&style)
        let error = #expect(throws: DialectError.self) { try style.validateDialect() }
        #expect(error?.key == row.key && error?.style == "s")
        #expect(
            error?.inputError(file: "f.yaml").description.hasPrefix("f.yaml: style 's', key '\(row.key)': ") == true)
    }

    @Test func aStudyOfTheProductMayAskForItsOwnFallback() throws {
        var style = style(.anthropic)
        style.surface = .chat
        style.body = ["fallbacks": "default"]
        #expect(try body(style, probe).contains(#""fallbacks":"default""#))
    }

    @Test func aProbeWithAPrefillIsNamed() {
        var probe = probe
        probe.prefill = "x"
        let error = #expect(throws: DialectError.self) { try style(.openAIChat).validateDialect(probes: [probe]) }
        #expect(error?.probe == "p")
    }
}
