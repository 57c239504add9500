import Formats
import Trials

/// When blocks fell, and what had come by then.
struct BlockTimes: Section {
    let rows: [BlockTimeRow]
    let comparisons: [StageComparison]
    /// Seconds to a whole answer, by style.
    private let answers: [String: Spread]

    init(_ rows: Rows, _ report: Report) {
        self.rows = BlockTimeRow.all(rows)
        comparisons = StageComparison.all(rows)
        answers = Dictionary(
            uniqueKeysWithValues: rows.styles.compactMap { style in
                Spread(
                    (rows.frames.first.map { rows.mains(style.id, Rows.all, $0) } ?? [])
                        .filter { $0.verdict?.outcome == .answered }.compactMap(\.endSeconds)
                ).map { (style.id, $0) }
            })
    }

    // MARK: report.json

    static let members: [Member<BlockTimes>] = [
        Member("block_times", "When blocks fell, per style, frame, field and stage.", columns) { $0.rows },
        Member(
            "stage_comparisons",
            "Stages and times of compared styles beside each other; only where `stream` is equal.", comparisonColumns
        ) { $0.comparisons },
    ]

    private static let columns = Columns<BlockTimeRow>([
        .text("style") { $0.style },
        .text("field") { $0.field },
        .frame { $0.frame },
        .wordOrNone("stage", "null: all stages together.") { $0.stage },
        .flagOrNone("stream", "null for imported outcomes, which do not say.") { $0.stream },
        .count("blocks", "Benign main trials that the API blocked.", from: 1) { $0.blocks },
        .objectOrNone("seconds", "Seconds from the start of the counted attempt to the block.", spread) { $0.seconds },
        .objectOrNone(
            "tokens_before", "Output tokens as the provider counts them, reasoning included.", spread
        ) { $0.tokens },
        .countOrNone("with_text", "Blocks with which visible text came, the model's or a guardrail's own.") {
            $0.withText
        },
    ])

    private static let spread = Columns<Spread>([
        .count("known", "Blocks for which the figure is known.") { $0.known },
        .amount("least") { $0.least },
        .amount("lower_quartile") { $0.lowerQuartile },
        .amount("median") { $0.median },
        .amount("upper_quartile") { $0.upperQuartile },
        .amount("most") { $0.most },
    ])

    private static let comparisonColumns = Columns<StageComparison>([
        .text("a") { $0.a },
        .text("b") { $0.b },
        .frame { $0.frame },
        .flag("comparable", "Whether both styles were streamed, or neither.") { $0.obstacle == nil },
        .textOrNone("reason", "Why they are not compared.") { $0.obstacle },
        .count("trials_a", "Measured benign main trials.") { $0.trialsA },
        .count("trials_b") { $0.trialsB },
        .list("stages", nil, stages) { $0.stages },
        .amountOrNone("median_seconds_a", "To block.") { $0.medianSecondsA },
        .amountOrNone("median_seconds_b") { $0.medianSecondsB },
    ])

    private static let stages = Columns<StageComparison.Count>([
        .word("stage") { $0.stage }, .count("a", "Blocks.") { $0.a }, .count("b") { $0.b },
    ])

    // MARK: The page

    /// Per style over all fields; report.json has the fields too.
    func page(_ report: Report) -> [Block] {
        let shown = rows.filter { $0.field == Rows.all }
        guard !report.attribution.isEmpty, !shown.isEmpty else { return [] }
        var words =
            "Seconds run from the start of the request to the block. Tokens are the provider's count of what the model "
            + "had written by then, reasoning included, over the blocks for which it says so."
        if !report.facts.imported {
            words +=
                " Text that came with a block, a guardrail's own words included, is kept: `obstructed.jsonl` of the "
            words += "run folder holds it beside each trial."
        }
        return [
            .heading(3, "When a block fell")
        ] + (TimePlot.picture(report, answers: answers).map { [.picture($0)] } ?? []) + [
            .table(
                [
                    "style", "streamed", "frame", "stage", "blocks", "s to block, median", "quartiles", "longest",
                    "tokens before, median", "tokens known", "with text",
                ],
                shown.map { row in
                    [
                        row.style, row.stream.map { $0 ? "yes" : "no" } ?? Prose.none, row.frame.rawValue,
                        row.stage?.rawValue ?? Rows.all,
                        "\(row.blocks)", Prose.number(row.seconds?.median), Self.quartiles(row.seconds),
                        Prose.number(row.seconds?.most), row.tokens.map { Prose.count($0.median) } ?? Prose.none,
                        "\(row.tokens?.known ?? 0)", row.withText.map(String.init) ?? Prose.none,
                    ]
                }, right: [4, 5, 7, 8, 9, 10]),
            .text(words),
        ] + compared
    }

    private static func quartiles(_ spread: Spread?) -> String {
        spread.map { "\(Prose.number($0.lowerQuartile)) to \(Prose.number($0.upperQuartile))" } ?? Prose.none
    }

    private var compared: [Block] {
        let shown = comparisons.filter { $0.obstacle == nil && !$0.stages.isEmpty }
        var out: [Block] = []
        if !shown.isEmpty {
            out += [
                .text("Compared styles, both streamed or neither:"),
                .table(
                    ["a", "b", "frame", "stage", "blocks of a", "blocks of b", "trials of a", "trials of b"],
                    shown.flatMap { pair in
                        pair.stages.map { count in
                            [
                                pair.a, pair.b, pair.frame.rawValue, count.stage.rawValue, "\(count.a)", "\(count.b)",
                                "\(pair.trialsA)", "\(pair.trialsB)",
                            ]
                        }
                    }, right: [4, 5, 6, 7]),
            ]
            for pair in shown where pair.medianSecondsA != nil && pair.medianSecondsB != nil {
                out.append(
                    .bullets([
                        "(\(pair.frame.rawValue)) Median time to block: \(Prose.cell(pair.a)) "
                            + "\(Prose.number(pair.medianSecondsA)) s, \(Prose.cell(pair.b)) "
                            + "\(Prose.number(pair.medianSecondsB)) s."
                    ]))
            }
        }
        var told: Set<String> = []
        for pair in comparisons {
            guard let obstacle = pair.obstacle, told.insert(obstacle).inserted else { continue }
            out.append(
                .bullets([
                    "Stages and times of \(Prose.cell(pair.a)) and \(Prose.cell(pair.b)) are not compared: "
                        + "\(Prose.cell(obstacle))."
                ]))
        }
        return out
    }
}

extension Report {
    package var blockTimes: [BlockTimeRow] { section(BlockTimes.self).rows }
    package var stageComparisons: [StageComparison] { section(BlockTimes.self).comparisons }
}
