import Formats
import Statistics
import Trials

/// The Access Assessment Matrix of Kembery and Reed: access styles beside user groups, fields and safeguard categories.
///
/// It shows how far each access obstructs benign work. It says nothing about the risk of granting access.
struct ObstructionMatrix: Section {
    private let categories: [CategoryCell]

    init(_ rows: Rows, _ report: Report) { categories = CategoryCell.all(rows) }

    /// What one cell of any of the matrices says.
    private struct Entry {
        let estimate: RateEstimate
        let level: LevelReading?
        let probes: Int
        let more: MoreProbes?

        init?(_ cell: Cell?) {
            guard let cell else { return nil }
            (estimate, level, probes, more) = (cell.estimate, cell.level, cell.probes, cell.morePlanned)
        }

        init?(_ cell: CategoryCell?) {
            guard let cell else { return nil }
            (estimate, level, probes, more) = (cell.estimate, cell.level, cell.probes, cell.morePlanned)
        }

        func words(_ thresholds: Thresholds) -> String {
            guard let level else { return Prose.none }
            var out = LevelSign(level.statement).words(thresholds) + (level.doubt == nil ? "" : "*")
            let isShared = estimate.clusters != probes
            out += ": \(Prose.rate(estimate)), \(counted(probes, "prompt"))"
            if isShared { out += " in \(counted(estimate.clusters, "scenario"))" }
            if !level.level.isReached, let more = more?.prose {
                out += ", \(more) more \(isShared ? "scenarios " : "")to settle"
            }
            return out
        }
    }

    func page(_ report: Report) -> [Block] {
        guard let frame = report.frames.first else { return [] }
        let thresholds = report.facts.study.thresholds
        let styles = report.styles.map(\.id)
        func cell(_ style: String, _ field: String) -> Entry? {
            Entry(report.cell(style, field, report.definition, frame: frame))
        }
        func matrix(
            _ id: String, _ title: String, _ of: String, _ columns: [String], _ own: (AccessStyle, String) -> Entry?
        ) -> [Block] {
            let tiles = report.styles.flatMap { style in
                columns.compactMap { column in
                    let entry = own(style, column)
                    return MatrixTiles.Tile(style.id, column, entry?.level, entry?.estimate, thresholds)
                }
            }
            let picture = MatrixTiles.picture(id: id, title: title, rows: styles, columns: columns, tiles, thresholds)
            return (picture.map { [.picture($0)] } ?? []) + [
                Self.table(report.styles, of, columns) { own($0, $1)?.words(thresholds) ?? Prose.none }
            ]
        }
        let heading = Block.heading(
            2, "6. Access assessment matrix (\(report.definition.prose), frame `\(frame.rawValue)`)")
        guard report.caseFigures == nil else { return [heading, .text(CasePage.noRates)] + declared(report) }
        var out: [Block] = [
            heading,
            .text(
                "Within tolerance: the whole interval lies below \(Prose.short(thresholds.tolerance)); obstructs: above "
                    + "\(Prose.short(thresholds.obstruction)). Each cell: level, rate (interval), prompts, and how many more "
                    + "would settle at its present rate what nothing but their number leaves open. An asterisk marks a level that "
                    + "unmeasured trials or unsure verdicts could change. After the Access Assessment Matrix of Kembery and Reed; it says nothing about the risk of "
                    + "granting access."),
        ]
        out += matrix("matrix-fields", "Access styles and fields", "field", [Rows.all] + report.fields(of: frame)) {
            cell($0.id, $1)
        }
        out.append(.text(Self.together(report, frame)))
        out += Self.atOnce(report, frame)
        let groups = Set(report.styles.flatMap(\.grantedTo)).sorted()
        if !groups.isEmpty {
            out += [.text("Access styles and user groups, over all fields; a dash: not granted to that group.")]
            out += matrix("matrix-groups", "Access styles and user groups", "user group", groups) { style, group in
                style.grantedTo.contains(group) ? cell(style.id, Rows.all) : nil
            }
        }
        let names = Set(categories.map(\.category)).sorted()
        if !names.isEmpty {
            out.append(
                .text(
                    "Access styles and safeguard categories: the share of prompts that each category obstructed. A level here asks "
                        + "whether that category alone stays within tolerance or obstructs."))
            out += matrix("matrix-categories", "Access styles and safeguard categories", "category", names) {
                style, name in
                Entry(categories.first { $0.style == style.id && $0.category == name })
            }
        }
        return out + declared(report)
    }

