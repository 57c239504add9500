import Classifier
import Trials

/// The trials of a run: each start, end and verdict as rows of the store, and what a person is shown of them.
struct TrialWork: SessionWork {
    /// An attempt that is over, and the trial it finished.
    final class Closing: SessionClosing {
        let attempt: EndedAttempt
        let trial: FinishedTrial?
        let key: TrialKey

        init(attempt: EndedAttempt, trial: FinishedTrial? = nil, key: TrialKey) {
            self.attempt = attempt
            self.trial = trial
            self.key = key
        }

        var rows: [StoredRow] { attempt.rows + (trial?.rows ?? []) }

        /// What is told of the trial that it finished.
        var told: RunEvent.Finished? {
            guard let trial else { return nil }
            let exchange = attempt.exchange
            return RunEvent.Finished(
                key: key, verdict: trial.verdict, requestID: exchange?.reply.requestID,
                seconds: exchange?.timings.ended.map { Double($0) / 1e9 })
        }
    }

    let stored: @Sendable ([Closing]) -> Void
    private let order: RunOrder
    private let session: Int64
    private let board: Scoreboard
    private let clock: any RunClock
    private var nextAttempt: Int64
    /// Attempt in flight, or the one that waits for its verdict, by position.
    private var attemptIDs: [Int: Int64] = [:]
    private var attemptNumbers: [Int: Int]
    private var servedModels: [Int: String] = [:]
    private var access: AccessWatches

    init(
        order: RunOrder, resumption: Resumption, session: Int64, access: AccessWatches, board: Scoreboard,
        clock: any RunClock
    ) {
        self.access = access
        self.order = order
        self.session = session
        self.board = board
        self.clock = clock
        nextAttempt = resumption.nextAttempt
        attemptNumbers = resumption.attempts
        stored = { closing in
            board.stored(closing.compactMap(\.told), now: clock.now())
        }
    }

    func seen(lasting: Double) -> StoredRow {
        StoredRow(Statements.seen(.trials), [.integer(milliseconds(clock.wall() + lasting)), .integer(session)])
    }

    mutating func start(
        _ position: Int, inFlight: Int, previous: Outcome?, presumedUSD: Double
    ) -> AttemptStart<Void> {
        let planned = order.trials[position]
        let number = (attemptNumbers[position] ?? 0) + 1
        attemptNumbers[position] = number
        let id = nextAttempt
        nextAttempt += 1
        attemptIDs[position] = id
        board.update(now: clock.now()) {
            $0.attempts += 1
            if number > 1 { $0.retries += 1 }
            $0.inFlight = inFlight
        }
        let start = StartedAttempt(
            id: id, trial: Int64(position + 1), number: number, session: session, startedAt: clock.wall(),
            previous: previous, presumedUSD: presumedUSD)
        let order = order
        return AttemptStart(row: start.row) { (order.trial(planned), ()) }
    }

    func kept(_ attempt: AttemptEnd<Void>, at position: Int) -> AttemptEnd<Void> {
        guard isControl(position) else { return attempt }
        var kept = attempt
        kept.verdict = WithheldReply.verdict(
            attempt.verdict, of: attempt.exchange, order.styles[order.trials[position].style])
        kept.exchange = WithheldReply.exchange(attempt.exchange, served: kept.verdict.servedModel)
        return kept
    }

    mutating func ended(
        _ position: Int, _ attempt: AttemptEnd<Void>, final: Verdict?, cost: Double?, presumed: Double,
        broken: Bool, throttled: Double
    ) -> [Closing] {
        noticeModel(position, attempt.exchange.reply.servedModel)
        guard let id = attemptIDs[position] else { return [] }
        let style = order.styles[order.trials[position].style]
        let ended = EndedAttempt(
            id: id, state: final == nil ? .retried : .counted, withheld: isControl(position), broken: broken,
            exchange: attempt.exchange, costUSD: cost, presumedUSD: presumed,
            fact: isControl(position) ? nil : ReplyFact(attempt.exchange.reply, style),
            leftOpen: final == nil ? (Int64(position + 1), attempt.verdict) : nil)
        if let final { noticeAccess(position, final) }
        return [closing(ended, position, final.map { finished(position, id, $0, throttled) })]
    }

    mutating func decided(_ position: Int, _ verdict: Verdict, throttled: Double) -> [Closing] {
        guard let id = attemptIDs[position] else { return [] }
        noticeAccess(position, verdict)
        return [closing(Self.marked(id, .counted), position, finished(position, id, verdict, throttled))]
    }

    mutating func closed(_ position: Int, _ state: AttemptState) -> [Closing] {
        guard let id = attemptIDs.removeValue(forKey: position) else { return [] }
        return [closing(Self.marked(id, state), position, nil)]
    }

    func waits(_ lanes: [Lane], inFlight: Int, ledger: Ledger) {
        let now = clock.now()
        let waits = lanes.filter { $0.closed == nil && $0.pausedUntil > now && $0.hasWork }
            .map { RunProgress.Wait(style: $0.style.id, reason: $0.pauseReason, seconds: $0.pausedUntil - now) }
        board.update(now: now) {
            $0.waits = waits
            $0.inFlight = inFlight
            if ledger.anyPrice { $0.spentUSD = ledger.spent }
        }
    }

    func note(_ position: Int, _ text: String) {
        board.note(style: order.styles[order.trials[position].style].id, text)
    }

    private func isControl(_ position: Int) -> Bool { order.probes[order.trials[position].probe].role == .control }

    private func closing(_ attempt: EndedAttempt, _ position: Int, _ trial: FinishedTrial?) -> Closing {
        Closing(attempt: attempt, trial: trial, key: order.key(order.trials[position]))
    }

    /// The end of an attempt that has no exchange to store, or whose exchange is on disk already.
    private static func marked(_ id: Int64, _ state: AttemptState) -> EndedAttempt {
        EndedAttempt(id: id, state: state, withheld: true, broken: false)
    }

    private func finished(
        _ position: Int, _ attempt: Int64, _ verdict: Verdict, _ throttled: Double
    ) -> FinishedTrial {
        FinishedTrial(
            id: Int64(position + 1), attempt: attempt, attempts: attemptNumbers[position] ?? 1,
            throttledSeconds: throttled, verdict: verdict)
    }

    private mutating func noticeAccess(_ position: Int, _ verdict: Verdict) {
        for (style, text) in access.finished(order.trials[position], verdict) { board.note(style: style, text) }
    }

    private mutating func noticeModel(_ position: Int, _ model: String?) {
        guard let model else { return }
        let before = servedModels.updateValue(model, forKey: order.trials[position].style)
        guard let before, before != model else { return }
        note(position, "served by \(model), before by \(before)")
    }
}
