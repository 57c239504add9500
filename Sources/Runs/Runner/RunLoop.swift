import Classifier
import Trials

/// One session: the thin shell around the conductor. It owns the tasks, the clock and the store; the conductor decides.
struct RunLoop {
    enum Message: Sendable {
        case interrupt
        case tick(Double)
        case graceIsOver
        // Boxed: the message is copied on its way.
        indirect case ended(Int, Exchange, Verdict, Disposition, began: Double)
        case abandoned(Int)
        case unsent(Int, reason: String?)
        case saved
        case storeFailed(StoreError, sending: Int?)
    }

    /// An attempt that is over: its rows go to disk with the start of the next one.
    final class Closing: Sendable {
        let attempt: EndedAttempt
        let trial: FinishedTrial?
        let key: TrialKey

        init(attempt: EndedAttempt, trial: FinishedTrial? = nil, key: TrialKey) {
            self.attempt = attempt
            self.trial = trial
            self.key = key
        }

        var rows: [StoredRow] { attempt.rows + (trial?.rows ?? []) }
    }

    let runner: Runner
    let order: RunOrder
    let session: Int64
    let inbox: AsyncStream<Message>.Continuation
    let board: Scoreboard
    var conductor: Conductor
    private var nextAttempt: Int64
    /// Attempt in flight, or the one that waits for its verdict, by position.
    private var attemptIDs: [Int: Int64] = [:]
    private var attemptNumbers: [Int: Int]
    private var outbox: [Closing] = []
    private var armed: Double?
    private var saving = 0
    private var servedModels: [Int: String] = [:]

    init(
        runner: Runner, order: RunOrder, resumption: Resumption, conductor: Conductor, session: Int64,
        board: Scoreboard,
        inbox: AsyncStream<Message>.Continuation
    ) {
        self.runner = runner
        self.order = order
        self.session = session
        self.inbox = inbox
        self.board = board
        self.conductor = conductor
        nextAttempt = resumption.nextAttempt
        attemptNumbers = resumption.attempts
    }

    private var now: Double { runner.clock.now() }

    mutating func run(_ messages: AsyncStream<Message>) async {
        await withDiscardingTaskGroup { group in
            var over = pump(&group)
            var messages = messages.makeAsyncIterator()
            while !over, let message = await messages.next() {
                handle(message, &group)
                over = pump(&group)
            }
            group.cancelAll()
        }
    }

    // MARK: Sending

    /// Sends all that may be sent now. True when the session is over.
    private mutating func pump(_ group: inout DiscardingTaskGroup) -> Bool {
        while true {
            switch conductor.next(now: now) {
            case .send(let position):
                send(position, &group)
            case .wait(let until):
                if let until, conductor.stops.isEmpty { arm(until, &group) }
                flush(&group)
                tellWaits()
                return false
            case .finished:
                if conductor.stops.isEmpty, resolveSuspects() { continue }
                flush(&group)
                return saving == 0
            }
        }
    }

    private mutating func send(_ position: Int, _ group: inout DiscardingTaskGroup) {
        let planned = order.trials[position]
        let number = (attemptNumbers[position] ?? 0) + 1
        attemptNumbers[position] = number
        let id = nextAttempt
        nextAttempt += 1
        attemptIDs[position] = id
        let start = StartedAttempt(
            id: id, trial: Int64(position + 1), number: number, session: session, startedAt: runner.clock.wall(),
            previous: conductor.stopRules.lastOutcome[conductor.lanes[planned.style].account])
        let closing = outbox
        outbox = []
        board.update(now: now) {
            $0.attempts += 1
            if number > 1 { $0.retries += 1 }
            $0.inFlight = conductor.inFlight
        }
        let (runner, order, inbox, board) = (runner, order, inbox, board)
        group.addTask {
            do {
                try await runner.store.writer.save(closing.flatMap(\.rows) + [start.row])
            } catch {
                inbox.yield(.storeFailed(StoreError(error, path: runner.store.path), sending: position))
                return
            }
            Self.tell(closing, board, runner.clock)
            guard !Task.isCancelled else {
                inbox.yield(.unsent(position, reason: nil))
                return
            }
            let trial = order.trial(planned)
            let began = runner.clock.now()
            do {
                let exchange = try await runner.client.attempt(trial)
                let (verdict, disposition) = runner.judging.judgement(of: exchange, trial: trial)
                inbox.yield(.ended(position, exchange, verdict, disposition, began: began))
            } catch is CancellationError {
                inbox.yield(.abandoned(position))
            } catch {
                inbox.yield(.unsent(position, reason: "\(error)"))
            }
        }
    }

    /// Writes what no start of a next attempt takes along.
    private mutating func flush(_ group: inout DiscardingTaskGroup) {
        guard !outbox.isEmpty else { return }
        let closing = outbox
        outbox = []
        saving += 1
        let (store, inbox, board, clock) = (runner.store, inbox, board, runner.clock)
        group.addTask {
            do {
                try await store.writer.save(closing.flatMap(\.rows))
                Self.tell(closing, board, clock)
                inbox.yield(.saved)
            } catch {
                inbox.yield(.storeFailed(StoreError(error, path: store.path), sending: nil))
            }
        }
    }

    private static func tell(_ closing: [Closing], _ board: Scoreboard, _ clock: any RunClock) {
        board.stored(closing.compactMap { item in item.trial.map { (item.key, $0.verdict) } }, now: clock.now())
    }

    private mutating func arm(_ until: Double, _ group: inout DiscardingTaskGroup) {
        if let armed, armed <= until { return }
        armed = until
        let (clock, inbox) = (runner.clock, inbox)
        group.addTask {
            // A cancelled wait has nobody left to wake.
            guard (try? await clock.sleep(until: until)) != nil else { return }
            inbox.yield(.tick(until))
        }
    }

