import Formats
import Trials

/// Writes replies as Gemini's generateContent does, on the Developer API and on Vertex (docs/methods/wire.md section 5).
struct GeminiWire: WireFormat {
    /// The surface and the framing stand in the path, also for errors; nil where no path was recognised.
    var route: Route?

    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        let ask = GeminiAsk(request)
        if case .error(let kind) = performance.play, let refused = Self.refusedRequest(kind, ask) { return refused }
        let reply = GeminiReply(performance, ask)
        switch ask.framing {
        case .document: return .document(status: 200, headers: [], body: reply.document.bytes)
        case .events:
            return .events(reply.chunks.map { WireEvent(bytes: Self.event($0.value), isDelta: $0.isDelta) })
        case .array:
            var events = reply.chunks.enumerated().map { index, chunk in
                WireEvent(bytes: Self.element(chunk.value, first: index == 0), isDelta: chunk.isDelta)
            }
            events[events.count - 1].bytes += Array("\n]\n".utf8)
            return .events(events, type: .json)
        }
    }

    static func event(_ value: JSONValue) -> [UInt8] { Array("data: ".utf8) + value.bytes + Array("\r\n\r\n".utf8) }

    static func element(_ value: JSONValue, first: Bool) -> [UInt8] {
        Array((first ? "[" : ",\r\n").utf8) + value.bytes
    }
}
