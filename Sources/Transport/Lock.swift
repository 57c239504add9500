import Glibc

/// A value behind a POSIX mutex.
///
/// `Synchronization.Mutex` would read better, but the thread sanitizer does not see it on Linux and reports races that
/// are none; a mutex it knows keeps `make tsan` worth running.
final class Lock<Value>: @unchecked Sendable {
    // Invariant: `value` is touched between lock and unlock only.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    init(_ value: sending Value) {
        mutex = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        self.value = value
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs the body while no other thread does; the body must neither wait nor call back into the same lock.
    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value)
    }
}
