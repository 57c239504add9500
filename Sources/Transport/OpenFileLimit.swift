import Glibc

/// The limit on open files of this process, which is a limit on connections too.
package enum OpenFileLimit {
    /// Files that are not connections: the store, logs, the poller, standard streams, name lookups.
    package static let reserve = 64

    /// The soft limit in force.
    package static var current: Int {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return 1024 }
        return Int(clamping: limit.rlim_cur)
    }

    /// Raises the soft limit to the hard one and returns what is in force then.
    ///
    /// To be called once, at start: Debian's soft limit of 1,024 is less than the connections of one large run.
    @discardableResult
    package static func raiseToHard() -> Int {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return current }
        limit.rlim_cur = limit.rlim_max
        // A refusal leaves the old limit in force, and `current` tells it.
        _ = setrlimit(resource, &limit)
        return current
    }

    /// The most transfers that can be in flight under the present limit.
    package static var maximumInFlight: Int { max(1, current - reserve) }

    static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
}
