import Formats
import Foundation
import GRDB
import Runs
import TestSupport
import Testing
import Trials

@Suite struct RunFolderTests {
    @Test func aRunFolderIsPrivateAndHoldsItsLock() throws {
        let folder = try TemporaryFolder()
        let run = try folder.open(.make(name: "public-vs-trusted"))
        #expect(run.isNew)
        #expect(run.path.hasSuffix("/results/20261120T120000Z-public-vs-trusted"))
        let mode = try FileManager.default.attributesOfItem(atPath: run.path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        #expect(
            try String(contentsOfFile: run.path + "/study.lock.yaml", encoding: .utf8) == "study: public-vs-trusted\n")
    }

    @Test func twoRunsOfOneSecondHaveTwoFolders() throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock()
        let first = try folder.open(.make(), clock: clock).path
        let second = try folder.open(.make(), alwaysNew: true, clock: clock).path
        #expect(second == first + "-2")
    }

    @Test func theSameStudyRunsOnceAtATime() throws {
        let folder = try TemporaryFolder()
        let run = try folder.open(.make())
        #expect {
            try folder.open(.make())
        } throws: {
            if case RunFolderError.locked = $0 { true } else { false }
        }
        // Another study does not mind.
        _ = try folder.open(.make(name: "other"))
        _ = run
    }

    @Test func anUnfinishedRunOfTheSameLockIsContinuedWhileItIsFresh() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3))
        let clock = ManualClock()
        func open() throws -> (path: String, isNew: Bool) {
            let run = try folder.open(study, clock: clock)
            defer { run.store.close() }
            return (run.path, run.isNew)
        }
        let first = try open()
        #expect(first.isNew)
        clock.advance(by: 11 * 3600)
        let second = try open()
        #expect(second == (first.path, false))
        clock.advance(by: 2 * 3600)
        #expect(try open().isNew)
    }

    /// Killed between the migrator's list of migrations and the first of them: nothing was sent, so another run begins.
    @Test func aStoreThatWasNeverBornIsPassedOver() throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(2))
        let clock = ManualClock()
        let path = try folder.begun(study, clock: clock)
        for name in ["run.sqlite", "run.sqlite-wal", "run.sqlite-shm"] { unlink("\(path)/\(name)") }
        let database = try DatabaseQueue(path: "\(path)/run.sqlite")
        try database.write {
            try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        try database.close()
        let next = try folder.open(study, clock: clock)
        #expect(next.isNew && next.path != path)
    }

    @Test func aFinishedRunIsNotContinued() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3))
        let clock = ManualClock()
        do {
            let run = try folder.open(study, clock: clock)
            _ = try await folder.runner(study, run.store, ScriptedClient(), clock: clock).run()
            try run.store.markReported(wall: clock.wall())
            run.store.close()
        }
        clock.advance(by: 5)
        #expect(try folder.open(study, clock: clock).isNew)
    }

    /// Killed, out of disk or cut off while its reports are written: it was paid for, and gets them.
    @Test func aFinishedRunWithoutReportsGetsThemAndIsNotPaidForAgain() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3))
        let clock = ManualClock()
        do {
            let run = try folder.open(study, clock: clock)
            _ = try await folder.runner(study, run.store, ScriptedClient(), clock: clock).run()
        }
        do {
            let again = try folder.open(study, clock: clock)
            #expect(again.purpose == .report)
            let summary = try again.concluded(study)
            #expect(summary.complete && summary.end == .done && summary.progress.done == 3)
            try again.store.markReported(wall: clock.wall())
        }
        #expect(try folder.open(study, clock: clock).purpose == .begin)
    }

    @Test func anUnfinishedRunThatCannotBeReadStopsInsteadOfPayingAgain() throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3))
        let clock = ManualClock()
        let path = try folder.begun(study, clock: clock)
        let file = path + "/run.sqlite"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        bytes.replaceSubrange(0..<16, with: Data(repeating: 0x58, count: 16))
        try bytes.write(to: URL(fileURLWithPath: file))
        #expect {
            try folder.open(study, clock: clock)
        } throws: { error in
            guard case .unreadable(let named, let reason)? = error as? RunFolderError else { return false }
            return named == path && reason.contains("SQLite") && "\(error)".contains("--new")
        }
        #expect(try folder.open(study, alwaysNew: true, clock: clock).isNew)
    }

    @Test(arguments: ["empty", "missing"]) func aStoreThatWasNeverBornIsNoRun(_ kind: String) throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3))
        let clock = ManualClock()
        let dead = folder.path + "/results/\(UTCStamp.folder(clock.wall()))-study"
        try FileManager.default.createDirectory(atPath: dead, withIntermediateDirectories: true)
        if kind == "empty" { _ = FileManager.default.createFile(atPath: dead + "/run.sqlite", contents: nil) }
        #expect(try folder.open(study, clock: clock).isNew)
    }

    /// Nights pile up: those that are too old by their names are not even opened.
    @Test func storesThatAreTooOldAreNotOpened() throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3))
        let clock = ManualClock()
        let old = folder.path + "/results/\(UTCStamp.folder(clock.wall() - 86_400))-study"
        try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
        try Data("this would be an error if it were opened".utf8).write(to: URL(fileURLWithPath: old + "/run.sqlite"))
        #expect(try folder.open(study, clock: clock).isNew)
    }

    @Test func theLinkLatestFollowsTheNewestRunAndReplacesNoFileOfThatName() throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3))
        let clock = ManualClock()
        let latest = folder.path + "/results/latest"
        for _ in 0..<2 {
            clock.advance(by: 5)
            let run = try folder.open(study, alwaysNew: true, clock: clock)
            let target = try FileManager.default.destinationOfSymbolicLink(atPath: latest)
            #expect(target == (run.path as NSString).lastPathComponent)
        }
        try FileManager.default.removeItem(atPath: latest)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: latest))
        clock.advance(by: 5)
        _ = try folder.open(study, alwaysNew: true, clock: clock)
        #expect(try String(contentsOfFile: latest, encoding: .utf8) == "mine")
    }

    @Test func anotherLockIsAnotherRun() throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock()
        do { _ = try folder.open(.make(probes: Study.probes(2)), clock: clock) }
        clock.advance(by: 5)
        #expect(try folder.open(.make(probes: Study.probes(3)), clock: clock).isNew)
    }

    @Test func aFolderThatCannotBeWrittenIsNamed() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/file"
        try Data().write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: RunFolderError.self) {
            try RunFolder.open(results: file + "/results", study: .make(), lockText: "", tool: "t")
        }
        #expect(error?.description.contains("cannot be written: Not a directory") == true)
        #expect(error?.description.contains("--results") == true)
    }

    @Test func namesOfStudiesCannotLeaveTheFolder() throws {
        let folder = try TemporaryFolder()
        let run = try folder.open(.make(name: "../a b/ü"))
        #expect(run.path.hasSuffix("Z-study..-a-b--"))
    }

    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_176_000, "2026-11-20T12:00:00Z"),
        (4_102_444_799, "2099-12-31T23:59:59Z"),
    ])
    func timesAreUTC(seconds: Double, text: String) { #expect(UTCStamp.iso(seconds) == text) }
}
