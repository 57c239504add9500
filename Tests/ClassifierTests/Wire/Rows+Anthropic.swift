import Classifier
import Trials

extension Row {
    static let anthropic: [Row] = [
        .result(.anthropic, "answered", .answered),
        .result(.anthropic, "llama-cpp-prefill", .answered).under {
            $0.model = "random-weights"
            $0.prefill = "First check the"
        },
        .result(.anthropic, "answered-document", .answered),
        .blocked(.anthropic, "row01-refusal-no-text", .noText, .apiSignal, .cyber, raw: "cyber", rule: refusal),
        .blocked(
            .anthropic, "row01-refusal-no-text-document", .noText, .apiSignal, .bioChem, raw: "bio", rule: refusal),
        .blocked(.anthropic, "row01-refusal-null-details", .noText, .apiSignal, nil, rule: refusal),
        .blocked(
            .anthropic, "row02-refusal-with-text-document", .withheld, .apiSignal, .aiRnd, raw: "frontier_llm",
            rule: refusal),
        .blocked(.anthropic, "row03-refusal-midstream", .midstream, .apiSignal, .bioChem, raw: "bio", rule: refusal),
        .blocked(
            .anthropic, "row03-refusal-during-reasoning", .duringReasoning, .apiSignal, .reasoning,
            raw: "reasoning_extraction", rule: refusal),
        .blocked(.anthropic, "row04-output-filter", .withheld, .outputFilter, nil, rule: filter, served: .unknown),
        .blocked(.anthropic, "row05-output-filter-in-stream", .withheld, .outputFilter, nil, rule: filter),
        .blocked(.anthropic, "row05-output-filter-midstream", .midstream, .outputFilter, nil, rule: filter),
        // Rescued: the requested model was blocked, another one answered.
        .blocked(
            .anthropic, "row06-fallback-iterations", .unknown, .declaredFallback, nil, rule: "",
            served: .declaredFallback, degraded: [.rescued]),
        .blocked(
            .anthropic, "row06-fallback-block-document", .unknown, .declaredFallback, .cyber, raw: "cyber", rule: "",
            served: .declaredFallback, degraded: [.rescued]),
        // The whole chain declined: the last model's refusal stands for all of them.
        .blocked(
            .anthropic, "row06-fallback-refused-document", .noText, .apiSignal, .cyber, raw: "cyber", rule: refusal,
            served: .declaredFallback),
        .result(.anthropic, "row06-other-model", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .result(.anthropic, "dated-snapshot", .answered),
        .blocked(.anthropic, "row07-recommended-model", .noText, .apiSignal, .cyber, raw: "cyber", rule: refusal),
        .result(.anthropic, "row08-input-transformations", .answered, degraded: [.reasoningDropped]),
        .error(
            .anthropic, "row09-organization-on-hold", .accountEnforcement, rule: "http.account-enforcement", .stopRun),
        .error(.anthropic, "organization-disabled", .accountEnforcement, rule: "http.account-enforcement", .stopRun),
        .error(.anthropic, "row10-prefill-refused", .invalidRequest, rule: "http.invalid-request"),
        .error(.anthropic, "row10-user-profile", .invalidRequest, rule: "http.invalid-request"),
        .error(.anthropic, "row10-too-long", .contextTooLong, rule: "http.context-too-long"),
        .error(.anthropic, "row10-authentication", .authentication, rule: "http.authentication", .credentialRefused),
        .error(.anthropic, "row10-billing", .billing, rule: "http.billing", .outOfCredit),
        .error(.anthropic, "row10-permission", .permission, rule: "http.permission"),
        .error(.anthropic, "row10-not-found", .notFound, rule: "http.not-found"),
        .error(.anthropic, "row10-too-large-html", .tooLarge, rule: "http.too-large"),
        // The 429 that no waiting heals.
        .error(.anthropic, "row11-spend-limit", .billing, rule: "http.billing", .outOfCredit),
        .error(.anthropic, "row11-enforced-spend-limit", .billing, rule: "http.billing", .outOfCredit),
        // The wait is a date, counted from the reply's own.
        .error(
            .anthropic, "row12-ramp-limit", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited, after: 20))),
        .error(.anthropic, "conflict", .server, rule: "http.server", .retry(.init(.server))),
        .error(
            .anthropic, "row12-rate-limit", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited, after: 12))),
        .error(.anthropic, "row12-api-error", .server, rule: "http.server", .retry(.init(.server))),
        .error(.anthropic, "row12-unavailable", .server, rule: "http.server", .retry(.init(.server))),
        .error(.anthropic, "row12-timeout", .timeout, rule: "http.timeout", .retry(.init(.timeout))),
        .error(.anthropic, "row12-overloaded", .overloaded, rule: "http.overloaded", .retry(.init(.overloaded))),
        .error(
            .anthropic, "row12-overloaded-in-stream", .overloaded, rule: "stream.error.overloaded",
            .retry(.init(.overloaded)), served: .requested),
        .error(
            .anthropic, "row12-overloaded-midstream", .overloaded, rule: "stream.error.overloaded",
            .cutAfterDelta(.init(.overloaded)), served: .requested),
        .result(.anthropic, "row13-prose-decline", .refused, .modelText),
        .result(.anthropic, "length-with-text", .answered, degraded: [.cut]),
        .result(.anthropic, "context-window", .answered, degraded: [.cut]),
        .result(.anthropic, "length-without-text", .truncated, rule: "wire.truncated"),
        .result(.anthropic, "empty-normal-stop", .empty, rule: "wire.empty"),
        .result(.anthropic, "nulls", .empty, rule: "wire.empty"),
        .result(.anthropic, "split-surrogates", .answered),
        .result(.anthropic, "tool-call", .answered, rule: "wire.tool-call", degraded: [.acted]),
        .error(.anthropic, "unknown-stop-reason", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        .error(
            .anthropic, "unknown-error-in-stream", .unknownSignal, rule: "stream.error.unknown-signal",
            served: .requested),
        .error(.anthropic, "row70-no-stop-reason", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        // The Messages path of another vendor, which reviews the whole text at its end.
        .blocked(.anthropic, "row57-late-review", .midstream, .apiSignal, nil, rule: refusal).under {
            $0.model = "deepseek-chat"
        },
        // Named, but not in the crosswalk.
        .blocked(.anthropic, "unknown-category", .noText, .apiSignal, .other, raw: "weather_control", rule: refusal),
        .error(
            .anthropic, "row69-cut", .cut, rule: "stream.cut", .cutAfterDelta(.init(.cut)), served: .requested),
        .error(
            .anthropic, "row69-cut-before-text", .cut, rule: "stream.cut", .retry(.init(.cut)), served: .requested),
    ]
    private static let refusal = "anthropic.stop-reason.refusal"
    private static let filter = "anthropic.error.output-filter"
}
