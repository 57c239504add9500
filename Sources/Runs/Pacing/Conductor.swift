import Classifier
import Formats
import Trials

/// Decides what is sent next, and what becomes of what came back. A value: events in, decisions out; it knows no
/// socket, no store and no clock.
struct Conductor: Sendable {
    enum Move: Equatable {
        case send(Int)
        /// Ask again at this time, or after the next event.
        case wait(until: Double?)
        /// Nothing is left to send or to wait for.
        case finished
    }

    struct TrialState {
        var tries = Tries()
        /// End of the last attempt, while the trial waits for another.
        var waitingSince: Double?
        var throttledSeconds: Double = 0
        var reserved: Double = 0
    }

    let rules: RunRules
    let order: RunOrder
    var lanes: [Lane]
    var trials: [TrialState]
    var ledger: Ledger
    var stopRules: StopRules
    var random: SplitMix64
    private let inFlightCap: Int
    /// Trials of each style in the whole plan.
    let planned: [Int]
    /// Why no new trial is begun.
    private(set) var stops: [RunEnd] = []
    /// Nothing in flight is waited for either.
    private(set) var hardStop = false
    private(set) var inFlight = 0
    /// Selected trials that are not finished.
    private(set) var left: Int

    init(
        order: RunOrder, selected: [Int], study: Study, rules: RunRules, ledger: Ledger,
        accounts: AccountNames = AccountNames(), now: Double
    ) {
        self.rules = rules
        self.order = order
        self.ledger = ledger
        stopRules = StopRules(study.stopIf)
        inFlightCap = max(1, study.inFlight)
        random = SplitMix64(lockHash: study.lockHash, purpose: "backoff", field: "\(study.seed)")
        trials = [TrialState](repeating: TrialState(), count: order.trials.count)
        left = selected.count
        planned = order.trials.reduce(into: [Int](repeating: 0, count: order.styles.count)) { $0[$1.style] += 1 }
        var queues = [[Int]](repeating: [], count: order.styles.count)
        for position in selected { queues[order.trials[position].style].append(position) }
        lanes = order.styles.indices.map { index in
            let style = order.styles[index]
            var lane = Lane(
                style: style, account: accounts.name(of: style), queue: queues[index], window: study.inFlight,
                gap: !style.loopback && study.repeats > 1 ? study.repeatGap ?? rules.repeatGap : 0, now: now)
            lane.asksForCost = study.budget.usd != nil && style.price == nil && !style.replayed
            return lane
        }
    }

    /// What replies of earlier sessions cost: the dearest of each style, and how many told.
    mutating func remember(_ costs: [(style: Int, largest: Double, replies: Int)]) {
        for cost in costs where lanes.indices.contains(cost.style) {
            lanes[cost.style].largestCost = cost.largest
            lanes[cost.style].pricedReplies = cost.replies
            lanes[cost.style].asksForCost = false
        }
    }

    /// What earlier sessions left of the counters of trials that are open.
    ///
    /// - Parameter wall: now, seconds since 1970.
    mutating func remember(_ tries: [Int: Tries], wall: Double, now: Double) {
        var aside = [[Int: Lane.Turn]](repeating: [:], count: lanes.count)
        for (position, tries) in tries {
            trials[position].tries = tries
            trials[position].tries.resume(round: rules.attempts, wall: wall)
            if let turn = trials[position].tries.limits.turn(after: rules.throttlesBeforeAside) {
                aside[lane(position)][position] = turn
            }
        }
        for lane in lanes.indices { lanes[lane].setAside(aside[lane], at: now) }
    }

    /// Earlier sessions met a stop rule that still holds: nothing is begun.
    mutating func stopWhereBlocked(now: Double) {
        for lane in lanes where lane.hasWork {
            if let reason = stopRules.reached(account: lane.account, now: now) {
                return stops.append(.stopRule(style: lane.style.id, reason: reason))
            }
        }
    }

    // MARK: What is next

