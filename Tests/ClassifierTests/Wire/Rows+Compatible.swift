import Classifier
import Formats
import Trials

extension Row {
    static let compatible: [Row] = [
        .result(.openAICompatible, "answered-with-comments", .answered),
        .result(.openAICompatible, "document-for-a-stream", .answered),
        .result(.openAICompatible, "stream-for-a-document", .answered),
        .result(.openAICompatible, "content-parts", .answered),
        .blocked(
            .openAICompatible, "row51-moderation", .input, .gateway, .content, raw: "violence",
            rule: "openrouter.error.moderation",
            served: .unknown),
        .blocked(
            .openAICompatible, "row52-refusal-in-stream", .midstream, .apiSignal, nil,
            rule: "openrouter.error.refusal"),
        .error(
            .openAICompatible, "row55-upstream-failed", .overloaded, rule: "body.error.overloaded",
            .retry(.init(.overloaded))),
        .blocked(
            .openAICompatible, "row56-content-risk", .noText, .inputFilter, nil, rule: "deepseek.error.content-risk",
            served: .unknown),
        .blocked(
            .openAICompatible, "row56-content-risk-detail", .noText, .inputFilter, nil,
            rule: "deepseek.error.content-risk", served: .unknown),
        .error(
            .openAICompatible, "row58-no-resource", .overloaded, rule: "stop.failed", .retry(.init(.overloaded)),
            served: .requested),
        .blocked(
            .openAICompatible, "row60-safety-check", .noText, .inputFilter, .bioChem, raw: "SAFETY_CHECK_TYPE_BIO",
            rule: "xai.error.safety-check",
            served: .unknown),
        .error(.openAICompatible, "row61-permission", .permission, rule: "http.permission"),
        .result(.openAICompatible, "row66-prose-decline", .refused, .modelText),
        .result(.openAICompatible, "row67-truncated", .answered, degraded: [.promptCut]),
        .error(
            .openAICompatible, "row68-loading", .overloaded, rule: "http.overloaded", .retry(.init(.overloaded))),
        .error(.openAICompatible, "validation-error", .invalidRequest, rule: "http.invalid-request"),
        .result(.openAICompatible, "nulls", .empty, rule: "wire.empty"),
        .blocked(
            .openAICompatible, "row51-guardrail-patterns", .input, .gateway, nil, rule: "openrouter.error.guardrail",
            served: .unknown),
        .blocked(
            .openAICompatible, "row51-flagged-input", .input, .gateway, nil, rule: "openrouter.error.moderation",
            served: .unknown),
        .blocked(
            .openAICompatible, "row52-content-policy", .noText, .apiSignal, nil,
            rule: "openrouter.error.content-policy-violation", served: .unknown),
        .blocked(
            .openAICompatible, "row52-invalid-prompt-body", .noText, .apiSignal, nil,
            rule: "openrouter.error.invalid-prompt", served: .unknown),
        .blocked(.openAICompatible, "row53-content-filter", .midstream, .outputFilter, nil, rule: filtered),
        .blocked(
            .openAICompatible, "row53-native-finish-reason", .noText, .apiSignal, nil,
            rule: "openrouter.native-finish-reason"),
        .blocked(
            .openAICompatible, "row53-native-recitation", .noText, .apiSignal, nil,
            rule: "openrouter.native-finish-reason"),
        .result(.openAICompatible, "row54-other-model", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .result(.openAICompatible, "row54-other-provider", .answered, .undeclaredReroute, served: .undeclaredReroute)
            .under {
                $0.profile = "openrouter"
                $0.body = ["provider": ["order": ["beta-cloud"]]]
            },
        .result(.openAICompatible, "row54-same-provider", .answered).under {
            $0.profile = "openrouter"
            $0.body = ["provider": ["order": ["alpha-cloud/fp8"]]]
        },
        .error(
            .openAICompatible, "row55-error-in-stream", .server, rule: "stream.error.server",
            .cutAfterDelta(.init(.server)), served: .requested),
        .error(
            .openAICompatible, "row55-error-in-choice", .invalidRequest, rule: "body.error.invalid-request",
            served: .requested),
        .error(
            .openAICompatible, "row55-finish-error", .server, rule: "stop.failed", .retry(.init(.server)),
            served: .requested),
        .error(
            .openAICompatible, "row55-rate-limit-in-stream", .rateLimited, rule: "stream.error.rate-limited",
            .retry(.init(.rateLimited, after: 11))),
        .error(
            .openAICompatible, "row55-max-tokens-exceeded", .invalidRequest, rule: "body.error.invalid-request"),
        // The router itself does not know what its provider said.
        .error(.openAICompatible, "row55-unmapped", .unknownSignal, rule: "body.error.unknown-signal"),
        .error(.openAICompatible, "row55-credits", .billing, rule: "http.billing", .outOfCredit),
        .blocked(.openAICompatible, "row57-late-review", .midstream, .outputFilter, nil, rule: filtered),
        .error(.openAICompatible, "row58-busy", .overloaded, rule: "http.overloaded", .retry(.init(.overloaded))),
        .error(
            .openAICompatible, "row58-rate-limit", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited))),
        .error(.openAICompatible, "row58-server-error", .server, rule: "http.server", .retry(.init(.server))),
        .error(.openAICompatible, "row59-bad-request", .invalidRequest, rule: "http.invalid-request"),
        .error(
            .openAICompatible, "row59-key", .authentication, rule: "http.authentication", .credentialRefused),
        .error(.openAICompatible, "row59-balance", .billing, rule: "http.billing", .outOfCredit),
        .error(.openAICompatible, "row59-parameters", .invalidRequest, rule: "http.invalid-request"),
        .blocked(
            .openAICompatible, "row60-safety-check-in-stream", .midstream, .inputFilter, .cyber,
            raw: "SAFETY_CHECK_TYPE_CYBER", rule: "xai.error.safety-check"),
        .blocked(
            .openAICompatible, "row60-older-code", .noText, .inputFilter, nil, rule: "xai.error.safety-check",
            served: .unknown),
        .blocked(
            .openAICompatible, "row62-guardrail", .input, .inputFilter, nil, rule: "mistral.error.guardrail",
            served: .unknown
        ).under {
            $0.profile = "mistral"
            $0.body = ["guardrails": [["block_on_error": true]]]
        },
        // The same status where the request asked for no guardrails.
        .error(.openAICompatible, "mistral-permission", .permission, rule: "http.permission").under {
            $0.profile = "mistral"
        },
        .error(
            .openAICompatible, "row63-finish-error", .server, rule: "stop.failed", .cutAfterDelta(.init(.server)),
            served: .requested),
        // Twenty tokens counted where the prompt has at least four hundred.
        .result(.openAICompatible, "row67-few-tokens", .answered, degraded: [.promptCut])
            .under(prompt: String(repeating: "loss and gradient ", count: 400)) { $0.profile = "ollama" },
        .result(.openAICompatible, "model-length", .answered, degraded: [.cut]),
        .result(.openAICompatible, "eos", .answered),
        .error(
            .openAICompatible, "unknown-finish-reason", .unknownSignal, rule: "wire.unknown-signal",
            served: .requested),
        .error(
            .openAICompatible, "row70-no-stop-reason", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        .error(
            .openAICompatible, "ollama-error-in-stream", .server, rule: "stream.error.server", .retry(.init(.server))),
        .error(.openAICompatible, "html-502", .server, rule: "http.server", .retry(.init(.server))),
        // What stopped the text, a word of the request's own; not Anthropic's sign.
        .result(.openAICompatible, "vllm-stop-reason", .answered),
        .error(.openAICompatible, "vllm-context", .contextTooLong, rule: "http.context-too-long"),
        .error(.openAICompatible, "llama-cpp-context", .contextTooLong, rule: "http.context-too-long"),
        .result(.openAICompatible, "llama-cpp-prefill", .answered).under(prefilled),
        .result(.openAICompatible, "llama-cpp-prefill-stream", .answered).under(prefilled),
        // Another request came, and the server closed this one with its end marker and no stop reason.
        .result(.openAICompatible, "llama-cpp-python-interrupted", .answered, degraded: [.noEndMarker]).under {
            $0.model = "random-weights"
        },
        .error(.openAICompatible, "request-too-large", .tooLarge, rule: "http.too-large"),
        .result(.openAICompatible, "split-surrogates", .answered),
        .result(.openAICompatible, "cohere-answered", .answered, served: .unknown),
        .result(.openAICompatible, "cohere-answered-document", .answered, served: .unknown),
        .result(.openAICompatible, "cohere-logprobs", .answered, served: .unknown),
        .result(.openAICompatible, "cohere-logprobs-document", .answered, served: .unknown),
        .blocked(
            .openAICompatible, "cohere-row64-toxic", .withheld, .outputFilter, nil,
            rule: "cohere.finish-reason.error-toxic", served: .unknown),
        .error(
            .openAICompatible, "cohere-row65-error", .server, rule: "stream.error.server",
            .cutAfterDelta(.init(.server))),
        .error(.openAICompatible, "cohere-row65-timeout", .timeout, rule: "stop.failed", .retry(.init(.timeout))),
        .error(.openAICompatible, "cohere-row65-error-word", .server, rule: "stop.failed", .retry(.init(.server))),
        .error(.openAICompatible, "cohere-row69-cut", .cut, rule: "stream.cut", .cutAfterDelta(.init(.cut))),
        .error(.openAICompatible, "cohere-row70-no-finish-reason", .unknownSignal, rule: "wire.unknown-signal"),
        .result(.openAICompatible, "cohere-split-surrogates", .answered, served: .unknown),
        .error(
            .openAICompatible, "cohere-invalid-token", .authentication, rule: "http.authentication",
            .credentialRefused),
        .error(.openAICompatible, "cohere-too-long", .contextTooLong, rule: "http.context-too-long"),
        .error(.openAICompatible, "cohere-not-implemented", .invalidRequest, rule: "http.invalid-request"),
        .error(.openAICompatible, "cohere-bad-request", .invalidRequest, rule: "http.invalid-request"),
        .error(.openAICompatible, "cohere-unknown-finish-reason", .unknownSignal, rule: "wire.unknown-signal"),
    ]
    private static let filtered = "openai.finish-reason.content-filter"
    private static let prefilled: @Sendable (inout AccessStyle) -> Void = {
        $0.profile = "llama-cpp"
        $0.model = "random-weights"
        $0.prefill = "First check the"
    }
}
