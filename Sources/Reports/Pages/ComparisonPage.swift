import Trials

/// What `compare` prints: every definition of the headline frame's pooled row, then the fields.
package enum ComparisonPage {
    package static func markdown(_ report: Report) -> String {
        let definition = report.facts.study.thresholds.definition
        var out = ""
        for line in Headline(report: report).lines { out += line + "\n" }
        if !out.isEmpty { out += "\n" }
        out += "# Comparison: \(Prose.cell(report.facts.study.name))\n\n"
        for row in report.comparisons where row.field == Rows.all && row.definition == definition {
            out += "- (\(row.frame.rawValue)) \(row.sentence)\n"
        }
        out += CorrectionsProse(report: report).differences
        if report.comparisons.isEmpty { out += "The study compares no styles.\n" }
        for own in Definition.allCases {
            let rows = report.comparisons.filter { $0.definition == own }
            guard !rows.isEmpty else { continue }
            out += "\n## \(own.prose)\(own == definition ? "" : " (exploratory)")\n\n" + ComparisonTable.markdown(rows)
        }
        return out
    }
}
