import Dispatch
import Formats
import Foundation
import Trials

/// The first SIGINT, SIGTERM or SIGHUP cancels the work, which commits and ends with 130; the second one ends it at once.
/// Once the work is over, signals do again what they did before.
final class Interrupts: Sendable {
    private struct Caught {
        var number: Int32
        var source: any DispatchSourceSignal
        var before: sigaction
    }

    // DispatchSource is not Sendable; the sources are made here, resumed once and only ever cancelled.
    private nonisolated(unsafe) let caught: [Caught]
    private let seen = Guarded(false)

    init(onFirst: @escaping @Sendable () -> Void) {
        let seen = self.seen
        caught = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
            var before = sigaction()
            sigaction(number, nil, &before)
            // Started with `nohup`: a terminal that goes away is none of our business.
            if number == SIGHUP, Self.isIgnored(before) { return nil }
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                let first = seen.withLock { seen in
                    defer { seen = true }
                    return !seen
                }
                if first { return onFirst() }
                Console.note("ended at once; replies that were on their way are lost, and may be billed")
                _exit(Exit.interrupted.rawValue)
            }
            return Caught(number: number, source: source, before: before)
        }
        for item in caught { item.source.resume() }
    }

    deinit {
        for item in caught {
            item.source.cancel()
            var before = item.before
            sigaction(item.number, &before, nil)
        }
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Runs work that the first signal cancels.
    /// - Parameter told: what a person hears then; nil: nothing.
    static func run<Value: Sendable>(
        saying told: String? = nil, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await work() }
        let interrupts = Interrupts {
            task.cancel()
            if let told { Console.note(told) }
        }
        defer { withExtendedLifetime(interrupts) {} }
        return try await task.value
    }
}
