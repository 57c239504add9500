import Classifier
import Trials

/// The seam to the rules that find out what an exchange means for its trial and for the run.
package protocol ReplyRules: Sendable {
    /// - Parameter now: Unix seconds, for a Retry-After that names a moment in a reply without a `Date`.
    func finding(of exchange: Exchange, trial: Trial, now: Double?) -> Finding
}

extension Classifier: ReplyRules {}
