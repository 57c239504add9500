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
        var runOptions = options
        runOptions.judgesFollow = file.study.judge != nil
        let runner = Runner(
            study: file.study, store: folder.store, client: client, judging: WireJudging(), holds: holds,
            options: runOptions, observe: { progress.show($0) })
        let summary: RunSummary
        do {
            summary = try await Interrupts.run { [self] in
                var summary = try await runner.run()
                progress.finish(summary.progress)
                try await judge(&summary)
                return summary
            }
        } catch {
            await client.shutdown()
            await simulators.stop()
            throw error
        }
        await client.shutdown()
        await simulators.stop()
        return summary
    }

    /// Asks the judges, where there are any and the trials did not end in a way that forbids it.
    private func judge(_ summary: inout RunSummary) async throws {
        guard let panel = file.study.judge, JudgingRun.follows(summary.ends) else { return }
        guard !Task.isCancelled else {
            summary.ends.insert(.interrupted, at: 0)
            summary.complete = false
            return
        }
        let judged = try await JudgingRun(
            file: file, panel: panel, store: folder.store, credentials: credentials, environment: environment,
            holds: holds, quiet: quiet
        ).run()
        summary.ends = summary.ends.filter { $0 != .done } + judged.ends
        if summary.ends.isEmpty { summary.ends = [.done] }
        if !judged.complete { summary.complete = false }
    }
}
