import Trials

/// Writes replies as Bedrock's Converse and ConverseStream do (docs/methods/wire.md section 6).
struct BedrockWire: WireFormat {
    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        if case .error(let kind) = performance.play, let refused = Self.refusedRequest(kind) { return refused }
        let reply = BedrockReply(performance, BedrockAsk(request), router: request.model)
        return request.stream
            ? .events(reply.events, type: .amazonEvents)
            : .document(status: 200, headers: [], body: reply.document.bytes)
    }
}
