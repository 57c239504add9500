import Foundation
import GRDB
import Trials

/// One statement with its values, encoded off the writer's thread.
struct StoredRow: Sendable {
    var sql: String
    var values: [DatabaseValue]

    init(_ sql: String, _ values: [DatabaseValue]) {
        self.sql = sql
        self.values = values
    }

    func execute(in db: Database) throws {
        let statement = try db.cachedStatement(sql: sql)
        statement.setUncheckedArguments(StatementArguments(values))
        try statement.execute()
    }

    /// `INSERT INTO table (columns) VALUES (?, ...)`
    static func insert(_ table: String, _ columns: [String]) -> String {
        let marks = repeatElement("?", count: columns.count).joined(separator: ", ")
        return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
    }
}

/// Short spellings for the encoders.
extension DatabaseValue {
    static func text(_ value: String?) -> DatabaseValue { value?.databaseValue ?? .null }
    static func text(_ value: (some RawRepresentable<String>)?) -> DatabaseValue { text(value?.rawValue) }
    static func integer(_ value: Int?) -> DatabaseValue { value.map { Int64($0).databaseValue } ?? .null }
    static func integer(_ value: Int64?) -> DatabaseValue { value?.databaseValue ?? .null }
    static func real(_ value: Double?) -> DatabaseValue { value?.databaseValue ?? .null }
    static func flag(_ value: Bool?) -> DatabaseValue { value?.databaseValue ?? .null }
    static func blob(_ bytes: [UInt8]) -> DatabaseValue { Data(bytes).databaseValue }
    static func json(_ value: JSONValue?) -> DatabaseValue { text(value?.compact) }
}

/// Milliseconds since 1970 of a wall time in seconds.
func milliseconds(_ seconds: Double) -> Int64 { Int64((seconds * 1000).rounded()) }
