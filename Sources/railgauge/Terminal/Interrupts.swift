import Dispatch
import Formats
import Foundation
import Trials

/// The first SIGINT, SIGTERM or SIGHUP cancels the work, which commits and ends with 130; the second one ends it at once.
/// Between works signals do what they do to any program.
final class Interrupts: Sendable {
    private struct Work {
        var cancel: @Sendable () -> Void
        var isCancelled = false
    }

    /// One for the process: Dispatch takes a signal over once, and gives it back to nobody.
    private static let shared = Interrupts()

    // DispatchSource is not Sendable; the sources are made here and resumed once.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]
    private let work = Guarded<Work?>(nil)

    private init() {
        let work = self.work
        sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
            // Started with `nohup`: a terminal that goes away is none of our business.
            if signal(number, SIG_IGN).map(Self.address) == Self.address(SIG_IGN), number == SIGHUP { return nil }
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { Self.received(number, work) }
            return source
        }
        for source in sources { source.resume() }
    }

    private static func address(_ handler: @convention(c) (Int32) -> Void) -> Int {
        unsafeBitCast(handler, to: Int.self)
    }
    private static func address(_ handler: (@convention(c) (Int32) -> Void)?) -> Int? {
        handler.map { unsafeBitCast($0, to: Int.self) }
    }

    private static func received(_ number: Int32, _ work: Guarded<Work?>) {
        let (cancel, isSecond) = work.withLock { work in
            let before = work
            work?.isCancelled = true
            return (before?.cancel, before?.isCancelled ?? false)
        }
        guard let cancel else {
            signal(number, SIG_DFL)
            kill(getpid(), number)
            return
        }
        guard isSecond else { return cancel() }
        Console.note("ended at once; replies that were on their way are lost, and may be billed")
        _exit(Exit.interrupted.rawValue)
    }

    /// Waits for a person's answer: the first signal ends the program, in these words.
    static func asking<Value>(saying told: String, _ answer: () -> Value) -> Value {
        shared.work.withLock {
            $0 = Work {
                Console.raw("\n")
                Console.error(told)
                _exit(Exit.interrupted.rawValue)
            }
        }
        defer { shared.work.withLock { $0 = nil } }
        return answer()
    }

    /// Runs work that the first signal cancels.
    /// - Parameter told: what a person hears then; nil: nothing.
    static func run<Value: Sendable>(
        saying told: String? = nil, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await work() }
        shared.work.withLock {
            $0 = Work {
                task.cancel()
                if let told { Console.note(told) }
            }
        }
        defer { shared.work.withLock { $0 = nil } }
        return try await task.value
    }
}
