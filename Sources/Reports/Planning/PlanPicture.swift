import Formats
import Statistics
import Trials

/// Half-width and power over the number of scenarios, with where the study's fields stand.
enum PlanPicture {
    static func halfWidth(_ plan: StudyPlan) -> Picture? {
        guard let pooled = plan.fields.first else { return nil }
        let curves = plan.study.styles.map { style in
            (
                style.id,
                counts(plan).map { n in
                    (n, plan.halfWidth(style.id, pooled.field, scenarios: n).map { min(0.5, $0) } ?? 0.5)
                }
            )
        }
        return draw(
            plan, curves, highest: 0.5, title: "Half-width of the interval over scenarios", id: "plan-width",
            caption: "Expected half-width in percentage points, field \(pooled.field), at the rate of the table above.")
    }

    static func power(_ plan: StudyPlan) -> Picture? {
        guard let pooled = plan.fields.first, !plan.study.compare.isEmpty else { return nil }
        let size: (Comparison) -> Double = { pair in
            switch plan.thresholds.limit {
            case .points(let points): points
            case .ofReference(let share): share * plan.expected(pair.b, pooled.field).rate
            }
        }
        let curves = plan.study.compare.map { pair in
            (
                "\(pair.a) − \(pair.b)",
                counts(plan).map { n in
                    (n, plan.comparison(pair, pooled.field, scenarios: n).power(difference: size(pair)))
                }
            )
        }
        return draw(
            plan, curves, highest: 1, title: "Power over scenarios", id: "plan-power",
            caption: "Power to find a difference as large as the margin (\(plan.thresholds.limit.prose)), field "
                + "\(pooled.field), at alpha \(plan.thresholds.alpha) over a family of \(plan.family).")
    }

    /// Up to four times what the study has, no fewer than 100.
    private static func counts(_ plan: StudyPlan) -> [Int] {
        let most = max(100, 4 * (plan.fields.map(\.scenarios).max() ?? 0))
        return (1...40).map { max(2, most * $0 / 40) }
    }

    private static func draw(
        _ plan: StudyPlan, _ curves: [(name: String, points: [(n: Int, value: Double)])], highest: Double,
        title: String, id: String, caption: String
    ) -> Picture? {
        guard let most = curves.first?.points.last?.n else { return nil }
        var svg = SVG(width: 620, height: 240)
        let scale = Scale(low: 0, high: Double(most), left: 60, right: 430)
        let (top, bottom) = (14.0, 180.0)
        func y(_ value: Double) -> Double { bottom - value / highest * (bottom - top) }
        for tick in SVG.ticks(to: highest) {
            svg.line(scale.left, y(tick), scale.right, y(tick), "grid")
            svg.text(54, y(tick) + 4, Prose.short(tick), "tick", anchor: .end)
        }
        svg.axis(scale, from: top, to: bottom, SVG.ticks(to: Double(most)), "scenarios") {
            Prose.fixed($0, digits: 0)
        }
        for (place, curve) in curves.enumerated() {
            svg.path(curve.points.map { (scale.x(Double($0.n)), y($0.value)) }, "whisker s\(place % SVG.colours)")
            guard place < 8 else { continue }
            svg.mark(446, top + 6 + 18 * Double(place), style: place)
            svg.text(458, top + 10 + 18 * Double(place), SVG.fit(curve.name, 22))
        }
        // Fields of nearly as many scenarios share a name: theirs would stand one over the other.
        var groups: [(from: Double, fields: [String])] = []
        for (field, scenarios) in plan.fields.sorted(by: { $0.scenarios < $1.scenarios }) {
            let x = scale.x(Double(scenarios))
            svg.line(x, top, x, bottom, "limit")
            if let last = groups.last, x - last.from < 70 {
                groups[groups.count - 1].fields.append(field)
            } else {
                groups.append((x, [field]))
            }
        }
        for group in groups {
            let name = group.fields.count == 1 ? SVG.fit(group.fields[0], 12) : counted(group.fields.count, "field")
            svg.text(group.from, top - 3, name, "tick", anchor: .middle)
        }
        let here = plan.fields.first?.scenarios ?? 0
        func value(_ curve: [(n: Int, value: Double)]) -> Double? { curve.first { $0.n >= here }?.value }
        return Picture(
            id: id, title: title,
            description: curves.map { "\($0.name): \(Prose.short(value($0.points))) at \(counted(here, "scenario"))" }
                .joined(
                    separator: "; ") + ".",
            caption: caption + " Dashed: what the fields of the study have.", svg: svg)
    }
}
