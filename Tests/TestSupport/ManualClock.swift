import Foundation
import Runs

/// A clock that only moves when it is told to, or, as a jumping one, straight to the time that somebody waits for.
package final class ManualClock: RunClock, @unchecked Sendable {
    private struct Sleeper {
        var until: Double
        var continuation: CheckedContinuation<Void, any Error>
    }

    private let lock = NSLock()
    private let jumps: Bool
    private let start: Double
    private var time: Double = 0
    private var sleepers: [Int: Sleeper] = [:]
    private var nextSleeper = 0

    /// - Parameters:
    ///   - jumps: a sleep returns at once and takes the clock along.
    ///   - start: wall time at 0, seconds since 1970 (2026-11-20 12:00:00 UTC).
    package init(jumps: Bool = true, start: Double = 1_795_176_000) {
        self.jumps = jumps
        self.start = start
    }

    package func now() -> Double { lock.withLock { time } }
    package func wall() -> Double { lock.withLock { start + time } }

    package func sleep(until instant: Double) async throws {
        try Task.checkCancellation()
        if jumps { return advance(to: instant) }
        let id = lock.withLock {
            nextSleeper += 1
            return nextSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(id, Sleeper(until: instant, continuation: continuation))
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// Moves on and wakes those whose time has come.
    package func advance(by seconds: Double) { advance(to: now() + seconds) }

    /// How many wait.
    package var sleeping: Int { lock.withLock { sleepers.count } }

    package func advance(to instant: Double) {
        let woken = lock.withLock {
            time = max(time, instant)
            let due = sleepers.filter { $0.value.until <= time }
            for id in due.keys { sleepers[id] = nil }
            return due.values.sorted { $0.until < $1.until }
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    private func add(_ id: Int, _ sleeper: Sleeper) {
        let due = lock.withLock {
            if sleeper.until <= time { return true }
            sleepers[id] = sleeper
            return false
        }
        if due { sleeper.continuation.resume() }
    }

    private func cancel(_ id: Int) {
        let sleeper = lock.withLock { sleepers.removeValue(forKey: id) }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
