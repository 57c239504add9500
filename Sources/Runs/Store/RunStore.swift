import CSQLite
import Formats
import Foundation
import GRDB
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
            let database = try DatabaseQueue(path: path, configuration: configuration(readOnly: false))
            try database.write { db in
                try Schema.create(db)
                try db.execute(
                    sql: StoredRow.insert(
                        "run",
                        ["id", "name", "study", "lock_hash", "lock", "tool", "imported", "created_at", "meta"]),
                    arguments: [
                        1, run.name, run.study, run.lockHash, run.lock.compact, run.tool, run.imported,
                        milliseconds(run.createdAt), run.meta.compact,
                    ])
                try fill(db)
            }
            return RunStore(path: path, database: database)
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Opens an existing store.
    /// - Throws: `StoreError.unreadable` where the file is missing, something else, or of another version.
    package static func open(path: String, readOnly: Bool = false) throws -> RunStore {
        guard access(path, F_OK) == 0 else { throw StoreError.unreadable(path: path, reason: "there is no such file") }
        do {
            let database = try DatabaseQueue(path: path, configuration: configuration(readOnly: readOnly))
            try database.read { db in try Schema.check(db, path: path) }
            if !readOnly, try !database.read(ParityTables.exist) {
                try database.write { db in try db.execute(sql: ParityTables.create) }
            }
            return RunStore(path: path, database: database, readOnly: readOnly)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw StoreError.unreadable(path: path, reason: "it is no SQLite file")
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private static let prepared: Void = csqlite_count_no_memory()

    private static func configuration(readOnly: Bool) -> Configuration {
        _ = prepared
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.label = "railgauge"
        configuration.busyMode = .timeout(10)
        // References run from one row to the next of the same transaction; checking them costs more than it finds.
        configuration.foreignKeysEnabled = false
        // 4 MB: the pages that a run writes again and again. More would be resident memory for nothing that is read twice.
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA cache_size = -4000") }
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

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try database.read(body) } catch { throw StoreError(error, path: path) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try database.write(body) } catch { throw StoreError(error, path: path) }
    }
}
