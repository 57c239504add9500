import Formats
import Statistics
import Trials

/// One style before and after a date, beside a control style before and after it: what changed beyond what changed anyway.
///
/// The facts are those of two runs, joined: a style of the first is `public@1`. A scenario enters where all four have
/// measured trials of it.
package struct BeforeAndAfterPage: Sendable {
    package struct Row: Sendable {
        package let frame: Frame
        package let field: String
        package let definition: Definition
        package let result: BeforeAndAfter
        /// Mean over the scenarios that enter; nil without one.
        package let rates: (before: Double, after: Double, controlBefore: Double, controlAfter: Double)?
    }

    package let before: String
    package let after: String
    package let control: Comparison
    /// Whole days between the beginnings of the runs; nil where times are withheld or not known.
    package let days: Int?
    package let rows: [Row]
    private let simulated: Bool
    private let study: Study
    /// Scenarios have several trials.
    private let isRepeated: Bool

    /// - Parameters:
    ///   - control: `a` after, `b` before.
    ///   - days: between the runs.
    package init(_ facts: RunFacts, before: String, after: String, control: Comparison, days: Int?) {
        let rows = Rows(facts)
        (self.before, self.after, self.control, self.days) = (before, after, control, days)
        simulated = facts.simulated
        study = facts.study
        var most = 0
        let definitions = [Definition.api, .model, .strict]
        let own = facts.study.thresholds.definition
        let fields = rows.fields.count > 1 ? [Rows.all] + rows.fields : rows.fields
        self.rows = rows.frames.flatMap { frame in
            (definitions.contains(own) ? definitions : definitions + [own]).flatMap { definition in
                fields.compactMap { field -> Row? in
                    func tallies(_ style: String) -> [String: Tally] {
                        Dictionary(grouping: rows.mains(style, field, frame), by: \.record.cluster).mapValues { own in
                            let measured = own.compactMap { $0.obstructed(definition) }
                            return Tally(hits: measured.count { $0 }, measured: measured.count)
                        }
                    }
                    let four = [after, before, control.a, control.b].map(tallies)
                    let clusters = Set(four[0].keys).sorted().filter { name in
                        four.allSatisfy { ($0[name]?.measured ?? 0) > 0 }
                    }
                    guard !clusters.isEmpty else { return nil }
                    for name in clusters { most = max(most, four.map { $0[name]?.measured ?? 0 }.max() ?? 0) }
                    func mean(_ index: Int) -> Double {
                        clusters.reduce(0) { sum, name in
                            let tally = four[index][name] ?? Tally(hits: 0, measured: 1)
                            return sum + Double(tally.hits) / Double(tally.measured)
                        } / Double(clusters.count)
                    }
                    let units = clusters.compactMap { name -> BeforeAndAfter.Unit? in
                        guard let a = four[0][name], let b = four[1][name], let c = four[2][name], let d = four[3][name]
                        else { return nil }
                        return BeforeAndAfter.Unit(after: a, before: b, controlAfter: c, controlBefore: d)
                    }
                    return Row(
                        frame: frame, field: field, definition: definition,
                        result: BeforeAndAfter(units, alpha: facts.study.thresholds.alpha),
                        rates: (mean(1), mean(0), mean(3), mean(2)))
                }
            }
        }
        isRepeated = most > 1
    }

    private var gap: String {
        guard let days else { return "an unknown number of days" }
        return counted(days, "day")
    }

    /// What happened, for who reads one line: the study's own definition over all fields.
    private func sentence(_ row: Row) -> String {
        let alpha = study.thresholds.alpha
        var out = "(\(row.frame.rawValue)) Of \(counted(row.result.units, "scenario")) that all four measured, "
        guard let rates = row.rates, let difference = row.result.difference else {
            return out + "nothing can be said."
        }
        out += "\(Prose.short(rates.before)) \(row.definition.clause(2)) under \(Prose.cell(before)) and "
        out +=
            "\(Prose.short(rates.after)) under \(Prose.cell(after)); under the control \(Prose.short(rates.controlBefore)) "
        out += "and \(Prose.short(rates.controlAfter)). Beyond what changed for the control: "
        out += "\(Prose.span(difference, row.result.interval, signed: true)) points, p \(Prose.p(row.result.p)): **"
        switch row.result.p {
        case let p? where p <= alpha && difference != 0:
            out += Self.words(
                difference, own: rates.after - rates.before, control: rates.controlAfter - rates.controlBefore)
        case _?, nil: out += "no change is shown"
        }
        return out + "**."
    }

    /// What is shown lies between two changes; the words say which way the style itself went.
    private static func words(_ difference: Double, own: Double, control: Double) -> String {
        let least = 1e-12
        if abs(own) < least { return "as before, where the control \(difference < 0 ? "rose" : "fell")" }
        if own > 0, difference < 0 { return "rose by less than the control" }
        if own < 0, difference > 0 { return "fell by less than the control" }
        let beyond = own < 0 ? control < -least : control > least
        return "\(own < 0 ? "less" : "more") often than before" + (beyond ? ", by more than the control" : "")
    }

    private var sentences: [String] {
        let pooled = rows.first?.field
        let own = study.thresholds.definition
        return rows.filter { $0.field == pooled && $0.definition == own }.map(sentence)
    }

    package var markdown: String {
        var out: [Block] = simulated ? [.text("**SIMULATED. Nothing here says anything about a model.**")] : []
        out.append(.heading(1, "Before and after: \(Prose.cell(before)) and \(Prose.cell(after))"))
        out.append(
            .text(
                "\(gap) apart, with the control \(Prose.cell(control.b)) and \(Prose.cell(control.a)); both runs read by the same "
                    + "rules."))
        out.append(.bullets(sentences))
        out.append(
            .text(
                "It is a change of the access only where nothing else changed for it and not for the control. Difference in "
                    + "differences: (after - before) less (control after - control before), in points, over scenarios that all "
                    + "four measured; p is of \"no change on the average\", not corrected for the number of rows."
                    + (isRepeated
                        ? " Where scenarios have several trials, changes that cancel are no change on the average; whether any "
                            + "scenario changed is `p_sharp` of the JSON."
                        : "")))
        out.append(
            .table(
                [
                    "frame", "field", "counted", "scenarios", "before", "after", "control before", "control after",
                    "difference in differences", "p",
                ],
                rows.map { row in
                    [
                        row.frame.rawValue, row.field, row.definition.prose, "\(row.result.units)",
                        Prose.short(row.rates?.before), Prose.short(row.rates?.after),
                        Prose.short(row.rates?.controlBefore), Prose.short(row.rates?.controlAfter),
                        Prose.span(row.result.difference, row.result.interval, signed: true), Prose.p(row.result.p),
                    ]
                }, right: [3, 4, 5, 6, 7, 9]))
        return Markdown.write(out)
    }

    package var json: JSONValue {
        [
            "before": .string(before), "after": .string(after), "control_before": .string(control.b),
            "control_after": .string(control.a), "days": days.json,
            "before_and_after": .array(
                rows.map { row in
                    [
                        "frame": .string(row.frame.rawValue), "field": .string(row.field),
                        "definition": .string(row.definition.rawValue), "scenarios": .integer(row.result.units),
                        "before": (row.rates?.before).json, "after": (row.rates?.after).json,
                        "control_before": (row.rates?.controlBefore).json,
                        "control_after": (row.rates?.controlAfter).json,
                        "difference": row.result.difference.json, "low": (row.result.interval?.low).json,
                        "high": (row.result.interval?.high).json, "p": row.result.p.json,
                        "p_sharp": row.result.sharpP.json,
                    ]
                }),
        ]
    }
}
