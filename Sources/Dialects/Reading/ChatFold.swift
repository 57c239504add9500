import Formats
import Trials
import Vendors

/// Folds Chat Completions chunks and documents, with the fields of compatible servers.
struct ChatFold: ReplyFold {
    static let requestIDHeaders = Vendor.requestIDs(.openAIChat, .openAICompatible)
    private static let mostFilters = 256
    private(set) var gathered = GatheredReply()
    private var whole: [Int: JSONValue] = [:]
    private var lastAt: Int64?
    /// Chunks had the member that a stop reason stands in, with or without one.
    private var namesStop = false

    /// - Parameter repeated: a prefill that the server puts before the model's words.
    init(repeated: String? = nil) { gathered.repeated = repeated }

    mutating func word(_ data: UnsafeBufferPointer<UInt8>) -> Bool {
        guard EventFramer.equal(data, "[DONE]") else { return false }
        gathered.reply.ended = true
        // Null is a word here: the server has the member, and closed without a reason.
        if namesStop, gathered.reply.stopReason == nil { gathered.reply.annotations["finish_reason"] = .null }
        return true
    }

    mutating func event(_ json: JSONValue, name: String, loneHalves: [UInt16], at: Int64) {
        lastAt = at
        // Some say by the type alone that this is the last: the reply as a whole, and no word after it.
        if json["object"]?.string == "chat.completion.done" { gathered.reply.ended = true }
        if json["error"]?.isNull == false || name == "error" { error(json, .stream) }
        apply(json, loneHalves, at)
    }

    mutating func document(_ json: JSONValue) {
        let json = json.array?.first ?? json
        if json["error"]?.isNull == false || json["choices"]?.array?.isEmpty ?? true { error(json, .body) }
        apply(json, [], nil)
    }

    private mutating func apply(_ json: JSONValue, _ loneHalves: [UInt16], _ at: Int64?) {
        guard case .object(let members) = json else { return }
        // One walk over the members: a stream has thousands of chunks with the same dozen.
        for member in members.members {
            switch member.key {
            case "choices":
                for (place, choice) in (member.value.array ?? []).enumerated() {
                    // One reply was asked for; what a server spreads over several choices is still one. Some number
                    // none of them.
                    gathered.part = choice["index"]?.int ?? place
                    self.choice(choice, loneHalves, at)
                }
                gathered.part = 0
            case "id": if let id = member.value.filled { gathered.reply.responseID = id }
            case "model": if let model = member.value.filled { gathered.reply.servedModel = model }
            case "usage": usage(member.value)
            case "x_groq": if let counts = member.value["usage"] { usage(counts) }
            case "service_tier", "system_fingerprint", "provider", "moderation", "warnings", "openrouter_metadata",
                "alignment", "safeguard_results", "prompt_filter_results", "truncated", "prompt_filter_result":
                gathered.annotate(member.key, member.value)
            default: break
            }
        }
        if members["choices"] == nil { bare(json, loneHalves, at) }
    }

    /// What servers send on these paths in a form of their own: a piece of text under one name.
    private mutating func bare(_ json: JSONValue, _ loneHalves: [UInt16], _ at: Int64?) {
        if let message = json["message"], message.object != nil, message["content"] != nil {
            content(message, loneHalves, at)
            if json["done"]?.bool == true { gathered.reply.ended = true }
            if let reason = json["done_reason"]?.filled { stop(reason) }
            return
        }
        guard json["error"] == nil else { return }
        gathered.addText(
            json["value"]?.string ?? json["response"]?.string ?? json["token"]?["text"]?.string
                ?? (at == nil ? json["generated_text"]?.string : nil), loneHalves, at: at)
    }

