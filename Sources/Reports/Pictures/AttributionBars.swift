import Statistics
import Trials

/// Stacked bars of what obstructed: layer and stage per style.
enum AttributionBars {
    private static let mostParts = 5

    static func picture(_ report: Report) -> Picture? {
        guard report.caseFigures == nil, let frame = report.frames.first else { return nil }
        let rows = report.attribution.filter { $0.field == Rows.all && $0.frame == frame }
        guard !rows.isEmpty else { return nil }
        func name(_ label: AttributionLabel) -> String {
            [label.layer?.rawValue ?? "no layer", label.stage?.rawValue, label.category].compactMap { $0 }
                .joined(separator: ", ")
        }
        var hits: [String: Int] = [:]
        for row in rows { hits[name(row.label), default: 0] += row.estimate.hits }
        let order = hits.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let parts = Array(order.prefix(mostParts))
        let named = order.count > mostParts ? parts + ["all other"] : parts
        var svg = SVG(width: 620, height: 60)
        let most =
            report.styles.compactMap {
                report.cell($0.id, Rows.all, report.definition, frame: frame)?.estimate.rate
            }.max() ?? 1
        let high = min(1, max(0.05, (most * 10).rounded(.up) / 10))
        let scale = Scale(low: 0, high: high, left: 170, right: 500)
        var y = 8.0
        let top = y
        for style in report.styles {
            guard let cell = report.cell(style.id, Rows.all, report.definition, frame: frame) else { continue }
            svg.text(162, y + 16, SVG.fit(style.id, 24), "", anchor: .end)
            var from = 0.0
            for (place, part) in named.enumerated() {
                let share = rows.filter {
                    $0.style == style.id
                        && (name($0.label) == part || (place >= mostParts && !parts.contains(name($0.label))))
                }.compactMap(\.estimate.rate).reduce(0, +)
                guard share > 0 else { continue }
                svg.rect(
                    scale.x(from), y + 3, scale.x(from + share) - scale.x(from), 18, "part s\(place % SVG.colours)")
                if scale.x(from + share) - scale.x(from) > 14 {
                    svg.text(
                        (scale.x(from) + scale.x(from + share)) / 2, y + 16, letter(place), "part-letter",
                        anchor: .middle)
                }
                from += share
            }
            svg.text(scale.x(from) + 6, y + 16, Prose.short(cell.estimate.rate), "value")
            y += 26
        }
        svg.axis(scale, from: top, to: y + 4, SVG.ticks(to: high), "share of prompts that \(report.definition.clause)")
        {
            Prose.short($0)
        }
        y += 62
        for (place, part) in named.enumerated() {
            svg.rect(20, y - 11, 16, 14, "part s\(place % SVG.colours)")
            svg.text(28, y, letter(place), "part-letter", anchor: .middle)
            svg.text(44, y, SVG.fit(part, 80), "value")
            y += 20
        }
        svg.grow(to: y)
        return Picture(
            id: "attribution", title: "What obstructed: layer, stage and category per style",
            description: rows.map { "\($0.style): \(name($0.label)) \(Prose.short($0.estimate.rate))" }
                .joined(separator: "; ") + ".",
            caption:
                "Each bar is the rate of its style (frame `\(frame.rawValue)`, all fields), divided by what the evidence points "
                + "to: layer, stage, category. Letters in the bars name the parts. The numbers are in the table below.",
            svg: svg)
    }

    private static func letter(_ place: Int) -> String { String("ABCDEFG".dropFirst(place % 7).prefix(1)) }
}
