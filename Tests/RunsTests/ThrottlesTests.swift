import Classifier
import Formats
import TestSupport
import Testing
import Trials

@testable import Runs

/// Whose limit is it? The table of docs/methods/attempt.md.
@Suite struct ThrottlesTests {
    private static let now = 1_795_176_000.0

    private func met(
        _ times: Int, passedOver: Int = 0, long: Bool = false, style: Throttles.Passing = Throttles.Passing()
    ) -> Throttles {
        var limits = Throttles()
        for time in 0..<times {
            limits.met(at: Double(time), servedSince: time > 0 && time <= passedOver, long: long, style: style)
        }
        return limits
    }

    private func ruling(_ limits: Throttles, _ style: Throttles.Company) -> Throttles.Ruling {
        limits.ruling(most: 20, style)
    }

    private func company(
        served: Int = 0, throttles: Int = 0, inARow: Int = 1, closed: Bool = false, passedOver: Bool = false,
        few: Bool = false
    ) -> Throttles.Company {
        Throttles.Company(
            passing: Throttles.Passing(served: served, throttles: throttles), inARow: inARow, closed: closed,
            onlyPassedOver: passedOver, lastFew: few)
    }

    /// Times passed over; trials served since the first 429, and the rate limits that those met.
    @Test(arguments: [
        (3, 8, 0, Throttles.Ruling.standsForPrompt), (3, 7, 0, .again), (4, 4, 0, .standsForPrompt),
        (2, 1000, 0, .again), (3, 8, 8, .again), (9, 8, 8, .again), (11, 8, 8, .standsForPrompt),
        (18, 3, 27, .again), (0, 1000, 0, .again),
    ])
    func whoIsPassedOverMoreOftenThanChanceHasItIsThePromptsDoing(
        _ passedOver: Int, _ served: Int, _ throttles: Int, _ expected: Throttles.Ruling
    ) {
        let limits = met(passedOver + 1, passedOver: passedOver)
        #expect(ruling(limits, company(served: served, throttles: throttles)) == expected)
    }

    @Test func whatWasServedBeforeTheFirstIsNoWitness() {
        let before = Throttles.Passing(served: 1000, throttles: 0)
        let limits = met(4, passedOver: 3, style: before)
        #expect(ruling(limits, company(served: 1003)) == .again)
        #expect(ruling(limits, company(served: 1008)) == .standsForPrompt)
    }

    @Test func twentyWhileOthersAreServedStandAsWhatTheyAre() {
        #expect(ruling(met(20), company(served: 5)) == .stands)
        #expect(ruling(met(20), company(served: 5, inARow: 2)) == .again)
        #expect(ruling(met(19), company(served: 5)) == .again)
    }

    @Test func whereOnlySuchAreLeftTheErrorStandsInPlaceOfAClosing() {
        for style in [company(inARow: 20, passedOver: true), company(inARow: 20, few: true)] {
            #expect(ruling(met(6), style) == .stands)
            var early = style
            early.inARow = 19
            #expect(ruling(met(6), early) == .again)
            early.closed = true
            #expect(ruling(met(1), early) == .stands)
        }
        #expect(ruling(met(20), company(inARow: 20)) == .again)
    }

    @Test func othersGoFirstAfterTheThird() {
        #expect(met(2).turn(after: 3) == nil)
        #expect(met(3).turn(after: 3) == .afterAnother)
        #expect(met(1).turn(after: 3, inARow: 3) == nil && met(1).turn(after: 3, inARow: 4) == .afterAnother)
        #expect(met(2, passedOver: 1).turn(after: 3) == nil)
        #expect(met(3, passedOver: 2).turn(after: 3) == .amongTheLast)
        #expect(met(1, long: true).turn(after: 3) == nil)
        #expect(met(2, passedOver: 1, long: true).turn(after: 3) == .last)
    }

    // MARK: Earlier sessions

    /// Nights by how long ago they were, in days, each with so many 429s.
    private func nights(_ ago: [Double], each: Int = 8, servedBetween: Bool = false, other: Int? = nil) -> Throttles {
        var limits = Throttles()
        var id: Int64 = 0
        for (night, days) in ago.enumerated() {
            for _ in 0..<each {
                id += 10
                limits.remember(
                    Tries.Earlier(
                        id: id, session: Int64(night + 1), startedAt: Self.now - days * 86_400, kept: true, cut: false,
                        status: 429, servedBefore: servedBetween ? id - 1 : 1))
            }
        }
        if let other { limits.remember(Tries.Earlier(id: id + 1, kept: true, cut: false, status: other)) }
        limits.resume(wall: Self.now)
        return limits
    }

