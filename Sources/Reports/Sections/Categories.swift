import Formats
import Statistics
import Trials

/// The rate at which each safeguard category obstructs.
struct Categories: Section {
    let rows: [CategoryRate]

    init(_ rows: Rows, _ report: Report) { self.rows = CategoryRate.all(rows) }

    static let members: [Member<Categories>] = [Member("categories", nil, columns) { $0.rows }]

    private static let columns = Columns<CategoryRate>([
        .text("style") { $0.style },
        .frame { $0.frame },
        .any("category", .category) { .string($0.category) },
        .count("hits") { $0.estimate.hits },
        .count("probes") { $0.probes },
        .share("rate") { $0.estimate.rate },
        .share("low") { $0.estimate.low },
        .share("high") { $0.estimate.high },
        .word("method") { $0.estimate.method },
    ])

    func page(_ report: Report) -> [Block] {
        guard report.caseFigures == nil else { return [] }
        let heading = Block.heading(3, "Per safeguard category (\(report.definition.prose))")
        guard !rows.isEmpty else { return [heading, .text(report.nothingObstructed)] }
        return [
            heading,
            .table(
                ["style", "frame", "category", "trials", "rate"],
                rows.map {
                    [
                        $0.style, $0.frame.rawValue, $0.category, "\($0.estimate.hits)",
                        Prose.rate($0.estimate),
                    ]
                }, right: [3]),
        ]
    }
}

extension Report {
    package var categories: [CategoryRate] { section(Categories.self).rows }
}