    /// The longer side downwards: cells hold sentences, and a page is narrow.
    private static func table(
        _ styles: [AccessStyle], _ of: String, _ columns: [String], _ cell: (AccessStyle, String) -> String
    ) -> Block {
        columns.count > styles.count
            ? .table([of] + styles.map(\.id), columns.map { column in [column] + styles.map { cell($0, column) } })
            : .table(["style"] + columns, styles.map { style in [style.id] + columns.map { cell(style, $0) } })
    }

    /// Styles and fields at a glance.
    static func overview(_ report: Report) -> Picture? {
        guard report.caseFigures == nil, let frame = report.frames.first else { return nil }
        let fields = [Rows.all] + report.fields(of: frame)
        let tiles = report.styles.flatMap { style in
            fields.compactMap { field in
                let cell = report.cell(style.id, field, report.definition, frame: frame)
                return MatrixTiles.Tile(
                    style.id, field, cell?.level, cell?.estimate, report.facts.study.thresholds)
            }
        }
        return MatrixTiles.picture(
            id: "overview", title: "Access styles and fields at a glance", rows: report.styles.map(\.id),
            columns: fields, tiles, report.facts.study.thresholds)
    }

    /// What a style promises a researcher beside what the run saw of it.
    private func declared(_ report: Report) -> [Block] {
        let facts = [
            "tier", "grant", "model", "served by", "requests per minute", "input tokens per minute", "price",
            "paid, USD",
            "prefill", "logprobs", "seed", "continuation",
        ]
        let lines = ParityLines(rows: report.parity).lines.filter { facts.contains($0.fact) }
        guard !lines.isEmpty else { return [] }
        return [
            .text("What each style declares beside what the run saw (an em dash: nobody said):"),
            .table(
                ["fact", "source"] + report.parity.map(\.style.id),
                lines.map { line in [line.fact, line.source] + line.values.map { $0 ?? Prose.none } }),
        ]
    }

    /// The intervals that hold for every cell of the matrix at once, beside those of the matrix, which hold one by one.
    private static func atOnce(_ report: Report, _ frame: Frame) -> [Block] {
        let cells = report.cells.filter { $0.isOfMatrix(report.facts.study.thresholds, frame) }
        let columns = report.fields(of: frame).filter { field in cells.contains { $0.field == field } }
        guard cells.count > 1, !columns.isEmpty else { return [] }
        return [
            .text("Intervals that hold for all \(cells.count) cells at once (each at alpha / \(cells.count)):"),
            .table(
                ["style"] + columns,
                report.styles.map { style in
                    [style.id]
                        + columns.map { field in
                            cells.first { $0.style == style.id && $0.field == field }
                                .map { Prose.rate($0.estimate.rate, $0.simultaneous) } ?? Prose.none
                        }
                }),
        ]
    }

    /// What may be said of the cells together: "at least one" needs a correction that "all" does not.
    static func together(_ report: Report, _ frame: Frame) -> String {
        let cells = report.cells.filter { $0.isOfMatrix(report.facts.study.thresholds, frame) }
        guard !cells.isEmpty else { return "No cell was measured." }
        let count = counted(cells.count, "cell")
        let sure = cells.filter { $0.simultaneousLevel == .obstructs }.map {
            "\(Prose.cell($0.style)), \(Prose.cell($0.field))"
                + ($0.level?.doubt.map { " (\($0) could change this)" } ?? "")
        }
        var text = "Each level may be wrong for itself, and styles and fields make \(count). "
        let alone = cells.count { $0.level?.level == .obstructs }
        text +=
            sure.isEmpty
            ? (alone > 0 ? "\(counted(alone, "cell")) would obstruct if it were the only one looked at. " : "")
                + "That at least one cell obstructs is not shown: none does at alpha / \(cells.count). "
            : "At least one cell obstructs, also at alpha / \(cells.count): \(sure.joined(separator: "; ")). "
        let all = cells.allSatisfy { $0.level?.level == .withinTolerance }
        guard all else { return text + "That all cells are within tolerance is not shown." }
        let doubted = cells.filter { $0.level?.doubt != nil }.count
        return text + "All cells are within tolerance"
            + (doubted > 0
                ? ", but \(counted(doubted, "level")) could be changed by unmeasured trials or unsure verdicts." : ".")
    }
}
