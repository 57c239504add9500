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
    private let byKey: [String: ScenarioStyle]

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

    // MARK: One model call

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

    // MARK: Faults

    private func steps(
        of fault: FaultRule, _ reply: DialectReply, _ dialect: DialectName, _ style: ScenarioStyle,
        _ dance: inout Choreography
    ) -> [Step] {
        let wait = Admission.retryAfter(fault.retryAfter, form: style.limits.retryAfter, now: now())
        let anthropic = dialect == .anthropic
        func error(_ status: Int, _ type: String, _ code: String?, _ message: String, _ lines: [HeaderLine]) -> [Step] {
            dance.quirk = nil
            dance.firstToken = 0
            return dance.steps(
                for: anthropic
                    ? AnthropicWire.error(status: status, type: type, message: message, headers: lines)
                    : OpenAIChatWire.error(status: status, type: type, code: code, message: message, headers: lines))
        }
        switch fault.kind {
        case .rateLimited:
            return anthropic
                ? error(429, "rate_limit_error", nil, "Number of requests has exceeded your rate limit.", wait)
                : error(429, "requests", "rate_limit_exceeded", "Rate limit reached for requests.", wait)
        case .serverError:
            return error(
                500, anthropic ? "api_error" : "server_error", nil, "The server had an error while processing.", [])
        case .unavailable:
            return error(
                503, anthropic ? "api_error" : "service_unavailable_error", "slow_down", "Service unavailable.", wait)
        case .overloaded:
            return anthropic
                ? error(529, "overloaded_error", nil, "Overloaded", wait)
                : error(503, "service_unavailable_error", "server_is_overloaded", "The server is overloaded.", wait)
        case .badGateway:
            let page = HTTPWire.htmlPage(502)
            return [.bytes(HTTPWire.document(status: 502, contentType: "text/html", headers: [], body: page))]
        case .reset: return [.reset]
        case .stall: return [.stall]
        case .streamError:
            guard case .events = reply else {
                return error(500, anthropic ? "api_error" : "server_error", nil, "Internal server error", [])
            }
            return interrupt(reply, fault.kind, anthropic, &dance)
        case .resetMidstream, .cut: return interrupt(reply, fault.kind, anthropic, &dance)
        }
    }

    private func interrupt(
        _ reply: DialectReply, _ kind: FaultRule.Kind, _ anthropic: Bool, _ dance: inout Choreography
    ) -> [Step] {
        let failure =
            anthropic
            ? AnthropicWire.streamError(type: "overloaded_error", message: "Overloaded")
            : OpenAIChatWire.streamError(message: "The server had an error while processing your request.")
        return dance.interrupted(reply, by: kind, failure: failure)
    }

    private func limited(_ limit: Admission.Limit, _ dialect: DialectName, _ admission: Admission) -> Answer {
        let what = limit == .requests ? "requests" : "tokens"
        let message = "This request would exceed the rate limit of \(what) per minute."
        let lines = admission.headers(dialect)
        return framed(
            dialect,
            dialect == .anthropic
                ? AnthropicWire.error(status: 429, type: "rate_limit_error", message: message, headers: lines)
                : OpenAIChatWire.error(
                    status: 429, type: what, code: "rate_limit_exceeded", message: message, headers: lines))
    }

    // MARK: Everything that is no model call

    private func style(_ http: HTTPRequest, _ dialect: DialectName) -> ScenarioStyle? {
        let own = dialect == .anthropic ? http.header("x-api-key") : nil
        let bearer = http.header("authorization").flatMap {
            $0.lowercased().hasPrefix("bearer ") ? String($0.dropFirst(7)) : nil
        }
        // Both at once are refused, as the real API does.
        if own != nil, bearer != nil { return nil }
        return (own ?? bearer).flatMap { byKey[$0] }
    }

    private func unknownKey(_ dialect: DialectName) -> Answer {
        plain(
            dialect, status: 401, anthropicType: "authentication_error", code: "invalid_api_key",
            message: dialect == .anthropic ? "invalid x-api-key" : "Incorrect API key provided.")
    }

    private func models(_ http: HTTPRequest) -> Answer {
        let dialect: DialectName = http.header("anthropic-version") == nil ? .openAIChat : .anthropic
        guard let style = style(http, dialect) else { return unknownKey(dialect) }
        let ids = style.models.isEmpty ? ["sim-1"] : style.models
        let items = ids.map { id in
            dialect == .anthropic
                ? #"{"type":"model","id":\#(id.quoted),"display_name":\#(id.quoted),"created_at":"2026-09-01T00:00:00Z"}"#
                : #"{"id":\#(id.quoted),"object":"model","created":1790000000,"owned_by":"railgauge-simulator"}"#
        }
        let list = items.joined(separator: ",")
        let body =
            dialect == .anthropic
            ? #"{"data":[\#(list)],"has_more":false,"first_id":\#(ids[0].quoted),"last_id":\#(ids[ids.count - 1].quoted)}"#
            : #"{"object":"list","data":[\#(list)]}"#
        return framed(dialect, .document(status: 200, headers: [], body: Array(body.utf8)))
    }

    private func plain(
        _ dialect: DialectName, status: Int, anthropicType: String, code: String?, message: String
    ) -> Answer {
        framed(
            dialect,
            dialect == .anthropic
                ? AnthropicWire.error(status: status, type: anthropicType, message: message)
                : OpenAIChatWire.error(status: status, code: code, message: message))
    }

    private func framed(_ dialect: DialectName, _ reply: DialectReply) -> Answer {
        var dance = Choreography(
            headers: identity(dialect, name: "0"), firstToken: 0, perToken: .fixed(0), random: SplitMix64(seed: 0),
            quirk: nil, dialect: dialect)
        return Answer(dance.steps(for: reply))
    }

    private func identity(_ dialect: DialectName, name: String) -> [HeaderLine] {
        dialect == .anthropic
            ? [HeaderLine("request-id", "req_sim\(name)")]
            : [
                HeaderLine("x-request-id", "req_sim\(name)"), HeaderLine("openai-version", "2020-10-01"),
                HeaderLine("openai-organization", "sim"), HeaderLine("openai-processing-ms", "1"),
            ]
    }
}
