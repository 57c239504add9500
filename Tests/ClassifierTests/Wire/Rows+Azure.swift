import Classifier
import Trials

extension Row {
    // The model behind a deployment has a name of its own, so what was served is unknown unless the study says more.
    static let azure: [Row] = [
        .result(.azureOpenAI, "answered", .answered, served: .requested).under { $0.acceptServed = ["gpt-6-sol*"] },
        .result(.azureOpenAI, "answered-document", .answered, served: .unknown),
        .blocked(
            .azureOpenAI, "row31-content-filter", .input, .inputFilter, .content, raw: "violence", rule: input,
            served: .unknown),
        Row(
            dialect: .azureOpenAI, transcript: "row31-two-categories", outcome: .blocked, stage: .input,
            layer: .inputFilter, categories: [.content, .other], raw: "hate+jailbreak", served: .unknown, rule: input),
        .blocked(
            .azureOpenAI, "row31-policy-violation-only", .input, .inputFilter, nil, rule: input, served: .unknown),
        .blocked(
            .azureOpenAI, "row31-content-policy-violation", .input, .inputFilter, .content,
            raw: "content_policy_violation", rule: "openai.error.content-policy-violation", served: .unknown),
        // A code of the model's maker, passed through.
        .blocked(
            .azureOpenAI, "row19-cyber-policy", .noText, .apiSignal, .cyber, raw: "cyber_policy",
            rule: "openai.error.cyber-policy", served: .unknown),
        .blocked(
            .azureOpenAI, "row31-blocklist", .input, .inputFilter, .other, raw: "custom_blocklists", rule: input,
            served: .unknown),
        .blocked(
            .azureOpenAI, "row32-content-filter-document", .withheld, .outputFilter, .content, raw: "sexual",
            rule: output, served: .unknown),
        .blocked(
            .azureOpenAI, "row32-content-filter", .withheld, .outputFilter, .content, raw: "violence", rule: output,
            served: .unknown),
        // What one chunk found is not lost to the next one's all-clear.
        .blocked(
            .azureOpenAI, "row32-content-filter-midstream", .midstream, .outputFilter, .content, raw: "violence",
            rule: output, served: .unknown),
        .blocked(
            .azureOpenAI, "row32-async-filter", .midstream, .outputFilter, .copyright, raw: "protected_material_text",
            rule: output, served: .unknown),
        .result(.azureOpenAI, "row33-filter-error", .answered, served: .unknown, degraded: [.filterOpen]),
        .result(.azureOpenAI, "row33-prompt-filter-error", .answered, served: .unknown, degraded: [.filterOpen]),
        .error(
            .azureOpenAI, "row34-temporarily-blocked", .accountEnforcement, rule: "http.account-enforcement", .stopRun),
        .error(
            .azureOpenAI, "row35-rate-limit", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited, after: 8.5))),
        .error(.azureOpenAI, "row35-server-error", .server, rule: "http.server", .retry(.init(.server))),
        .error(.azureOpenAI, "too-large-for-budget", .tooLarge, rule: "http.too-large"),
        .error(.azureOpenAI, "deployment-not-found", .notFound, rule: "http.not-found"),
        .error(.azureOpenAI, "key-refused", .authentication, rule: "http.authentication", .credentialRefused),
        .error(.azureOpenAI, "permission", .permission, rule: "http.permission"),
        .error(.azureOpenAI, "html-502", .server, rule: "http.server", .retry(.init(.server))),
        .result(.azureOpenAI, "row69-cut", .answered, served: .unknown, degraded: [.noEndMarker]),
        .error(.azureOpenAI, "row70-no-stop-reason", .unknownSignal, rule: "wire.unknown-signal"),
        .result(.azureOpenAI, "nulls", .empty, rule: "wire.empty", served: .unknown),
        .result(.azureOpenAI, "length-with-text", .answered, served: .unknown, degraded: [.cut]),
        .result(.azureOpenAI, "prose-decline", .refused, .modelText, served: .unknown),
        .error(.azureOpenAI, "unknown-finish-reason", .unknownSignal, rule: "wire.unknown-signal"),
    ]
    private static let input = "azure.error.content-filter"
    private static let output = "azure.finish-reason.content-filter"
}
