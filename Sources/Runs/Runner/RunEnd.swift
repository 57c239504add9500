import Formats
import Trials

/// Why a run came to its end. Several may apply; the command exits with the code of the most pressing one.
package enum RunEnd: Sendable, Hashable {
    /// By a signal; resumable.
    case interrupted
    /// The provider acts against the account. A hold file stops later runs until a person deletes it.
    case accountEnforcement(style: String, reason: String, holdFile: String)
    case credentialRefused(style: String, reason: String)
    /// The account has no money left; the credential is fine.
    case outOfCredit(style: String, reason: String)
    case unreachable(style: String, reason: String)
    /// The store, this machine or a style's own settings: what is finished is stored; resumable.
    case couldNotFinish(reason: String)
    case budget(Limit)
    case stopRule(style: String, reason: String)
    /// Finished, with signals that this version does not know.
    case quarantine(trials: Int)
    /// Finished, with fewer measured trials than the study asks for.
    case coverage(style: String, field: String, measured: Int, planned: Int)
    /// Finished or not, with a stretch in which access that the study requires was not in force.
    case accessLapsed(style: String, between: String, evidence: String, trials: Int)
    case done

    package enum Limit: Sendable, Hashable {
        case usd(Double)
        case requests(Int)
        /// Seconds.
        case wall(Double)
        /// `--max-trials`
        case trials(Int)
    }

    /// Whether it only says that the rest was left: an interruption that came when nothing was left to interrupt is
    /// none, and a budget that was just enough was enough.
    var leavesWork: Bool {
        switch self {
        case .interrupted, .budget: true
        case .accountEnforcement, .credentialRefused, .outOfCredit, .unreachable, .couldNotFinish, .stopRule,
            .quarantine, .coverage, .accessLapsed, .done:
            false
        }
    }

    /// Exit codes in the order of docs/design.md section 7: 130, 7, 4, 1, 5, 3, 6, 0.
    package var exitCode: Int32 {
        switch self {
        case .interrupted: 130
        case .accountEnforcement: 7
        case .credentialRefused, .outOfCredit, .unreachable: 4
        case .couldNotFinish: 1
        case .budget, .stopRule: 5
        case .quarantine, .coverage: 3
        case .accessLapsed: 6
        case .done: 0
        }
    }

    /// Lower is more pressing.
    private var rank: Int {
        switch self {
        case .interrupted: 0
        case .accountEnforcement: 1
        case .credentialRefused, .outOfCredit, .unreachable: 2
        case .couldNotFinish: 3
        case .budget, .stopRule: 4
        case .quarantine, .coverage: 5
        case .accessLapsed: 6
        case .done: 7
        }
    }

    /// The end that decides the exit code; the first of equals.
    package static func mostPressing(_ ends: [RunEnd]) -> RunEnd { ends.min { $0.rank < $1.rank } ?? .done }

    /// One word for the session's row.
    var word: String {
        switch self {
        case .interrupted: "interrupted"
        case .accountEnforcement: "account-enforcement"
        case .credentialRefused: "credential-refused"
        case .outOfCredit: "out-of-credit"
        case .unreachable: "unreachable"
        case .couldNotFinish: "could-not-finish"
        case .budget: "budget"
        case .stopRule: "stop-rule"
        case .quarantine, .coverage, .accessLapsed, .done: "done"
        }
    }
}

extension RunEnd: CustomStringConvertible {
    package var description: String {
        switch self {
        case .interrupted: "interrupted; run the study again to continue"
        case .accountEnforcement(let style, let reason, let file):
            "\(style): the provider acts against this account: \(reason). No run uses this credential until you delete \(file)"
        case .credentialRefused(let style, let reason): "\(style): the credential was refused: \(reason)"
        case .outOfCredit(let style, let reason):
            "\(style): the account is out of credit: \(reason). Top it up, then run the study again"
        case .unreachable(let style, let reason): "\(style): the provider gives no answer that can be used: \(reason)"
        case .couldNotFinish(let reason): "could not finish: \(reason)"
        case .budget(.usd(let usd)):
            "the budget of \(usd) USD does not cover another request; raise budget.usd to continue"
        case .budget(.requests(let count)): "the budget of \(counted(count, "request")) is used up"
        case .budget(.wall(let seconds)): "the budget of \(Int(seconds)) s of time is used up"
        case .budget(.trials(let count)): "stopped after \(counted(count, "trial")), as --max-trials asks"
        case .stopRule(let style, let reason): "\(style): stop rule: \(reason)"
        case .quarantine(let trials):
            "\(counted(trials, "trial")) in quarantine: their signals are unknown, so the rates may be too low until they are read"
        case .coverage(let style, let field, let measured, let planned):
            "\(style), \(field): only \(measured) of \(counted(planned, "trial")) were measured, below the coverage floor"
        case .accessLapsed(let style, let between, let evidence, let trials):
            "\(style): access in force: \(between) (\(evidence)); \(counted(trials, "trial of that time is", "trials of that time are")) unmeasured"
        case .done: "done"
        }
    }
}
