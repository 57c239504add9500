import Foundation
import GRDB

/// Why the store could not be read or written. Everything committed before is safe.
package enum StoreError: Error, Hashable, CustomStringConvertible {
    /// The disk, or a quota, is full.
    case full(path: String)
    case failed(path: String, reason: String)
    /// Not a run store, or of a version that this program does not read.
    case unreadable(path: String, reason: String)

    package var description: String {
        switch self {
        case .full(let path):
            "the disk that holds \(path) is full; every finished trial is stored: free some space and run the study again"
        case .failed(let path, let reason): "\(path): \(reason); every finished trial is stored"
        case .unreadable(let path, let reason): "\(path) cannot be read as a run: \(reason)"
        }
    }

    init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL || Self.diskIsFull(path):
            self = .full(path: path)
        case let error as DatabaseError:
            self = .failed(path: path, reason: error.message ?? "SQLite error \(error.resultCode.rawValue)")
        default: self = .failed(path: path, reason: "\(error)")
        }
    }

    /// SQLite reports a full disk as an input/output error where it hits its log or its index.
    private static func diskIsFull(_ path: String) -> Bool {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return false }
        return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < 256 * 1024
    }
}
