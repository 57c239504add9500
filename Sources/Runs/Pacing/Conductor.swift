import Classifier
import Trials

/// What one attempt came to, as far as pacing and retries care.
struct AttemptResult {
    var verdict: Verdict
    var disposition: Disposition
    var status: Int?
    var fault: WireFault?
    /// Text or reasoning had come.
    var sawDelta: Bool
    /// When it was sent, on the run's clock.
    var began: Double
    /// USD; nil where nobody knows.
    var cost: Double?
}

/// What becomes of a trial after an attempt.
struct Ruling {
    /// The verdict that stands; nil: the trial stays open.
    var finish: Verdict?
    /// Open trials that this attempt decided as well.
    var others: [(position: Int, verdict: Verdict)] = []
    var notes: [String] = []
}

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
        var attempts = 0
        var failures = 0
        var throttles = 0
        var cuts = 0
        var deferred = false
        var begun = false
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
    private var random: SplitMix64
    private let inFlightCap: Int
    /// Why no new trial is begun.
    private(set) var stops: [RunEnd] = []
    /// Nothing in flight is waited for either.
    private(set) var hardStop = false
    private(set) var inFlight = 0
    /// Selected trials that are not finished.
    private(set) var left: Int

    init(
        order: RunOrder, selected: [Int], study: Study, rules: RunRules, ledger: Ledger, now: Double
    ) {
        self.rules = rules
        self.order = order
        self.ledger = ledger
        stopRules = StopRules(study.stopIf)
        inFlightCap = max(1, study.inFlight)
        random = SplitMix64(lockHash: study.lockHash, purpose: "backoff", field: "\(study.seed)")
        trials = [TrialState](repeating: TrialState(), count: order.trials.count)
        left = selected.count
        var queues = [[Int]](repeating: [], count: order.styles.count)
        for position in selected { queues[order.trials[position].style].append(position) }
        lanes = order.styles.indices.map { index in
            let style = order.styles[index]
            return Lane(
                style: style, queue: queues[index], window: study.inFlight,
                gap: style.live && study.repeats > 1 ? rules.repeatGap : 0, now: now)
        }
    }

    // MARK: What is next

    /// What to do now. Every `send` must be followed by `ended`, `abandoned` or `unsent` for the same trial.
    mutating func next(now: Double) -> Move {
        if stops.isEmpty, let end = ledger.exhausted(now: now) { stops.append(end) }
        guard stops.isEmpty else { return inFlight == 0 ? .finished : .wait(until: nil) }
        guard inFlight < inFlightCap else { return .wait(until: ledger.deadline) }
        var best: (lane: Int, position: Int)?
        var wake = Double.infinity
        for index in lanes.indices where lanes[index].closed == nil && !lanes[index].full && lanes[index].hasWork {
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
            if wake == .infinity { return inFlight == 0 ? .finished : .wait(until: nil) }
            return .wait(until: min(wake, ledger.deadline ?? wake))
        }
        return begin(best.position, lane: best.lane, now: now)
    }

    private mutating func candidate(_ lane: Int, _ now: Double) -> Int? {
        let trials = trials
        let planned = order.trials
        return lanes[lane].candidate(now: now, isRetry: { trials[$0].begun }, probe: { planned[$0].probe })
    }

    private mutating func begin(_ position: Int, lane: Int, now: Double) -> Move {
        let reservation = ledger.worstCase(
            lanes[lane], inputTokens: inputTokens(position), outputTokens: outputTokens(position), rules: rules)
        if let end = ledger.cannotAfford(reservation) {
            if inFlight > 0 { return .wait(until: ledger.deadline) }
            stops.append(end)
            return .finished
        }
        lanes[lane].take(
            position, probe: order.trials[position].probe, tokens: inputTokens(position), now: now)
        ledger.reserve(reservation)
        trials[position].reserved = reservation
        trials[position].attempts += 1
        trials[position].begun = true
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

    /// The request was never sent. With a reason, no request of the style can be.
    mutating func unsent(_ position: Int, reason: String?) {
        settle(position, cost: nil, reached: false)
        let lane = lane(position)
        lanes[lane].putBack(position, probe: order.trials[position].probe)
        if let reason { lanes[lane].close(.couldNotFinish(reason: "\(lanes[lane].style.id): \(reason)")) }
    }

    mutating func ended(_ position: Int, _ result: AttemptResult, now: Double) -> Ruling {
        let lane = lane(position)
        let reached = result.status == 200 || result.fault?.mayHaveReachedServer == true
        settle(position, cost: result.cost, reached: reached)
        lanes[lane].note(cost: result.cost)
        trials[position].waitingSince = now
        switch result.disposition {
        case .done: return done(position, lane, result, now)
        case .retry(let retry): return retried(position, lane, retry, result, now)
        case .cutAfterDelta(let retry):
            throttleIfAsked(lane, retry, result, now)
            return cut(position, lane, result, now)
        case .stopRun:
            stop(
                .accountEnforcement(style: lanes[lane].style.id, reason: Self.words(result), holdFile: ""), hard: true)
            return Ruling()
        case .credentialRefused, .outOfCredit:
            lanes[lane].close(.credentialRefused(style: lanes[lane].style.id, reason: Self.words(result)))
            lanes[lane].again(position, at: now)
            return Ruling(notes: ["the credential was refused: \(Self.words(result)); this style is closed"])
        case .localFault:
            trials[position].failures += 1
            lanes[lane].narrow()
            if trials[position].failures >= rules.attempts {
                stop(.couldNotFinish(reason: "this machine cannot send: \(Self.words(result))"))
            }
            lanes[lane].again(position, at: now + backoff(trials[position].failures))
            return Ruling()
        }
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
        lanes[lane(position)].ended()
        ledger.settle(reserved: trials[position].reserved, cost: cost, reached: reached)
        trials[position].reserved = 0
    }

    private func lane(_ position: Int) -> Int { order.trials[position].style }

    private mutating func finish(_ position: Int, _ verdict: Verdict, now: Double) -> Ruling {
        left -= 1
        trials[position].waitingSince = nil
        let lane = lane(position)
        lanes[lane].finished(probe: order.trials[position].probe, at: now)
        if let reason = stopRules.finished(verdict.outcome, account: lanes[lane].style.account, now: now),
            stops.isEmpty
        {
            stops.append(.stopRule(style: lanes[lane].style.id, reason: reason))
        }
        return Ruling(finish: verdict)
    }

    /// An answer, a block, or an error that no second request would change.
    private mutating func done(_ position: Int, _ lane: Int, _ result: AttemptResult, _ now: Double) -> Ruling {
        if Self.suspect(result) {
            if lanes[lane].served { return finish(position, result.verdict.promptDependent, now: now) }
            return suspect(position, lane, result, now)
        }
        let first = !lanes[lane].served
        lanes[lane].wasServed(seconds: now - result.began)
        var ruling = finish(position, result.verdict, now: now)
        if first { ruling.others = resolveSuspects(lane, promptDependent: true, now: now) }
        return ruling
    }

    /// A 4xx that names no safeguard and no known limit: the prompt's doing, or the style's.
    private static func suspect(_ result: AttemptResult) -> Bool {
        guard result.verdict.outcome == .error, let status = result.status, (400..<500).contains(status) else {
            return false
        }
        switch result.verdict.errorKind {
        case .invalidRequest, .permission, .notFound, .unreadable, .server, nil: return true
        case .transport, .timeout, .cut, .rateLimited, .overloaded, .authentication, .billing, .contextTooLong,
            .tooLarge, .accountEnforcement, .unknownSignal, .promptDependent, .local:
            return false
        }
    }

    private mutating func suspect(_ position: Int, _ lane: Int, _ result: AttemptResult, _ now: Double) -> Ruling {
        lanes[lane].suspects.append((position, result.verdict))
        guard lanes[lane].suspects.count >= rules.suspectsBeforeServed else { return Ruling() }
        let count = lanes[lane].suspects.count
        for suspect in lanes[lane].suspects { lanes[lane].again(suspect.position, at: now) }
        lanes[lane].suspects = []
        let reason = "the first \(count) requests were all turned down, the last with \(Self.words(result))"
        lanes[lane].close(.unreachable(style: lanes[lane].style.id, reason: reason))
        return Ruling(notes: ["\(reason); this style is closed"])
    }

    /// What the open 4xx trials of a lane come to, once it is known whether the style serves others.
    mutating func resolveSuspects(
        _ lane: Int, promptDependent: Bool, now: Double
    ) -> [(position: Int, verdict: Verdict)] {
        let suspects = lanes[lane].suspects
        lanes[lane].suspects = []
        return suspects.compactMap { position, verdict in
            finish(position, promptDependent ? verdict.promptDependent : verdict, now: now).finish.map {
                (position, $0)
            }
        }
    }

    // MARK: Once more

    private mutating func retried(
        _ position: Int, _ lane: Int, _ retry: Disposition.Retry, _ result: AttemptResult, _ now: Double
    ) -> Ruling {
        switch retry.reason {
        case .rateLimited:
            throttleIfAsked(lane, retry, result, now)
            return rateLimited(position, lane, result, now)
        case .overloaded, .server: return failed(position, lane, retry, result, now)
        case .transport, .timeout, .cut:
            if result.sawDelta || waitedLong(lane, retry, result, now) {
                lanes[lane].strike(began: result.began, now: now)
                return cut(position, lane, result, now)
            }
            return failed(position, lane, retry, result, now)
        }
    }

    /// The model may have been at work: asking again is asking twice.
    private func waitedLong(_ lane: Int, _ retry: Disposition.Retry, _ result: AttemptResult, _ now: Double) -> Bool {
        guard result.fault?.mayHaveReachedServer ?? true else { return false }
        guard let median = lanes[lane].median(from: rules.medianFrom) else { return retry.reason == .timeout }
        return now - result.began > rules.waitFactor * median
    }

    /// Broken off: once more, at most.
    private mutating func cut(_ position: Int, _ lane: Int, _ result: AttemptResult, _ now: Double) -> Ruling {
        trials[position].cuts += 1
        guard trials[position].cuts < 2 else {
            var verdict = result.verdict
            verdict.outcome = .error
            verdict.errorKind = .cut
            return finish(position, verdict, now: now)
        }
        lanes[lane].again(position, at: now + backoff(1))
        return closeIfDown(lane, result)
    }

    private mutating func failed(
        _ position: Int, _ lane: Int, _ retry: Disposition.Retry, _ result: AttemptResult, _ now: Double
    ) -> Ruling {
        trials[position].failures += 1
        lanes[lane].strike(began: result.began, now: now)
        if let after = retry.after {
            lanes[lane].pause(until: now + min(after, rules.longestRetryAfter), reason: retry.reason.rawValue)
        } else if lanes[lane].strikes >= 2 {
            let pause = min(rules.longestPause, rules.backoff.lowerBound * Self.power(lanes[lane].strikes - 1))
            lanes[lane].pause(until: now + pause * jitter(), reason: retry.reason.rawValue)
        }
        let down = closeIfDown(lane, result)
        if lanes[lane].closed == nil, trials[position].failures >= rules.attempts {
            let alone = lanes[lane].servedNow && lanes[lane].isEmpty
            if lanes[lane].strikes < 2 || alone || trials[position].deferred {
                return finish(position, result.verdict, now: now)
            }
            // The whole style fails: this trial is not to blame yet, others are tried before it.
            trials[position].deferred = true
            trials[position].failures = 0
            lanes[lane].again(position, at: now + rules.longestPause)
            return down
        }
        lanes[lane].again(position, at: now + max(retry.after ?? 0, backoff(trials[position].failures)))
        return down
    }

    private mutating func closeIfDown(_ lane: Int, _ result: AttemptResult) -> Ruling {
        let limit = lanes[lane].served ? rules.strikesAfterServed : rules.strikesBeforeServed
        guard lanes[lane].strikes >= limit, lanes[lane].closed == nil else { return Ruling() }
        let reason = "\(lanes[lane].strikes) failures in a row, the last: \(Self.words(result))"
        lanes[lane].close(.unreachable(style: lanes[lane].style.id, reason: reason))
        return Ruling(notes: ["\(reason); this style is closed"])
    }

    private mutating func throttleIfAsked(
        _ lane: Int, _ retry: Disposition.Retry, _ result: AttemptResult, _ now: Double
    ) {
        guard retry.reason == .rateLimited || retry.after != nil else { return }
        if retry.reason == .rateLimited { lanes[lane].throttle(began: result.began, now: now) }
        if let after = retry.after, after > rules.longestRetryAfter {
            lanes[lane].close(
                .unreachable(
                    style: lanes[lane].style.id,
                    reason: "its rate limit asks for a wait of \(Int(after)) s; run the study again then"))
        }
        let wait = retry.after ?? backoff(max(1, lanes[lane].throttles))
        lanes[lane].pause(until: now + wait, reason: retry.reason.rawValue)
    }

    private mutating func rateLimited(
        _ position: Int, _ lane: Int, _ result: AttemptResult, _ now: Double
    ) -> Ruling {
        trials[position].throttles += 1
        if lanes[lane].throttles >= rules.throttledAttempts {
            lanes[lane].close(
                .unreachable(
                    style: lanes[lane].style.id, reason: "its rate limit let nothing through: \(Self.words(result))"))
        } else if trials[position].throttles >= rules.throttledAttempts, lanes[lane].throttles < 2 {
            return finish(position, result.verdict, now: now)
        }
        lanes[lane].again(position, at: lanes[lane].pausedUntil)
        return Ruling()
    }

    /// Exponential from the shortest to the longest wait, times a seeded jitter of 0.5 to 1.
    private mutating func backoff(_ count: Int) -> Double {
        min(rules.backoff.upperBound, rules.backoff.lowerBound * Self.power(count - 1)) * jitter()
    }

    private mutating func jitter() -> Double { 0.5 + random.unit() / 2 }

    private static func power(_ exponent: Int) -> Double { Double(1 << min(20, max(0, exponent))) }

    private static func words(_ result: AttemptResult) -> String {
        if let fault = result.fault { return fault.message }
        let quote = result.verdict.evidence.first { !$0.quote.isEmpty }.map { ": \($0.quote)" } ?? ""
        let status = result.status.map { "HTTP \($0)" } ?? "no reply"
        return status + quote
    }

    // MARK: The end

    /// Why the run ended here, as far as the wire goes; empty where everything selected is done.
    var ends: [RunEnd] {
        stops + lanes.filter { !$0.isEmpty }.compactMap(\.closed)
    }
}

extension Lane {
    mutating func note(cost: Double?) {
        guard let cost else { return }
        pricedReplies += 1
        largestCost = max(largestCost ?? 0, cost)
    }
}

extension Verdict {
    /// The same 4xx, now that the style is known to serve others.
    var promptDependent: Verdict {
        var verdict = self
        verdict.errorKind = .promptDependent
        return verdict
    }
}
