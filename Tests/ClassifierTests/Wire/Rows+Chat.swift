import Classifier
import Trials

extension Row {
    static let chat: [Row] = [
        .result(.openAIChat, "answered", .answered),
        .result(.openAIChat, "answered-document", .answered),
        .result(.openAIChat, "logprobs", .answered),
        .result(.openAIChat, "logprobs-document", .answered),
        .error(.openAIChat, "logprobs-refused", .invalidRequest, rule: "http.invalid-request"),
        .result(.openAIChat, "row15-refusal-document", .refused, .modelStructured, rule: "openai.message.refusal"),
        .result(.openAIChat, "row15-refusal-stream", .refused, .modelStructured, rule: "openai.message.refusal"),
        .blocked(.openAIChat, "row16-content-filter", .noText, .outputFilter, nil, rule: stopped),
        .blocked(.openAIChat, "row16-content-filter-ran", .noText, .outputFilter, nil, rule: stopped),
        .blocked(.openAIChat, "row16-content-filter-midstream", .midstream, .outputFilter, nil, rule: stopped),
        .blocked(.openAIChat, "row16-content-filter-document", .withheld, .outputFilter, nil, rule: stopped),
        .blocked(
            .openAIChat, "row17-invalid-prompt-safety", .input, .inputFilter, nil, rule: "openai.error.invalid-prompt",
            served: .unknown),
        .blocked(
            .openAIChat, "row17-invalid-prompt-limited", .input, .inputFilter, nil,
            rule: "openai.error.invalid-prompt", served: .unknown),
        .error(.openAIChat, "row18-invalid-prompt-shape", .invalidRequest, rule: "http.invalid-request"),
        .blocked(
            .openAIChat, "row19-cyber-policy", .noText, .apiSignal, .cyber, raw: "cyber_policy",
            rule: "openai.error.cyber-policy",
            served: .unknown),
        .blocked(
            .openAIChat, "row19-cyber-policy-midstream", .midstream, .apiSignal, .cyber, raw: "cyber_policy",
            rule: "openai.error.cyber-policy"),
        .blocked(
            .openAIChat, "row20-bio-policy-in-stream", .noText, .apiSignal, .bioChem, raw: "bio_policy",
            rule: "openai.error.bio-policy"),
        .blocked(
            .openAIChat, "row22-content-policy", .input, .inputFilter, .content, raw: "content_policy_violation",
            rule: "openai.error.content-policy-violation", served: .unknown),
        .blocked(
            .openAIChat, "row22-moderation-blocked", .input, .inputFilter, .content, raw: "moderation_blocked",
            rule: "openai.error.moderation-blocked", served: .unknown),
        .result(.openAIChat, "row26-other-model", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .result(.openAIChat, "row26-other-model-header", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .error(.openAIChat, "row27-access-program", .permission, rule: "http.permission"),
        .error(.openAIChat, "account-deactivated", .accountEnforcement, rule: "http.account-enforcement", .stopRun),
        .error(.openAIChat, "row28-quota", .billing, rule: "http.billing", .outOfCredit),
        .error(.openAIChat, "row28-credit", .billing, rule: "http.billing", .outOfCredit),
        .error(.openAIChat, "row28-key", .authentication, rule: "http.authentication", .credentialRefused),
        .error(.openAIChat, "row28-region", .permission, rule: "http.permission"),
        .error(.openAIChat, "row28-model", .notFound, rule: "http.not-found"),
        .error(.openAIChat, "row28-context", .contextTooLong, rule: "http.context-too-long"),
        .error(
            .openAIChat, "row29-rate-limit", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited, after: 360))),
        .error(
            .openAIChat, "row29-flex-unavailable", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited))),
        .error(
            .openAIChat, "row29-slow-down", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited, after: 2))),
        .error(.openAIChat, "row29-server-error", .server, rule: "http.server", .retry(.init(.server))),
        .error(
            .openAIChat, "row29-overloaded", .overloaded, rule: "http.overloaded",
            .retry(.init(.overloaded, after: 1.5))),
        .error(.openAIChat, "row29-html-502", .server, rule: "http.server", .retry(.init(.server))),
        .result(.openAIChat, "row30-prose-decline", .refused, .modelText),
        .result(.openAIChat, "row69-cut", .answered, degraded: [.noEndMarker]),
        .error(.openAIChat, "row70-no-stop-reason", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        .result(.openAIChat, "empty-normal-stop", .empty, rule: "wire.empty"),
        .result(.openAIChat, "length-without-text", .truncated, rule: "wire.truncated"),
        .result(.openAIChat, "length-with-text", .answered, degraded: [.cut]),
        .error(.openAIChat, "unknown-finish-reason", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        // Its type is that of any wrong request; its code may be a safeguard's.
        .error(
            .openAIChat, "unknown-error-in-stream", .unknownSignal, rule: "stream.error.unknown-signal",
            served: .requested),
        .result(.openAIChat, "moderation-failed-open", .answered, degraded: [.filterOpen]),
        .result(.openAIChat, "tool-call", .answered, rule: "wire.tool-call", degraded: [.acted]),
    ]
    private static let stopped = "openai.finish-reason.content-filter"
}
