import Classifier
import Trials

/// The seam to the rules that find out what an exchange means for its trial and for the run.
package protocol ReplyRules: Sendable {
    func finding(of exchange: Exchange, trial: Trial) -> Finding
}

extension Classifier: ReplyRules {
    package func finding(of exchange: Exchange, trial: Trial) -> Finding {
        finding(of: exchange, trial: trial, now: nil)
    }
}
