import Formats
import Statistics
import Trials

/// By which layer, and at which stage?
struct Attribution: Section {
    let rows: [AttributionRow]

    init(_ rows: Rows, _ report: Report) { self.rows = AttributionRow.all(rows) }

    static let members: [Member<Attribution>] = [Member("attribution", nil, columns) { $0.rows }]

    private static let columns = Columns<AttributionRow>([
        .text("style") { $0.style },
        .text("field") { $0.field },
        .frame { $0.frame },
        .wordOrNone("layer") { $0.label.layer },
        .wordOrNone("stage") { $0.label.stage },
        .any("category", .category) { .string($0.label.category) },
        .any("served", .word(Served.self)) { .string($0.label.served) },
        .count("trials", from: 1) { $0.estimate.hits },
        .share("share", "Shares of one style, frame and field add up to its rate.") { $0.estimate.rate },
        .share("share_of_obstructed", "Of all that obstructed in this style, frame and field; adds up to 1.") {
            $0.shareOfObstructed
        },
    ])

    func page(_ report: Report) -> [Block] {
        let heading = Block.heading(2, "4. By which layer, and at which stage?")
        guard !rows.isEmpty else { return [heading, .text(report.nothingObstructed)] }
        var out = [heading]
        if report.mixesStreaming {
            out.append(.text("Stages and times are comparable only between styles with equal streaming."))
        }
        // One prompt makes no rate that the shares could add up to.
        let isCase = report.caseFigures != nil
        out += AttributionBars.picture(report).map { [.picture($0)] } ?? []
        out += [
            .table(
                ["style", "frame", "field", "layer", "stage", "category", "served", "trials"]
                    + (isCase ? [] : ["share"]) + ["of what obstructed"],
                rows.map { row in
                    [row.style, row.frame.rawValue, row.field] + row.label.cells + ["\(row.estimate.hits)"]
                        + (isCase ? [] : [Prose.percent(row.estimate.rate)]) + [Prose.percent(row.shareOfObstructed)]
                }, right: [7, 8, 9]),
            .text(
                "The layer is what the evidence points to. "
                    + (isCase
                        ? "Shares are of what obstructed, \(report.definition.prose)."
                        : "Shares of one style, frame and field add up to its rate (\(report.definition.prose)); those of what "
                            + "obstructed, to 100 %.")
                    + " Only a block has a stage."),
        ]
        return out
    }
}

extension Report {
    package var attribution: [AttributionRow] { section(Attribution.self).rows }
}
