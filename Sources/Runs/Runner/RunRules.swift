import Trials

/// What the user asked for on this one call.
package struct RunOptions: Sendable, Hashable {
    /// nil: all styles.
    package var onlyStyles: Set<String>?
    /// Trials to begin in this session at most.
    package var maxTrials: Int?
    /// Judges are asked after the trials: the run is finished only when they are.
    package var judgesFollow: Bool

    package init(onlyStyles: Set<String>? = nil, maxTrials: Int? = nil, judgesFollow: Bool = false) {
        self.onlyStyles = onlyStyles
        self.maxTrials = maxTrials
        self.judgesFollow = judgesFollow
    }
}

/// Numbers behind pacing and retries; times in seconds.
package struct RunRules: Sendable, Hashable {
    /// Attempts of one trial that failed without a word of the model, before its error stands.
    package var attempts = 6
    /// The same for 429: the provider said "later", not "no".
    package var throttledAttempts = 20
    /// 429 of one trial in one session, after which another one of the style is asked first.
    package var throttlesBeforeAside = 3
    /// Shortest and longest wait where the provider names none.
    package var backoff: ClosedRange<Double> = 0.5...8
    /// Longest pause of a style that fails as a whole.
    package var longestPause: Double = 60
    /// A provider that names a longer wait is not there for this session.
    package var longestRetryAfter: Double = 3600
    /// A wait of more than this many medians of the style counts as "the model was at work".
    package var waitFactor: Double = 3
    /// Replies that a median needs.
    package var medianFrom = 5
    /// Failures in a row, each after a longer pause, that close a style which never served, and one that did.
    package var strikesBeforeServed = 5
    package var strikesAfterServed = 10
    /// Unexplained errors of a style that served nothing, before it is closed.
    package var suspectsBeforeServed = 5
    /// Trials that may be left, all failing over connections that stand, for that to be their prompts' doing.
    package var mostSuspects = 10
    /// The same as a share of the style's trials, where that is more.
    package var suspectShare = 0.1
    package var repeatGap: Double = RunOrder.repeatGap
    /// Time for requests in flight after an interruption.
    package var grace: Double = 10
    /// Priced replies of a style before its own largest cost replaces the worst case in the budget.
    package var pricedReplies = 20
    /// Replies of a style without a price that told no cost, before it is taken for one that never tells.
    package var unpricedReplies = 5

    /// Seconds between two notes of a session at work. Each note says until when the session is taken to be at work if nobody
    /// hears of it again: one interval on, so that a budget of time never counts a killed one short. Nil: none.
    package var heartbeat: Double?
    /// Bytes that must be free beside the store: below, nothing new is sent while what is on its way can still be stored.
    package var leastFree: UInt64 = 0

    package init() {}

    /// For a run of which nobody moves the clock. Of a short budget of time a note takes no more than a twentieth.
    package static func live(_ budget: Budget = Budget()) -> RunRules {
        var rules = RunRules()
        rules.heartbeat = min(5, max(0.5, (budget.wallSeconds ?? .infinity) / 20))
        rules.leastFree = 24 << 20
        return rules
    }
}
