import Formats
import Foundation
import GRDB
import TestSupport
import Testing
import Trials

@testable import Runs

/// Run folders as an earlier program left them (Tests/Fixtures/run-folders), before the store had a record of its migrations.
@Suite struct OldRunTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func copy(_ name: String) throws -> String {
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/run-folders/\(name)/run.sqlite")
        let path = folder.path + "/\(name).sqlite"
        try FileManager.default.copyItem(at: fixtures, to: URL(fileURLWithPath: path))
        return path
    }

    @Test func isReadWithoutBeingTouched() throws {
        let path = try copy("finished")
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let store = try RunStore.open(path: path, readOnly: true)
        try expectFinished(store)
        #expect(try store.listings().isEmpty == false)
        store.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func getsWhatItLacksWhenItIsWritten() throws {
        let path = try copy("finished")
        let store = try RunStore.open(path: path)
        try expectFinished(store)
        // Its reports were written in the same breath: it is over, and no reason to write them again.
        #expect(try store.state() == (true, true))
        #expect(try store.read { try Schema.migrator.hasCompletedMigrations($0) })
        let label = try #require(try store.labels().first)
        try store.addLabels([label])
        #expect(try store.labels().count == 2)
        store.close()
        try expectFinished(RunStore.open(path: path, readOnly: true))
    }

    private func expectFinished(_ store: RunStore) throws {
        let records = try store.records()
        #expect(records.count == 10 && records.allSatisfy { $0.verdict != nil })
        let info = try store.info()
        #expect(info.finishedAt != nil && info.planned == 10 && info.run.study == "old")
        #expect(try store.labels().map(\.labeller) == ["anna", "anna"])
        #expect(try store.verdictVersions().map(\.trials) == [10])
        var replies = 0
        try store.eachExchange { _ in replies += 1 }
        #expect(replies == 8)
        #expect(try store.parityFacts { _, _ in nil }.count == 2)
    }

    @Test func isContinued() async throws {
        let path = try copy("unfinished")
        let store = try RunStore.open(path: path)
        let info = try store.info()
        #expect(info.finished == 4 && info.planned == 10)
        // A lock names its texts by their hashes: the plan is made of what the store holds.
        let lock = info.run.lock
        var study = Study.make(
            name: "old", probes: try store.read { Array(try StoredNames.probes($0).values) }, repeats: 2, seed: 7,
            controls: ["public"], styles: info.styles, lockHash: info.run.lockHash)
        study.coverageFloor = lock["coverage_floor"]?.double ?? 0.95
        let client = ScriptedClient()
        let summary = try await folder.runner(study, store, client).run()
        #expect(summary.complete && client.sent.count == 6)
        #expect(try store.records().allSatisfy { $0.verdict != nil })
    }
}
