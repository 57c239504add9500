import Attempts
import Formats
import Foundation
import Reports
import Runs
import Transport
import Trials

/// One study from its file to its reports: checks, consent, the run, and how it ended. What `run` and `try` share.
struct StudyRun {
    let file: StudyFile
    let results: String
    var onlyStyle: [String] = []
    var maxTrials: Int?
    var dryRun = false
    var quiet = false
    var alwaysNew = false
    /// Seconds.
    var freshAfter: Double = 43_200
    var yes = false
    var record: String?
    /// Whether what the plan cannot show is told beforehand.
    var warns = true
    /// Is told of the plan before anything is sent, and may stop it by throwing.
    var before: ((Preflight) throws -> Void)?
    /// Is told of each finished trial instead of the progress line.
    var watch: (@Sendable (RunEvent) -> Void)?
    /// What stands on stdout at the end; nil: the memo.
    var conclusion: ((RunFacts) -> String)?

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let preflight = try Preflight(file, onlyStyle: onlyStyle, environment: environment)
        let registration = try Registration.status(of: file)
        if !quiet, warns { for warning in preflight.warnings { Console.warning(warning) } }
        let recording = try record.map { try RecordingPlan(folder: $0, study: file.study, sent: preflight.styles) }
        if !quiet { for warning in recording?.warnings ?? [] { Console.warning(warning) } }
        if dryRun { return Console.out(preflight.plan) }

        try before?(preflight)
        let credentials = try preflight.credentials()
        let state = StateFolder(environment: environment)
        try refuseHolds(state, preflight.reached)
        try recording?.prepare { run in
            // A run that cannot be read is none to continue.
            guard !alwaysNew, let reading = try? RunReading("\(results)/\(run)") else { return false }
            return reading.info.finishedAt == nil
        }
        try confirm(state, preflight.reached)
        try noteSent(preflight, environment)

        let folder = try RunFolder.open(
            results: results, study: file.study, lockText: file.lockText, tool: "railgauge \(Railgauge.version)",
            freshAfter: freshAfter, alwaysNew: alwaysNew,
            meta: preflight.replays.described(["registration": registration.json]), order: preflight.order)
        if !quiet, !folder.isNew { Console.note("continuing \(folder.path)") }
        let recorder = try recording?.begin(
            run: try folder.store.info().run.name,
            finished: try folder.store.records().filter { $0.verdict != nil }.map(\.key),
            wall: { SystemClock().wall() }, warn: { [quiet] in if !quiet { Console.warning($0) } })
        let summary = try await LiveRun(
            file: file, folder: folder, credentials: credentials, environment: environment,
            options: RunOptions(onlyStyles: onlyStyle.isEmpty ? nil : Set(onlyStyle), maxTrials: maxTrials),
            order: preflight.order, holds: state.holds, quiet: quiet, replays: preflight.replays, recorder: recorder,
            watch: watch
        ).run()
        try finish(folder, summary, recorder?.shortfall)
    }

    private func refuseHolds(_ state: StateFolder, _ styles: [AccessStyle]) throws {
        guard let hold = state.holds.holds(on: styles).first else { return }
        throw Failure(
            .accountEnforcement,
            "style '\(hold.style)': the account (\(hold.account)) is on hold since a provider acted against it; nothing was "
                + "sent. Clear it up with the provider, then delete \(hold.file)")
    }

    /// An account is somebody's livelihood: the first live run on it needs an explicit yes.
    private func confirm(_ state: StateFolder, _ styles: [AccessStyle]) throws {
        let accounts = state.unconfirmed(styles)
        guard !accounts.isEmpty else { return }
        if !yes {
            guard Console.inputIsTerminal, Console.errorIsTerminal else {
                throw Failure(
                    .badUsage,
                    "first live run on \(accounts.joined(separator: ", ")): a provider may act against an account that "
                        + "sends many blocked prompts. Nothing was sent; say yes with --yes.")
            }
            Console.raw(
                "First live run on \(accounts.joined(separator: ", ")). A provider may act against an account that sends "
                    + "many blocked prompts.\nSend? [y/N] ")
            guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
                throw Failure(.badUsage, "nothing was sent")
            }
        }
        try state.confirm(accounts)
    }

    /// What leaves this machine is no longer fresh: the provider has its texts from now on.
    private func noteSent(_ preflight: Preflight, _ environment: [String: String]) throws {
        let sent = SuitesSent(environment: environment)
        let day = String(UTCStamp.iso(SystemClock().wall()).prefix(10))
        for (index, style) in preflight.file.study.styles.enumerated()
        where !style.loopback && preflight.styles.contains(style) {
            let probes = Set(preflight.order.trials.lazy.filter { $0.style == index }.map(\.probe))
                .map { preflight.order.probes[$0] }
            for (suite, own) in Dictionary(grouping: probes, by: \.suite) {
                try sent.note(
                    suite: suite, probes: own.map(\.id).sorted(), provider: style.host ?? style.dialect.rawValue,
                    date: day)
            }
        }
    }

    /// Writes the reports and says how it ended.
    private func finish(
        _ folder: RunFolder, _ summary: RunSummary, _ shortfall: (attempts: Int, reason: String)?
    ) throws {
        folder.store.close()
        let reading = try RunReading(folder.path)
        let facts = try reading.facts()
        let report = Report(facts)
        _ = try Outputs.write(report, book: try reading.transcripts(report), format: .all, to: folder.path)
        var exit = Exit(rawValue: summary.end.exitCode) ?? .couldNotFinish
        var why = "\(summary.end)"
        if let shortfall {
            let words =
                "\(shortfall.attempts) attempts have no cassette: \(shortfall.reason). The run itself is whole"
            if !quiet { Console.warning(words) }
            if Exit.couldNotFinish.precedes(exit) { (exit, why) = (.couldNotFinish, words) }
        }
        if quiet {
            guard exit != .done else { return }
            throw Failure(exit, "\(why); \(folder.path)")
        }
        Console.out(conclusion.map { $0(facts) } ?? MemoPage.markdown(report) + "\n")
        for end in summary.ends where end != .done { Console.warning("\(end)") }
        if summary.possiblyLost > 0 {
            Console.warning("\(summary.possiblyLost) requests may have been paid for and their replies are lost")
        }
        Console.outLine(folder.path)
        if exit != .done { throw Failure(exit) }
    }
}