    /// What to do now. Every `send` must be followed by `ended`, `abandoned` or `unsent` for the same trial.
    mutating func next(now: Double) -> Move {
        if stops.isEmpty, let end = ledger.exhausted(now: now) {
            // Time is up for what is on its way, too.
            if case .budget(.wall) = end { stop(end, hard: true) } else { stop(end) }
        }
        guard stops.isEmpty else { return inFlight == 0 ? .finished : .wait(until: nil) }
        guard inFlight < inFlightCap else { return .wait(until: ledger.deadline) }
        var best: (lane: Int, position: Int)?
        var wake = Double.infinity
        for index in lanes.indices where lanes[index].closed == nil && !lanes[index].full && lanes[index].hasWork {
            // What is in flight may all come back blocked: an account is never asked for more than its limit allows.
            guard stopRules.hasRoom(account: lanes[index].account, now: now) else { continue }
            if lanes[index].pausedUntil > now {
                wake = min(wake, lanes[index].pausedUntil)
                continue
            }
            guard let position = candidate(index, now) else {
                wake = min(wake, lanes[index].nextDelayed ?? .infinity)
                continue
            }
            let at = lanes[index].readyAt(tokens: inputTokens(position), now: now)
            if at > now {
                wake = min(wake, at)
            } else if best.map({ position < $0.position }) ?? true {
                best = (index, position)
            }
        }
        guard let best else {
            if wake == .infinity { return inFlight == 0 ? .finished : .wait(until: ledger.deadline) }
            return .wait(until: min(wake, ledger.deadline ?? wake))
        }
        return begin(best.position, lane: best.lane, now: now)
    }

    private mutating func candidate(_ lane: Int, _ now: Double) -> Int? {
        let trials = trials
        let planned = order.trials
        let probes = order.probes
        // A check of access says what holds now: it does not wait for the one before it.
        return lanes[lane].candidate(
            now: now, isRetry: { trials[$0].tries.begun || probes[planned[$0].probe].role == .sentinel },
            probe: { planned[$0].probe }, witnesses: rules.throttledAttempts,
            toldLater: { trials[$0].tries.limits.last })
    }

    private mutating func begin(_ position: Int, lane: Int, now: Double) -> Move {
        let reservation = ledger.worstCase(
            price: lanes[lane].price, largest: lanes[lane].largestCost,
            isKnown: lanes[lane].pricedReplies >= rules.pricedReplies, inputTokens: inputTokens(position),
            outputTokens: outputTokens(position))
        if let end = ledger.cannotAfford(reservation) {
            if inFlight > 0 { return .wait(until: ledger.deadline) }
            stops.append(end)
            return .finished
        }
        lanes[lane].take(
            position, probe: order.trials[position].probe, tokens: inputTokens(position), now: now)
        ledger.reserve(reservation)
        trials[position].reserved = reservation
        trials[position].tries.attempts += 1
        stopRules.began(account: lanes[lane].account)
        if let since = trials[position].waitingSince {
            trials[position].throttledSeconds += max(0, now - since)
            trials[position].waitingSince = nil
        }
        inFlight += 1
        return .send(position)
    }

    /// About four bytes a token; good enough for a rate limit and a reservation.
    private func inputTokens(_ position: Int) -> Double {
        let planned = order.trials[position]
        return Double(ledger.probeBytes[planned.probe] + ledger.styleBytes[planned.style]) / 4 + 8
    }

    private func outputTokens(_ position: Int) -> Int {
        let planned = order.trials[position]
        let most = order.styles[planned.style].sampling.maxOutputTokens
        return order.probes[planned.probe].role == .control ? min(RunOrder.controlTokens, most) : most
    }

    // MARK: What came back

    mutating func interrupt() {
        if !stops.contains(.interrupted) { stops.append(.interrupted) }
    }

    /// - Parameter hard: do not wait for what is in flight.
    mutating func stop(_ end: RunEnd, hard: Bool = false) {
        stops.append(end)
        if hard { hardStop = true }
    }

