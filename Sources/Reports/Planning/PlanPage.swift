import Formats
import Statistics
import Trials

/// The plan as a page: tables and words, and pictures in HTML.
package struct PlanPage: Sendable {
    let plan: StudyPlan

    package init(_ plan: StudyPlan) { self.plan = plan }

    package var markdown: String { Markdown.write(sections.flatMap(\.blocks)) }

    /// - Throws: `InputError` where the program was built without its templates.
    package func html() throws -> [UInt8] {
        try HTMLPage().write(title: "Plan of \(plan.study.name)", sections)
    }

    private var sections: [(name: String, blocks: [Block])] {
        var out: [(name: String, blocks: [Block])] = []
        // One scenario makes no rate, and no comparison over scenarios.
        if !plan.isCase {
            out.append(("Rates", rates))
            if !plan.study.compare.isEmpty { out.append(("Comparisons", comparisons)) }
        }
        if !plan.loads.isEmpty { out.append(("What it takes", loads)) }
        let answers = plan.answers
        out.append(
            (
                "What this study can and cannot answer",
                [
                    .heading(2, "What this study can and cannot answer"), .text("It can answer:"),
                    .bullets(answers.can.isEmpty ? ["nothing"] : answers.can.map(Prose.cell)),
                    .text("It cannot answer:"), .bullets(answers.cannot.map(Prose.cell)),
                ]
            ))
        return out
    }

    private var eachCell: [(style: String, field: String, scenarios: Int)] {
        plan.study.styles.flatMap { style in plan.fields.map { (style.id, $0.field, $0.scenarios) } }
    }

    private var rates: [Block] {
        let repeats = plan.study.repeats
        func half(_ style: String, _ field: String, _ scenarios: Int, _ repeats: Int) -> String {
            plan.halfWidth(style, field, scenarios: scenarios, repeats: repeats).map { Prose.size($0) } ?? Prose.none
        }
        let rows = eachCell.map { style, field, scenarios in
            let chances = plan.chances(style, field, scenarios: scenarios)
            return [
                style, field, "\(scenarios)",
                assumed(Prose.short(plan.expected(style, field).rate), !plan.expected(style, field).isOfPilot),
                half(style, field, scenarios, repeats), half(style, field, scenarios, repeats + 1),
                half(style, field, scenarios + scenarios / repeats, repeats),
                Prose.short(chances[.withinTolerance]), Prose.short(chances[.obstructs]),
            ]
        }
        return [
            .heading(2, "Rates"),
            .text(
                plan.pilot == nil
                    ? "Without a pilot: a rate of \(Prose.short(StudyPlan.defaultRate)), and repeats that agree with ICC "
                        + "\(EffectiveProbes.defaultICC) (`--pilot RUN` takes those of a run)."
                    : "Rates, ICC and shares of differing prompts are those of the pilot; what stands in brackets it has not, and is "
                        + "assumed. Where it saw none, half of what it cannot exclude is taken."),
            .text(
                "Expected half-width of the interval (\(plan.thresholds.definition.rawValue), \(counted(repeats, "repeat"))), what one "
                    + "more repeat of each prompt would make of it, and what as many requests on new scenarios would; the chance that "
                    + "a cell is shown to be within \(Prose.short(plan.thresholds.tolerance)), or above "
                    + "\(Prose.short(plan.thresholds.obstruction)), at this rate."),
            .table(
                [
                    "style", "field", "scenarios", "rate", "±", "± one more repeat", "± new scenarios",
                    "chance within", "chance above",
                ], rows, right: Set(2...8)),
        ] + (PlanPicture.halfWidth(plan).map { [.picture($0)] } ?? [])
    }

    /// Without a pilot all is assumed, and the text above the table says so.
    private func assumed(_ text: String, _ isAssumed: Bool) -> String {
        plan.pilot != nil && isAssumed ? "(\(text))" : text
    }

    private var comparisons: [Block] {
        let rows = plan.study.compare.flatMap { pair in
            plan.fields.map { field, scenarios in
                let own = plan.comparison(pair, field, scenarios: scenarios)
                return [
                    pair.a, pair.b, field, "\(scenarios)",
                    assumed(Prose.short(own.discordant), plan.pilotPair(pair, field) == nil),
                    own.minimumDetectableDifference(power: StudyPlan.power).map { Prose.size($0) } ?? "none",
                    plan.seen(pair, field)?.difference.map {
                        "\(Prose.short(own.power(difference: abs($0)))) at \(Prose.points($0))"
                    } ?? Prose.none,
                    Prose.short(plan.likeness(pair, field, scenarios: scenarios)),
                    plan.differenceBeyond(nil, pair, field) != nil
                        ? "no number"
                        : plan.scenariosForLikeness(pair, field).map { "\($0)" } ?? "more than 20,000",
                ]
            }
        }
        return [
            .heading(2, "Comparisons"),
            .text(
                "At alpha \(plan.thresholds.alpha) over a family of \(plan.family): the smallest difference that is found with "
                    + "\(Prose.short(StudyPlan.power)) power, the power at the pilot's difference, the chance to show that a pair is "
                    + "alike to within \(plan.thresholds.limit.prose) (as different as in the pilot; else where no prompt differs), "
                    + "and the scenarios that this takes with \(Prose.short(StudyPlan.power)) power."),
            .table(
                [
                    "a", "b", "field", "scenarios", "prompts that differ", "found from", "power, pilot", "alike",
                    "scenarios for alike",
                ], rows, right: Set(3...8)),
        ] + (PlanPicture.power(plan).map { [.picture($0)] } ?? [])
    }

    private var loads: [Block] {
        let rows = eachCell.compactMap { style, field, _ in
            plan.loads[StudyPlan.Place(style: style, field: field)].map { load in
                [
                    style, field, "\(load.requests)", Prose.fixed(load.inputTokens, digits: 0),
                    Prose.fixed(load.outputTokens, digits: 0),
                    load.usd.map { Prose.fixed($0, digits: 2) } ?? Prose.none,
                    load.minutes.map { "\(Prose.fixed($0.rounded(.up), digits: 0)) min" } ?? Prose.none,
                ]
            }
        }
        return [
            .heading(2, "What it takes"),
            .text(
                "Main prompts of the headline frame; twins, controls and checks of access come on top, and stand in the totals. "
                    + "Time: the least that declared limits leave."),
            .table(
                ["style", "field", "requests", "tokens in", "tokens out", "USD", "at least"], rows, right: Set(2...6)),
        ]
    }
}

extension StudyPlan {
    /// By enumeration on what the repeats are worth.
    func chances(_ style: String, _ field: String, scenarios: Int) -> [Level: Double] {
        rule.chances(
            rate: expected(style, field).rate, probes: design(style, field, scenarios: scenarios).whole)
    }
}
