import Statistics
import Trials

/// Paired differences against the reference, with the margin.
enum DifferencePlot {
    static func picture(_ report: Report) -> Picture? {
        let own = report.comparisons.filter {
            $0.definition == report.definition && $0.frame == report.frames.first && $0.difference != nil
        }
        let pooled = Set(own.map(\.field)).count == 2 ? own.filter { $0.field != Rows.all } : own
        let shown = pooled.count > 60 ? pooled.filter { $0.field == Rows.all } : pooled
        guard !shown.isEmpty else { return nil }
        let margin = report.facts.study.thresholds.limit
        var svg = SVG(width: 620, height: 60)
        let scale = Scale(low: -1, high: 1, left: 170, right: 430)
        let top = 12.0
        var y = top
        var rows: [(y: Double, row: ComparisonRow)] = []
        var headings: [(y: Double, text: String)] = []
        var pair = ""
        for row in shown {
            if pair != "\(row.a) − \(row.b)" {
                pair = "\(row.a) − \(row.b)"
                y += 22
                headings.append((y, pair))
            }
            y += 18
            rows.append((y, row))
        }
        let bottom = y + 12
        // A share of the reference's rate is another width in each row.
        if case .points(let points) = margin {
            svg.rect(scale.x(-points), top, scale.x(points) - scale.x(-points), bottom - top, "margin")
        }
        svg.axis(
            scale, from: top, to: bottom, [-1, -0.5, 0, 0.5, 1],
            "fewer obstructed under the first   ←   points   →   more"
        ) { Prose.points($0, digits: 0) }
        svg.line(scale.x(0), top, scale.x(0), bottom, "limit strong")
        for heading in headings { svg.text(4, heading.y, SVG.fit(heading.text, 80), "row-head") }
        for entry in rows {
            let row = entry.row
            svg.text(162, entry.y + 4, row.field == Rows.all ? "all fields" : SVG.fit(row.field, 24), "", anchor: .end)
            let place = report.styles.firstIndex { $0.id == row.a } ?? 0
            svg.text(440, entry.y + 4, words(row), "value")
            if row.isTooFew { continue }
            if let interval = row.interval {
                svg.line(
                    scale.x(interval.low), entry.y, scale.x(interval.high), entry.y, "whisker s\(place % SVG.colours)")
            }
            svg.mark(scale.x(row.difference ?? 0), entry.y, style: place)
        }
        return Picture(
            id: "differences", title: "Paired differences against the reference",
            description: rows.map {
                "\($0.row.a) minus \($0.row.b), \($0.row.field): \(words($0.row))\($0.row.isTooFew ? "" : " points")"
            }.joined(separator: "; ") + ".",
            caption:
                "Difference in percentage points of prompts that \(report.definition.clause), the same prompts under both "
                + "styles, with intervals for one comparison at a time. \(shaded(margin)) Counts and adjusted p are in the table below.",
            svg: svg)
    }

    private static func words(_ row: ComparisonRow) -> String {
        row.isTooFew ? "fewer than \(ComparisonRow.fewestPairs) pairs" : Prose.difference(row)
    }

    private static func shaded(_ margin: Margin) -> String {
        switch margin {
        case .points(let points):
            "Shaded: the margin, \(Prose.size(points)); not material is only what is shown to lie inside it."
        case .ofReference: "Not material is within \(margin.prose), another width in each row."
        }
    }
}
