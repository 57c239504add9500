import Trials

/// What the runner may do after an attempt, from the same pass that made the verdict.
package enum Disposition: Sendable, Hashable {
    /// A result, or an error that the same request would meet again. Never asked again.
    case done
    /// A fault before any delta, a rate limit or an overload.
    case retry(Retry)
    /// Cut, timed out or failed after text or reasoning had come: asked again at most once, both attempts kept.
    case cutAfterDelta(Retry)
    /// The provider acted against the account: the run stops at once.
    case stopRun
    /// The credential was refused: no trial of this style can succeed.
    case credentialRefused
    /// No money or a spend limit: no trial on this credential can succeed until a person acts.
    case outOfCredit
    /// This machine lacks a resource (descriptors); the attempt never left it.
    case localFault

    package struct Retry: Sendable, Hashable {
        package enum Reason: String, Sendable, Codable, CaseIterable {
            case transport
            case timeout
            case cut
            case rateLimited = "rate-limited"
            case overloaded
            case server
        }
        package var reason: Reason
        /// Seconds the provider asked to wait; nil where it named none.
        package var after: Double?

        package init(_ reason: Reason, after: Double? = nil) {
            self.reason = reason
            self.after = after
        }
    }
}

/// What the rules say of one attempt: what happened, and what may be done next.
package struct Finding: Sendable, Hashable {
    package var verdict: Verdict
    package var disposition: Disposition

    package init(verdict: Verdict, disposition: Disposition) {
        self.verdict = verdict
        self.disposition = disposition
    }
}
