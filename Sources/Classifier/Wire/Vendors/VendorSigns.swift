import Trials

/// What one vendor's replies say that others' do not. A value: a new vendor with signs of its own is one small file,
/// named in `known`. Each rule looks for its own marks, because gateways pass replies of others through.
struct VendorSigns: Sendable {
    /// A safeguard in the dress of an error.
    typealias ErrorRule = @Sendable (_ error: WireError, _ exchange: Exchange, _ style: AccessStyle) -> BlockSign?
    /// A block in a reply that came with success; `stop` is what its stop reason means.
    typealias ReplyRule = @Sendable (_ reply: Reply, _ stop: StopSign, _ style: AccessStyle) -> BlockSign?

    /// Stop reasons beside the common ones of Chat Completions; read for compatible servers only.
    var stops: [String: StopSign] = [:]
    var error: ErrorRule = { _, _, _ in nil }
    var reply: ReplyRule = { _, _, _ in nil }

    /// In the order of asking: the first block stands.
    static let known: [VendorSigns] = [
        .anthropic, .azure, .cohere, .openAI, .gemini, .bedrock, .openRouter, .deepSeek, .xAI, .mistral, .together,
    ]

    static let compatibleStops: [String: StopSign] = known.reduce(into: [:]) { words, vendor in
        words.merge(vendor.stops) { first, _ in first }
    }
}

/// A block that an error object, a stop reason or an annotation carries.
struct BlockSign {
    var rule: String
    var field: String
    var quote: String
    var layer: Layer
    /// As reported, each category once.
    var categoriesRaw: [String] = []
    /// Whose words the categories are: the first column of the crosswalk.
    var provider: String
    /// The provider says that the prompt was stopped before a model ran.
    var saysInput = false
    /// The provider says that the model's output was stopped.
    var saysOutput = false
    /// Text that came is a guardrail's own message, wholly or at its end, and no delta of it is the model's.
    var canned = false
    var more: [Evidence] = []
}

extension String {
    /// How a wire's word stands in the name of a rule.
    var asRule: String { lowercased().replacing("_", with: "-") }
}
