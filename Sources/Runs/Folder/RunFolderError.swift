import Foundation

/// Why a run folder cannot be used. Nothing has been sent when it is thrown.
package enum RunFolderError: Error, Hashable, CustomStringConvertible {
    /// Another process runs this study in the same results folder: exit 75.
    case locked(path: String)
    case unwritable(path: String, reason: String)
    case noRun(path: String, reason: String)
    /// A run that may be the one to continue cannot be read: beginning another would pay for it again. Exit 1.
    case unreadable(path: String, reason: String)

    package var description: String {
        switch self {
        case .locked(let path):
            "another run of this study holds \(path); wait for it to end, or give another folder with --results"
        case .unwritable(let path, let reason):
            "\(path) cannot be written: \(reason); give a folder that can be written with --results"
        case .noRun(let path, let reason): "\(path) is no run folder: \(reason)"
        case .unreadable(let path, let reason):
            "\(path) may be the unfinished run of this study, and cannot be opened: \(reason). Nothing was sent, for another "
                + "run would pay for its trials again. Close what holds it or mend it, move it away, or begin another with --new"
        }
    }
}

extension RunFolderError {
    /// The words of the system, or of the store.
    package var reason: String {
        switch self {
        case .locked: "another process holds it"
        case .unwritable(_, let reason), .noRun(_, let reason), .unreadable(_, let reason): reason
        }
    }
}

/// The text of an error number of the C library.
func errorText(_ code: Int32) -> String { String(cString: strerror(code)) }
