import Trials

/// One request in, the steps of its answer out. No sockets here.
struct Responder: Sendable {
    struct Answer: Sendable {
        var steps: [Step]
        /// The draw that these steps play; nil for anything but a complete reply.
        var playing: (key: Ledger.Key, repetition: Int)?
        /// The first wait stands before any text.
        var waitsForText: Bool

        init(_ steps: [Step], playing: (key: Ledger.Key, repetition: Int)? = nil, waitsForText: Bool = false) {
            self.steps = steps
            self.playing = playing
            self.waitsForText = waitsForText
        }
    }

    let scenario: Scenario
    let index: ProbeIndex
    let ledger: Ledger
    /// Seconds since 1970.
    let now: @Sendable () -> Double
    let byKey: [String: ScenarioStyle]

    init(scenario: Scenario, probes: [Probe], ledger: Ledger, now: @escaping @Sendable () -> Double) {
        self.scenario = scenario
        index = ProbeIndex(probes)
        self.ledger = ledger
        self.now = now
        byKey = Dictionary(scenario.styles.map { ($0.key, $0) }) { first, _ in first }
    }

    func answer(_ http: HTTPRequest) -> Answer {
        switch (http.method, http.path) {
        case ("POST", "/v1/messages"): return post(http, .anthropic)
        case ("POST", "/v1/chat/completions"): return post(http, .openAIChat)
        case ("GET", "/v1/models"): return models(http)
        default:
            let anthropic = http.header("anthropic-version") != nil
            return plain(
                anthropic ? .anthropic : .openAIChat, status: 404, anthropicType: "not_found_error", code: nil,
                message: "Unknown request URL: \(http.method) \(http.path)")
        }
    }

    private func post(_ http: HTTPRequest, _ dialect: DialectName) -> Answer {
        guard let style = style(http, dialect) else { return unknownKey(dialect) }
        if dialect == .anthropic, http.header("anthropic-version") == nil {
            return plain(
                dialect, status: 400, anthropicType: "invalid_request_error", code: nil,
                message: "anthropic-version: header is required")
        }
        let request: ModelRequest
        do {
            request = try ModelRequest(dialect: dialect, body: http.body)
        } catch {
            return plain(
                dialect, status: 400, anthropicType: "invalid_request_error", code: nil, message: error.message)
        }
        guard style.models.isEmpty || style.models.contains(request.model) else {
            return plain(
                dialect, status: 404, anthropicType: "not_found_error", code: "model_not_found",
                message: "model: \(request.model)")
        }
        let admission = ledger.admit(style, tokens: request.inputTokens, now: now())
        if let limit = admission.refusedBy { return limited(limit, dialect, admission) }
        let count = ledger.countRequest(style.id)

        let probe = index.find(request, named: http.header("x-railgauge-probe"))
        let key = Ledger.Key(style: style.id, probe: probe?.id ?? ProbeIndex.unknownID(request))
        let wanted = http.header("x-railgauge-repetition").flatMap(Int.init)
        let (repetition, faults) = ledger.take(key, wanted: wanted)
        let rule =
            scenario.rule(
                style: style.id, probe: key.probe, field: probe?.field, frame: probe?.frame, role: probe?.role)
            ?? Rule()
        var draw = Draw(scenario: scenario, style: style, rule: rule, probe: key.probe, repetition: repetition)
        let firstToken = style.latency.firstToken.draw(&draw.random)

        var performed = request
        if draw.quirk == .plainJSON { performed.stream = false }
        let name = String(
            SHA256.hex("\(scenario.seed)/\(style.id)/\(key.probe)/\(repetition)").prefix(16))
        var performance = Performance(draw, request: performed, probe: probe, name: name)
        if draw.quirk == .invalidUTF8, !performance.pieces.isEmpty { performance.pieces[0] += "\u{E000} " }
        var dance = Choreography(
            headers: identity(dialect, name: "\(name)\(faults)") + admission.headers(dialect), firstToken: firstToken,
            perToken: style.latency.perToken, random: draw.random, quirk: draw.quirk, dialect: dialect)
        let reply = write(performance, performed)
        if case .document(let status, _, _) = reply, status == 200, !style.latency.perToken.isZero {
            for _ in performance.pieces { dance.firstToken += style.latency.perToken.draw(&dance.random) }
        }

        if let fault = Draw.fault(
            scenario: scenario, style: style, probe: key.probe, repetition: repetition, attempt: faults, request: count)
        {
            // Given back before the fault is on the wire, so that a quick retry finds the same draw.
            ledger.giveBack(key, repetition: repetition, fault: true)
            return Answer(steps(of: fault, reply, dialect, style, &dance))
        }
        ledger.record(truth(performance, dialect, key, repetition, attempts: faults + 1, reply: reply))
        let playing = (key: key, repetition: repetition)
        if case .error(let kind) = performance.play {
            switch kind {
            case .htmlPage, .huge, .deepJSON, .truncatedGzip:
                let body =
                    if case .document(_, _, let body) = write(performance, document(performed)) { body } else {
                        [UInt8]()
                    }
                return Answer(dance.unreadable(kind, body: body), playing: playing, waitsForText: dance.firstToken > 0)
            case .unknownStop, .accountHold, .invalidRequest, .contextTooLong, .spendLimit: break
            }
        }
        return Answer(dance.steps(for: reply), playing: playing, waitsForText: dance.firstToken > 0)
    }

    private func document(_ request: ModelRequest) -> ModelRequest {
        var request = request
        request.stream = false
        return request
    }

    private func write(_ performance: Performance, _ request: ModelRequest) -> DialectReply {
        request.dialect == .anthropic
            ? AnthropicWire.reply(performance, stream: request.stream)
            : OpenAIChatWire.reply(performance, request: request)
    }

    private func truth(
        _ performance: Performance, _ dialect: DialectName, _ key: Ledger.Key, _ repetition: Int, attempts: Int,
        reply: DialectReply
    ) -> SimulatedTruth {
        var truth = SimulatedTruth(
            style: key.style, probe: key.probe, repetition: repetition, dialect: dialect,
            outcome: performance.play.outcome, served: .requested, servedModel: performance.model, rescued: false,
            cut: performance.cut && !performance.pieces.isEmpty, attempts: attempts)
        switch performance.play {
        case .blocked(let block):
            truth.stage = block.stage
            truth.category = block.shown
            truth.categoryRaw = block.written
            truth.rescued = block.rescuedBy != nil
        case .error(let kind): truth.error = kind
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut: break
        }
        if case .document(let status, _, _) = reply, status != 200 {
            truth.served = .unknown
            truth.servedModel = nil
        } else if truth.rescued {
            truth.served = .declaredFallback
        } else if !performance.model.hasPrefix(performance.requestedModel) {
            truth.served = .undeclaredReroute
        }
        if let right = performance.rightAnswer, truth.outcome == .answered {
            truth.delivered = right && truth.served == .requested && !truth.cut
        }
        return truth
    }
}
