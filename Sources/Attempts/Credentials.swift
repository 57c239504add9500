import Formats
import Foundation
import Trials

/// Fetches the credential of each style where the study says it is. Nothing here prints or stores one.
///
/// A key that is due is fetched once, however many requests wait for it.
package final class Credentials: Sendable {
    private struct Unavailable: Error { var reason: String }
    private typealias Fetched = Result<Secret, Unavailable>

    private struct Entry {
        var known: (secret: Secret, since: Double)?
        var flight: Task<Fetched, Never>?
    }

    private let environment: [String: String]
    private let folder: String
    private let now: @Sendable () -> Double
    private let entries = Guarded<[KeySource: Entry]>([:])
    private let fetchedSoFar = Guarded<[Secret]>([])
    /// Of a key that changes, the last so many are remembered.
    private static let mostRemembered = 64

    /// - Parameter folder: where relative key files are seen from: the folder of the study.
    package init(environment: [String: String], folder: String, now: @escaping @Sendable () -> Double) {
        self.environment = environment
        self.folder = folder
        self.now = now
    }

    /// nil where the style has no key. Cancelling the task ends a command that is being waited for.
    /// - Throws: `InputError` naming the style and where the key was expected, never what was found.
    package func secret(for style: AccessStyle, study: String) async throws(InputError) -> Secret? {
        guard let source = style.key else { return nil }
        switch await current(source) {
        case .success(let secret): return secret
        case .failure(let refusal):
            throw InputError(
                file: study, place: "style '\(style.id)', key 'key'", found: refusal.reason,
                accepted: KeySource.acceptedForms)
        }
    }

    /// What tells two keys apart without telling a key; nil where the style has none.
    ///
    /// - Parameter salt: known to this machine alone, so that a fingerprint is of no use elsewhere.
    package func fingerprint(
        of style: AccessStyle, study: String, salt: String
    ) async throws(InputError) -> String? {
        guard let secret = try await secret(for: style, study: study) else { return nil }
        return String(SHA256.hex("railgauge key\n\(salt)\n\(secret.reveal())").prefix(24))
    }

    /// Every credential that was fetched, of any style or judge: what no file may keep.
    package var known: [Secret] { fetchedSoFar.withLock { $0 } }

    private func current(_ source: KeySource) async -> Fetched {
        enum Way {
            case known(Secret)
            case flight(Task<Fetched, Never>)
        }
        let way: Way = entries.withLock { entries in
            let entry = entries[source] ?? Entry()
            if let known = entry.known, !expired(source, since: known.since) { return .known(known.secret) }
            if let flight = entry.flight { return .flight(flight) }
            let flight = Task { await self.fetched(source) }
            entries[source, default: Entry()].flight = flight
            return .flight(flight)
        }
        switch way {
        case .known(let secret): return .success(secret)
        case .flight(let flight):
            return await withTaskCancellationHandler {
                await flight.value
            } onCancel: {
                flight.cancel()
            }
        }
    }

    private func fetched(_ source: KeySource) async -> Fetched {
        let fetched: Fetched
        do throws(Unavailable) { fetched = .success(Secret(try await fetch(source))) } catch {
            fetched = .failure(error)
        }
        if case .success(let secret) = fetched {
            fetchedSoFar.withLock { known in
                guard !known.contains(where: { $0.reveal() == secret.reveal() }) else { return }
                known.append(secret)
                if known.count > Self.mostRemembered { known.removeFirst() }
            }
        }
        entries.withLock { entries in
            entries[source]?.flight = nil
            if case .success(let secret) = fetched { entries[source]?.known = (secret, now()) }
        }
        return fetched
    }

    private func expired(_ source: KeySource, since: Double) -> Bool {
        switch source {
        case .environment, .file: false
        case .command(_, let every): every.map { now() - since >= $0 } ?? false
        }
    }

    private func fetch(_ source: KeySource) async throws(Unavailable) -> String {
        let text: String
        switch source {
        case .environment(let name):
            guard let value = environment[name] else {
                throw Unavailable(reason: "the environment variable \(name) is not set")
            }
            text = value
        case .file(let path):
            do throws(InputError) {
                text = String(decoding: try DiskFiles().plainBytes(at: Path.join(folder, path)), as: UTF8.self)
            } catch {
                throw Unavailable(reason: "\(error.file): \(error.found)")
            }
        case .command(let words, _):
            do throws(KeyCommand.Refusal) {
                text = String(decoding: try await KeyCommand(words: words).output(), as: UTF8.self)
            } catch {
                throw Unavailable(reason: error.words(of: words[0]))
            }
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { throw Unavailable(reason: "\(source.label) gives an empty key") }
        guard trimmed.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }) else {
            throw Unavailable(reason: "\(source.label) gives a key with spaces, line ends or other than ASCII")
        }
        return trimmed
    }
}

extension KeySource {
    package static let acceptedForms =
        "${ENV} that is set, file:PATH that can be read, or a command that prints the key"
}
