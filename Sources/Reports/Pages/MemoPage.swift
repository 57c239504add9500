import Statistics
import Trials

/// One page for a reader who decides: "of the prompts in this suite", never "of research".
package struct MemoPage: Sendable {
    package static func markdown(_ report: Report) -> String {
        MemoPage(report: report).text
    }

    /// More rows than this make no page; what is left out is counted and stands in the full report.
    private static let longestTable = 8

    private let report: Report

    private var definition: Definition { report.facts.study.thresholds.definition }
    private var styles: [AccessStyle] { report.facts.study.styles }

    private var text: String {
        let headline = Headline(report: report)
        var out = headline.lines.isEmpty ? "" : headline.lines.joined(separator: "\n") + "\n\n"
        out += "# Over-refusal memo: \(Prose.cell(report.facts.study.name))\n\n"
        out += "\(headline.scope) Registration: \(headline.registration).\n\n"
        if report.frames.isEmpty { out += "No benign main probe is in this run, so there is no rate.\n\n" }
        if !report.frames.isEmpty { out += scale + "\n\n" }
        for frame in report.frames {
            out += "## \(frame == .typical ? "Ordinary research prompts" : "Prompts known to trip safeguards")"
            out += " (frame `\(frame.rawValue)`)\n\n"
            out += rates(frame) + fields(frame) + RateProse(report: report).bands(frame) + "\n"
        }
        out += access
        out += Self.parity(report, most: Self.longestTable)
        out += comparisons
        out += layers
        out +=
            "\n\(headline.classifier) Intervals cover prompts, not accounts or days. Nothing here says what granting "
        out += "access would risk.\n"
        return out
    }

    private var scale: String {
        let prose = RateProse(report: report)
        return
            "Rates are of the prompts in this suite, each with its \(prose.confidence) interval in per cent; n counts "
            + "scenarios (prompts that share one count once). \(prose.levels)"
    }

    private func rates(_ frame: Frame) -> String {
        let prose = RateProse(report: report)
        return Prose.table(
            ["style", "n"] + Definition.allCases.map(CorrectionsProse(report: report).name) + ["level"],
            styles.compactMap { style in
                guard let cell = report.cell(style.id, Rows.all, definition, frame: frame) else { return nil }
                return [style.id, "\(cell.estimate.clusters)"] + prose.rates(of: cell) + [prose.level(cell)]
            }, right: [1])
    }

    private func fields(_ frame: Frame) -> String {
        let fields = report.fields(of: frame)
        guard fields.count > 1 else { return "" }
        let prose = RateProse(report: report)
        return "\nBy field, \(definition.prose):\n\n"
            + Prose.table(
                ["field"] + styles.map(\.id),
                fields.map { field in
                    [field]
                        + styles.map { style in
                            guard let cell = report.cell(style.id, field, definition, frame: frame) else {
                                return Prose.none
                            }
                            return "\(prose.rate(cell)), n \(cell.estimate.clusters): \(prose.level(cell))"
                        }
                })
    }

    private var access: String {
        guard !report.inForce.isEmpty else { return "" }
        var out = "## Access in force\n\n"
        for row in report.inForce {
            let style = Prose.cell(row.style)
            out += "- \(style), promised by \(Prose.cell(row.promisedBy))"
            out += row.until.map { " until \($0)" } ?? ""
            out += ": **\(row.standing.rawValue)**. "
            guard let reference = row.reference else {
                out += "The study compares it with no other style.\n"
                continue
            }
            out +=
                "Of \(Prose.count(row.referenceBlocks)) prompts that the API blocked under \(Prose.cell(reference)), "
            out += "\(Prose.count(row.freed)) were not blocked under \(style)"
            out += row.standing == .cannotTell ? " (fewer than 8 such blocks say nothing).\n" : ".\n"
        }
        return out + "\n"
    }

    private var comparisons: String {
        let rows = report.comparisons.filter {
            $0.field == Rows.all && $0.definition == definition && $0.frame == report.frames.first
        }
        guard !rows.isEmpty else { return "" }
        var out = "## What the access style changes\n\n"
        for row in rows.prefix(Self.longestTable) { out += "- " + row.sentence + "\n" }
        if rows.count > Self.longestTable {
            out += "- \(rows.count - Self.longestTable) more comparisons stand in the full report.\n"
        }
        return out + "\n"
    }

    private var layers: String {
        guard let frame = report.frames.first else { return "" }
        let rows = report.attribution.filter { $0.field == Rows.all && $0.frame == frame }
        guard !rows.isEmpty else { return "## By which layer\n\n\(report.nothingObstructed)\n" }
        // The heaviest rows; among equals the order of the full report.
        let order = rows.indices.sorted {
            (rows[$1].estimate.hits, $0) < (rows[$0].estimate.hits, $1)
        }
        let shown = order.prefix(Self.longestTable).sorted().map { rows[$0] }
        var out = "## By which layer\n\n"
        out += Prose.table(
            ["style", "layer", "stage", "category", "served", "trials", "share"],
            shown.map {
                [$0.style] + $0.label.cells + ["\($0.estimate.hits)", Prose.percent($0.estimate.rate)]
            }, right: [5, 6])
        out +=
            "\nThe layer is what the evidence points to, as the share of all prompts of that style (\(definition.prose))."
        if Set(styles.map(\.stream)).count > 1 { out += " Stages compare only between styles with equal streaming." }
        if rows.count > shown.count { out += " \(rows.count - shown.count) rarer rows stand in the full report." }
        return out + "\n"
    }
}
