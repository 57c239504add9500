import Formats
import Statistics

/// Pooled rates over the runs, with a mark where rules or models changed.
enum TrendPlot {
    /// `2026-11-28`; where a day has several runs `11-28 02:15`.
    private static func tick(_ date: String, withTime: Bool) -> String {
        withTime ? String(date.dropFirst(5).prefix(11)).replacing("T", with: " ") : String(date.prefix(10))
    }

    static func picture(_ trend: Trend, _ styles: [String]) -> Picture? {
        let runs = trend.runs
        guard runs.count > 1 else { return nil }
        let places = Dictionary(uniqueKeysWithValues: zip(runs, runs.indices))
        let pooled = trend.points.filter { $0.field == Rows.all }
        let high = min(1, max(0.1, ((pooled.compactMap(\.estimate.high).max() ?? 1) * 10).rounded(.up) / 10))
        var svg = SVG(width: 640, height: 280)
        let scale = Scale(low: 0, high: Double(runs.count - 1), left: 56, right: 520)
        func y(_ rate: Double) -> Double { 210 - min(rate, high) / high * 190 }
        for value in SVG.ticks(to: high) {
            svg.line(56, y(value), 520, y(value), "grid")
            svg.text(48, y(value) + 4, Prose.short(value), "tick", anchor: .end)
        }
        let every = max(1, runs.count / 6)
        let dates = Dictionary(pooled.map { ($0.run, String(($0.date ?? "").prefix(10))) }) { first, _ in first }
        let severalADay = Set(dates.values).count < dates.count
        for (place, run) in runs.enumerated() where place % every == 0 || place == runs.count - 1 {
            let date = pooled.first { $0.run == run }?.date ?? ""
            svg.text(
                scale.x(Double(place)), 228, Self.tick(date, withTime: severalADay), "tick", anchor: .middle)
        }
        for run in trend.ruleChanges {
            let x = scale.x(Double(places[run] ?? 0))
            svg.line(x, 14, x, 210, "limit rules")
            svg.text(x + 3, 22, "other rules", "tick")
        }
        for style in styles {
            let place = (styles.firstIndex(of: style) ?? 0)
            let own = pooled.filter { $0.style == style }
            var line: [(x: Double, y: Double)] = []
            var served: [String]?
            for point in own {
                guard let rate = point.estimate.rate, let at = places[point.run] else { continue }
                let x = scale.x(Double(at))
                if trend.ruleChanges.contains(point.run) {
                    svg.path(line, "whisker s\(place % SVG.colours)")
                    line = []
                }
                if runs.count <= 60, !trend.cases.contains(point.run), let interval = point.estimate.interval {
                    svg.line(x, y(interval.low), x, y(interval.high), "whisker s\(place % SVG.colours)")
                }
                if runs.count <= 120 { svg.mark(x, y(rate), style: place, size: 3.5) }
                if let served, served != point.served {
                    svg.line(x, 14, x, 210, "limit")
                    svg.text(x + 3, 34, "model changed", "tick")
                }
                served = point.served
                line.append((x, y(rate)))
            }
            svg.path(line, "whisker s\(place % SVG.colours)")
            if let end = line.last { svg.text(end.x + 8, end.y + 4, SVG.fit(style, 16), "value") }
        }
        svg.text(288, 256, "date of the run", "tick", anchor: .middle)
        return Picture(
            id:
                "trend-\(trend.study.unicodeScalars.map { $0.properties.isAlphabetic && $0.isASCII ? String($0) : "-" }.joined())",
            title: "Rates over time: \(Prose.plain(trend.study))",
            description: styles.map { style in
                let own = pooled.filter { $0.style == style }
                return
                    "\(style): \(Prose.short(own.first?.estimate.rate)) first, \(Prose.short(own.last?.estimate.rate)) last"
            }.joined(separator: "; ") + ".",
            caption:
                "Share of benign \(trend.cases.isEmpty ? "prompts" : "trials") that \(trend.definition.clause), all fields, with intervals up to 60 runs"
                + "\(trend.cases.isEmpty ? "" : " (of one prompt none)"). Lines over the whole height have their name beside them: dashed where the model behind a style changed "
                + "its name, dash-dotted where other rules judge from there on. The numbers are in the tables below.",
            svg: svg)
    }
}
