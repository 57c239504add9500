import Formats
import Statistics
import Trials

/// Does a conclusion hang on who reads? The same run under the classifier alone, each judge alone, and labels.
struct Sensitivity: Section {
    let rows: [ReadingRow]
    let next: [NextLabels]

    init(_ rows: Rows, _ report: Report) {
        self.rows = ReadingRow.all(rows, report.corrections)
        next = rows.facts.labels.isEmpty ? [] : NextLabels.all(rows, report.trust.labelling)
    }

    static var host: (any Section.Type)? { Trust.self }

    static let members: [Member<Sensitivity>] = [
        Member(
            "readings",
            "The pooled rate of the headline frame as each reader of the replies has it. Empty without judges and labels.",
            columns
        ) { $0.rows },
        Member("next_labels", "How the next 100 labels of a style are best spread.", labels) { $0.next },
    ]

    private static let columns = Columns<ReadingRow>([
        .text("reader") { $0.reader },
        .text("style") { $0.style },
        .share("rate") { $0.rate },
        .share("low") { $0.interval?.low },
        .share("high") { $0.interval?.high },
        .wordOrNone("level") { $0.level },
        .countOrNone("changed", "Trials that it counts otherwise than the run; null for labels.") { $0.changed },
        .texts("flips", "Conclusions that would be others; comparisons by their own p.") { $0.flips },
    ])

    private static let labels = Columns<NextLabels>([
        .text("style") { $0.style },
        .list(
            "strata", nil,
            Columns<(stratum: LabelStratum, labelled: Int, more: Int)>([
                .word("stratum") { $0.stratum }, .count("labelled") { $0.labelled }, .count("more") { $0.more },
            ])
        ) { $0.strata },
        .share("variance_left", "Of the labels' part of the variance; null where a stratum has fewer than two labels.")
        {
            $0.varianceLeft
        },
    ])

    func page(_ report: Report) -> [Block] {
        var out: [Block] = []
        if !rows.isEmpty, report.caseFigures != nil {
            // One prompt makes no rate, and no level that could hang on who reads.
            let told = rows.filter { $0.reader != ReadingRow.asCounted }.compactMap { row in
                row.changed.map {
                    "\(row.reader), \(Prose.cell(row.style)): \(counted($0, "trial")) counted otherwise than in this run."
                }
            }
            out += told.isEmpty ? [] : [.text("Who reads:"), .bullets(told)]
        } else if !rows.isEmpty {
            let readers = rows.map(\.reader).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            let flips = rows.flatMap { row in row.flips.map { "\(row.reader), \($0)" } }
            out += [
                .text(
                    "Who reads: share that \(report.definition.clause), headline frame, as each reader has it. "
                        + (flips.isEmpty
                            ? "No level hangs on it, and no comparison." : "What would be concluded otherwise:"))
            ]
            if !flips.isEmpty { out.append(.bullets(flips.map { $0 + "." })) }
            out.append(
                .table(
                    ["reader"] + report.styles.map(\.id),
                    readers.map { reader in
                        [reader]
                            + report.styles.map { style in
                                rows.first { $0.reader == reader && $0.style == style.id }.map { row in
                                    Prose.rate(row.rate, row.interval)
                                        + (row.changed.map { $0 > 0 ? ", \($0) changed" : "" } ?? "")
                                } ?? Prose.none
                            }
                    }))
        }
        let useful = next.filter { $0.strata.contains { $0.more > 0 } }
        if !useful.isEmpty {
            out.append(
                .text(
                    "The next \(NextLabels.labels) labels of a style narrow its corrected rate most when spread so "
                        + "(`railgauge label RUN --narrowest --sample N`):"))
            out.append(
                .bullets(
                    useful.map { plan in
                        "\(Prose.cell(plan.style)): "
                            + Prose.list(
                                plan.strata.filter { $0.more > 0 }.map { "\($0.more) read as \($0.stratum.rawValue)" })
                            + (plan.varianceLeft.map {
                                ", which leaves \(Prose.short($0)) of the variance that labels account for"
                            } ?? "") + "."
                    }))
        }
        return out
    }
}
