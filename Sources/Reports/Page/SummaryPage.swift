import Formats
import Statistics
import Trials

/// Two to three pages: the memo's findings with the tables that they rest on.
package enum SummaryPage {
    package static func markdown(_ report: Report) -> String { Markdown.write(blocks(report)) }

    static func blocks(_ report: Report) -> [Block] {
        let findings = Findings(report: report)
        let places = Whereabouts(report: report)
        let sureness = Sureness(report: report)
        let all = Int.max
        // Of many styles, or one field, there is no table of fields.
        let isWide = report.styles.count > mostColumns || report.fields.count < 2
        return Paper.summary.blocks(
            [
                PagePart(
                    title: "", rank: 0, items: findings.asked + findings.overall + findings.enriched, first: 12,
                    most: 20),
                PagePart(title: "What the styles are", rank: 0, items: report.styleWords, first: all, most: all),
                PagePart(
                    title: "Is the promised access in force?", rank: 1,
                    items: findings.inForce + findings.contradictions, first: 6, most: 12),
                PagePart(
                    title: isWide ? "Rates" : "In which fields", rank: 3, items: [],
                    tables: findings.isCase ? [] : rates(report)),
                PagePart(
                    title: findings.whatChanges, rank: 4, items: findings.changes, first: 4, most: 12,
                    tables: differences(report)),
                PagePart(title: "In which fields", rank: 9, items: isWide ? places.fields : []),
                PagePart(title: "What the wording changes", rank: 8, items: findings.wording),
                PagePart(title: "Under which safeguard", rank: 6, items: places.categories, most: 12),
                PagePart(title: "Who declined, and when", rank: 7, items: places.layers, most: 12),
                PagePart(title: "How sure", rank: 2, items: sureness.whole, first: 6, most: 12),
                PagePart(title: "What follows", rank: 2, items: sureness.next, first: 6, most: 12),
                PagePart(title: "Made from", rank: 5, items: sureness.provenance),
            ],
            begun: Headline(report: report).blocks(most: 12) + [
                .heading(1, "Over-refusal summary: \(Prose.cell(report.facts.study.name))")
            ], end: .text(sureness.limits))
    }

    /// More columns than these are no table for paper.
    private static let mostColumns = 4
    private static let mostRows = 16

    /// One table a frame, a row a field and a column a style; with many styles a row a style.
    private static func rates(_ report: Report) -> [[Block]] {
        let prose = RateProse(report: report)
        let styles = report.styles.map(\.id)
        return report.frames.map { frame -> [Block] in
            let fields = report.fields(of: frame)
            func cell(_ style: String, _ field: String) -> Cell? {
                report.cell(style, field, report.definition, frame: frame)
            }
            var rows: [[String]]
            let header: [String]
            if styles.count <= mostColumns {
                header = ["field"] + styles + ["prompts"]
                rows = ([Rows.all] + fields).map { field in
                    let own = styles.map { cell($0, field) }
                    return [field] + own.map { $0.map(prose.marked) ?? Prose.none }
                        + [own.compactMap { $0?.probes }.max().map { "\($0)" } ?? Prose.none]
                }
            } else {
                header = [
                    "style", "all fields", "highest field of \(FieldRanking.fewest) scenarios or more", "prompts",
                ]
                rows = styles.compactMap { style in
                    guard let pooled = cell(style, Rows.all) else { return nil }
                    let highest = report.ranking(style, frame).highest
                    return [
                        style, prose.marked(pooled),
                        highest.map { "\($0.field) \(prose.marked($0))" } ?? Prose.none, "\(pooled.probes)",
                    ]
                }
            }
            let rest = rows.count - mostRows
            if rest > 0 { rows = Array(rows.prefix(mostRows)) }
            return [
                .text(
                    "\(frame.noun.prefix(1).uppercased())\(frame.noun.dropFirst()), share that \(report.definition.clause)"
                        + (rest > 0
                            ? " (\(counted(rest, "more row stands", "more rows stand")) in the full report)" : "")
                        + ":"),
                .table(header, rows, right: [header.count - 1]),
            ]
                + (frame == report.frames.first
                    ? [.text(prose.signs), .text(ObstructionMatrix.together(report, frame))] : [])
        }
    }

    /// The pooled row of each comparison; fields that differ are told in sentences.
    private static func differences(_ report: Report) -> [[Block]] {
        let rows = report.comparisons.filter {
            $0.definition == report.definition && $0.frame == report.frames.first && $0.field == Rows.all
        }
        guard rows.count > 3, report.caseFigures == nil else { return [] }
        return [
            [
                .table(
                    ["styles", "finding", "points", "adjusted p"],
                    rows.prefix(mostRows).map {
                        ["\($0.a) − \($0.b)", $0.words, Prose.difference($0), Prose.p($0.adjustedP)]
                    }, right: [3])
            ]
        ]
    }
}
