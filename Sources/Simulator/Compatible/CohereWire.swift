import Formats
import Trials

/// Writes replies as Cohere's second chat API does (docs/methods/wire.md section 7).
struct CohereWire: OpenAIFamily {
    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest {
        try OpenAI.chat(body, route: route, maxTokens: ["max_tokens"])
    }

    func servedName(_ request: ModelRequest) -> String { request.model }

    /// No reply says which model it is from.
    func namesModel(_ performance: Performance) -> Bool { false }

    func admits(_ quirk: Quirk, request: ModelRequest) -> Bool { quirk.isForm }

    func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .unable, .empty, .truncated, .cut, .error: return play
        case .refusedStructured: return .refused
        case .blocked(var block):
            // Its one sign speaks of the output, and names no category.
            block.rescuedBy = nil
            block.signal = .errorToxic
            if block.stage == .input || block.stage == .noText { block.stage = .withheld }
            (block.categoryRaw, block.category) = (nil, .unreported)
            return .blocked(block)
        }
    }

    func category(of block: PlayedBlock) -> (written: String?, shown: Category) { (nil, .unreported) }

    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        if case .error(let kind) = performance.play, let refused = Self.refused(kind) { return refused }
        return request.stream
            ? .events(Self.events(performance, request)) : OpenAI.document(200, Self.document(performance, request))
    }

    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent {
        Self.event("message-end", #""delta":{"error":"internal server error","finish_reason":"ERROR"}"#)
    }

    func failure(_ failure: ServiceFailure, wait: RetryWait?, lines: [HeaderLine]) -> DialectReply {
        let (status, message): (Int, String) =
            switch failure {
            case .unknownKey: (401, "invalid api token")
            case .unknownPath(let what): (404, "path not found: \(what)")
            case .malformed(let message): (400, message)
            case .unknownModel(let model): (404, "model '\(model)' not found")
            case .limited, .rateLimited: (429, "too many requests")
            case .serverError: (500, "internal server error")
            case .unavailable, .overloaded: (503, "service unavailable")
            }
        return Self.message(status, message, lines + (wait?.lines ?? []))
    }

    func models(_ ids: [String]) -> String {
        let items = ids.map { #"{"name":\#($0.quoted),"endpoints":["chat"],"context_length":128000}"# }
        return #"{"models":[\#(items.joined(separator: ","))]}"#
    }

    func identity(_ name: String) -> [HeaderLine] { [HeaderLine("x-debug-trace-id", "sim\(name)")] }

    // MARK: 200

    private static func document(_ performance: Performance, _ request: ModelRequest) -> String {
        var parts: [String] = []
        if !performance.reasoning.isEmpty {
            parts.append(#"{"type":"thinking","thinking":\#(performance.reasoning.joined().quoted)}"#)
        }
        if !performance.pieces.isEmpty || performance.play == .empty {
            parts.append(#"{"type":"text","text":\#(performance.pieces.joined().quoted)}"#)
        }
        return #"{"id":"sim-\#(performance.name)","finish_reason":"\#(finish(performance))","#
            + #""message":{"role":"assistant","content":[\#(parts.joined(separator: ","))]},"usage":\#(usage(performance)),"#
            + #""logprobs":\#(chances(performance.pieces.joined(), request))}"#
    }

    private static func events(_ performance: Performance, _ request: ModelRequest) -> [WireEvent] {
        var events = [
            event(
                "message-start",
                #""id":"sim-\#(performance.name)","delta":{"message":{"role":"assistant","content":[],"#
                    + #""tool_plan":"","tool_calls":[],"citations":[]}}"#)
        ]
        for (index, (kind, pieces)) in [("thinking", performance.reasoning), ("text", performance.pieces)]
            .filter({ !$0.1.isEmpty }).enumerated()
        {
            events.append(
                event(
                    "content-start",
                    #""index":\#(index),"delta":{"message":{"content":{"type":"\#(kind)","\#(kind)":""}}}"#))
            for piece in pieces {
                let logprobs = kind == "text" ? ",\"logprobs\":\(chances(piece, request, single: true))" : ""
                events.append(
                    event(
                        "content-delta",
                        #""index":\#(index),"delta":{"message":{"content":{"\#(kind)":\#(piece.quoted)}}}\#(logprobs)"#,
                        isDelta: true))
            }
            events.append(event("content-end", #""index":\#(index)"#))
        }
        events.append(
            event(
                "message-end",
                #""delta":{"finish_reason":"\#(finish(performance))","usage":\#(usage(performance))}"#))
        return events
    }

    private static func event(_ type: String, _ members: String, isDelta: Bool = false) -> WireEvent {
        WireEvent("event: \(type)\ndata: {\"type\":\"\(type)\",\(members)}\n\n", isDelta: isDelta)
    }

    private static func finish(_ performance: Performance) -> String {
        switch performance.play {
        case .blocked: "ERROR_TOXIC"
        case .error(.unknownStop), .error(.unexplainedStop): "POLICY_PAUSE"
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .error:
            performance.cut ? "MAX_TOKENS" : "COMPLETE"
        }
    }

    private static func usage(_ performance: Performance) -> String {
        let tokens =
            #"{"input_tokens":\#(performance.inputTokens),"output_tokens":\#(performance.outputTokens)}"#
        return #"{"billed_units":\#(tokens),"tokens":\#(tokens),"cached_tokens":0}"#
    }

    /// A list with one item for each run of tokens; in a stream one item stands alone.
    private static func chances(_ text: String, _ request: ModelRequest, single: Bool = false) -> String {
        guard request.body["logprobs"]?.bool ?? false, !text.isEmpty else { return "null" }
        let tokens = TokenChance.of(text, alternatives: 0)
        let ids = tokens.indices.map(String.init).joined(separator: ",")
        let item =
            #"{"token_ids":[\#(ids)],"text":\#(text.quoted),"#
            + #""logprobs":[\#(tokens.map { "\($0.logprob)" }.joined(separator: ","))]}"#
        return single ? item : "[\(item)]"
    }

    // MARK: Errors

    private static func message(_ status: Int, _ text: String, _ lines: [HeaderLine] = []) -> DialectReply {
        OpenAI.document(status, #"{"id":"sim","message":\#(text.quoted)}"#, lines)
    }

    private static func refused(_ kind: ErrorPlay) -> DialectReply? {
        switch kind {
        case .accountHold, .permission: message(403, "your account may not use this resource")
        case .invalidRequest: message(400, "invalid request: messages could not be read")
        case .contextTooLong: message(400, "too many tokens: the total number of tokens is above the limit of 128000")
        case .spendLimit: message(402, "you have reached the spending limit of your account")
        case .unknownStop, .unexplainedStop, .htmlPage, .huge, .deepJSON, .truncatedGzip: nil
        }
    }
}
