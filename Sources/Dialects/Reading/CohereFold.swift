import Formats
import Trials
import Vendors

/// Folds Cohere's v2 chat: typed events with the error, if any, in the last one.
struct CohereFold: ReplyFold {
    static let requestIDHeaders = Vendor.requestIDs(.openAICompatible)
    private(set) var gathered = GatheredReply()

    mutating func word(_ data: UnsafeBufferPointer<UInt8>) -> Bool { EventFramer.equal(data, "[DONE]") }

    mutating func event(_ json: JSONValue, name: String, loneHalves: [UInt16], at: Int64) {
        let index = json["index"]?.int ?? 0
        let message = json["delta"]?["message"]
        switch json["type"]?.filled ?? name {
        case "message-start": if let id = json["id"]?.filled { gathered.reply.responseID = id }
        case "content-start", "content-delta":
            gathered.addText(message?["content"]?["text"]?.string, loneHalves, at: at)
            gathered.addReasoning(message?["content"]?["thinking"]?.string, loneHalves, at: at)
            gathered.logProbabilities.add(numbers: json["logprobs"]?["logprobs"])
        case "tool-plan-delta": gathered.addReasoning(message?["tool_plan"]?.string, loneHalves, at: at)
        case "tool-call-start", "tool-call-delta":
            let call = message?["tool_calls"]?["function"]
            gathered.addCall(
                index, name: call?["name"]?.filled, arguments: call?["arguments"]?.string, loneHalves)
        case "message-end":
            gathered.reply.ended = true
            if let delta = json["delta"] { end(delta, .stream) }
        default: if json["error"]?.isNull == false || json["message"]?.filled != nil { error(json, .stream) }
        }
    }

    mutating func document(_ json: JSONValue) {
        let json = json.array?.first ?? json
        guard json["finish_reason"] != nil || json["message"]?.object != nil else {
            if let error = WireError.read(json, .body) { gathered.reply.error = error }
            return
        }
        if let id = json["id"]?.filled { gathered.reply.responseID = id }
        for part in json["message"]?["content"]?.array ?? [] {
            gathered.addText(part["text"]?.string, [], at: nil)
            gathered.addReasoning(part["thinking"]?.string, [], at: nil)
        }
        gathered.addText(json["message"]?["content"]?.string, [], at: nil)
        gathered.addReasoning(json["message"]?["tool_plan"]?.string, [], at: nil)
        gathered.addText(json["text"]?.string, [], at: nil)
        for piece in json["logprobs"]?.array ?? [] { gathered.logProbabilities.add(numbers: piece["logprobs"]) }
        gathered.reply.textDeltas = min(gathered.reply.textDeltas, 1)
        gathered.reply.reasoningDeltas = min(gathered.reply.reasoningDeltas, 1)
        for (index, call) in (json["message"]?["tool_calls"]?.array ?? []).enumerated() {
            gathered.addCall(
                index, name: call["function"]?["name"]?.filled, arguments: call["function"]?["arguments"]?.string, [])
        }
        end(json, .body)
    }

    private mutating func end(_ json: JSONValue, _ place: WireError.Place) {
        if let reason = json["finish_reason"]?.filled { gathered.reply.stopReason = reason }
        let tokens = json["usage"]?["tokens"] ?? json["usage"]?["billed_units"]
        if let count = tokens?["input_tokens"]?.tokens { gathered.reply.usage.input = count }
        if let count = tokens?["output_tokens"]?.tokens { gathered.reply.usage.output = count }
        if let count = json["usage"]?["cached_tokens"]?.tokens { gathered.reply.usage.cachedInput = count }
        if json["error"]?.isNull == false { error(json, place) }
    }

    private mutating func error(_ json: JSONValue, _ place: WireError.Place) {
        if gathered.reply.error == nil { gathered.reply.error = WireError.read(json, place) }
    }
}
