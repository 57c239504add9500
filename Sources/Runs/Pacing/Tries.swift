import Trials

/// The retry counters of one trial, all in one value; docs/methods/attempt.md has the table that they make.
struct Tries: Sendable, Hashable {
    /// Begun in this session.
    var attempts = 0
    /// Failed without a word of the model, in the present round.
    var failures = 0
    /// Broken off while the model may have been at work, over all sessions.
    var cuts = 0
    /// Whole rounds of failures, over all sessions: the trial was put off after each.
    var rounds = 0
    /// Whether every failure, of all sessions, came over a connection that stood: the server was there.
    var alwaysReached = true
    /// Replies that the style had given in this session when the trial failed first.
    var servedBefore: Int?
    /// 429s.
    var limits = Throttles()
    /// Failures of earlier sessions that are not yet counted as rounds.
    private var earlier = 0

    var begun: Bool { attempts > 0 }

    /// An attempt of an earlier session.
    struct Earlier {
        var id: Int64 = 0
        var session: Int64 = 1
        /// Seconds since 1970.
        var startedAt: Double = 0
        /// It ended, and its exchange is stored.
        var kept: Bool
        var cut: Bool
        var status: Int?
        var fault: WireFault?
        /// Of a 429: the last attempt before this one with which the style served another trial.
        var servedBefore: Int64?
    }

    mutating func remember(_ attempt: Earlier) {
        if attempt.kept { limits.remember(attempt) }
        if attempt.cut { return cuts += 1 }
        guard attempt.kept, attempt.fault != nil || (attempt.status ?? 0) >= 500 else { return }
        earlier += 1
        if let fault = attempt.fault, !fault.mayHaveReachedServer { alwaysReached = false }
    }

    /// Makes rounds of what was remembered.
    ///
    /// - Parameter wall: now, seconds since 1970.
    mutating func resume(round: Int, wall: Double) {
        rounds = earlier / max(1, round)
        earlier = 0
        limits.resume(wall: wall)
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
