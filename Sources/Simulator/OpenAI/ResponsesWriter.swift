import Formats
import Trials

/// Writes one response object, or the events that build it.
struct ResponsesWriter {
    let performance: Performance
    let request: ModelRequest
    /// Of the next event.
    private var number = 0

    init(performance: Performance, request: ModelRequest) {
        self.performance = performance
        self.request = request
    }

    /// By the name of the reply, so that both forms of a sign are played.
    var alternates: Bool { performance.name.last.map { "02468ace".contains($0) } ?? false }

    // MARK: A document

    var document: String { response(end.status, incomplete: end.reason) }

    /// How the response ends.
    private var end: (status: String, reason: String?) {
        switch performance.play {
        case .blocked: ("incomplete", "content_filter")
        case .error(.unknownStop), .error(.unexplainedStop): ("incomplete", "policy_pause")
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .error:
            performance.cut ? ("incomplete", "max_output_tokens") : ("completed", nil)
        }
    }

    /// - Parameter open: still being written: nothing is known of output and usage.
    func response(
        _ status: String, incomplete: String? = nil, error: (code: String, message: String)? = nil, open: Bool = false
    ) -> String {
        let failure = error.map { #"{"code":\#($0.code.quoted),"message":\#($0.message.quoted)}"# } ?? "null"
        let output = open || error != nil ? "" : items.joined(separator: ",")
        return #"{"id":"resp_sim\#(performance.name)","object":"response","created_at":\#(OpenAI.created),"#
            + #""status":"\#(status)","background":false,"error":\#(failure),"#
            + #""incomplete_details":\#(incomplete.map { #"{"reason":"\#($0)"}"# } ?? "null"),"#
            + #""instructions":\#(request.body["instructions"]?.string.quotedOrNull ?? "null"),"#
            + #""max_output_tokens":\#(request.maxTokens.map(String.init) ?? "null"),"metadata":{},"#
            + #""model":\#(performance.model.quoted),"output":[\#(output)],"parallel_tool_calls":true,"#
            + #""previous_response_id":null,"reasoning":{"effort":null,"summary":null},"#
            + #""service_tier":"\#(OpenAI.tier(performance, request))","store":false,"temperature":1.0,"#
            + #""text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1.0,"#
            + #""truncation":"disabled","usage":\#(open || error != nil ? "null" : usage)\#(safeguards)}"#
    }

    /// What the response says of access and of what was done to the request.
    private var safeguards: String {
        let program = request.body["access_programs"]?["cyber"]?.string
        let applied = performance.degraded == .tierNotApplied ? nil : program
        var members = #","access_programs":\#(applied.map { #"{"cyber":"\#($0)"}"# } ?? "null")"#
        if performance.degraded == .reasoningDropped {
            members +=
                #","input_transformations":[{"id":"rs_sim","action":"removed","type":"reasoning","reason":"model_mismatch"}]"#
        }
        if request.body["moderation"] != nil {
            let result =
                performance.degraded == .filterOpen
                ? #"{"type":"error","code":"moderation_unavailable","message":"The moderation did not run."}"#
                : #"{"type":"moderation_result","model":"sim-moderation","flagged":false,"categories":{},"#
                    + #""category_scores":{},"category_applied_input_types":{}}"#
            members += #","moderation":{"input":\#(result),"output":\#(result)}"#
        }
        return members
    }

    private var usage: String {
        let thought = performance.reasoningTokens
        return #"{"input_tokens":\#(performance.inputTokens),"#
            + #""input_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"#
            + #""output_tokens":\#(performance.outputTokens),"output_tokens_details":{"reasoning_tokens":\#(thought)},"#
            + #""total_tokens":\#(performance.inputTokens + performance.outputTokens)}"#
    }

    // MARK: Items

    private var thought: String { performance.reasoning.joined() }
    private var thinks: Bool { !performance.reasoning.isEmpty }
    private var thoughtID: String { "rs_sim\(performance.name)" }
    private var messageID: String { "msg_sim\(performance.name)" }

    /// Whether there is a message at all. A reply that says nothing has an empty one.
    private var speaks: Bool { !performance.pieces.isEmpty || performance.play == .empty }

    private var refuses: Bool { performance.play == .refusedStructured }

    private var items: [String] {
        (thinks ? [thinking(thought)] : []) + (speaks ? [message(parts: part(performance.pieces), done: true)] : [])
    }

    private func thinking(_ text: String?) -> String {
        let summary = text.map { #"{"type":"summary_text","text":\#($0.quoted)}"# } ?? ""
        return #"{"id":"\#(thoughtID)","type":"reasoning","summary":[\#(summary)]}"#
    }

    private func message(parts: String, done: Bool) -> String {
        let status = !done ? "in_progress" : end.status == "completed" ? "completed" : "incomplete"
        return #"{"id":"\#(messageID)","type":"message","status":"\#(status)","role":"assistant","#
            + #""content":[\#(parts)]}"#
    }

    private func part(_ pieces: [String]) -> String {
        let text = pieces.joined()
        return refuses
            ? #"{"type":"refusal","refusal":\#(text.quoted)}"#
            : #"{"type":"output_text","text":\#(text.quoted),"annotations":[],"logprobs":\#(chances(text))}"#
    }

    private func chances(_ text: String) -> String {
        let asked = (request.body["include"]?.array ?? []).contains { $0.string == "message.output_text.logprobs" }
        guard asked, !text.isEmpty else { return "[]" }
        return TokenChance.of(text, alternatives: request.body["top_logprobs"]?.int ?? 0).chat
    }

    // MARK: A stream

    var events: [WireEvent] {
        mutating get {
            let begun = begun
            let response = document
            return begun + closing + [event("response.\(end.status)", #""response":\#(response)"#)]
        }
    }

    var opening: [WireEvent] {
        mutating get {
            let open = #""response":\#(response("in_progress", open: true))"#
            return [event("response.created", open), event("response.in_progress", open)]
        }
    }

    /// Everything until the text is over.
    var begun: [WireEvent] {
        mutating get {
            var events = opening
            if thinks { events += thoughts }
            guard speaks else { return events }
            events.append(
                event(
                    "response.output_item.added",
                    #""output_index":\#(thinks ? 1 : 0),"item":\#(message(parts: "", done: false))"#))
            events.append(event("response.content_part.added", #"\#(place),"part":\#(part([]))"#))
            for piece in performance.pieces {
                events.append(
                    refuses
                        ? event("response.refusal.delta", #"\#(place),"delta":\#(piece.quoted)"#, isDelta: true)
                        : event(
                            "response.output_text.delta",
                            #"\#(place),"delta":\#(piece.quoted),"logprobs":\#(chances(piece))"#, isDelta: true))
            }
            return events
        }
    }

    private var closing: [WireEvent] {
        mutating get {
            guard speaks else { return [] }
            let text = performance.pieces.joined()
            return [
                refuses
                    ? event("response.refusal.done", #"\#(place),"refusal":\#(text.quoted)"#)
                    : event(
                        "response.output_text.done", #"\#(place),"text":\#(text.quoted),"logprobs":\#(chances(text))"#),
                event("response.content_part.done", #"\#(place),"part":\#(part(performance.pieces))"#),
                event(
                    "response.output_item.done",
                    #""output_index":\#(thinks ? 1 : 0),"item":\#(message(parts: part(performance.pieces), done: true))"#
                ),
            ]
        }
    }

    /// Which part an event is about. The message stands behind the thoughts.
    private var place: String {
        #""item_id":"\#(messageID)","output_index":\#(thinks ? 1 : 0),"content_index":0"#
    }

    private var thoughts: [WireEvent] {
        mutating get {
            let place = #""item_id":"\#(thoughtID)","output_index":0,"summary_index":0"#
            let whole = #"{"type":"summary_text","text":\#(thought.quoted)}"#
            var events = [
                event("response.output_item.added", #""output_index":0,"item":\#(thinking(nil))"#),
                event(
                    "response.reasoning_summary_part.added", #"\#(place),"part":{"type":"summary_text","text":""}"#),
            ]
            for piece in performance.reasoning {
                events.append(
                    event(
                        "response.reasoning_summary_text.delta", #"\#(place),"delta":\#(piece.quoted)"#, isDelta: true))
            }
            events.append(event("response.reasoning_summary_text.done", #"\#(place),"text":\#(thought.quoted)"#))
            events.append(event("response.reasoning_summary_part.done", #"\#(place),"part":\#(whole)"#))
            events.append(event("response.output_item.done", #""output_index":0,"item":\#(thinking(thought))"#))
            return events
        }
    }

    /// The terminal event of a response that failed.
    mutating func failed(_ code: String, _ message: String) -> WireEvent {
        event("response.failed", #""response":\#(response("failed", error: (code, message)))"#)
    }

    /// An error in the place of a terminal event: flat, unlike any other.
    mutating func error(_ code: String, _ message: String) -> WireEvent {
        Self.error(code, message, number: number)
    }

    static func error(_ code: String, _ message: String, number: Int) -> WireEvent {
        WireEvent(
            "event: error\ndata: {\"type\":\"error\",\"sequence_number\":\(number),\"code\":\(code.quoted),"
                + "\"message\":\(message.quoted),\"param\":null}\n\n")
    }

    private mutating func event(_ type: String, _ members: String, isDelta: Bool = false) -> WireEvent {
        defer { number += 1 }
        return WireEvent(
            "event: \(type)\ndata: {\"type\":\"\(type)\",\"sequence_number\":\(number),\(members)}\n\n",
            isDelta: isDelta)
    }
}
