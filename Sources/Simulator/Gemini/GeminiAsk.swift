import Formats
import Trials

/// What a generateContent request says beyond what every dialect does.
struct GeminiAsk: Sendable {
    enum Framing: Sendable, Equatable {
        case document
        /// `alt=sse`.
        case events
        /// A stream without it: one JSON array, element by element.
        case array
    }

    /// Vertex rates and dates what the Developer API does not.
    var vertex: Bool
    var framing: Framing
    var includeThoughts: Bool
    /// How many alternatives to each token; nil: no log probabilities were asked for.
    var logprobs: Int?
    /// Categories whose adjustable filter the request switched off.
    var unfiltered: Set<String>
    /// The request named thresholds, so the reply shows ratings.
    var rated: Bool

    init(_ request: ModelRequest) {
        vertex = Self.isVertex(request.route)
        framing = request.stream ? Self.framing(request.route) : .document
        let config = request.body.camel("generationConfig") ?? [:]
        includeThoughts = config.camel("thinkingConfig")?.camel("includeThoughts")?.bool ?? false
        logprobs =
            config.camel("responseLogprobs")?.bool ?? false ? config.camel("logprobs")?.int ?? 0 : nil
        let settings = request.body.camel("safetySettings")?.array ?? []
        rated = !settings.isEmpty
        unfiltered = []
        for setting in settings where ["OFF", "BLOCK_NONE"].contains(setting["threshold"]?.string) {
            if let category = setting["category"]?.string { unfiltered.insert(category) }
        }
    }

    static func isVertex(_ route: Route) -> Bool {
        route.path.contains("/publishers/") || route.path.contains("/projects/")
    }

    /// Of a reply that streams, or of the error in its place.
    static func framing(_ route: Route) -> Framing {
        route.stream != true ? .document : route.query("alt") == "sse" ? .events : .array
    }

    // MARK: What the service refuses

    /// - Throws: a message as the provider words it.
    static func check(_ body: JSONValue, vertex: Bool) throws(MalformedRequest) {
        try check(body, known: topLevel + (vertex ? ["labels", "modelArmorConfig"] : []), at: nil)
        let config = body.camel("generationConfig") ?? [:]
        try check(config, known: generation, at: "generation_config")
        let thinking = config.camel("thinkingConfig") ?? [:]
        try check(
            thinking, known: ["includeThoughts", "thinkingBudget", "thinkingLevel"],
            at: "generation_config.thinking_config")
        if let count = config.camel("logprobs")?.int {
            guard config.camel("responseLogprobs")?.bool ?? false else {
                throw MalformedRequest("logprobs can be set only where response_logprobs is true.")
            }
            guard (0...20).contains(count) else { throw MalformedRequest("logprobs must be in the range [0, 20].") }
        }
        for (index, setting) in (body.camel("safetySettings")?.array ?? []).enumerated() {
            let place = "safety_settings[\(index)]"
            try check(setting, known: ["category", "threshold"] + (vertex ? ["method"] : []), at: place)
            guard let category = setting["category"]?.string, category.hasPrefix("HARM_CATEGORY_") else {
                throw MalformedRequest("Invalid value at '\(place).category'")
            }
            guard let threshold = setting["threshold"]?.string, thresholds.contains(threshold) else {
                throw MalformedRequest("Invalid value at '\(place).threshold'")
            }
        }
    }

    /// Protocol buffers refuse a member that they do not know.
    private static func check(_ object: JSONValue, known: [String], at place: String?) throws(MalformedRequest) {
        for key in object.object?.keys ?? [] where !known.contains(where: { $0 == key || $0.snake == key }) {
            throw MalformedRequest(
                "Invalid JSON payload received. Unknown name \"\(key)\"\(place.map { " at '\($0)'" } ?? ""): "
                    + "Cannot find field.")
        }
    }

    private static let topLevel = [
        "contents", "systemInstruction", "tools", "toolConfig", "safetySettings", "generationConfig", "cachedContent",
        "serviceTier", "store", "model",
    ]

    private static let generation = [
        "temperature", "topP", "topK", "candidateCount", "maxOutputTokens", "stopSequences", "responseLogprobs",
        "logprobs", "presencePenalty", "frequencyPenalty", "seed", "responseMimeType", "responseSchema",
        "responseJsonSchema", "responseFormat", "responseModalities", "mediaResolution", "speechConfig",
        "audioTimestamp", "thinkingConfig", "imageConfig", "routingConfig", "modelSelectionConfig",
        "enableEnhancedCivicAnswers", "enableAffectiveDialog",
    ]

    private static let thresholds: Set<String> = [
        "OFF", "BLOCK_NONE", "BLOCK_ONLY_HIGH", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_LOW_AND_ABOVE",
        "HARM_BLOCK_THRESHOLD_UNSPECIFIED",
    ]
}

extension JSONValue {
    /// A member by its name, or by the snake_case form that protocol buffers take as well.
    func camel(_ key: String) -> JSONValue? { self[key] ?? self[key.snake] }

    var bytes: [UInt8] {
        var out: [UInt8] = []
        JSONWriter.write(self, to: &out)
        return out
    }
}

extension String {
    fileprivate var snake: String {
        reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }
}
