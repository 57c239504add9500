import Statistics
import Trials

/// cells.csv and trials.csv (RFC 4180, UTF-8, `\n` line ends, header row).
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

    package static func trials(_ facts: RunFacts) -> String {
        var out = Self.line([
            "style", "probe", "repetition", "suite", "field", "frame", "role", "expect", "cluster", "outcome",
            "error_kind", "stage", "layer", "category", "category_raw", "served", "served_model", "degraded",
            "decided_by", "confidence", "sure", "delivered", "attempts", "position", "request_id", "input_tokens",
            "output_tokens", "cost_usd", "first_text_seconds", "end_seconds", "text_length", "started_at", "rule",
            "evidence",
        ])
        for record in facts.records {
            let verdict = record.verdict
            out += line([
                record.key.style, record.key.probe, "\(record.key.repetition)", record.suite, record.field,
                record.frame.rawValue, record.role.rawValue, record.expect.rawValue, record.cluster,
                verdict?.outcome.rawValue ?? "pending", verdict?.errorKind?.rawValue ?? "",
                verdict?.stage?.rawValue ?? "", verdict?.layer?.rawValue ?? "", verdict?.categoryLabel ?? "",
                verdict?.categoryRaw ?? "", verdict?.served.rawValue ?? "", verdict?.servedModel ?? "",
                verdict?.degraded.map(\.rawValue).joined(separator: "+") ?? "", verdict?.decidedBy.rawValue ?? "",
                text(verdict?.confidence), verdict.map { "\($0.sure)" } ?? "",
                verdict?.delivered.map { "\($0)" } ?? "", "\(record.attempts)", "\(record.position)",
                record.requestID ?? "", record.usage.input.map(String.init) ?? "",
                record.usage.output.map(String.init) ?? "", text(record.costUSD), text(record.firstTextSeconds),
                text(record.endSeconds), "\(record.textLength)", record.startedAt ?? "",
                verdict?.evidence.first?.rule ?? "", verdict?.evidence.first?.quote ?? "",
            ])
        }
        return out
    }

    private static func text(_ number: Double?) -> String { number.map { JSONValue.number($0).compact } ?? "" }

    /// Cells that a spreadsheet would run as a formula get a leading apostrophe: evidence is text from a model.
    static func line(_ cells: [String]) -> String {
        cells.map { cell in
            var cell = cell
            if let first = cell.first, "=+-@\t\r".contains(first), Double(cell) == nil { cell = "'" + cell }
            guard cell.contains(where: { ",\"\n\r".contains($0) }) else { return cell }
            return "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",") + "\n"
    }
}
