import Formats
import Trials
import Vendors

/// Folds events and documents of the Responses API.
struct ResponsesFold: ReplyFold {
    static let requestIDHeaders = Vendor.requestIDs(.openAIResponses, .azureOpenAI)
    private(set) var gathered = GatheredReply()
    private var unknownEvents: [String] = []
    /// Parts that brought a word, by kind and number: each comes in deltas, again when it is done, again with its item,
    /// and once more at the end. Servers leave out any of these.
    private var heard: Set<Part> = []
    /// An item was said to be done.
    private var anyDone = false

    private struct Part: Hashable {
        enum Kind { case text, refusal, reasoning, summary, call }
        var kind: Kind
        var item: Int
        var place = 0
    }

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
            heard.insert(part(.text, json))
            gathered.addText(json["delta"]?.string, loneHalves, at: at)
            gathered.logProbabilities.add(json["logprobs"], key: "logprob")
        case "response.output_text.done":
            if heard.insert(part(.text, json)).inserted { gathered.addText(json["text"]?.string, loneHalves, at: at) }
        case "response.refusal.delta":
            heard.insert(part(.refusal, json))
            gathered.addRefusal(json["delta"]?.string, loneHalves)
        case "response.refusal.done":
            if heard.insert(part(.refusal, json)).inserted { gathered.addRefusal(json["refusal"]?.string, loneHalves) }
        case "response.reasoning_text.delta", "response.reasoning.delta":
            heard.insert(part(.reasoning, json))
            gathered.addReasoning(json["delta"]?.string, loneHalves, at: at)
        case "response.reasoning_text.done":
            if heard.insert(part(.reasoning, json)).inserted {
                gathered.addReasoning(json["text"]?.string, loneHalves, at: at)
            }
        case "response.reasoning_summary_text.delta":
            heard.insert(part(.summary, json))
            gathered.addReasoning(json["delta"]?.string, loneHalves, at: at)
        case "response.reasoning_summary_text.done":
            if heard.insert(part(.summary, json)).inserted {
                gathered.addReasoning(json["text"]?.string, loneHalves, at: at)
            }
        case let call
        where call.hasPrefix("response.") && call.hasSuffix("_call_arguments.delta")
            || call == "response.custom_tool_call_input.delta":
            heard.insert(Part(kind: .call, item: index))
            gathered.addCall(index, name: nil, arguments: json["delta"]?.string, loneHalves)
        case "response.output_item.added":
            if let item = json["item"] { opened(item, index, at, arguments: false) }
        case "response.output_item.done":
            anyDone = true
            if let item = json["item"] { read(item, index, loneHalves, at) }
        case "response.created", "response.queued", "response.in_progress":
            if let response = json["response"] {
                facts(response)
                servedName(response["headers"])
            }
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

    private func part(_ kind: Part.Kind, _ json: JSONValue) -> Part {
        Part(
            kind: kind, item: json["output_index"]?.int ?? 0,
            place: (json["content_index"] ?? json["summary_index"])?.int ?? 0)
    }

    /// What the vendor itself carries out: no act of the model's on the caller's side.
    private static let served: Set<String> = [
        "web_search_call", "file_search_call", "code_interpreter_call", "image_generation_call", "mcp_call",
        "mcp_list_tools", "x_search_call",
    ]

    /// An item begins. Its texts follow in events of their own.
    private mutating func opened(_ item: JSONValue, _ index: Int, _ at: Int64?, arguments: Bool) {
        guard let type = item["type"]?.string else { return }
        if type == "reasoning" {
            // Reasoning is mostly kept back; that it ran is a fact all the same.
            guard heard.insert(Part(kind: .reasoning, item: index, place: -1)).inserted else { return }
            gathered.reply.reasoningDeltas += 1
            if gathered.reply.firstReasoningAt == nil { gathered.reply.firstReasoningAt = at }
            return
        }
        if Self.served.contains(type) || (type == "tool_search_call" && item["execution"]?.string != "client") {
            gathered.annotate("other_content", .string(type))
            return
        }
        guard type.hasSuffix("_call") || type == "mcp_approval_request" else { return }
        gathered.addCall(index, name: item["name"]?.filled ?? type, arguments: nil, [])
        let given = item["arguments"] ?? item["input"] ?? item["action"] ?? item["operation"] ?? item["actions"]
        guard arguments, let given, heard.insert(Part(kind: .call, item: index)).inserted else { return }
        gathered.addCall(index, name: nil, arguments: given.string ?? given.compact, [])
    }

    /// The response object as it stands at the end, or as the whole document.
    private mutating func whole(_ response: JSONValue, _ loneHalves: [UInt16], _ at: Int64?, _ place: WireError.Place) {
        facts(response)
        // What deltas have brought stands again in the terminal event.
        let before = (gathered.reply.textDeltas, gathered.reply.reasoningDeltas)
        for (index, item) in (response["output"]?.array ?? []).enumerated() { read(item, index, loneHalves, at) }
        gathered.reply.textDeltas = min(gathered.reply.textDeltas, before.0 + 1)
        gathered.reply.reasoningDeltas = min(gathered.reply.reasoningDeltas, before.1 + 1)
        if gathered.reply.textDeltas == 0, heard.isEmpty {
            // A convenience of the vendor's client that some servers send.
            gathered.addText(response["output_text"]?.string, loneHalves, at: at)
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

    /// An item that is whole: what has not been heard of it yet.
    private mutating func read(_ item: JSONValue, _ index: Int, _ loneHalves: [UInt16], _ at: Int64?) {
        opened(item, index, at, arguments: true)
        for (place, part) in (item["summary"]?.array ?? []).enumerated() {
            guard heard.insert(Part(kind: .summary, item: index, place: place)).inserted else { continue }
            gathered.addReasoning(part["text"]?.string, loneHalves, at: at)
        }
        if let text = item["content"]?.filled, heard.insert(Part(kind: .text, item: index)).inserted {
            gathered.addText(text, loneHalves, at: at)
        }
        for (place, part) in (item["content"]?.array ?? []).enumerated() {
            switch part["type"]?.string {
            case "refusal":
                guard heard.insert(Part(kind: .refusal, item: index, place: place)).inserted else { continue }
                gathered.addRefusal(part["refusal"]?.string, loneHalves)
            case "reasoning_text":
                guard heard.insert(Part(kind: .reasoning, item: index, place: place)).inserted else { continue }
                gathered.addReasoning(part["text"]?.string, loneHalves, at: at)
            case "output_text", "text":
                let text = part["text"]?.string
                guard heard.insert(Part(kind: .text, item: index, place: place)).inserted, at == nil || !has(text)
                else {
                    continue
                }
                gathered.addText(text, loneHalves, at: at)
                gathered.logProbabilities.add(part["logprobs"], key: "logprob")
            default: break
            }
        }
    }

    /// Servers that number items otherwise at the end than in the stream send a part again under another number.
    private func has(_ text: String?) -> Bool {
        guard let text, !text.isEmpty, gathered.reply.textDeltas > 0 else { return false }
        return gathered.text.text.contains(text)
    }

    /// Without a terminal event, items that are done make a reply.
    mutating func close() {
        if !gathered.reply.ended, anyDone, gathered.reply.error == nil { gathered.annotate("items_done", true) }
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
