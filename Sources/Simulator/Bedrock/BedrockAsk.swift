import Formats
import Trials

/// What a Converse request says beyond what every dialect does.
struct BedrockAsk: Sendable {
    struct Guardrail: Sendable, Equatable {
        var id: String
        var version: String
        /// Without its trace nobody can tell which side acted.
        var traced: Bool
        /// Assessments that acted on nothing are shown too.
        var full: Bool
        /// Text is shown before it is assessed.
        var asynchronous: Bool
        /// The request named none: the account has one of its own.
        var enforced: Bool
    }

    var guardrail: Guardrail
    /// The model's own fields that are wanted beside the common ones, as JSON pointers.
    var paths: Set<String>
    /// `standard` or `optimized`; nil: not asked for.
    var latency: String?
    var serviceTier: String?

    init(_ request: ModelRequest) {
        let body = request.body
        paths = Set((body["additionalModelResponseFieldPaths"]?.array ?? []).compactMap(\.string))
        latency = body["performanceConfig"]?["latency"]?.string
        serviceTier = body["serviceTier"]?["type"]?.string
        let config = body["guardrailConfig"]
        let trace = config?["trace"]?.string ?? "disabled"
        guardrail = Guardrail(
            id: config?["guardrailIdentifier"]?.string ?? "simenforced1",
            version: config?["guardrailVersion"]?.string ?? "1",
            traced: config == nil || trace != "disabled", full: trace == "enabled_full",
            asynchronous: config?["streamProcessingMode"]?.string == "async", enforced: config == nil)
    }

    // MARK: What the service refuses

    /// - Throws: a message as the provider words it.
    static func check(_ body: JSONValue) throws(MalformedRequest) {
        for pointer in body["additionalModelResponseFieldPaths"]?.array ?? [] {
            guard let pointer = pointer.string, pointer.hasPrefix("/"), pointer.utf8.count <= 256 else {
                throw MalformedRequest("The additional model response field paths must be valid JSON Pointers.")
            }
        }
        if let config = body["guardrailConfig"] {
            guard (config["guardrailIdentifier"] == nil) == (config["guardrailVersion"] == nil) else {
                throw MalformedRequest("The guardrail identifier and version must be provided together.")
            }
            try one(config["trace"], of: ["enabled", "disabled", "enabled_full"], at: "guardrailConfig.trace")
            try one(
                config["streamProcessingMode"], of: ["sync", "async"], at: "guardrailConfig.streamProcessingMode")
        }
        if let limit = body["inferenceConfig"]?["maxTokens"], (limit.int ?? 0) < 1 {
            throw invalid(limit, at: "inferenceConfig.maxTokens", "Member must have value greater than or equal to 1")
        }
        try one(body["performanceConfig"]?["latency"], of: ["standard", "optimized"], at: "performanceConfig.latency")
        try one(
            body["serviceTier"]?["type"], of: ["priority", "default", "flex", "reserved"], at: "serviceTier.type")
    }

    private static func one(
        _ value: JSONValue?, of words: [String], at place: String
    ) throws(MalformedRequest) {
        guard let value, !words.contains(value.string ?? "") else { return }
        throw invalid(value, at: place, "Member must satisfy enum value set: [\(words.joined(separator: ", "))]")
    }

    private static func invalid(_ value: JSONValue, at place: String, _ constraint: String) -> MalformedRequest {
        MalformedRequest(
            "1 validation error detected: Value '\(value.string ?? String(decoding: value.bytes, as: UTF8.self))' at "
                + "'\(place)' failed to satisfy constraint: \(constraint)")
    }
}
