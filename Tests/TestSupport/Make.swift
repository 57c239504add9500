import Classifier
import Formats
import Trials

extension Probe {
    package static func make(
        id: String = "probe", suite: String = "suite", field: String = "field", expect: Expectation = .answer,
        role: Role = .main, frame: Frame = .typical, cluster: String? = nil, aimsAt: String? = nil,
        language: String = "en", system: String? = nil, context: [ContextDocument] = [], standalone: Bool = true,
        turns: [Turn] = [Turn(.user, "Why does my loss rise after step 200?")], tools: [ToolDeclaration] = [],
        prefill: String? = nil, needs: [String] = [], check: Check? = nil, twin: String? = nil,
        variantOf: String? = nil, changes: [Change] = [], contentHash: String = "hash"
    ) -> Probe {
        Probe(
            id: id, suite: suite, field: field, expect: expect, role: role, frame: frame, cluster: cluster,
            aimsAt: aimsAt, language: language, system: system, context: context, standalone: standalone, turns: turns,
            tools: tools, prefill: prefill, needs: needs, check: check, twin: twin, variantOf: variantOf,
            changes: changes, contentHash: contentHash)
    }
}

extension AccessStyle {
    package static func make(
        id: String = "public", dialect: DialectName = .openAIChat, profile: String? = nil, tier: Tier = .public,
        baseURL: String = "http://127.0.0.1:9", model: String = "model-1", acceptServed: [String] = [],
        key: KeySource? = nil, system: String? = nil, history: HistoryMode = .keep, stream: Bool = true,
        sampling: Sampling = Sampling(), limits: RateLimits = RateLimits(), price: Price? = nil
    ) -> AccessStyle {
        AccessStyle(
            id: id, tier: tier, dialect: dialect, profile: profile, baseURL: baseURL, model: model,
            acceptServed: acceptServed, key: key, system: system, history: history, stream: stream, sampling: sampling,
            limits: limits, price: price)
    }
}

extension Study {
    /// The lock hash is taken from name, styles, probes and repeats, so that two studies that differ have two.
    package static func make(
        name: String = "study", probes: [Probe] = [.make()], repeats: Int = 1, seed: UInt64 = 1,
        controls: [String] = [], coverageFloor: Double = 0.95, budget: Budget = Budget(), inFlight: Int = 4,
        stopIf: StopIf = StopIf(), styles: [AccessStyle] = [.make()], lockHash: String? = nil
    ) -> Study {
        let hash =
            lockHash
            ?? SHA256.hex("\(name) \(styles.map(\.id)) \(probes.map(\.id)) \(repeats) \(seed) \(controls)")
        return Study(
            name: name, probes: probes, repeats: repeats, seed: seed, controls: controls, coverageFloor: coverageFloor,
            budget: budget, inFlight: inFlight, stopIf: stopIf, styles: styles, lockHash: hash)
    }

    /// `count` probes named `p000`, `p001`, ...
    package static func probes(_ count: Int) -> [Probe] {
        (0..<count).map { index in
            let digits = String(index)
            return .make(id: "p" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits)
        }
    }
}

extension Trial {
    package static func make(style: AccessStyle = .make(), probe: Probe = .make(), repetition: Int = 1) -> Trial {
        Trial(style: style, probe: probe, repetition: repetition)
    }
}

extension Reply {
    package static func make(
        framing: Framing = .document, text: String = "Your warm-up is too short.", reasoning: String = "",
        refusal: String? = nil, textDeltas: Int? = nil, reasoningDeltas: Int = 0, stopReason: String? = "stop",
        error: WireError? = nil, servedModel: String? = "model-1", requestID: String? = "req-1",
        usage: Usage = Usage(input: 12, output: 7), ended: Bool = true
    ) -> Reply {
        Reply(
            framing: framing, text: text, reasoning: reasoning, refusal: refusal,
            textDeltas: textDeltas ?? (text.isEmpty ? 0 : 1), reasoningDeltas: reasoningDeltas, stopReason: stopReason,
            error: error, servedModel: servedModel, requestID: requestID, usage: usage, ended: ended)
    }
}

