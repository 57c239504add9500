import Statistics
import Trials

/// One page for a reader who decides: "of the prompts in this suite", never "of research".
package struct MemoPage: Sendable {
    package static func markdown(_ report: Report) -> String { Markdown.write(MemoPage(report: report).blocks) }

    /// More rows than this make no page; what is left out is counted and stands in the full report.
    private static let longestTable = 8

    let report: Report

    var blocks: [Block] {
        let headline = Headline(report: report)
        var out =
            headline.blocks + [
                .heading(1, "Over-refusal memo: \(Prose.cell(report.facts.study.name))"),
                .text("\(headline.scope) Registration: \(headline.registration)."),
                .text(report.frames.isEmpty ? "No benign main probe is in this run, so there is no rate." : scale),
            ]
        for frame in report.frames {
            out.append(
                .heading(
                    2,
                    "\(frame == .typical ? "Ordinary research prompts" : "Prompts known to trip safeguards")"
                        + " (frame `\(frame.rawValue)`)"))
            out += rates(frame) + fields(frame) + RateProse(report: report).bands(frame).map { .text($0) }
        }
        out += access + parity + comparisons + layers
        out.append(
            .text(
                "\(headline.classifier) Intervals cover prompts, not accounts or days. Nothing here says what granting "
                    + "access would risk."))
        return out
    }

    private var scale: String {
        let prose = RateProse(report: report)
        return
            "Rates are of the prompts in this suite, each with its \(prose.confidence) interval in per cent; n counts "
            + "scenarios (prompts that share one count once). \(prose.levels)"
    }

    private func rates(_ frame: Frame) -> [Block] {
        let prose = RateProse(report: report)
        return [
            .table(
                ["style", "n"] + Definition.allCases.map(report.corrections.name) + ["level"],
                report.styles.compactMap { style in
                    guard let cell = report.cell(style.id, Rows.all, report.definition, frame: frame) else {
                        return nil
                    }
                    return [style.id, "\(cell.estimate.clusters)"] + prose.rates(of: cell) + [prose.level(cell)]
                }, right: [1])
        ]
    }

    private func fields(_ frame: Frame) -> [Block] {
        let fields = report.fields(of: frame)
        guard fields.count > 1 else { return [] }
        let prose = RateProse(report: report)
        return [
            .text("By field, \(report.definition.prose):"),
            .table(
                ["field"] + report.styles.map(\.id),
                fields.map { field in
                    [field]
                        + report.styles.map { style in
                            guard let cell = report.cell(style.id, field, report.definition, frame: frame) else {
                                return Prose.none
                            }
                            return "\(prose.rate(cell)), n \(cell.estimate.clusters): \(prose.level(cell))"
                        }
                }),
        ]
    }

    private var access: [Block] {
        guard !report.inForce.isEmpty else { return [] }
        return [
            .heading(2, "Access in force"),
            .bullets(
                report.inForce.map { row in
                    let style = Prose.cell(row.style)
                    var out = "\(style), promised by \(Prose.cell(row.promisedBy))"
                    out += row.until.map { " until \($0)" } ?? ""
                    out += ": **\(row.standing.rawValue)**. "
                    guard let reference = row.reference else {
                        return out + "The study compares it with no other style."
                    }
                    out += "Of \(Prose.count(row.referenceBlocks)) prompts that the API blocked under "
                    out += "\(Prose.cell(reference)), \(Prose.count(row.freed)) were not blocked under \(style)"
                    return out
                        + (row.standing == .cannotTell ? " (fewer than 8 such blocks say nothing)." : ".")
                }),
        ]
    }

    /// Only what contradicts: one page has no room for facts that fit.
    private var parity: [Block] {
        let against = report.section(Parity.self).contradictions
        guard !against.isEmpty else { return [] }
        return [
            .heading(2, "Seen against what is declared or promised"),
            .bullets(Self.cut(against) { "\($0) more stand in the full report." }),
        ]
    }

    private var comparisons: [Block] {
        let rows = report.comparisons.filter {
            $0.field == Rows.all && $0.definition == report.definition && $0.frame == report.frames.first
        }
        guard !rows.isEmpty else { return [] }
        return [
            .heading(2, "What the access style changes"),
            .bullets(Self.cut(rows.map(\.sentence)) { "\($0) more comparisons stand in the full report." }),
        ]
    }

    private static func cut(_ items: [String], _ rest: (Int) -> String) -> [String] {
        Array(items.prefix(longestTable)) + (items.count > longestTable ? [rest(items.count - longestTable)] : [])
    }

    private var layers: [Block] {
        guard let frame = report.frames.first else { return [] }
        let heading = Block.heading(2, "By which layer")
        let rows = report.attribution.filter { $0.field == Rows.all && $0.frame == frame }
        guard !rows.isEmpty else { return [heading, .text(report.nothingObstructed)] }
        // The heaviest rows; among equals the order of the full report.
        let order = rows.indices.sorted {
            (rows[$1].estimate.hits, $0) < (rows[$0].estimate.hits, $1)
        }
        let shown = order.prefix(Self.longestTable).sorted().map { rows[$0] }
        var words =
            "The layer is what the evidence points to, as the share of all prompts of that style (\(report.definition.prose))."
        if report.mixesStreaming { words += " Stages compare only between styles with equal streaming." }
        if rows.count > shown.count { words += " \(rows.count - shown.count) rarer rows stand in the full report." }
        return [
            heading,
            .table(
                ["style", "layer", "stage", "category", "served", "trials", "share"],
                shown.map {
                    [$0.style] + $0.label.cells + ["\($0.estimate.hits)", Prose.percent($0.estimate.rate)]
                }, right: [5, 6]),
            .text(words),
        ]
    }
}
