import Access
import Formats
import Statistics
import Trials

/// What a run found, in sentences for people who do not read tables. The memo, the summary and the head of the full report say
/// the same ones.
struct Findings {
    let report: Report

    private var definition: Definition { report.definition }
    private var thresholds: Thresholds { report.facts.study.thresholds }
    private var headline: Frame? { report.frames.first }
    private let most = 6

    var isCase: Bool { report.caseFigures != nil }

    // MARK: What was found

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
        return cells.map { cell in
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
        return rows.filter { $0.field == Rows.all }.flatMap { row -> [String] in
            let fields = rows.filter {
                $0.a == row.a && $0.b == row.b && $0.field != Rows.all && $0.verdict == .differs
            }.sorted { abs($1.difference ?? 0) < abs($0.difference ?? 0) }
            guard report.fields.count > 1, !fields.isEmpty else { return [row.sentence] }
            let named = fields.prefix(most).map { "\(Prose.cell($0.field)) \(Prose.difference($0)) points" }
            return [
                row.sentence,
                "By field, \(Prose.cell(row.a)) and \(Prose.cell(row.b)) differ in " + named.joined(separator: "; ")
                    + ".",
            ]
        }
    }

    /// Per field, the highest first: where the obstruction is.
    var fields: [String] {
        guard !isCase, let headline, report.fields(of: headline).count > 1 else { return [] }
        return report.styles.compactMap { style in
            let cells = report.fields(of: headline).compactMap {
                report.cell(style.id, $0, definition, frame: headline)
            }
            .filter { $0.estimate.rate != nil }.sorted { ($1.estimate.rate ?? 0) < ($0.estimate.rate ?? 0) }
            guard let first = cells.first, (first.estimate.rate ?? 0) > 0 else { return nil }
            let shown = cells.prefix(most).map {
                "\(Prose.cell($0.field)) \(Prose.rate($0.estimate)), \(counted($0.probes, "prompt"))"
            }
            let rest = cells.count - shown.count
            return "\(Prose.cell(style.id)): " + shown.joined(separator: "; ")
                + (rest > 0 ? "; and \(counted(rest, "lower one"))" : "") + "."
        }
    }

