import Foundation

/// Writes a file whole, durably, or not at all: a reader never sees half of it, and a crash leaves the old one or the new.
///
/// The bytes go into a fresh file beside it, are synced, and take its name; then the folder is synced. A symbolic link that
/// has the name is replaced, never followed.
///
///     try WholeFile.write(Array("text".utf8), to: "results/run/memo.md")
package enum WholeFile {
    /// Why it could not be written, with the number of the C library.
    package struct Failure: Error, Hashable, CustomStringConvertible {
        package var path: String
        package var code: Int32

        package var reason: String { String(cString: strerror(code)) }
        package var description: String { "\(path) cannot be written: \(reason)" }
    }

    /// - Parameters:
    ///   - mode: of the file; the owner alone may read it by default.
    ///   - replaces: whether a file of the name gives way; else it is an error (EEXIST), and stays.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: mode_t = 0o600, replaces: Bool = true
    ) throws(Failure) {
        try write(to: path, mode: mode, replaces: replaces) { put in put(bytes) }
    }

    /// The same of a file whose bytes come in pieces, so that it is never held whole.
    /// - Parameter pieces: hands over every piece in order; after one that could not be written the rest is dropped.
    package static func write(
        to path: String, mode: mode_t = 0o600, replaces: Bool = true, _ pieces: (([UInt8]) -> Void) -> Void
    ) throws(Failure) {
        let temporary = "\(path).\(getpid()).part"
        // What a crashed process of the same number left, or a link that somebody put there.
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
        var code: Int32 = 0
        pieces { bytes in if code == 0 { code = writeAll(bytes, to: descriptor) } }
        if code == 0, fsync(descriptor) != 0 { code = errno }
        if close(descriptor) != 0, code == 0 { code = errno }
        if code == 0, (replaces ? rename(temporary, path) : link(temporary, path)) != 0 { code = errno }
        if code != 0 || !replaces { unlink(temporary) }
        guard code == 0 else { throw Failure(path: path, code: code) }
        sync(folder: (path as NSString).deletingLastPathComponent)
    }

    /// Writes every byte to a descriptor.
    /// - Returns: 0, or the error number.
    package static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            var start = 0
            while start < buffer.count {
                let count = Foundation.write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN {
                    var full = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&full, 1, -1)
                    continue
                }
                guard count > 0 else { return count == 0 ? ENOSPC : errno }
                start += count
            }
            return 0
        }
    }

    /// Makes the names in a folder durable. Some file systems cannot; the bytes are synced in any case.
    package static func sync(folder: String) {
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
