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

    /// Whether what must be remembered of accounts can be: where it cannot, nothing may be sent.
    /// - Throws: `Failure` 1.
    func prepare() throws {
        do { try holds.prepare() } catch { throw refusal("\(error.reason)") }
    }

    /// Known to this machine alone; fingerprints of keys are made with it.
    func salt() throws -> String {
        let file = "\(path)/salt"
        if let known = try? String(contentsOfFile: file, encoding: .utf8), known.utf8.count >= 32 { return known }
        let salt = (0..<32).map { _ in String(format: "%02x", UInt8.random(in: 0...255)) }.joined()
        try write(salt, to: file)
        return salt
    }

    /// Accounts that have not been confirmed by a person for live runs yet.
    func unconfirmed(_ styles: [AccessStyle]) -> [String] {
        Set(styles.filter { !$0.loopback }.map(\.account)).filter { access(marker($0), F_OK) != 0 }.sorted()
    }

    func confirm(_ accounts: [String]) throws {
        for account in accounts {
            try write("\(account)\n", to: marker(account))
        }
    }

    private func write(_ text: String, to file: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: Path.folder(of: file), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
            )
            try WholeFile.write(Array(text.utf8), to: file)
        } catch let error as WholeFile.Failure {
            throw refusal(error.reason)
        } catch {
            throw refusal(error.localizedDescription)
        }
    }

    private func refusal(_ reason: String) -> Failure {
        Failure(
            .couldNotFinish,
            "\(path) cannot be written (\(reason)), so a hold on an account could not be kept. Nothing was sent; set "
                + "RAILGAUGE_STATE to a folder that can be written.")
    }

    private func marker(_ account: String) -> String { "\(path)/confirmed/\(SHA256.hex(account).prefix(16))" }
}
