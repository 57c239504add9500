import Statistics
import Trials

/// One page for a reader who decides: "of the prompts in this suite", never "of research".
package struct MemoPage: Sendable {
    package static func markdown(_ report: Report) -> String {
        let page = MemoPage(report: report)
        return page.text
    }

    private let report: Report

    private var definition: Definition { report.facts.study.thresholds.definition }

    private var text: String {
        let headline = Headline(report: report)
        var out = headline.lines.isEmpty ? "" : headline.lines.joined(separator: "\n") + "\n\n"
        out += "# Over-refusal memo: \(Prose.cell(report.facts.study.name))\n\n"
        out += "\(headline.scope) Registration: \(headline.registration).\n\n"
        for frame in report.frames {
            out += "## \(frame == .typical ? "Ordinary research prompts" : "Prompts known to trip safeguards")"
            out += " (frame `\(frame.rawValue)`): \(definition.prose)\n\n"
            out += rates(frame) + "\n"
        }
        out += access
        out += comparisons
        out += layers
        out += "\n\(headline.classifier) Intervals cover prompts, not accounts or days. Nothing here says what granting "
        out += "access would risk.\n"
        return out
    }

    private func rates(_ frame: Frame) -> String {
        let styles = report.facts.study.styles.map(\.id)
        let rows = (["all"] + report.fields).map { field in
            [field]
                + styles.map { style in
                    guard let cell = report.cell(style, field, definition, frame: frame) else { return Prose.none }
                    var text = "\(Prose.percent(cell.estimate.rate)) \(Prose.interval(cell.estimate.interval))"
                    if let level = cell.level {
                        text += " \(level.level.rawValue)\(level.dependsOnUnmeasured ? " (depends on unmeasured trials)" : "")"
                    }
                    return text + ", n \(cell.estimate.clusters)"
                }
        }
        return Prose.table(["field"] + styles, rows)
    }

    private var access: String {
        guard !report.inForce.isEmpty else { return "" }
        var out = "## Access in force\n\n"
        for row in report.inForce {
            out += "- \(Prose.cell(row.style)), promised by \(Prose.cell(row.promisedBy))"
            out += row.until.map { " until \($0)" } ?? ""
            out += ": **\(row.standing.rawValue)**. Of \(Prose.count(row.referenceBlocks)) prompts that the API blocked "
            out += "under \(row.reference), \(Prose.count(row.freed)) were not blocked under \(row.style)"
            out += row.standing == .cannotTell ? " (fewer than 8 such blocks say nothing).\n" : ".\n"
        }
        return out + "\n"
    }

    private var comparisons: String {
        let rows = report.comparisons.filter {
            $0.field == "all" && $0.definition == definition && $0.frame == report.frames.first
        }
        guard !rows.isEmpty else { return "" }
        var out = "## What the access style changes\n\n"
        for row in rows { out += "- " + Self.sentence(row) + "\n" }
        return out + "\n"
    }

    /// Counts first, then the difference with its interval, adjusted p and verdict.
    static func sentence(_ row: ComparisonRow) -> String {
        var text = ""
        switch row.finding {
        case .paired(let paired):
            let counts = paired.counts
            text += "Of \(paired.pairs) prompts, \(Prose.count(counts.onlyB)) were \(row.definition.prose) only under "
            text += "\(row.b), \(Prose.count(counts.onlyA)) only under \(row.a), \(Prose.count(counts.both)) under both, "
            text += "\(Prose.count(counts.neither)) under neither"
            text += paired.dropped.total > 0 ? " (\(paired.dropped.total) more could not be paired). " : ". "
        case .unpaired: text += "\(row.a) and \(row.b) met different prompts, so this comparison is unpaired. "
        }
        text += "Difference \(row.a) − \(row.b): \(Prose.percent(row.difference)) \(Prose.interval(row.interval))"
        text += row.adjustedP.map { ", adjusted p \(Prose.p($0))" } ?? ", p \(Prose.p(row.p)) (exploratory)"
        text += ": **\(row.verdict?.rawValue ?? Prose.none)**"
        if row.dependsOnUnmeasured { text += " (depends on unmeasured trials)" }
        return text + "."
    }

    private var layers: String {
        guard let frame = report.frames.first else { return "" }
        let rows = report.attribution.filter { $0.field == "all" && $0.frame == frame }
        guard !rows.isEmpty else { return "## By which layer\n\nNothing was obstructed.\n" }
        var out = "## By which layer\n\n"
        out += Prose.table(
            ["style", "layer", "stage", "category", "served", "trials", "share"],
            rows.map {
                [
                    $0.style, $0.label.layer, $0.label.stage, $0.label.category, $0.label.served,
                    "\($0.estimate.hits)", Prose.percent($0.estimate.rate),
                ]
            }, right: [5, 6])
        return out
    }
}
