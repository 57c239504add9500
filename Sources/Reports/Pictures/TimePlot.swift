import Statistics
import Trials

/// Time to block against time to answer, per style.
enum TimePlot {
    /// - Parameter answers: seconds to a whole answer, by style.
    static func picture(_ report: Report, answers: [String: Spread]) -> Picture? {
        guard let frame = report.frames.first else { return nil }
        let blocks = report.blockTimes.filter { $0.field == Rows.all && $0.frame == frame && $0.stage == nil }
        var lines: [(style: String, place: Int, kind: String, spread: Spread)] = []
        for (place, style) in report.styles.enumerated() {
            if let spread = answers[style.id] { lines.append((style.id, place, "answered", spread)) }
            if let spread = blocks.first(where: { $0.style == style.id })?.seconds {
                lines.append((style.id, place, "blocked", spread))
            }
        }
        guard lines.contains(where: { $0.kind == "blocked" }) else { return nil }
        let longest = max(lines.map(\.spread.most).max() ?? 1, 1e-9)
        var svg = SVG(width: 620, height: 60)
        let scale = Scale(low: 0, high: longest, left: 170, right: 430)
        var y = 12.0
        for line in lines {
            y += line.kind == "answered" ? 22 : 18
            svg.text(162, y + 4, SVG.fit("\(line.style), \(line.kind)", 26), "", anchor: .end)
            svg.line(scale.x(line.spread.least), y, scale.x(line.spread.most), y, "band")
            svg.line(
                scale.x(line.spread.lowerQuartile), y, scale.x(line.spread.upperQuartile), y,
                "whisker wide s\(line.place % SVG.colours)")
            svg.mark(scale.x(line.spread.median), y, style: line.place, size: line.kind == "answered" ? 5 : 4)
            svg.text(
                440, y + 4, "\(Prose.number(line.spread.median)) s (n \(line.spread.known))", "value")
        }
        svg.axis(
            scale, from: 12, to: y + 12, SVG.ticks(to: longest),
            "seconds from the start of the request"
        ) { Prose.number($0, digits: longest < 0.05 ? 3 : longest < 1 ? 2 : 1) }
        return Picture(
            id: "times", title: "Time to block against time to answer",
            description: lines.map { "\($0.style), \($0.kind): median \(Prose.number($0.spread.median)) s" }
                .joined(separator: "; ") + ".",
            caption:
                "Mark: median; thick line: the middle half; thin line: least to most; n: trials with a time. Stages and times are "
                + "comparable only between styles with equal streaming.",
            svg: svg)
    }
}
