import Dispatch
import Formats
import Foundation
import Trials

/// The first SIGINT or SIGTERM cancels the work, which commits and ends with 130; the second one ends it at once.
final class Interrupts: Sendable {
    // DispatchSource is not Sendable; the sources are made here, resumed once and only ever cancelled.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]
    private let seen = Guarded(false)

    init(onFirst: @escaping @Sendable () -> Void) {
        let seen = self.seen
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                let first = seen.withLock { seen in
                    defer { seen = true }
                    return !seen
                }
                if first { onFirst() } else { _exit(Exit.interrupted.rawValue) }
            }
            return source
        }
        for source in sources { source.resume() }
    }

    deinit { for source in sources { source.cancel() } }

    /// Runs work that the first signal cancels.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = Task { try await work() }
        let interrupts = Interrupts { task.cancel() }
        defer { withExtendedLifetime(interrupts) {} }
        return try await task.value
    }
}
