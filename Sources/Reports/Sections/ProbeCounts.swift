import Formats
import Trials

/// k of n for every prompt and style; all of them in probes.csv, those that were obstructed on the page.
struct ProbeCounts: Section {
    let rows: [ProbeRow]

    init(_ rows: Rows, _ report: Report) { self.rows = ProbeRow.all(rows) }

    static var host: (any Section.Type)? { Obstructed.self }

    /// More make no page.
    private static let longest = 200

    func files(_ report: Report) -> [CSVFile] {
        [
            CSVFile(
                name: "probes.csv",
                header: [
                    "probe", "suite", "field", "role", "expect", "cluster", "style", "obstructed", "measured",
                    "planned",
                ],
                rows: rows.flatMap { row in
                    report.styles.compactMap { style in
                        row.counts[style.id].map {
                            [
                                row.probe, row.suite, row.field, row.role.rawValue, row.expect.rawValue, row.cluster,
                                style.id, "\($0.hits)", "\($0.measured)", "\($0.planned)",
                            ]
                        }
                    }
                })
        ]
    }

    func page(_ report: Report) -> [Block] {
        let tripped = rows.filter(\.tripped)
        guard !tripped.isEmpty else { return [] }
        let rest = tripped.count - Self.longest
        return [
            .heading(3, "How often each prompt"),
            .text(
                "Of the measured trials of a prompt, those that \(report.definition.clause): \(counted(tripped.count, of: rows.count, "prompt")) "
                    + "at least once under some style. All of them stand in `probes.csv`"
                    + (rest > 0 ? ", \(rest) of these only there." : ".")),
            .table(
                ["probe", "role", "field"] + report.styles.map(\.id),
                tripped.prefix(Self.longest).map { row in
                    [row.probe, row.role.rawValue, row.field]
                        + report.styles.map { style in
                            row.counts[style.id].map { "\($0.hits) of \($0.measured)" } ?? Prose.none
                        }
                }, right: Set(3..<(3 + report.styles.count))),
        ]
    }
}
