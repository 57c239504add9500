import Classifier
import Trials

/// One session: the thin shell around the conductor. It owns the tasks, the clock and the store; the conductor decides
/// what is sent when, the work says what it is and what is kept of it.
struct SessionLoop<Work: SessionWork> {
    enum Message: Sendable {
        case interrupt
        case tick(Double)
        case graceIsOver
        // Boxed: the message is copied on its way.
        indirect case ended(Int, AttemptEnd<Work.Asked>)
        case abandoned(Int)
        case unsent(Int, reason: String?)
        case saved
        case storeFailed(StoreError, sending: Int?)
    }

    private let parts: SessionParts
    private let order: RunOrder
    private let inbox: Inbox<Message>
    private(set) var conductor: Conductor
    private(set) var work: Work
    private var outbox: [Work.Closing] = []
    private var notes: [StoredRow] = []
    private var alarm: Alarm?
    private var holdWatch: HoldWatch
    private var diskWatch = DiskWatch()
    private var blockBook: BlockBook
    /// Accounts whose book was read.
    private var booked: Set<String> = []
    private var seenAt: Double
    private var saving = 0

    /// The one wait for a time. A later one takes its place: a task that sleeps for nobody would stay to the end.
    private struct Alarm {
        var at: Double
        var task: Task<Void, Never>
    }

    private init(
        _ work: Work, order: RunOrder, conductor: Conductor, parts: SessionParts,
        inbox: Inbox<Message>
    ) {
        self.parts = parts
        self.order = order
        self.inbox = inbox
        self.conductor = conductor
        self.work = work
        holdWatch = HoldWatch(parts.holds)
        blockBook = BlockBook(
            folder: parts.holds.path, store: parts.store.path, wall: parts.clock.wall(),
            toldAt: conductor.stopRules.toldAt)
        seenAt = parts.clock.now()
    }

    /// Runs until the work is done or something stops it. Cancelling the task is the interruption: nothing new is
    /// begun, what is in flight has `rules.grace` seconds, and what came is stored.
    static func run(
        _ work: Work, order: RunOrder, conductor: Conductor, parts: SessionParts
    ) async -> (work: Work, conductor: Conductor) {
        let inbox = Inbox<Message>()
        var fresh = SessionLoop(work, order: order, conductor: conductor, parts: parts, inbox: inbox)
        // Interrupted in what came before the session: nothing is begun.
        if Task.isCancelled { fresh.conductor.interrupt() }
        let loop = fresh
        // A task of its own: cancelling the caller must not cut what is in flight before its grace is over, nor
        // keep what came from being stored.
        let running = Task {
            var loop = loop
            await loop.run()
            return (loop.work, loop.conductor)
        }
        return await withTaskCancellationHandler {
            await running.value
        } onCancel: {
            inbox.leave(.interrupt)
        }
    }

    private var now: Double { parts.clock.now() }

    private mutating func run() async {
        await withDiscardingTaskGroup { group in
            var over = pump(&group)
            while !over {
                for message in await inbox.take() where !over {
                    handle(message, &group)
                    over = pump(&group)
                }
            }
            group.cancelAll()
        }
        alarm?.task.cancel()
    }

    // MARK: Sending

    /// Sends all that may be sent now. True when the session is over.
    private mutating func pump(_ group: inout DiscardingTaskGroup) -> Bool {
        while true {
            switch conductor.next(now: now) {
            case .send(let position):
                if let refusal = refusal(position) {
                    refuse(position, refusal)
                    continue
                }
                send(position, &group)
            case .wait(let until):
                if conductor.hardStop { group.cancelAll() }
                noteSeen()
                if conductor.stops.isEmpty { arm(until) }
                flush(&group)
                work.waits(conductor.lanes, inFlight: conductor.inFlight, ledger: conductor.ledger)
                return false
            case .finished:
                if conductor.stops.isEmpty, resolveSuspects() { continue }
                flush(&group)
                return saving == 0
            }
        }
    }

    /// Why a request may not be sent although its turn has come.
    private enum Refusal {
        case hold(file: String)
        case diskLow(free: UInt64)
        case blocks(reason: String)
    }

    private mutating func refusal(_ position: Int) -> Refusal? {
        let now = now
        if let file = holdWatch.hold(on: order.styles[order.trials[position].style], now: now) {
            return .hold(file: file)
        }
        if let free = diskWatch.free(in: parts.store, below: parts.rules.leastFree, now: now) {
            return .diskLow(free: free)
        }
        return blocksOfOthers(position).map(Refusal.blocks(reason:))
    }

