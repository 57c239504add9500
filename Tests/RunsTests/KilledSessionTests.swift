import Foundation
import TestSupport
import Testing
import Trials

@testable import Runs

/// What sessions that were killed took from the budget of their run.
@Suite struct KilledSessionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A session that was killed leaves attempts without a price: they count at their worst.
    @Test func aBudgetRemembersWhatTheyMayHaveSpent() async throws {
        let style = AccessStyle.make(
            sampling: Sampling(maxOutputTokens: 1000), price: Price(inputUSDPerMTok: 0, outputUSDPerMTok: 100))
        let study = Study.make(
            probes: Study.probes(40), budget: Budget(usd: 1.05), inFlight: 1, styles: [style])
        let killed = try await killed(study, onceSent: 1) { _ in
            ScriptedClient { _, _ in try await ScriptedClient.never() }
        }
        // 0.1 USD each at worst: ten of them, and not one more.
        #expect(killed == 10)
    }

    @Test func theirTimeCounts() throws {
        let store = try folder.store(.make())
        let first = try store.begin(.trials, wall: 1_795_176_000)
        try store.write { db in
            try StoredRow(Statements.seen(.trials), [.integer(1_795_176_042_000), .integer(first)]).execute(in: db)
        }
        #expect(try store.read { try RunStore.spent($0).spent.seconds } == 42)
    }

    /// Killed before it was first noted that they are at work: what they sent tells how long it was.
    @Test func theTimeOfThoseThatWereKilledAtOnceCounts() async throws {
        let study = Study.make(probes: Study.probes(40), budget: Budget(wallSeconds: 5), inFlight: 1)
        let killed = try await killed(study, onceSent: 4) { clock in
            ScriptedClient { _, _ in
                // Three replies of half a second, then nothing.
                if clock.now() >= 1.5 { return try await ScriptedClient.never() }
                clock.advance(by: 0.5)
                return .answered()
            }
        }
        // 1.5 s each that are on disk: three of them, and the fourth has half a second left.
        #expect(killed == 3)
    }

    /// A server that says nothing tells nobody how long they waited for it: one interval of notes counts.
    @Test func theTimeOfThoseThatWaitedInSilenceCounts() async throws {
        let study = Study.make(probes: Study.probes(40), budget: Budget(wallSeconds: 5), inFlight: 1)
        var rules = RunRules()
        rules.heartbeat = 1
        let killed = try await killed(study, rules: rules, onceSent: 1) { _ in
            ScriptedClient { _, _ in try await ScriptedClient.never() }
        }
        #expect(killed == 5)
    }

    /// How many sessions can be killed, each once it has sent so many requests, before one comes to its end by itself. Each goes
    /// on from the files as a killed process leaves them, and a minute later.
    private func killed(
        _ study: Study, rules: RunRules = RunRules(), onceSent most: Int, client make: (ManualClock) -> ScriptedClient
    ) async throws -> Int {
        for session in 0..<20 {
            let path = folder.path + "/\(session == 0 ? "run" : "copy\(session)").sqlite"
            let store = try session == 0 ? folder.store(study) : RunStore.open(path: path)
            let clock = ManualClock(jumps: false, start: 1_795_176_000 + Double(session) * 60)
            let client = make(clock)
            let runner = Runner(
                study: study, store: store, client: client, replyRules: ScriptedRules(), holds: folder.holds,
                rules: rules,
                clock: clock)
            let task = Task { try await runner.run() }
            // Nil: it could not run, which must not hang the test.
            let ended = Collected<RunEnd?>()
            let watch = Task { ended.add(try? await task.value.end) }
            while client.sent.count < most, ended.all.isEmpty { await Task.yield() }
            let copy = folder.path + "/copy\(session + 1).sqlite"
            for end in ["", "-wal"] where FileManager.default.fileExists(atPath: path + end) {
                try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
            }
            task.cancel()
            // What the session waits for at its end stands on this clock, which nobody else moves.
            while ended.all.isEmpty {
                clock.advance(by: 1)
                await Task.yield()
            }
            await watch.value
            #expect(ended.all != [nil])
            if client.sent.count < most { return session }
        }
        Issue.record("twenty sessions did not use the budget up")
        return 20
    }
}
