import Formats
import Foundation
import Runs
import TestSupport
import Testing
import Trials

@Suite struct InterruptionTests {
    @Test func interruptionKeepsWhatCameAndLosesNothingFinished() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(40), inFlight: 4)
        let store = try folder.store(study)
        let started = Collected<TrialKey>()
        let client = ScriptedClient { trial, _ in
            started.add(trial.key)
            if started.all.count > 10 { return try await ScriptedClient.never() }
            return .answered()
        }
        let runner = folder.runner(study, store, client)
        let task = Task { try await runner.run() }
        while client.sent.count < 14 { await Task.yield() }
        task.cancel()
        let summary = try await task.value
        #expect(summary.end == .interrupted)
        #expect(summary.end.exitCode == 130)
        #expect(summary.progress.done == 10)
        #expect(summary.possiblyLost == 4)
        #expect(try store.records().filter { $0.verdict != nil }.count == 10)
        let second = ScriptedClient()
        let rest = try await folder.runner(study, store, second).run()
        #expect(rest.end == .done)
        #expect(second.sent.count == 30)
        #expect(rest.possiblyLost == 4)
        #expect(try store.info().sessions.map(\.end) == ["interrupted", "done"])
    }

    @Test func aRunThatIsInterruptedBeforeItBeginsSendsNothing() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(10), inFlight: 4)
        let client = ScriptedClient()
        let runner = folder.runner(study, try folder.store(study), client)
        let gate = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            // Ends when the task is cancelled.
            for await _ in gate.stream {}
            return try await runner.run()
        }
        task.cancel()
        let summary = try await task.value
        #expect(summary.end == .interrupted && summary.progress.done == 0 && client.sent.isEmpty)
    }

    @Test func requestsInFlightHaveTheirGrace() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(10), inFlight: 2)
        let store = try folder.store(study)
        let clock = ManualClock(jumps: false)
        let client = ScriptedClient { _, _ in
            try await clock.sleep(until: clock.now() + 5)
            return .answered()
        }
        let runner = folder.runner(study, store, client, clock: clock)
        let task = Task { try await runner.run() }
        while clock.sleeping < 2 { await Task.yield() }
        task.cancel()
        while clock.sleeping < 3 { await Task.yield() }
        clock.advance(by: 5)
        let summary = try await task.value
        #expect(summary.end == .interrupted)
        #expect(summary.progress.done == 2)
        #expect(summary.possiblyLost == 0)
        #expect(client.sent.count == 2)
    }

    /// Interrupted at random points, with faults in between, a run comes to the same finished trials, none twice.
    @Test(arguments: 0..<25)
    func interruptedAtRandomPointsARunComesToTheSameTrials(seed: Int) async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(
            probes: Study.probes(30), repeats: 2, inFlight: 5, styles: [.make(id: "a"), .make(id: "b")])
        let store = try folder.store(study)
        var random = SplitMix64(seed: UInt64(seed))
        let sent = Collected<TrialKey>()
        let finished = Collected<TrialKey>()
        var sessions = 0
        while true {
            sessions += 1
            let stopAt = sessions > 6 ? Int.max : 1 + random.below(60)
            let salt = random.next()
            let client = ScriptedClient { trial, attempt in
                sent.add(trial.key)
                var dice = SplitMix64(lockHash: "\(salt)", purpose: "fault", field: "\(trial.key) \(attempt)")
                await Task.yield()
                switch dice.below(12) {
                case 0: return .fault(.connect, reached: false)
                case 1: return .status(429)
                case 2: return .fault(partialText: "The")
                case 3: return .status(500)
                default: return .answered()
                }
            }
            let runner = folder.runner(study, store, client) {
                if case .finished(let trial) = $0 { finished.add(trial.key) }
            }
            let task = Task { try await runner.run() }
            if stopAt < Int.max {
                while client.sent.count < stopAt && !finished.isDone(120) { await Task.yield() }
                task.cancel()
            }
            let summary = try await task.value
            let stored = try store.records().filter { $0.verdict != nil }.map(\.key)
            #expect(Set(stored) == Set(finished.all))
            #expect(summary.progress.done == stored.count)
            if summary.complete { break }
            #expect(sessions < 20)
        }
        #expect(finished.all.count == 120)
        #expect(Set(finished.all).count == 120)
        // A row for every request, and a reply or a loss for every row.
        let info = try store.info()
        #expect(sent.all.count <= info.attempts && info.attempts - info.possiblyLost <= sent.all.count)
    }

    @Test func aCutOfAnEarlierSessionStillCounts() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(1), inFlight: 1)
        let store = try folder.store(study)
        let clock = ManualClock(jumps: false)
        let runner = folder.runner(study, store, ScriptedClient { _, _ in .fault(partialText: "The") }, clock: clock)
        let task = Task { try await runner.run() }
        while clock.sleeping < 1 { await Task.yield() }
        task.cancel()
        #expect(try await task.value.end == .interrupted)
        let second = ScriptedClient { _, _ in .fault(partialText: "The") }
        #expect(try await folder.runner(study, store, second).run().complete)
        #expect(second.sent.count == 1)
        let record = try #require(try store.records().first)
        #expect(record.verdict?.errorKind == .cut)
        #expect(record.attempts == 2)
    }

    @Test func aTrialThatDiedWithItsProcessIsSentAgainAndCounted() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(6), inFlight: 2)
        let path = folder.path + "/run.sqlite"
        let store = try folder.store(study)
        let client = ScriptedClient { _, _ in try await ScriptedClient.never() }
        let runner = folder.runner(study, store, client)
        let task = Task { try await runner.run() }
        while client.sent.count < 2 { await Task.yield() }
        // What a killed process leaves behind: the files as they are, with two attempts on their way.
        let copy = folder.path + "/copy.sqlite"
        for ending in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending) }
        task.cancel()
        _ = try await task.value
        let left = try RunStore.open(path: copy)
        #expect(try left.info().possiblyLost == 2)
        let second = ScriptedClient()
        let summary = try await folder.runner(study, left, second).run()
        #expect(summary.end == .done)
        #expect(summary.possiblyLost == 2)
        #expect(second.sent.count == 6)
        #expect(try left.records().map(\.attempts).reduce(0, +) == 8)
    }
}

extension Collected where Item == TrialKey {
    func isDone(_ count: Int) -> Bool { all.count >= count }
}
