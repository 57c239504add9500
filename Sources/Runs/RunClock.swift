import Foundation

/// Time as the runner sees it; tests hand in one that only moves when they say so.
package protocol RunClock: Sendable {
    /// Seconds since an arbitrary start; never runs backwards. Every wait is measured on it.
    func now() -> Double
    /// Seconds since 1970-01-01 UTC; for rows and folder names only.
    func wall() -> Double
    /// - Throws: `CancellationError` when the task was cancelled.
    func sleep(until instant: Double) async throws
}

package struct SystemClock: RunClock {
    package init() {}

    package func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    package func wall() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    package func sleep(until instant: Double) async throws {
        let seconds = instant - now()
        guard seconds > 0 else { return try Task.checkCancellation() }
        try await Task.sleep(nanoseconds: UInt64(min(seconds, 1e6) * 1e9))
    }
}
