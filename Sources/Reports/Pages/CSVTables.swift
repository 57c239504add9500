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

    /// Cells that a spreadsheet would run as a formula get a leading apostrophe: evidence is text from a model.
    static func line(_ cells: [String]) -> String {
        // By byte: as characters, CR LF is one, and so is a comma with an accent behind it.
        cells.map { cell in
            var cell = cell
            if let first = cell.utf8.first, "=+-@\t\r".utf8.contains(first), Double(cell) == nil { cell = "'" + cell }
            guard cell.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return cell }
            let doubled = cell.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
            return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
        }.joined(separator: ",") + "\n"
    }
}
