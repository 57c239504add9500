import ArgumentParser

/// Every exit code of the program, in the order in which they take precedence.
enum Exit: Int32, CaseIterable {
    case interrupted = 130
    case accountEnforcement = 7
    case unreachable = 4
    case couldNotFinish = 1
    case stopped = 5
    case incomplete = 3
    case gateViolated = 6
    case done = 0
    case badUsage = 64
    case badInput = 65
    case locked = 75

    var meaning: String {
        switch self {
        case .interrupted: "interrupted; run again to continue"
        case .accountEnforcement: "account enforcement; a hold file stops later runs until a person deletes it"
        case .unreachable: "provider unreachable or credential refused"
        case .couldNotFinish: "could not finish"
        case .stopped: "budget or stop rule reached; run again to continue"
        case .incomplete:
            "finished, but coverage below the floor, signals in quarantine or required access that cannot be told"
        case .gateViolated: "a gate that was asked for is violated, or required access lapsed or is not shown"
        case .done: "done; a high refusal rate is a finding, not a failure"
        case .badUsage: "bad usage; nothing was sent"
        case .badInput: "bad study, suite or data; nothing was sent"
        case .locked: "another run holds the lock; nothing was sent"
        }
    }

    /// Whether this code is said where both apply.
    func precedes(_ other: Exit) -> Bool {
        Self.allCases.firstIndex(of: self).map { $0 < Self.allCases.firstIndex(of: other) ?? .max } ?? false
    }

    static var help: String {
        "EXIT CODES (the first that applies)\n"
            + allCases.map { "  \(String($0.rawValue).leftPadded(3))  \($0.meaning)" }.joined(separator: "\n")
    }
}

/// Ends a command with a code; the message has been printed or is this one.
struct Failure: Error {
    var exit: Exit
    var message: String?

    init(_ exit: Exit, _ message: String? = nil) {
        self.exit = exit
        self.message = message
    }
}

extension String {
    func leftPadded(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
