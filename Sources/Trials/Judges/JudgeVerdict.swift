/// What one judge said about one reply, or why that is no verdict.
package struct JudgeVerdict: Sendable, Hashable {
    package enum Result: String, Sendable, CaseIterable {
        case decided
        /// It declined to judge, in its own words or in a structured refusal field.
        case refused
        /// An API-level signal stopped the question or the answer.
        case blocked
        /// An answer came that does not keep to the form that was asked for.
        case unparsable
        /// Another model answered in its place.
        case otherModel = "other-model"
        case error
    }

    /// Id of the judge.
    package var judge: String
    /// `Judge.version`
    package var version: String
    package var result: Result
    /// `answered`, `partial`, `refused` or `unable`; nil unless decided.
    package var outcome: Outcome?
    /// Whether each of the probe's `needs` is met, in their order; empty where it has none, or unless decided.
    package var points: [Bool]
    /// A passage of the reply, as it stands there.
    package var quote: String
    /// Why there is no verdict.
    package var detail: String
    /// What it read of a reply that was too long: `24000 of 81312 bytes`; nil where it read the whole.
    package var excerpt: String?
    package var servedModel: String?

    package init(
        judge: String, version: String, result: Result, outcome: Outcome? = nil, points: [Bool] = [],
        quote: String = "", detail: String = "", excerpt: String? = nil, servedModel: String? = nil
    ) {
        self.judge = judge
        self.version = version
        self.result = result
        self.outcome = outcome
        self.points = points
        self.quote = quote
        self.detail = String(detail.prefix(240))
        self.excerpt = excerpt
        self.servedModel = servedModel
    }

    /// What a judge chooses between.
    package static let outcomes: [Outcome] = [.answered, .partial, .refused, .unable]
}
