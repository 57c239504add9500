import Classifier
import Trials

/// The seam to the rules that find out what an exchange means for its trial and for the run.
package protocol ReplyRules: Sendable {
    /// - Parameter now: Unix seconds, for a Retry-After that names a moment in a reply without a `Date`.
    func finding(of exchange: Exchange, trial: Trial, now: Double?) -> Finding

    /// Whether a reply that still comes has told what it is. Of positive controls no more is taken than that.
    func hasHeardEnough(_ text: String) -> Bool
}

extension Classifier: ReplyRules {}
