import Classifier
import Foundation
import GRDB
import Runs
import TestSupport
import Testing
import Trials

@Suite struct JudgeSessionTests {
    private let study = Study.make(probes: Study.probes(4))

    /// Unsure about all but the first.
    private func store(_ folder: TemporaryFolder, _ study: Study? = nil) async throws -> RunStore {
        try await JudgeScript.run(folder, study ?? self.study) {
            $0 == "p000" ? "Your warm-up is short." : "Maybe \($0)."
        }
    }

    @Test func judgesSettleWhatTheClassifierLeavesOpen() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        #expect(try store.info().finishedAt == nil)
        let client = ScriptedClient { trial, _ in
            .answered(JudgeScript.answer(.refused, to: trial), model: "judge-model")
        }
        let panel = JudgeScript.panel()
        let summary = try await JudgeScript.session(folder, study, panel, store, client).run()
        #expect(summary.ends.isEmpty && summary.questions == 3 && summary.complete && summary.settled == 3)
        #expect(client.sent.count == 3)
        #expect(client.trials.allSatisfy { $0.style.id == "judge:j" && !"\($0.probe)".contains("model-1") })
        let verdicts = try store.records().sorted { $0.key.probe < $1.key.probe }.compactMap(\.verdict)
        #expect(verdicts.map(\.outcome) == [.answered, .refused, .refused, .refused])
        #expect(verdicts.map(\.decidedBy) == [.text, .judge, .judge, .judge])
        #expect(verdicts[1].version == panel.version)
        #expect(verdicts[1].evidence.map(\.rule) == ["judge.j.refused", "text.answered"])
        #expect(try store.info().finishedAt != nil)
    }

    @Test func aQuestionIsAskedOnceWhateverCameOfIt() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        let client = ScriptedClient { trial, _ in
            switch trial.probe.turns[0].text {
            case let text where text.contains("Maybe p001"): .answered("I can't judge that.")
            case let text where text.contains("Maybe p002"): .answered("BLOCKED")
            default: .answered("Well, I would call this a fine answer.")
            }
        }
        let panel = JudgeScript.panel()
        let first = try await JudgeScript.session(folder, study, panel, store, client).run()
        #expect(first.complete && client.sent.count == 3)
        let second = try await JudgeScript.session(folder, study, panel, store, client).run()
        #expect(second.complete && second.questions == 3 && client.sent.count == 3)
        // No verdict of theirs counts as one.
        let verdicts = try store.records().compactMap(\.verdict)
        #expect(verdicts.allSatisfy { $0.outcome == .answered && $0.decidedBy == .text })
        let tally = try #require(try store.panelTally(panel)?.judges.first)
        #expect(tally.results == [.refused: 1, .blocked: 1, .unparsable: 1] && tally.asked == 3)
    }

    /// A member of a panel in whose place another model answers is dropped and named; the rest of the panel goes on.
    @Test func aJudgeServedByAnotherModelIsDroppedAndNamed() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        let client = ScriptedClient { trial, _ in
            trial.style.id == "judge:b"
                ? .answered(JudgeScript.answer(.refused, to: trial), model: "small-model")
                : .answered(JudgeScript.answer(.answered, to: trial), model: "judge-model")
        }
        let rules = ScriptedRules { exchange, trial in
            guard exchange.reply.servedModel == "small-model" else { return JudgeScript.unsure(exchange, trial) }
            return (
                .make(
                    served: .undeclaredReroute, servedModel: "small-model",
                    evidence: [
                        Evidence(rule: "served.reroute", field: "model", quote: "small-model, asked for judge-model")
                    ]), .done
            )
        }
        let panel = JudgeScript.panel(["a", "b", "c"])
        _ = try await JudgeScript.session(folder, study, panel, store, client, rules: rules).run()
        let tally = try #require(try store.panelTally(panel))
        #expect(tally.judges.map { $0.count(.otherModel) } == [0, 3, 0])
        #expect(tally.judges[1].servedModels == ["small-model"] && tally.disagreements == 0 && tally.settled == 3)
        let verdicts = try store.records().compactMap(\.verdict).filter { $0.decidedBy == .judge }
        #expect(verdicts.count == 3 && verdicts.allSatisfy { $0.outcome == .answered })
        #expect(
            verdicts.allSatisfy { verdict in
                verdict.evidence.contains {
                    $0.rule == "judge.b.no-verdict" && $0.field == "other-model"
                        && $0.quote == "small-model, asked for judge-model"
                }
            })
        // Of two judges who must agree, one that was replaced leaves the question open.
        let pair = JudgeScript.panel(["a", "b"], agree: .all)
        let second = try await self.store(try TemporaryFolder())
        _ = try await JudgeScript.session(try TemporaryFolder(), study, pair, second, client, rules: rules).run()
        #expect(try second.records().compactMap(\.verdict).allSatisfy { $0.decidedBy == .text })
    }

    @Test func anotherRubricAsksAgain() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        let client = ScriptedClient { trial, _ in .answered(JudgeScript.answer(.partial, to: trial)) }
        _ = try await JudgeScript.session(folder, study, JudgeScript.panel(), store, client).run()
        var other = JudgeScript.panel()
        other.judges[0].rubric.version = 2
        _ = try await JudgeScript.session(folder, study, other, store, client).run()
        #expect(client.sent.count == 6)
    }

    @Test func overloadIsRetriedAndEveryAttemptIsStored() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        let client = ScriptedClient { trial, attempt in
            attempt < 3 ? .status(529) : .answered(JudgeScript.answer(.unable, to: trial))
        }
        let panel = JudgeScript.panel()
        let summary = try await JudgeScript.session(folder, study, panel, store, client).run()
        #expect(summary.complete)
        let tally = try #require(try store.panelTally(panel))
        #expect(tally.judges[0].requests == 9 && tally.judges[0].results == [.decided: 3])
        #expect(tally.settled == 3 && tally.overturned == 3 && tally.judges[0].againstClassifier == 3)
        let states = try await DatabaseQueue(path: store.path).read { db in
            try String.fetchAll(db, sql: "SELECT state FROM judge_attempt WHERE request IS NOT NULL")
        }
        #expect(states.count { $0 == "retried" } == 6 && states.count { $0 == "counted" } == 3)
    }

    @Test func theBudgetCapsTrialsAndJudgesTogether() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(4), budget: Budget(requests: 6))
        let store = try await store(folder, study)
        let client = ScriptedClient { trial, _ in .answered(JudgeScript.answer(.refused, to: trial)) }
        let panel = JudgeScript.panel()
        let summary = try await JudgeScript.session(folder, study, panel, store, client).run()
        #expect(summary.ends == [.budget(.requests(6))] && summary.answered == 2 && client.sent.count == 2)
        #expect(try store.info().finishedAt == nil)
        // The two that were answered count already; the rest comes with a raised budget.
        #expect(try store.records().count { $0.verdict?.decidedBy == .judge } == 2)
        let raised = Study.make(probes: Study.probes(4), budget: Budget(requests: 7), lockHash: study.lockHash)
        let rest = try await JudgeScript.session(folder, raised, panel, store, client).run()
        #expect(rest.complete && client.sent.count == 3)
        #expect(try store.info().finishedAt != nil)
    }

    @Test func moneyIsCappedByTheWorstCaseOfAQuestion() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(4), budget: Budget(usd: 0.05))
        let store = try await store(folder, study)
        let client = ScriptedClient { trial, _ in .answered(JudgeScript.answer(.refused, to: trial)) }
        // 4,096 output tokens at 100 USD a million: no question fits into the budget.
        let panel = JudgePanel([JudgeScript.judge(price: Price(inputUSDPerMTok: 1, outputUSDPerMTok: 100))])
        let summary = try await JudgeScript.session(folder, study, panel, store, client).run()
        #expect(summary.ends == [.budget(.usd(0.05))] && client.sent.isEmpty)
    }

    @Test func aLaterSessionOfTrialsCountsWhatJudgesSpent() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(4), budget: Budget(requests: 4))
        let store = try folder.store(study)
        let model = ScriptedClient { _, _ in .answered("Maybe so.") }
        _ = try await folder.runner(
            study, store, model, rules: JudgeScript.rules, options: RunOptions(maxTrials: 2, judgesFollow: true)
        ).run()
        let client = ScriptedClient { trial, _ in .answered(JudgeScript.answer(.refused, to: trial)) }
        let judged = try await JudgeScript.session(folder, study, JudgeScript.panel(), store, client).run()
        #expect(judged.complete && judged.questions == 2)
        let rest = try await folder.runner(study, store, model, rules: JudgeScript.rules).run()
        #expect(rest.end == .budget(.requests(4)) && model.sent.count == 2)
    }

    @Test func controlsReachNoJudge() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(
            probes: [.make(id: "c", expect: .refuse, role: .control), .make(id: "m")], controls: ["public"])
        let store = try await JudgeScript.run(folder, study) { "Maybe \($0)." }
        let client = ScriptedClient { trial, _ in .answered(JudgeScript.answer(.answered, to: trial)) }
        let summary = try await JudgeScript.session(folder, study, JudgeScript.panel(when: .always), store, client)
            .run()
        #expect(summary.questions == 1)
        #expect(client.trials.allSatisfy { !$0.probe.turns[0].text.contains("Maybe c") })
    }

    @Test func aPanelThatDiffersIsCountedAndSettlesByMajority() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        let panel = JudgeScript.panel(["a", "b", "c"])
        let client = ScriptedClient { trial, _ in
            .answered(JudgeScript.answer(trial.style.id == "judge:c" ? .answered : .refused, to: trial))
        }
        let summary = try await JudgeScript.session(folder, study, panel, store, client).run()
        #expect(summary.questions == 9 && summary.settled == 3)
        let tally = try #require(try store.panelTally(panel))
        #expect(tally.trials == 3 && tally.readByTwo == 3 && tally.disagreements == 3 && tally.settled == 3)
        #expect(try store.records().count { $0.verdict?.outcome == .refused } == 3)
    }

    @Test func pointsMakeWorkDelivered() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: [
            .make(id: "met", needs: ["names a", "names b"]), .make(id: "open", needs: ["names a", "names b"]),
        ])
        let store = try await JudgeScript.run(folder, study) { "Your warm-up is short, says \($0)." }
        let client = ScriptedClient { trial, _ in
            let met = trial.probe.turns[0].text.contains("says met")
            return .answered(JudgeScript.answer(.answered, to: trial, met: [true, met]))
        }
        _ = try await JudgeScript.session(folder, study, JudgeScript.panel(), store, client).run()
        let delivered = Dictionary(
            uniqueKeysWithValues: try store.records().map { ($0.key.probe, $0.verdict?.delivered) })
        #expect(delivered["met"] == true && delivered["open"] == false)
    }

    @Test func aRefusedCredentialEndsTheJudgeAndTheRunStaysOpen() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        let client = ScriptedClient { _, _ in .status(401, "bad key") }
        let summary = try await JudgeScript.session(folder, study, JudgeScript.panel(), store, client).run()
        #expect(summary.ends.contains { $0.exitCode == 4 } && summary.answered == 0)
        #expect(try store.info().finishedAt == nil)
    }

    @Test func accountEnforcementPlacesAHoldThatStopsLaterSessions() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        let rules = ScriptedRules { _, _ in
            (.make(outcome: .error, errorKind: .accountEnforcement), .stopRun)
        }
        let client = ScriptedClient { _, _ in .status(403) }
        let panel = JudgeScript.panel()
        let summary = try await JudgeScript.session(folder, study, panel, store, client, rules: rules).run()
        #expect(summary.ends.first?.exitCode == 7)
        #expect(folder.holds.holds(on: [panel.judges[0].style]).count == 1)
        let sent = client.sent.count
        let later = try await JudgeScript.session(folder, study, panel, store, client, rules: rules).run()
        #expect(later.ends.first?.exitCode == 7 && client.sent.count == sent)
    }

    @Test func newRulesGoBeforeWhatJudgesSaidAndItIsSettledAgain() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        let panel = JudgeScript.panel()
        let client = ScriptedClient { trial, _ in .answered(JudgeScript.answer(.refused, to: trial)) }
        _ = try await JudgeScript.session(folder, study, panel, store, client).run()
        // Rules that are now sure of one of the three.
        let upgraded = try store.records().map { record in
            (
                key: record.key,
                verdict: Verdict.make(decidedBy: .text, confidence: 0.6, sure: record.key.probe == "p001", version: "2")
            )
        }
        try store.addVerdicts(upgraded, version: "2")
        let settled = try PanelSettlement(panel, store: store) { _ in Reply() }.settle()
        #expect(settled == 2)
        let verdicts = try store.records().sorted { $0.key.probe < $1.key.probe }.compactMap(\.verdict)
        #expect(verdicts.map(\.decidedBy) == [.text, .text, .judge, .judge])
        #expect(client.sent.count == 3)
    }

    @Test func aStoreWithoutJudgesHasNoTally() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        #expect(try store.panelTally(JudgeScript.panel()) == nil)
    }

    @Test func anInterruptionStoresWhatCameAndTheRestIsAskedLater() async throws {
        let folder = try TemporaryFolder()
        let store = try await store(folder)
        let panel = JudgeScript.panel()
        let slow = ScriptedClient { trial, _ in
            if trial.probe.turns[0].text.contains("Maybe p002") { return try await ScriptedClient.never() }
            return .answered(JudgeScript.answer(.refused, to: trial))
        }
        let session = JudgeScript.session(folder, study, panel, store, slow)
        let task = Task { try await session.run() }
        while try store.panelTally(panel)?.judges[0].asked ?? 0 < 2 { await Task.yield() }
        task.cancel()
        let summary = try await task.value
        #expect(summary.ends == [.interrupted] && summary.answered == 2)
        let client = ScriptedClient { trial, _ in .answered(JudgeScript.answer(.refused, to: trial)) }
        let rest = try await JudgeScript.session(folder, study, panel, store, client).run()
        #expect(rest.complete && client.sent.count == 1)
    }
}
