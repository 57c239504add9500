import Formats
import Statistics
import Trials

/// How trends read.
package enum TrendPage {
    package static func markdown(_ trends: [Trend]) -> String {
        Markdown.write([.heading(1, "Over-refusal over time")] + trends.flatMap(blocks))
    }

    package static func html(_ trends: [Trend]) throws -> [UInt8] {
        try HTMLPage().write(title: "Over-refusal over time", trends.map { ($0.study, blocks($0)) })
    }

    /// A row a run, style and field, and one a category over all fields.
    package static func csv(_ trends: [Trend]) -> String {
        CSVFile(
            name: "trend.csv",
            header: [
                "study", "run", "date", "style", "field", "category", "clusters", "trials", "hits", "rate", "low",
                "high",
                "served", "rules", "trials_left", "planned", "unsure", "frame",
            ],
            rows: trends.flatMap { trend in
                trend.points.flatMap { point in
                    ([("", point.estimate, point.doubted)] + point.categories).map { category, estimate, _ in
                        let isRate = !trend.cases.contains(point.run)
                        return [
                            trend.study, point.run, point.date ?? "", point.style, point.field, category,
                            "\(estimate.clusters)", "\(estimate.trials)", "\(estimate.hits)",
                            number(isRate ? estimate.rate : nil), number(isRate ? estimate.low : nil),
                            number(isRate ? estimate.high : nil), point.served.joined(separator: " "),
                            point.rules, "\(trend.left[point.run]?.trials ?? 0)", "\(point.planned)", "\(point.unsure)",
                            point.frame.rawValue,
                        ]
                    }
                }
            }
        ).text
    }

    private static func name(ofCategory word: String) -> String {
        word == Category.unreported.rawValue ? "no category named" : Prose.cell(word)
    }

    private static func number(_ value: Double?) -> String { value.map { JSONValue.figure($0).compact } ?? "" }

    static func blocks(_ trend: Trend) -> [Block] {
        let runs = trend.runs
        var out: [Block] = [
            .heading(2, "\(Prose.cell(trend.study)): \(counted(runs.count, "run"))")
        ]
        if trend.simulated > 0 {
            out.append(
                .text(
                    trend.simulated == runs.count
                        ? "**SIMULATED. Replies came from the built-in simulator; nothing here says anything about a model.**"
                        : "**SIMULATED in \(trend.simulated) of \(counted(runs.count, "run")): replies there came from the built-in simulator.**"
                ))
        }
        if trend.imported > 0 {
            out.append(
                .text(
                    trend.imported == runs.count
                        ? "**Imported outcomes: measured elsewhere, not by this tool.**"
                        : "**Imported in \(trend.imported) of \(counted(runs.count, "run")): outcomes there were measured elsewhere.**"
                ))
        }
        if !trend.doubts.isEmpty { out.append(.bullets(trend.doubts.map { sentence($0.run, $0.doubt) })) }
        if runs.count == 1 {
            out.append(.text("There is one run, and no earlier one to hold it against."))
        } else if trend.tests == 0 {
            out.append(.text("No two runs in a row measured the same prompts by the same rules: nothing was compared."))
        } else if trend.changes.isEmpty {
            out.append(
                .text(
                    "No change from one run to the next survives correction (\(counted(trend.tests, "test")) on the same prompts, Holm at "
                        + "\(Prose.short(trend.alpha))), which does not show that there was none."))
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
                            + (change.category.map { "\(name(ofCategory: $0)), " } ?? "")
                            + "\(Prose.span(change.difference, change.interval, signed: true)) points on \(counted(change.prompts, "prompt"))"
                            + (change.prompts == change.pairs ? "" : " in \(counted(change.pairs, "scenario"))") + ", "
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
        if !trend.unjudged.isEmpty {
            out.append(
                .text(
                    "Nobody judged whether the work was delivered in \(Prose.list(trend.unjudged.map(Prose.cell))): "
                        + "\(trend.unjudged.count == 1 ? "it has" : "they have") no rate, here as in the report."))
        }
        for run in runs {
            guard let left = trend.left[run] else { continue }
            out.append(
                .text(
                    "\(Prose.cell(run)) is not finished: \(left.trials) of \(counted(left.planned, "trial")) \(left.trials == 1 ? "is" : "are") left, and its rates "
                        + "are those of the others. Run its study again to continue it."))
        }
        if !trend.cases.isEmpty {
            out.append(
                .text(
                    (trend.cases.count == runs.count
                        ? (runs.count == 1 ? "The run is" : "Each run is")
                        : "\(counted(trend.cases.count, "run is", "runs are"))")
                        + " about one prompt: its trials are counted, and no rate of prompts is made of them."))
        }
        func shown(_ run: String, _ estimate: RateEstimate, _ doubted: Bool) -> String {
            trend.cases.contains(run)
                ? "\(counted(estimate.hits, of: estimate.trials, "trial"))"
                : Prose.rate(estimate) + (doubted && estimate.rate != nil ? "*" : "")
        }
        let styles = distinct(trend.points.map(\.style))
        if let picture = TrendPlot.picture(trend, styles) { out.append(.picture(picture)) }
        for style in styles {
            let own = trend.points.filter { $0.style == style }
            let fields = distinct(own.map(\.field))
            let byRun = Dictionary(grouping: own, by: \.run)
            let frames = Set(own.map(\.frame))
            let prompts =
                frames.count == 1
                ? own.first?.frame.noun ?? "prompts"
                : "prompts (\(Frame.typical.noun), or \(Frame.triggerEnriched.noun) where a run has no others)"
            out.append(.text("\(Prose.cell(style)), share of \(prompts) that \(trend.definition.clause):"))
            out.append(
                .table(
                    ["run", "date"] + fields.map { $0 == Rows.all ? "all fields" : $0 } + ["served by"],
                    runs.compactMap { run in
                        guard let points = byRun[run], let first = points.first else { return nil }
                        return [
                            trend.left[run] == nil ? run : "\(run) (unfinished)",
                            first.date.map { String($0.prefix(10)) } ?? Prose.none,
                        ]
                            + fields.map { field in
                                points.first { $0.field == field }.map { shown(run, $0.estimate, $0.doubted) }
                                    ?? Prose.none
                            }
                            + [first.served.joined(separator: ", ")]
                    }))
            let categories = distinct(own.flatMap { $0.categories.map(\.name) }).sorted()
            guard !categories.isEmpty else { continue }
            out.append(.text("\(Prose.cell(style)), the same by safeguard category, all fields:"))
            out.append(
                .table(
                    ["run"] + categories.map(name(ofCategory:)),
                    runs.compactMap { run in
                        guard let pooled = byRun[run]?.first(where: { $0.field == Rows.all }) else { return nil }
                        return [run]
                            + categories.map { category in
                                pooled.categories.first { $0.name == category }.map {
                                    shown(run, $0.estimate, $0.doubted)
                                }
                                    ?? Prose.none
                            }
                    }))
        }
        if trend.points.contains(where: { $0.doubted || $0.categories.contains(where: \.doubted) }) {
            out.append(
                .text(
                    "An asterisk: unmeasured trials or unsure verdicts could change the level of this rate, as its report says."
                ))
        }
        return out
    }

    /// What the report of a run leads with.
    private static func sentence(_ run: String, _ doubt: Trend.Doubt) -> String {
        let run = Prose.cell(run)
        switch doubt {
        case .coverage(let style, let measured, let planned, let floor):
            return "\(run): coverage of \(Prose.cell(style)) is \(counted(measured, of: planned, "trial")) "
                + "(\(Prose.short(Double(measured) / Double(max(1, planned)))), floor \(Prose.short(floor)))."
        case .quarantine(let trials):
            return
                "\(run): \(counted(trials, "trial")) in quarantine \(trials == 1 ? "is" : "are") in no rate, which may be too "
                + "low for it."
        case .lapsed(let style, let trials):
            return "\(run): promised access of \(Prose.cell(style)) had lapsed in \(counted(trials, "trial")), "
                + "\(trials == 1 ? "which is" : "which are") in no rate."
        }
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
