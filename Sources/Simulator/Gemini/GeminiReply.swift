import Formats
import Trials

/// One reply of generateContent, whole or in chunks.
struct GeminiReply {
    struct Chunk {
        var value: JSONValue
        /// Text or thoughts.
        var isDelta = false
    }

    private let performance: Performance
    private let ask: GeminiAsk
    private let block: GeminiBlock?
    private let blockedInput: Bool

    init(_ performance: Performance, _ ask: GeminiAsk) {
        self.performance = performance
        self.ask = ask
        guard case .blocked(let played) = performance.play else {
            block = nil
            blockedInput = false
            return
        }
        blockedInput = played.stage == .input
        block = GeminiBlock(played.categoryRaw ?? "SAFETY", input: blockedInput)
    }

    private var thoughts: [String] { ask.includeThoughts ? performance.reasoning : [] }

    var document: JSONValue {
        if blockedInput { return envelope(("promptFeedback", feedback), last: true) }
        var parts: [JSONValue] = []
        if !thoughts.isEmpty { parts.append(thought(thoughts.joined())) }
        if !performance.pieces.isEmpty { parts.append(text(performance.pieces.joined(), signed: !parts.isEmpty)) }
        var candidate = JSONObject()
        if !parts.isEmpty {
            candidate["content"] = ["parts": .array(parts), "role": "model"]
        } else if block == nil {
            // A normal stop without text still names its role.
            candidate["content"] = ["role": "model"]
        }
        finish(&candidate)
        if let count = ask.logprobs, !performance.pieces.isEmpty {
            let logprobs = GeminiLogprobs(performance.pieces, alternatives: count)
            candidate["avgLogprobs"] = .number(logprobs.mean)
            candidate["logprobsResult"] = logprobs.value
        }
        return envelope(("candidates", [.object(candidate)]), last: true)
    }

    var chunks: [Chunk] {
        if blockedInput { return [Chunk(value: envelope(("promptFeedback", feedback), last: true))] }
        var chunks = thoughts.map { chunk(thought($0)) }
        for (index, piece) in performance.pieces.enumerated() {
            chunks.append(chunk(text(piece, signed: index == 0 && !thoughts.isEmpty), piece: piece))
        }
        var last = JSONObject()
        // A filter's last chunk has no content; any other has an empty text.
        if block == nil { last["content"] = ["parts": [["text": ""]], "role": "model"] }
        finish(&last)
        if ask.logprobs != nil, !performance.pieces.isEmpty {
            last["avgLogprobs"] = .number(GeminiLogprobs(performance.pieces, alternatives: 0).mean)
        }
        chunks.append(Chunk(value: envelope(("candidates", [.object(last)]), last: true)))
        return chunks
    }

    private func chunk(_ part: JSONValue, piece: String? = nil) -> Chunk {
        var candidate = JSONObject()
        candidate["content"] = ["parts": [part], "role": "model"]
        candidate["index"] = 0
        if let count = ask.logprobs, let piece {
            candidate["logprobsResult"] = GeminiLogprobs([piece], alternatives: count).value
        }
        return Chunk(value: envelope(("candidates", [.object(candidate)]), last: false), isDelta: true)
    }

    // MARK: Candidates

    private func thought(_ text: String) -> JSONValue { ["text": .string(text), "thought": true] }

    /// The part after the thoughts carries their signature.
    private func text(_ text: String, signed: Bool) -> JSONValue {
        signed ? ["text": .string(text), "thoughtSignature": "c2ltdWxhdGVk"] : ["text": .string(text)]
    }

