import Foundation
import Runs
import TestSupport
import Trials

/// A folder that goes with the test that made it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "railgauge-runs-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // Left behind at worst.
        try? FileManager.default.removeItem(atPath: path)
    }

    var holds: HoldFolder { HoldFolder(path: path + "/holds") }

    func open(_ study: Study, alwaysNew: Bool = false, clock: any RunClock = ManualClock()) throws -> RunFolder {
        try RunFolder.open(
            results: path + "/results", study: study, lockText: "study: \(study.name)\n", tool: "railgauge test",
            alwaysNew: alwaysNew, clock: clock)
    }

    /// The folder of a run that was begun, and let go before its first request.
    func begun(_ study: Study, clock: any RunClock) throws -> String {
        let run = try open(study, clock: clock)
        run.store.close()
        return run.path
    }

    func store(_ study: Study, name: String = "run.sqlite") throws -> RunStore {
        try RunStore.create(
            path: path + "/" + name,
            run: RunName(name: "run", study: study.name, lockHash: study.lockHash, createdAt: 1_795_176_000),
            order: RunOrder(study))
    }

    func runner(
        _ study: Study, _ store: RunStore, _ client: any ModelClient, rules: any ReplyRules = ScriptedRules(),
        options: RunOptions = RunOptions(), clock: any RunClock = ManualClock(),
        observe: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) -> Runner {
        Runner(
            study: study, store: store, client: client, replyRules: rules, holds: holds, options: options, clock: clock,
            observe: observe)
    }
}
