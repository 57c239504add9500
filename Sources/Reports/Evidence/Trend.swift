import Formats
import Statistics
import Trials

/// Runs of one study over time: rates per style and field with their dates, and the changes that survive correction.
///
/// Runs that different rules judged are kept apart: a step between them is never called a change of the provider.
package struct Trend: Sendable {
    package struct Point: Sendable {
        package let run: String
        /// ISO 8601 UTC of its first request; nil where the run does not say.
        package let date: String?
        package let style: String
        package let field: String
        package let estimate: RateEstimate
        /// Rates per safeguard category, over all fields.
        package let categories: [(name: String, rate: Double)]
        package let served: [String]
        package let rules: String
    }

    /// A change from one run to the next on the same prompts.
    package struct Change: Sendable {
        package let from: String
        package let to: String
        package let style: String
        package let field: String
        package let pairs: Int
        package let difference: Double
        package let interval: Interval?
        package let p: Double
        /// Holm over every pair of neighbouring runs, style and field of the study.
        package internal(set) var adjustedP: Double
        /// The names by which the models behind the style went in both.
        package let servedChanged: Bool
    }

    package let study: String
    package let definition: Definition
    package let alpha: Double
    package private(set) var points: [Point] = []
    package private(set) var changes: [Change] = []
    /// Runs that other rules judged than the run before them.
    package private(set) var ruleChanges: [String] = []
    /// Trials that are left, of runs that are not finished.
    package private(set) var left: [String: (trials: Int, planned: Int)] = [:]
    private var before: (run: String, rules: String, rows: Rows)?
    private var tested: [Change] = []

    package init(study: String, definition: Definition, alpha: Double) {
        (self.study, self.definition, self.alpha) = (study, definition, alpha)
    }

    /// Adds the next run in time.
    package mutating func add(_ run: String, _ facts: RunFacts) {
        let rows = Rows(facts)
        guard let frame = rows.frames.first else { return }
        let open = facts.imported ? 0 : facts.records.count { $0.verdict == nil }
        if open > 0 { left[run] = (open, facts.records.count) }
        let rules = facts.classifierVersions.joined(separator: " ")
        for style in rows.styles {
            let all = rows.mains(style.id, Rows.all, frame)
            var hits: [String: Int] = [:]
            var measured = 0
            for row in all {
                guard let hit = row.obstructed(definition) else { continue }
                measured += 1
                if hit { hits[row.record.verdict?.categoryLabel ?? Category.unreported.rawValue, default: 0] += 1 }
            }
            let categories = hits.sorted { $0.key < $1.key }.map {
                ($0.key, Double($0.value) / Double(max(1, measured)))
            }
            for field in rows.fieldsWithAll {
                let trials = field == Rows.all ? all : rows.mains(style.id, field, frame)
                guard !trials.isEmpty else { continue }
                points.append(
                    Point(
                        run: run, date: facts.startedAt, style: style.id, field: field,
                        estimate: RateEstimate(trials.tallies(definition), method: rows.method, alpha: alpha),
                        categories: field == Rows.all ? categories : [], served: facts.servedModels[style.id] ?? [],
                        rules: rules))
            }
        }
        if let before {
            if before.rules == rules {
                test(before.run, before.rows, run, rows, frame)
            } else {
                ruleChanges.append(run)
            }
        }
        before = (run, rules, rows)
    }

    private mutating func test(_ from: String, _ old: Rows, _ to: String, _ new: Rows, _ frame: Frame) {
        for style in new.styles where old.byStyle[style.id] != nil {
            for field in new.fieldsWithAll {
                let (a, b) = (new.mains(style.id, field, frame), old.mains(style.id, field, frame))
                guard !a.isEmpty, !b.isEmpty else { continue }
                let pair = PairedComparison(PairedTrials.ofTwoRuns(a, b).units(definition), alpha: alpha)
                // Nothing changed: the sharp null, and its exact test.
                guard let p = pair.sharpP, let difference = pair.difference else { continue }
                let served = (old.facts.servedModels[style.id] ?? [], new.facts.servedModels[style.id] ?? [])
                tested.append(
                    Change(
                        from: from, to: to, style: style.id, field: field, pairs: pair.pairs, difference: difference,
                        interval: pair.interval, p: p, adjustedP: p, servedChanged: served.0 != served.1))
            }
        }
    }

    /// Corrects once all runs are in.
    package mutating func finish() {
        let adjusted = Holm.adjust(tested.map(\.p))
        for index in tested.indices { tested[index].adjustedP = adjusted[index] }
        changes = tested.filter { $0.adjustedP <= alpha }
        before = nil
    }

    package var runs: [String] {
        var seen: Set<String> = []
        return points.map(\.run).filter { seen.insert($0).inserted }
    }

    package var tests: Int { tested.count }
}

