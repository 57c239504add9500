import Foundation

/// An exclusive lock that lives as long as this value; the kernel drops it when the process dies.
package final class FileLock: Sendable {
    package enum Refusal: Error, Hashable {
        /// Another process, or another value of this one, holds it.
        case held
        /// The reason, in the words of the system.
        case unusable(String)
    }

    private let descriptor: Int32

    /// - Parameter path: the file that is locked; made where it is missing, for its owner alone.
    package init(path: String) throws(Refusal) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? .held : .unusable(String(cString: strerror(code)))
        }
    }

    deinit {
        // A child that was forked and has not yet become its program holds a copy of the descriptor, and with it the lock:
        // unlocking says so for all copies, closing for one.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
