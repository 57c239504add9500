import Trials

/// Judges an exchange: wire signs first (wire-format order), then the visible text. Pure; keeps nothing.
///
/// ```swift
/// let verdict = Classifier().verdict(for: exchange, trial: trial)
/// verdict.outcome         // .blocked
/// verdict.evidence.first  // the field and the words it rests on
/// ```
package struct Classifier: Sendable {
    /// Raised whenever a rule changes a verdict.
    package static let rulesVersion = "wire-6"
    /// What stands in `Verdict.version`.
    package static var version: String { "\(rulesVersion)+\(TextClassifier.version)" }

    let text: TextClassifier

    package init(text: TextClassifier = TextClassifier()) { self.text = text }

    package func verdict(for exchange: Exchange, trial: Trial) -> Verdict {
        finding(of: exchange, trial: trial).verdict
    }

    /// - Parameter now: Unix seconds, for a Retry-After that names a moment in a reply without a `Date`.
    package func finding(of exchange: Exchange, trial: Trial, now: Double? = nil) -> Finding {
        let exchange = QuotedPrompt.cut(from: exchange, trial) ?? exchange
        var finding = WireRules(exchange: exchange, trial: trial, now: now, text: text).finding()
        finding.verdict.version = Self.version
        return finding
    }
}
