import Classifier
import Testing
import Trials

/// One row of the signal table: a transcript, and all that must be read out of it.
struct Row: Sendable, CustomStringConvertible {
    var dialect: DialectName
    var transcript: String
    var outcome: Outcome
    var error: ErrorKind?
    var stage: Stage?
    var layer: Layer?
    var category: Trials.Category?
    var served: Served
    var degraded: [Degraded]
    var rule: String
    var disposition: Disposition

    var description: String { "\(dialect.rawValue)/\(transcript)" }

    private init(
        _ dialect: DialectName, _ transcript: String, _ outcome: Outcome, error: ErrorKind? = nil,
        stage: Stage? = nil, layer: Layer? = nil, category: Trials.Category? = nil, served: Served,
        degraded: [Degraded] = [],
        rule: String, disposition: Disposition = .done
    ) {
        self.dialect = dialect
        self.transcript = transcript
        self.outcome = outcome
        self.error = error
        self.stage = stage
        self.layer = layer
        self.category = category
        self.served = served
        self.degraded = degraded
        self.rule = rule
        self.disposition = disposition
    }

    static func blocked(
        _ dialect: DialectName, _ transcript: String, _ stage: Stage, _ layer: Layer, _ category: Trials.Category?,
        rule: String, served: Served = .requested, degraded: [Degraded] = []
    ) -> Row {
        Row(
            dialect, transcript, .blocked, stage: stage, layer: layer, category: category, served: served,
            degraded: degraded, rule: rule)
    }

    static func error(
        _ dialect: DialectName, _ transcript: String, _ kind: ErrorKind, rule: String,
        _ disposition: Disposition = .done, served: Served = .unknown
    ) -> Row {
        Row(dialect, transcript, .error, error: kind, served: served, rule: rule, disposition: disposition)
    }

    static func result(
        _ dialect: DialectName, _ transcript: String, _ outcome: Outcome, _ layer: Layer? = nil, rule: String = "",
        served: Served = .requested, degraded: [Degraded] = []
    ) -> Row {
        Row(dialect, transcript, outcome, layer: layer, served: served, degraded: degraded, rule: rule)
    }
}