    private func finish(_ candidate: inout JSONObject) {
        candidate["finishReason"] = .string(finishReason)
        candidate["index"] = 0
        guard let block else {
            if ask.vertex || ask.rated { candidate["safetyRatings"] = ratings(blocked: nil) }
            return
        }
        if ask.vertex { candidate["finishMessage"] = "The reply was stopped by a filter of this service." }
        if let category = block.category { candidate["safetyRatings"] = ratings(blocked: category) }
        if block.reason == "RECITATION" {
            let source: JSONValue = ["startIndex": 0, "endIndex": 120, "uri": "https://source.invalid/"]
            candidate["citationMetadata"] = ask.vertex ? ["citations": [source]] : ["citationSources": [source]]
        }
    }

    private var finishReason: String {
        if let block { return block.reason }
        switch performance.play {
        case .error(.accountHold): return "PUP_LIMITED_DISABLED"
        case .error(.unknownStop): return "POLICY_PAUSE"
        case .error(.unexplainedStop):
            return performance.pick(["OTHER", "LANGUAGE", "MALFORMED_RESPONSE"])
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .blocked, .error:
            return performance.cut ? "MAX_TOKENS" : "STOP"
        }
    }

    private var feedback: JSONValue {
        var feedback = JSONObject()
        feedback["blockReason"] = .string(block?.reason ?? "OTHER")
        if ask.vertex { feedback["blockReasonMessage"] = "The prompt was stopped by a filter of this service." }
        if let category = block?.category { feedback["safetyRatings"] = ratings(blocked: category) }
        return .object(feedback)
    }

    /// Negligible but for the one that blocked.
    private func ratings(blocked: String?) -> JSONValue {
        var categories = [
            "HARM_CATEGORY_HATE_SPEECH", "HARM_CATEGORY_DANGEROUS_CONTENT", "HARM_CATEGORY_HARASSMENT",
            "HARM_CATEGORY_SEXUALLY_EXPLICIT",
        ]
        if let blocked, !categories.contains(blocked) { categories.append(blocked) }
        return .array(
            categories.map { category in
                let acted = category == blocked
                var rating = JSONObject()
                rating["category"] = .string(category)
                rating["probability"] = acted ? "HIGH" : "NEGLIGIBLE"
                if ask.vertex {
                    rating["probabilityScore"] = .number(acted ? 0.953125 : 0.0625)
                    rating["severity"] = acted ? "HARM_SEVERITY_HIGH" : "HARM_SEVERITY_NEGLIGIBLE"
                    rating["severityScore"] = .number(acted ? 0.8125 : 0.03125)
                }
                if acted { rating["blocked"] = true }
                return .object(rating)
            })
    }

    // MARK: Around them

    private func envelope(_ member: (key: String, value: JSONValue), last: Bool) -> JSONValue {
        var object = JSONObject()
        object[member.key] = member.value
        object["usageMetadata"] = usage(last: last)
        object["modelVersion"] = .string(performance.model)
        // Fixed, so that the same draw gives the same bytes.
        if ask.vertex { object["createTime"] = "2026-09-21T14:13:20.000000Z" }
        object["responseId"] = .string("sim\(performance.name)")
        return .object(object)
    }

    /// Cumulative. Thoughts are counted beside the candidates, not among them.
    private func usage(last: Bool) -> JSONValue {
        let prompt: JSONValue = .integer(performance.inputTokens)
        var usage = JSONObject()
        usage["promptTokenCount"] = prompt
        usage["totalTokenCount"] = prompt
        usage["promptTokensDetails"] = [["modality": "TEXT", "tokenCount": prompt]]
        guard last else { return .object(usage) }
        if ask.vertex { usage["trafficType"] = "ON_DEMAND" }
        guard !blockedInput else { return .object(usage) }
        let thought = performance.reasoningTokens
        let visible = Performance.tokens(performance.pieces)
        let candidates = visible > 0 ? visible : max(0, performance.outputTokens - thought)
        if candidates > 0 { usage["candidatesTokenCount"] = .integer(candidates) }
        if thought > 0 { usage["thoughtsTokenCount"] = .integer(thought) }
        usage["totalTokenCount"] = .integer(performance.inputTokens + candidates + thought)
        return .object(usage)
    }
}
