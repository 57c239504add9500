import Foundation
import TestSupport
import Testing
import Trials

@testable import Runs

/// Money, accounts and nights: what a run promises beyond its rates.
@Suite struct PromiseTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func runner(
        _ study: Study, _ store: RunStore, _ client: ScriptedClient, rules: RunRules = RunRules(),
        holds: HoldFolder? = nil, clock: ManualClock = ManualClock()
    ) -> Runner {
        Runner(
            study: study, store: store, client: client, replyRules: ScriptedRules(), holds: holds ?? folder.holds,
            rules: rules, clock: clock)
    }

    // MARK: A prompt that always fails

    /// What a firewall that resets by content does.
    @Test(arguments: [1, 2, 4], [true, false]) func promptsThatAlwaysFailDoNotHoldTheRun(
        stuck: Int, last: Bool
    ) async throws {
        let study = Study.make(probes: Study.probes(16), inFlight: 8)
        let order = RunOrder(study)
        let some = last ? order.trials.suffix(stuck) : order.trials.prefix(stuck)
        let keys = Set(some.map { order.key($0) })
        let store = try folder.store(study)
        let summary = try await runner(
            study, store,
            ScriptedClient { trial, _ in
                // How long a reply took is told by the wire: the clock of this run jumps while others are under way.
                var exchange: Exchange = keys.contains(trial.key) ? .fault() : .answered()
                exchange.timings.ended = 1_000_000_000
                return exchange
            }
        ).run()
        #expect(summary.complete && summary.end == .quarantine(trials: stuck))
        let records = try store.records()
        #expect(Set(records.filter { $0.verdict?.errorKind == .promptDependent }.map(\.key)) == keys)
    }

    @Test func sessionsThatMeetOnlySuchPromptsComeToAnEnd() async throws {
        let study = Study.make(probes: Study.probes(6), inFlight: 2)
        let order = RunOrder(study)
        let keys = Set(order.trials.suffix(2).map { order.key($0) })
        let store = try folder.store(study)
        // Interrupted once those two are all that is left.
        let client = ScriptedClient { trial, _ in keys.contains(trial.key) ? .fault() : .answered() }
        let first = Task { [runner = runner(study, store, client)] in try await runner.run() }
        while client.sent.count(where: { keys.contains($0) }) < 12 { await Task.yield() }
        first.cancel()
        _ = try await first.value
        let summary = try await runner(study, store, client).run()
        #expect(summary.complete && summary.end == .quarantine(trials: 2))
    }

    @Test func aServerThatIsGoneIsNotBlamedOnPrompts() async throws {
        let study = Study.make(probes: Study.probes(16), inFlight: 4)
        let store = try folder.store(study)
        let client = ScriptedClient { _, _ in .answered() }
        let gone = ScriptedClient { trial, attempt in
            _ = try await client.attempt(trial)
            return client.sent.count <= 8 ? .answered() : .fault(.connect, reached: false)
        }
        let summary = try await runner(study, store, gone).run()
        #expect(!summary.complete && summary.end.exitCode == 4)
        #expect(try store.records().allSatisfy { $0.verdict?.errorKind != .promptDependent })
    }

    // MARK: Money and time

    @Test func theWallCancelsWhatIsInFlight() async throws {
        let study = Study.make(probes: Study.probes(3), budget: Budget(wallSeconds: 15), inFlight: 2)
        let store = try folder.store(study)
        let clock = ManualClock(jumps: false)
        let client = ScriptedClient { _, _ in try await ScriptedClient.never() }
        let task = Task { [runner = runner(study, store, client, clock: clock)] in try await runner.run() }
        while client.sent.count < 2 || clock.sleeping < 1 { await Task.yield() }
        clock.advance(by: 15)
        let summary = try await task.value
        #expect(summary.end == .budget(.wall(15)) && summary.possiblyLost == 2)
    }

    /// A key command that hangs keeps requests from leaving: they are not among those that may have been paid for.
    @Test func whatNeverLeftIsNotPaidFor() async throws {
        let study = Study.make(probes: Study.probes(6), inFlight: 3)
        let store = try folder.store(study)
        let client = ScriptedClient { _, _ in
            do { return try await ScriptedClient.never() } catch { throw NeverSent() }
        }
        let task = Task { [runner = runner(study, store, client)] in try await runner.run() }
        while client.sent.count < 3 { await Task.yield() }
        task.cancel()
        let summary = try await task.value
        #expect(summary.end == .interrupted && summary.possiblyLost == 0)
    }

    /// However long a session waits, one sleeper waits with it.
    @Test func waitingLeavesNoTaskBehind() async throws {
        let study = Study.make(probes: Study.probes(30), budget: Budget(wallSeconds: 1e6), inFlight: 3)
        let clock = ManualClock(jumps: false)
        let client = ScriptedClient { _, _ in .answered() }
        let store = try folder.store(study)
        let slow = ScriptedClient { trial, _ in
            try await clock.sleep(until: clock.now() + 1)
            return try await client.attempt(trial)
        }
        let task = Task { [runner = runner(study, store, slow, clock: clock)] in try await runner.run() }
        var most = 0
        while client.sent.count < 30 {
            most = max(most, clock.sleeping)
            await Task.yield()
            clock.advance(by: 0.5)
        }
        _ = try await task.value
        #expect(most <= 3 + 2)
    }

    @Test func aClockThatWasAheadIsNotWaitedFor() async throws {
        let style = AccessStyle.make(baseURL: "https://api.example.com/v1", key: .environment("K"))
        let study = Study.make(probes: [.make()], repeats: 2, styles: [style])
        let store = try folder.store(study)
        let client = ScriptedClient()
        let ahead = ManualClock(jumps: false, start: 1_795_176_000 + 7200)
        let task = Task { [runner = runner(study, store, client, clock: ahead)] in try await runner.run() }
        while try store.info().finished < 1 { await Task.yield() }
        task.cancel()
        _ = try await task.value
        let clock = ManualClock()
        _ = try await runner(study, store, client, clock: clock).run()
        #expect(client.sent.count == 2 && clock.now() <= RunOrder.repeatGap)
    }

    // MARK: Accounts

    @Test func aHoldThatIsPlacedWhileARunGoesOnStopsIt() async throws {
        let study = Study.make(probes: Study.probes(50), inFlight: 1)
        let store = try folder.store(study)
        let holds = folder.holds
        let style = study.styles[0]
        let clock = ManualClock()
        let client = ScriptedClient { trial, _ in
            if try store.info().attempts == 7 {
                _ = try holds.write(style: style, reason: "suspended", run: "another", at: 0)
            }
            // Requests within a few milliseconds share one look; these take longer.
            clock.advance(by: HoldWatch.window)
            return .answered()
        }
        let summary = try await runner(study, store, client, clock: clock).run()
        #expect(summary.end.exitCode == 7 && client.sent.count <= 8)
        #expect("\(summary.end)".contains(holds.file(for: style)))
    }

    @Test func theSameKeyUnderAnotherNameIsTheSameCredential() throws {
        let one = AccessStyle.make(id: "one", key: .environment("A"))
        let other = AccessStyle.make(id: "other", key: .file("b.txt"))
        let third = AccessStyle.make(id: "third", key: .environment("C"))
        var holds = folder.holds
        holds.fingerprints = ["one": "aaaa", "other": "aaaa", "third": "cccc"]
        let file = try holds.write(style: one, reason: "x", run: "r", at: 0)
        #expect(holds.holds(on: [other, third]) == [Hold(style: "other", account: other.account, file: file)])
        try FileManager.default.removeItem(atPath: file)
        #expect(holds.holds(on: [one, other]).isEmpty)
    }

    @Test func whatAProviderSaysCannotForgeAHold() throws {
        let one = AccessStyle.make(id: "one", key: .environment("A"))
        let other = AccessStyle.make(id: "other", key: .environment("B"))
        var holds = folder.holds
        holds.fingerprints = ["one": "aaaa", "other": "bbbb"]
        let file = try holds.write(
            style: one, reason: "x\u{1B}[2J\nKey fingerprint: bbbb", run: "r", at: 0)
        #expect(holds.holds(on: [other]).isEmpty)
        #expect(try !String(contentsOfFile: file, encoding: .utf8).contains("\u{1B}"))
    }

    @Test(arguments: [1, 8, 64]) func blocksInFlightDoNotPassTheLimit(inFlight: Int) async throws {
        let study = Study.make(
            probes: Study.probes(100), inFlight: inFlight, stopIf: StopIf(blocksInARow: 5, blocksPerHour: nil))
        let client = ScriptedClient { _, _ in
            await Task.yield()
            return .answered("BLOCKED")
        }
        let summary = try await runner(study, try folder.store(study), client).run()
        #expect(summary.end.exitCode == 5 && client.sent.count == 5)
    }

    @Test func aStreakOfBlocksSurvivesSessionsThatWereKilled() async throws {
        let study = Study.make(
            probes: Study.probes(40), inFlight: 1, stopIf: StopIf(blocksInARow: 5, blocksPerHour: nil))
        let store = try folder.store(study)
        let blocked = ScriptedClient { _, _ in .answered("BLOCKED") }
        let first = Task { [runner = runner(study, store, blocked)] in try await runner.run() }
        while blocked.sent.count < 3 { await Task.yield() }
        first.cancel()
        let done = try await first.value.progress.done
        let second = ScriptedClient { _, _ in .answered("BLOCKED") }
        let summary = try await runner(study, store, second).run()
        #expect(summary.end.exitCode == 5 && done + second.sent.count == 5)
        // Killed before anybody was told: the limit stands. Whoever runs it again after that has read why.
        let third = ScriptedClient { _, _ in .answered("BLOCKED") }
        #expect(try await runner(study, store, third).run().end.exitCode == 5 && third.sent.isEmpty)
        try store.markTold(wall: 1_795_176_000)
        _ = try await runner(study, store, third).run()
        #expect(third.sent.count == 5)
    }

    /// Another run, another study, another name of the same key: the provider counts by key.
    @Test(arguments: [StopIf(blocksInARow: 5), StopIf(blocksPerHour: 8)])
    func blocksOfOtherRunsOnTheKeyCount(
        _ limits: StopIf
    ) async throws {
        let most = limits.blocksInARow ?? limits.blocksPerHour ?? 0
        let client = ScriptedClient { _, _ in .answered("BLOCKED") }
        for (run, account) in ["key 1", "key 1", "key 2"].enumerated() {
            let study = Study.make(
                name: "study-\(run)", probes: Study.probes(30), inFlight: 4, stopIf: limits,
                styles: [.make(id: "s\(run)")])
            let store = try folder.store(study, name: "run\(run).sqlite")
            let end = try await Runner(
                study: study, store: store, client: client, replyRules: ScriptedRules(), holds: folder.holds,
                accounts: AccountNames(["s\(run)": account]),
                clock: ManualClock(start: 1_795_176_000 + Double(run) * 60)
            ).run().end
            #expect(end.exitCode == 5)
            #expect(client.sent.count == (run < 2 ? most : 2 * most), "\(run)")
        }
    }

    /// A count that is missing, null or no number is not zero.
    @Test(
        arguments: [
            (Usage(input: 10), 0.1, 100, nil), (Usage(output: 100), 0.1, 100, nil), (Usage(), 0.1, 100, nil),
            (Usage(input: 10, output: 100), 0.1, 100, 0.010001), (Usage(output: 100), 0, 100, 0.01),
            (Usage(input: 10), 0.1, 0, 0.000001), (Usage(input: 10, costUSD: 0.5), 0.1, 100, 0.5),
        ] as [(Usage, Double, Double, Double?)])
    func whatASideOfTheUsageDoesNotTellIsNoPrice(_ row: (Usage, Double, Double, Double?)) {
        let style = AccessStyle.make(price: Price(inputUSDPerMTok: row.1, outputUSDPerMTok: row.2))
        let cost = style.cost(row.0)
        #expect(row.3 == nil ? cost == nil : abs((cost ?? -1) - (row.3 ?? 0)) < 1e-12)
    }

    /// Nobody knows what a reply costs before the first one says so.
    @Test(arguments: [0.03, 0.01]) func aBudgetWithoutAPriceIsNotOverspent(cost: Double) async throws {
        let study = Study.make(probes: Study.probes(200), budget: Budget(usd: 0.1), inFlight: 64)
        let store = try folder.store(study)
        let client = ScriptedClient { _, _ in
            var exchange = Exchange.answered()
            exchange.reply.usage.costUSD = cost
            return exchange
        }
        for _ in 0..<2 {
            let end = try await runner(study, store, client).run().end
            #expect(end.exitCode == 5 && Double(client.sent.count) * cost <= 0.1 + 1e-9, "\(client.sent.count)")
        }
    }

    /// Half of the replies say what they cost: the others are taken for as dear, in the next session too.
    @Test func whatRepliesWithoutACostMayHaveCostCounts() async throws {
        let study = Study.make(probes: Study.probes(200), budget: Budget(usd: 0.1), inFlight: 8)
        let store = try folder.store(study)
        let client = ScriptedClient { trial, _ in
            var exchange = Exchange.answered()
            exchange.reply.usage.costUSD = (Int(trial.probe.id.filter(\.isNumber)) ?? 0) % 2 == 0 ? 0.01 : nil
            return exchange
        }
        #expect(try await runner(study, store, client).run().end.exitCode == 5)
        let first = client.sent.count
        // At most five before the first that says it.
        #expect(first <= 15)
        #expect(try await runner(study, store, client).run().end.exitCode == 5)
        #expect(client.sent.count == first)
    }

    @Test func anAccountWithoutCreditIsNotARefusedCredential() {
        let end = RunEnd.outOfCredit(style: "a", reason: "HTTP 402")
        #expect(end.exitCode == 4 && "\(end)".contains("out of credit") && !"\(end)".contains("refused"))
    }

    // MARK: The machine

    @Test func nothingIsSentOnceTheDiskRunsLow() async throws {
        let study = Study.make(probes: Study.probes(3))
        var rules = RunRules()
        rules.leastFree = .max
        let client = ScriptedClient()
        let summary = try await runner(study, try folder.store(study), client, rules: rules).run()
        #expect(summary.end.exitCode == 1 && client.sent.isEmpty)
        #expect("\(summary.end)".contains("MB left"))
    }

    /// A terminal that takes its time holds nobody up who brings news.
    @Test func aSlowObserverHoldsNoLock() async throws {
        let slow = DispatchSemaphore(value: 0)
        let entered = Collected<Bool>()
        let told = Collected<RunEvent>()
        let board = Scoreboard(RunProgress(), began: 0) { event in
            if entered.all.isEmpty {
                entered.add(true)
                slow.wait()
            }
            told.add(event)
        }
        Thread { board.note(style: "a", "one") }.start()
        while entered.all.isEmpty { await Task.yield() }
        // Were the lock held while the observer writes, this would wait for it for ever.
        for index in 0..<100 { board.update(now: Double(index)) { $0.attempts += 1 } }
        slow.signal()
        while told.all.count < 101 { await Task.yield() }
        guard case .note = told.all.first else { return #expect(Bool(false), "the order of news is kept") }
    }
}
