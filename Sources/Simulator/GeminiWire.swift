import Trials

/// Writes replies as Gemini's generateContent does (docs/methods/wire.md section 5). Not written yet.
struct GeminiWire: WireFormat {
    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest {
        throw MalformedRequest("not served yet")
    }
    func resolve(_ play: Play, for request: ModelRequest) -> Play { play }
    func category(of block: Block) -> (written: String?, shown: Category) { (nil, .unreported) }
    func servedName(_ request: ModelRequest) -> String { request.model }
    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        failure(.serverError, wait: nil, lines: [])
    }
    func failure(_ failure: ServiceFailure, wait: RetryWait?, lines: [HeaderLine]) -> DialectReply {
        .document(status: 500, headers: [], body: [])
    }
    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent { WireEvent("") }
    func models(_ ids: [String]) -> String { "" }
    func identity(_ name: String) -> [HeaderLine] { [] }
}
