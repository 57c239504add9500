import Foundation
import Glibc

/// Waits for what another process does to the files of a folder: for events of the system, never for a time.
enum FolderWatch {
    private static let events = UInt32(IN_CREATE) | UInt32(IN_MODIFY) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE)

    /// Whether the condition came true. It is asked at once, and whenever a file under the folder was made, written or taken
    /// away; false where nothing happens there for a minute.
    static func wait(in folder: TestFolder, until condition: () throws -> Bool) rethrows -> Bool {
        let watch = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        precondition(watch >= 0, "inotify: \(String(cString: strerror(errno)))")
        defer { close(watch) }
        while true {
            // Watched first and asked afterwards: what happens in between is seen by one of the two.
            follow(folder.path, watch)
            if try condition() { return true }
            var awaited = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
            guard poll(&awaited, 1, 60_000) > 0 else { return false }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            while read(watch, &bytes, bytes.count) > 0 {}
        }
    }

    /// Watches a folder and all that are in it; one that is watched stays so.
    private static func follow(_ folder: String, _ watch: Int32) {
        inotify_add_watch(watch, folder, events | UInt32(IN_ONLYDIR))
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder),
                isFolder.boolValue
            else { continue }
            follow("\(folder)/\(name)", watch)
        }
    }
}

/// A pipe with a name that processes hold open for as long as they live: its end is theirs.
final class LifeLine {
    let path: String
    private let descriptor: Int32
    private var text = ""

    init(_ path: String) {
        self.path = path
        precondition(mkfifo(path, 0o600) == 0)
        // Whoever opens it for writing need not wait for a reader.
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        precondition(descriptor >= 0)
    }

    deinit { close(descriptor) }

    /// The first line that somebody wrote; nil where nobody writes for a minute.
    func line() -> String? {
        while true {
            if let end = text.firstIndex(of: "\n") { return String(text[..<end]) }
            guard more() == true else { return nil }
        }
    }

    /// Whether all who held it have ended within a minute of their last word.
    func hasEnded() -> Bool {
        while true {
            guard let isOpen = more() else { return false }
            if !isOpen { return true }
        }
    }

    /// False at the end, nil where nothing happens for a minute.
    private func more() -> Bool? {
        var awaited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&awaited, 1, 60_000) > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return false }
        text += String(decoding: bytes[..<count], as: UTF8.self)
        return true
    }
}
