import Formats
import Trials
import Vendors

/// Folds generateContent replies: a document, a list of them, or a stream of them.
struct GeminiFold: ReplyFold {
    // The Gemini API documents none; proxies and Vertex's front end send these.
    static let requestIDHeaders = Vendor.requestIDs(.gemini)
    private(set) var gathered = GatheredReply()

    mutating func word(_ data: UnsafeBufferPointer<UInt8>) -> Bool { EventFramer.equal(data, "[DONE]") }

    mutating func event(_ json: JSONValue, name: String, loneHalves: [UInt16], at: Int64) {
        // Errors come as an object, or as a list of one.
        for chunk in json.array ?? [json] { apply(chunk, loneHalves, at) }
    }

    mutating func document(_ json: JSONValue) {
        for chunk in json.array ?? [json] { apply(chunk, [], nil) }
        gathered.reply.textDeltas = min(gathered.reply.textDeltas, 1)
        gathered.reply.reasoningDeltas = min(gathered.reply.reasoningDeltas, 1)
    }

    private mutating func apply(_ json: JSONValue, _ loneHalves: [UInt16], _ at: Int64?) {
        if json["error"]?.isNull == false { error(json, at == nil ? .body : .stream) }
        if let id = json["responseId"]?.filled {
            gathered.reply.responseID = id
            // No header carries one; this is what a provider can look a request up by.
            gathered.reply.requestID = id
        }
        if let model = json["modelVersion"]?.filled { gathered.reply.servedModel = model }
        if let feedback = json["promptFeedback"], let reason = feedback["blockReason"]?.filled {
            gathered.reply.annotations["promptFeedback"] = feedback
            gathered.annotate("promptFeedback.blockReason", .string(reason))
            if let message = feedback["blockReasonMessage"]?.filled { gathered.reply.stopExplanation = message }
            gathered.reply.ended = true
        }
        for (place, candidate) in (json["candidates"]?.array ?? []).enumerated() {
            gathered.part = candidate["index"]?.int ?? place
            self.candidate(candidate, loneHalves, at)
        }
        gathered.part = 0
        usage(json["usageMetadata"])
        gathered.annotate("service_tier", json["usageMetadata"]?["serviceTier"])
        gathered.annotate("modelStatus", json["modelStatus"])
    }

    private mutating func candidate(_ candidate: JSONValue, _ loneHalves: [UInt16], _ at: Int64?) {
        for part in candidate["content"]?["parts"]?.array ?? [] {
            if part["thought"]?.bool == true {
                gathered.addReasoning(part["text"]?.string, loneHalves, at: at)
            } else if let call = part["functionCall"], call.object != nil {
                gathered.addCall(
                    gathered.calls.count, name: call["name"]?.filled, arguments: call["args"]?.compact, loneHalves)
            } else {
                gathered.addText(part["text"]?.string, loneHalves, at: at)
                // Code that ran, pictures, sound: something came that has no text.
                if part["text"] == nil, let kind = part.object?.members.first?.key, kind != "thoughtSignature" {
                    gathered.annotate("other_content", .string(kind))
                }
            }
        }
        gathered.logProbabilities.add(candidate["logprobsResult"]?["chosenCandidates"], key: "logProbability")
        if let mean = candidate["avgLogprobs"]?.finite { gathered.logProbabilities.statedMean = mean }
        if let ratings = candidate["safetyRatings"]?.array, !ratings.isEmpty, !hasBlockingRating {
            gathered.annotate("safetyRatings", .array(ratings))
        }
        if let reason = candidate["finishReason"]?.filled {
            gathered.reply.stopReason = reason
            // Nothing else says that a stream is over; some servers say it in every chunk, and the last one counts.
            gathered.reply.ended = true
        }
        if let message = candidate["finishMessage"]?.filled { gathered.reply.stopExplanation = message }
    }

    /// Ratings come with any chunk: those that blocked must not be lost to a later all-clear.
    private var hasBlockingRating: Bool {
        gathered.reply.annotations["safetyRatings"]?.array?.contains { $0["blocked"]?.bool == true } == true
    }

    /// Counts are cumulative: the last value of each field stands. Thoughts come on top of the candidates' count.
    private mutating func usage(_ usage: JSONValue?) {
        guard let usage, usage.object != nil else { return }
        if let count = usage["promptTokenCount"]?.tokens { gathered.reply.usage.input = count }
        if let count = usage["cachedContentTokenCount"]?.tokens { gathered.reply.usage.cachedInput = count }
        if let count = usage["thoughtsTokenCount"]?.tokens { gathered.reply.usage.reasoning = count }
        let shown = usage["candidatesTokenCount"]?.tokens
        let thoughts = usage["thoughtsTokenCount"]?.tokens
        if shown != nil || thoughts != nil {
            gathered.reply.usage.output = (shown ?? 0) + (thoughts ?? 0)
        } else if let total = usage["totalTokenCount"]?.tokens, let input = usage["promptTokenCount"]?.tokens,
            total >= input
        {
            // A prompt that was blocked: nothing was written.
            gathered.reply.usage.output = total - input
        }
    }

    private mutating func error(_ json: JSONValue, _ place: WireError.Place) {
        guard gathered.reply.error == nil, let error = WireError.read(json, place) else { return }
        gathered.reply.error = error
        gathered.annotate("error.details", json["error"]?["details"])
    }
}
