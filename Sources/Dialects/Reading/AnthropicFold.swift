import Formats
import Trials
import Vendors

/// Folds Anthropic Messages events and documents.
struct AnthropicFold: ReplyFold {
    static let requestIDHeaders = Vendor.requestIDs(.anthropic)
    private static let mostFallbacks = 256
    private(set) var gathered = GatheredReply()
    private var unknownEvents: [String] = []
    /// Last value of each input count; the total is their sum.
    private var inputs: [String: Int] = [:]

    /// - Parameter repeated: a prefill that the server puts before the model's words.
    init(repeated: String? = nil) { gathered.repeated = repeated }

    mutating func word(_ data: UnsafeBufferPointer<UInt8>) -> Bool { false }

    mutating func event(_ json: JSONValue, name: String, loneHalves: [UInt16], at: Int64) {
        switch json["type"]?.string ?? name {
        case "content_block_delta": delta(json, loneHalves, at)
        case "message_start":
            if let message = json["message"] { apply(message, loneHalves, at) }
        case "content_block_start":
            if let block = json["content_block"] { start(block, json["index"]?.int ?? 0, loneHalves, at) }
        case "message_delta":
            if let delta = json["delta"] { stop(delta) }
            usage(json["usage"])
            facts(json)
        case "message_stop": gathered.reply.ended = true
        case "error": error(json, .stream)
        case "content_block_stop", "ping": break
        case let other:
            if json["error"]?.isNull == false {
                error(json, .stream)
            } else if unknownEvents.count < 8, !unknownEvents.contains(other) {
                unknownEvents.append(other)
                gathered.annotate("unknown_events", .array(unknownEvents.map(JSONValue.string)))
            }
        }
    }

    mutating func document(_ json: JSONValue) {
        let json = json.array?.first ?? json
        if json["type"]?.string == "error" || json["error"]?.isNull == false || json["content"] == nil {
            error(json, .body)
        }
        if json["content"] != nil || json["stop_reason"] != nil { apply(json, [], nil) }
    }

    private mutating func apply(_ message: JSONValue, _ loneHalves: [UInt16], _ at: Int64?) {
        if let id = message["id"]?.filled { gathered.reply.responseID = id }
        if let model = message["model"]?.filled { gathered.reply.servedModel = model }
        if let text = message["content"]?.string {
            gathered.addText(text, loneHalves, at: at)
        }
        let before = (gathered.reply.textDeltas, gathered.reply.reasoningDeltas)
        for (index, block) in (message["content"]?.array ?? []).enumerated() { start(block, index, loneHalves, at) }
        if at == nil {
            // A document counts as one delta, however many blocks it has.
            gathered.reply.textDeltas = min(gathered.reply.textDeltas, before.0 + 1)
            gathered.reply.reasoningDeltas = min(gathered.reply.reasoningDeltas, before.1 + 1)
        }
        stop(message)
        usage(message["usage"])
        facts(message)
    }

    /// A block of a document, or the opening of one in a stream.
    private mutating func start(_ block: JSONValue, _ index: Int, _ loneHalves: [UInt16], _ at: Int64?) {
        switch block["type"]?.string {
        case "text": gathered.addText(block["text"]?.string, loneHalves, at: at)
        case "thinking": gathered.addReasoning(block["thinking"]?.string, loneHalves, at: at)
        case "redacted_thinking":
            // Encrypted, so there is no text; that reasoning came is a fact all the same.
            gathered.reply.reasoningDeltas += 1
            if gathered.reply.firstReasoningAt == nil { gathered.reply.firstReasoningAt = at }
        case "tool_use", "client_tool_use":
            let input = block["input"].flatMap { $0.object?.isEmpty == false || at == nil ? $0.compact : nil }
            gathered.addCall(index, name: block["name"]?.string, arguments: input, loneHalves)
        case "fallback":
            if let model = block["to"]?["model"]?.filled { fellBack(to: model) }
            if let category = block["trigger"]?["category"]?.filled { gathered.reply.fallbackCategory = category }
        default: break
        }
    }

    private mutating func delta(_ json: JSONValue, _ loneHalves: [UInt16], _ at: Int64) {
        guard let delta = json["delta"] else { return }
        switch delta["type"]?.string {
        case "text_delta": gathered.addText(delta["text"]?.string, loneHalves, at: at)
        case "thinking_delta": gathered.addReasoning(delta["thinking"]?.string, loneHalves, at: at)
        case "input_json_delta":
            gathered.addCall(
                json["index"]?.int ?? 0, name: nil, arguments: delta["partial_json"]?.string, loneHalves)
        default: break
        }
    }

    private mutating func stop(_ json: JSONValue) {
        if let reason = json["stop_reason"]?.filled { gathered.reply.stopReason = reason }
        guard let details = json["stop_details"], !details.isNull else { return }
        if let category = details["category"]?.filled { gathered.reply.stopCategory = category }
        if let explanation = details["explanation"]?.filled { gathered.reply.stopExplanation = explanation }
        gathered.annotate("stop_details.recommended_model", details["recommended_model"])
    }

    /// Counts are cumulative: the last value of each field stands.
    private mutating func usage(_ usage: JSONValue?) {
        guard let usage, !usage.isNull else { return }
        for key in ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"] {
            if let count = usage[key]?.tokens { inputs[key] = count }
        }
        if inputs["input_tokens"] != nil {
            gathered.reply.usage.input = inputs.values.reduce(0, +)
        }
        if let cached = inputs["cache_read_input_tokens"] { gathered.reply.usage.cachedInput = cached }
        if let output = usage["output_tokens"]?.tokens { gathered.reply.usage.output = output }
        if let thinking = usage["output_tokens_details"]?["thinking_tokens"]?.tokens {
            gathered.reply.usage.reasoning = thinking
        }
        gathered.annotate("service_tier", usage["service_tier"])
        for entry in usage["iterations"]?.array ?? [] where entry["type"]?.string == "fallback_message" {
            if let model = entry["model"]?.filled { fellBack(to: model) }
        }
    }

    private mutating func facts(_ json: JSONValue) {
        gathered.annotate("amazon-bedrock-guardrailAction", json["amazon-bedrock-guardrailAction"])
        gathered.annotate("input_transformations", json["input_transformations"])
    }

    private mutating func fellBack(to model: String) {
        // No chain of models is as long; one that is must not be searched for each of its links.
        guard gathered.reply.fallbackModels.count < Self.mostFallbacks else { return }
        if !gathered.reply.fallbackModels.contains(model) { gathered.reply.fallbackModels.append(model) }
    }

    private mutating func error(_ json: JSONValue, _ place: WireError.Place) {
        guard gathered.reply.error == nil, let error = WireError.read(json, place) else { return }
        gathered.reply.error = error
        if gathered.reply.requestID == nil { gathered.reply.requestID = json["request_id"]?.filled }
    }
}
