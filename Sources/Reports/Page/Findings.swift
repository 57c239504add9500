import Access
import Formats
import Statistics
import Trials

/// What a run found, in sentences for people who do not read tables. The memo, the summary and the head of the full report say
/// the same ones.
struct Findings {
    let report: Report
    /// Fields that one sentence names at most.
    var named = 6

    private var definition: Definition { report.definition }
    private var thresholds: Thresholds { report.facts.study.thresholds }
    private var headline: Frame? { report.frames.first }
    private static let mostContrasts = 6

    var isCase: Bool { report.caseFigures != nil }

    // MARK: What was found

    /// What was asked, for who has not read the study; one prompt says it itself.
    var asked: [String] {
        guard !isCase, let headline else { return [] }
        let benign = report.facts.records.filter { $0.role == .main && $0.expect == .answer && !$0.released }
        // A table of others may name no prompt that two styles share: then each was asked its own, and not the sum.
        let counts = report.frames.map { frame in
            let own = benign.filter { $0.frame == frame }
            let byStyle = Dictionary(grouping: own, by: \.key.style).mapValues { Set($0.map(\.key.probe)) }
            let isShared = Set(byStyle.values).count < 2
            let sizes = byStyle.values.map(\.count)
            let (least, most) = (sizes.min() ?? 0, sizes.max() ?? 0)
            return (
                frame: frame,
                words: (isShared || least == most ? "" : "\(least) to ") + frame.counted(most)
                    + (isShared ? "" : " each")
            )
        }
        let styles = report.styles.map { Prose.cell($0.id) }
        // A table has rows, and no plan.
        let repeats = report.facts.imported ? 1 : report.facts.study.repeats
        let more = counts.filter { $0.frame != headline }.map(\.words)
        return [
            "Asked: how many of \(counts.first?.words ?? headline.counted(0))"
                + more.map { " and of \($0)" }.joined() + " \(definition.clause(2)) under "
                + (styles.count > 6 ? "each of \(styles.count) access styles" : Prose.list(styles))
                + (repeats > 1 ? "; each was to be sent \(repeats) times." : ".")
        ]
    }

    /// One sentence a style: how much of the headline frame was obstructed, and what that means beside the thresholds.
    var overall: [String] {
        // One prompt is n = 1 among prompts: its trials are counted, and no rate is made of it.
        if isCase {
            return report.section(CasePage.self).overall(definition)
        }
        guard let headline else { return ["No benign main prompt is in this run, so there is no rate."] }
        let cells = report.styles.compactMap { report.cell($0.id, Rows.all, definition, frame: headline) }
        guard cells.contains(where: { $0.estimate.rate != nil }) else {
            return ["Nothing was measured, so there is no rate."]
        }
        guard cells.count > Self.mostStyles else { return cells.map(sentence) }
        // Of many styles the spread, and then the highest first.
        let ranked = cells.sorted { ($1.estimate.rate ?? -1, $0.style) < ($0.estimate.rate ?? -1, $1.style) }
        return [spread(ranked)] + ranked.map(sentence)
    }

    /// More styles than these are told by their spread first.
    private static let mostStyles = 5

    /// - Parameter ranked: from the highest rate down, what was not measured last.
    private func spread(_ ranked: [Cell]) -> String {
        let measured = ranked.filter { $0.estimate.rate != nil }
        guard let high = measured.first, let low = measured.last else { return "" }
        func count(_ level: Level) -> Int { measured.count { $0.level?.level == level } }
        return
            "Over \(measured.count) access styles the rate runs from \(Prose.short(low.estimate.rate)) under \(Prose.cell(low.style)) "
            + "to \(Prose.short(high.estimate.rate)) under \(Prose.cell(high.style)); \(count(.obstructs)) "
            + "\(count(.obstructs) == 1 ? "is" : "are") shown to obstruct, "
            + "\(count(.withinTolerance)) to be within tolerance."
    }

    private func sentence(_ cell: Cell) -> String {
        guard cell.estimate.rate != nil else { return "Nothing was measured under \(Prose.cell(cell.style))." }
        var out =
            "Under \(Prose.cell(cell.style)), **\(Prose.rate(cell.estimate))** of \(prompts(cell)) \(definition.clause(cell.probes))"
        switch cell.level?.level {
        case .withinTolerance: out += ": within the tolerance of \(Prose.short(thresholds.tolerance))"
        case .obstructs: out += ": it obstructs, above the limit of \(Prose.short(thresholds.obstruction))"
        case .between:
            out += ": between the tolerance of \(Prose.short(thresholds.tolerance)) and the limit of "
            out += Prose.short(thresholds.obstruction)
        case .tooFew where (cell.estimate.low ?? 0) > thresholds.tolerance:
            out +=
                ": above the tolerance of \(Prose.short(thresholds.tolerance)); not shown to be above the limit of "
            out += Prose.short(thresholds.obstruction)
        case .tooFew where (cell.estimate.high ?? 1) < thresholds.obstruction:
            out +=
                ": below the limit of \(Prose.short(thresholds.obstruction)); not shown to be within the tolerance of "
            out += Prose.short(thresholds.tolerance)
        case .tooFew:
            out +=
                ": too uncertain to place beside the tolerance of \(Prose.short(thresholds.tolerance)) and the limit of "
            out += Prose.short(thresholds.obstruction)
        case nil: break
        }
        if let doubt = cell.level?.doubt { out += " (\(doubt) could change this)" }
        return out + beside(cell) + "."
    }