    /// An attempt was cancelled in mid-flight: it may have been paid for.
    mutating func abandoned(_ position: Int) {
        settle(position, cost: nil, reached: true)
        lanes[lane(position)].putBack(position, probe: order.trials[position].probe)
    }

    /// Somebody else placed a hold on the account: the request is not sent, and nothing in flight is waited for.
    mutating func held(_ position: Int, by file: String) {
        unsent(position, reason: nil)
        stop(
            .accountEnforcement(
                style: lanes[lane(position)].style.id, reason: "a hold was placed while this run was going on",
                holdFile: file), hard: true)
    }

    /// The request was never sent. With a reason, no request of the style can be.
    mutating func unsent(_ position: Int, reason: String?) {
        settle(position, cost: nil, reached: false)
        let lane = lane(position)
        lanes[lane].putBack(position, probe: order.trials[position].probe)
        if let reason { lanes[lane].close(.couldNotFinish(reason: "\(lanes[lane].style.id): \(reason)")) }
    }

    mutating func ended(_ position: Int, _ result: AttemptResult, now: Double) -> Ruling {
        let reached = result.status == 200 || result.fault?.mayHaveReachedServer == true
        let presumed = reached && result.cost == nil ? trials[position].reserved : 0
        var ruling = ruling(position, result, reached: reached, now: now)
        ruling.presumedUSD = presumed
        return ruling
    }

    private mutating func ruling(_ position: Int, _ result: AttemptResult, reached: Bool, now: Double) -> Ruling {
        let lane = lane(position)
        settle(position, cost: result.cost, reached: reached)
        if result.cost != nil || result.status == 200 {
            lanes[lane].note(cost: result.cost, giveUpAfter: rules.unpricedReplies)
        }
        trials[position].waitingSince = now
        if let another = result.anotherRecorded {
            return replayed(position, lane, result, another: another, now)
        }
        switch result.disposition {
        case .done: return done(position, lane, result, now)
        case .retry(let retry): return retried(position, lane, retry, result, now)
        case .cutAfterDelta(let retry):
            throttleIfAsked(lane, retry, result, now)
            return cut(position, lane, result, now)
        case .stopRun:
            stop(
                .accountEnforcement(style: lanes[lane].style.id, reason: result.words, holdFile: ""), hard: true)
            return Ruling()
        case .credentialRefused:
            lanes[lane].close(.credentialRefused(style: lanes[lane].style.id, reason: result.words))
            lanes[lane].again(position, at: now)
            return Ruling(notes: ["the credential was refused: \(result.words); this style is closed"])
        case .outOfCredit:
            lanes[lane].close(.outOfCredit(style: lanes[lane].style.id, reason: result.words))
            lanes[lane].again(position, at: now)
            return Ruling(notes: ["the account is out of credit: \(result.words); this style is closed"])
        case .localFault:
            trials[position].tries.failures += 1
            lanes[lane].narrow()
            if trials[position].tries.failures >= rules.attempts {
                stop(.couldNotFinish(reason: "this machine cannot send: \(result.words)"))
            }
            lanes[lane].again(position, at: now + backoff(trials[position].tries.failures))
            return Ruling()
        }
    }

    /// An account enforcement came whose hold is not on disk.
    var awaitsHold: Bool {
        stops.contains { if case .accountEnforcement(_, _, let file) = $0 { file.isEmpty } else { false } }
    }

    /// Fills in the hold file of an account enforcement that has none yet.
    mutating func placeHold(_ write: (_ reason: String) -> String) {
        for index in stops.indices {
            if case .accountEnforcement(let style, let reason, let file) = stops[index], file.isEmpty {
                stops[index] = .accountEnforcement(style: style, reason: reason, holdFile: write(reason))
            }
        }
    }

