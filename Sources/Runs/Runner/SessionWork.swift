import Classifier
import Trials

/// What every session works with.
struct SessionParts: Sendable {
    let store: RunStore
    let client: any ModelClient
    /// The rules for exchanges.
    let replyRules: any ReplyRules
    let holds: HoldFolder
    var accounts = AccountNames()
    let rules: RunRules
    let clock: any RunClock

    /// Of the reply to a positive control no more is taken than tells what became of it.
    func enough(for trial: Trial) -> (@Sendable (_ text: String) -> Bool)? {
        guard trial.probe.role == .control else { return nil }
        let replyRules = replyRules
        return { replyRules.hasHeardEnough($0) }
    }
}

/// What a session is about: trials of models, or questions to judges. Positions are those of the conductor's order.
protocol SessionWork: Sendable {
    /// What was asked, beyond the trial that went over the wire.
    associatedtype Asked: Sendable
    /// What is kept of an attempt that is over.
    associatedtype Closing: SessionClosing

    /// Told once these are on disk; called from several threads.
    var stored: @Sendable ([Closing]) -> Void { get }

    /// An attempt is about to be sent.
    /// - Parameters:
    ///   - previous: the last outcome on the same account, in this session.
    ///   - presumedUSD: what it may cost at worst.
    mutating func start(
        _ position: Int, inFlight: Int, previous: Outcome?, presumedUSD: Double
    ) -> AttemptStart<Asked>

    /// The note that the session is at work.
    /// - Parameter lasting: seconds for which that holds if nobody hears of it again.
    func seen(lasting: Double) -> StoredRow

    /// An attempt as far as it may be kept, or told to anybody.
    func kept(_ attempt: AttemptEnd<Asked>, at position: Int) -> AttemptEnd<Asked>

    /// - Parameters:
    ///   - final: the verdict that stands; nil: the attempt will be followed by another, or its verdict comes later.
    ///   - cost: USD; nil where nobody knows.
    ///   - presumed: USD that it may have cost, where nobody knows.
    ///   - broken: broken off while the model may have been at work.
    ///   - throttled: seconds that the trial waited for rate limits and retries.
    mutating func ended(
        _ position: Int, _ attempt: AttemptEnd<Asked>, final: Verdict?, cost: Double?, presumed: Double,
        broken: Bool, throttled: Double
    ) -> [Closing]

    /// The verdict of an attempt whose exchange is kept already.
    mutating func decided(_ position: Int, _ verdict: Verdict, throttled: Double) -> [Closing]

    /// An attempt that brought no exchange.
    mutating func closed(_ position: Int, _ state: AttemptState) -> [Closing]

    /// Nothing can be sent at the moment.
    func waits(_ lanes: [Lane], inFlight: Int, ledger: Ledger)

    /// One line for a person.
    func note(_ position: Int, _ text: String)
}

/// An attempt that is over: its rows go to disk with the start of the next one.
protocol SessionClosing: Sendable {
    var rows: [StoredRow] { get }
}

/// An attempt that is about to be sent.
struct AttemptStart<Asked: Sendable>: Sendable {
    /// On disk before anything is sent.
    var row: StoredRow
    /// Makes what is sent, off the loop. Throws where it cannot be made: the attempt is then `unsent`.
    var make: @Sendable () throws -> (trial: Trial, asked: Asked)
}

/// What came of an attempt.
struct AttemptEnd<Asked: Sendable>: Sendable {
    var exchange: Exchange
    var verdict: Verdict
    var disposition: Disposition
    var asked: Asked
    /// On the session's clock.
    var began: Double
}
