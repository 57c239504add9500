import Trials

/// The seam to the rules that decide what an exchange means.
package protocol Judging: Sendable {
    /// Version of the rules; part of every verdict.
    func judgement(of exchange: Exchange, trial: Trial) -> Judgement
}

/// What an exchange means for its trial and for the run.
package struct Judgement: Sendable, Hashable {
    package var verdict: Verdict
    package var next: Next

    package init(verdict: Verdict, next: Next = .finish) {
        self.verdict = verdict
        self.next = next
    }

    /// What the runner may do after it.
    package enum Next: Sendable, Hashable {
        /// The verdict stands: an answer, a block, or an error that no second request would change.
        case finish
        /// Nothing of the model was seen; the same request may succeed later.
        case again(Reason, afterSeconds: Double?)
        /// Broken off after text or reasoning had come: once more, at most.
        case cut
        /// The key is wrong, expired, or may not use this model; or money is missing: no request of this style can succeed.
        case credentialRefused(String)
        /// The provider acts against the account.
        case accountEnforcement(String)
        /// A 4xx that may be the prompt's doing or the style's: it depends on whether the style serves others.
        case suspect
    }

    package enum Reason: String, Sendable, Hashable {
        case transport
        case timeout
        case rateLimited = "rate limit"
        case overloaded
        case server = "server error"
        /// Of this machine.
        case local = "open files"
    }
}
