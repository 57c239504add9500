import Statistics
import Trials

/// Dose and response: a rate on each of a few steps that stand in order, one line a style.
struct DosePlot {
    struct Step {
        let style: String
        /// Its place among `labels`.
        let place: Int
        let estimate: RateEstimate
    }

    let id: String
    let title: String
    /// Of the steps, from left to right.
    let labels: [String]
    /// Below the axis.
    let axis: String
    let caption: String
    let steps: [Step]

    /// nil where nothing was measured.
    func picture(_ report: Report) -> Picture? {
        guard steps.contains(where: { $0.estimate.rate != nil }) else { return nil }
        var svg = SVG(width: 620, height: 260)
        let scale = Scale(low: -0.5, high: Double(labels.count) - 0.5, left: 60, right: 500)
        func y(_ rate: Double) -> Double { 200 - rate * 180 }
        for tick in [0, 0.25, 0.5, 0.75, 1] {
            svg.line(60, y(tick), 500, y(tick), "grid")
            svg.text(52, y(tick) + 4, Prose.short(tick), "tick", anchor: .end)
        }
        for (place, label) in labels.enumerated() {
            svg.text(scale.x(Double(place)), 218, label, "tick", anchor: .middle)
        }
        svg.text(280, 238, axis, "tick", anchor: .middle)
        let styles = report.styles.indices.filter { place in steps.contains { $0.style == report.styles[place].id } }
        for (index, place) in styles.enumerated() {
            let style = report.styles[place].id
            let shift = (Double(index) - Double(styles.count - 1) / 2) * 8
            let own = steps.filter { $0.style == style && $0.estimate.rate != nil }
            for step in own {
                let x = scale.x(Double(step.place)) + shift
                if let interval = step.estimate.interval {
                    svg.line(x, y(interval.low), x, y(interval.high), "whisker s\(place % SVG.colours)")
                }
                svg.mark(x, y(step.estimate.rate ?? 0), style: place, size: 4)
            }
            svg.path(
                own.map { (scale.x(Double($0.place)) + shift, y($0.estimate.rate ?? 0)) },
                "whisker s\(place % SVG.colours)")
            if let end = own.last {
                svg.text(510, y(end.estimate.rate ?? 0) + 4 + Double(index) * 2, SVG.fit(style, 16), "value")
            }
        }
        return Picture(
            id: id, title: title,
            description: steps.map { "\($0.style), \(labels[$0.place]): \(Prose.rate($0.estimate))" }
                .joined(separator: "; ") + ".",
            caption: caption, svg: svg)
    }
}
