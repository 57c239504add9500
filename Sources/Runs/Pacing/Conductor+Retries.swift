import Classifier
import Formats
import Trials

/// The retry rules (docs/design.md section 2, principle 2): faults before any delta, rate limits and overload are asked
/// again; what was broken off while the model may have been at work, once at most.
extension Conductor {
    mutating func retried(
        _ position: Int, _ lane: Int, _ retry: Disposition.Retry, _ result: AttemptResult, _ now: Double
    ) -> Ruling {
        switch retry.reason {
        case .rateLimited:
            throttleIfAsked(lane, retry, result, now)
            return rateLimited(position, lane, retry, result, now)
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
        return result.took(now: now) > rules.waitFactor * median
    }

    /// Broken off: once more, at most.
    mutating func cut(_ position: Int, _ lane: Int, _ result: AttemptResult, _ now: Double) -> Ruling {
        trials[position].tries.cuts += 1
        guard trials[position].tries.cuts < 2 else {
            return finish(position, result.verdict.cut, now: now)
        }
        lanes[lane].again(position, at: now + backoff(1))
        return closeIfDown(lane, result)
    }

    private mutating func failed(
        _ position: Int, _ lane: Int, _ retry: Disposition.Retry, _ result: AttemptResult, _ now: Double
    ) -> Ruling {
        let reached = result.fault?.mayHaveReachedServer ?? true
        trials[position].tries.failed(reached: reached, served: lanes[lane].servedReplies)
        lanes[lane].failing(position)
        lanes[lane].strike(began: result.began, now: now)
        closeIfAskedForLong(lane, retry)
        let company = company(lane)
        if let after = retry.after {
            lanes[lane].pause(until: now + after, reason: retry.reason.rawValue)
        } else if lanes[lane].strikes >= 2, !company.onlyFailing {
            let pause = min(rules.longestPause, rules.backoff.lowerBound * Self.power(lanes[lane].strikes - 1))
            lanes[lane].pause(until: now + pause * jitter(), reason: retry.reason.rawValue)
        }
        // Few are left, and all of them fail over connections that stand: that is no server which cannot be reached.
        let down = company.onlyFailing ? Ruling() : closeIfDown(lane, result)
        guard lanes[lane].closed == nil else {
            lanes[lane].again(position, at: now + max(retry.after ?? 0, backoff(trials[position].tries.failures)))
            return down
        }
        switch trials[position].tries.afterFailure(
            round: rules.attempts, ownFault: result.fault == nil, company)
        {
        case .again:
            lanes[lane].again(position, at: now + max(retry.after ?? 0, backoff(trials[position].tries.failures)))
        case .putOff:
            trials[position].tries.putOff()
            lanes[lane].again(position, at: now + rules.longestPause)
        case .stands: return finish(position, result.verdict, now: now)
        case .standsForPrompt: return finish(position, result.verdict.promptDependent, now: now)
        }
        return down
    }

    /// Trials that may be left for their failing to be their own doing.
    private func mostLeft(_ lane: Int) -> Int {
        max(rules.mostSuspects, Int(rules.suspectShare * Double(planned[lane])))
    }

    private func company(_ lane: Int) -> Tries.Company {
        let failing = lanes[lane].onlyFailing(most: mostLeft(lane))
        return Tries.Company(
            served: lanes[lane].servedReplies, servedEver: lanes[lane].served, strikes: lanes[lane].strikes,
            isLast: lanes[lane].isEmpty,
            onlyFailing: lanes[lane].served && failing.map { $0.allSatisfy { trials[$0].tries.alwaysReached } } ?? false
        )
    }

    /// A replay asks again where the recording did, and nowhere else. Nobody is there to be waited for, no style can be
    /// down, and no account can come to harm.
    mutating func replayed(
        _ position: Int, _ lane: Int, _ result: AttemptResult, another: Bool, _ now: Double
    ) -> Ruling {
        let broken: Bool
        switch result.disposition {
        case .done: return done(position, lane, result, now)
        case .cutAfterDelta: broken = true
        case .retry(let retry):
            switch retry.reason {
            case .rateLimited, .overloaded, .server: broken = false
            case .transport, .timeout, .cut: broken = result.sawDelta || waitedLong(lane, retry, result, now)
            }
        case .stopRun, .credentialRefused, .outOfCredit, .localFault: broken = false
        }
        if broken { trials[position].tries.cuts += 1 }
        guard !another else {
            lanes[lane].again(position, at: now)
            return Ruling()
        }
        return finish(
            position, broken && trials[position].tries.cuts > 1 ? result.verdict.cut : result.verdict, now: now)
    }

    private mutating func closeIfDown(_ lane: Int, _ result: AttemptResult) -> Ruling {
        let limit = lanes[lane].served ? rules.strikesAfterServed : rules.strikesBeforeServed
        guard lanes[lane].strikes >= limit, lanes[lane].closed == nil else { return Ruling() }
        let reason = "\(lanes[lane].strikes) failures in a row, the last: \(result.words)"
        lanes[lane].close(.unreachable(style: lanes[lane].style.id, reason: reason))
        return Ruling(notes: ["\(reason); this style is closed"])
    }

    mutating func throttleIfAsked(
        _ lane: Int, _ retry: Disposition.Retry, _ result: AttemptResult, _ now: Double
    ) {
        guard retry.reason == .rateLimited || retry.after != nil else { return }
        if retry.reason == .rateLimited { lanes[lane].throttle(began: result.began, now: now) }
        closeIfAskedForLong(lane, retry)
        // A provider that says "at once" again and again is not hammered for it.
        let floor = lanes[lane].throttles > 2 ? backoff(lanes[lane].throttles - 2) : 0
        let wait = retry.after.map { max($0, floor) } ?? backoff(max(1, lanes[lane].throttles))
        lanes[lane].pause(until: now + wait, reason: retry.reason.rawValue)
    }

    /// A provider that names a wait of hours is not there for this session, whatever its reason.
    private mutating func closeIfAskedForLong(_ lane: Int, _ retry: Disposition.Retry) {
        guard let after = retry.after, after > rules.longestRetryAfter else { return }
        let who: String
        switch retry.reason {
        case .rateLimited: who = "its rate limit"
        case .overloaded, .server, .transport, .timeout, .cut: who = "the server"
        }
        let seconds = after < 1e9 ? "\(Int(after)) s" : "more than 30 years"
        lanes[lane].close(
            .unreachable(
                style: lanes[lane].style.id, reason: "\(who) asks for a wait of \(seconds); run the study again then"))
    }

    private mutating func rateLimited(
        _ position: Int, _ lane: Int, _ retry: Disposition.Retry, _ result: AttemptResult, _ now: Double
    ) -> Ruling {
        let last = trials[position].tries.limits.last
        trials[position].tries.limits.met(
            at: now,
            servedSince: lanes[lane].servedSince(last)
                && !lanes[lane].throttledFreshly(since: last, otherThan: position),
            long: retry.after.map { $0 > rules.longestRetryAfter } ?? false, style: lanes[lane].passing)
        lanes[lane].wasThrottled(
            position, fresh: trials[position].tries.limits.isFresh(before: rules.throttlesBeforeAside), at: now)
        if let turn = trials[position].tries.limits.turn(
            after: rules.throttlesBeforeAside, inARow: lanes[lane].throttles)
        {
            lanes[lane].setAside(position, turn)
        }
        let company = throttledCompany(lane)
        switch trials[position].tries.limits.ruling(most: rules.throttledAttempts, company) {
        case .standsForPrompt:
            lanes[lane].throttlesByPrompt = true
            return finish(position, result.verdict.promptDependent, now: now)
        case .stands: return finish(position, result.verdict, now: now)
        case .again: break
        }
        if lanes[lane].throttles >= rules.throttledAttempts, !company.onlyPassedOver, !company.lastFew {
            lanes[lane].close(
                .unreachable(
                    style: lanes[lane].style.id, reason: "its rate limit let nothing through: \(result.words)"))
        }
        lanes[lane].again(position, at: lanes[lane].pausedUntil)
        return Ruling()
    }

    private func throttledCompany(_ lane: Int) -> Throttles.Company {
        let left = lanes[lane].onlySetAside
        let few = lanes[lane].served && left.map { $0.count <= mostLeft(lane) } ?? false
        return Throttles.Company(
            passing: lanes[lane].passing, inARow: lanes[lane].throttles, closed: lanes[lane].closed != nil,
            onlyPassedOver: left.map { $0.allSatisfy { trials[$0].tries.limits.wasPassedOver } } ?? false,
            lastFew: few
                && (lanes[lane].throttlesByPrompt
                    || left.map { $0.allSatisfy { trials[$0].tries.limits.forDays } } ?? false)
        )
    }

    /// Exponential from the shortest to the longest wait, times a seeded jitter of 0.5 to 1.
    mutating func backoff(_ count: Int) -> Double {
        min(rules.backoff.upperBound, rules.backoff.lowerBound * Self.power(count - 1)) * jitter()
    }

    private mutating func jitter() -> Double { 0.5 + random.unit() / 2 }

    private static func power(_ exponent: Int) -> Double { Double(1 << min(20, max(0, exponent))) }
}
