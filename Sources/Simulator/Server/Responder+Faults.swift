import Trials

extension Responder {
    func steps(
        of fault: FaultRule, _ reply: DialectReply, _ performance: Performance, _ request: ModelRequest,
        _ style: ScenarioStyle, _ dance: inout Choreography
    ) -> [Step] {
        let wire = request.wire
        let wait = RetryWait(seconds: fault.retryAfter, form: style.limits.retryAfter, now: now())
        func failure(_ failure: ServiceFailure, wait: RetryWait?) -> [Step] {
            dance.quirk = nil
            dance.firstToken = 0
            return dance.steps(for: wire.failure(failure, wait: wait, lines: []))
        }
        func interrupt() -> [Step] {
            dance.interrupted(reply, by: fault.kind) { sent in
                wire.streamFailure(performance, request: request, sent: sent)
            }
        }
        switch fault.kind {
        case .rateLimited: return failure(.rateLimited, wait: wait)
        case .serverError: return failure(.serverError, wait: nil)
        case .unavailable: return failure(.unavailable, wait: wait)
        case .overloaded: return failure(.overloaded, wait: wait)
        case .badGateway:
            let page = HTTPWire.htmlPage(502)
            return [.bytes(HTTPWire.document(status: 502, contentType: "text/html", headers: [], body: page))]
        case .reset: return [.reset]
        case .stall: return [.stall]
        case .streamError:
            guard case .events = reply else { return failure(.serverError, wait: nil) }
            return interrupt()
        case .resetMidstream, .cut: return interrupt()
        }
    }
}
