import CSQLite
import Formats
import Foundation
import GRDB
import GRDBSQLite
import Trials

/// What a run is called and where it comes from.
package struct RunName: Sendable, Hashable {
    /// Name of its folder.
    package var name: String
    package var study: String
    package var lockHash: String
    package var lock: JSONValue
    /// Name and version of the program.
    package var tool: String
    package var imported: Bool
    /// Seconds since 1970.
    package var createdAt: Double
    /// What the command wants to find again (`{}` for none).
    package var meta: JSONValue

    package init(
        name: String, study: String, lockHash: String, lock: JSONValue = .object([:]), tool: String = "railgauge",
        imported: Bool = false, createdAt: Double, meta: JSONValue = .object([:])
    ) {
        self.name = name
        self.study = study
        self.lockHash = lockHash
        self.lock = lock
        self.tool = tool
        self.imported = imported
        self.createdAt = createdAt
        self.meta = meta
    }
}

/// `run.sqlite`: the only truth about a run.
package final class RunStore: Sendable {
    package let path: String
    let database: DatabaseQueue
    let writer: StoreWriter
    private let readOnly: Bool

    private init(path: String, database: DatabaseQueue, readOnly: Bool = false) {
        self.path = path
        self.readOnly = readOnly
        self.database = database
        writer = StoreWriter(database: database, path: path)
    }

    /// Makes a store that holds the whole plan, every trial pending, in one transaction: a crash leaves all or nothing.
    /// - Throws: `StoreError`
    package static func create(path: String, run: RunName, order: RunOrder) throws -> RunStore {
        try create(path: path, run: run) { db in try Plan.insert(order, in: db) }
    }

    static func create(path: String, run: RunName, filling fill: (Database) throws -> Void) throws -> RunStore {
        do {
            let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw StoreError.failed(path: path, reason: errorText(errno)) }
            Glibc.close(descriptor)
            let store = RunStore(
                path: path, database: try DatabaseQueue(path: path, configuration: configuration(readOnly: false)))
            // Tables without a run in them are a store that was never born: nothing has been sent.
            try store.told { try Schema.migrator.migrate($0) }
            do {
                try store.database.write { db in
                    try StoredRow(
                        Statements.insertRun,
                        [
                            .integer(1), .text(run.name), .text(run.study), .text(run.lockHash), .json(run.lock),
                            .text(run.tool), .flag(run.imported), .integer(milliseconds(run.createdAt)),
                            .json(run.meta),
                        ]
                    ).execute(in: db)
                    try fill(db)
                }
            } catch let error as DatabaseError {
                throw StoreError(error, path: path, on: store.database)
            }
            return store
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Opens an existing store.
    /// - Throws: `StoreError.unreadable` where the file is missing, something else, or of another version.
    package static func open(path: String, readOnly: Bool = false) throws -> RunStore {
        try checkFile(path)
        do {
            let store = RunStore(
                path: path, database: try DatabaseQueue(path: path, configuration: configuration(readOnly: readOnly)),
                readOnly: readOnly)
            try store.database.read { db in try Schema.check(db, path: path) }
            try store.told { database in
                if readOnly {
                    try database.inDatabase(Schema.completeForReading)
                } else {
                    try Schema.migrator.migrate(database)
                }
            }
            return store
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw StoreError.unreadable(path: path, reason: "it is no SQLite file")
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN && readOnly {
            throw StoreError.unreadable(
                path: path,
                reason: "it was not closed (its run was killed, or goes on), and its folder cannot be written: copy "
                    + "the whole run folder to where it can")
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// A pipe would be waited for, and a device read for ever.
    private static func checkFile(_ path: String) throws(StoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .unreadable(path: path, reason: errno == ENOENT ? "there is no such file" : errorText(errno))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is no file") }
    }

    /// Whether a file is a store that was begun and never held a plan: nothing was sent for it.
    static func isUnborn(path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        if status.st_size == 0, access("\(path)-wal", F_OK) != 0 { return true }
        // A journal is what a kill leaves before a store has its write-ahead log: taking it back needs writing.
        let isHot = access("\(path)-journal", F_OK) == 0
        // What cannot be read is no newborn: it is told by the opening that follows.
        let run = try? DatabaseQueue(path: path, configuration: configuration(readOnly: !isHot)).read { db in
            try Schema.isEmpty(db)
        }
        return run ?? false
    }

    private static let prepared: Void = csqlite_count_no_memory()

    /// The longest text or reply that a store holds, in bytes: above the largest body that is ever received.
    private static let longestValue: Int32 = 100_000_000

    private static func configuration(readOnly: Bool) -> Configuration {
        _ = prepared
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.label = "railgauge"
        configuration.busyMode = .timeout(10)
        // References run from one row to the next of the same transaction; checking them costs more than it finds.
        configuration.foreignKeysEnabled = false
        // 4 MB: the pages that a run writes again and again. More would be resident memory for nothing that is read twice.
        configuration.prepareDatabase { db in
            // A file may be anybody's: no function that a hostile schema names is called, and no value fills the memory.
            try db.execute(sql: "PRAGMA cache_size = -4000; PRAGMA trusted_schema = OFF")
            sqlite3_limit(db.sqliteConnection, SQLITE_LIMIT_LENGTH, longestValue)
        }
        if !readOnly {
            // Not `journalMode = .wal`: that would set synchronous to NORMAL behind us.
            configuration.prepareDatabase { db in
                // A log of 16 MiB is folded in at once: pages that are written again and again move over once.
                try db.execute(
                    sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
            }
        }
        return configuration
    }

    /// Folds the write-ahead log into the file, so that the file alone can be copied, also to where nothing can be
    /// written, and closes it. Rows are safe without it; the folder is tidier with it.
    package func close() {
        // Another process that reads the file keeps the log alive, and a full disk may: the next opening folds it.
        if !readOnly {
            try? database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = 0")
                _ = try db.checkpoint(.truncate)
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
        }
        try? database.close()
    }

    /// Bytes free beside the store, where they are fewer; nil where there are enough, or nobody can tell.
    func free(below least: UInt64) -> UInt64? {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return nil }
        let free = UInt64(disk.f_bavail) * UInt64(disk.f_frsize)
        return free < least ? free : nil
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try told { try $0.read(body) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try told { try $0.write(body) }
    }

    /// - Throws: `StoreError`, with the system's word where there is one.
    private func told<Value>(_ body: (DatabaseQueue) throws -> Value) throws -> Value {
        do { return try body(database) } catch { throw StoreError(error, path: path, on: database) }
    }
}
