import Formats
import Foundation
import Runs
import Trials

/// Where holds and confirmations live between runs: `$RAILGAUGE_STATE`, else `$XDG_STATE_HOME/railgauge`, else
/// `~/.local/state/railgauge`.
struct StateFolder {
    let path: String

    init(environment: [String: String]) {
        if let given = environment["RAILGAUGE_STATE"], !given.isEmpty {
            path = given
        } else if let state = environment["XDG_STATE_HOME"], !state.isEmpty {
            path = "\(state)/railgauge"
        } else {
            path = "\(environment["HOME"] ?? ".")/.local/state/railgauge"
        }
    }

    var holds: HoldFolder { HoldFolder(path: "\(path)/holds") }

    /// Accounts that have not been confirmed by a person for live runs yet.
    func unconfirmed(_ styles: [AccessStyle]) -> [String] {
        Set(styles.filter { !$0.loopback }.map(\.account)).filter { access(marker($0), F_OK) != 0 }.sorted()
    }

    func confirm(_ accounts: [String]) throws {
        for account in accounts {
            do {
                try FileManager.default.createDirectory(
                    atPath: "\(path)/confirmed", withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
                try Data("\(account)\n".utf8).write(to: URL(fileURLWithPath: marker(account)))
            } catch {
                throw Failure(
                    .couldNotFinish, "\(path) cannot be written; set RAILGAUGE_STATE to a folder that can be.")
            }
        }
    }

    private func marker(_ account: String) -> String { "\(path)/confirmed/\(SHA256.hex(account).prefix(16))" }
}
