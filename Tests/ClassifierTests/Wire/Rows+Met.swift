import Classifier
import Trials

/// Kinds of replies that people met: signals 71 to 103, and what stood beside them.
extension Row {
    static let met: [Row] = [
        .blocked(
            .anthropic, "row71-refusal-few-tokens", .noText, .apiSignal, nil, rule: "anthropic.stop-reason.refusal"),
        .blocked(
            .anthropic, "row72-thinking-then-refusal-document", .duringReasoning, .apiSignal, .cyber, raw: "cyber",
            rule: "anthropic.stop-reason.refusal"),
        .error(.anthropic, "row74-human-review-disabled", .permission, rule: "http.permission"),
        .error(
            .anthropic, "row74-authorization-check", .overloaded, rule: "http.overloaded", .retry(.init(.overloaded))),
        .blocked(
            .openAIChat, "row77-cyber-policy-400", .noText, .apiSignal, .cyber, raw: "cyber_policy",
            rule: "openai.error.cyber-policy", served: .unknown),
        .result(
            .openAIResponses, "row78-model-in-created-event", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .result(.openAIResponses, "row79-text-only-in-done", .answered),
        .result(.openAIResponses, "row79-text-only-in-item", .answered),
        .result(.openAIResponses, "row79-no-terminal-event", .answered, served: .unknown, degraded: [.noEndMarker]),
        .result(.openAICompatible, "row80-call-beside-text", .answered, rule: "wire.tool-call", degraded: [.acted]),
        .result(
            .openAICompatible, "row80-call-empty-finish", .answered, rule: "wire.tool-call",
            degraded: [.acted, .noEndMarker]),
        .result(.openAICompatible, "row80-phantom-call", .empty, rule: "wire.empty"),
        .result(
            .openAICompatible, "row80-call-in-second-choice", .answered, rule: "wire.tool-call", degraded: [.acted]),
        .result(.anthropic, "row80-call-beside-text", .answered, rule: "wire.tool-call", degraded: [.acted]),
        .result(.openAIResponses, "row80-shell-call", .answered, rule: "wire.tool-call", degraded: [.acted]),
        .blocked(.anthropic, "row81-guardrail-action", .unknown, .apiSignal, nil, rule: "generic.member"),
        .blocked(.anthropic, "row81-guardrail-action-stream", .unknown, .apiSignal, nil, rule: "generic.member"),
        .blocked(.bedrock, "row82-header", .unknown, .apiSignal, nil, rule: "bedrock.guardrail", served: .unknown),
        .blocked(
            .openAICompatible, "row83-native-refusal", .noText, .apiSignal, nil, rule: "openrouter.native-finish-reason"
        ),
        .blocked(
            .openAICompatible, "row84-raw-upstream-error", .noText, .apiSignal, nil, rule: "generic.word",
            served: .unknown),
        .result(.openAICompatible, "row85-canonical-name", .answered).under {
            $0.model = "anthropic/claude-sonnet-4.6"
        },
        .result(.openAIChat, "row85-alias", .answered).under { $0.model = "gpt-5.6" },
        .result(.openAICompatible, "row85-unexplained", .answered, served: .unknown),
        .blocked(
            .openAICompatible, "row86-suffix", .noText, .apiSignal, .other, raw: "PROHIBITED_CONTENT",
            rule: "gemini.finish-reason.prohibited-content"),
        .error(
            .openAICompatible, "row86-call-that-broke", .unknownSignal, rule: "wire.unknown-signal",
            .cutAfterDelta(.init(.server)), served: .requested),
        .blocked(
            .openAICompatible, "row87-sensitive", .midstream, .outputFilter, nil, rule: "zhipu.finish-reason.sensitive"),
        .blocked(
            .openAICompatible, "row87-code-1301", .input, .inputFilter, nil, rule: "zhipu.error.1301", served: .unknown),
        .error(
            .openAICompatible, "row87-network-error", .server, rule: "stop.failed", .retry(.init(.server)),
            served: .requested),
        .blocked(
            .openAICompatible, "row88-data-inspection", .input, .inputFilter, nil,
            rule: "alibaba.error.data-inspection-failed", served: .unknown),
        .blocked(
            .openAICompatible, "row89-high-risk", .input, .inputFilter, nil, rule: "moonshot.error.content-filter",
            served: .unknown),
        .error(
            .openAICompatible, "row89-access-terminated", .accountEnforcement, rule: "http.account-enforcement",
            .stopRun),
        .blocked(
            .openAICompatible, "row90-numeric-code", .noText, .apiSignal, nil, rule: "generic.word", served: .unknown),
        .blocked(.openAICompatible, "row90-base-resp", .input, .apiSignal, nil, rule: "generic.phrase"),
        .blocked(
            .openAICompatible, "row91-sensitive-words", .noText, .gateway, nil, rule: "generic.word", served: .unknown),
        .blocked(
            .openAICompatible, "row92-security-configurations", .input, .gateway, nil, rule: "generic.phrase",
            served: .unknown),
        .blocked(
            .openAICompatible, "row93-upstream-filter", .input, .inputFilter, .content, raw: "hate",
            rule: "azure.error.content-filter", served: .unknown),
        .blocked(
            .openAICompatible, "row93-guardrail-object", .noText, .gateway, nil, rule: "generic.word",
            served: .unknown),
        .result(.openAICompatible, "row93-echo", .answered, served: .unknown),
        .blocked(
            .openAICompatible, "row94-content-filter-for-other", .noText, .outputFilter, nil,
            rule: "openai.finish-reason.content-filter", served: .unknown),
        .blocked(
            .openAICompatible, "row95-json-in-message", .input, .inputFilter, .content, raw: "violence",
            rule: "azure.error.content-filter", served: .unknown),
        .result(.azureOpenAI, "row96-singular", .answered, served: .unknown, degraded: [.filterOpen]),
        .result(.openAICompatible, "row97-end-turn", .answered),
        .result(.openAICompatible, "row97-stop", .answered),
        .result(.openAICompatible, "row97-eos-token", .answered),
        .result(.openAICompatible, "row97-complete", .answered),
        .result(.openAICompatible, "row97-stop-sequence", .answered),
        .result(.openAICompatible, "row97-end", .answered),
        .result(.openAICompatible, "row98-no-done", .answered, degraded: [.noEndMarker]),
        .result(.openAICompatible, "row98-null-finish", .answered, degraded: [.noEndMarker]),
        .result(.openAICompatible, "row98-message-beside-delta", .answered),
        .error(.openAICompatible, "row99-insufficient-balance", .billing, rule: "http.billing", .outOfCredit),
        .blocked(.openAICompatible, "row100-content-filtered", .noText, .apiSignal, nil, rule: "generic.stop-word"),
        .error(
            .openAICompatible, "words-without-a-place", .unknownSignal, rule: "wire.words-without-a-place",
            served: .requested),
        .result(.openAICompatible, "object-content", .answered),
        .result(.openAICompatible, "unclosed-think", .answered),
        .result(.openAICompatible, "groq-usage", .answered),
        .error(
            .openAICompatible, "error-field", .overloaded, rule: "stream.error.overloaded", .retry(.init(.overloaded))),
        .result(.openAICompatible, "length-then-error", .answered, degraded: [.cut, .noEndMarker]),
        .error(.openAICompatible, "ollama-cloud-key", .authentication, rule: "http.authentication", .credentialRefused),
        .error(.openAICompatible, "xai-wrong-key", .authentication, rule: "http.authentication", .credentialRefused),
        .error(.openAICompatible, "perplexity-too-long", .contextTooLong, rule: "http.context-too-long"),
        .blocked(
            .gemini, "rating-high-without-blocked", .withheld, .outputFilter, .content,
            raw: "HARM_CATEGORY_HATE_SPEECH", rule: "gemini.finish-reason.safety"),
        .result(.bedrock, "citations", .answered, served: .unknown),
        .error(.bedrock, "nova-too-long", .contextTooLong, rule: "http.context-too-long"),
        .result(.openAICompatible, "safeguard-words-in-an-answer", .answered),
        .error(.openAICompatible, "guardrail-config-error", .invalidRequest, rule: "http.invalid-request"),
    ]
}
