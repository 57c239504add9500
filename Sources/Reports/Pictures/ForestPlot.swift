import Statistics
import Trials

/// False-positive rates per field and style with their intervals and the two thresholds.
enum ForestPlot {
    private static let rowHeight = 18.0
    /// More rows than these make no picture; the pooled ones are shown then.
    private static let mostRows = 120

    static func picture(_ report: Report, _ frame: Frame) -> Picture? {
        let own = report.cells.filter { $0.frame == frame && $0.definition == report.definition }
        let all = [Rows.all] + report.fields(of: frame)
        let fields = own.count > mostRows ? [Rows.all] : all.count == 2 ? [all[1]] : all
        let styles = report.styles.map(\.id)
        var svg = SVG(width: 620, height: 60)
        let scale = Scale(left: 170, right: 430)
        let top = 22.0
        var y = top
        var rows: [(y: Double, cell: Cell, place: Int)] = []
        var headings: [(y: Double, text: String)] = []
        for field in fields {
            y += 20
            headings.append((y, field == Rows.all ? "all fields" : field))
            for (place, style) in styles.enumerated() {
                guard let cell = own.first(where: { $0.style == style && $0.field == field }), cell.estimate.rate != nil
                else { continue }
                y += rowHeight
                rows.append((y, cell, place))
            }
        }
        guard !rows.isEmpty else { return nil }
        let bottom = y + 12
        let thresholds = report.facts.study.thresholds
        svg.axis(
            scale, from: top, to: bottom, [0, 0.25, 0.5, 0.75, 1], "share of prompts that \(report.definition.clause)"
        ) { Prose.short($0) }
        svg.line(scale.x(thresholds.tolerance), top, scale.x(thresholds.tolerance), bottom, "limit")
        svg.line(scale.x(thresholds.obstruction), top, scale.x(thresholds.obstruction), bottom, "limit strong")
        svg.text(scale.x(thresholds.tolerance) - 3, 14, "tolerance", "tick", anchor: .end)
        svg.text(scale.x(thresholds.obstruction) + 3, 14, "obstructs", "tick")
        for heading in headings { svg.text(4, heading.y, SVG.fit(heading.text, 60), "row-head") }
        for row in rows {
            let estimate = row.cell.estimate
            svg.text(162, row.y + 4, SVG.fit(row.cell.style, 24), "", anchor: .end)
            if row.cell.coverage.unmeasured > 0, let band = row.cell.missingness {
                svg.line(scale.x(band.low), row.y + 5, scale.x(band.high), row.y + 5, "band")
            }
            if let interval = estimate.interval {
                svg.line(
                    scale.x(interval.low), row.y, scale.x(interval.high), row.y, "whisker s\(row.place % SVG.colours)")
            }
            svg.mark(scale.x(estimate.rate ?? 0), row.y, style: row.place)
            svg.text(440, row.y + 4, "\(Prose.rate(estimate)), n \(estimate.clusters)", "value")
        }
        let lines = rows.map { "\($0.cell.style), \($0.cell.field): \(Prose.rate($0.cell.estimate))" }
        return Picture(
            id: "forest-\(frame.rawValue)", title: "False-positive rates per field and style, frame \(frame.rawValue)",
            description: lines.joined(separator: "; ") + ".",
            caption:
                "Share of prompts that \(report.definition.clause), per field and access style, with "
                + "\(RateProse(report: report).confidence) intervals; n counts scenarios. Vertical lines: tolerance "
                + "(\(Prose.short(thresholds.tolerance))) and obstruction (\(Prose.short(thresholds.obstruction))). A dotted "
                + "line below an interval: what unmeasured trials could do to the rate. The numbers are in the table below.",
            svg: svg)
    }
}
