import Formats
import GRDB
import GRDBSQLite
import Trials

/// A value on its way into a column.
enum StoredValue: Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    static func integer(_ value: Int) -> StoredValue { .integer(Int64(value)) }
    static func integer(_ value: Int?) -> StoredValue { value.map { .integer(Int64($0)) } ?? .null }
    static func integer(_ value: Int64?) -> StoredValue { value.map { .integer($0) } ?? .null }
    static func real(_ value: Double?) -> StoredValue { value.map { .real($0) } ?? .null }
    static func flag(_ value: Bool?) -> StoredValue { value.map { .integer($0 ? 1 : 0) } ?? .null }
    static func text(_ value: String?) -> StoredValue { value.map { .text($0) } ?? .null }
    static func text(_ value: some RawRepresentable<String>) -> StoredValue { .text(value.rawValue) }
    static func text(_ value: (some RawRepresentable<String>)?) -> StoredValue { text(value?.rawValue) }
    static func json(_ value: JSONValue?) -> StoredValue { text(value?.compact) }
}

/// One statement with its values, encoded off the writer's thread.
///
/// It is bound and stepped through SQLite itself: GRDB's own way through `DatabaseValue` and `Data` took more time
/// than the rest of the writer together. GRDB still owns the connection, the statements and the transactions.
struct StoredRow: Sendable {
    var sql: String
    var values: [StoredValue]

    init(_ sql: String, _ values: [StoredValue]) {
        self.sql = sql
        self.values = values
    }

    /// - Throws: `DatabaseError`
    func execute(in db: Database) throws { try execute(db.cachedStatement(sql: sql), in: db) }

    /// Several rows; the few statements that they share are looked up once.
    /// - Throws: `DatabaseError`
    static func execute(_ rows: [StoredRow], in db: Database, known: inout [(sql: String, statement: Statement)]) throws
    {
        for row in rows {
            // Each kind of row has one constant text, so that the first comparison is of two addresses.
            if let index = known.firstIndex(where: { $0.sql == row.sql }) {
                try row.execute(known[index].statement, in: db)
            } else {
                let statement = try db.cachedStatement(sql: row.sql)
                known.append((row.sql, statement))
                try row.execute(statement, in: db)
            }
        }
    }

    private func execute(_ prepared: Statement, in db: Database) throws {
        let statement = prepared.sqliteStatement
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, value) in values.enumerated() {
            let code = Self.bind(value, to: statement, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw Self.error(code, db) }
        }
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE else { throw Self.error(code, db) }
    }

    private static func bind(_ value: StoredValue, to statement: OpaquePointer, at index: Int32) -> Int32 {
        // SQLITE_TRANSIENT, which Swift cannot import: SQLite copies the bytes at once.
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let number): return sqlite3_bind_int64(statement, index, number)
        case .real(let number): return sqlite3_bind_double(statement, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), copies)
                }
            }
        case .blob(let bytes):
            if bytes.isEmpty { return sqlite3_bind_zeroblob(statement, index, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), copies)
            }
        }
    }

    private static func error(_ code: Int32, _ db: Database) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
    }

    /// `INSERT INTO table (columns) VALUES (?, ...)`
    static func insert(_ table: String, _ columns: [String]) -> String {
        let marks = repeatElement("?", count: columns.count).joined(separator: ", ")
        return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
    }
}

/// Milliseconds since 1970 of a wall time in seconds.
func milliseconds(_ seconds: Double) -> Int64 { Int64((seconds * 1000).rounded()) }
