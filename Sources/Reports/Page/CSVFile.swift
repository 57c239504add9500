import Formats
import Trials

/// A table for spreadsheets and data frames (RFC 4180, UTF-8, `\n` line ends, header row).
package struct CSVFile: Sendable {
    package let name: String
    package let text: String

    init(name: String, header: [String], rows: [[String]]) {
        self.name = name
        text = CSV.line(header) + rows.map(CSV.line).joined()
    }

    /// The columns of report.json; an object becomes a column for each of its members (`missingness_low`), and what does
    /// not exist is empty.
    init<Row>(name: String, _ columns: Columns<Row>, _ rows: [Row]) {
        let parts = columns.columns.map { column -> (column: Columns<Row>.Column, members: [String]) in
            (column, column.shape.members)
        }
        self.init(
            name: name,
            header: parts.flatMap { part in
                part.members.isEmpty
                    ? [part.column.name]
                    : part.members.map { "\(part.column.name.replacing("_band", with: ""))_\($0)" }
            },
            rows: rows.map { row in
                parts.flatMap { part in
                    let value = part.column.value(row)
                    return part.members.isEmpty
                        ? [CSV.text(value)] : part.members.map { CSV.text(value[$0] ?? .null) }
                }
            })
    }
}

extension Shape {
    /// The names of an object's members; empty for what is no object.
    fileprivate var members: [String] {
        if json == Shape.band.json { return Shape.bandDefinition.members }
        return json["properties"]?.object?.keys ?? []
    }
}

/// The rules of every CSV here.
package enum CSV {
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        case .array(let items): items.map(text).joined(separator: " ")
        case .bool, .integer, .number, .object: value.compact
        }
    }

    static func line(_ cells: [String]) -> String {
        var out: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            write(cell, to: &out)
        }
        out.append(UInt8(ascii: "\n"))
        return String(decoding: out, as: UTF8.self)
    }

    /// What moves a cursor or turns the direction of text becomes visible, and cells that a spreadsheet would run as a
    /// formula get a leading apostrophe: evidence is text from a model.
    ///
    /// By byte: as characters, CR LF is one, and so is a comma with an accent behind it.
    static func write(_ cell: String, to out: inout [UInt8]) {
        var cell = SafeText.lines(cell)
        switch cell.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
            if Double(cell) == nil { cell = "'" + cell }
        default: break
        }
        cell.withUTF8 { bytes in
            var quoted = false
            for byte in bytes {
                switch byte {
                case UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D: quoted = true
                default: continue
                }
            }
            guard quoted else { return out.append(contentsOf: bytes) }
            out.append(UInt8(ascii: "\""))
            for byte in bytes {
                if byte == UInt8(ascii: "\"") { out.append(byte) }
                out.append(byte)
            }
            out.append(UInt8(ascii: "\""))
        }
    }
}
