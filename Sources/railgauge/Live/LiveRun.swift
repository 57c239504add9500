import Classifier
import Foundation
import Runs
import Trials

/// A run with everything wired: simulators, transport, dialects, classifier, runner, progress and signals.
struct LiveRun {
    let file: StudyFile
    let folder: RunFolder
    let credentials: Credentials
    let environment: [String: String]
    let options: RunOptions
    let holds: HoldFolder
    let quiet: Bool

    func run() async throws -> RunSummary {
        let finished = try folder.isNew ? [] : folder.store.records().filter { $0.verdict != nil }.map(\.key)
        let simulators = try await Simulators(for: file, finished: finished)
        let client = try LiveModelClient(
            study: file, simulators: simulators, credentials: credentials, environment: environment)
        let progress = ProgressLine(quiet: quiet)
        let runner = Runner(
            study: file.study, store: folder.store, client: client, judging: WireJudging(), holds: holds,
            options: options, observe: { progress.show($0) })
        let summary: RunSummary
        do {
            summary = try await Interrupts.run { try await runner.run() }
        } catch {
            await client.shutdown()
            await simulators.stop()
            throw error
        }
        progress.finish(summary.progress)
        await client.shutdown()
        await simulators.stop()
        return summary
    }
}
