import Formats
import Foundation

/// The blocks of the last hour by account, over all runs on this machine: a provider counts them by key, whatever study
/// they came from. One file an account beside its hold, a line an outcome:
///
///     1795176000000 0f3c5b7a9d21-4711-1795175990000-17 blocked
///     1795176002000 0f3c5b7a9d21-4711-1795175990000-17 other
///
/// Written are blocks, and the first other outcome after one. A stop of which a person was told ends the streak of its own run:
/// whoever runs that run again has read why; for other runs it stands. What cannot be read or written counts as nothing here; the
/// run's own store counts its own.
struct BlockBook {
    /// What another run, or an earlier session, noted.
    struct Entry: Equatable {
        /// Seconds since 1970.
        var at: Double
        var blocked: Bool
    }

    private let folder: String
    /// This session: its own lines are no news.
    private let session: String
    /// Seconds since 1970 at which a person was told of this run's last stop; nil: never.
    private let toldAt: Double?
    private var descriptors: [String: Descriptor] = [:]
    private var read: [String: Int] = [:]

    /// Only the end of a longer file is read: an hour of blocks is far less.
    private static let mostBytes = 256 << 10

    private final class Descriptor: Sendable {
        let value: Int32
        init?(_ path: String, creates: Bool) {
            let create = creates ? O_CREAT : 0
            value = open(path, O_RDWR | create | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
            if value < 0 { return nil }
            var status = stat()
            guard fstat(value, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                close(value)
                return nil
            }
        }
        deinit { close(value) }
    }

    enum Word: String {
        case blocked
        case other
    }

    /// - Parameters:
    ///   - folder: that of the hold files.
    ///   - store: of the run; its name within its folder tells one run from another.
    ///   - toldAt: seconds since 1970 at which a person was told of this run's last stop.
    init(folder: String, store: String, wall: Double, toldAt: Double? = nil) {
        self.folder = folder
        self.toldAt = toldAt
        let run = SHA256.hex(store.split(separator: "/").suffix(2).joined(separator: "/")).prefix(12)
        session = "\(run)-\(getpid())-\(Int64(wall * 1000))-\(UInt32.random(in: 0...UInt32.max))"
    }

    private mutating func descriptor(_ account: String, creates: Bool) -> Int32? {
        if let open = descriptors[account] { return open.value }
        if creates { mkdir(folder, 0o700) }
        let path = "\(folder)/blocks-\(SHA256.hex(account).prefix(16)).txt"
        guard let open = Descriptor(path, creates: creates) else { return nil }
        descriptors[account] = open
        return open.value
    }

    /// What others noted of an account since this was last asked, oldest first; at first, of the last hour.
    mutating func news(on account: String, wall: Double) -> [Entry] {
        guard let file = descriptor(account, creates: false) else { return [] }
        var status = stat()
        guard fstat(file, &status) == 0 else { return [] }
        let size = Int(status.st_size)
        let isFirst = read[account] == nil
        let from = read[account] ?? max(0, size - Self.mostBytes)
        guard size > from else { return [] }
        var bytes = [UInt8](repeating: 0, count: min(size - from, Self.mostBytes))
        let count = pread(file, &bytes, bytes.count, off_t(from))
        // A line that is still being written is read the next time.
        guard count > 0, let end = bytes[..<count].lastIndex(of: 0x0A) else { return [] }
        read[account] = from + end + 1
        let entries: [Entry] = bytes[..<end].split(separator: 0x0A).compactMap { line in
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard words.count == 3, words[1] != session, let time = Double(words[0]), time.isFinite else { return nil }
            // A clock that was ahead and has been set right left times that are still to come.
            let at = min(wall, time / 1000)
            guard at > wall - 3600, let word = Word(rawValue: String(words[2])) else { return nil }
            return Entry(at: at, blocked: word == .blocked)
        }
        guard isFirst, let toldAt, let last = entries.lastIndex(where: { $0.at <= toldAt }) else { return entries }
        return entries[...last] + [Entry(at: toldAt, blocked: false)] + entries[(last + 1)...]
    }

    mutating func note(_ account: String, _ word: Word, wall: Double) {
        guard let file = descriptor(account, creates: true) else { return }
        let line = "\(Int64(wall * 1000)) \(session) \(word.rawValue)\n"
        _ = line.utf8CString.withUnsafeBytes { write(file, $0.baseAddress, $0.count - 1) }
    }
}