    /// Whether a stop rule holds for what other runs noted of the account.
    private mutating func blocksOfOthers(_ position: Int) -> String? {
        let style = order.trials[position].style
        guard conductor.stopRules.limitsAnything, !order.styles[style].replayed else { return nil }
        let account = conductor.lanes[style].account
        let (now, wall) = (now, parts.clock.wall())
        let news = blockBook.news(on: account, wall: wall)
        let first = booked.insert(account).inserted
        guard !news.isEmpty else { return nil }
        conductor.stopRules.remember(
            account: account, noted: news.map { (now - (wall - $0.at), $0.blocked) }, first: first)
        return conductor.stopRules.reached(account: account, now: now)
    }

    private mutating func book(_ outcome: Outcome?, _ style: Int, streak: Int) {
        guard let outcome, conductor.stopRules.limitsAnything, !order.styles[style].replayed else { return }
        guard outcome == .blocked || outcome != .error && streak > 0 else { return }
        blockBook.note(
            conductor.lanes[style].account, outcome == .blocked ? .blocked : .other, wall: parts.clock.wall())
    }

    private mutating func refuse(_ position: Int, _ refusal: Refusal) {
        switch refusal {
        case .hold(let file): conductor.held(position, by: file)
        case .blocks(let reason):
            conductor.unsent(position, reason: nil)
            conductor.stop(
                .stopRule(
                    style: order.styles[order.trials[position].style].id,
                    reason: "\(reason), counted over all runs on this account"))
        case .diskLow(let free):
            conductor.unsent(position, reason: nil)
            conductor.stop(
                .couldNotFinish(
                    reason: "the disk that holds \(parts.store.path) has \(free >> 20) MB left, and a run needs "
                        + "\(parts.rules.leastFree >> 20) MB to store what comes; free some space and run the study again"
                ))
        }
    }

    /// The session's own note of being at work rides along with other rows; a budget of time counts up to it.
    private mutating func noteSeen() {
        guard let every = parts.rules.heartbeat, now - seenAt >= every else { return }
        seenAt = now
        notes.append(work.seen(lasting: every))
    }

    private mutating func send(_ position: Int, _ group: inout DiscardingTaskGroup) {
        let account = conductor.lanes[order.trials[position].style].account
        let start = work.start(
            position, inFlight: conductor.inFlight, previous: conductor.stopRules.lastOutcome[account],
            presumedUSD: conductor.trials[position].reserved)
        noteSeen()
        let closing = outbox
        let noted = notes
        outbox = []
        notes = []
        let (parts, stored, inbox) = (parts, work.stored, inbox)
        // Immediate: up to its first wait, for the disk, a task has no need of a thread of its own.
        group.addImmediateTask {
            do {
                try await parts.store.writer.save(closing.flatMap(\.rows) + noted + [start.row])
            } catch {
                inbox.leave(.storeFailed(StoreError(error, path: parts.store.path), sending: position))
                return
            }
            stored(closing)
            guard !Task.isCancelled else {
                inbox.leave(.unsent(position, reason: nil))
                return
            }
            do {
                let (trial, asked) = try start.make()
                let began = parts.clock.now()
                let exchange = try await parts.client.attempt(trial, until: parts.enough(for: trial))
                let found = parts.replyRules.finding(of: exchange, trial: trial, now: parts.clock.wall())
                inbox.leave(
                    .ended(
                        position,
                        AttemptEnd(
                            exchange: exchange, verdict: found.verdict, disposition: found.disposition, asked: asked,
                            began: began))
                )
            } catch is CancellationError {
                inbox.leave(.abandoned(position))
            } catch is NeverSent {
                inbox.leave(.unsent(position, reason: nil))
            } catch {
                inbox.leave(.unsent(position, reason: "\(error)"))
            }
        }
    }

    /// Writes what no start of a next attempt takes along.
    private mutating func flush(_ group: inout DiscardingTaskGroup) {
        guard !outbox.isEmpty || !notes.isEmpty else { return }
        let closing = outbox
        let noted = notes
        outbox = []
        notes = []
        saving += 1
        let (store, stored, inbox) = (parts.store, work.stored, inbox)
        group.addTask {
            do {
                try await store.writer.save(closing.flatMap(\.rows) + noted)
                stored(closing)
                inbox.leave(.saved)
            } catch {
                inbox.leave(.storeFailed(StoreError(error, path: store.path), sending: nil))
            }
        }
    }

    private mutating func arm(_ until: Double?) {
        var until = until
        if let every = parts.rules.heartbeat, conductor.inFlight > 0 { until = min(until ?? .infinity, seenAt + every) }
        guard let until, until < .infinity else { return }
        if let alarm, alarm.at <= until { return }
        alarm?.task.cancel()
        let (clock, inbox) = (parts.clock, inbox)
        alarm = Alarm(
            at: until,
            task: Task {
                // A cancelled wait has nobody left to wake.
                guard (try? await clock.sleep(until: until)) != nil else { return }
                inbox.leave(.tick(until))
            })
    }

