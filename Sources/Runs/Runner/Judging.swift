import Classifier
import Trials

/// The seam to the rules that decide what an exchange means for its trial and for the run.
package protocol Judging: Sendable {
    func judgement(of exchange: Exchange, trial: Trial) -> (verdict: Verdict, disposition: Disposition)
}
