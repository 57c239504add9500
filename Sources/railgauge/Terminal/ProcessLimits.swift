import Foundation
import Transport

/// What the system must give a process before it can do anything: said in a sentence, where threads and databases would
/// fail on the way.
enum ProcessLimits {
    /// Bytes of address space: threads and the store's map need most of it, though little of it is ever memory.
    static let leastAddressSpace: UInt64 = 640 << 20
    /// One connection beside the files that are none.
    static let leastOpenFiles = UInt64(OpenFileLimit.reserve + 1)

    /// What is too little, for a person; nil where nothing is.
    static var shortage: String? {
        shortage(
            addressSpace: limit(__rlimit_resource_t(RLIMIT_AS.rawValue)).now,
            // The soft limit is raised to the hard one later.
            openFiles: limit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue)).most)
            // Without it there are no arguments, and every command would be the overview.
            ?? (access("/proc/self/cmdline", R_OK) == 0
                ? nil
                : "this system shows no /proc, where a program finds what it was asked; mount it; nothing was done")
    }

    static func shortage(addressSpace: UInt64, openFiles: UInt64) -> String? {
        if addressSpace < leastAddressSpace {
            return "this process may have only \(addressSpace >> 20) MB of address space (`ulimit -v`), and needs "
                + "\(leastAddressSpace >> 20) MB; nothing was done"
        }
        if openFiles < leastOpenFiles {
            return "this process may have only \(openFiles) files open (`ulimit -n`), and needs \(leastOpenFiles); "
                + "nothing was done"
        }
        return nil
    }

    private static func limit(_ resource: __rlimit_resource_t) -> (now: UInt64, most: UInt64) {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return (.max, .max) }
        return (UInt64(limit.rlim_cur), UInt64(limit.rlim_max))
    }
}
