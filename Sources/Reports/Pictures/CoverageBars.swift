import Trials

/// Where trials are missing: planned trials of each style and field, divided into measured and not.
enum CoverageBars {
    private static let mostRows = 24

    /// - Parameter rows: of what is not whole, and of whole styles.
    static func picture(_ rows: [Trust.CoverageRow], floor: Double) -> Picture? {
        guard rows.contains(where: { $0.measured < $0.planned }) else { return nil }
        let shown = rows.prefix(mostRows)
        var svg = SVG(width: 620, height: 60)
        let scale = Scale(low: 0, high: 1, left: 220, right: 500)
        var y = 20.0
        let top = y
        for row in shown {
            guard let share = row.share else { continue }
            let name = row.field == Rows.all ? row.style : "\(row.style), \(row.field)"
            svg.text(212, y + 13, SVG.fit(name, 32), row.field == Rows.all ? "row-head" : "", anchor: .end)
            svg.rect(scale.x(0), y + 3, scale.x(share) - scale.x(0), 14, "part s0")
            svg.line(scale.x(share), y + 10, scale.x(1), y + 10, "band")
            svg.text(508, y + 14, "\(row.measured) of \(row.planned)", "value")
            y += 20
        }
        svg.line(scale.x(floor), top, scale.x(floor), y, "limit strong")
        svg.text(scale.x(floor), 14, "floor \(Prose.short(floor))", "tick", anchor: .middle)
        svg.axis(
            scale, from: top, to: y + 2, [0, 0.25, 0.5, 0.75, 1], "share of planned benign trials that was measured"
        ) {
            Prose.short($0)
        }
        let rest = rows.count - shown.count
        return Picture(
            id: "coverage", title: "Coverage: measured of planned trials",
            description: shown.map { "\($0.style), \($0.field): \($0.measured) of \($0.planned)" }.joined(
                separator: "; ") + ".",
            caption:
                "Bar: measured; dotted: not measured, so in no rate; vertical line: the floor below which no level is read. "
                + "Each style over all fields, and the fields that lack something"
                + (rest > 0 ? "; \(rest) more rows stand in the table" : "") + ". The numbers are in the table below.",
            svg: svg)
    }
}
