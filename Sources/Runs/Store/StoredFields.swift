import Formats
import Trials

/// What a column holds that no run of ours could have put there. Files come from others too: it is told, never trapped on.
struct DamagedValue: Error, CustomStringConvertible {
    var column: String
    var found: String
    var accepted: String

    var description: String { "column \(column) holds \(found); accepted is \(accepted)" }
}

/// The columns of a row by name, each checked for type and range.
extension FoundRow {
    /// Milliseconds since 1970 up to the year 9999.
    private static let times: ClosedRange<Int64> = 0...253_402_300_799_999

    private func damaged(_ column: String, _ value: Value, _ accepted: String) -> DamagedValue {
        let found =
            switch value {
            case .null: "NULL"
            case .integer(let number): "\(number)"
            case .real(let number): "\(number)"
            case .text(let bytes): "\"\(String(decoding: bytes.prefix(240), as: UTF8.self))\""
            case .blob(let bytes): counted(bytes.count, "byte")
            }
        return DamagedValue(column: column, found: SafeText.line(found, longest: 60), accepted: accepted)
    }

    private func must<Found>(_ value: Found?, _ column: String, _ accepted: String) throws -> Found {
        guard let value else { throw damaged(column, .null, accepted) }
        return value
    }

    /// In SQLite's own memory: good until the next row.
    private func utf8IfAny(_ column: String) throws -> UnsafeBufferPointer<UInt8>? {
        let value = value(column)
        switch value {
        case .null: return nil
        case .text(let bytes): return bytes
        case .integer, .real, .blob: throw damaged(column, value, "a text")
        }
    }

    func textIfAny(_ column: String) throws -> String? {
        try utf8IfAny(column).map { String(decoding: $0, as: UTF8.self) }
    }

    func text(_ column: String) throws -> String { try must(try textIfAny(column), column, "a text") }

    func integerIfAny(_ column: String, in range: ClosedRange<Int64>) throws -> Int64? {
        let value = value(column)
        switch value {
        case .null: return nil
        case .integer(let number) where range.contains(number): return number
        case .integer, .real, .text, .blob:
            throw damaged(column, value, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    func integer(_ column: String, in range: ClosedRange<Int64>) throws -> Int64 {
        try must(try integerIfAny(column, in: range), column, "a whole number")
    }

    /// The id of a row.
    func id(_ column: String) throws -> Int64 { try integer(column, in: 0...(1 << 53)) }
    func idIfAny(_ column: String) throws -> Int64? { try integerIfAny(column, in: 0...(1 << 53)) }

    /// A number of things: trials, tokens, bytes.
    func count(_ column: String) throws -> Int { Int(try integer(column, in: 0...(1 << 48))) }
    func countIfAny(_ column: String) throws -> Int? { try integerIfAny(column, in: 0...(1 << 48)).map { Int($0) } }

    /// Milliseconds since 1970.
    func time(_ column: String) throws -> Int64 { try integer(column, in: Self.times) }
    func timeIfAny(_ column: String) throws -> Int64? { try integerIfAny(column, in: Self.times) }

    /// ISO 8601 UTC of a time.
    func iso(_ column: String) throws -> String { UTCStamp.iso(Double(try time(column)) / 1000) }
    func isoIfAny(_ column: String) throws -> String? {
        try timeIfAny(column).map { UTCStamp.iso(Double($0) / 1000) }
    }

    /// Nanoseconds of a phase, below a year.
    func nanosecondsIfAny(_ column: String) throws -> Int64? {
        try integerIfAny(column, in: Timings.phases)
    }

    func numberIfAny(_ column: String, in range: ClosedRange<Double> = -1e12...1e12) throws -> Double? {
        let value = value(column)
        switch value {
        case .null: return nil
        case .real(let number) where range.contains(number): return number
        case .integer(let number) where range.contains(Double(number)): return Double(number)
        case .integer, .real, .text, .blob:
            throw damaged(column, value, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// An amount in USD.
    func usdIfAny(_ column: String) throws -> Double? { try numberIfAny(column, in: 0...1e9) }

    func flagIfAny(_ column: String) throws -> Bool? { try integerIfAny(column, in: 0...1).map { $0 == 1 } }
    func flag(_ column: String) throws -> Bool { try must(try flagIfAny(column), column, "0 or 1") }

    func bytesIfAny(_ column: String) throws -> [UInt8]? {
        let value = value(column)
        switch value {
        case .null: return nil
        case .blob(let bytes): return [UInt8](bytes)
        case .integer, .real, .text: throw damaged(column, value, "bytes")
        }
    }

    func bytes(_ column: String) throws -> [UInt8] { try must(try bytesIfAny(column), column, "bytes") }

    func wordIfAny<Word: RawRepresentable<String>>(_ column: String) throws -> Word? {
        guard let text = try textIfAny(column) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw damaged(column, value(column), "a word of this version of the program")
        }
        return word
    }

    func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
        try must(try wordIfAny(column), column, "a word")
    }

    func jsonIfAny(_ column: String) throws -> JSONValue? {
        guard let bytes = try utf8IfAny(column) else { return nil }
        do { return try JSONReader.read(bytes) } catch {
            throw damaged(column, value(column), "JSON (\(error))")
        }
    }

    func json(_ column: String) throws -> JSONValue { try must(try jsonIfAny(column), column, "JSON") }

    func headers(_ column: String) throws -> [HeaderLine] {
        let bytes = try must(try utf8IfAny(column), column, "a text")
        do { return try [HeaderLine](stored: bytes) } catch {
            throw damaged(column, value(column), "header lines as JSON")
        }
    }

    func faultIfAny(_ column: String) throws -> WireFault? { try jsonIfAny(column).flatMap(WireFault.init(stored:)) }
}
