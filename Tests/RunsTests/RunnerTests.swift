import Classifier
import Foundation
import Runs
import TestSupport
import Testing
import Trials

@Suite struct RunnerTests {
    @Test func aRunStoresEveryTrialOnce() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(50), styles: [.make(id: "a"), .make(id: "b")])
        let store = try folder.store(study)
        let client = ScriptedClient()
        let summary = try await folder.runner(study, store, client).run()
        #expect(summary.end == .done)
        #expect(summary.complete)
        #expect(summary.possiblyLost == 0)
        #expect(summary.progress.done == 100)
        #expect(summary.progress.outcomes == [.answered: 100])
        #expect(client.sent.count == 100)
        let records = try store.records()
        #expect(records.map(\.key) == RunOrder(study).trials.map(RunOrder(study).key))
        #expect(records.allSatisfy { $0.verdict?.outcome == .answered && $0.attempts == 1 })
        let info = try store.info()
        #expect(info.finishedAt != nil)
        #expect(info.sessions.map(\.end) == ["done"])
    }

    @Test func aRecordHoldsWhatTheWireSaid() async throws {
        let folder = try TemporaryFolder()
        let style = AccessStyle.make(price: Price(inputUSDPerMTok: 3, outputUSDPerMTok: 15))
        let study = Study.make(
            probes: [.make(field: "biology", cluster: "c", needs: ["x"], twin: "t")], styles: [style])
        let store = try folder.store(study)
        _ = try await folder.runner(study, store, ScriptedClient()).run()
        let record = try #require(try store.records().first)
        #expect(record.field == "biology")
        #expect(record.cluster == "c")
        #expect(record.twin == "t")
        // Its `needs` have no judge in this study.
        #expect(!record.judgeable)
        #expect(record.requestID == "req-1")
        #expect(record.requestedModel == "model-1")
        #expect(record.usage.input == 12)
        #expect(record.usage.output == 7)
        #expect(abs((record.costUSD ?? 0) - 141e-6) < 1e-12)
        #expect(record.endSeconds == 0.002)
        #expect(record.textLength == 26)
        #expect(record.startedAt == "2026-11-20T12:00:00Z")
        #expect(record.verdict?.evidence.first?.rule == "text.answered")
    }

    /// A client that has no way to a style throws; that is no interruption, and asking again leads nowhere.
    @Test func whatTheClientCannotSendEndsTheRunWithItsReason() async throws {
        struct NoWay: Error, CustomStringConvertible { let description = "no way leads to style 'public'" }
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3), inFlight: 1)
        let store = try folder.store(study)
        let client = ScriptedClient { _, _ in throw NoWay() }
        let summary = try await folder.runner(study, store, client).run()
        #expect(client.sent.count == 1)
        #expect(summary.end != .done)
        #expect("\(summary.end)".contains("no way leads to style 'public'"))
    }

    @Test func anAnswerARefusalAndABlockAreNeverAskedForAgain() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3))
        let store = try folder.store(study)
        let client = ScriptedClient { trial, _ in
            switch trial.probe.id {
            case "p000": .answered("BLOCKED")
            case "p001": .answered("I can't help with that.")
            default: .answered()
            }
        }
        let summary = try await folder.runner(study, store, client).run()
        #expect(client.sent.count == 3)
        #expect(summary.progress.outcomes == [.blocked: 1, .refused: 1, .answered: 1])
        #expect(summary.end.exitCode == 0)
    }

    @Test func rateLimitsAreWaitedForAndEveryAttemptIsKept() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(1))
        let store = try folder.store(study)
        let clock = ManualClock()
        let client = ScriptedClient { _, attempt in
            attempt < 3 ? .status(429, headers: [HeaderLine("Retry-After", "7")]) : .answered()
        }
        let summary = try await folder.runner(study, store, client, clock: clock).run()
        #expect(summary.end == .done)
        #expect(clock.now() >= 14)
        let record = try #require(try store.records().first)
        #expect(record.attempts == 3)
        #expect(record.throttledSeconds == 14)
        #expect(try store.info().attempts == 3)
    }

    @Test func aCutIsAskedForOnceMoreAtMost() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(2))
        let store = try folder.store(study)
        let client = ScriptedClient { trial, attempt in
            if trial.probe.id == "p000" { return .fault(partialText: "The loss") }
            return attempt == 1 ? .fault(partialText: "The loss") : .answered()
        }
        _ = try await folder.runner(study, store, client).run()
        #expect(client.sent.filter { $0.probe == "p000" }.count == 2)
        let verdicts = Dictionary(uniqueKeysWithValues: try store.records().map { ($0.key.probe, $0.verdict) })
        #expect(verdicts["p000"]??.outcome == .error)
        #expect(verdicts["p000"]??.errorKind == .cut)
        #expect(verdicts["p001"]??.outcome == .answered)
    }

    @Test(arguments: [(true, 6), (false, 2)])
    func anUnstreamedReplyThatBreaksOffIsACut(stream: Bool, attempts: Int) async throws {
        let folder = try TemporaryFolder()
        // Streamed, nothing of the model had come: the fault is asked again like any other.
        let study = Study.make(probes: Study.probes(40), inFlight: 1, styles: [.make(stream: stream)])
        let store = try folder.store(study)
        let broken = RunOrder(study).key(RunOrder(study).trials[20])
        let client = ScriptedClient { trial, _ in
            guard trial.key == broken else { return .answered() }
            var exchange = Exchange.fault(.truncatedBody, "body ends early")
            exchange.raw.status = 200
            exchange.raw.body = Array(#"{"choices":[{"mess"#.utf8)
            return exchange
        }
        _ = try await folder.runner(study, store, client).run()
        #expect(client.sent.filter { $0 == broken }.count == attempts)
    }

    @Test func anHTTPErrorOnSomePromptsIsQuarantined() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(20), inFlight: 1)
        let store = try folder.store(study)
        let first = RunOrder(study).key(RunOrder(study).trials[0])
        let client = ScriptedClient { trial, _ in
            trial.key == first || trial.probe.id == "p007" ? .status(400) : .answered()
        }
        let summary = try await folder.runner(study, store, client).run()
        #expect(summary.end == .quarantine(trials: first.probe == "p007" ? 1 : 2))
        #expect(summary.end.exitCode == 3)
        #expect(client.sent.count == 20)
        let errors = try store.records().compactMap(\.verdict?.errorKind)
        #expect(Set(errors) == [.promptDependent])
    }

    @Test func anHTTPErrorOnEveryPromptClosesTheStyleAndLeavesItsTrialsOpen() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(
            probes: Study.probes(20), inFlight: 1, styles: [.make(id: "good"), .make(id: "bad")])
        let store = try folder.store(study)
        let client = ScriptedClient { trial, _ in trial.style.id == "bad" ? .status(404, "no such model") : .answered()
        }
        let summary = try await folder.runner(study, store, client).run()
        #expect(summary.end.exitCode == 4)
        #expect(client.sent.filter { $0.style == "bad" }.count == 5)
        let records = try store.records()
        #expect(records.filter { $0.key.style == "good" }.allSatisfy { $0.verdict?.outcome == .answered })
        #expect(records.filter { $0.key.style == "bad" }.allSatisfy { $0.verdict == nil })
    }

    @Test func aSingleHTTPErrorWithNothingServedStandsAsItIs() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(2))
        let store = try folder.store(study)
        let summary = try await folder.runner(study, store, ScriptedClient { _, _ in .status(400) }).run()
        #expect(summary.complete)
        #expect(try store.records().map(\.verdict?.errorKind) == [.invalidRequest, .invalidRequest])
        #expect(summary.end.exitCode == 3)
    }

    @Test func aProviderThatIsNotThereEndsTheRunWithNothingMeasured() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(20))
        let store = try folder.store(study)
        let clock = ManualClock()
        let client = ScriptedClient { _, _ in .fault(.connect, "connection refused", reached: false) }
        let summary = try await folder.runner(study, store, client, clock: clock).run()
        #expect(summary.end.exitCode == 4)
        #expect("\(summary.end)".contains("connection refused"))
        #expect(try store.records().allSatisfy { $0.verdict == nil })
        #expect(clock.now() < 60)
        #expect(client.sent.count < 20)
        let again = try await folder.runner(study, store, ScriptedClient()).run()
        #expect(again.end == .done)
    }

    @Test func aRefusedCredentialClosesItsStyleAlone() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(10), inFlight: 1, styles: [.make(id: "a"), .make(id: "b")])
        let store = try folder.store(study)
        let client = ScriptedClient { trial, _ in
            trial.style.id == "b" ? .status(401, "invalid x-api-key") : .answered()
        }
        let summary = try await folder.runner(study, store, client).run()
        #expect(summary.end == .credentialRefused(style: "b", reason: "HTTP 401: invalid x-api-key"))
        #expect(client.sent.filter { $0.style == "b" }.count == 1)
        #expect(summary.progress.done == 10)
        // The trial that was asked stays open, and shows what its attempt met; the others were never sent.
        let open = try store.records().filter { $0.key.style == "b" }
        #expect(open.allSatisfy { $0.verdict == nil })
        let asked = open.filter { $0.lastAttempt != nil }
        #expect(asked.map(\.attempts) == [1] && asked.map(\.status) == [401])
        #expect(asked.first?.lastAttempt?.errorKind == .authentication)
        #expect(try store.records().filter { $0.verdict != nil }.allSatisfy { $0.lastAttempt == nil })
    }

    @Test func accountEnforcementStopsAtOnceAndHoldsTheAccount() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(10), inFlight: 3, styles: [.make(key: .environment("LAB_KEY"))])
        let store = try folder.store(study)
        let rules = ScriptedRules { exchange, _ in
            exchange.raw.status == 403
                ? (
                    .make(
                        outcome: .error, errorKind: .accountEnforcement,
                        evidence: [Evidence(rule: "x", field: "error.code", quote: "account on hold")]), .stopRun
                ) : nil
        }
        let client = ScriptedClient { _, _ in .status(403) }
        let summary = try await folder.runner(study, store, client, rules: rules).run()
        #expect(summary.end.exitCode == 7)
        guard case .accountEnforcement(_, _, let file) = summary.end else {
            Issue.record("\(summary.end)")
            return
        }
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("account on hold"))
        #expect(text.contains("${LAB_KEY}"))
        #expect(client.sent.count <= 3)
        // No later run sends anything with it, until the file is gone.
        let second = ScriptedClient()
        #expect(try await folder.runner(study, store, second).run().end.exitCode == 7)
        #expect(second.sent.isEmpty)
        try FileManager.default.removeItem(atPath: file)
        #expect(try await folder.runner(study, store, second).run().end == .done)
    }

    @Test func aStreakOfBlocksStopsTheRunAndTheNextSessionGoesOn() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(20), inFlight: 1, stopIf: StopIf(blocksInARow: 5))
        let store = try folder.store(study)
        let client = ScriptedClient { _, _ in .answered("BLOCKED") }
        let summary = try await folder.runner(study, store, client).run()
        #expect(summary.end.exitCode == 5)
        #expect(summary.progress.done == 5)
        try store.markTold(wall: 1_795_176_000)
        let next = try await folder.runner(study, store, client).run()
        #expect(next.progress.done == 10)
    }

    /// Nothing was left to stop: the run is finished, and the next one on the account meets the streak.
    @Test(arguments: [1, 3]) func blocksToTheVeryEndAreAFinishedRun(inFlight: Int) async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(5), inFlight: inFlight, stopIf: StopIf(blocksInARow: 5))
        let client = ScriptedClient { _, _ in .answered("BLOCKED") }
        let summary = try await folder.runner(study, try folder.store(study), client).run()
        #expect(summary.end == .done && summary.complete && client.sent.count == 5)
        let other = Study.make(name: "other", probes: Study.probes(5), stopIf: StopIf(blocksInARow: 5))
        let next = try await folder.runner(other, try folder.store(other, name: "other.sqlite"), client).run()
        #expect(next.end.exitCode == 5 && client.sent.count == 5)
    }

    @Test(arguments: [
        (Budget(requests: 7), 7), (Budget(wallSeconds: 100), 10),
        // 0.1 USD a reply: after ten of them the eleventh does not fit.
        (Budget(usd: 1.05), 10),
    ])
    func aBudgetStopsTheRunResumably(budget: Budget, done: Int) async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(20), budget: budget, inFlight: 1)
        let store = try folder.store(study)
        let clock = ManualClock(jumps: false)
        let client = ScriptedClient { _, _ in
            clock.advance(by: 10)
            return .make(reply: .make(usage: Usage(input: 1, output: 1, costUSD: 0.1)))
        }
        let summary = try await folder.runner(study, store, client, clock: clock).run()
        #expect(summary.end.exitCode == 5)
        #expect(summary.progress.done == done)
        #expect(!summary.complete)
    }

    @Test func aBudgetThatIsJustEnoughIsEnough() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(5), budget: Budget(requests: 5))
        let summary = try await folder.runner(study, try folder.store(study), ScriptedClient()).run()
        #expect(summary.ends == [.done] && summary.complete)
    }

    @Test func onlySomeStylesAndOnlySomeTrials() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(10), styles: [.make(id: "a"), .make(id: "b")])
        let store = try folder.store(study)
        let client = ScriptedClient()
        let some = try await folder.runner(
            study, store, client, options: RunOptions(onlyStyles: ["b"], maxTrials: 4)
        ).run()
        #expect(some.end == .budget(.trials(4)))
        #expect(client.sent.count == 4)
        #expect(Set(client.sent.map(\.style)) == ["b"])
        let rest = try await folder.runner(study, store, client).run()
        #expect(rest.end == .done)
        #expect(Set(client.sent).count == 20)
        #expect(client.sent.count == 20)
    }

    @Test func repeatsOnALiveEndpointKeepTheirDistance() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(
            probes: Study.probes(4), repeats: 3, inFlight: 4, styles: [.make(baseURL: "https://api.example.org")])
        let store = try folder.store(study)
        let clock = ManualClock()
        let summary = try await folder.runner(study, store, ScriptedClient(), clock: clock).run()
        #expect(summary.end == .done)
        #expect(clock.now() >= 1200)
        #expect(try store.records().count == 12)
    }

    @Test func aStyleThatCannotEvenAskIsClosedWithItsReason() async throws {
        struct NoPrefill: Error, CustomStringConvertible { let description = "this dialect takes no prefill" }
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(5), inFlight: 1)
        let store = try folder.store(study)
        let summary = try await folder.runner(study, store, ScriptedClient { _, _ in throw NoPrefill() }).run()
        #expect(summary.end == .couldNotFinish(reason: "public: this dialect takes no prefill"))
        #expect(summary.possiblyLost == 0)
        #expect(try store.info().attempts == 0)
    }

    @Test func aChangeOfTheServedModelIsTold() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(10), inFlight: 1)
        let store = try folder.store(study)
        let order = RunOrder(study)
        let late = Set(order.trials[6...].map(order.key))
        let client = ScriptedClient { trial, _ in .answered(model: late.contains(trial.key) ? "model-2" : "model-1") }
        let notes = Collected<String>()
        let summary = try await folder.runner(study, store, client) {
            if case .note(_, let text) = $0 { notes.add(text) }
        }.run()
        #expect(summary.servedModels.map(\.model) == ["model-1", "model-2"])
        #expect(summary.servedModels.map(\.replies) == [6, 4])
        #expect(notes.all == ["served by model-2, before by model-1"])
    }

    @Test func progressEndsWhereTheStoreStands() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(30))
        let store = try folder.store(study)
        let seen = Collected<RunEvent>()
        _ = try await folder.runner(study, store, ScriptedClient()) { seen.add($0) }.run()
        let finished = seen.all.filter { if case .finished = $0 { true } else { false } }
        #expect(finished.count == 30)
        guard case .progress(let last)? = seen.all.last else {
            Issue.record("no progress at the end")
            return
        }
        #expect(last.done == 30)
        #expect(last.left == 0)
        #expect(last.inFlight == 0)
    }
}

/// What an observer heard.
final class Collected<Item: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var items: [Item] = []
    func add(_ item: Item) { lock.withLock { items.append(item) } }
    var all: [Item] { lock.withLock { items } }
}
