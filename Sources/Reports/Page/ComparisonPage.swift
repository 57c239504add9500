import Formats
import Trials

/// What `compare` prints: every definition of the headline frame's pooled row, then the fields; of the pairs that were asked for,
/// or of all that the study lists.
package enum ComparisonPage {
    package static func markdown(_ report: Report) -> String {
        var out = Headline(report: report).blocks
        out.append(.heading(1, "Comparison: \(Prose.cell(report.facts.study.name))"))
        guard report.caseFigures == nil else {
            return Markdown.write(
                out + [
                    .bullets(report.section(CasePage.self).sentences(report.definition)),
                    .text(CasePage.scope(report.styles)),
                ])
        }
        let rows = rows(report)
        out.append(
            .bullets(
                rows.filter { $0.field == Rows.all && $0.definition == report.definition }.map {
                    "(\($0.frame.rawValue)) \($0.sentence)"
                }))
        out += family(report, rows) + report.corrections.differenceBlocks(report)
        if rows.isEmpty { out.append(.text("The study compares no styles.")) }
        for own in Definition.allCases {
            let rows = rows.filter { $0.definition == own }
            guard !rows.isEmpty else { continue }
            out.append(.heading(2, "\(own.prose)\(own == report.definition ? "" : " (exploratory)")"))
            out.append(Comparisons.table(rows))
        }
        return Markdown.write(out)
    }

    package static func json(_ report: Report) -> JSONValue {
        func shown(_ key: String) -> JSONValue {
            .array(
                (report.json[key]?.array ?? []).filter { row in
                    report.shows(row["a"]?.string ?? "", row["b"]?.string ?? "")
                })
        }
        return ["comparisons": shown("comparisons"), "corrected_differences": shown("corrected_differences")]
    }

    private static func rows(_ report: Report) -> [ComparisonRow] {
        report.comparisons.filter { report.shows($0.a, $0.b) }
    }

    /// What p is corrected over, and what stands outside it.
    private static func family(_ report: Report, _ rows: [ComparisonRow]) -> [Block] {
        var out: [String] = []
        if rows.contains(where: { $0.family != nil }) {
            out.append(
                "p is adjusted by Holm over the family of \(report.familySize): all that the study compares, by field.")
        }
        out += ComparedPairs(report.facts).entries.filter { !$0.isListed }.map { entry in
            "The study does not compare \(Prose.cell(entry.pair.a)) and \(Prose.cell(entry.pair.b)): asked for after the run, "
                + "exploratory, and nothing corrects it."
        }
        return out.isEmpty ? [] : [.text(out.joined(separator: " "))]
    }
}