    private mutating func choice(_ choice: JSONValue, _ loneHalves: [UInt16], _ at: Int64?) {
        let delta = choice["delta"]
        let message = choice["message"]
        if let text = choice["text"]?.filled {
            // Text completion; some repeat it in the other form beside it.
            gathered.addText(text, loneHalves, at: at)
        } else if let delta, delta.object != nil, Self.says(delta) {
            content(delta, loneHalves, at)
        } else if let message, message.object != nil {
            // In a stream it may hold all that came so far, again and again: the last one counts, where no delta does.
            if at == nil || delta == nil { content(message, loneHalves, at) } else { whole[gathered.part] = message }
        } else if let text = (delta ?? message)?.filled {
            gathered.addText(text, loneHalves, at: at)
        }
        if let probabilities = choice["logprobs"], !probabilities.isNull {
            // By token in Chat; parallel lists in text completions and older servers. Those of a refusal are not text.
            gathered.logProbabilities.add(probabilities["content"], key: "logprob")
            gathered.logProbabilities.add(numbers: probabilities["token_logprobs"])
        }
        if let reason = choice["finish_reason"] {
            namesStop = true
            if let reason = reason.filled { stop(reason) }
        }
        gathered.annotate("native_finish_reason", choice["native_finish_reason"])
        filtered(choice["content_filter_results"] ?? choice["content_filter_result"])
        if let error = choice["error"], !error.isNull { self.error(choice, at == nil ? .body : .stream) }
    }

    /// Of several choices the reason that says most; within one the last.
    private mutating func stop(_ reason: String) {
        let before = StopSign(gathered.reply.stopReason)
        if gathered.part > 0, before != .absent, before != .normal { return }
        gathered.reply.stopReason = reason
    }

    /// Whether a delta brings anything; an empty one may stand beside a message that does.
    private static func says(_ delta: JSONValue) -> Bool {
        for key in ["content", "reasoning_content", "reasoning", "refusal", "tool_calls", "function_call"] {
            switch delta[key] {
            case nil, .null: continue
            case .string(let text): if !text.isEmpty { return true }
            case .array(let items): if !items.isEmpty { return true }
            case .object, .bool, .integer, .number: return true
            }
        }
        return false
    }

    /// Messages that stood beside deltas without words, where no delta had any.
    mutating func close() {
        let reply = gathered.reply
        guard reply.textDeltas == 0, gathered.calls.isEmpty, gathered.refusal.final.isEmpty else { return }
        for message in whole.sorted(by: { $0.key < $1.key }) {
            gathered.part = message.key
            content(message.value, [], lastAt)
        }
    }

    /// Each chunk is judged anew: what one of them found must not be lost to the next one's all-clear.
    private mutating func filtered(_ results: JSONValue?) {
        guard case .object(let found)? = results, !found.isEmpty else { return }
        var kept = gathered.reply.annotations["content_filter_results"]?.object ?? JSONObject()
        for member in found.members {
            let before = kept[member.key]
            if before?["filtered"]?.bool == true || (member.key == "error" && before != nil) { continue }
            // There are a dozen filters. Looking up each of a million names among the others would take all day.
            if before == nil, kept.members.count >= Self.mostFilters { continue }
            kept[member.key] = member.value
        }
        gathered.reply.annotations["content_filter_results"] = .object(kept)
    }