    private func tellWaits() {
        let now = now
        let waits = conductor.lanes.filter { $0.closed == nil && $0.pausedUntil > now && $0.hasWork }
            .map { RunProgress.Wait(style: $0.style.id, reason: $0.pauseReason, seconds: $0.pausedUntil - now) }
        board.update(now: now) {
            $0.waits = waits
            $0.inFlight = conductor.inFlight
            if conductor.ledger.anyPrice { $0.spentUSD = conductor.ledger.spent }
        }
    }

    // MARK: Hearing

    private mutating func handle(_ message: Message, _ group: inout DiscardingTaskGroup) {
        switch message {
        case .interrupt:
            conductor.interrupt()
            let (clock, inbox) = (runner.clock, inbox)
            let until = now + runner.rules.grace
            group.addTask {
                // A cancelled wait: everything was cancelled already.
                guard (try? await clock.sleep(until: until)) != nil else { return }
                inbox.yield(.graceIsOver)
            }
        case .tick(let at): if armed == at { armed = nil }
        case .graceIsOver: group.cancelAll()
        case .ended(let position, let exchange, let verdict, let disposition, let began):
            ended(position, exchange, verdict, disposition, began)
        case .abandoned(let position):
            conductor.abandoned(position)
            close(position, .abandoned)
        case .unsent(let position, let reason):
            conductor.unsent(position, reason: reason)
            close(position, .unsent)
            if let reason { board.note(style: order.styles[order.trials[position].style].id, reason) }
        case .saved: saving -= 1
        case .storeFailed(let error, let sending):
            if let sending { conductor.unsent(sending, reason: nil) } else { saving -= 1 }
            if !conductor.hardStop { conductor.stop(.couldNotFinish(reason: "\(error)"), hard: true) }
            outbox = []
        }
        if conductor.hardStop { group.cancelAll() }
    }

    private mutating func close(_ position: Int, _ state: AttemptState) {
        guard let id = attemptIDs.removeValue(forKey: position) else { return }
        let attempt = EndedAttempt(id: id, state: state, withheld: true, broken: false)
        outbox.append(Closing(attempt: attempt, key: order.key(order.trials[position])))
    }

    private mutating func ended(
        _ position: Int, _ exchange: Exchange, _ verdict: Verdict, _ disposition: Disposition, _ began: Double
    ) {
        let now = now
        let planned = order.trials[position]
        let style = order.styles[planned.style]
        let control = order.probes[planned.probe].role == .control
        let reply = exchange.reply
        let cost = style.cost(reply.usage)
        let cuts = conductor.trials[position].cuts
        let result = AttemptResult(
            verdict: control ? verdict.withoutReply() : verdict, disposition: disposition,
            status: exchange.raw.status, fault: exchange.raw.fault,
            sawDelta: Self.modelSpoke(exchange, style), began: began, cost: cost)
        let ruling = conductor.ended(position, result, now: now)
        guard let id = attemptIDs[position] else { return }
        let attempt = EndedAttempt(
            id: id, state: ruling.finish == nil ? .retried : .counted, withheld: control,
            broken: conductor.trials[position].cuts > cuts, exchange: exchange, costUSD: cost)
        outbox.append(
            Closing(
                attempt: attempt, trial: ruling.finish.map { finished(position, $0) }, key: order.key(planned)))
        for (other, verdict) in ruling.others { finishSuspect(other, verdict) }
        for note in ruling.notes { board.note(style: style.id, note) }
        noticeModel(planned.style, reply.servedModel)
        enforceHold(style)
    }

    /// Text or reasoning came; or the first bytes of an unstreamed reply, which begins only when the model is done.
    private static func modelSpoke(_ exchange: Exchange, _ style: AccessStyle) -> Bool {
        if exchange.reply.textDeltas + exchange.reply.reasoningDeltas > 0 { return true }
        return !style.stream && exchange.raw.status == 200 && !exchange.raw.body.isEmpty
    }

    private func finished(_ position: Int, _ verdict: Verdict) -> FinishedTrial {
        FinishedTrial(
            id: Int64(position + 1), attempt: attemptIDs[position] ?? 0, attempts: attemptNumbers[position] ?? 1,
            throttledSeconds: conductor.trials[position].throttledSeconds, verdict: verdict)
    }

    /// A trial whose exchange is on disk already, and whose verdict is known only now.
    private mutating func finishSuspect(_ position: Int, _ verdict: Verdict) {
        guard let id = attemptIDs[position] else { return }
        let attempt = EndedAttempt(id: id, state: .counted, withheld: true, broken: false)
        outbox.append(
            Closing(attempt: attempt, trial: finished(position, verdict), key: order.key(order.trials[position])))
    }

    /// At the end: no other request of the style was served, so the 4xx stands as what it says.
    private mutating func resolveSuspects() -> Bool {
        var any = false
        for lane in conductor.lanes.indices where conductor.lanes[lane].closed == nil {
            for (position, verdict) in conductor.resolveSuspects(lane, served: false, now: now) {
                finishSuspect(position, verdict)
                any = true
            }
        }
        return any
    }

    private mutating func noticeModel(_ style: Int, _ model: String?) {
        guard let model else { return }
        let before = servedModels.updateValue(model, forKey: style)
        guard let before, before != model else { return }
        board.note(style: order.styles[style].id, "served by \(model), before by \(before)")
    }

    /// The provider acts against the account: the hold is on disk before anything else happens.
    private mutating func enforceHold(_ style: AccessStyle) {
        let runner = runner
        conductor.placeHold { reason in
            do {
                return try runner.holds.write(
                    style: style, reason: reason, run: runner.store.path, at: runner.clock.wall())
            } catch {
                return "(the hold file could not be written: \(error))"
            }
        }
    }
}
