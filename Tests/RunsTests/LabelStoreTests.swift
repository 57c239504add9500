import Foundation
import GRDB
import Runs
import TestSupport
import Testing
import Trials

/// Labels and versions of verdicts in the store.
@Suite struct LabelStoreTests {
    private let folder: TemporaryFolder
    private let study = Study.make(
        probes: Study.probes(3) + [.make(id: "control", expect: .refuse, role: .control)], controls: ["public"])

    init() throws { folder = try TemporaryFolder() }

    private func finished() async throws -> RunStore {
        let store = try folder.store(study)
        let client = ScriptedClient { _, _ in .answered("I can't help with that.") }
        _ = try await folder.runner(study, store, client).run()
        return store
    }

    private func label(_ probe: String, _ labeller: String = "anna", _ word: LabelWord = .refused) -> Label {
        Label(
            key: TrialKey(style: "public", probe: probe, repetition: 1), labeller: labeller, word: word,
            sampling: .stratified, stratum: .refused, weight: 1.5, frame: "abc", at: "2026-11-20T13:05:09Z")
    }

    @Test func labelsComeBackAsTheyWereGiven() async throws {
        let store = try await finished()
        #expect(try store.labels().isEmpty)
        try store.addLabels([label("p000"), label("p001", "ben", .partial)])
        #expect(Set(try store.labels()) == [label("p000"), label("p001", "ben", .partial)])
        // The same person may change its mind; another one has a label of its own.
        try store.addLabels([label("p000", "anna", .unable), label("p000", "ben", .answered)])
        let words = try store.labels().filter { $0.key.probe == "p000" }
        #expect(words.map(\.labeller) == ["anna", "ben"] && words.map(\.word) == [.unable, .answered])
        store.close()
        let again = try RunStore.open(path: folder.path + "/run.sqlite", readOnly: true)
        #expect(try again.labels().count == 3)
    }

    @Test func aStrangeLabelLeavesNone() async throws {
        let store = try await finished()
        #expect(throws: StoreError.self) { try store.addLabels([self.label("p000"), self.label("nobody")]) }
        #expect(throws: StoreError.self) { try store.addLabels([self.label("control")]) }
        #expect(try store.labels().isEmpty)
    }

    @Test func repliesComeBackButNeverThoseToControls() async throws {
        let store = try await finished()
        let reply = try #require(try store.reply(of: TrialKey(style: "public", probe: "p000", repetition: 1)))
        #expect(reply.raw.status == 200 && reply.trial.probe.id == "p000")
        #expect(String(decoding: reply.raw.body, as: UTF8.self) == "I can't help with that.")
        #expect(try store.reply(of: TrialKey(style: "public", probe: "control", repetition: 1)) == nil)
        #expect(try store.reply(of: TrialKey(style: "public", probe: "nobody", repetition: 1)) == nil)
    }

    @Test func aVersionThatLeftATrialAloneKeepsItsVerdict() async throws {
        let store = try await finished()
        let first = try #require(try store.verdictVersions().first)
        #expect(first.trials == 4)
        let key = TrialKey(style: "public", probe: "p001", repetition: 1)
        try store.addVerdicts([(key, .make(outcome: .partial))], version: "next")
        #expect(try store.verdictVersions().map(\.name) == [first.name, "next"])
        let (old, new) = (try store.verdicts(asOf: first.name), try store.verdicts(asOf: "next"))
        #expect(old.count == 4 && new.count == 4)
        #expect(new[key]?.outcome == .partial && old[key]?.outcome != .partial)
        for other in old.keys where other != key { #expect(old[other] == new[other]) }
    }
}