    private mutating func settle(_ position: Int, cost: Double?, reached: Bool) {
        inFlight -= 1
        stopRules.ended(account: lanes[lane(position)].account)
        lanes[lane(position)].ended(position)
        ledger.settle(reserved: trials[position].reserved, cost: cost, reached: reached)
        trials[position].reserved = 0
    }

    private func lane(_ position: Int) -> Int { order.trials[position].style }

    mutating func finish(_ position: Int, _ verdict: Verdict, now: Double) -> Ruling {
        left -= 1
        trials[position].waitingSince = nil
        let lane = lane(position)
        lanes[lane].finished(position, probe: order.trials[position].probe, at: now)
        // A stop leaves something out: where all that was selected is done, or on its way, nothing is stopped.
        if let reason = stopRules.finished(verdict.outcome, account: lanes[lane].account, now: now),
            stops.isEmpty, left > inFlight
        {
            stops.append(.stopRule(style: lanes[lane].style.id, reason: reason))
        }
        return Ruling(finish: verdict)
    }

    /// An answer, a block, or an error that no second request would change.
    mutating func done(_ position: Int, _ lane: Int, _ result: AttemptResult, _ now: Double) -> Ruling {
        lanes[lane].replied()
        guard result.verdict.outcome == .error else {
            let first = !lanes[lane].served
            lanes[lane].wasServed(
                seconds: result.took(now: now), began: result.began, throttles: trials[position].tries.limits.count)
            var ruling = finish(position, result.verdict, now: now)
            if first { ruling.others = resolveSuspects(lane, served: true, now: now) }
            return ruling
        }
        guard result.unexplained else { return finish(position, result.verdict, now: now) }
        guard lanes[lane].served else { return suspect(position, lane, result, now) }
        return finish(position, result.turnedDown ? result.verdict.promptDependent : result.verdict, now: now)
    }

    /// An error that may be the prompt's doing or the style's: open until it is known whether the style serves others.
    private mutating func suspect(_ position: Int, _ lane: Int, _ result: AttemptResult, _ now: Double) -> Ruling {
        lanes[lane].suspects.append(
            Lane.Suspect(position: position, verdict: result.verdict, turnedDown: result.turnedDown))
        guard lanes[lane].suspects.count >= rules.suspectsBeforeServed, result.anotherRecorded == nil else {
            return Ruling()
        }
        let count = lanes[lane].suspects.count
        for suspect in lanes[lane].suspects { lanes[lane].again(suspect.position, at: now) }
        lanes[lane].suspects = []
        let reason =
            "\(count == 1 ? "the first request" : "each of the first \(count) requests") failed, the last with \(result.words)"
        lanes[lane].close(.unreachable(style: lanes[lane].style.id, reason: reason))
        return Ruling(notes: ["\(reason); this style is closed"])
    }

    /// What the suspects of a lane come to, once it is known whether the style serves others.
    mutating func resolveSuspects(_ lane: Int, served: Bool, now: Double) -> [(position: Int, verdict: Verdict)] {
        let suspects = lanes[lane].suspects
        lanes[lane].suspects = []
        return suspects.compactMap { suspect in
            let verdict = served && suspect.turnedDown ? suspect.verdict.promptDependent : suspect.verdict
            return finish(suspect.position, verdict, now: now).finish.map { (suspect.position, $0) }
        }
    }

    // MARK: The end

    /// Why the run ended here, as far as the wire goes; empty where everything selected is done.
    var ends: [RunEnd] {
        stops + lanes.filter { !$0.isEmpty }.compactMap(\.closed)
    }
}

extension Lane {
    /// What a reply cost; nil where nothing tells.
    ///
    /// - Parameter most: replies without a cost after which nobody will tell.
    mutating func note(cost: Double?, giveUpAfter most: Int) {
        guard let cost else {
            unpricedReplies += 1
            if unpricedReplies >= most { asksForCost = false }
            return
        }
        asksForCost = false
        pricedReplies += 1
        largestCost = max(largestCost ?? 0, cost)
    }
}
