import Formats
import Trials

extension GeminiWire {
    /// A header or a query parameter on the Developer API, a bearer on Vertex.
    func credential(_ http: ReceivedRequest) -> String? {
        http.header("x-goog-api-key") ?? http.query("key") ?? http.bearer
    }

    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest {
        guard let model = route.model else { throw MalformedRequest("* GenerateContentRequest.model: not specified\n") }
        try GeminiAsk.check(body, vertex: GeminiAsk.isVertex(route))
        guard let contents = body["contents"]?.array, !contents.isEmpty else {
            throw MalformedRequest("* GenerateContentRequest.contents: contents is not specified\n")
        }
        var turns: [Turn] = []
        var open: [String] = []
        for (index, content) in contents.enumerated() {
            guard let parts = content["parts"]?.array, !parts.isEmpty else {
                throw MalformedRequest(
                    "* GenerateContentRequest.contents[\(index)].parts: contents.parts must not be empty.\n")
            }
            switch content["role"]?.string {
            case "user", "function", nil:
                let results = parts.compactMap { $0.camel("functionResponse") }
                try ScriptTurns.paired(open, results.map { $0["name"]?.string ?? "" })
                open = []
                turns += ScriptTurns.user(
                    ModelRequest.text(.array(parts)),
                    results: results.map { result in
                        let error = result["response"]?["error"]?.string
                        return ToolResult(error ?? result["response"]?["output"]?.string ?? "", failed: error != nil)
                    })
            case "model":
                var calls: [ScriptedCall] = []
                for call in parts.compactMap({ $0.camel("functionCall") }) {
                    calls.append(try ScriptTurns.call(call["name"]?.string, value: call["args"]))
                    open.append(call["name"]?.string ?? "")
                }
                turns.append(ScriptTurns.assistant(ModelRequest.text(.array(parts)), calls: calls))
            case .some: throw MalformedRequest("Please use a valid role: user, model.")
            }
        }
        return try ModelRequest(
            body, route: route, model: model, stream: route.stream ?? false,
            maxTokens: body.camel("generationConfig")?.camel("maxOutputTokens")?.int,
            systems: body.camel("systemInstruction").map { [ModelRequest.text($0["parts"])] } ?? [], turns: turns)
    }

    // MARK: What this wire can show

    func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .unable, .empty, .truncated, .cut, .error: play
        // There is no refusal field.
        case .refusedStructured: .refused
        case .blocked(let block): .blocked(GeminiBlock.resolve(block, for: GeminiAsk(request)))
        }
    }

    func category(of block: PlayedBlock) -> (written: String?, shown: Category) {
        (block.categoryRaw, block.category ?? .unreported)
    }

    func servedName(_ request: ModelRequest) -> String { request.model + "-001" }

    func admits(_ quirk: Quirk, request: ModelRequest) -> Bool {
        quirk.degrades == nil && quirk != .comments
    }

    /// No request id is among them: a reply names itself, by `responseId`.
    func identity(_ name: String) -> [HeaderLine] {
        [
            HeaderLine("vary", "Origin"), HeaderLine("server", "scaffolding on HTTPServer2"),
            HeaderLine("server-timing", "gfet4t7; dur=1"),
        ]
    }

    /// Google's own client takes a comment for a broken reply, so none can stand in this stream.
    var keepAlive: WireEvent? { nil }
}
