import Attempts
import Formats
import Foundation
import Reports
import Runs
import Statistics
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
    /// An earlier run, or `latest`.
    var since: String?
    var gates: [GateRequest] = []
    var gateStrict = false
    /// The run folder alone on stdout.
    var printRun = false
    /// Whether what the plan cannot show is told beforehand.
    var warns = true
    /// Whether a yes is asked for also where the credential is known.
    var confirms = false
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
        for gate in gates {
            if let word = try gate.check(file.study, sent: preflight.styles), !quiet { Console.warning(word) }
        }
        if !quiet, warns { for warning in preflight.warnings { Console.warning(warning) } }
        let recording = try record.map { try RecordingPlan(folder: $0, study: file.study, sent: preflight.styles) }
        if !quiet { for warning in recording?.warnings ?? [] { Console.warning(warning) } }
        if dryRun {
            if !quiet { Console.out(preflight.plan) }
            return
        }

        try before?(preflight)
        let state = StateFolder(environment: environment)
        if preflight.reached.contains(where: \.meetsAnAccount) { try state.prepare() }
        let credentials = try await Interrupts.run { try await preflight.credentials() }
        let consent = Consent(state: state, preflight: preflight, credentials: credentials, yes: yes)
        let holds = try await consent.holds()
        try consent.refuse(holds)
        let oneAccount = try await OneAccount(preflight, credentials)
        try oneAccount.refuse()
        if !quiet { for warning in oneAccount.warnings { Console.warning(warning) } }
        try recording?.prepare { run in
            // A run that cannot be read is none to continue.
            guard !alwaysNew, let reading = try? RunReading("\(results)/\(run)") else { return false }
            return reading.info.finishedAt == nil
        }
        try await consent.run(confirms: confirms)
        try noteSent(preflight, environment)

        let earlier = try since.map { try EarlierRun($0, results: results, study: file.study) }
        // A night that compares nothing is no quiet night.
        if let blind = try earlier?.blindness(file.study), blind.nothing || !quiet { Console.warning(blind.text) }
        let folder = try RunFolder.open(
            results: results, study: file.study, lockText: file.lockText, tool: "railgauge \(Railgauge.version)",
            freshAfter: freshAfter, alwaysNew: alwaysNew,
            meta: preflight.replays.described(oneAccount.described(["registration": registration.json])),
            order: preflight.order)
        let recorder = try recording?.begin(
            run: try folder.store.info().run.name,
            finished: try folder.store.records().filter { $0.verdict != nil }.map(\.key),
            wall: { SystemClock().wall() }, warn: { [quiet] in if !quiet { Console.warning($0) } })
        let summary: RunSummary
        switch folder.purpose {
        case .report:
            if !quiet { Console.note("\(folder.path) is finished and lacks its reports; nothing is sent") }
            summary = try folder.concluded(file.study)
        case .begin, .goOn:
            if !quiet, !folder.isNew { Console.note("continuing \(folder.path)") }
            summary = try await LiveRun(
                file: file, folder: folder, credentials: credentials, environment: environment,
                options: RunOptions(onlyStyles: onlyStyle.isEmpty ? nil : Set(onlyStyle), maxTrials: maxTrials),
                order: preflight.order, holds: holds,
                accounts: AccountNames(holds.fingerprints.mapValues { "key \($0)" }), quiet: quiet,
                replays: preflight.replays, recorder: recorder, watch: watch
            ).run()
        }
        try finish(folder, summary, recorder?.shortfall, earlier)
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
                    suite: suite, probes: Set(own.map { Probe.suiteID($0.id) }).sorted(),
                    provider: style.host ?? style.dialect.rawValue,
                    date: day)
            }
        }
    }

    /// Writes the reports and says how it ended.
    private func finish(
        _ folder: RunFolder, _ summary: RunSummary, _ shortfall: (attempts: Int, reason: String)?,
        _ earlier: EarlierRun?
    ) throws {
        var ending = Ending(summary)
        if let shortfall {
            ending.add(
                .couldNotFinish,
                "\(counted(shortfall.attempts, "attempt has", "attempts have")) no cassette: \(shortfall.reason). The run itself is whole"
            )
        }
        let reading = try RunReading(folder.path)
        // The reader first: while it is open the log beside the store cannot be folded in.
        defer {
            reading.store.close()
            folder.store.close()
        }
        let facts = try reading.facts()
        let report = Report(facts)
        do {
            _ = try Outputs.write(report, book: try reading.transcripts(report), format: .all, to: folder.path)
            if summary.complete { try folder.store.markReported(wall: SystemClock().wall()) }
        } catch let failure as Failure {
            // Reports can be written again at any time: what stopped the run is said first.
            if !summary.complete { ending.add(failure.exit, "the reports are not written either") }
            throw summary.complete ? failure : Failure(ending.exit, "\(ending.why); \(folder.path)")
        }
        // What follows says it, and only then has anybody read why.
        try folder.store.markTold(wall: SystemClock().wall())
        for gate in gates {
            let reading = try gate.reading(report)
            if reading.fails(strict: gateStrict) {
                ending.add(.gateViolated, reading.line)
            } else if !quiet {
                Console.note(reading.line)
            }
        }
        if summary.complete {
            for (exit, why) in reading.accessNotShown(report) { ending.add(exit, why) }
        }
        if summary.complete, let earlier {
            for change in try earlier.changes(to: reading) { ending.add(.gateViolated, change) }
        }
        if quiet {
            if printRun { Console.outLine(folder.path) }
            guard ending.exit != .done else { return }
            throw Failure(ending.exit, SafeText.line("\(ending.why); \(folder.path)"))
        }
        if !printRun { Console.out(conclusion.map { $0(facts) } ?? MemoPage.markdown(report) + "\n") }
        for word in ending.words { Console.noteLine("warning: \(word)") }
        for end in summary.ends where end != .done { Console.noteLine("warning: \(end)") }
        if summary.possiblyLost > 0 {
            Console.warning(
                "\(counted(summary.possiblyLost, "request")) may have been paid for without a reply being stored")
        }
        Console.outLine(folder.path)
        if ending.exit != .done { throw Failure(ending.exit) }
    }
}
