import Trials

/// A block that an error object, a stop reason or an annotation carries.
package struct BlockSign: Sendable {
    package var rule: String
    package var field: String
    package var quote: String
    package var layer: Layer
    /// As reported, each category once.
    package var categoriesRaw: [String]
    /// Whose words the categories are: the first column of the crosswalk.
    package var provider: String
    /// The provider says that the prompt was stopped before a model ran.
    package var saysInput: Bool
    /// The provider says that the model's output was stopped.
    package var saysOutput: Bool
    /// Text that came is a guardrail's own message, wholly or at its end, and no delta of it is the model's.
    package var canned: Bool
    package var more: [Evidence]

    package init(
        rule: String, field: String, quote: String, layer: Layer, categoriesRaw: [String] = [], provider: String,
        saysInput: Bool = false, saysOutput: Bool = false, canned: Bool = false, more: [Evidence] = []
    ) {
        self.rule = rule
        self.field = field
        self.quote = quote
        self.layer = layer
        self.categoriesRaw = categoriesRaw
        self.provider = provider
        self.saysInput = saysInput
        self.saysOutput = saysOutput
        self.canned = canned
        self.more = more
    }
}

extension String {
    /// How a wire's word stands in the name of a rule.
    package var asRule: String { lowercased().replacing("_", with: "-") }
}
