import Trials

/// The retry counters of one trial, all in one value; docs/methods/attempt.md has the table that they make.
struct Tries: Sendable, Hashable {
    /// Begun in this session.
    var attempts = 0
    /// Failed without a word of the model, in the present round.
    var failures = 0
    /// 429 of this session.
    var throttles = 0
    /// Broken off while the model may have been at work, over all sessions.
    var cuts = 0
    /// Whole rounds of failures, over all sessions: the trial was put off after each.
    var rounds = 0
    /// Whether every failure, of all sessions, came over a connection that stood: the server was there.
    var alwaysReached = true
    /// Replies that the style had given in this session when the trial failed first.
    var servedBefore: Int?
    /// Failures of earlier sessions that are not yet counted as rounds.
    private var earlier = 0

    var begun: Bool { attempts > 0 }

    /// An attempt of an earlier session.
    /// - Parameter kept: it ended, and its exchange is stored.
    mutating func remember(kept: Bool, cut: Bool, status: Int?, fault: WireFault?) {
        if cut { return cuts += 1 }
        guard kept, fault != nil || (status ?? 0) >= 500 else { return }
        earlier += 1
        if let fault, !fault.mayHaveReachedServer { alwaysReached = false }
    }

    /// Makes rounds of what was remembered.
    mutating func resume(round: Int) {
        rounds = earlier / max(1, round)
        earlier = 0
    }

    mutating func failed(reached: Bool, served: Int) {
        failures += 1
        alwaysReached = alwaysReached && reached
        servedBefore = servedBefore ?? served
    }

    /// What is known of the style when a trial of it fails.
    struct Company {
        /// Replies in this session.
        var served: Int
        /// It served in this session or an earlier one.
        var servedEver: Bool
        /// Failures in a row, without a reply of any trial in between.
        var strikes: Int
        /// Nothing else of the style is left.
        var isLast: Bool
        /// All that is left of the style, and few, are trials that fail as this one does.
        var onlyFailing: Bool
    }

    enum Failure: Hashable {
        /// Ask again after a pause.
        case again
        /// The whole style fails: others are tried first.
        case putOff
        /// The error stands as what it is.
        case stands
        /// The error stands, and is the prompt's doing: the server was there each time, and serves others.
        case standsForPrompt
    }

    /// What comes after a failure. The first row that holds decides.
    ///
    /// - Parameters:
    ///   - round: failures of one round.
    ///   - ownFault: the server itself said that it failed or is overloaded; its word stands.
    func afterFailure(round: Int, ownFault: Bool, _ style: Company) -> Failure {
        if failures < round { return .again }
        if alwaysReached, !ownFault {
            if let servedBefore, style.served > servedBefore { return .standsForPrompt }
            if rounds > 0, style.servedEver, style.onlyFailing || style.served > 0 { return .standsForPrompt }
        }
        if style.strikes < 2 || rounds > 0 { return .stands }
        if style.isLast, style.served > 0, !alwaysReached || ownFault { return .stands }
        return .putOff
    }

    mutating func putOff() {
        rounds += 1
        failures = 0
    }
}
