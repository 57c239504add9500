import Formats
import Foundation
import Trials

/// Why nothing is recorded; nothing was sent.
package struct RecordingRefusal: Error, CustomStringConvertible {
    /// Another run records there; else the folder, or the study, is not what can be recorded.
    package var locked = false
    package var description: String
}

/// Writes every attempt of a run into a cassette of its own: `DIR/<style>/<probe>.<repetition>.<attempt>.http`.
///
/// The store is the measurement and a recording is a copy: when the disk takes no more cassettes the run goes on, and
/// says at its end what is missing.
package final class Recorder: Sendable {
    private struct State {
        var attempts: [TrialKey: Int] = [:]
        var lost = 0
        var reason: String?
    }

    /// Which run a folder records.
    static let manifest = "recording.json"

    private let folder: String
    private let styles: Set<String>
    private let wall: @Sendable () -> Double
    private let warn: @Sendable (String) -> Void
    private let state: Guarded<State>
    /// Two runs can bear one name: that of a second, in two results folders.
    private let lock: FileLock
    /// Waiting for a disk must not hold up the tasks that serve the wire.
    private let queue = DispatchQueue(label: "railgauge.recorder", attributes: .concurrent)

    /// Begins a new recording in an empty folder, or goes on with the recording of the same run.
    ///
    /// - Parameters:
    ///   - folder: one that was prepared.
    ///   - styles: whose attempts are recorded.
    ///   - wall: seconds since 1970.
    ///   - warn: is told once, when the first cassette cannot be written.
    /// - Throws: where the folder holds anything else, cannot be written, or a run that goes on records there.
    init(
        folder: String, run: String, study: Study, styles: [AccessStyle], wall: @escaping @Sendable () -> Double,
        warn: @escaping @Sendable (String) -> Void
    ) throws(RecordingRefusal) {
        self.folder = folder
        self.styles = Set(styles.map(\.id))
        self.wall = wall
        self.warn = warn
        let recorded = try Self.run(recordedIn: folder)
        if let recorded, recorded != run {
            throw RecordingRefusal(
                description:
                    "--record \(folder): it records the run \(recorded), and this one is \(run); nothing was sent. Name "
                    + "another folder: recordings are never mixed or overwritten.")
        }
        var state = State()
        do {
            // Before anything else, so that a folder with anything in it can be gone on with.
            let manifest = "\(folder)/\(Self.manifest)"
            if recorded == nil {
                let about: JSONValue = [
                    "recording": .integer(Cassette.version), "run": .string(run), "study": .string(study.name),
                    "lock_sha256": .string(study.lockHash),
                ]
                try WholeFile.write(Array(about.pretty.utf8), to: manifest, replaces: false)
            }
            lock = try FileLock(path: manifest)
            for style in styles {
                let own = Path.join(folder, Cassette.folder(style: style.id))
                try Self.makeFolder(own)
                for name in try FileManager.default.contentsOfDirectory(atPath: own) {
                    guard let part = Cassette.parse(file: name) else { continue }
                    let key = TrialKey(style: style.id, probe: part.probe, repetition: part.repetition)
                    state.attempts[key] = max(state.attempts[key] ?? 0, part.attempt)
                }
            }
        } catch FileLock.Refusal.held {
            throw RecordingRefusal(
                locked: true,
                description: "--record \(folder): another run records there; nothing was sent. Name another folder.")
        } catch {
            throw RecordingRefusal(
                description: "--record \(folder): \(Self.words(error)); nothing was sent")
        }
        self.state = Guarded(state)
    }

    /// Makes a folder, or takes one that is there, for its owner alone.
    static func prepare(_ folder: String) throws(RecordingRefusal) {
        do {
            try makeFolder(folder)
            // `createDirectory` leaves a folder that was there as it is.
            guard chmod(folder, 0o700) == 0, access(folder, W_OK) == 0 else { throw DiskError() }
        } catch {
            throw RecordingRefusal(
                description: "--record \(folder): \(words(error)); nothing was sent")
        }
    }

    private static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// The run whose recording a folder holds; nil where there is no folder, or an empty one.
    /// - Throws: where something else lies there.
    static func run(recordedIn folder: String) throws(RecordingRefusal) -> String? {
        guard access(folder, F_OK) == 0 else { return nil }
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            throw RecordingRefusal(
                description: "--record \(folder): it is no folder that can be read; nothing was sent")
        }
        guard !names.isEmpty else { return nil }
        // What cannot be read is no recording of ours.
        guard let bytes = try? DiskFiles().bytes(at: "\(folder)/\(manifest)"),
            let run = (try? JSONReader.read(bytes))?["run"]?.string
        else {
            throw RecordingRefusal(
                description:
                    "--record \(folder): the folder is not empty and holds no recording (\(manifest)); nothing was sent. Name "
                    + "an empty or a new folder.")
        }
        return run
    }

    /// Whether the folder held an attempt of a trial when it was opened, or holds one now.
    package func holds(_ key: TrialKey) -> Bool { state.withLock { $0.attempts[key] != nil } }

    /// Attempts without a cassette, and why; nil where all are there.
    package var shortfall: (attempts: Int, reason: String)? {
        state.withLock { state in state.reason.map { (state.lost, $0) } }
    }

    /// Writes one attempt. Positive controls are in no cassette, nor is what never left this machine for want of a key or
    /// a socket.
    package func record(_ trial: Trial, _ exchange: Exchange) async {
        guard styles.contains(trial.style.id), trial.probe.role != .control else { return }
        switch exchange.raw.fault?.kind {
        case .credential, .tooManyOpenFiles: return
        case .resolve, .connect, .tls, .connectTimeout, .firstByteTimeout, .idleTimeout, .totalTimeout, .connectionLost,
            .truncatedBody, .bodyTooLarge, .headersTooLarge, .encoding, .stoppedEarly, .unasked, .other, nil:
            break
        }
        let key = trial.key
        let attempt = state.withLock { state in
            let next = (state.attempts[key] ?? 0) + 1
            state.attempts[key] = next
            return next
        }
        let cassette = Cassette(
            key: key, attempt: attempt,
            scenario: trial.probe.cluster == key.probe ? nil : trial.probe.cluster, recorded: UTCStamp.iso(wall()),
            simulated: trial.style.simulated || SimulatorMark.stands(in: exchange.raw.headers),
            request: exchange.request, raw: exchange.raw, timings: exchange.timings)
        let file = Cassette.file(probe: key.probe, repetition: key.repetition, attempt: attempt)
        let path = "\(Path.join(folder, Cassette.folder(style: key.style)))/\(file)"
        await withCheckedContinuation { done in
            queue.async { [self] in
                do { try WholeFile.write(cassette.bytes, to: path, replaces: false) } catch {
                    lose("\(path): \(Self.words(error))")
                }
                done.resume()
            }
        }
    }

    private func lose(_ reason: String) {
        let first = state.withLock { state in
            state.lost += 1
            if state.reason == nil { state.reason = reason }
            return state.lost == 1
        }
        if first {
            warn("no cassette could be written: \(reason). The run goes on; its store is not touched")
        }
    }

    private struct DiskError: Error { var code = errno }

    private static func words(_ error: any Error) -> String {
        if case FileLock.Refusal.unusable(let reason) = error { return reason }
        if let error = error as? WholeFile.Failure { return error.reason }
        return (error as? DiskError).map { String(cString: strerror($0.code)) } ?? error.localizedDescription
    }
}
