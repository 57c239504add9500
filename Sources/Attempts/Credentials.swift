import Formats
import Foundation
import Trials

/// Fetches the credential of each style where the study says it is. Nothing here prints or stores one.
package final class Credentials: Sendable {
    private struct Cached {
        var secret: Secret
        var since: Double
    }

    private let environment: [String: String]
    private let folder: String
    private let now: @Sendable () -> Double
    private let cache = Guarded<[KeySource: Cached]>([:])

    /// - Parameter folder: where relative key files are seen from: the folder of the study.
    package init(environment: [String: String], folder: String, now: @escaping @Sendable () -> Double) {
        self.environment = environment
        self.folder = folder
        self.now = now
    }

    /// nil where the style has no key.
    /// - Throws: `InputError` naming the style and where the key was expected, never what was found.
    package func secret(for style: AccessStyle, study: String) throws(InputError) -> Secret? {
        guard let source = style.key else { return nil }
        if let cached = cache.withLock({ $0[source] }), !expired(source, cached) { return cached.secret }
        let secret: Secret
        do {
            secret = Secret(try fetch(source))
        } catch {
            throw InputError(
                file: study, place: "style '\(style.id)', key 'key'", found: error.reason,
                accepted: KeySource.acceptedForms)
        }
        cache.withLock { $0[source] = Cached(secret: secret, since: now()) }
        return secret
    }

    private func expired(_ source: KeySource, _ cached: Cached) -> Bool {
        switch source {
        case .environment, .file: false
        case .command(_, let every): every.map { now() - cached.since >= $0 } ?? false
        }
    }

    private struct Unavailable: Error { var reason: String }

    private func fetch(_ source: KeySource) throws(Unavailable) -> String {
        let text: String
        switch source {
        case .environment(let name):
            guard let value = environment[name] else {
                throw Unavailable(reason: "the environment variable \(name) is not set")
            }
            text = value
        case .file(let path):
            do throws(InputError) {
                text = String(decoding: try DiskFiles().bytes(at: Path.join(folder, path)), as: UTF8.self)
            } catch {
                throw Unavailable(reason: "\(error.file): \(error.found)")
            }
        case .command(let words, _): text = try output(of: words)
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { throw Unavailable(reason: "\(source.label) gives an empty key") }
        guard trimmed.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }) else {
            throw Unavailable(reason: "\(source.label) gives a key with spaces, line ends or other than ASCII")
        }
        return trimmed
    }

    private func output(of words: [String]) throws(Unavailable) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        let pipe = Pipe()
        process.standardOutput = pipe
        do { try process.run() } catch {
            throw Unavailable(reason: "the command '\(words[0])' cannot be started")
        }
        guard let data = Self.read(pipe.fileHandleForReading.fileDescriptor, seconds: Self.longestCommand) else {
            kill(process.processIdentifier, SIGKILL)
            throw Unavailable(
                reason: "the command '\(words[0])' printed no key within \(Self.longestCommand) s and was ended")
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Unavailable(reason: "the command '\(words[0])' ended with code \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Seconds. A command that waits for somebody at a keyboard must not hold a nightly run for ever.
    private static let longestCommand = 60

    /// All bytes up to the end of the stream; nil when it has not ended after so many seconds.
    private static func read(_ descriptor: Int32, seconds: Int) -> [UInt8]? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            guard left > 0 else { return nil }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Int32(left.rounded(.up))) > 0 else { continue }
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }
}

extension KeySource {
    package static let acceptedForms =
        "${ENV} that is set, file:PATH that can be read, or a command that prints the key"
}
