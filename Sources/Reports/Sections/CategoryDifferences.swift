import Formats
import Statistics
import Trials

/// Which safeguard makes the difference?
struct CategoryDifferences: Section {
    static var host: (any Section.Type)? { Comparisons.self }

    let rows: [CategoryDifference]

    init(_ rows: Rows, _ report: Report) { self.rows = CategoryDifference.all(rows) }

    static let members: [Member<CategoryDifferences>] = [
        Member(
            "category_comparisons",
            "Paired differences per safeguard category, headline frame, all fields. Uncorrected: exploratory.", columns
        ) { $0.rows }
    ]

    private static let columns = Columns<CategoryDifference>([
        .text("a") { $0.a },
        .text("b") { $0.b },
        .frame { $0.frame },
        .any("category", .category) { .string($0.category) },
        .count("pairs", "Clusters measured under both styles.") { $0.paired.pairs },
        .difference("difference", "rate(a) - rate(b) of obstructions of this category.") { $0.paired.difference },
        .difference("low") { $0.paired.interval?.low },
        .difference("high") { $0.paired.interval?.high },
        .share("p", "Of no difference on the average; nothing corrects it.") { $0.paired.p },
        .flag("stands_out") { $0.standsOut },
    ])

    func page(_ report: Report) -> [Block] {
        guard !rows.isEmpty, report.caseFigures == nil else { return [] }
        return [
            .heading(3, "Per safeguard category"),
            .text(
                "The same prompts under both styles, \(report.definition.prose), frame `\(report.frames.first?.rawValue ?? "")`; "
                    + "`unreported`: the reply named no category. Nothing corrects these rows: they are exploratory."),
            .table(
                ["a", "b", "category", "pairs", "a − b, points", "p", "finding"],
                rows.map {
                    [
                        $0.a, $0.b, $0.category, "\($0.paired.pairs)",
                        Prose.span($0.paired.difference, $0.paired.interval, signed: true), Prose.p($0.paired.p),
                        ($0.standsOut ? Verdict.standsOut : Verdict.doesNotStandOut).rawValue + ", exploratory",
                    ]
                }, right: [3]),
        ]
    }

    private typealias Verdict = ComparisonVerdict

    /// One sentence for each comparison: the categories that stand out.
    var sentences: [String] {
        var pairs: [(a: String, b: String)] = []
        for row in rows where !pairs.contains(where: { $0 == (row.a, row.b) }) { pairs.append((row.a, row.b)) }
        return pairs.compactMap { pair in
            let own = rows.filter { ($0.a, $0.b) == pair && $0.standsOut }
                .sorted { abs($1.paired.difference ?? 0) < abs($0.paired.difference ?? 0) }
            guard !own.isEmpty else { return nil }
            let named = own.map { row in
                (row.category == Category.unreported.rawValue ? "no category named" : Prose.cell(row.category)) + " "
                    + Prose.span(row.paired.difference, row.paired.interval, signed: true) + " points"
            }
            return
                "\(Prose.cell(pair.a)) against \(Prose.cell(pair.b)), the same prompts: \(named.joined(separator: "; ")) "
                + "(exploratory: nothing corrects these)."
        }
    }
}
