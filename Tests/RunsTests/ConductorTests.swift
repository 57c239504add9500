import Classifier
import TestSupport
import Testing
import Trials

@testable import Runs

/// The conductor driven by hand: no tasks, no store, no clock but the numbers in the test.
@Suite struct ConductorTests {
    private func conductor(_ study: Study, rules: RunRules = RunRules(), now: Double = 0) -> Conductor {
        let order = RunOrder(study)
        return Conductor(
            order: order, selected: Array(order.trials.indices), study: study, rules: rules,
            ledger: Ledger(budget: study.budget, order: order, now: now), now: now)
    }

    private func result(
        _ disposition: Disposition, _ verdict: Verdict = .make(outcome: .error, errorKind: .server), status: Int? = 500,
        fault: WireFault? = nil, began: Double, sawDelta: Bool = false, cost: Double? = nil
    ) -> AttemptResult {
        AttemptResult(
            verdict: verdict, disposition: disposition, status: status, fault: fault, sawDelta: sawDelta, began: began,
            cost: cost)
    }

    private func answer(began: Double, cost: Double? = nil) -> AttemptResult {
        result(.done, .make(), status: 200, began: began, cost: cost)
    }

    private func sent(_ conductor: inout Conductor, _ now: Double) -> [Int] {
        var positions: [Int] = []
        while case .send(let position) = conductor.next(now: now) { positions.append(position) }
        return positions
    }

    @Test func sendsInOrderAndNoMoreThanMayBeInFlight() {
        var conductor = conductor(.make(probes: Study.probes(10), inFlight: 3))
        #expect(sent(&conductor, 0) == [0, 1, 2])
        #expect(conductor.next(now: 0) == .wait(until: nil))
        _ = conductor.ended(1, answer(began: 0), now: 1)
        #expect(sent(&conductor, 1) == [3])
    }

    @Test func aRateLimitPausesTheWholeStyleAndOnlyThat() {
        let study = Study.make(probes: Study.probes(10), inFlight: 2, styles: [.make(id: "a"), .make(id: "b")])
        var conductor = conductor(study)
        let first = sent(&conductor, 0)
        let a = first.first { conductor.order.trials[$0].style == 0 }!
        _ = conductor.ended(a, result(.retry(.init(.rateLimited, after: 30)), status: 429, began: 0), now: 1)
        let second = sent(&conductor, 1)
        #expect(second.count == 1)
        #expect(conductor.order.trials[second[0]].style == 1)
        let b = first.first { $0 != a }!
        _ = conductor.ended(b, answer(began: 0), now: 2)
        _ = conductor.ended(second[0], answer(began: 1), now: 2)
        let third = sent(&conductor, 2)
        #expect(third.allSatisfy { conductor.order.trials[$0].style == 1 })
        for position in third { _ = conductor.ended(position, answer(began: 2), now: 31) }
        // After the pause the interrupted trial comes first: it is the earliest in the order.
        #expect(sent(&conductor, 31).first == a)
    }

    @Test func repeatedRateLimitsHalveWhatIsInFlightAndAnswersBringItBackSlowly() {
        var conductor = conductor(.make(probes: Study.probes(500), inFlight: 16))
        let first = sent(&conductor, 0)
        #expect(first.count == 16)
        // Sixteen at once are one sign, not sixteen.
        for position in first {
            _ = conductor.ended(position, result(.retry(.init(.rateLimited, after: 5)), status: 429, began: 0), now: 1)
        }
        #expect(conductor.lanes[0].window == 16)
        let second = sent(&conductor, 6)
        #expect(second.count == 16)
        for position in second {
            _ = conductor.ended(position, result(.retry(.init(.rateLimited, after: 5)), status: 429, began: 6), now: 7)
        }
        #expect(conductor.lanes[0].window == 8)
        var now = 12.0
        var widths: [Int] = []
        for _ in 0..<40 {
            let batch = sent(&conductor, now)
            if batch.isEmpty { break }
            widths.append(batch.count)
            for position in batch { _ = conductor.ended(position, answer(began: now), now: now + 1) }
            now += 1
        }
        #expect(widths.first == 8)
        #expect(widths.max() == 16)
        #expect(zip(widths, widths.dropFirst()).allSatisfy { $1 - $0 <= 1 })
    }

    @Test func requestsPerMinuteAreKept() {
        let style = AccessStyle.make(limits: RateLimits(requestsPerMinute: 60))
        var conductor = conductor(.make(probes: Study.probes(100), inFlight: 50, styles: [style]))
        var times: [Double] = []
        var now = 0.0
        while times.count < 20 {
            switch conductor.next(now: now) {
            case .send: times.append(now)
            case .wait(let until): now = until ?? now
            case .finished: Issue.record("finished early")
            }
        }
        #expect(times.first == 0)
        #expect(abs((times.last ?? 0) - 19) < 1e-6)
    }

