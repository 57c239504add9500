import Classifier
import Trials

extension Row {
    static let gemini: [Row] = [
        .result(.gemini, "answered", .answered),
        .result(.gemini, "answered-document", .answered),
        .result(.gemini, "logprobs", .answered),
        .result(.gemini, "logprobs-mean-only", .answered),
        .result(.gemini, "answered-array", .answered),
        .blocked(
            .gemini, "row36-safety", .input, .inputFilter, .other, raw: "HARM_CATEGORY_DANGEROUS_CONTENT",
            rule: "gemini.prompt-feedback.safety"),
        .blocked(
            .gemini, "row36-prohibited", .input, .inputFilter, .other, raw: "PROHIBITED_CONTENT",
            rule: "gemini.prompt-feedback.prohibited-content"),
        .blocked(.gemini, "row36-other", .input, .inputFilter, nil, raw: "OTHER", rule: "gemini.prompt-feedback.other"),
        .blocked(
            .gemini, "row36-jailbreak-vertex", .input, .inputFilter, .other, raw: "JAILBREAK",
            rule: "gemini.prompt-feedback.jailbreak"),
        .blocked(
            .gemini, "row36-blocklist", .input, .inputFilter, .other, raw: "BLOCKLIST",
            rule: "gemini.prompt-feedback.blocklist"),
        .blocked(
            .gemini, "row36-model-armor", .input, .inputFilter, nil, raw: "MODEL_ARMOR",
            rule: "gemini.prompt-feedback.model-armor"),
        .blocked(
            .gemini, "row36-novel-reason", .input, .inputFilter, .other, raw: "NOVEL_REASON",
            rule: "gemini.prompt-feedback.novel-reason"),
        Row(
            dialect: .gemini, transcript: "row37-safety-midstream", outcome: .blocked, stage: .midstream,
            layer: .outputFilter, categories: [.content, .other],
            raw: "HARM_CATEGORY_DANGEROUS_CONTENT+HARM_CATEGORY_HARASSMENT", served: .requested, rule: safety),
        // A stop in every chunk: the last one counts.
        .blocked(
            .gemini, "row37-safety-after-stops", .midstream, .outputFilter, .other,
            raw: "HARM_CATEGORY_DANGEROUS_CONTENT", rule: safety),
        .blocked(.gemini, "row37-safety-no-text", .withheld, .outputFilter, nil, raw: "SAFETY", rule: safety),
        .blocked(
            .gemini, "row37-prohibited-during-thoughts", .duringReasoning, .outputFilter, .other,
            raw: "PROHIBITED_CONTENT", rule: "gemini.finish-reason.prohibited-content"),
        .blocked(
            .gemini, "row37-blocklist", .withheld, .outputFilter, .other, raw: "BLOCKLIST",
            rule: "gemini.finish-reason.blocklist"),
        .blocked(
            .gemini, "row37-spii", .withheld, .outputFilter, .privacy, raw: "SPII", rule: "gemini.finish-reason.spii"),
        .blocked(
            .gemini, "row37-escalation", .withheld, .outputFilter, nil, raw: "ESCALATION",
            rule: "gemini.finish-reason.escalation"),
        .blocked(
            .gemini, "row37-model-armor", .withheld, .outputFilter, nil, raw: "MODEL_ARMOR",
            rule: "gemini.finish-reason.model-armor"),
        .blocked(
            .gemini, "row37-safety-document", .withheld, .outputFilter, .other, raw: "HARM_CATEGORY_DANGEROUS_CONTENT",
            rule: safety),
        .blocked(
            .gemini, "row38-recitation", .midstream, .outputFilter, .copyright, raw: "RECITATION",
            rule: "gemini.finish-reason.recitation"),
        .error(.gemini, "row39-pup-limited", .accountEnforcement, rule: "stop.failed", .stopRun, served: .requested),
        // Asked again once, then quarantined; never counted as safety.
        .error(.gemini, "row40-other", .unknownSignal, rule: "wire.unknown-signal", once, served: .requested),
        .error(
            .gemini, "row40-malformed-midstream", .unknownSignal, rule: "wire.unknown-signal", once, served: .requested),
        .error(.gemini, "row40-language", .unknownSignal, rule: "wire.unknown-signal", once, served: .requested),
        .result(.gemini, "row41-other-model", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .result(.gemini, "row41-numbered-version", .answered),
        .error(
            .gemini, "row42-rate-limit", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited, after: 17.5))),
        .error(
            .gemini, "row42-rate-limit-array", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited, after: 17.5))),
        .error(
            .gemini, "row42-rate-limit-in-stream", .rateLimited, rule: "stream.error.rate-limited",
            .retry(.init(.rateLimited, after: 17.5))),
        .error(.gemini, "row42-internal", .server, rule: "http.server", .retry(.init(.server))),
        .error(.gemini, "row42-unavailable", .overloaded, rule: "http.overloaded", .retry(.init(.overloaded))),
        .error(.gemini, "row42-deadline", .timeout, rule: "http.timeout", .retry(.init(.timeout))),
        .error(.gemini, "row42-cancelled", .server, rule: "http.server", .retry(.init(.server))),
        .error(
            .gemini, "row42-unavailable-in-stream", .overloaded, rule: "stream.error.overloaded",
            .retry(.init(.overloaded))),
        .error(
            .gemini, "row42-error-array-midstream", .server, rule: "stream.error.server",
            .cutAfterDelta(.init(.server)), served: .requested),
        // No waiting within a run brings it back.
        .error(.gemini, "row43-quota-per-day", .rateLimited, rule: "http.rate-limited", .outOfCredit),
        .error(.gemini, "row43-argument", .invalidRequest, rule: "http.invalid-request"),
        .error(.gemini, "row43-region", .invalidRequest, rule: "http.invalid-request"),
        .error(.gemini, "row43-key", .authentication, rule: "http.authentication", .credentialRefused),
        .error(.gemini, "row43-unauthenticated", .authentication, rule: "http.authentication", .credentialRefused),
        .error(.gemini, "row43-permission", .permission, rule: "http.permission"),
        .error(.gemini, "row43-billing", .billing, rule: "http.billing", .outOfCredit),
        .error(.gemini, "row43-not-found", .notFound, rule: "http.not-found"),
        .error(.gemini, "row43-too-long", .contextTooLong, rule: "http.context-too-long"),
        .error(.gemini, "consumer-suspended", .accountEnforcement, rule: "http.account-enforcement", .stopRun),
        .result(.gemini, "row69-cut", .answered, degraded: [.noEndMarker]),
        .error(
            .gemini, "row69-cut-before-text", .cut, rule: "stream.cut", .cutAfterDelta(.init(.cut)), served: .requested),
        .error(.gemini, "row69-cut-inside-the-only-event", .cut, rule: "stream.cut", .retry(.init(.cut))),
        .error(.gemini, "row70-nothing", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        .error(.gemini, "row70-nothing-in-stream", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        .result(.gemini, "prose-decline", .refused, .modelText),
        .result(.gemini, "length-without-text", .truncated, rule: "wire.truncated"),
        .result(.gemini, "length-with-text", .answered, degraded: [.cut]),
        .result(.gemini, "continuation", .answered, degraded: [.cut]),
        .result(.gemini, "empty-normal-stop", .empty, rule: "wire.empty"),
        .result(.gemini, "nulls", .empty, rule: "wire.empty", served: .unknown),
        .error(.gemini, "unknown-finish-reason", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        .result(.gemini, "split-surrogates", .answered),
        .result(.gemini, "tool-call", .answered, rule: "wire.tool-call", degraded: [.acted]),
        .error(.gemini, "html-502", .server, rule: "http.server", .retry(.init(.server))),
    ]
    private static let safety = "gemini.finish-reason.safety"
    private static let once = Disposition.cutAfterDelta(.init(.server))
}
