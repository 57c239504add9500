import Formats
import Statistics
import Trials

/// What does the access style change?
struct Comparisons: Section {
    let rows: [ComparisonRow]

    init(_ rows: Rows, _ report: Report) { self.rows = ComparisonRow.all(rows) }

    // MARK: report.json

    static let members: [Member<Comparisons>] = [Member("comparisons", nil, columns) { $0.rows }]

    private static let columns = Columns<ComparisonRow>([
        .text("a") { $0.a },
        .text("b") { $0.b },
        .text("field") { $0.field },
        .frame { $0.frame },
        .word("definition") { $0.definition },
        .count("pairs", "Clusters measured under both styles; 0 where the two met different prompts.") {
            $0.paired?.pairs ?? 0
        },
        .count("dropped") { $0.paired?.dropped.total ?? 0 },
        .object("dropped_unmeasured", nil, dropped) { $0.paired?.dropped },
        .objectOrNone(
            "whole",
            "Whole prompts (scenarios where several share one): one counts where at least half of its repeats did.",
            whole
        ) { $0.prompts },
        .amountOrNone("both", "By majority of repeats; ties count as half.") { $0.paired?.counts.both },
        .amountOrNone("only_a") { $0.paired?.counts.onlyA },
        .amountOrNone("only_b") { $0.paired?.counts.onlyB },
        .amountOrNone("neither") { $0.paired?.counts.neither },
        .difference("difference", "rate(a) - rate(b).") { $0.difference },
        .difference("low") { $0.interval?.low },
        .difference("high") { $0.interval?.high },
        .difference(
            "simultaneous_low",
            "At alpha over the family's size; null outside it. Holm's steps show more: it may reach over 0 where the verdict is `differs`."
        ) { $0.simultaneous?.low },
        .difference("simultaneous_high") { $0.simultaneous?.high },
        .share("p", "Of no difference on the average.") { $0.p },
        .share("p_adjusted", "Holm over the study's family; null outside it.") { $0.adjustedP },
        .countOrNone("family", "Comparisons that `p_adjusted` is corrected over; null outside the study's family.") {
            $0.family
        },
        .share("p_sharp", "Of no prompt treated differently: sign-flip mid-p.") { $0.paired?.sharpP },
        .share("p_equivalence", "Of a difference of at least the margin: two one-sided tests.") {
            $0.evidence?.equivalence
        },
        .share("p_equivalence_adjusted") { $0.adjusted?.equivalence },
        .share("p_material", "Of a difference of at most the margin.") { $0.evidence?.materiality },
        .share("p_material_adjusted") { $0.adjusted?.materiality },
        .share("q", "Benjamini-Hochberg; exploratory.") { $0.q },
        .any("test", .words(["mcnemar mid-p", "fisher mid-p", "pooled z"])) { .string($0.methods.test) },
        .any("method", .words(["tango", "newcombe"])) { .string($0.methods.interval) },
        .band("difference_missingness") { $0.missingness },
        .wordOrNone("verdict", "`stands out` and `does not stand out`: outside the family, uncorrected.") {
            $0.verdict
        },
        .wordOrNone("materiality", "Beside the study's margin; null outside the family.") { $0.materiality },
        .flag("verdict_depends_on_unmeasured") { $0.dependsOnUnmeasured },
        .band("difference_unsure") { $0.unsureBand },
        .flag("verdict_depends_on_unsure") { $0.dependsOnUnsure },
        .flag("materiality_depends_on_unsure", "Beside a size that is told.") { $0.sizeDependsOnUnsure },
    ])

    private static let whole = Columns<WholePrompts>([
        .count("both") { $0.both }, .count("only_a") { $0.onlyA }, .count("only_b") { $0.onlyB },
        .count("neither") { $0.neither },
    ])

    private static let dropped = Columns<PairedComparison.Dropped?>([
        .count("a") { $0?.unmeasuredUnderA ?? 0 },
        .count("b") { $0?.unmeasuredUnderB ?? 0 },
        .count("both") { $0?.unmeasuredUnderBoth ?? 0 },
    ])

