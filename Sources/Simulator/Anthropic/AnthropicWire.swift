import Trials

/// Writes replies as the Anthropic Messages API does (docs/methods/wire.md sections 1.3 to 1.6).
struct AnthropicWire: WireFormat {
    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        let stream = request.stream
        switch performance.play {
        case .blocked(let block) where block.signal == .legacyFilter:
            if stream, block.stage == .midstream {
                return .events(
                    Self.opening(performance) + Self.text(performance.pieces, index: 0, closed: false)
                        + [Self.legacyError])
            }
            return Self.error(
                status: 400, type: "invalid_request_error", message: Self.legacyMessage, performance: performance)
        case .error(let kind):
            if let refused = Self.refusedRequest(kind, performance: performance) { return refused }
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .blocked: break
        }
        return stream
            ? .events(Self.events(performance))
            : .document(status: 200, headers: [], body: Array(Self.document(performance).utf8))
    }

    // MARK: 200

    private static func document(_ performance: Performance) -> String {
        var blocks: [String] = []
        if !performance.reasoning.isEmpty {
            let thought = performance.reasoning.joined().quoted
            blocks.append(#"{"type":"thinking","thinking":\#(thought),"signature":"\#(signature)"}"#)
        }
        if let fallback = fallbackBlock(performance) { blocks.append(fallback) }
        if !performance.pieces.isEmpty {
            blocks.append(#"{"type":"text","text":\#(performance.pieces.joined().quoted)}"#)
        }
        return #"{"id":"msg_sim\#(performance.name)","type":"message","role":"assistant","#
            + #""model":\#(performance.model.quoted),"content":[\#(blocks.joined(separator: ","))],"#
            + #"\#(stop(performance)),"usage":{"input_tokens":\#(performance.inputTokens),"#
            + #""cache_creation_input_tokens":0,"cache_read_input_tokens":0,"#
            + #""output_tokens":\#(performance.outputTokens),"service_tier":"standard"\#(iterations(performance))}}"#
    }

    private static func events(_ performance: Performance) -> [WireEvent] {
        var events = opening(performance)
        var index = 0
        if !performance.reasoning.isEmpty {
            events += thinking(performance.reasoning)
            index += 1
        }
        if let fallback = fallbackBlock(performance) {
            events.append(
                event("content_block_start", #""index":\#(index),"content_block":\#(fallback)"#))
            events.append(event("content_block_stop", #""index":\#(index)"#))
            index += 1
        }
        if !performance.pieces.isEmpty { events += text(performance.pieces, index: index, closed: true) }
        events.append(
            event(
                "message_delta",
                #""delta":{\#(stop(performance))},"#
                    + #""usage":{"output_tokens":\#(performance.outputTokens)\#(iterations(performance))}"#))
        events.append(event("message_stop", nil))
        return events
    }

    private static func opening(_ performance: Performance) -> [WireEvent] {
        [
            event(
                "message_start",
                #""message":{"id":"msg_sim\#(performance.name)","type":"message","role":"assistant","#
                    + #""model":\#(performance.model.quoted),"content":[],"stop_reason":null,"stop_sequence":null,"#
                    + #""usage":{"input_tokens":\#(performance.inputTokens),"cache_creation_input_tokens":0,"#
                    + #""cache_read_input_tokens":0,"output_tokens":0,"service_tier":"standard"}}"#),
            ping,
        ]
    }

    private static func thinking(_ pieces: [String]) -> [WireEvent] {
        var events = [
            event("content_block_start", #""index":0,"content_block":{"type":"thinking","thinking":"","signature":""}"#)
        ]
        for piece in pieces {
            events.append(
                event(
                    "content_block_delta", #""index":0,"delta":{"type":"thinking_delta","thinking":\#(piece.quoted)}"#,
                    isDelta: true))
        }
        events.append(
            event("content_block_delta", #""index":0,"delta":{"type":"signature_delta","signature":"\#(signature)"}"#))
        events.append(event("content_block_stop", #""index":0"#))
        return events
    }

    private static func text(_ pieces: [String], index: Int, closed: Bool) -> [WireEvent] {
        var events = [
            event("content_block_start", #""index":\#(index),"content_block":{"type":"text","text":""}"#)
        ]
        for piece in pieces {
            events.append(
                event(
                    "content_block_delta",
                    #""index":\#(index),"delta":{"type":"text_delta","text":\#(piece.quoted)}"#, isDelta: true))
        }
        if closed { events.append(event("content_block_stop", #""index":\#(index)"#)) }
        return events
    }

    static let ping = WireEvent("event: ping\ndata: {\"type\":\"ping\"}\n\n")

    private static func event(_ type: String, _ members: String?, isDelta: Bool = false) -> WireEvent {
        WireEvent(
            "event: \(type)\ndata: {\"type\":\"\(type)\"\(members.map { ",\($0)" } ?? "")}\n\n", isDelta: isDelta)
    }

    private static func stop(_ performance: Performance) -> String {
        var reason = "end_turn"
        var details = "null"
        switch performance.play {
        case .blocked(let block) where block.rescuedBy == nil:
            reason = "refusal"
            let written = category(block).written
            let explanation = written == nil ? "null" : "This request was declined by a safeguard.".quoted
            details = #"{"type":"refusal","category":\#(written.quotedOrNull),"explanation":\#(explanation)}"#
        case .error(.unknownStop), .error(.unexplainedStop): reason = "policy_pause"
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .blocked, .error:
            if performance.cut { reason = "max_tokens" }
        }
        return #""stop_reason":"\#(reason)","stop_sequence":null,"stop_details":\#(details)"#
    }

    private static func fallbackBlock(_ performance: Performance) -> String? {
        guard case .blocked(let block) = performance.play, let model = block.rescuedBy else { return nil }
        return #"{"type":"fallback","from":{"model":\#(performance.requestedModel.quoted)},"#
            + #""to":{"model":\#(model.quoted)},"#
            + #""trigger":{"type":"refusal","category":\#(category(block).written.quotedOrNull)}}"#
    }

    private static func iterations(_ performance: Performance) -> String {
        guard case .blocked(let block) = performance.play, let model = block.rescuedBy else { return "" }
        return #","iterations":[{"type":"message","model":\#(performance.requestedModel.quoted),"#
            + #""input_tokens":\#(performance.inputTokens),"cache_creation_input_tokens":0,"#
            + #""cache_read_input_tokens":0,"output_tokens":0},"#
            + #"{"type":"fallback_message","model":\#(model.quoted),"#
            + #""input_tokens":\#(performance.inputTokens),"cache_creation_input_tokens":0,"#
            + #""cache_read_input_tokens":0,"output_tokens":\#(performance.outputTokens)}]"#
    }

    private static let signature = "c2ltdWxhdGVk"

    // MARK: Errors

    private static let legacyMessage = "Output blocked by content filtering policy"

    private static var legacyError: WireEvent { streamError(type: "invalid_request_error", message: legacyMessage) }

    static func streamError(type: String, message: String) -> WireEvent {
        WireEvent(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"\(type)\",\"message\":\(message.quoted),"
                + "\"details\":null},\"request_id\":\"req_sim\"}\n\n")
    }

    static func error(
        status: Int, type: String, message: String, details: String = "null", headers: [HeaderLine] = [],
        performance: Performance? = nil
    ) -> DialectReply {
        let body =
            #"{"type":"error","error":{"type":"\#(type)","message":\#(message.quoted),"details":\#(details)},"#
            + #""request_id":"req_sim\#(performance?.name ?? "")"}"#
        return .document(status: status, headers: headers, body: Array(body.utf8))
    }

    private static func refusedRequest(_ kind: ErrorPlay, performance: Performance) -> DialectReply? {
        switch kind {
        case .accountHold:
            return error(
                status: 400, type: "invalid_request_error", message: "This organization has been placed on hold.",
                details: #"{"error_code":"organization_on_hold","appeal_url":"https://appeals.invalid/"}"#,
                performance: performance)
        case .invalidRequest:
            return error(
                status: 400, type: "invalid_request_error", message: "messages: the text could not be processed",
                performance: performance)
        case .contextTooLong:
            return error(
                status: 400, type: "invalid_request_error",
                message: "prompt is too long: 208310 tokens > 200000 maximum", performance: performance)
        case .spendLimit:
            return error(
                status: 429, type: "rate_limit_error", message: "Your contract's spend limit has been reached.",
                details: #"{"error_code":"contract_spend_limit_reached"}"#, performance: performance)
        case .permission:
            return error(
                status: 403, type: "permission_error", message: "Your API key may not use this resource.",
                performance: performance)
        case .unknownStop, .unexplainedStop, .htmlPage, .huge, .deepJSON, .truncatedGzip: return nil
        }
    }
}