    private mutating func content(_ delta: JSONValue, _ loneHalves: [UInt16], _ at: Int64?) {
        let before = (gathered.reply.textDeltas, gathered.reply.reasoningDeltas)
        switch delta["content"] {
        case .string(let text): gathered.addText(text, loneHalves, at: at)
        case .array(let parts): for part in parts { self.part(part, loneHalves, at) }
        // Structured output as the structure itself, where others send its text.
        case .object(let object): if !object.isEmpty { gathered.addText(delta["content"]?.compact, loneHalves, at: at) }
        case nil, .null, .bool, .integer, .number: break
        }
        gathered.addReasoning(
            (delta["reasoning_content"]?.filled ?? delta["reasoning"]?.filled), loneHalves, at: at)
        gathered.addRefusal(delta["refusal"]?.string, loneHalves)
        for (place, call) in (delta["tool_calls"]?.array ?? []).enumerated() {
            // Of the caller's own grammar, or with name and arguments in the call itself.
            let function = call["function"] ?? call["custom"] ?? call
            gathered.addCall(
                call["index"]?.int ?? place, name: function["name"]?.filled, arguments: arguments(function), loneHalves)
        }
        // Sound has no words but those that it is said to have; a picture has none.
        if let sound = delta["audio"], sound["data"]?.filled != nil || sound["transcript"]?.filled != nil {
            gathered.annotate("other_content", "audio")
        }
        if delta["images"]?.array?.isEmpty == false { gathered.annotate("other_content", "images") }
        // Some send an empty one with every reply.
        if let call = delta["function_call"], call["name"]?.filled != nil || arguments(call)?.isEmpty == false {
            gathered.addCall(0, name: call["name"]?.filled, arguments: arguments(call), loneHalves)
        }
        // A delta, or a whole document, counts once, however many parts its content has.
        gathered.reply.textDeltas = min(gathered.reply.textDeltas, before.0 + 1)
        gathered.reply.reasoningDeltas = min(gathered.reply.reasoningDeltas, before.1 + 1)
    }

    /// JSON text, also where a server sends the object itself.
    private func arguments(_ function: JSONValue?) -> String? {
        guard let arguments = function?["arguments"] ?? function?["input"], !arguments.isNull else { return nil }
        return arguments.string ?? arguments.compact
    }

    private mutating func part(_ part: JSONValue, _ loneHalves: [UInt16], _ at: Int64?) {
        switch part["type"]?.string {
        case "refusal": gathered.addRefusal(part["refusal"]?.string, loneHalves)
        case "thinking", "reasoning":
            for inner in part["thinking"]?.array ?? part["summary"]?.array ?? [part] {
                gathered.addReasoning((inner["text"] ?? inner["thinking"])?.string, loneHalves, at: at)
            }
        default:
            gathered.addText(part.string ?? part["text"]?.string ?? part["content"]?.string, loneHalves, at: at)
        }
    }

    private mutating func usage(_ usage: JSONValue) {
        guard usage.object != nil else { return }
        if let count = usage["prompt_tokens"]?.tokens { gathered.reply.usage.input = count }
        if let count = usage["completion_tokens"]?.tokens {
            gathered.reply.usage.output = count
        } else if let total = usage["total_tokens"]?.tokens, let input = usage["prompt_tokens"]?.tokens, total >= input
        {
            gathered.reply.usage.output = total - input
        }
        if let count = (usage["prompt_tokens_details"]?["cached_tokens"] ?? usage["prompt_cache_hit_tokens"])?.tokens {
            gathered.reply.usage.cachedInput = count
        }
        if let count = usage["completion_tokens_details"]?["reasoning_tokens"]?.tokens {
            gathered.reply.usage.reasoning = count
        }
        if let cost = usage["cost"]?.dollars {
            gathered.reply.usage.costUSD = cost
        } else if let ticks = usage["cost_in_usd_ticks"]?.finite, (0...1e16).contains(ticks) {
            gathered.reply.usage.costUSD = ticks * 1e-10
        }
    }

    private mutating func error(_ json: JSONValue, _ place: WireError.Place) {
        guard gathered.reply.error == nil, let error = WireError.read(json, place) else { return }
        gathered.reply.error = error
        if place == .stream, gathered.reply.stopReason != nil { gathered.annotate("error_after_stop", true) }
        gathered.annotate("error.innererror", json["error"]?["innererror"])
        gathered.annotate("error.misalignment", json["error"]?["misalignment"])
        guard let metadata = json["error"]?["metadata"], metadata.object != nil else { return }
        for key in ["error_type", "provider_code", "provider_name", "reasons", "patterns", "retry_after_seconds"] {
            gathered.annotate("error.metadata.\(key)", metadata[key])
        }
        // That there is flagged input is a sign; the input itself is ours and stands in the request.
        if metadata["flagged_input"]?.isNull == false { gathered.annotate("error.metadata.flagged_input", true) }
    }
}