    // MARK: The page

    func page(_ report: Report) -> [Block] {
        let heading = Block.heading(2, "5. What does the access style change?")
        let isClustered = self.rows.contains(where: \.clustered)
        let rows = rows.filter { $0.definition == report.definition }
        guard !rows.isEmpty else { return [heading, .text("The study compares no styles.")] }
        guard report.caseFigures == nil else { return [heading, .text(CasePage.noRates)] }
        var out: [Block] = [
            heading,
            .text(
                "A \(isClustered ? "scenario" : "prompt") counts where at least half of its \(isClustered ? "trials" : "repeats") did, \(report.definition.prose). Differences are in "
                    + "percentage points; intervals are for one comparison at a time, and beside them for the whole family at once; p is "
                    + "adjusted by Holm over the study's family of \(report.familySize); rows outside it have p alone and stand out or do not, "
                    + "which is no finding. Material: shown to be greater than "
                    + "\(report.facts.study.thresholds.limit.prose); not material: shown to be smaller, by two "
                    + "one-sided tests. Once adjusted: the interval alone would say more than holds for the whole family."
            ),
        ]
        out += DifferencePlot.picture(report).map { [.picture($0)] } ?? []
        out.append(Self.table(rows))
        out += Block.paragraphs(rows.filter { $0.field == Rows.all }.map { "(\($0.frame.rawValue)) " + $0.sentence })
        out += report.corrections.differenceBlocks(report)
        if report.frames.contains(.triggerEnriched) {
            out.append(
                .text(
                    "Prompts of the frame `trigger-enriched` were chosen because such prompts are tripped over: differences on "
                        + "them are fair only in the direction away from the style that tripped them."))
        }
        return out
    }

    /// Also what `compare` prints.
    static func table(_ rows: [ComparisonRow]) -> Block {
        .table(
            [
                "a − b", "frame", "field", "finding", "points", "p adjusted",
                rows.contains(where: \.clustered) ? "scenarios" : "prompts",
                "both / only a / only b / neither", "dropped", "family at once", "p",
            ],
            rows.map { row in
                var counts = Array(repeating: Prose.none, count: 3)
                if let paired = row.paired, let whole = row.prompts {
                    counts = [
                        "\(whole.all)", "\(whole.both) / \(whole.onlyA) / \(whole.onlyB) / \(whole.neither)",
                        "\(paired.dropped.total)",
                    ]
                }
                return [
                    "\(row.a) − \(row.b)", row.frame.rawValue, row.field,
                    row.words + (row.isShownByStepsOnly ? " (by Holm's steps, not by the bounds of all at once)" : ""),
                    Prose.difference(row), row.isTooFew ? Prose.none : Prose.p(row.adjustedP),
                ] + counts
                    + (row.isTooFew ? [Prose.none, Prose.none] : [Prose.range(row.simultaneous), Prose.p(row.p)])
            }, right: Set(6...8))
    }
}

extension ComparisonRow {
    fileprivate var paired: PairedComparison? { if case .paired(let paired) = finding { paired } else { nil } }

    fileprivate var methods: (test: String, interval: String) {
        switch finding {
        case .paired: return ("mcnemar mid-p", "tango")
        case .unpaired(let unpaired):
            // Fisher's test is one of single trials; with repeats the statistic is z on effective sizes.
            let single = unpaired.a.trials == unpaired.a.clusters && unpaired.b.trials == unpaired.b.clusters
            return (single ? "fisher mid-p" : "pooled z", "newcombe")
        }
    }
}

extension Report {
    package var comparisons: [ComparisonRow] { section(Comparisons.self).rows }

    /// All comparisons that are corrected, in however many groups. With one field the pooled row is that field's, and counts once.
    var familySize: Int {
        let family = comparisons.filter { $0.family != nil }
        let onlyOneField = Set(family.lazy.filter { $0.field != Rows.all }.map(\.field)).count == 1
        return family.count { !(onlyOneField && $0.field == Rows.all) }
    }
}
