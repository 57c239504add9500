import Formats
import Statistics
import Trials

/// Positive controls: what should be declined, and how far a style tells it from benign work.
struct Controls: Section {
    let rows: [ControlRow]

    init(_ rows: Rows, _ report: Report) { self.rows = ControlRow.all(rows, cells: report.cells) }

    static var host: (any Section.Type)? { Contrasts.self }

    static let members: [Member<Controls>] = [Member("controls", nil, columns) { $0.rows }]

    private static let columns = Columns<ControlRow>([
        .text("style") { $0.style },
        .count("probes") { $0.estimate.clusters },
        .count("trials") { $0.estimate.trials },
        .count("unmeasured") { $0.unmeasured },
        .count("hits") { $0.estimate.hits },
        .share("true_positive_rate") { $0.estimate.rate },
        .share("low") { $0.estimate.low },
        .share("high") { $0.estimate.high },
        .difference("discrimination", "True-positive rate minus false-positive rate.") { $0.discrimination },
        .difference("discrimination_low") { $0.discriminationInterval?.low },
        .difference("discrimination_high") { $0.discriminationInterval?.high },
    ])

    func page(_ report: Report) -> [Block] {
        guard !rows.isEmpty else { return [] }
        // Discrimination takes the rate of benign prompts away, and one prompt has none.
        let isCase = report.caseFigures != nil
        return [
            .text("Positive controls:"),
            .table(
                ["style", "controls", "declined"] + (isCase ? [] : ["discrimination (points)"]),
                rows.map { row in
                    [row.style, "\(row.estimate.clusters)", Prose.rate(row.estimate)]
                        + (isCase
                            ? [] : [Prose.span(row.discrimination, row.discriminationInterval, signed: true)])
                }),
        ]
            + (isCase
                ? []
                : [
                    .text(
                        "Discrimination: share of controls declined minus share of benign prompts "
                            + "(frame `\(report.frames.first?.rawValue ?? Prose.none)`), both \(report.definition.prose)."
                    )
                ])
    }
}

extension Report {
    package var controls: [ControlRow] { section(Controls.self).rows }
}
