import Glibc

/// Nanoseconds of the monotonic clock. Sockets and their clock stay in this module; decisions about time are made in
/// value types that are handed the time.
enum MonotonicClock {
    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
