import Formats
import Trials

/// One row of a data set made elsewhere.
package struct ImportRow: Sendable, Hashable {
    /// 1-based, the header of a CSV not counted.
    package var number: Int
    /// Where it begins in the file.
    package var line: Int
    package var values: [String: JSONValue]
}

package enum ImportFormat: String, Sendable, CaseIterable {
    /// One JSON object a line.
    case jsonl
    /// One JSON array of objects.
    case json
    /// RFC 4180 with a header row.
    case csv

    /// By the ending of a file's name.
    package init?(file: String) {
        guard let dot = file.lastIndex(of: ".") else { return nil }
        self.init(rawValue: file[file.index(after: dot)...].lowercased())
    }
}

/// Reads rows of any of the formats, whole, before anything is written.
package enum ImportRows {
    /// - Throws: `InputError` naming line and row.
    package static func read(_ bytes: [UInt8], format: ImportFormat, file: String) throws(InputError) -> [ImportRow] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputError(
                file: file, found: "the file is not valid UTF-8", accepted: "UTF-8",
                advice: "Convert it first, for example with iconv.")
        }
        let plain = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        switch format {
        case .jsonl: return try jsonLines(plain, file)
        case .json: return try jsonArray(plain, file)
        case .csv: return try csv(plain, file)
        }
    }

    private static func jsonLines(_ text: String, _ file: String) throws(InputError) -> [ImportRow] {
        var rows: [ImportRow] = []
        for (index, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
            let value: JSONValue
            do throws(JSONError) { value = try JSONReader.read(Array(line)) } catch {
                throw InputError(
                    file: file, line: index + 1, found: error.description, accepted: "one JSON object a line")
            }
            rows.append(try row(value, rows.count + 1, index + 1, file))
        }
        return rows
    }

    private static func jsonArray(_ text: String, _ file: String) throws(InputError) -> [ImportRow] {
        let value: JSONValue
        do throws(JSONError) { value = try JSONReader.read(Array(text.utf8)) } catch {
            throw InputError(file: file, found: error.description, accepted: "a JSON array of objects")
        }
        guard let items = value.array else {
            throw InputError(file: file, found: "no JSON array", accepted: "an array of objects, or --format jsonl")
        }
        var rows: [ImportRow] = []
        for item in items { rows.append(try row(item, rows.count + 1, 1, file)) }
        return rows
    }

    private static func row(_ value: JSONValue, _ number: Int, _ line: Int, _ file: String) throws(InputError)
        -> ImportRow
    {
        guard let object = value.object else {
            throw InputError(file: file, line: line, place: "row \(number)", found: "no JSON object", accepted: "{…}")
        }
        return ImportRow(
            number: number, line: line,
            values: Dictionary(object.members.map { ($0.key, $0.value) }) { _, last in last })
    }

    // MARK: CSV

    private static func csv(_ text: String, _ file: String) throws(InputError) -> [ImportRow] {
        var header: [String] = []
        var rows: [ImportRow] = []
        for record in try CSVRecords.read(text, file: file) {
            // A line without anything between two records.
            if record.cells == [""] { continue }
            guard !header.isEmpty else {
                header = record.cells
                if let twice = header.first(where: { name in header.count(where: { $0 == name }) > 1 }) {
                    throw InputError(file: file, line: 1, found: "the column '\(twice)' stands twice")
                }
                continue
            }
            guard record.cells.count == header.count else {
                throw InputError(
                    file: file, line: record.line, place: "row \(rows.count + 1)",
                    found: counted(record.cells.count, "cell"), accepted: "\(header.count), as the header has")
            }
            rows.append(
                ImportRow(
                    number: rows.count + 1, line: record.line,
                    values: Dictionary(zip(header, record.cells.map { .string($0) })) { _, last in last }))
        }
        guard !header.isEmpty else {
            throw InputError(file: file, found: "the file is empty", accepted: "a header row")
        }
        return rows
    }
}

/// RFC 4180: cells in double quotes may hold commas, quotes (doubled) and line ends, which are kept as they stand.
enum CSVRecords {
    struct Record: Hashable {
        var line: Int
        var cells: [String]
    }

    /// - Throws: `InputError` with the line on which an open quote begins.
    static func read(_ text: String, file: String) throws(InputError) -> [Record] {
        var records: [Record] = []
        var cells: [String] = []
        var cell: [UInt8] = []
        var line = 1
        var recordLine = 1
        var quoteLine: Int?
        let bytes = Array(text.utf8)
        var index = 0
        func take() -> String { String(decoding: cell, as: UTF8.self) }
        func closeRecord() {
            cells.append(take())
            cell = []
            records.append(Record(line: recordLine, cells: cells))
            cells = []
            recordLine = line
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A { line += 1 }
            if quoteLine != nil {
                if byte != 0x22 {
                    cell.append(byte)
                } else if index < bytes.count, bytes[index] == 0x22 {
                    cell.append(0x22)
                    index += 1
                } else {
                    quoteLine = nil
                    if index < bytes.count, ![0x2C, 0x0A, 0x0D].contains(bytes[index]) {
                        throw InputError(
                            file: file, line: line, found: "text behind a closing quote",
                            accepted: "a comma or a line end; a quote inside quotes is doubled")
                    }
                }
            } else if byte == 0x22, cell.isEmpty {
                quoteLine = line
            } else if byte == 0x2C {
                cells.append(take())
                cell = []
            } else if byte == 0x0A {
                closeRecord()
            } else if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A {
                continue
            } else {
                cell.append(byte)
            }
        }
        if let quoteLine { throw InputError(file: file, line: quoteLine, found: "a quote that is never closed") }
        if !cell.isEmpty || !cells.isEmpty { closeRecord() }
        return records
    }
}
