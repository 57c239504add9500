import Statistics
import Trials

/// cells.csv, and the rules of every CSV here (RFC 4180, UTF-8, `\n` line ends, header row).
package enum CSVTables {
    package static func cells(_ report: Report) -> String {
        var out = Self.line([
            "style", "field", "frame", "definition", "probes", "clusters", "trials", "unmeasured", "unsure", "hits",
            "rate", "low", "high", "method", "n_eff", "icc", "missingness_low", "missingness_high", "unsure_low",
            "unsure_high", "level", "level_depends_on_unmeasured",
        ])
        for cell in report.cells {
            let estimate = cell.estimate
            out += line([
                cell.style, cell.field, cell.frame.rawValue, cell.definition.rawValue, "\(cell.probes)",
                "\(estimate.clusters)", "\(estimate.trials)", "\(cell.coverage.unmeasured)", "\(cell.unsure)",
                "\(estimate.hits)", text(estimate.rate), text(estimate.low), text(estimate.high),
                estimate.method.rawValue, text(estimate.effectiveSize), text(estimate.icc),
                text(cell.missingness?.low), text(cell.missingness?.high), text(cell.unsureBand?.low),
                text(cell.unsureBand?.high), cell.level?.level.rawValue ?? "",
                cell.level.map { "\($0.dependsOnUnmeasured)" } ?? "",
            ])
        }
        return out
    }

    private static func text(_ number: Double?) -> String { number.map { JSONValue.number($0).compact } ?? "" }

    static func line(_ cells: [String]) -> String {
        var out: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            write(cell, to: &out)
        }
        out.append(UInt8(ascii: "\n"))
        return String(decoding: out, as: UTF8.self)
    }

    /// Cells that a spreadsheet would run as a formula get a leading apostrophe: evidence is text from a model.
    ///
    /// By byte: as characters, CR LF is one, and so is a comma with an accent behind it.
    static func write(_ cell: String, to out: inout [UInt8]) {
        var cell = cell
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