    @Test func inputTokensPerMinuteAreKept() {
        let style = AccessStyle.make(limits: RateLimits(inputTokensPerMinute: 600))
        let long = Probe.make(id: "long", turns: [Turn(.user, String(repeating: "word ", count: 792))])
        var other = long
        other.id = "other"
        var conductor = conductor(.make(probes: [long, other], styles: [style]))
        #expect(sent(&conductor, 0).count == 1)
        // 998 tokens at 10 a second: the debt is paid and the bucket full again after 99.8 s.
        guard case .wait(let until?) = conductor.next(now: 0) else {
            Issue.record("the second must wait")
            return
        }
        #expect(abs(until - 99.8) < 1e-6)
    }

    @Test func withoutAHintWaitsGrowFromHalfASecondToEight() {
        var conductor = conductor(.make(probes: Study.probes(1), inFlight: 1))
        var now = 0.0
        var times: [Double] = []
        loop: while true {
            switch conductor.next(now: now) {
            case .send(let position):
                times.append(now)
                _ = conductor.ended(position, result(.retry(.init(.server)), began: now), now: now)
            case .wait(let until): now = until ?? now + 1
            case .finished: break loop
            }
        }
        let waits = zip(times.dropFirst(), times).map { $0 - $1 }
        #expect(waits.count == 4)
        for (wait, most) in zip(waits, [0.5, 1.0, 2, 4]) { #expect(wait >= most / 2 && wait <= most) }
    }

    @Test func anErrorOfOneTrialStandsAfterSixAttemptsWhileOthersAreServed() {
        var conductor = conductor(.make(probes: Study.probes(200), inFlight: 2))
        var now = 0.0
        var attempts = 0
        var verdict: Verdict?
        while verdict == nil, now < 1000 {
            switch conductor.next(now: now) {
            case .send(0):
                attempts += 1
                verdict = conductor.ended(0, result(.retry(.init(.server)), began: now), now: now).finish
            case .send(let position):
                now += 0.5
                _ = conductor.ended(position, answer(began: now - 0.5), now: now)
            case .wait(let until): now = until ?? now + 1
            case .finished:
                Issue.record("finished without a verdict")
                now = .infinity
            }
        }
        #expect(attempts == 6)
        #expect(verdict?.errorKind == .server)
    }

    @Test func aLastTrialThatAlwaysFailsIsAnErrorAndNoOutage() {
        var conductor = conductor(.make(probes: Study.probes(3), inFlight: 1))
        var now = 0.0
        var verdicts = 0
        loop: while true {
            switch conductor.next(now: now) {
            case .send(2):
                if conductor.ended(2, result(.retry(.init(.server)), began: now), now: now).finish != nil {
                    verdicts += 1
                }
            case .send(let position): _ = conductor.ended(position, answer(began: now), now: now)
            case .wait(let until): now = until ?? now + 1
            case .finished: break loop
            }
        }
        #expect(verdicts == 1)
        #expect(conductor.ends.isEmpty)
        #expect(conductor.left == 0)
    }

    @Test func anOutageInMidRunIsWaitedOutWithOneRequestAtATime() {
        var conductor = conductor(.make(probes: Study.probes(300), inFlight: 8))
        var now = 0.0
        var flying: [(position: Int, began: Double)] = []
        var failed = 0
        var most = 0
        loop: while true {
            switch conductor.next(now: now) {
            case .send(let position):
                flying.append((position, now))
                if (20..<80).contains(now), conductor.lanes[0].strikes >= 2 { most = max(most, flying.count) }
            case .wait(let until):
                if flying.isEmpty {
                    now = until ?? now + 1
                    continue
                }
                now = max(now, flying[0].began + 1)
                let (position, began) = flying.removeFirst()
                if (20..<80).contains(now) {
                    failed += 1
                    _ = conductor.ended(
                        position, result(.retry(.init(.overloaded)), status: 529, began: began), now: now)
                } else {
                    _ = conductor.ended(position, answer(began: began), now: now)
                }
            case .finished: break loop
            }
        }
        #expect(conductor.left == 0)
        #expect(conductor.ends.isEmpty)
        #expect(failed < 40)
        #expect(most == 1)
    }

    @Test func aStyleThatNeverServedIsClosedWithinSeconds() {
        var conductor = conductor(.make(probes: Study.probes(100), inFlight: 8))
        var now = 0.0
        let fault = WireFault(kind: .connect, message: "refused", mayHaveReachedServer: false)
        loop: while true {
            switch conductor.next(now: now) {
            case .send(let position):
                _ = conductor.ended(
                    position, result(.retry(.init(.transport)), status: nil, fault: fault, began: now), now: now)
            case .wait(let until): now = until ?? now + 1
            case .finished: break loop
            }
        }
        #expect(now < 15)
        #expect(conductor.left == 100)
        #expect(conductor.ends.map(\.exitCode) == [4])
    }

    @Test func aRateLimitThatAsksForHoursEndsTheSession() {
        var conductor = conductor(.make(probes: Study.probes(2), inFlight: 1))
        _ = conductor.next(now: 0)
        _ = conductor.ended(0, result(.retry(.init(.rateLimited, after: 40_000)), status: 429, began: 0), now: 0)
        #expect(conductor.next(now: 0) == .finished)
        #expect(conductor.ends.map(\.exitCode) == [4])
    }

    // MARK: Cuts

    private func lost(_ began: Double, reached: Bool = true, late: Bool = false) -> AttemptResult {
        let fault = WireFault(
            kind: late ? .firstByteTimeout : .connectionLost, message: "lost", mayHaveReachedServer: reached)
        return result(
            .retry(.init(late ? .timeout : .transport)), .make(outcome: .error, errorKind: .transport), status: nil,
            fault: fault, began: began)
    }

    /// A style that answered five trials, a second each.
    private func warm(_ study: Study) -> Conductor {
        var conductor = conductor(study)
        for step in 0..<5 {
            let now = Double(step)
            guard case .send(let position) = conductor.next(now: now) else { continue }
            _ = conductor.ended(position, answer(began: now), now: now + 1)
        }
        return conductor
    }

    @Test func aFaultAfterThreeMediansCountsAsACut() {
        var conductor = warm(.make(probes: Study.probes(6), inFlight: 1))
        #expect(sent(&conductor, 10) == [5])
        #expect(conductor.ended(5, lost(10), now: 13.5).finish == nil)
        #expect(conductor.trials[5].tries.cuts == 1)
        #expect(sent(&conductor, 20) == [5])
        #expect(conductor.ended(5, lost(20), now: 24).finish?.errorKind == .cut)
    }

    @Test func aQuickFaultOrOneThatNeverReachedTheServerIsNoCut() {
        var conductor = warm(.make(probes: Study.probes(6), inFlight: 1))
        #expect(sent(&conductor, 10) == [5])
        _ = conductor.ended(5, lost(10), now: 12)
        #expect(sent(&conductor, 20) == [5])
        _ = conductor.ended(5, lost(20, reached: false), now: 60)
        #expect(conductor.trials[5].tries.cuts == 0)
    }

    @Test func aTimeoutOfAStyleWithoutAMedianIsACut() {
        var conductor = conductor(.make(probes: Study.probes(1), inFlight: 1))
        #expect(sent(&conductor, 0) == [0])
        _ = conductor.ended(0, lost(0, late: true), now: 300)
        #expect(conductor.trials[0].tries.cuts == 1)
    }

    // MARK: Budget, gaps, blocks

    @Test func moneyIsReservedForWhatIsInFlight() {
        let style = AccessStyle.make(
            sampling: Sampling(maxOutputTokens: 1000), price: Price(inputUSDPerMTok: 0, outputUSDPerMTok: 1000))
        // One USD a request at worst: two fit, whatever may be in flight.
        var conductor = conductor(
            .make(probes: Study.probes(9), budget: Budget(usd: 2.5), inFlight: 8, styles: [style]))
        let first = sent(&conductor, 0)
        #expect(first.count == 2)
        for position in first { _ = conductor.ended(position, answer(began: 0, cost: 0.1), now: 1) }
        #expect(sent(&conductor, 1).count == 2)
    }

    @Test func aRepeatWaitsForTheGapAfterTheRepeatBeforeIt() {
        let style = AccessStyle.make(baseURL: "https://api.example.org")
        var conductor = conductor(.make(probes: Study.probes(1), repeats: 2, inFlight: 4, styles: [style]))
        #expect(sent(&conductor, 0) == [0])
        _ = conductor.ended(0, answer(began: 0), now: 20)
        #expect(conductor.next(now: 20) == .wait(until: 620))
        #expect(sent(&conductor, 620) == [1])
    }

    @Test func blocksWithinAnHourAreCountedPerAccount() {
        var rules = StopRules(StopIf(blocksPerHour: 3))
        #expect(rules.finished(.blocked, account: "a", now: 0) == nil)
        #expect(rules.finished(.blocked, account: "b", now: 1) == nil)
        #expect(rules.finished(.answered, account: "a", now: 2) == nil)
        #expect(rules.finished(.blocked, account: "a", now: 3500) == nil)
        #expect(rules.finished(.blocked, account: "a", now: 3700) == nil)
        #expect(rules.finished(.blocked, account: "a", now: 3800) == "3 blocks within an hour")
    }

    @Test func anErrorDoesNotBreakAStreakOfBlocksAndAnAnswerDoes() {
        var rules = StopRules(StopIf(blocksInARow: 3))
        for outcome in [Outcome.blocked, .blocked, .error] {
            #expect(rules.finished(outcome, account: "a", now: 0) == nil)
        }
        #expect(rules.finished(.blocked, account: "a", now: 0) != nil)
        #expect(rules.finished(.answered, account: "a", now: 0) == nil)
        #expect(rules.finished(.blocked, account: "a", now: 0) == nil)
    }

    @Test func theMostPressingEndGivesTheExitCode() {
        let ends: [RunEnd] = [
            .done, .quarantine(trials: 1), .budget(.requests(1)), .couldNotFinish(reason: ""),
            .unreachable(style: "a", reason: ""), .accountEnforcement(style: "a", reason: "", holdFile: ""),
            .interrupted,
        ]
        let codes = ends.indices.map { RunEnd.mostPressing(Array(ends.prefix($0 + 1))).exitCode }
        #expect(codes == [0, 3, 5, 1, 4, 7, 130])
    }
}
