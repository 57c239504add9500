import Formats
import Foundation
import Trials

/// A stop sign for one account, kept outside of results: only a person takes it away.
package struct Hold: Sendable, Hashable {
    package var style: String
    package var account: String
    package var file: String
}

/// The folder of hold files. A hold stands on an account by where its key comes from, and on the key itself: under
/// another name it is the same credential.
package struct HoldFolder: Sendable, Hashable {
    package var path: String
    /// Fingerprints of the keys, by style id; never a key.
    package var fingerprints: [String: String]

    package init(path: String, fingerprints: [String: String] = [:]) {
        self.path = path
        self.fingerprints = fingerprints
    }

    /// Where the hold of a style's account stands, or would stand.
    package func file(for style: AccessStyle) -> String { "\(path)/\(name(style))" }

    private func name(_ style: AccessStyle) -> String { "hold-\(SHA256.hex(style.account).prefix(16)).txt" }

    /// The holds that stop these styles. Nothing may be sent while there is one.
    package func holds(on styles: [AccessStyle]) -> [Hold] {
        let names = files
        if names.isEmpty { return [] }
        let keys = fingerprints.isEmpty ? [:] : keysOnHold(names)
        return styles.compactMap { style in
            let found = names.contains(name(style)) ? name(style) : fingerprints[style.id].flatMap { keys[$0] }
            return found.map { Hold(style: style.id, account: style.account, file: "\(path)/\($0)") }
        }
    }

    private var files: Set<String> {
        // A folder that is not there holds nothing.
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: Set<String> = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix("hold-") { names.insert(name) }
        }
        return names
    }

    private static let keyLine = "Key fingerprint: "

    private func keysOnHold(_ names: Set<String>) -> [String: String] {
        var keys: [String: String] = [:]
        for name in names {
            // A hold that cannot be read still stands on the account in its name.
            guard let text = try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) else { continue }
            for line in text.split(separator: "\n") where line.hasPrefix(Self.keyLine) {
                keys[String(line.dropFirst(Self.keyLine.count))] = name
            }
        }
        return keys
    }

    /// Writes the hold of a style's account and returns its path.
    /// - Throws: `RunFolderError.unwritable`
    package func write(
        style: AccessStyle, reason: String, run: String, at wall: Double
    ) throws(RunFolderError) -> String {
        let file = file(for: style)
        try makeFolder(path, mode: 0o700)
        let key = fingerprints[style.id].map { "\(Self.keyLine)\($0)\n" } ?? ""
        let text = """
            Hold on account: \(SafeText.line(style.account))
            Since: \(UTCStamp.iso(wall))
            Seen by style: \(style.id) (model \(SafeText.line(style.model)))
            Run: \(run)
            What the provider said: \(SafeText.line(reason, longest: 1000))
            \(key)
            railgauge sends nothing with this credential while this file exists. Clear the matter up with the provider,
            then delete the file.

            """
        try writeFile(file, Array(text.utf8))
        return file
    }

    /// That a hold could be written, before anything is sent that may call for one.
    /// - Throws: `RunFolderError.unwritable`
    package func prepare() throws(RunFolderError) {
        try makeFolder(path, mode: 0o700)
        let trial = "\(path)/.writable-\(getpid())"
        try writeFile(trial, [])
        unlink(trial)
    }
}

/// Looks for holds while a run goes on: another run may place one at any time. Requests that follow each other faster than
/// `HoldWatch.window` share one look, which is an `fstat`.
struct HoldWatch {
    /// Seconds that a look is good for.
    static let window = 0.02

    private let folder: HoldFolder
    private var nextLook = -Double.infinity
    private var opened: OpenFolder?
    private var mark: Mark?
    private var held: [String: String] = [:]
    private var asked: Set<String> = []

    private struct Mark: Equatable {
        var device: dev_t
        var node: ino_t
        var seconds: Int
        var nanoseconds: Int
    }

    /// No path is walked for a folder that is open.
    private final class OpenFolder: Sendable {
        private let descriptor: Int32

        init?(_ path: String) {
            descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            if descriptor < 0 { return nil }
        }

        deinit { close(descriptor) }

        /// nil where it was deleted: another may stand at its path by now.
        var mark: Mark? {
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_nlink > 0 else { return nil }
            return Mark(
                device: status.st_dev, node: status.st_ino, seconds: status.st_mtim.tv_sec,
                nanoseconds: status.st_mtim.tv_nsec)
        }
    }

    init(_ folder: HoldFolder) { self.folder = folder }

    /// The file that holds a style's account.
    mutating func hold(on style: AccessStyle, now: Double) -> String? {
        if now >= nextLook {
            nextLook = now + Self.window
            guard look() else { return nil }
        } else if mark == nil {
            return nil
        }
        if asked.insert(style.id).inserted { held[style.id] = folder.holds(on: [style]).first?.file }
        return held[style.id]
    }

    /// The next request looks for itself: this run placed a hold.
    mutating func expire() { nextLook = -.infinity }

    /// False where no folder is there. A folder that changed is read again.
    private mutating func look() -> Bool {
        var mark = opened?.mark
        if mark == nil {
            opened = OpenFolder(folder.path)
            mark = opened?.mark
        }
        if mark != self.mark {
            self.mark = mark
            held = [:]
            asked = []
        }
        return mark != nil
    }
}
