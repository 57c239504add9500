import Formats
import Trials

/// One request in, the steps of its answer out. No sockets here.
struct Responder: Sendable {
    struct Answer: Sendable {
        var steps: [Step]
        /// The draw that these steps play; nil for anything but a complete reply.
        var playing: (key: PlayLog.Key, repetition: Int)?
        /// The first wait stands before any text.
        var waitsForText: Bool

        init(_ steps: [Step], playing: (key: PlayLog.Key, repetition: Int)? = nil, waitsForText: Bool = false) {
            self.steps = steps
            self.playing = playing
            self.waitsForText = waitsForText
        }
    }

    let scenario: Scenario
    let index: ProbeIndex
    let ledger: PlayLog
    /// Seconds since 1970.
    let now: @Sendable () -> Double
    let byKey: [String: ScenarioStyle]

    init(scenario: Scenario, probes: [Probe], ledger: PlayLog, now: @escaping @Sendable () -> Double) {
        self.scenario = scenario
        index = ProbeIndex(probes)
        self.ledger = ledger
        self.now = now
        byKey = Dictionary(scenario.styles.map { ($0.key, $0) }) { first, _ in first }
    }

    func answer(_ http: ReceivedRequest) -> Answer {
        guard let route = Route(http) else {
            let wire = WireFormats.of(Route.nearest(http), profile: nil)
            return failed(wire, .unknownPath("\(http.method) \(http.path)"))
        }
        switch route.purpose {
        case .reply: return post(http, route)
        case .models: return models(http, route)
        }
    }

    private func post(_ http: ReceivedRequest, _ path: Route) -> Answer {
        let asked = WireFormats.of(path.dialect, profile: path.profile, route: path)
        guard let style = style(http, asked) else { return failed(asked, .unknownKey) }
        let route = spoken(path, under: style)
        let wire = WireFormats.of(route.dialect, profile: route.profile, route: route)
        if let complaint = wire.complaint(http) { return failed(wire, .malformed(complaint)) }
        let request: ModelRequest
        do {
            request = try wire.request(JSONReader.read(http.body), route: route)
        } catch let error as MalformedRequest {
            return failed(wire, .malformed(error.message))
        } catch {
            return failed(wire, .malformed("the body is not valid JSON: \(error)"))
        }
        guard style.models.isEmpty || style.models.contains(request.model) else {
            return failed(wire, .unknownModel(request.model))
        }
        let admission = ledger.admit(style, tokens: request.inputTokens, now: now())
        if let limit = admission.refusedBy { return limited(limit, wire, admission) }
        return play(http, request, under: style, admission)
    }

    /// One draw of an admitted request, or the fault that strikes it.
    private func play(
        _ http: ReceivedRequest, _ request: ModelRequest, under style: ScenarioStyle, _ admission: Admission
    ) -> Answer {
        let wire = request.wire
        let count = ledger.countRequest(style.id)
        let probe = index.find(request, named: http.header("x-railgauge-probe"))
        let key = PlayLog.Key(style: style.id, probe: probe?.id ?? ProbeIndex.unknownID(request))
        let wanted = http.header("x-railgauge-repetition").flatMap(Int.init)
        let (repetition, faults) = ledger.take(key, wanted: wanted)
        let rule =
            scenario.rule(
                style: style.lapse.flatMap { $0.requests.contains(count) ? $0.style : nil } ?? style.id,
                probe: key.probe, field: probe?.field, frame: probe?.frame, role: probe?.role)
            ?? Rule()
        var draw = Draw(scenario: scenario, style: style, rule: rule, probe: key.probe, repetition: repetition)
        let firstToken = style.latency.firstToken.draw(&draw.random)

        if let quirk = draw.quirk, !wire.admits(quirk, request: request) { draw.quirk = nil }
        var performed = request
        if draw.quirk == .plainJSON { performed.stream = false }
        let name = String(
            SHA256.hex("\(scenario.seed)/\(style.id)/\(key.probe)/\(repetition)").prefix(16))
        var performance = Performance(draw, request: performed, probe: probe, name: name)
        if draw.quirk == .invalidUTF8, !performance.pieces.isEmpty { performance.pieces[0] += "\u{E000} " }
        var dance = Choreography(
            headers: wire.identity("\(name)\(faults)") + wire.limits(admission), firstToken: firstToken,
            perToken: style.latency.perToken, random: draw.random, quirk: draw.quirk, keepAlive: wire.keepAlive)
        let reply = wire.reply(performance, request: performed)
        if case .document(let status, _, _) = reply, status == 200, !style.latency.perToken.isZero {
            for _ in performance.pieces { dance.firstToken += style.latency.perToken.draw(&dance.random) }
        }

        if let fault = Draw.fault(
            scenario: scenario, style: style, probe: key.probe, repetition: repetition, attempt: faults, request: count)
        {
            // Given back before the fault is on the wire, so that a quick retry finds the same draw.
            ledger.giveBack(key, repetition: repetition, fault: true)
            return Answer(steps(of: fault, reply, performance, performed, style, &dance))
        }
        ledger.record(truth(performance, performed, key, repetition, attempts: faults + 1, reply: reply))
        let playing = (key: key, repetition: repetition)
        if case .error(let kind) = performance.play, kind.isUnreadable {
            var body: [UInt8] = []
            if case .document(_, _, let whole) = wire.reply(performance, request: performed.document) { body = whole }
            return Answer(dance.unreadable(kind, body: body), playing: playing, waitsForText: dance.firstToken > 0)
        }
        return Answer(dance.steps(for: reply), playing: playing, waitsForText: dance.firstToken > 0)
    }

    private func truth(
        _ performance: Performance, _ request: ModelRequest, _ key: PlayLog.Key, _ repetition: Int, attempts: Int,
        reply: DialectReply
    ) -> SimulatedTruth {
        let wire = request.wire
        var truth = SimulatedTruth(
            style: key.style, probe: key.probe, repetition: repetition, dialect: request.dialect,
            outcome: performance.play.outcome, served: .requested, servedModel: performance.model, rescued: false,
            cut: performance.cut && !performance.pieces.isEmpty, attempts: attempts)
        var unreadable = false
        switch performance.play {
        case .blocked(let block):
            truth.stage = block.stage
            (truth.categoryRaw, truth.category) = wire.category(of: block)
            truth.rescued = block.rescuedBy != nil
        case .error(let kind):
            truth.error = kind
            unreadable = kind.isUnreadable
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut: break
        }
        truth.degraded = performance.degraded
        if case .document(let status, _, _) = reply, status != 200 { unreadable = true }
        if unreadable {
            truth.served = .unknown
            truth.servedModel = nil
            truth.degraded = nil
        } else if truth.rescued {
            truth.served = .declaredFallback
        } else if !wire.namesModel(performance) {
            truth.served = .unknown
            truth.servedModel = nil
        } else if !performance.model.hasPrefix(performance.requestedModel) {
            truth.served = .undeclaredReroute
        }
        if let right = performance.rightAnswer, truth.outcome == .answered {
            truth.delivered = right && truth.served == .requested && !truth.cut
        }
        return truth
    }
}
