import Foundation

/// A value behind a lock that ThreadSanitizer understands.
package final class Guarded<Value>: @unchecked Sendable {
    // The lock is held for every access to the value.
    private var value: Value
    private let lock = NSLock()

    package init(_ value: Value) { self.value = value }

    package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
