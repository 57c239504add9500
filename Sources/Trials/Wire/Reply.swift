import Formats

/// Tokens as the provider counted them; nil where it did not say.
package struct Usage: Sendable, Hashable, Codable {
    /// All input, cached parts included.
    package var input: Int?
    package var cachedInput: Int?
    /// All output, reasoning included.
    package var output: Int?
    package var reasoning: Int?
    /// USD, where the reply itself states a price.
    package var costUSD: Double?

    package init(
        input: Int? = nil, cachedInput: Int? = nil, output: Int? = nil, reasoning: Int? = nil, costUSD: Double? = nil
    ) {
        self.input = input
        self.cachedInput = cachedInput
        self.output = output
        self.reasoning = reasoning
        self.costUSD = costUSD
    }
}

/// An error object of the provider, wherever it stood: HTTP error body, 200 body, stream event.
package struct WireError: Sendable, Hashable, Codable {
    package enum Place: String, Sendable, Codable { case httpBody = "http-body", body, stream }
    package var place: Place
    package var type: String?
    /// As a string, also where the wire has an integer.
    package var code: String?
    package var message: String?
    package var param: String?

    package init(
        place: Place, type: String? = nil, code: String? = nil, message: String? = nil, param: String? = nil
    ) {
        self.place = place
        self.type = type
        self.code = code
        self.message = message
        self.param = param
    }
}

package struct ToolCall: Sendable, Hashable, Codable {
    package var name: String
    /// Raw JSON text of the arguments.
    package var arguments: String

    package init(name: String, arguments: String) {
        self.name = name
        self.arguments = arguments
    }
}

/// A word that stood in a slot of a reply other than the model's own text: a code, a type, a message, a reason, a header.
package struct SaidWord: Sendable, Hashable {
    /// `error.metadata.raw.error.type`; members of lists by number, JSON inside a string as if it stood there.
    package var path: String
    package var value: String

    package init(path: String, value: String) {
        self.path = path
        self.value = value
    }

    /// The last name of the path: `type`.
    package var key: Substring { path[(path.lastIndex(of: ".").map(path.index(after:)) ?? path.startIndex)...] }
}

/// What the body turned out to be, whatever was asked for.
package enum Framing: String, Sendable, Codable, CaseIterable {
    case none
    /// One JSON document (also in answer to a streaming request: some proxies do that).
    case document
    case events
    /// Neither; the raw bytes are kept.
    case unreadable
}

/// Facts that a dialect read out of the bytes of one reply. No judgement: that is the classifier's.
package struct Reply: Sendable, Hashable {
    package var framing: Framing
    /// Visible text.
    package var text: String
    package var reasoning: String
    /// The provider's structured refusal field.
    package var refusal: String?
    /// Non-empty deltas of visible text and of reasoning, by our own count; a document counts as one.
    package var textDeltas: Int
    package var reasoningDeltas: Int
    /// Nanoseconds since the start of the attempt; nil in documents and where none came.
    package var firstTextAt: Int64?
    package var firstReasoningAt: Int64?
    /// Raw; nil where the field was absent or null.
    package var stopReason: String?
    /// Raw category beside a stop reason, and the provider's own explanation.
    package var stopCategory: String?
    package var stopExplanation: String?
    package var error: WireError?
    /// Errors of an upstream inside the error, the outermost first: a gateway may quote one as JSON in a string.
    package var innerErrors: [WireError]
    /// Words of an error in every slot it has; of a reply that came with success, those that speak of a safeguard.
    package var said: [SaidWord]
    package var servedModel: String?
    package var responseID: String?
    package var requestID: String?
    package var usage: Usage
    package var toolCalls: [ToolCall]
    /// nil where none came.
    package var logProbabilities: LogProbabilities?
    /// Models that a declared fallback names as having answered.
    package var fallbackModels: [String]
    /// The trigger's category of a declared fallback, raw.
    package var fallbackCategory: String?
    /// Other safeguard facts, by field path, as JSON: `input_transformations`, `moderation`, `service_tier`.
    package var annotations: [String: JSONValue]
    /// The dialect's terminal marker was seen (always true for a complete document).
    package var ended: Bool
    /// Events that could not be read as JSON.
    package var unreadableEvents: Int
    /// First 2 KiB of a body that could not be read at all.
    package var unreadableSample: String?
    /// What was wrong with the bytes of a binary stream (`message-crc`); nothing after it was read.
    package var damage: String?

    package init(
        framing: Framing = .none, text: String = "", reasoning: String = "", refusal: String? = nil,
        textDeltas: Int = 0, reasoningDeltas: Int = 0, firstTextAt: Int64? = nil, firstReasoningAt: Int64? = nil,
        stopReason: String? = nil, stopCategory: String? = nil, stopExplanation: String? = nil,
        error: WireError? = nil, innerErrors: [WireError] = [], said: [SaidWord] = [], servedModel: String? = nil,
        responseID: String? = nil, requestID: String? = nil,
        usage: Usage = Usage(), toolCalls: [ToolCall] = [], logProbabilities: LogProbabilities? = nil,
        fallbackModels: [String] = [], fallbackCategory: String? = nil, annotations: [String: JSONValue] = [:],
        ended: Bool = false, unreadableEvents: Int = 0, unreadableSample: String? = nil, damage: String? = nil
    ) {
        self.framing = framing
        self.text = text
        self.reasoning = reasoning
        self.refusal = refusal
        self.textDeltas = textDeltas
        self.reasoningDeltas = reasoningDeltas
        self.firstTextAt = firstTextAt
        self.firstReasoningAt = firstReasoningAt
        self.stopReason = stopReason
        self.stopCategory = stopCategory
        self.stopExplanation = stopExplanation
        self.error = error
        self.innerErrors = innerErrors
        self.said = said
        self.servedModel = servedModel
        self.responseID = responseID
        self.requestID = requestID
        self.usage = usage
        self.toolCalls = toolCalls
        self.logProbabilities = logProbabilities
        self.fallbackModels = fallbackModels
        self.fallbackCategory = fallbackCategory
        self.annotations = annotations
        self.ended = ended
        self.unreadableEvents = unreadableEvents
        self.unreadableSample = unreadableSample
        self.damage = damage
    }
}
