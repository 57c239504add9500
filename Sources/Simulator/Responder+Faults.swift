import Trials

extension Responder {
    func steps(
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

    func limited(_ limit: Admission.Limit, _ dialect: DialectName, _ admission: Admission) -> Answer {
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
}
