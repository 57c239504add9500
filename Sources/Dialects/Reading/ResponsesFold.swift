import Formats
import Trials
import Vendors

/// Folds events and documents of the Responses API.
struct ResponsesFold: ReplyFold {
    static let requestIDHeaders = Vendor.requestIDs(.openAIResponses, .azureOpenAI)
    private(set) var gathered = GatheredReply()
    private var unknownEvents: [String] = []

    mutating func word(_ data: UnsafeBufferPointer<UInt8>) -> Bool {
        // Some compatible servers close with Chat's word, after the terminal event.
        EventFramer.equal(data, "[DONE]")
    }

    mutating func event(_ json: JSONValue, name: String, loneHalves: [UInt16], at: Int64) {
        let index = json["output_index"]?.int ?? 0
        servedName(json["headers"])
        let type = json["type"]?.filled ?? name
        switch type {
        case "response.output_text.delta":
            gathered.addText(json["delta"]?.string, loneHalves, at: at)
            gathered.logProbabilities.add(json["logprobs"], key: "logprob")
        case "response.refusal.delta": gathered.addRefusal(json["delta"]?.string, loneHalves)
        case "response.reasoning_text.delta", "response.reasoning_summary_text.delta":
            gathered.addReasoning(json["delta"]?.string, loneHalves, at: at)
        case "response.function_call_arguments.delta":
            gathered.addCall(index, name: nil, arguments: json["delta"]?.string, loneHalves)
        case "response.output_item.added":
            if let item = json["item"] { opened(item, index, at) }
        case "response.created", "response.queued", "response.in_progress":
            if let response = json["response"] { facts(response) }
        case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
            gathered.reply.ended = true
            if let response = json["response"] { whole(response, loneHalves, at, .stream) }
        case "error": error(json, .stream)
        case "response.metadata":
            gathered.annotate("metadata", json["metadata"] ?? json["response"]?["metadata"])
        case "response.safety_buffering": gathered.annotate("safety_buffering", json)
        default:
            if json["error"]?.isNull == false {
                error(json, .stream)
            } else if !type.hasPrefix("response."), unknownEvents.count < 8, !unknownEvents.contains(type) {
                unknownEvents.append(type)
                gathered.annotate("unknown_events", .array(unknownEvents.map(JSONValue.string)))
            }
        }
    }

    mutating func document(_ json: JSONValue) {
        let json = json.array?.first ?? json
        if json["status"]?.string != nil || json["output"]?.array != nil {
            whole(json, [], nil, .body)
        } else {
            error(json, .body)
        }
    }

    /// An item begins. Its texts follow in events of their own.
    private mutating func opened(_ item: JSONValue, _ index: Int, _ at: Int64?) {
        switch item["type"]?.string {
        case "function_call", "custom_tool_call":
            gathered.addCall(index, name: item["name"]?.filled, arguments: item["arguments"]?.filled, [])
        case "reasoning":
            // Reasoning is mostly kept back; that it ran is a fact all the same.
            gathered.reply.reasoningDeltas += 1
            if gathered.reply.firstReasoningAt == nil { gathered.reply.firstReasoningAt = at }
        default: break
        }
    }

    /// The response object as it stands at the end, or as the whole document.
    private mutating func whole(_ response: JSONValue, _ loneHalves: [UInt16], _ at: Int64?, _ place: WireError.Place) {
        facts(response)
        // What deltas have brought stands again in the terminal event; only a reply without deltas is read from it.
        let seen = gathered.reply
        if seen.textDeltas == 0, seen.reasoningDeltas == 0, gathered.refusal.final.isEmpty, gathered.calls.isEmpty {
            for (index, item) in (response["output"]?.array ?? []).enumerated() { read(item, index, loneHalves, at) }
            gathered.reply.textDeltas = min(gathered.reply.textDeltas, 1)
            gathered.reply.reasoningDeltas = min(gathered.reply.reasoningDeltas, 1)
        }
        if gathered.logProbabilities.isEmpty {
            // Some servers stream the text bare and list the tokens at the end.
            for item in response["output"]?.array ?? [] {
                for part in item["content"]?.array ?? [] {
                    gathered.logProbabilities.add(part["logprobs"], key: "logprob")
                }
            }
        }
        let incomplete = response["incomplete_details"]?["reason"]?.filled
        if let status = response["status"]?.filled {
            gathered.reply.stopReason = status == "incomplete" ? incomplete ?? status : status
        }
        if let failure = response["error"], !failure.isNull { error(response, place) }
        usage(response["usage"])
    }

    private mutating func read(_ item: JSONValue, _ index: Int, _ loneHalves: [UInt16], _ at: Int64?) {
        opened(item, index, at)
        for part in item["summary"]?.array ?? [] { gathered.addReasoning(part["text"]?.string, loneHalves, at: at) }
        for part in item["content"]?.array ?? [] {
            switch part["type"]?.string {
            case "refusal": gathered.addRefusal(part["refusal"]?.string, loneHalves)
            case "reasoning_text": gathered.addReasoning(part["text"]?.string, loneHalves, at: at)
            case "output_text", "text":
                gathered.addText(part["text"]?.string, loneHalves, at: at)
                gathered.logProbabilities.add(part["logprobs"], key: "logprob")
            default: break
            }
        }
    }

    private mutating func facts(_ response: JSONValue) {
        if let id = response["id"]?.filled { gathered.reply.responseID = id }
        if let model = response["model"]?.filled { gathered.reply.servedModel = model }
        // Null is a word here: no tier was applied. It is kept apart from an absent field.
        if let programs = response["access_programs"] { gathered.reply.annotations["access_programs"] = programs }
        gathered.annotate("service_tier", response["service_tier"])
        gathered.annotate("moderation", response["moderation"])
        gathered.annotate("content_filters", response["content_filters"])
        if let changes = response["input_transformations"], changes.array?.isEmpty != true {
            gathered.annotate("input_transformations", changes)
        }
    }

    /// Some front ends repeat headers inside a stream, where the served model is known later than the head.
    private mutating func servedName(_ headers: JSONValue?) {
        for member in headers?.object?.members ?? [] {
            let name = member.key.lowercased()
            if name == "openai-model" || name == "x-openai-model" { gathered.annotate("header.\(name)", member.value) }
        }
    }

    private mutating func usage(_ usage: JSONValue?) {
        guard let usage, usage.object != nil else { return }
        if let count = usage["input_tokens"]?.tokens { gathered.reply.usage.input = count }
        if let count = usage["input_tokens_details"]?["cached_tokens"]?.tokens {
            gathered.reply.usage.cachedInput = count
        }
        if let count = usage["output_tokens"]?.tokens { gathered.reply.usage.output = count }
        if let count = usage["output_tokens_details"]?["reasoning_tokens"]?.tokens {
            gathered.reply.usage.reasoning = count
        }
        if let cost = usage["cost"]?.dollars { gathered.reply.usage.costUSD = cost }
    }

    /// Flat (`code` and `message` beside `type: error`) or nested, as in Chat.
    private mutating func error(_ json: JSONValue, _ place: WireError.Place) {
        guard gathered.reply.error == nil, var error = WireError.read(json, place) else { return }
        if json["error"]?.isNull != false, error.type == "error" { error.type = nil }
        gathered.reply.error = error
        gathered.annotate("error.misalignment", json["error"]?["misalignment"] ?? json["misalignment"])
        gathered.annotate("error.innererror", json["error"]?["innererror"])
    }
}
