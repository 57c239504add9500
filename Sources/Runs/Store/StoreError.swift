import Formats
import Foundation
import GRDB
import GRDBSQLite
import Trials

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
            "the disk that holds \(path) is full: free some space, then run the study again. What was committed before is "
                + "stored; replies that were on their way, if any, may be lost, and have been paid for"
        case .failed(let path, let reason): "\(path): \(reason). What was committed before is stored"
        case .unreadable(let path, let reason): "\(path) cannot be read as a run: \(reason)"
        }
    }

    /// - Parameter system: the system's own error number behind SQLite's, where there is one.
    init(_ error: any Error, path: String, system: Int32 = 0) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL || Self.diskIsFull(path):
            self = .full(path: path)
        case let error as DatabaseError:
            let reason = SafeText.line(error.message ?? "SQLite error \(error.resultCode.rawValue)", longest: 300)
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_TOOBIG, .SQLITE_MISMATCH:
                self = .unreadable(path: path, reason: reason)
            case .SQLITE_IOERR where system != 0, .SQLITE_CANTOPEN where system != 0:
                self = .failed(path: path, reason: "\(reason) (\(errorText(system)))")
            default: self = .failed(path: path, reason: reason)
            }
        case let error as DamagedValue: self = .unreadable(path: path, reason: "\(error)")
        case let error as JSONError: self = .unreadable(path: path, reason: "\(error)")
        default: self = .failed(path: path, reason: "\(error)")
        }
    }

    /// "disk I/O error" is a full disk, a disk that turned read-only, or one that breaks: the system knows which.
    init(_ error: any Error, path: String, on database: DatabaseQueue) {
        self.init(error, path: path, system: database.writeWithoutTransaction { Self.systemError($0.sqliteConnection) })
    }

    /// The number of the system's last error; 0 where there was none. The connection forgets those that a commit meets
    /// (before SQLite 3.46), the open files remember them.
    private static func systemError(_ connection: OpaquePointer?) -> Int32 {
        let known = sqlite3_system_errno(connection)
        if known != 0 { return known }
        for which in [SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER] {
            var file: UnsafeMutablePointer<sqlite3_file>?
            var number: Int32 = 0
            guard sqlite3_file_control(connection, nil, which, &file) == SQLITE_OK, let file,
                let ask = file.pointee.pMethods?.pointee.xFileControl,
                ask(file, SQLITE_FCNTL_LAST_ERRNO, &number) == SQLITE_OK
            else { continue }
            if number != 0 { return number }
        }
        return 0
    }

    /// SQLite reports a full disk as an input/output error where it hits its log or its index.
    private static func diskIsFull(_ path: String) -> Bool {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return false }
        return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < 256 * 1024
    }
}