/// How trends read.
package enum TrendPage {
    package static func markdown(_ trends: [Trend]) -> String {
        Markdown.write([.heading(1, "Over-refusal over time")] + trends.flatMap(blocks))
    }

    package static func html(_ trends: [Trend]) throws -> [UInt8] {
        try HTMLPage().write(title: "Over-refusal over time", trends.map { ($0.study, blocks($0)) })
    }

    /// A row a run, style and field.
    package static func csv(_ trends: [Trend]) -> String {
        CSVFile(
            name: "trend.csv",
            header: [
                "study", "run", "date", "style", "field", "clusters", "trials", "hits", "rate", "low", "high", "served",
                "rules", "trials_left",
            ],
            rows: trends.flatMap { trend in
                trend.points.map { point in
                    [
                        trend.study, point.run, point.date ?? "", point.style, point.field,
                        "\(point.estimate.clusters)",
                        "\(point.estimate.trials)", "\(point.estimate.hits)", number(point.estimate.rate),
                        number(point.estimate.low), number(point.estimate.high), point.served.joined(separator: " "),
                        point.rules, "\(trend.left[point.run]?.trials ?? 0)",
                    ]
                }
            }
        ).text
    }

    private static func number(_ value: Double?) -> String { value.map { JSONValue.number($0).compact } ?? "" }

    static func blocks(_ trend: Trend) -> [Block] {
        let runs = trend.runs
        var out: [Block] = [
            .heading(2, "\(Prose.cell(trend.study)): \(counted(runs.count, "run"))")
        ]
        if trend.changes.isEmpty {
            out.append(
                .text(
                    "No change from one run to the next survives correction (\(counted(trend.tests, "test")) on the same prompts, Holm at "
                        + "\(Prose.short(trend.alpha))). That shows no change; it does not show that there was none."))
        } else {
            out.append(
                .text(
                    "Changes from one run to the next that survive correction (\(counted(trend.tests, "test")), Holm):")
            )
            out.append(
                .bullets(
                    trend.changes.map { change in
                        "\(Prose.cell(change.to)) against \(Prose.cell(change.from)): under \(Prose.cell(change.style)), "
                            + (change.field == Rows.all ? "all fields" : Prose.cell(change.field)) + ", "
                            + "\(Prose.span(change.difference, change.interval, signed: true)) points on \(counted(change.pairs, "prompt")), "
                            + "adjusted p \(Prose.p(change.adjustedP))"
                            + (change.servedChanged ? "; the model behind it went by other names" : "") + "."
                    }))
        }
        for run in trend.ruleChanges {
            out.append(
                .text(
                    "\(Prose.cell(run)) was judged by other rules than the run before it: the two are not compared. `railgauge "
                        + "classify RUN` judges an old run by the present rules."))
        }
        for run in runs {
            guard let left = trend.left[run] else { continue }
            out.append(
                .text(
                    "\(Prose.cell(run)) is not finished: \(left.trials) of \(counted(left.planned, "trial")) \(left.trials == 1 ? "is" : "are") left, and its rates "
                        + "are those of the others. Run its study again to continue it."))
        }
        let styles = distinct(trend.points.map(\.style))
        if let picture = TrendPlot.picture(trend, styles) { out.append(.picture(picture)) }
        for style in styles {
            let own = trend.points.filter { $0.style == style }
            let fields = distinct(own.map(\.field))
            let byRun = Dictionary(grouping: own, by: \.run)
            out.append(.text("\(Prose.cell(style)), share of prompts that \(trend.definition.clause):"))
            out.append(
                .table(
                    ["run", "date"] + fields.map { $0 == Rows.all ? "all fields" : $0 } + ["categories", "served by"],
                    runs.compactMap { run in
                        guard let points = byRun[run], let first = points.first else { return nil }
                        return [
                            trend.left[run] == nil ? run : "\(run) (unfinished)",
                            first.date.map { String($0.prefix(10)) } ?? Prose.none,
                        ]
                            + fields.map { field in
                                points.first { $0.field == field }.map { Prose.rate($0.estimate) } ?? Prose.none
                            }
                            + [
                                first.categories.map { "\($0.name) \(Prose.short($0.rate))" }.joined(separator: ", "),
                                first.served.joined(separator: ", "),
                            ]
                    }))
        }
        return out
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}

/// Pooled rates over the runs, with a mark where rules or models changed.
enum TrendPlot {
    static func picture(_ trend: Trend, _ styles: [String]) -> Picture? {
        let runs = trend.runs
        guard runs.count > 1 else { return nil }
        let places = Dictionary(uniqueKeysWithValues: zip(runs, runs.indices))
        let pooled = trend.points.filter { $0.field == Rows.all }
        let high = min(1, max(0.1, ((pooled.compactMap(\.estimate.high).max() ?? 1) * 10).rounded(.up) / 10))
        var svg = SVG(width: 640, height: 280)
        let scale = Scale(low: 0, high: Double(runs.count - 1), left: 56, right: 520)
        func y(_ rate: Double) -> Double { 210 - min(rate, high) / high * 190 }
        for step in 0...4 {
            let value = high * Double(step) / 4
            svg.line(56, y(value), 520, y(value), "grid")
            svg.text(48, y(value) + 4, Prose.short(value), "tick", anchor: .end)
        }
        let every = max(1, runs.count / 6)
        for (place, run) in runs.enumerated() where place % every == 0 || place == runs.count - 1 {
            let date = pooled.first { $0.run == run }?.date.map { String($0.prefix(10)) } ?? ""
            svg.text(scale.x(Double(place)), 228, String(date.dropFirst(2)), "tick", anchor: .middle)
        }
        for run in trend.ruleChanges {
            let x = scale.x(Double(places[run] ?? 0))
            svg.line(x, 14, x, 210, "limit strong")
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
                if runs.count <= 60, let interval = point.estimate.interval {
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
                "Share of benign prompts that \(trend.definition.clause), all fields, with intervals up to 60 runs. Dashed: the model "
                + "behind a style changed its name; solid: other rules judge from here on. The numbers are in the tables below.",
            svg: svg)
    }
}
