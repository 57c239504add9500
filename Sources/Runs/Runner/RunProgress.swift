import Trials

/// Where a run stands: all that a progress line needs.
package struct RunProgress: Sendable, Hashable {
    /// Finished trials of the plan, earlier sessions included.
    package var done = 0
    package var planned = 0
    /// Finished in this session.
    package var doneNow = 0
    /// Left to do in this session.
    package var left = 0
    package var inFlight = 0
    package var outcomes: [Outcome: Int] = [:]
    package var attempts = 0
    package var retries = 0
    /// USD; nil where no style has a price and no reply stated one.
    package var spentUSD: Double?
    /// Seconds of this session.
    package var elapsed: Double = 0
    /// Trials per second over the last minute; nil before the first.
    package var rate: Double?
    /// What is waited for.
    package var waits: [Wait] = []

    package struct Wait: Sendable, Hashable {
        package var style: String
        package var reason: String
        /// Seconds from now.
        package var seconds: Double
    }

    /// Seconds left at the present rate; nil where there is none.
    package var eta: Double? { rate.flatMap { $0 > 0 ? Double(left) / $0 : nil } }
}

/// What a run tells while it works.
package enum RunEvent: Sendable, Hashable {
    /// What became of one trial, with what its provider calls the request and how long that took.
    package struct Finished: Sendable, Hashable {
        package var key: TrialKey
        package var verdict: Verdict
        /// nil where none was told.
        package var requestID: String?
        /// From the request to the end of the reply; nil where nobody knows.
        package var seconds: Double?
    }

    /// At most ten a second, and one at the end.
    case progress(RunProgress)
    /// A trial is on disk.
    case finished(Finished)
    /// A style is paused or closed, a served model changed: one line for a person.
    case note(style: String, String)
}

/// What a session of a run did.
package struct RunSummary: Sendable, Hashable {
    /// Most pressing first is `end`; all that apply stand here.
    package var ends: [RunEnd]
    package var progress: RunProgress
    /// Every trial of the plan is done or released.
    package var complete: Bool
    /// Attempts, over all sessions, that may have been paid for and whose reply nobody has.
    package var possiblyLost: Int
    package var servedModels: [ServedModelRow]

    package var end: RunEnd { RunEnd.mostPressing(ends) }
}
