import Formats
import Trials
import Vendors

/// Folds Converse documents and the events of ConverseStream.
struct BedrockFold: ReplyFold {
    static let requestIDHeaders = Vendor.requestIDs(.bedrock)
    static let framed = true
    private(set) var gathered = GatheredReply()
    private var unknownEvents: [String] = []

    mutating func word(_ data: UnsafeBufferPointer<UInt8>) -> Bool { false }

    mutating func event(_ json: JSONValue, name: String, loneHalves: [UInt16], at: Int64) {
        let index = json["contentBlockIndex"]?.int ?? 0
        switch name {
        case "messageStart", "contentBlockStop": break
        case "contentBlockStart":
            if let call = json["start"]?["toolUse"] {
                gathered.addCall(index, name: call["name"]?.filled, arguments: nil, loneHalves)
            }
        case "contentBlockDelta":
            guard let delta = json["delta"] else { return }
            gathered.addText(delta["text"]?.string, loneHalves, at: at)
            reasoning(delta["reasoningContent"], loneHalves, at)
            if let call = delta["toolUse"] {
                gathered.addCall(index, name: nil, arguments: call["input"]?.string, loneHalves)
            }
        case "messageStop": stop(json)
        case "metadata":
            // Usage and trace come last of all.
            facts(json)
            gathered.reply.ended = true
        case let other:
            if unknownEvents.count < 8, !unknownEvents.contains(other) {
                unknownEvents.append(other)
                gathered.annotate("unknown_events", .array(unknownEvents.map(JSONValue.string)))
            }
        }
    }

    mutating func exception(_ type: String, _ json: JSONValue) {
        guard gathered.reply.error == nil else { return }
        gathered.reply.error = WireError(
            place: .stream, type: type, message: json["message"]?.filled.map(WireRedaction.redacted))
        gathered.annotate("error.originalStatusCode", json["originalStatusCode"])
    }

    mutating func document(_ json: JSONValue) {
        guard json["stopReason"] != nil || json["output"]?.object != nil else {
            guard var error = WireError.read(json, .body) ?? Self.capitalised(json) else { return }
            if let type = json["__type"]?.filled {
                error.type = String(type[(type.lastIndex(of: "#").map(type.index(after:)) ?? type.startIndex)...])
            }
            gathered.reply.error = error
            gathered.annotate("error.originalStatusCode", json["originalStatusCode"])
            return
        }
        for (index, block) in (json["output"]?["message"]?["content"]?.array ?? []).enumerated() {
            gathered.addText(block["text"]?.string, [], at: nil)
            for piece in block["citationsContent"]?["content"]?.array ?? [] {
                gathered.addText(piece["text"]?.string, [], at: nil)
            }
            gathered.addText(block["guardContent"]?["text"]?["text"]?.string, [], at: nil)
            if let kind = block.object?.members.first?.key, ["image", "video", "audio", "document"].contains(kind) {
                gathered.annotate("other_content", .string(kind))
            }
            reasoning(block["reasoningContent"]?["reasoningText"] ?? block["reasoningContent"], [], nil)
            if let call = block["toolUse"], call.object != nil {
                gathered.addCall(index, name: call["name"]?.filled, arguments: call["input"]?.compact, [])
            }
        }
        gathered.reply.textDeltas = min(gathered.reply.textDeltas, 1)
        gathered.reply.reasoningDeltas = min(gathered.reply.reasoningDeltas, 1)
        stop(json)
        facts(json)
    }

    /// A stream may lose its last frame after the reply was whole; the stop reason says that it was.
    mutating func close() { if gathered.reply.stopReason != nil { gathered.reply.ended = true } }

    /// Some front ends write the member with a capital.
    private static func capitalised(_ json: JSONValue) -> WireError? {
        json["Message"]?.filled.map { WireError(place: .body, message: WireRedaction.redacted($0)) }
    }

    private mutating func reasoning(_ json: JSONValue?, _ loneHalves: [UInt16], _ at: Int64?) {
        guard let json, json.object != nil else { return }
        gathered.addReasoning(json["text"]?.string, loneHalves, at: at)
        if json["redactedContent"] != nil || json["data"] != nil {
            // Encrypted, so there is no text; that reasoning came is a fact all the same.
            gathered.reply.reasoningDeltas += 1
            if gathered.reply.firstReasoningAt == nil { gathered.reply.firstReasoningAt = at }
        }
    }

    private mutating func stop(_ json: JSONValue) {
        if let reason = json["stopReason"]?.filled { gathered.reply.stopReason = reason }
        guard let own = json["additionalModelResponseFields"], own.object != nil else { return }
        gathered.annotate("additionalModelResponseFields.stop_reason", own["stop_reason"])
        if let details = own["stop_details"], !details.isNull {
            if let category = details["category"]?.filled { gathered.reply.stopCategory = category }
            if let explanation = details["explanation"]?.filled { gathered.reply.stopExplanation = explanation }
        }
    }

    private mutating func facts(_ json: JSONValue) {
        gathered.annotate("trace.guardrail", json["trace"]?["guardrail"])
        if let model = json["trace"]?["promptRouter"]?["invokedModelId"]?.filled { gathered.reply.servedModel = model }
        gathered.annotate("service_tier", json["serviceTier"]?["type"])
        guard let usage = json["usage"], usage.object != nil else { return }
        let read = usage["cacheReadInputTokens"]?.tokens
        let written = usage["cacheWriteInputTokens"]?.tokens
        if let count = usage["inputTokens"]?.tokens {
            // Cached tokens are counted apart here.
            gathered.reply.usage.input = [read, written].compactMap { $0 }
                .reduce(count, +)
        }
        if let read { gathered.reply.usage.cachedInput = read }
        if let count = usage["outputTokens"]?.tokens { gathered.reply.usage.output = count }
    }
}