    @Test(arguments: [([2.0, 1], true), ([3], false), ([1.9, 0.5, 0.1], false), ([30, 29, 2], true), ([], false)])
    func onlyRateLimitsForDays(_ ago: [Double], _ expected: Bool) {
        #expect(nights(ago).forDays == expected)
        #expect(!nights(ago, other: 503).forDays)
    }

    @Test func whoWasServedInBetweenIsReadFromTheStore() {
        #expect(nights([1], each: 4, servedBetween: true).passedOver == 3)
        #expect(nights([1], each: 4).passedOver == 0)
    }

    @Test func whatEndedASessionGoesLastInTheNext() {
        #expect(nights([1], each: 1).turn(after: 3) == .last)
        #expect(nights([1]).turn(after: 3) == .afterAnother)
        #expect(nights([1], servedBetween: true).turn(after: 3) == .amongTheLast)
        #expect(nights([]).turn(after: 3) == nil)
    }
}

/// The same with a conductor, and a server that is played by hand.
@Suite struct ThrottledRunTests {
    private struct End {
        var kinds: [Int: ErrorKind?] = [:]
        /// When the last of those was finished that the server serves, seconds.
        var servedAt = 0.0
        var closed: [RunEnd] = []
        var asked: [Int: Int] = [:]
        var seconds = 0.0
    }

    /// Runs a study to its end; a reply takes a second.
    ///
    /// - Parameter throttled: whether this position is told "later" at this time.
    private func run(
        _ count: Int, inFlight: Int, retryAfter: Double? = nil, throttled: (_ position: Int, _ at: Double) -> Bool
    ) -> End {
        let study = Study.make(probes: Study.probes(count), inFlight: inFlight)
        let order = RunOrder(study)
        var conductor = Conductor(
            order: order, selected: Array(order.trials.indices), study: study, rules: RunRules(),
            ledger: Ledger(budget: study.budget, order: order, now: 0), now: 0)
        var end = End()
        var now = 0.0
        var away: [(position: Int, began: Double, later: Bool)] = []
        func comeBack() {
            let first = away.removeFirst()
            now = max(now, first.began + 1)
            let result = AttemptResult(
                verdict: first.later ? .make(outcome: .error, errorKind: .rateLimited) : .make(),
                disposition: first.later ? .retry(.init(.rateLimited, after: retryAfter)) : .done,
                status: first.later ? 429 : 200, fault: nil, sawDelta: false, began: first.began)
            let ruling = conductor.ended(first.position, result, now: now)
            if let verdict = ruling.finish { end.kinds[first.position] = verdict.errorKind }
            if !first.later { end.servedAt = now }
        }
        loop: for _ in 0..<100_000 {
            switch conductor.next(now: now) {
            case .send(let position):
                end.asked[position, default: 0] += 1
                away.append((position, now, throttled(position, now)))
            case .wait(let until):
                if let first = away.first, until.map({ first.began + 1 <= $0 }) ?? true {
                    comeBack()
                } else if let until {
                    now = max(now, until)
                } else {
                    Issue.record("waits for nothing")
                    break loop
                }
            case .finished: break loop
            }
        }
        end.closed = conductor.ends
        end.seconds = now
        return end
    }

    /// Larger than a limit lets through at all, or turned down so by a gateway for its words.
    @Test(arguments: [1, 3, 8], [[0], [0, 1, 2], [50], [3, 40, 70, 90], Array(20..<35)])
    func promptsThatMeetOnlyRateLimitsEndAndHoldNobodyUp(inFlight: Int, stuck: [Int]) {
        let end = run(100, inFlight: inFlight) { position, _ in stuck.contains(position) }
        #expect(end.closed.isEmpty && end.kinds.count == 100)
        #expect(Set(end.kinds.filter { $0.value == .promptDependent }.keys) == Set(stuck))
        #expect(stuck.allSatisfy { end.asked[$0, default: 0] <= 12 })
        #expect(end.kinds.filter { $0.value == nil }.count == 100 - stuck.count)
    }

