import Classifier
import Formats
import Trials

extension Row {
    // Converse names no served model unless a router chose one.
    static let bedrock: [Row] = [
        .result(.bedrock, "answered", .answered, served: .unknown),
        .result(.bedrock, "answered-document", .answered, served: .unknown),
        .result(.bedrock, "numbers-in-headers", .answered, served: .unknown),
        Row(
            dialect: .bedrock, transcript: "row44-guardrail-input", outcome: .blocked, stage: .input,
            layer: .inputFilter, categories: [.content, .other], raw: "topic/Weapons+VIOLENCE", served: .unknown,
            rule: "bedrock.guardrail.input"),
        Row(
            dialect: .bedrock, transcript: "row44-guardrail-input-stream", outcome: .blocked, stage: .input,
            layer: .inputFilter, categories: [.content, .other], raw: "topic/Weapons+VIOLENCE", served: .unknown,
            rule: "bedrock.guardrail.input"),
        .blocked(
            .bedrock, "row44-guardrail-of-the-account", .input, .inputFilter, .other, raw: "PROMPT_ATTACK",
            rule: "bedrock.guardrail.input", served: .unknown),
        .blocked(
            .bedrock, "row45-guardrail-output", .withheld, .outputFilter, .privacy, raw: "pii/EMAIL", rule: output,
            served: .unknown),
        // The guardrail's own message is no delta of the model's.
        .blocked(
            .bedrock, "row45-guardrail-output-sync", .withheld, .outputFilter, .privacy, raw: "pii/EMAIL", rule: output,
            served: .unknown),
        .blocked(
            .bedrock, "row45-guardrail-output-async", .midstream, .outputFilter, .privacy, raw: "pii/EMAIL",
            rule: output, served: .unknown
        ).under { $0.body = ["guardrailConfig": ["streamProcessingMode": "async"]] },
        .blocked(
            .bedrock, "guardrail-without-trace", .unknown, .apiSignal, nil, rule: "bedrock.guardrail", served: .unknown),
        // Names masked, nothing stopped: neither a block nor the model's plain answer.
        .result(
            .bedrock, "guardrail-that-masked", .partial, .outputFilter, rule: "bedrock.guardrail.masked",
            served: .unknown),
        .blocked(
            .bedrock, "row46-content-filtered", .withheld, .outputFilter, nil, rule: filtered, served: .unknown),
        .blocked(
            .bedrock, "row46-content-filtered-midstream", .midstream, .outputFilter, nil, rule: filtered,
            served: .unknown),
        .blocked(
            .bedrock, "row47-refusal-no-text", .noText, .apiSignal, .cyber, raw: "cyber", rule: refusal,
            served: .unknown),
        .blocked(
            .bedrock, "row47-refusal-midstream", .midstream, .apiSignal, .bioChem, raw: "bio", rule: refusal,
            served: .unknown),
        .blocked(.bedrock, "row47-refusal-document", .withheld, .apiSignal, nil, rule: refusal, served: .unknown),
        .blocked(
            .bedrock, "row47-refusal-during-reasoning", .duringReasoning, .apiSignal, nil, rule: refusal,
            served: .unknown),
        .result(.bedrock, "row48-router", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .result(.bedrock, "row48-router-same", .answered),
        .error(.bedrock, "row49-timeout", .timeout, rule: "http.timeout", .retry(.init(.timeout))),
        .error(.bedrock, "row49-throttling", .rateLimited, rule: "http.rate-limited", .retry(.init(.rateLimited))),
        .error(.bedrock, "row49-not-ready", .overloaded, rule: "http.overloaded", .retry(.init(.overloaded))),
        .error(.bedrock, "row49-internal", .server, rule: "http.server", .retry(.init(.server))),
        .error(.bedrock, "row49-unavailable", .overloaded, rule: "http.overloaded", .retry(.init(.overloaded))),
        .error(.bedrock, "row49-model-error", .server, rule: "http.server", .retry(.init(.server))),
        .error(
            .bedrock, "row49-throttling-in-stream", .rateLimited, rule: "stream.error.rate-limited",
            .retry(.init(.rateLimited))),
        .error(
            .bedrock, "row49-stream-error-midstream", .server, rule: "stream.error.server",
            .cutAfterDelta(.init(.server))),
        .error(.bedrock, "row49-internal-in-stream", .server, rule: "stream.error.server", .retry(.init(.server))),
        .error(
            .bedrock, "row49-error-frame", .overloaded, rule: "stream.error.overloaded",
            .cutAfterDelta(.init(.overloaded))),
        .error(.bedrock, "row50-validation", .invalidRequest, rule: "http.invalid-request"),
        .error(.bedrock, "row50-too-long", .contextTooLong, rule: "http.context-too-long"),
        .error(.bedrock, "row50-quota", .rateLimited, rule: "http.rate-limited", .outOfCredit),
        .error(.bedrock, "row50-access", .permission, rule: "http.permission"),
        .error(.bedrock, "row50-not-found", .notFound, rule: "http.not-found"),
        .error(.bedrock, "row50-model-error", .invalidRequest, rule: "http.invalid-request"),
        .error(.bedrock, "row50-validation-in-stream", .invalidRequest, rule: "stream.error.invalid-request"),
        .error(.bedrock, "account-suspended", .accountEnforcement, rule: "http.account-enforcement", .stopRun),
        .error(.bedrock, "html-413", .tooLarge, rule: "http.too-large"),
        .error(.bedrock, "row69-cut", .cut, rule: "stream.cut", .cutAfterDelta(.init(.cut))),
        .error(.bedrock, "row69-cut-inside-a-frame", .cut, rule: "stream.cut", .cutAfterDelta(.init(.cut))),
        // The reply was whole; only its counts are lost.
        .result(.bedrock, "no-metadata", .answered, served: .unknown),
        .error(
            .bedrock, "bad-message-crc", .transport, rule: "stream.damaged.message-crc",
            .cutAfterDelta(.init(.transport))),
        .error(
            .bedrock, "bad-prelude-crc", .transport, rule: "stream.damaged.prelude-crc", .retry(.init(.transport))),
        .error(.bedrock, "impossible-length", .transport, rule: "stream.damaged.length", .retry(.init(.transport))),
        .error(.bedrock, "bad-headers", .transport, rule: "stream.damaged.headers", .retry(.init(.transport))),
        .error(
            .bedrock, "malformed-model-output", .unknownSignal, rule: "wire.unknown-signal",
            .cutAfterDelta(.init(.server))),
        .error(
            .bedrock, "malformed-tool-use", .unknownSignal, rule: "wire.unknown-signal", .cutAfterDelta(.init(.server))),
        .result(.bedrock, "nulls", .empty, rule: "wire.empty", served: .unknown),
        .result(.bedrock, "length-without-text", .truncated, rule: "wire.truncated", served: .unknown),
        .result(.bedrock, "length-with-text", .answered, served: .unknown, degraded: [.cut]),
        .result(.bedrock, "empty-normal-stop", .empty, rule: "wire.empty", served: .unknown),
        .error(.bedrock, "unknown-stop-reason", .unknownSignal, rule: "wire.unknown-signal"),
        .error(.bedrock, "row70-no-stop-reason", .unknownSignal, rule: "wire.unknown-signal"),
        .result(.bedrock, "prose-decline", .refused, .modelText, served: .unknown),
        .result(.bedrock, "tool-call", .answered, rule: "wire.tool-call", served: .unknown, degraded: [.acted]),
        .result(.bedrock, "split-surrogates", .answered, served: .unknown),
    ]
    private static let output = "bedrock.guardrail.output"
    private static let filtered = "bedrock.stop-reason.content-filtered"
    private static let refusal = "anthropic.stop-reason.refusal"
}