extension Exchange {
    package static func make(
        status: Int? = 200, headers: [HeaderLine] = [HeaderLine("content-type", "application/json")],
        body: String = #"{"text":"Your warm-up is too short."}"#, fault: WireFault? = nil,
        arrivals: [Arrival] = [Arrival(end: 10, at: 1_000_000), Arrival(end: 37, at: 2_000_000)],
        requestBody: String = #"{"model":"model-1"}"#, timings: Timings? = nil, reply: Reply = .make()
    ) -> Exchange {
        var phases = Timings()
        phases.firstByte = 1_000_000
        phases.ended = 2_000_000
        return Exchange(
            request: SentRequest(
                method: "POST", url: "http://127.0.0.1:9/v1/chat/completions",
                headers: [HeaderLine("content-type", "application/json")], body: Array(requestBody.utf8)),
            raw: RawReply(
                status: status, httpVersion: status == nil ? nil : "1.1", headers: status == nil ? [] : headers,
                body: status == nil ? [] : Array(body.utf8), arrivals: status == nil ? [] : arrivals, fault: fault),
            timings: timings ?? phases, reply: reply)
    }

    /// An answer of a model with this text.
    package static func answered(_ text: String = "Your warm-up is too short.", model: String = "model-1") -> Exchange {
        .make(body: text, reply: .make(text: text, servedModel: model))
    }

    /// An HTTP error with this body.
    package static func status(_ status: Int, _ message: String = "no", headers: [HeaderLine] = []) -> Exchange {
        .make(
            status: status, headers: headers, body: message,
            reply: .make(
                text: "", stopReason: nil, error: WireError(place: .httpBody, message: message), servedModel: nil,
                usage: Usage(), ended: true))
    }

    /// No HTTP reply at all.
    package static func fault(
        _ kind: WireFault.Kind = .connectionLost, _ message: String = "connection reset", reached: Bool = true,
        partialText: String = ""
    ) -> Exchange {
        .make(
            status: nil, fault: WireFault(kind: kind, message: message, mayHaveReachedServer: reached),
            reply: .make(
                framing: .none, text: partialText, stopReason: nil, servedModel: nil, requestID: nil, usage: Usage(),
                ended: false))
    }
}

extension Verdict {
    package static func make(
        outcome: Outcome = .answered, errorKind: ErrorKind? = nil, stage: Stage? = nil, layer: Layer? = nil,
        categories: [Category] = [], categoryRaw: String? = nil, served: Served = .requested,
        servedModel: String? = "model-1", degraded: [Degraded] = [], decidedBy: DecidedBy = .wire,
        confidence: Double? = nil, sure: Bool = true, delivered: Bool? = nil, evidence: [Evidence] = [],
        version: String = "1"
    ) -> Verdict {
        Verdict(
            outcome: outcome, errorKind: errorKind, stage: stage, layer: layer, categories: categories,
            categoryRaw: categoryRaw, served: served, servedModel: servedModel, degraded: degraded,
            decidedBy: decidedBy, confidence: confidence, sure: sure, delivered: delivered, evidence: evidence,
            version: version)
    }
}

extension TrialRecord {
    package static func make(
        style: String = "public", probe: String = "probe", repetition: Int = 1, suite: String = "suite",
        field: String = "field", frame: Frame = .typical, role: Role = .main, expect: Expectation = .answer,
        cluster: String? = nil, aimsAt: String? = nil, twin: String? = nil, variantOf: String? = nil,
        changes: [Change] = [], judgeable: Bool = false, language: String = "en", verdict: Verdict? = .make(),
        released: Bool = false, stream: Bool = true, position: Int = 0, attempts: Int = 1,
        requestID: String? = "req-1", requestedModel: String = "model-1", usage: Usage = Usage(input: 12, output: 7),
        costUSD: Double? = nil, firstTextSeconds: Double? = 0.5, endSeconds: Double? = 1, throttledSeconds: Double = 0,
        textLength: Int = 26, textDeltas: Int = 1, startedAt: String? = "2026-11-20T12:00:00Z"
    ) -> TrialRecord {
        TrialRecord(
            key: TrialKey(style: style, probe: probe, repetition: repetition), suite: suite, field: field,
            frame: frame, role: role, expect: expect, cluster: cluster, aimsAt: aimsAt, twin: twin,
            variantOf: variantOf, changes: changes, judgeable: judgeable, language: language, verdict: verdict,
            released: released, stream: stream, position: position, attempts: attempts, requestID: requestID,
            requestedModel: requestedModel, usage: usage, costUSD: costUSD, firstTextSeconds: firstTextSeconds,
            endSeconds: endSeconds, throttledSeconds: throttledSeconds, textLength: textLength,
            textDeltas: textDeltas, startedAt: startedAt)
    }
}
