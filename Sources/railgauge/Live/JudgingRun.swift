import Attempts
import Classifier
import Formats
import Foundation
import Runs
import Trials

/// The judges of a run with everything wired, after its trials.
struct JudgingRun {
    let file: StudyFile
    let panel: JudgePanel
    let store: RunStore
    let credentials: Credentials
    let environment: [String: String]
    let holds: HoldFolder
    let accounts: AccountNames
    let quiet: Bool

    func run() async throws -> JudgeSummary {
        let reader = StoredReplies()
        let line = JudgeLine(quiet: quiet)
        let summary = try await file.withClient(
            of: panel.judges.map(\.style), credentials: credentials, environment: environment
        ) { client, _ in
            try await JudgeSession(
                study: file.study, panel: panel, store: store, client: client, replyRules: Classifier(), holds: holds,
                accounts: accounts, rules: .live(file.study.budget),
                read: { try reader.read($0.raw, of: $0.trial) }, observe: { line.show($0) }
            ).run()
        }
        line.finish(summary)
        return summary
    }

    /// Whether judges may still be asked after trials that ended so.
    static func follows(_ ends: [RunEnd]) -> Bool {
        ends.allSatisfy { end in
            switch end {
            case .interrupted, .accountEnforcement, .couldNotFinish, .stopRule: false
            // A run that was cut short on request judges what it has; one without money does not.
            case .budget(let limit): if case .trials = limit { true } else { false }
            case .credentialRefused, .outOfCredit, .unreachable, .quarantine, .coverage, .accessLapsed, .done: true
            }
        }
    }
}

/// What judges do, on standard error: a line every few seconds.
private final class JudgeLine: Sendable {
    private static let every: Double = 10

    private let quiet: Bool
    private let clock = SystemClock()
    private let last = Guarded<Double?>(nil)

    init(quiet: Bool) { self.quiet = quiet }

    func show(_ progress: JudgeProgress) {
        guard !quiet else { return }
        if let note = progress.note { Console.noteLine("judges: \(note)") }
        let now = clock.now()
        let due = last.withLock { last in
            guard last.map({ now - $0 >= Self.every }) ?? true else { return false }
            last = now
            return true
        }
        if due { Console.note("judges: \(progress.answered) of \(progress.questions) questions") }
    }

    func finish(_ summary: JudgeSummary) {
        guard !quiet else { return }
        Console.note(
            "judges: \(summary.answered) of \(counted(summary.questions, "question")), \(counted(summary.settled, "trial")) judged"
        )
    }
}
