import Formats
import Statistics
import Trials

/// Can I trust it?
extension Trust: Section {
    init(_ rows: Rows, _ report: Report) { self.init(rows) }

    // MARK: report.json

    static let members: [Member<Trust>] = [
        Member("trust", columns.shape.about("Whether the numbers can be trusted.")) { columns.json($0) }
    ]

    private static let columns = Columns<Trust>([
        .list("coverage", nil, coverageColumns) { $0.coverage },
        .any("coverage_floor", .number(least: 0, most: 1)) { .number($0.floor) },
        .list("drift", nil, driftColumns) { $0.drift },
        .count("accounts", "Distinct credentials.") { Set($0.facts.accounts.values).count },
        .textOrNone("started") { $0.facts.startedAt },
        .textOrNone("ended") { $0.facts.endedAt },
        .textOrNone("ended_early") { $0.facts.endedEarly },
        .object("classifier", nil, classifier) { $0 },
        .any("look", .none.about("Number of the look of a nightly study; not counted by this version.")) { _ in .null },
        .list(
            "served_changes", nil,
            Columns<(style: String, models: [String])>([
                .text("style") { $0.style }, .texts("models") { $0.models },
            ])
        ) { $0.servedChanges },
        .list(
            "degraded", nil,
            Columns<(style: String, flag: Degraded, trials: Int)>([
                .text("style") { $0.style }, .word("flag") { $0.flag }, .count("trials", from: 1) { $0.trials },
            ])
        ) { $0.degraded },
        .list(
            "errors", nil,
            Columns<(style: String, kind: ErrorKind, trials: Int)>([
                .text("style") { $0.style }, .word("kind") { $0.kind }, .count("trials", from: 1) { $0.trials },
            ])
        ) { $0.errors },
        .list(
            "truncated", nil,
            Columns<(style: String, trials: Int)>([
                .text("style") { $0.style },
                .count("trials", "Cut by a length limit with nothing to judge: unmeasured.", from: 1) { $0.trials },
            ])
        ) { $0.truncated },
        .count("unfinished", "Planned trials without a verdict.") { $0.unfinished },
        .count("attempts_possibly_lost", "Started without an exchange: they may have been paid for.") {
            $0.facts.lostAttempts
        },
    ])

    private static let coverageColumns = Columns<CoverageRow>([
        .text("style") { $0.style },
        .text("field", "A field, or `all`.") { $0.field },
        .count("measured") { $0.measured },
        .count("planned") { $0.planned },
        .share("share") { $0.share },
        .flag("below_floor") { $0.belowFloor },
    ])

    private static let driftColumns = Columns<Drift>([
        .text("style") { $0.style },
        .frame { $0.frame },
        .text("counted", "The study's definition, or a promise of the style.") { $0.counted },
        .count("earlier_hits", "Of the earlier half of the attempts in time.") { $0.change.earlier.hits },
        .count("earlier_trials") { $0.change.earlier.measured },
        .count("later_hits") { $0.change.later.hits },
        .count("later_trials") { $0.change.later.measured },
        .difference("difference", "Rate of the later half less that of the earlier one.") { $0.change.difference },
        .share("p", "Exact, permuted within prompts.") { $0.change.p },
        .share("p_adjusted", "Holm over the rows of a style.") { $0.adjustedP },
        .flag("flagged", "Adjusted p < .01: the provider changed during the run.") { $0.flagged },
    ])

    private static let classifier = Columns<Trust>([
        .texts("versions") { $0.facts.classifierVersions },
        .any("accuracy_on_this_model", Labelling.accuracyShape) { $0.labelling.accuracyJSON },
        .any("labels", Labelling.columns.shape.about("Human labels of replies of this run.")) {
            Labelling.columns.json($0.labelling)
        },
        .count("text_decided") { $0.textDecided },
        .countOrNone(
            "text_by_act", "Text verdicts that rest on a sentence that declines; null where they were made elsewhere."
        ) { $0.facts.imported ? nil : $0.textByAct },
        .countOrNone("text_by_words", "Text verdicts that rest on the words as a whole, not on one sentence.") {
            $0.facts.imported ? nil : $0.textByWords
        },
        .countOrNone("unsure", "Null where outcomes are imported: others did not say how sure they were.") {
            $0.facts.imported ? nil : $0.unsure
        },
    ])

    // MARK: The page

