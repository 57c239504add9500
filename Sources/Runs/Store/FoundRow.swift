import GRDB
import GRDBSQLite

/// The rows that a statement finds, read where SQLite holds them.
///
///     let rows = try FoundRows(db, Statements.keys)
///     while let row = try rows.next() { ids.append(try row.id("id")) }
///
/// Like `StoredRow` on the way in, it steps and reads through SQLite itself: a `DatabaseValue` for each column, with `Data` in
/// it for each blob, took a third of the time of reading a store. GRDB owns the connection, the statement and the transaction.
final class FoundRows {
    private let db: Database
    private let statement: Statement
    private let columns: [String]
    /// Rows of one statement are asked for their columns in one order: the place in it, and the columns' own places.
    private var order: [(name: String, place: Int32?)] = []
    private var at = 0

    /// - Throws: `DatabaseError`
    init(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws {
        self.db = db
        statement = try db.makeStatement(sql: sql)
        try statement.setArguments(arguments)
        columns = statement.columnNames
    }

    /// The next row, good until the one after it is asked for.
    /// - Throws: `DatabaseError`
    func next() throws -> FoundRow? {
        at = 0
        switch sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return FoundRow(rows: self, statement: statement.sqliteStatement)
        case SQLITE_DONE: return nil
        case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
        }
    }

    /// - Throws: `DatabaseError`, and what the body throws.
    func map<Value>(_ body: (FoundRow) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        while let row = try next() { values.append(try body(row)) }
        return values
    }

    fileprivate func place(of column: String) -> Int32? {
        if at < order.count, order[at].name == column {
            defer { at += 1 }
            return order[at].place
        }
        if let known = order.firstIndex(where: { $0.name == column }) {
            at = known + 1
            return order[known].place
        }
        order.append((column, columns.firstIndex(of: column).map(Int32.init)))
        at = order.count
        return order[at - 1].place
    }
}

/// One row of a statement.
struct FoundRow {
    enum Value {
        case null
        case integer(Int64)
        case real(Double)
        /// Read once more by `text`: what is not asked for is not copied.
        case text(UnsafeBufferPointer<UInt8>)
        case blob(UnsafeRawBufferPointer)
    }

    fileprivate let rows: FoundRows
    fileprivate let statement: OpaquePointer

    /// The first row of a statement.
    /// - Throws: `DatabaseError`
    static func one(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws -> FoundRow? {
        try FoundRows(db, sql, arguments).next()
    }

    /// What a column holds, in SQLite's own memory: good until the next row. A column that is not there is NULL.
    func value(_ column: String) -> Value {
        guard let place = rows.place(of: column) else { return .null }
        switch sqlite3_column_type(statement, place) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, place))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, place))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, place)
            return .text(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place))))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, place)
            return .blob(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place))))
        default: return .null
        }
    }
}
