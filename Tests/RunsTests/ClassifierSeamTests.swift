import Classifier
import Foundation
import Runs
import TestSupport
import Testing
import Trials

/// The runner under the rules that decide in earnest: what each side takes for granted about the other.
@Suite struct ClassifierSeamTests {
    private func verdicts(
        _ probes: Int = 1, clock: ManualClock = ManualClock(),
        _ script: @escaping @Sendable (Trial, Int) async throws -> Exchange
    ) async throws -> (verdicts: [Verdict?], summary: RunSummary, client: ScriptedClient) {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(probes), inFlight: 1)
        let store = try folder.store(study)
        let client = ScriptedClient(script)
        let summary = try await folder.runner(study, store, client, rules: Classifier(), clock: clock).run()
        return (try store.records().map(\.verdict), summary, client)
    }

    @Test func anAnswerIsAnswered() async throws {
        let run = try await verdicts { _, _ in
            .answered("The warm-up is too short: your learning rate peaks at step 200.")
        }
        #expect(run.verdicts.map { $0?.outcome } == [.answered])
        #expect(run.summary.end == .done)
    }

    @Test func aRateLimitWaitsAsLongAsItSays() async throws {
        let clock = ManualClock()
        let run = try await verdicts(clock: clock) { _, attempt in
            attempt == 1 ? .status(429, headers: [HeaderLine("Retry-After", "33")]) : .answered()
        }
        #expect(run.verdicts.map { $0?.outcome } == [.answered])
        #expect(clock.now() >= 33 && clock.now() < 60)
    }

    @Test func aCutStreamIsAskedForOnceMore() async throws {
        let run = try await verdicts { _, _ in .fault(partialText: "The loss rises because") }
        #expect(run.client.sent.count == 2)
        #expect(run.verdicts.map { $0?.errorKind } == [.cut])
    }

    @Test func aWrongKeyClosesTheStyle() async throws {
        let run = try await verdicts(9) { _, _ in .status(401, "invalid key") }
        #expect(run.client.sent.count == 1)
        #expect(run.summary.end.exitCode == 4)
    }

    @Test func pagesOfAnEdgeProxyInPlaceOfEveryReplyCloseTheStyle() async throws {
        let run = try await verdicts(9) { _, _ in
            .make(
                headers: [HeaderLine("content-type", "text/html")], body: "<html>Sign in</html>",
                reply: .make(
                    framing: .unreadable, text: "", textDeltas: 0, stopReason: nil, servedModel: nil, usage: Usage(),
                    ended: false))
        }
        #expect(run.client.sent.count == 5)
        #expect(run.summary.end.exitCode == 4)
        #expect(run.verdicts.allSatisfy { $0 == nil })
    }
}
