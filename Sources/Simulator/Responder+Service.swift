import Trials

extension Responder {
    func style(_ http: HTTPRequest, _ dialect: DialectName) -> ScenarioStyle? {
        let own = dialect == .anthropic ? http.header("x-api-key") : nil
        let bearer = http.header("authorization").flatMap {
            $0.lowercased().hasPrefix("bearer ") ? String($0.dropFirst(7)) : nil
        }
        // Both at once are refused, as the real API does.
        if own != nil, bearer != nil { return nil }
        return (own ?? bearer).flatMap { byKey[$0] }
    }

    func unknownKey(_ dialect: DialectName) -> Answer {
        plain(
            dialect, status: 401, anthropicType: "authentication_error", code: "invalid_api_key",
            message: dialect == .anthropic ? "invalid x-api-key" : "Incorrect API key provided.")
    }

    func models(_ http: HTTPRequest) -> Answer {
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

    func plain(
        _ dialect: DialectName, status: Int, anthropicType: String, code: String?, message: String
    ) -> Answer {
        framed(
            dialect,
            dialect == .anthropic
                ? AnthropicWire.error(status: status, type: anthropicType, message: message)
                : OpenAIChatWire.error(status: status, code: code, message: message))
    }

    func framed(_ dialect: DialectName, _ reply: DialectReply) -> Answer {
        var dance = Choreography(
            headers: identity(dialect, name: "0"), firstToken: 0, perToken: .fixed(0), random: SplitMix64(seed: 0),
            quirk: nil, dialect: dialect)
        return Answer(dance.steps(for: reply))
    }

    func identity(_ dialect: DialectName, name: String) -> [HeaderLine] {
        dialect == .anthropic
            ? [HeaderLine("request-id", "req_sim\(name)")]
            : [
                HeaderLine("x-request-id", "req_sim\(name)"), HeaderLine("openai-version", "2020-10-01"),
                HeaderLine("openai-organization", "sim"), HeaderLine("openai-processing-ms", "1"),
            ]
    }
}