    /// The last of all has no witness, unless its like was found before.
    @Test(arguments: [1, 8]) func theLastStaysOpenWithoutAWitness(inFlight: Int) {
        let alone = run(60, inFlight: inFlight) { position, _ in position == 59 }
        #expect(alone.kinds[59] == nil && alone.kinds.count == 59)
        #expect(alone.closed.map(\.exitCode) == [4])
        let third = run(60, inFlight: inFlight) { position, _ in [5, 30, 59].contains(position) }
        #expect(third.closed.isEmpty)
        #expect(third.kinds[5] == .promptDependent && third.kinds[30] == .promptDependent)
        #expect(third.kinds[59] == .rateLimited)
    }

    /// Everybody is throttled from then on: nobody is blamed, and what is left stays open.
    @Test(arguments: [1, 8, 32], [0.0, 5, 40]) func aQuotaThatIsUsedUpBlamesNobody(inFlight: Int, from: Double) {
        let end = run(100, inFlight: inFlight) { _, at in at >= from }
        #expect(end.kinds.values.allSatisfy { $0 == nil })
        if end.kinds.count < 100 { #expect(end.closed.map(\.exitCode) == [4]) }
    }

    /// So many a minute, whoever asks first.
    @Test(arguments: [1, 8, 32], [(1, nil), (5, nil), (30, nil), (2, 20.0), (5, 20.0)] as [(Int, Double?)])
    func aLimitPerMinuteOnlyDelays(inFlight: Int, limit: (perMinute: Int, retryAfter: Double?)) {
        var used: [Int: Int] = [:]
        let end = run(40, inFlight: inFlight, retryAfter: limit.retryAfter) { _, at in
            used[Int(at / 60), default: 0] += 1
            return used[Int(at / 60), default: 0] > limit.perMinute
        }
        #expect(end.closed.isEmpty && end.kinds.count == 40)
        #expect(end.kinds.values.allSatisfy { $0 == nil })
    }

    /// Others share the account: half of all requests are throttled, by chance.
    @Test(arguments: 1...10) func aSharedLimitBlamesNobody(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let end = run(200, inFlight: 8) { _, _ in random.unit() < 0.5 }
        #expect(end.closed.isEmpty && end.kinds.count == 200)
        #expect(end.kinds.values.allSatisfy { $0 != .promptDependent })
    }

    /// A wait of a day that one prompt is told ends the session, and in the next one the others go first.
    @Test func aPromptThatIsToldToWaitForDaysDoesNotCloseEverySession() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(16), inFlight: 2)
        let order = RunOrder(study)
        let key = order.key(order.trials[0])
        let store = try folder.store(study)
        let client = ScriptedClient { trial, _ in
            trial.key == key ? .status(429, headers: [HeaderLine("Retry-After", "86400")]) : .answered()
        }
        var ends: [Int32] = []
        var left: [Int] = []
        for night in 0..<5 where left.last != 0 {
            let summary = try await Runner(
                study: study, store: store, client: client, replyRules: ScriptedRules(), holds: folder.holds,
                rules: RunRules(), clock: ManualClock(start: 1_795_176_000 + Double(night) * 86_400)
            ).run()
            ends.append(summary.end.exitCode)
            left.append(summary.progress.planned - summary.progress.done)
        }
        // Done with one of sixteen unmeasured: coverage is below the floor.
        #expect(left == [15, 1, 0] && ends == [4, 4, 3])
        let verdict = try store.records().first { $0.key == key }?.verdict
        #expect(verdict?.outcome == .error && verdict?.errorKind == .rateLimited)
    }

    /// Killed after some of it, and begun again.
    @Test func sessionsThatMeetOnlySuchPromptsComeToAnEnd() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(16), inFlight: 4)
        let order = RunOrder(study)
        let keys = Set(order.trials.prefix(3).map { order.key($0) })
        let store = try folder.store(study)
        let client = ScriptedClient { trial, _ in keys.contains(trial.key) ? .status(429) : .answered() }
        var complete = false
        for night in 0..<4 where !complete {
            let summary = try await Runner(
                study: study, store: store, client: client, replyRules: ScriptedRules(), holds: folder.holds,
                options: RunOptions(maxTrials: night == 0 ? 8 : nil), rules: RunRules(),
                clock: ManualClock(start: 1_795_176_000 + Double(night) * 86_400)
            ).run()
            complete = summary.complete
        }
        #expect(complete)
        let verdicts = try store.records().filter { keys.contains($0.key) }.compactMap(\.verdict)
        #expect(verdicts.count == 3)
        #expect(verdicts.allSatisfy { $0.errorKind == .promptDependent || $0.errorKind == .rateLimited })
    }
}
