import Formats
import Trials

extension Responder {
    func style(_ http: ReceivedRequest, _ wire: any WireFormat) -> ScenarioStyle? {
        wire.credential(http).flatMap { byKey[$0] }
    }

    func failed(_ wire: any WireFormat, _ failure: ServiceFailure) -> Answer {
        framed(wire, wire.failure(failure, wait: nil, lines: []))
    }

    func limited(_ limit: Admission.Limit, _ wire: any WireFormat, _ admission: Admission) -> Answer {
        framed(wire, wire.failure(.limited(limit), wait: admission.retry, lines: wire.limits(admission)))
    }

    func models(_ http: ReceivedRequest, _ route: Route) -> Answer {
        let wire = WireFormats.of(route.dialect, profile: route.profile, route: route)
        guard let style = style(http, wire) else { return failed(wire, .unknownKey) }
        let ids = style.models.isEmpty ? ["sim-1"] : style.models
        if let one = route.model, !ids.contains(one) { return failed(wire, .unknownModel(one)) }
        let own = spoken(route, under: style)
        let list = WireFormats.of(own.dialect, profile: own.profile, route: own).models(ids)
        return framed(wire, .document(status: 200, headers: [], body: Array(list.utf8)))
    }

    private func framed(_ wire: any WireFormat, _ reply: DialectReply) -> Answer {
        var dance = Choreography(
            headers: wire.identity("0"), firstToken: 0, perToken: .fixed(0), random: SplitMix64(seed: 0), quirk: nil,
            keepAlive: nil)
        return Answer(dance.steps(for: reply))
    }

    /// The path of Chat Completions is shared by many vendors: the key says which one is meant.
    func spoken(_ route: Route, under style: ScenarioStyle) -> Route {
        var route = route
        guard let profile = style.profile, route.profile == nil else { return route }
        if route.dialect == .openAIChat {
            route.dialect = .openAICompatible
            route.profile = profile
        } else if route.dialect == .openAICompletions {
            route.profile = profile
        }
        return route
    }
}
