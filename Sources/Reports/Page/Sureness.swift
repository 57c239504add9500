import Access
import Formats
import Statistics
import Trials

/// How sure a report is, what follows from it, and what it was made from, in sentences.
struct Sureness {
    let report: Report

    private var definition: Definition { report.definition }
    private var headline: Frame? { report.frames.first }
    private var isCase: Bool { report.caseFigures != nil }

    /// For one page: of how replies are read, what concerns this run.
    var brief: [String] { sentences(report.corrections.brief(report)) }
    /// With what is known of the classifier elsewhere.
    var whole: [String] { sentences(report.corrections.whole(report)) }

    private func sentences(_ reading: String) -> [String] {
        var out = [measured, reading]
        if let doubt = report.trust.labelling.agreementDoubt { out.append(doubt) }
        guard !isCase else { return out }
        if let headline { out += RateProse(report: report).bands(headline) }
        out.append(
            "The intervals (\(RateProse(report: report).confidence)) cover the choice of prompts, not other accounts, regions "
                + "or days.")
        return out
    }

    private var measured: String {
        if let arms = report.caseFigures?.arms {
            let (measured, planned) = (arms.reduce(0) { $0 + $1.results.count }, arms.reduce(0) { $0 + $1.planned })
            return "Measured: \(counted(measured, of: planned, "trial")) of all arms."
        }
        let rows = report.trust.coverage.filter { $0.field == Rows.all }
        let (measured, planned) = (rows.reduce(0) { $0 + $1.measured }, rows.reduce(0) { $0 + $1.planned })
        return "Measured: \(counted(measured, of: planned, "benign trial"))\(unmeasured)."
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

    /// What is to be done about promises.
    var asks: [String] { headline == nil ? [] : report.inForceByStyle.flatMap(Self.asked) }

    /// What is promised first, then what would settle a level, then whom to write to.
    var next: [String] {
        guard headline != nil else { return [] }
        var out = asks
        if !isCase { out += settling }
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

    /// Of the promises of one style.
    private static func asked(_ rows: [InForceRow]) -> [String] {
        guard let first = rows.first else { return [] }
        let missing = rows.filter { $0.standing == .notShown || $0.standing == .lapsed }
        let unheard = rows.filter(\.lacksReplies)
        let silent = rows.filter { $0.standing == .cannotTell && $0.reference != nil && !$0.lacksReplies }
        let alone = rows.filter { $0.reference == nil }
        func names(_ rows: [InForceRow]) -> String { Prose.list(Set(rows.map(\.promise.name)).sorted()) }
        var out: [String] = []
        if !missing.isEmpty {
            out.append(
                "Ask \(Prose.cell(first.promisedBy)) whether \(Prose.cell(first.style)) is switched on for "
                    + "\(names(missing)): the run does not show it throughout.")
        }
        if !unheard.isEmpty {
            out.append(
                "Whether \(Prose.cell(first.style)) is in force for \(names(unheard)) needs replies under it that can be measured."
            )
        }
        if !silent.isEmpty {
            out.append(
                "Whether \(Prose.cell(first.style)) is in force for \(names(silent)) "
                    + "needs prompts that its reference blocks there, of at least \(InForceRow.neededBlocks) scenarios."
            )
        }
        if !alone.isEmpty {
            out.append(
                "Whether \(Prose.cell(first.style)) is in force for \(names(alone)) "
                    + "needs a comparison with access that was not promised it.")
        }
        return out
    }

    /// How many more prompts would settle an open level; nothing where it is settled, or nobody can say. What holds of several
    /// styles is said once.
    private var settling: [String] {
        let open = report.styles.compactMap { style in needed(style).map { (style: Prose.cell(style.id), needed: $0) } }
        var told: [Needed] = []
        for row in open where !told.contains(row.needed) { told.append(row.needed) }
        return told.map { needed in
            let styles = open.filter { $0.needed == needed }.map(\.style)
            let one = styles.count == 1
            let names =
                styles.count > 4
                ? styles.prefix(3).joined(separator: ", ") + " and \(styles.count - 3) others" : Prose.list(styles)
            return "At \(one ? "its present rate" : "their present rates") \(needed.more) more \(needed.unit) would "
                + (needed.isBetween
                    ? "place \(names) between the thresholds."
                    : "settle where \(names) \(one ? "stands" : "stand").")
        }
    }

    private struct Needed: Equatable {
        let more: String
        /// What the interval counts: scenarios, where prompts share them.
        let unit: String
        /// At its rate a style would come to lie between the thresholds.
        let isBetween: Bool
    }

    private func needed(_ style: AccessStyle) -> Needed? {
        guard let headline, let cell = report.cell(style.id, Rows.all, definition, frame: headline),
            let level = cell.level, !level.level.isReached, let more = cell.morePlanned?.prose
        else { return nil }
        let (rate, thresholds) = (cell.estimate.rate ?? 0, report.facts.study.thresholds)
        return Needed(
            more: more, unit: cell.estimate.clusters == cell.probes ? "prompts" : "scenarios",
            isBetween: thresholds.tolerance < rate && rate < thresholds.obstruction)
    }

    // MARK: Made from

    /// For one page: versions and hashes stand in the longer reports.
    var madeFrom: [String] {
        let suites = report.facts.study.suites.map { Prose.cell($0.name) }
        let prompts =
            suites.isEmpty
            ? "Prompts: the imported data."
            : "Prompts: \(Prose.list(suites)); versions and hashes stand in the summary."
        return [prompts, ran]
    }

    private var ran: String {
        let (facts, headline) = (report.facts, Headline(report: report))
        var out = ""
        if let start = facts.startedAt, let end = facts.endedAt { out += "Run: \(start) to \(end). " }
        return out + "Replies: \(headline.replies). Registration: \(headline.registration)."
    }

    /// What this is about and what it was made from, for those who check.
    var provenance: [String] {
        let suites = report.facts.study.suites.map {
            "\(Prose.cell($0.name)) version \($0.version) (sha256 `\($0.hash.prefix(12))`)"
        }
        return [
            "Prompts: \(suites.isEmpty ? "the imported data" : suites.joined(separator: ", ")).", ran,
        ]
    }

    /// What a reader may carry away, and what not.
    var limits: String {
        isCase ? "\(CasePage.scope(report.styles)) Nothing here says what granting access would risk." : Self.ofRates
    }

    private static let ofRates =
        "Rates hold for prompts like those of this suite and these routes. They are not the share of all research requests that is "
        + "blocked: prompts written or chosen by hand are no random sample. Nothing here says what granting access would risk."
}

extension Cell {
    /// In scenarios. nil where the sample is too small to plan by its rate, and where the level hangs on verdicts or on trials that
    /// are not measured: more prompts take nothing of that away.
    var morePlanned: MoreProbes? { moreProbes.planned(estimate, level) }
}

extension CategoryCell {
    var morePlanned: MoreProbes? { moreProbes.planned(estimate, level) }
}

extension MoreProbes? {
    fileprivate func planned(_ estimate: RateEstimate, _ level: LevelReading?) -> MoreProbes? {
        estimate.clusters < Sureness.fewestToPlan || level?.doubt != nil ? nil : self
    }
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
