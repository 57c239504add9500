import Formats
import Trials

/// One reply, whole or in frames.
struct BedrockReply {
    private let performance: Performance
    private let ask: BedrockAsk
    /// Named by the trace where a prompt router chose another model.
    private let rerouted: Bool
    private let block: PlayedBlock?

    init(_ performance: Performance, _ ask: BedrockAsk, router: String) {
        self.performance = performance
        self.ask = ask
        rerouted = performance.model != router
        if case .blocked(let block) = performance.play { self.block = block } else { block = nil }
    }

    // MARK: One document

    var document: JSONValue {
        var content: [JSONValue] = []
        if !performance.reasoning.isEmpty {
            content.append([
                "reasoningContent": [
                    "reasoningText": [
                        "text": .string(performance.reasoning.joined()), "signature": .string(Self.signature),
                    ]
                ]
            ])
        }
        let text = performance.pieces.joined() + (canned ?? "")
        if !text.isEmpty { content.append(["text": .string(text)]) }
        var reply = JSONObject()
        if let fields { reply["additionalModelResponseFields"] = fields }
        reply["metrics"] = ["latencyMs": .integer(latency)]
        reply["output"] = ["message": ["content": .array(content), "role": "assistant"]]
        if let latency = ask.latency { reply["performanceConfig"] = ["latency": .string(latency)] }
        if let tier { reply["serviceTier"] = ["type": .string(tier)] }
        reply["stopReason"] = .string(stopReason)
        if let trace { reply["trace"] = trace }
        reply["usage"] = usage
        return .object(reply)
    }

    // MARK: A stream

    /// Text and reasoning begin without a `contentBlockStart`: that one is for tools, whose name it carries.
    var events: [WireEvent] {
        var events = [event("messageStart", ["role": "assistant"])]
        var index = 0
        if !performance.reasoning.isEmpty {
            events += performance.reasoning.map { delta(["reasoningContent": ["text": .string($0)]], index) }
            events.append(
                event(
                    "contentBlockDelta",
                    [
                        "contentBlockIndex": .integer(index),
                        "delta": ["reasoningContent": ["signature": .string(Self.signature)]],
                    ]))
            events.append(event("contentBlockStop", ["contentBlockIndex": .integer(index)]))
            index += 1
        }
        if !performance.pieces.isEmpty {
            events += performance.pieces.map { delta(["text": .string($0)], index) }
            events.append(event("contentBlockStop", ["contentBlockIndex": .integer(index)]))
            index += 1
        }
        if let canned {
            events.append(delta(["text": .string(canned)], index))
            events.append(event("contentBlockStop", ["contentBlockIndex": .integer(index)]))
        }
        var stop = JSONObject()
        if let fields { stop["additionalModelResponseFields"] = fields }
        stop["stopReason"] = .string(stopReason)
        events.append(event("messageStop", stop))
        var metadata = JSONObject()
        metadata["metrics"] = ["latencyMs": .integer(latency)]
        if let latency = ask.latency { metadata["performanceConfig"] = ["latency": .string(latency)] }
        if let tier { metadata["serviceTier"] = ["type": .string(tier)] }
        if let trace { metadata["trace"] = trace }
        metadata["usage"] = usage
        events.append(event("metadata", metadata))
        return events
    }

    private func delta(_ value: JSONValue, _ index: Int) -> WireEvent {
        event("contentBlockDelta", ["contentBlockIndex": .integer(index), "delta": value], isDelta: true)
    }

    /// The service fills payloads up with letters, so that their length says nothing.
    private func event(_ type: String, _ members: JSONObject, isDelta: Bool = false) -> WireEvent {
        var members = members
        let size = JSONValue.object(members).bytes.count
        members["p"] = .string(String("abcdefghijklmnopqrstuvwxyz".prefix(1 + size * 7 % 26)))
        // Broken on purpose before it is framed, since the frame carries a checksum.
        let payload = Choreography.broken(JSONValue.object(members).bytes)
        return WireEvent(bytes: BedrockFrame.event(type, payload), isDelta: isDelta)
    }

    // MARK: Members of both

    private static let signature = "c2ltdWxhdGVk"

    private var stopReason: String {
        if let block {
            if block.signal == .guardrail { return "guardrail_intervened" }
            // The last one is not in the published list of stop reasons, and seen nonetheless.
            return block.signal == .contentFiltered ? "content_filtered" : "refusal"
        }
        switch performance.play {
        case .error(.unknownStop): return "policy_pause"
        case .error(.unexplainedStop): return "malformed_model_output"
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .blocked, .error:
            return performance.cut ? "max_tokens" : "end_turn"
        }
    }

    /// Told where one was asked for.
    private var tier: String? { performance.degraded == .servedTierOther ? "default" : ask.serviceTier }

    /// What a guardrail says in place of the model.
    private var canned: String? {
        guard let block, block.signal == .guardrail else { return nil }
        return block.stage == .withheld || block.stage == .midstream
            ? BedrockGuardrail.outputMessage : BedrockGuardrail.inputMessage
    }

    /// The vendor's own fields, where they were asked for.
    private var fields: JSONValue? {
        if let block, block.signal != .refusalStop { return nil }
        var fields = JSONObject()
        if ask.paths.contains("/stop_reason") { fields["stop_reason"] = .string(stopReason) }
        if ask.paths.contains("/stop_details"), let block {
            fields["stop_details"] = [
                "type": "refusal", "category": block.categoryRaw.map { .string($0) } ?? .null, "explanation": .null,
            ]
        }
        return fields.isEmpty ? nil : .object(fields)
    }

    private var trace: JSONValue? {
        var trace = JSONObject()
        if let block, block.signal == .guardrail {
            trace["guardrail"] = BedrockGuardrail.acted(block, ask)
        } else {
            trace["guardrail"] = BedrockGuardrail.idle(ask)
        }
        if rerouted { trace["promptRouter"] = ["invokedModelId": .string(performance.model)] }
        return trace.isEmpty ? nil : .object(trace)
    }

    /// The model did not run where a guardrail stopped the prompt.
    private var ran: Bool { block?.signal != .guardrail || block?.stage == .withheld || block?.stage == .midstream }

    private var usage: JSONValue {
        let input = ran ? performance.inputTokens : 0
        let output = ran ? performance.outputTokens : 0
        return [
            "cacheReadInputTokens": 0, "cacheWriteInputTokens": 0, "inputTokens": .integer(input),
            "outputTokens": .integer(output), "totalTokens": .integer(input + output),
        ]
    }

    /// Milliseconds, as the reply states them; nobody waited for so long.
    private var latency: Int { 180 + 4 * performance.outputTokens }
}
