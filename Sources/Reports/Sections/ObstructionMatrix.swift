import Statistics
import Trials

/// Access styles x fields and x user groups, after the Access Assessment Matrix of Kembery and Reed.
struct ObstructionMatrix: Section {
    init(_ rows: Rows, _ report: Report) {}

    func page(_ report: Report) -> [Block] {
        guard let frame = report.frames.first else { return [] }
        func level(_ cell: Cell?) -> String {
            guard let cell, let level = cell.level else { return Prose.none }
            return
                "\(level.level.rawValue)\(level.dependsOnUnmeasured ? "*" : "") (\(Prose.percent(cell.estimate.rate)))"
        }
        let fields = [Rows.all] + report.fields(of: frame)
        var out: [Block] = [
            .heading(2, "6. Obstruction matrix (\(report.definition.prose), frame `\(frame.rawValue)`)"),
            .table(
                ["style"] + fields,
                report.styles.map { style in
                    [style.id] + fields.map { level(report.cell(style.id, $0, report.definition, frame: frame)) }
                }),
        ]
        let groups = Set(report.styles.flatMap(\.grantedTo)).sorted()
        if !groups.isEmpty {
            out.append(
                .table(
                    ["style"] + groups,
                    report.styles.map { style in
                        [style.id]
                            + groups.map {
                                style.grantedTo.contains($0)
                                    ? level(report.cell(style.id, Rows.all, report.definition, frame: frame))
                                    : Prose.none
                            }
                    }))
        }
        let thresholds = report.facts.study.thresholds
        out.append(
            .text(
                "Within tolerance: the whole interval lies below \(Prose.percent(thresholds.tolerance)); obstructs: above "
                    + "\(Prose.percent(thresholds.obstruction)). An asterisk marks a level that depends on unmeasured trials. "
                    + "After the Access Assessment Matrix of Kembery and Reed; it says nothing about the risk of granting "
                    + "access."))
        return out
    }
}