    /// Per safeguard category as the provider names it.
    var categories: [String] {
        guard !isCase, let headline else { return [] }
        let rates = report.styles.compactMap { style -> String? in
            let rows = report.categories.filter { $0.style == style.id && $0.frame == headline }
                .sorted { ($1.estimate.rate ?? 0, $0.category) < ($0.estimate.rate ?? 0, $1.category) }
            guard !rows.isEmpty else { return nil }
            return "\(Prose.cell(style.id)): "
                + rows.prefix(most).map {
                    "\($0.category == Category.unreported.rawValue ? "no category named" : $0.category) \(Prose.rate($0.estimate))"
                }.joined(separator: "; ") + "."
        }
        return rates + report.section(CategoryDifferences.self).sentences
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
        return rows.prefix(most).map { row in
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

    /// Who declined, and when.
    var layers: [String] {
        guard let headline else { return [] }
        let styles = report.styles.compactMap { style -> String? in
            let rows = report.attribution.filter {
                $0.style == style.id && $0.field == Rows.all && $0.frame == headline
            }
            let all = rows.reduce(0) { $0 + $1.estimate.hits }
            guard all > 0 else { return nil }
            let layers = Dictionary(grouping: rows) { $0.label.layer }.map { layer, rows -> (hits: Int, text: String) in
                let hits = rows.reduce(0) { $0 + $1.estimate.hits }
                let stages = Dictionary(grouping: rows.filter { $0.label.stage != nil }) { $0.label.stage }
                    .map { stage, rows in (hits: rows.reduce(0) { $0 + $1.estimate.hits }, text: stage?.prose ?? "") }
                    .sorted { ($1.hits, $0.text) < ($0.hits, $1.text) }
                let when = stages.map { stages.count == 1 ? $0.text : "\($0.hits) \($0.text)" }.joined(separator: ", ")
                return (
                    hits,
                    "\(hits) \(layer?.prose ?? "by no layer that the evidence names")"
                        + (when.isEmpty ? "" : " (\(when))")
                )
            }.sorted { ($1.hits, $0.text) < ($0.hits, $1.text) }
            return "\(Prose.cell(style.id)): of \(counted(all, "obstructed trial")), "
                + layers.map(\.text).joined(separator: "; ") + "."
        }
        return styles.isEmpty
            ? [report.nothingObstructed]
            : styles + (report.mixesStreaming ? ["Stages compare only between styles with equal streaming."] : [])
    }

    // MARK: How sure

    var sureness: [String] {
        var out: [String] = []
        if let arms = report.caseFigures?.arms {
            let (measured, planned) = (arms.reduce(0) { $0 + $1.results.count }, arms.reduce(0) { $0 + $1.planned })
            out.append("Measured: \(counted(measured, of: planned, "trial")) of all arms.")
        } else {
            let rows = report.trust.coverage.filter { $0.field == Rows.all }
            let (measured, planned) = (rows.reduce(0) { $0 + $1.measured }, rows.reduce(0) { $0 + $1.planned })
            out.append("Measured: \(counted(measured, of: planned, "benign trial"))\(unmeasured).")
            if let headline { out += RateProse(report: report).bands(headline) }
        }
        out.append(report.corrections.brief(report))
        if let doubt = report.trust.labelling.agreementDoubt { out.append(doubt) }
        if !isCase {
            out.append(
                "The intervals (\(RateProse(report: report).confidence)) cover the choice of prompts, not other accounts, regions "
                    + "or days.")
        }
        if case .notRegistered = report.facts.registration {
            out.append("The protocol was not registered before the run.")
        }
        return out
    }

    /// Where the unmeasured trials lie, so that the counts of a page add up.
    private var unmeasured: String {
        let parts = report.frames.flatMap { frame in
            report.styles.compactMap { style -> String? in
                let lost = report.cell(style.id, Rows.all, definition, frame: frame)?.coverage.unmeasured ?? 0
                return lost == 0
                    ? nil : "\(lost) of \(frame.noun) under \(Prose.cell(style.id))"
            }
        }
        return parts.isEmpty ? "" : "; not measured were \(Prose.list(parts))"
    }

    // MARK: What follows

    /// Fewer scenarios than these say nothing about how many more would settle a level.
    static let fewestToPlan = 10

    var next: [String] {
        guard let headline else { return [] }
        var out: [String] = []
        for style in isCase ? [] : report.styles {
            guard let cell = report.cell(style.id, Rows.all, definition, frame: headline),
                cell.level.map({ !$0.level.isReached }) ?? false
            else {
                continue
            }
            guard let more = cell.morePlanned?.prose else { continue }
            let rate = cell.estimate.rate ?? 0
            let between =
                report.facts.study.thresholds.tolerance < rate && rate < report.facts.study.thresholds.obstruction
            out.append(
                "At its present rate \(more) more prompts would "
                    + (between
                        ? "place \(Prose.cell(style.id)) between the thresholds."
                        : "settle where \(Prose.cell(style.id)) stands."))
        }
        for rows in report.inForceByStyle {
            guard let first = rows.first else { continue }
            let missing = rows.filter { $0.standing == .notShown || $0.standing == .lapsed }
            let silent = rows.filter { $0.standing == .cannotTell && $0.reference != nil }
            let alone = rows.filter { $0.reference == nil }
            if !missing.isEmpty {
                out.append(
                    "Ask \(Prose.cell(first.promisedBy)) whether \(Prose.cell(first.style)) is switched on for "
                        + "\(Prose.list(Set(missing.map(\.promise.name)).sorted())): the run does not show it throughout."
                )
            }
            if !silent.isEmpty {
                out.append(
                    "Whether \(Prose.cell(first.style)) is in force for \(Prose.list(Set(silent.map(\.promise.name)).sorted())) "
                        + "needs prompts that its reference blocks there: at least \(InForceRow.neededBlocks).")
            }
            if !alone.isEmpty {
                out.append(
                    "Whether \(Prose.cell(first.style)) is in force for \(Prose.list(Set(alone.map(\.promise.name)).sorted())) "
                        + "needs a comparison with access that was not promised it.")
            }
        }
        if !report.falsePositives.isEmpty, !report.facts.imported {
            out.append(
                "`railgauge evidence RUN` writes what the provider needs to find the fault, for "
                    + counted(
                        Set(report.falsePositives.map(\.record.key.probe)).count,
                        "prompt of any kind that was obstructed or helped only in part",
                        "prompts of any kind that were obstructed or helped only in part") + ".")
        }
        return out
    }

    /// What this is about and what it was made from, for those who check.
    var provenance: [String] {
        let facts = report.facts
        let headline = Headline(report: report)
        let suites = facts.study.suites.map {
            "\(Prose.cell($0.name)) version \($0.version) (sha256 `\($0.hash.prefix(12))`)"
        }
        var out = ["Prompts: \(suites.isEmpty ? "the imported data" : suites.joined(separator: ", "))."]
        if let start = facts.startedAt, let end = facts.endedAt { out.append("Run: \(start) to \(end).") }
        out.append("Replies: \(headline.replies). Registration: \(headline.registration).")
        return out
    }

    /// What a reader may carry away, and what not.
    var limits: String {
        isCase ? "\(CasePage.scope) Nothing here says what granting access would risk." : Self.ofRates
    }

    private static let ofRates =
        "Rates hold for prompts like those of this suite and these routes. They are not the share of all research requests that is "
        + "blocked: prompts written or chosen by hand are no random sample. Nothing here says what granting access would risk."
}

extension Cell {
    /// nil where the sample is too small to plan by its rate.
    var morePlanned: MoreProbes? { estimate.clusters < Findings.fewestToPlan ? nil : moreProbes }
}

extension MoreProbes {
    /// `about 40`, `more than 1,000`: two digits, for it is no promise. nil where no number would do, or none is needed.
    var prose: String? {
        switch self {
        case .count(let count) where count <= 1000:
            "about \(count < 100 ? count : Int((Double(count) / 10).rounded(.up)) * 10)"
        case .count, .tooMany: "more than 1,000"
        case .notAtThisRate, .settled: nil
        }
    }
}

extension Frame {
    /// `1 ordinary research prompt`, `30 prompts known to trip safeguards`
    func counted(_ count: Int) -> String {
        switch self {
        case .typical: Formats.counted(count, "ordinary research prompt")
        case .triggerEnriched:
            Formats.counted(count, "prompt known to trip safeguards", "prompts known to trip safeguards")
        }
    }

    var noun: String {
        switch self {
        case .typical: "ordinary research prompts"
        case .triggerEnriched: "prompts known to trip safeguards"
        }
    }
}

extension Layer {
    var prose: String {
        switch self {
        case .inputFilter: "stopped by a filter on the prompt"
        case .outputFilter: "stopped by a filter on the answer"
        case .apiSignal: "blocked by the API"
        case .modelStructured: "declined in the model's refusal field"
        case .modelText: "refused by the model in its own words"
        case .gateway: "stopped by a gateway"
        case .declaredFallback: "declined and answered by a declared fallback"
        case .undeclaredReroute: "rerouted without notice"
        }
    }
}

extension Stage {
    var prose: String {
        switch self {
        case .input: "at the prompt"
        case .noText: "before any text"
        case .duringReasoning: "while it reasoned"
        case .midstream: "in the middle of the answer"
        case .withheld: "written and withheld"
        case .unknown: "at a point nobody named"
        }
    }
}

extension Change {
    var prose: String {
        switch self {
        case .history: "their history"
        case .context: "their context"
        case .system: "the system prompt"
        case .affiliation: "the stated affiliation"
        case .cut: "length (cut at an earlier turn)"
        case .padding: "padding (innocuous turns in place of the history)"
        case .preamble: "preamble (without system prompt and tools)"
        case .wording: "the wording of the request"
        }
    }
}
