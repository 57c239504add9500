import Foundation

/// An exclusive lock that lives as long as this value; the kernel drops it when the process dies.
package final class RunLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `RunFolderError.locked` where another process (or another run of this one) holds it.
    package init(path: String) throws(RunFolderError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: errorText(errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? .locked(path: path) : .unwritable(path: path, reason: errorText(code))
        }
    }

    deinit { close(descriptor) }
}
