import Attempts
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
    /// Computed once, before anything was sent.
    let order: RunOrder
    let holds: HoldFolder
    let accounts: AccountNames
    let quiet: Bool
    var replays = Replays.none
    var recorder: Recorder?
    /// Is told what happens instead of the progress line.
    var watch: (@Sendable (RunEvent) -> Void)?

    private static let interrupted =
        "interrupted: requests on their way have \(Int(RunRules.live().grace)) s to end; once more ends at once"

    func run() async throws -> RunSummary {
        let finished = try folder.isNew ? [] : folder.store.records().filter { $0.verdict != nil }.map(\.key)
        return try await file.withClient(finished: finished, credentials: credentials, environment: environment) {
            client, simulators in
            try await run(client, simulators)
        }
    }

    private func run(_ client: LiveModelClient, _ simulators: Simulators) async throws -> RunSummary {
        let progress = ProgressLine(quiet: quiet)
        var runOptions = options
        runOptions.judgesFollow = file.study.judge != nil
        let runner = Runner(
            study: replays.unlimited(file.study), store: folder.store,
            client: RunClient(live: client, replays: replays, recorder: recorder), replyRules: Classifier(),
            holds: holds,
            accounts: accounts, options: runOptions, order: order, rules: .live(file.study.budget),
            observe: watch ?? { progress.show($0) }
        )
        return try await Interrupts.run(saying: quiet ? nil : Self.interrupted) { [self] in
            try await listModels(client, simulators)
            var summary = try await runner.run()
            if watch == nil { progress.finish(summary.progress) }
            try await judge(&summary)
            return summary
        }
    }

    /// Asks each credential once which models it may call, before the first trial.
    private func listModels(_ client: LiveModelClient, _ simulators: Simulators) async throws {
        let known = Set(try folder.store.listings().flatMap(\.styles))
        let styles = file.study.styles.filter {
            options.onlyStyles?.contains($0.id) ?? true && !known.contains($0.id)
        }
        guard file.study.listsModels, !styles.isEmpty, holds.holds(on: styles).isEmpty else { return }
        let answers = await ModelQuestions(client: client, simulators: simulators).ask(for: styles)
        try folder.store.addListings(answers.map { StoredListing($0) })
        for answer in answers {
            guard let reason = answer.enforcement else { continue }
            // The runner sends nothing while there is a hold.
            let path = try holds.write(
                style: answer.styles[0], reason: reason, run: folder.path, at: SystemClock().wall())
            Console.noteLine(
                "warning: \(answer.styles[0].id): the provider acts against this account: \(reason); hold file \(path)")
        }
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
            holds: holds, accounts: accounts, quiet: quiet
        ).run()
        summary.ends = summary.ends.filter { $0 != .done } + judged.ends
        if summary.ends.isEmpty { summary.ends = [.done] }
        if !judged.complete { summary.complete = false }
    }
}