    /// With signals in quarantine a rate never stands alone: they may be the blocks that it lacks.
    private func beside(_ cell: Cell) -> String {
        guard !report.quarantine.isEmpty, cell.coverage.unmeasured > 0, let band = cell.missingness else { return "" }
        return "; the unmeasured trials, quarantine among them, could make it \(Prose.band(band))"
    }

    private func prompts(_ cell: Cell) -> String {
        return cell.frame.counted(cell.probes)
            + (cell.estimate.clusters == cell.probes ? "" : " in \(counted(cell.estimate.clusters, "scenario"))")
    }

    /// The frame that is never pooled with the headline.
    var enriched: [String] {
        if isCase { return [] }
        return report.frames.dropFirst().flatMap { frame in
            report.styles.compactMap { style in
                guard let cell = report.cell(style.id, Rows.all, definition, frame: frame), cell.estimate.rate != nil
                else {
                    return nil
                }
                return
                    "Under \(Prose.cell(style.id)), \(Prose.rate(cell.estimate)) of \(prompts(cell)) \(definition.clause(cell.probes))"
                    + beside(cell) + "."
            }
        }
    }

    // MARK: The promise

    /// One a style: one verdict, then each promise and what the checks saw.
    var inForce: [String] { report.accessVerdicts.map(\.sentence) }

    var contradictions: [String] { report.section(Parity.self).contradictions }

    // MARK: What makes a difference

    /// The heading over `changes`: for one prompt, arms of one style stand against each other too.
    var whatChanges: String { isCase ? "What makes a difference for this prompt" : "What the access style changes" }

    /// Counts first, then the difference, for the headline frame; then the fields that stand out.
    var changes: [String] {
        if isCase {
            return report.section(CasePage.self).sentences(definition)
        }
        let rows = report.comparisons.filter { $0.definition == definition && $0.frame == headline }
        let pooled = rows.filter { $0.field == Rows.all }
        let byField =
            report.fields.count < 2
            ? []
            : pooled.compactMap { row -> String? in
                let fields = rows.filter {
                    $0.a == row.a && $0.b == row.b && $0.field != Rows.all && $0.verdict == .differs
                }.sorted { abs($1.difference ?? 0) < abs($0.difference ?? 0) }
                guard !fields.isEmpty else { return nil }
                let shown = fields.prefix(named).map {
                    "\(Prose.cell($0.field)) \(Prose.difference($0)) points"
                        + ($0.dependsOnUnmeasured ? " (depends on unmeasured trials)" : "")
                }
                let rest = fields.count - shown.count
                return "By field, \(Prose.cell(row.a)) and \(Prose.cell(row.b)) differ in "
                    + shown.joined(separator: "; ")
                    + (rest > 0 ? "; and \(rest) more" : "") + "."
            }
        return pooled.map(\.sentence)
            + (pooled.contains(where: \.isOnceAdjusted) ? [ComparisonRow.onceAdjusted(report)] : []) + byField
    }

    /// Contrasts within a style that stand out. Nothing corrects them: they are leads, and are named so.
    var wording: [String] {
        if isCase { return [] }
        let rows = report.contrasts.compactMap {
            row -> (style: String, kind: ContrastRow.Kind, frame: Frame, pair: PairedComparison)? in
            guard case .paired(let kind, let frame, let pair) = row.content, let p = pair.p, p <= thresholds.alpha,
                pair.interval.excludesZero
            else { return nil }
            return (row.style, kind, frame, pair)
        }.sorted { abs($1.pair.difference ?? 0) < abs($0.pair.difference ?? 0) }
        return rows.prefix(Self.mostContrasts).map { row in
            let points = Prose.span(row.pair.difference.map(abs), row.pair.interval.map(Self.absolute))
            let more = (row.pair.difference ?? 0) > 0
            var out = "Under \(Prose.cell(row.style)), "
            if row.frame != headline { out += "among prompts known to trip safeguards, " }
            switch row.kind {
            case .twin:
                out +=
                    "the same tasks \(more ? "with" : "without") their trigger words were obstructed \(points) points more often"
            case .variant:
                out += "prompts \(row.kind.words) were obstructed "
                out += "\(points) points \(more ? "more" : "less") often than as they were"
            }
            return out + " (\(counted(row.pair.pairs, "pair")), p \(Prose.p(row.pair.p)), exploratory)."
        }
    }

    private static func absolute(_ interval: Interval) -> Interval {
        interval.high <= 0 ? Interval(low: -interval.high, high: -interval.low) : interval
    }
}
