import Classifier
import Formats
import Trials

extension Row {
    static let responses: [Row] = [
        .result(.openAIResponses, "answered", .answered),
        .result(.openAIResponses, "answered-document", .answered),
        .result(.openAIResponses, "logprobs", .answered),
        .result(.openAIResponses, "logprobs-document", .answered),
        .result(.openAIResponses, "logprobs-at-the-end", .answered),
        .result(.openAIResponses, "answered-without-deltas", .answered),
        .blocked(
            .openAIResponses, "row17-invalid-prompt-safety", .input, .inputFilter, nil,
            rule: "openai.error.invalid-prompt", served: .unknown),
        .blocked(
            .openAIResponses, "row17-invalid-prompt-failed", .input, .inputFilter, nil,
            rule: "openai.error.invalid-prompt"),
        .error(.openAIResponses, "row18-invalid-prompt-shape", .invalidRequest, rule: "http.invalid-request"),
        .blocked(
            .openAIResponses, "row19-cyber-policy-flat", .noText, .apiSignal, .cyber, raw: "cyber_policy", rule: cyber),
        .blocked(
            .openAIResponses, "row19-cyber-policy-flat-midstream", .midstream, .apiSignal, .cyber, raw: "cyber_policy",
            rule: cyber),
        .blocked(
            .openAIResponses, "row19-cyber-policy-nested", .noText, .apiSignal, .cyber, raw: "cyber_policy", rule: cyber
        ),
        .blocked(
            .openAIResponses, "row20-bio-policy-failed", .midstream, .apiSignal, .bioChem, raw: "bio_policy", rule: bio),
        .blocked(
            .openAIResponses, "row20-bio-policy-during-reasoning", .duringReasoning, .apiSignal, .bioChem,
            raw: "bio_policy", rule: bio),
        .blocked(
            .openAIResponses, "row20-bio-policy-document", .noText, .apiSignal, .bioChem, raw: "bio_policy", rule: bio),
        .blocked(
            .openAIResponses, "row21-misalignment", .noText, .apiSignal, .other, raw: "misalignment_policy_violation",
            rule: "openai.error.misalignment-policy-violation", served: .unknown),
        .blocked(
            .openAIResponses, "row21-misalignment-midstream", .midstream, .apiSignal, .other,
            raw: "misalignment_policy_violation", rule: "openai.error.misalignment-policy-violation"),
        .blocked(
            .openAIResponses, "row22-image-policy", .input, .inputFilter, .content,
            raw: "image_content_policy_violation", rule: "openai.error.image-content-policy-violation"),
        .result(.openAIResponses, "row23-refusal", .refused, .modelStructured, rule: "openai.message.refusal"),
        .result(.openAIResponses, "row23-refusal-document", .refused, .modelStructured, rule: "openai.message.refusal"),
        .blocked(.openAIResponses, "row24-content-filter", .noText, .outputFilter, nil, rule: filter),
        .blocked(.openAIResponses, "row24-content-filter-midstream", .midstream, .outputFilter, nil, rule: filter),
        .blocked(.openAIResponses, "row24-content-filter-document", .withheld, .outputFilter, nil, rule: filter),
        .result(.openAIResponses, "row25-tier-null", .answered, degraded: [.tierNotApplied]).under(blue),
        .result(.openAIResponses, "row25-tier-standard", .answered, degraded: [.tierNotApplied]).under(blue),
        .result(.openAIResponses, "row25-tier-applied", .answered).under(blue),
        .blocked(
            .openAIResponses, "row25-tier-null-blocked", .noText, .apiSignal, .cyber, raw: "cyber_policy", rule: cyber,
            degraded: [.tierNotApplied]
        ).under(blue),
        .result(.openAIResponses, "row26-other-model", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .result(
            .openAIResponses, "row26-other-model-header", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .result(
            .openAIResponses, "row26-other-model-in-stream", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .error(.openAIResponses, "row27-program-invalid", .invalidRequest, rule: "http.invalid-request"),
        .error(.openAIResponses, "row27-program-not-enabled", .permission, rule: "http.permission"),
        .error(.openAIResponses, "row27-program-unsupported", .invalidRequest, rule: "http.invalid-request"),
        .error(.openAIResponses, "row28-context", .contextTooLong, rule: "http.context-too-long"),
        .error(.openAIResponses, "row28-quota", .billing, rule: "http.billing", .outOfCredit),
        .error(
            .openAIResponses, "row29-rate-limit", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited, after: 7))),
        .error(
            .openAIResponses, "row29-server-error-failed", .server, rule: "stream.error.server", .retry(.init(.server)),
            served: .requested),
        .error(
            .openAIResponses, "row29-rate-limit-midstream", .rateLimited, rule: "stream.error.rate-limited",
            .cutAfterDelta(.init(.rateLimited)), served: .requested),
        .error(.openAIResponses, "html-502", .server, rule: "http.server", .retry(.init(.server))),
        .result(.openAIResponses, "row30-prose-decline", .refused, .modelText),
        .error(
            .openAIResponses, "row69-cut", .cut, rule: "stream.cut", .cutAfterDelta(.init(.cut)), served: .requested),
        .error(.openAIResponses, "row70-no-status", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        .result(.openAIResponses, "empty-normal-stop", .empty, rule: "wire.empty"),
        .result(.openAIResponses, "nulls", .empty, rule: "wire.empty", served: .unknown),
        .result(.openAIResponses, "length-without-text", .truncated, rule: "wire.truncated"),
        .result(.openAIResponses, "length-with-text", .answered, degraded: [.cut]),
        .result(.openAIResponses, "steered", .answered, degraded: [.cut]),
        .result(.openAIResponses, "split-surrogates", .answered),
        .result(.openAIResponses, "llama-cpp-cut", .answered, degraded: [.cut]).under(three),
        .result(.openAIResponses, "llama-cpp-cut-document", .answered, degraded: [.cut]).under(three),
        .result(.openAIResponses, "reasoning-dropped", .answered, degraded: [.reasoningDropped]),
        .result(.openAIResponses, "moderation-failed-open", .answered, degraded: [.filterOpen]),
        .result(.openAIResponses, "tool-call", .answered, rule: "wire.tool-call", degraded: [.acted]),
        .error(
            .openAIResponses, "unknown-incomplete-reason", .unknownSignal, rule: "wire.unknown-signal",
            served: .requested),
        .error(.openAIResponses, "unknown-status", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        .error(
            .openAIResponses, "unknown-failure", .unknownSignal, rule: "body.error.unknown-signal", served: .requested),
        .error(
            .openAIResponses, "data-residency", .invalidRequest, rule: "body.error.invalid-request", served: .requested),
        .error(
            .openAIResponses, "vector-store-timeout", .timeout, rule: "body.error.timeout", .retry(.init(.timeout)),
            served: .requested),
        // It failed and says nothing: asked once more, never counted as anything.
        .error(
            .openAIResponses, "failed-without-error", .unknownSignal, rule: "wire.unknown-signal",
            .cutAfterDelta(.init(.server)), served: .requested),
    ]

    static let completions: [Row] = [
        .result(.openAICompletions, "answered", .answered),
        .result(.openAICompletions, "answered-document", .answered),
        .result(.openAICompletions, "logprobs", .answered),
        .result(.openAICompletions, "llama-cpp-logprobs", .answered).under { $0.model = "random-weights" },
        .result(.openAICompletions, "llama-cpp-python-interrupted", .answered, degraded: [.noEndMarker]).under {
            $0.model = "random-weights"
        },
        .result(.openAICompletions, "length-with-text", .answered, degraded: [.cut]),
        .result(.openAICompletions, "length-without-text", .truncated, rule: "wire.truncated"),
        .blocked(
            .openAICompletions, "row16-content-filter-midstream", .midstream, .outputFilter, nil,
            rule: "openai.finish-reason.content-filter"),
        .error(.openAICompletions, "row28-model", .notFound, rule: "http.not-found"),
        .result(.openAICompletions, "row67-truncated", .answered, degraded: [.promptCut]),
        .error(.openAICompletions, "row68-loading", .overloaded, rule: "http.overloaded", .retry(.init(.overloaded))),
        .result(.openAICompletions, "row69-cut", .answered, degraded: [.noEndMarker]),
        .error(
            .openAICompletions, "row70-no-stop-reason", .unknownSignal, rule: "wire.unknown-signal",
            served: .requested),
        .result(.openAICompletions, "empty-normal-stop", .empty, rule: "wire.empty"),
        .error(
            .openAICompletions, "unknown-finish-reason", .unknownSignal, rule: "wire.unknown-signal",
            served: .requested),
    ]

    /// Three tokens are the limit, three were counted, and the status says that the reply is complete.
    private static let three: @Sendable (inout AccessStyle) -> Void = {
        $0.model = "random-weights"
        $0.sampling.maxOutputTokens = 3
    }
    private static let cyber = "openai.error.cyber-policy"
    private static let bio = "openai.error.bio-policy"
    private static let filter = "openai.incomplete.content-filter"
    private static let blue: @Sendable (inout AccessStyle) -> Void = {
        $0.body = ["access_programs": ["cyber": "daybreak_blue"]]
    }
}