@Suite struct RowTests {
    static let anthropic: [Row] = [
        .result(.anthropic, "answered", .answered),
        .result(.anthropic, "answered-document", .answered),
        .blocked(.anthropic, "row01-refusal-no-text", .noText, .apiSignal, .cyber, rule: refusal),
        .blocked(.anthropic, "row01-refusal-no-text-document", .noText, .apiSignal, .bioChem, rule: refusal),
        .blocked(.anthropic, "row01-refusal-null-details", .noText, .apiSignal, nil, rule: refusal),
        .blocked(.anthropic, "row02-refusal-with-text-document", .withheld, .apiSignal, .aiRnd, rule: refusal),
        .blocked(.anthropic, "row03-refusal-midstream", .midstream, .apiSignal, .bioChem, rule: refusal),
        .blocked(.anthropic, "row03-refusal-during-reasoning", .duringReasoning, .apiSignal, .reasoning, rule: refusal),
        .blocked(.anthropic, "row04-output-filter", .withheld, .outputFilter, nil, rule: filter, served: .unknown),
        .blocked(.anthropic, "row05-output-filter-in-stream", .withheld, .outputFilter, nil, rule: filter),
        .blocked(.anthropic, "row05-output-filter-midstream", .midstream, .outputFilter, nil, rule: filter),
        // Rescued: the requested model was blocked, another one answered.
        .blocked(
            .anthropic, "row06-fallback-iterations", .unknown, .declaredFallback, nil, rule: "",
            served: .declaredFallback, degraded: [.rescued]),
        .blocked(
            .anthropic, "row06-fallback-block-document", .unknown, .declaredFallback, .cyber, rule: "",
            served: .declaredFallback, degraded: [.rescued]),
        .result(.anthropic, "row06-other-model", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .result(.anthropic, "dated-snapshot", .answered),
        .blocked(.anthropic, "row07-recommended-model", .noText, .apiSignal, .cyber, rule: refusal),
        .result(.anthropic, "row08-input-transformations", .answered, degraded: [.reasoningDropped]),
        .error(
            .anthropic, "row09-organization-on-hold", .accountEnforcement, rule: "http.account-enforcement", .stopRun),
        .error(.anthropic, "row10-prefill-refused", .invalidRequest, rule: "http.invalid-request"),
        .error(.anthropic, "row10-too-long", .contextTooLong, rule: "http.context-too-long"),
        .error(.anthropic, "row10-authentication", .authentication, rule: "http.authentication", .credentialRefused),
        .error(.anthropic, "row10-billing", .billing, rule: "http.billing", .outOfCredit),
        .error(.anthropic, "row10-permission", .permission, rule: "http.permission"),
        .error(.anthropic, "row10-not-found", .notFound, rule: "http.not-found"),
        .error(.anthropic, "row10-too-large-html", .tooLarge, rule: "http.too-large"),
        // The 429 that no waiting heals.
        .error(.anthropic, "row11-spend-limit", .billing, rule: "http.billing", .outOfCredit),
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
        .result(.anthropic, "length-without-text", .truncated, rule: "wire.truncated"),
        .result(.anthropic, "empty-normal-stop", .empty, rule: "wire.empty"),
        .result(.anthropic, "tool-call", .answered, rule: "wire.tool-call", degraded: [.acted]),
        .error(.anthropic, "unknown-stop-reason", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        // Named, but not in the crosswalk.
        .blocked(.anthropic, "unknown-category", .noText, .apiSignal, .other, rule: refusal),
        .error(
            .anthropic, "row69-cut", .cut, rule: "stream.cut", .cutAfterDelta(.init(.cut)), served: .requested),
        .error(
            .anthropic, "row69-cut-before-text", .cut, rule: "stream.cut", .retry(.init(.cut)), served: .requested),
    ]
    private static let refusal = "anthropic.stop-reason.refusal"
    private static let filter = "anthropic.error.output-filter"

    static let chat: [Row] = [
        .result(.openAIChat, "answered", .answered),
        .result(.openAIChat, "answered-document", .answered),
        .result(.openAIChat, "row15-refusal-document", .refused, .modelStructured, rule: "openai.message.refusal"),
        .result(.openAIChat, "row15-refusal-stream", .refused, .modelStructured, rule: "openai.message.refusal"),
        .blocked(.openAIChat, "row16-content-filter", .noText, .outputFilter, nil, rule: stopped),
        .blocked(.openAIChat, "row16-content-filter-ran", .withheld, .outputFilter, nil, rule: stopped),
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
            .openAIChat, "row19-cyber-policy", .noText, .apiSignal, .cyber, rule: "openai.error.cyber-policy",
            served: .unknown),
        .blocked(
            .openAIChat, "row19-cyber-policy-midstream", .midstream, .apiSignal, .cyber,
            rule: "openai.error.cyber-policy"),
        .blocked(
            .openAIChat, "row20-bio-policy-in-stream", .noText, .apiSignal, .bioChem, rule: "openai.error.bio-policy"),
        .blocked(
            .openAIChat, "row22-content-policy", .input, .inputFilter, .content,
            rule: "openai.error.content-policy-violation", served: .unknown),
        .result(.openAIChat, "row26-other-model", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .result(.openAIChat, "row26-other-model-header", .answered, .undeclaredReroute, served: .undeclaredReroute),
        .error(.openAIChat, "row27-access-program", .permission, rule: "http.permission"),
        .error(.openAIChat, "row28-quota", .billing, rule: "http.billing", .outOfCredit),
        .error(.openAIChat, "row28-key", .authentication, rule: "http.authentication", .credentialRefused),
        .error(.openAIChat, "row28-region", .permission, rule: "http.permission"),
        .error(.openAIChat, "row28-model", .notFound, rule: "http.not-found"),
        .error(.openAIChat, "row28-context", .contextTooLong, rule: "http.context-too-long"),
        .error(
            .openAIChat, "row29-rate-limit", .rateLimited, rule: "http.rate-limited",
            .retry(.init(.rateLimited, after: 360))),
        .error(.openAIChat, "row29-server-error", .server, rule: "http.server", .retry(.init(.server))),
        .error(
            .openAIChat, "row29-overloaded", .overloaded, rule: "http.overloaded",
            .retry(.init(.overloaded, after: 1.5))),
        .error(.openAIChat, "row29-html-502", .server, rule: "http.server", .retry(.init(.server))),
        .result(.openAIChat, "row30-prose-decline", .refused, .modelText),
        .error(.openAIChat, "row69-cut", .cut, rule: "stream.cut", .cutAfterDelta(.init(.cut)), served: .requested),
        .error(.openAIChat, "row70-no-stop-reason", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        .result(.openAIChat, "empty-normal-stop", .empty, rule: "wire.empty"),
        .result(.openAIChat, "length-without-text", .truncated, rule: "wire.truncated"),
        .result(.openAIChat, "length-with-text", .answered, degraded: [.cut]),
        .error(.openAIChat, "unknown-finish-reason", .unknownSignal, rule: "wire.unknown-signal", served: .requested),
        .result(.openAIChat, "moderation-failed-open", .answered, degraded: [.filterOpen]),
        .result(.openAIChat, "tool-call", .answered, rule: "wire.tool-call", degraded: [.acted]),
    ]
    private static let stopped = "openai.finish-reason.content-filter"

    static let compatible: [Row] = [
        .result(.openAICompatible, "answered-with-comments", .answered),
        .result(.openAICompatible, "document-for-a-stream", .answered),
        .result(.openAICompatible, "stream-for-a-document", .answered),
        .result(.openAICompatible, "content-parts", .answered),
        .blocked(
            .openAICompatible, "row51-moderation", .input, .gateway, .content, rule: "openrouter.error.moderation",
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
            .openAICompatible, "row60-safety-check", .noText, .inputFilter, .bioChem, rule: "xai.error.safety-check",
            served: .unknown),
        .error(.openAICompatible, "row61-permission", .permission, rule: "http.permission"),
        .result(.openAICompatible, "row66-prose-decline", .refused, .modelText),
        .result(.openAICompatible, "row67-truncated", .answered, degraded: [.promptCut]),
        .error(
            .openAICompatible, "row68-loading", .overloaded, rule: "http.overloaded", .retry(.init(.overloaded))),
        .error(.openAICompatible, "validation-error", .invalidRequest, rule: "http.invalid-request"),
        .result(.openAICompatible, "nulls", .empty, rule: "wire.empty"),
    ]

    @Test(arguments: anthropic + chat + compatible) func everySignalIsReadAsWhatItIs(_ row: Row) throws {
        let style = Transcript.style(row.dialect)
        let exchange = try Transcript.exchange(row.dialect, row.transcript, style: style)
        let trial = Trial(style: style, probe: Probe(id: "p", turns: [Turn(.user, "Why does my loss rise?")]))
        let judged = Classifier().judge(exchange, trial: trial)
        let verdict = judged.verdict
        #expect(verdict.outcome == row.outcome)
        #expect(verdict.errorKind == row.error)
        #expect(verdict.stage == row.stage)
        #expect(verdict.layer == row.layer)
        #expect(verdict.categories == (row.category.map { [$0] } ?? []))
        #expect(verdict.served == row.served)
        #expect(verdict.degraded == row.degraded)
        #expect(judged.disposition == row.disposition)
        #expect(verdict.version == Classifier.version)
        let first = try #require(verdict.evidence.first)
        if !row.rule.isEmpty { #expect(first.rule == row.rule) }
    }
}
