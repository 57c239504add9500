import Formats
import Statistics
import Trials

/// Contrasts within a style: twins, variants, neutral probes, repeats.
struct Contrasts: Section {
    let rows: [ContrastRow]

    init(_ rows: Rows, _ report: Report) { self.rows = ContrastRow.all(rows) }

    // MARK: report.json

    static let members: [Member<Contrasts>] = [
        Member(
            "contrasts",
            Shape.list(Shape(json: ["oneOf": [pairs.shape.json, neutral.shape.json, repeats.shape.json]]))
        ) { .array($0.rows.map(json)) }
    ]

    private static func json(_ row: ContrastRow) -> JSONValue {
        switch row.content {
        case .paired(let kind, let frame, let pair): pairs.json((row.style, kind, frame, pair))
        case .neutral(let rate): neutral.json((row.style, rate))
        case .repeats(let mixed, let probes, let icc): repeats.json((row.style, mixed, probes, icc))
        }
    }

    private typealias Pair = (style: String, kind: ContrastRow.Kind, frame: Frame, pair: PairedComparison)

    private static let pairs = Columns<Pair>([
        .text("style") { $0.style },
        .any("contrast", kinds) { .string($0.kind.name) },
        .frame { $0.frame },
        .count("pairs", from: 1) { $0.pair.pairs },
        .amount("both") { $0.pair.counts.both },
        .amount("only_a", "a: the original of a twin, or the variant.") { $0.pair.counts.onlyA },
        .amount("only_b") { $0.pair.counts.onlyB },
        .amount("neither") { $0.pair.counts.neither },
        .difference("difference") { $0.pair.difference },
        .difference("low") { $0.pair.interval?.low },
        .difference("high") { $0.pair.interval?.high },
        .share("p") { $0.pair.p },
    ])

    private static let kinds = Shape(json: [
        "type": "string",
        "pattern": .string(
            { "^(twin|variant:(\($0))(\\+(\($0)))*)$" }(Change.allCases.map(\.rawValue).joined(separator: "|"))),
    ])

    private static let neutral = Columns<(style: String, rate: RateEstimate)>([
        .text("style") { $0.style },
        .any("contrast", Shape(json: ["const": "neutral"])) { _ in "neutral" },
        .count("probes") { $0.rate.clusters },
        .count("hits") { $0.rate.hits },
        .share("rate") { $0.rate.rate },
        .share("low") { $0.rate.low },
        .share("high") { $0.rate.high },
    ])

    private static let repeats = Columns<(style: String, mixed: Int, probes: Int, icc: Double?)>([
        .text("style") { $0.style },
        .any("contrast", Shape(json: ["const": "repeats"])) { _ in "repeats" },
        .count("probes", from: 1) { $0.probes },
        .count("mixed", "Probes whose repeats disagreed.") { $0.mixed },
        .numberOrNone("icc") { $0.icc },
    ])

    // MARK: The page

    func page(_ report: Report) -> [Block] {
        let heading = Block.heading(2, "7. Contrasts within a style")
        guard !rows.isEmpty || !report.controls.isEmpty else {
            return [heading, .text("No twins, variants, neutral probes or repeats.")]
        }
        guard !rows.isEmpty else { return [heading] }
        return [
            heading,
            .table(
                ["style", "contrast", "frame", "size", "difference or rate", "p or ICC"],
                rows.map { cells($0, report) }),
            .text(
                "Trigger words: as they were minus the twin without them (what the vocabulary costs). Changed: the changed prompt minus "
                    + "the one as it was (what taking this away changes). Neutral: everyday science. ICC near 1: repeats of a prompt agree and tell "
                    + "little more than one trial. All \(report.definition.prose); p without correction, exploratory."),
        ]
    }

    private func cells(_ row: ContrastRow, _ report: Report) -> [String] {
        switch row.content {
        case .paired(let kind, let frame, let pair):
            [
                row.style, kind.words, frame.rawValue, counted(pair.pairs, "pair"),
            ]
                // A difference of so few says what one prompt does.
                + (pair.pairs < ComparisonRow.fewestPairs
                    ? [
                        "\(pair.leaning.towardsA) one way, \(pair.leaning.towardsB) the other: too few to say more",
                        Prose.none,
                    ]
                    : [
                        "\(Prose.span(pair.difference, pair.interval, signed: true)) points",
                        "p \(Prose.p(pair.p))",
                    ])
        case .neutral(let rate):
            [
                row.style, "neutral zero line", Prose.none,
                counted(rate.clusters, "scenario"),
                Prose.rate(rate), Prose.none,
            ]
        case .repeats(let mixed, let probes, let icc):
            [
                row.style, "repeats", report.frames.first?.rawValue ?? Prose.none,
                counted(probes, "prompt"), "\(mixed) changed between repeats",
                "ICC \(Prose.number(icc))",
            ]
        }
    }
}

extension Report {
    package var contrasts: [ContrastRow] { section(Contrasts.self).rows }
}