    func page(_ report: Report) -> [Block] {
        let headline = Headline(report: report)
        var items = ["Registration: \(headline.registration).", "Replies: \(headline.replies)."]
        if unfinished > 0 { items.append("Planned trials that are not finished: \(unfinished).") }
        if facts.imported {
            items.append(
                "Planned trials are the rows of the data: a row that is absent counts as never planned, not as unmeasured. "
                    + (absent == 0
                        ? "Every style has a row for every prompt and repeat."
                        : "\(absent) of \(absent + facts.records.count) combinations of style, prompt and repeat have none.")
            )
        } else {
            let accounts = Set(facts.accounts.values).count
            items.append(
                "Accounts: \(accounts == 0 ? Prose.none : "\(accounts)")\(oneKey(facts)). Intervals cover prompts, not accounts or "
                    + "days.")
            items.append("Requests that may have been paid for and lost: \(facts.lostAttempts).")
        }
        items.append(headline.classifier)
        let versions = facts.classifierVersions.map(Prose.cell).joined(separator: ", ")
        items.append("Rules: \(versions.isEmpty ? Prose.none : versions).")
        var out: [Block] = [.heading(2, "1. Can I trust it?"), .bullets(items)] + coverageTable
        for entry in degraded where entry.flag == .noEndMarker {
            let (replies, have) = entry.trials == 1 ? ("reply", "has") : ("replies", "have")
            out.append(
                .text(
                    "\(entry.trials) measured \(replies) of \(Prose.cell(entry.style)) \(have) no end marker "
                        + "(`no-end-marker`): the body came whole, and nothing in it says that the model had finished.")
            )
        }
        out += driftTable(report)
        if !errors.isEmpty || !truncated.isEmpty {
            out += [
                .text("Unmeasured trials of any kind of prompt, by what ended them:"),
                .table(
                    ["style", "ended by", "trials"],
                    errors.map { [$0.style, $0.kind.rawValue, "\($0.trials)"] }
                        + truncated.map {
                            [$0.style, "truncated: no text before the token limit", "\($0.trials)"]
                        }, right: [2]),
            ]
        }
        if !truncated.isEmpty, !facts.imported {
            out.append(
                .text(
                    "What was truncated is measured with a larger `max_output_tokens`: reasoning counts against it at several "
                        + "providers."))
        }
        if !degraded.isEmpty {
            out += [
                .text("Degraded flags:"),
                .table(
                    ["style", "flag", "trials"], degraded.map { [$0.style, $0.flag.rawValue, "\($0.trials)"] },
                    right: [2]),
            ]
        }
        return out
    }

    /// Styles whose keys have different names and one value.
    private func oneKey(_ facts: RunFacts) -> String {
        let groups = Dictionary(grouping: facts.study.styles.filter { $0.key != nil }) { facts.accounts[$0.id] ?? "" }
        let shared = facts.study.styles.compactMap { style -> String? in
            guard let group = groups[facts.accounts[style.id] ?? ""], group.first?.id == style.id,
                Set(group.map(\.key)).count > 1
            else { return nil }
            return "the keys of \(Prose.list(group.map { Prose.cell($0.id) })) hold the same"
        }
        return shared.isEmpty ? "" : " (\(Prose.list(shared)))"
    }

    /// Whole coverage is one sentence; else every style with what it lacks.
    private var coverageTable: [Block] {
        let short = coverage.filter { $0.measured < $0.planned }
        guard !short.isEmpty else {
            return coverage.isEmpty ? [] : [.text("Coverage is whole: every planned benign trial was measured.")]
        }
        let shown = coverage.filter { row in row.field == Rows.all || row.measured < row.planned }
        return [.text("Benign trials measured; fields that are not listed are whole:")]
            + (CoverageBars.picture(shown, floor: floor).map { [.picture($0)] } ?? []) + [
                .table(
                    ["style", "field", "measured", "planned", "coverage", "floor held"],
                    shown.map {
                        [
                            $0.style, $0.field, "\($0.measured)", "\($0.planned)", Prose.percent($0.share),
                            $0.belowFloor ? "no" : "yes",
                        ]
                    }, right: [2, 3, 4])
            ]
    }

    /// Combinations of style, prompt and repeat of imported data without a row.
    private var absent: Int {
        struct Slot: Hashable {
            let probe: String
            let repetition: Int
        }
        let slots = Set(facts.records.lazy.map { Slot(probe: $0.key.probe, repetition: $0.key.repetition) })
        return slots.count * facts.study.styles.count - facts.records.count
    }

    private func driftTable(_ report: Report) -> [Block] {
        let rows = drift.filter { $0.change.p != nil }
        guard !rows.isEmpty else { return [] }
        return [
            .text(
                "Drift: the later half of the attempts in time against the earlier one, each prompt against itself where it "
                    + "was sent in both. An adjusted p < 0.01 counts as a change:"
            ),
            .table(
                ["style", "frame", "counted", "earlier", "later", "points", "adjusted p", "changed"],
                rows.map {
                    [
                        $0.style, $0.frame.rawValue, $0.counted,
                        "\($0.change.earlier.hits) of \($0.change.earlier.measured)",
                        "\($0.change.later.hits) of \($0.change.later.measured)", Prose.points($0.change.difference),
                        Prose.p($0.adjustedP), $0.flagged ? "yes" : "no",
                    ]
                }, right: [3, 4, 5, 6]),
        ]
    }
}

/// What no figure of a report covers, at the end of the question whether it can be trusted.
struct LeftOut: Section {
    init(_ rows: Rows, _ report: Report) {}

    static var host: (any Section.Type)? { Trust.self }

    func page(_ report: Report) -> [Block] {
        [
            .text(
                "It leaves out: other accounts, regions and days; requests that people never send because they expect a "
                    + "refusal; and what the obstructed work would have been worth.")
        ]
    }
}

extension Report {
    package var trust: Trust { section(Trust.self) }
}