    private func wake(at until: Double, with message: Message, _ group: inout DiscardingTaskGroup) {
        let (clock, inbox) = (parts.clock, inbox)
        group.addTask {
            // A cancelled wait has nobody left to wake.
            guard (try? await clock.sleep(until: until)) != nil else { return }
            inbox.leave(message)
        }
    }

    // MARK: Hearing

    private mutating func handle(_ message: Message, _ group: inout DiscardingTaskGroup) {
        switch message {
        case .interrupt:
            conductor.interrupt()
            wake(at: now + parts.rules.grace, with: .graceIsOver, &group)
        case .tick(let at): if alarm?.at == at { alarm = nil }
        case .graceIsOver: group.cancelAll()
        case .ended(let position, let attempt): ended(position, attempt)
        case .abandoned(let position):
            conductor.abandoned(position)
            outbox += work.closed(position, .abandoned)
        case .unsent(let position, let reason):
            conductor.unsent(position, reason: reason)
            outbox += work.closed(position, .unsent)
            if let reason { work.note(position, reason) }
        case .saved: saving -= 1
        case .storeFailed(let error, let sending):
            if let sending { conductor.unsent(sending, reason: nil) } else { saving -= 1 }
            if !conductor.hardStop { conductor.stop(.couldNotFinish(reason: "\(error)"), hard: true) }
            outbox = []
        }
        if conductor.hardStop { group.cancelAll() }
    }

    private mutating func ended(_ position: Int, _ attempt: AttemptEnd<Work.Asked>) {
        let style = order.trials[position].style
        let attempt = work.kept(attempt, at: position)
        let exchange = attempt.exchange
        // What came before a reply broke off tells the beginning of the count, if anything.
        let usage = exchange.reply.usage
        let cost = exchange.raw.fault == nil ? order.styles[style].cost(usage) : usage.costUSD
        let cuts = conductor.trials[position].tries.cuts
        let streak = conductor.stopRules.streak(account: conductor.lanes[style].account)
        // A recorded attempt took as long as it took then.
        let began = exchange.anotherRecorded.map { _ in now - Double(exchange.timings.ended ?? 0) / 1e9 }
        let ruling = conductor.ended(
            position,
            AttemptResult(
                verdict: attempt.verdict, disposition: attempt.disposition,
                status: exchange.raw.status, fault: exchange.raw.fault,
                sawDelta: Self.modelSpoke(exchange, streamed: order.styles[style].stream),
                began: began ?? attempt.began, seconds: exchange.timings.ended.map { Double($0) / 1e9 }, cost: cost,
                anotherRecorded: exchange.anotherRecorded), now: now)
        book(ruling.finish?.outcome, style, streak: streak)
        outbox += work.ended(
            position, attempt, final: ruling.finish, cost: cost, presumed: ruling.presumedUSD,
            broken: conductor.trials[position].tries.cuts > cuts, throttled: conductor.trials[position].throttledSeconds
        )
        for (other, verdict) in ruling.others { outbox += decided(other, verdict) }
        for note in ruling.notes { work.note(position, note) }
        if conductor.awaitsHold { enforceHold(order.styles[style]) }
    }

    private mutating func decided(_ position: Int, _ verdict: Verdict) -> [Work.Closing] {
        work.decided(position, verdict, throttled: conductor.trials[position].throttledSeconds)
    }

    /// Text or reasoning came; or the first bytes of an unstreamed reply, which begins only when the model is done.
    private static func modelSpoke(_ exchange: Exchange, streamed: Bool) -> Bool {
        if exchange.reply.textDeltas + exchange.reply.reasoningDeltas > 0 { return true }
        return !streamed && exchange.raw.status == 200 && !exchange.raw.body.isEmpty
    }

    /// At the end: no other request of the style was served, so the 4xx stands as what it says.
    private mutating func resolveSuspects() -> Bool {
        var any = false
        for lane in conductor.lanes.indices where conductor.lanes[lane].closed == nil {
            for (position, verdict) in conductor.resolveSuspects(lane, served: false, now: now) {
                outbox += decided(position, verdict)
                any = true
            }
        }
        return any
    }

    /// The provider acts against the account: the hold is on disk before anything else happens.
    private mutating func enforceHold(_ style: AccessStyle) {
        let parts = parts
        conductor.placeHold { reason in
            do {
                return try parts.holds.write(
                    style: style, reason: reason, run: parts.store.path, at: parts.clock.wall())
            } catch {
                return "(the hold file could not be written: \(error))"
            }
        }
        holdWatch.expire()
    }
}
