import Formats
import Runs
import Trials

/// How a run ended, as more becomes known: the most pressing code, and its words.
struct Ending {
    private(set) var exit: Exit
    private(set) var why: String
    /// What came to light after the last trial.
    private(set) var words: [String] = []

    init(_ summary: RunSummary) {
        exit = Exit(rawValue: summary.end.exitCode) ?? .couldNotFinish
        why = "\(summary.end)"
        guard exit == .done else { return }
        // A run that did nothing has measured nothing.
        if summary.progress.planned == 0 {
            (exit, why) = (.couldNotFinish, "the plan holds no trial: no probe is sent to any style")
        } else if summary.progress.left > 0 {
            (exit, why) = (.couldNotFinish, "\(counted(summary.progress.left, "trial is", "trials are")) left")
        }
    }

    mutating func add(_ code: Exit, _ text: String) {
        words.append(text)
        if exit == code { why += "; \(text)" }
        if code.precedes(exit) { (exit, why) = (code, text) }
    }

}

extension AccessStyle {
    /// Whether its requests are made with an account that somebody may lose.
    var meetsAnAccount: Bool { !simulated && !replayed }
}
