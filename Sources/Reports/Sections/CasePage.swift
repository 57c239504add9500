import Formats
import Statistics
import Trials

/// One prompt: k of n in each arm, and Fisher's mid-p over its trials. Absent where a run holds more prompts.
struct CasePage: Section {
    let figures: CaseFigures?

    init(_ rows: Rows, _ report: Report) { figures = CaseFigures(rows) }

    /// What a run about one prompt can say.
    static func scope(_ styles: [AccessStyle]) -> String {
        let accounts = Set(styles.compactMap(\.key)).count > 1 ? "these accounts" : "this account"
        return "This holds for this prompt, \(accounts) and these minutes; it says nothing of other prompts."
    }

    static let members: [Member<CasePage>] = [
        Member(
            "case_arms", "A run about one prompt: its arms, trial by trial. Empty where a run holds more prompts.", arms
        ) { $0.figures?.arms ?? [] },
        Member(
            "case_contrasts", "Arm against arm, by Fisher's mid-p over trials, at alpha over the number of contrasts.",
            contrasts
        ) {
            $0.figures?.contrasts ?? []
        },
    ]

    private static let arms = Columns<CaseFigures.Arm>([
        .text("style") { $0.style },
        .text("probe") { $0.probe },
        .text("what", "What it is of the prompt, in words.") { $0.words },
        .count("hits") { $0.results.count { $0 } },
        .count("trials", "Measured.") { $0.results.count },
        .count("planned") { $0.planned },
        .share("p_clumped", "Runs test in the order of time: small when hits come in clumps.") {
            RunsTest($0.results).clumpedP
        },
    ])

    private static let contrasts = Columns<CaseFigures.Contrast>([
        .text("style") { $0.arm.style },
        .text("probe") { $0.arm.probe },
        .text("reference_style") { $0.reference.style },
        .text("reference_probe") { $0.reference.probe },
        .difference("difference") { $0.comparison.difference },
        .difference("low") { $0.comparison.interval?.low },
        .difference("high") { $0.comparison.interval?.high },
        .share("p", "Fisher's mid-p over trials.") { $0.comparison.p },
        .flag("depends_on_unmeasured", "Trials without a measurement could take away what p tells.") {
            $0.doubt.dependsOnUnmeasured
        },
        .flag("depends_on_unsure", "Verdicts that the classifier does not stand by could.") {
            $0.doubt.dependsOnUnsure
        },
        .countOrNone("more_repeats", "Of each arm that would tell, if the shares stayed; null: told, or none would.") {
            if case .count(let more) = $0.comparison.moreRepeats { more } else { nil }
        },
    ])

    func page(_ report: Report) -> [Block] {
        guard let figures else { return [] }
        return [
            .heading(2, "This prompt"),
            .table(
                ["style", "probe", "", "obstructed", "share of trials", "in clumps, p"],
                figures.arms.map { arm in
                    let hits = arm.results.count { $0 }
                    let interval =
                        RateEstimate(
                            arm.results.map { Tally(hits: $0 ? 1 : 0, measured: 1) },
                            alpha: report.facts.study.thresholds.alpha)
                    return [
                        arm.style, arm.probe, arm.words, "\(hits) of \(arm.results.count)", Prose.rate(interval),
                        Prose.p(RunsTest(arm.results).clumpedP),
                    ]
                }, right: [3]),
            .bullets(sentences(report.definition)),
            .text(
                Self.scope(report.styles)
                    + " Trials are taken for independent; where they come in clumps they know less than their number says."
            ),
        ]
    }

    /// One for each contrast.
    func sentences(_ definition: Definition) -> [String] {
        let contrasts = figures?.contrasts.count ?? 0
        return (figures?.contrasts ?? []).map { contrast in
            let (arm, reference) = (contrast.arm, contrast.reference)
            let sameStyle = arm.style == reference.style
            func name(_ own: CaseFigures.Arm) -> String {
                guard sameStyle else { return Prose.cell(own.style) }
                return Prose.cell(own.probe) + (own.version == .original ? "" : " (\(own.words))")
            }
            func count(_ own: CaseFigures.Arm) -> String { "\(own.results.count { $0 }) of \(own.results.count)" }
            var out = sameStyle ? "Under \(Prose.cell(arm.style)), " : "\(Prose.cell(arm.probe)): "
            out += "\(name(arm)) \(count(arm)) against \(name(reference)) \(count(reference))"
            guard let p = contrast.comparison.p, let difference = contrast.comparison.difference else {
                return out + ": **nothing to compare**, an arm has no measured trial."
            }
            out += " \(definition.clause), p \(Prose.p(p)): "
            switch contrast.comparison.moreRepeats {
            case .settled: out += "**\(difference > 0 ? "more" : "less") often**"
            case .count(let more):
                out +=
                    "**cannot tell**; \(counted(CaseComparison.toSend(more, arm.tally, reference.tally), "more repeat", "more repeats")) of each would, if it went on like this"
            case .some(.none), nil: out += "**cannot tell**; a thousand more repeats would not"
            }
            if let doubt = contrast.doubt.words { out += " (\(doubt) could change this)" }
            if contrasts > 1 {
                out +=
                    " (told at \(Prose.p(contrast.comparison.alpha)), for there are \(contrasts) contrasts)"
            }
            if contrast.comparison.clumps { out += " (trials come in clumps: read p with care)" }
            return out + "."
        }
    }

    /// What was found, for the memo: k of n, never a rate of prompts.
    func overall(_ definition: Definition) -> [String] {
        (figures?.arms ?? []).map { arm in
            let hits = arm.results.count { $0 }
            var out = "Under \(Prose.cell(arm.style)), "
            switch arm.version {
            case .original: out += "the prompt `\(Prose.cell(arm.probe))`"
            case .changed, .twin: out += "`\(Prose.cell(arm.probe))` (\(arm.words))"
            }
            guard !arm.results.isEmpty else {
                return out + "**nothing was measured**: none of \(counted(arm.planned, "trial")) came to a verdict."
            }
            out += " \(definition.clause(1)) in **\(hits) of \(arm.results.count)** "
            out += arm.results.count == 1 ? "trial" : "trials"
            if let p = RunsTest(arm.results).clumpedP, p < CaseComparison.clumpsBelow {
                out += ", in clumps (runs test, p \(Prose.p(p))): they know less than their number says"
            }
            return out + (arm.planned > arm.results.count ? " (\(arm.planned - arm.results.count) unmeasured)." : ".")
        }
    }

    /// In place of rates, which one prompt does not give.
    static let noRates =
        "This run is about one prompt, and rates are of prompts: its trials are counted under “This prompt”."
}
