import Statistics
import Trials

/// Two access styles in one field under one definition: counts first, then difference, interval, p and verdict.
package struct ComparisonRow: Sendable {
    package enum Finding: Sendable {
        case paired(PairedComparison)
        /// The two styles share no planned probe.
        case unpaired(UnpairedComparison)
    }

    package let a: String
    package let b: String
    package let field: String
    package let frame: Frame
    package let definition: Definition
    package let finding: Finding
    /// The three questions of a paired row, before Holm; nil without pairs.
    package let evidence: ComparisonEvidence?
    /// After Holm over the study's family; nil outside it.
    package internal(set) var adjusted: ComparisonEvidence?
    /// Benjamini & Hochberg, exploratory; nil outside the family.
    package internal(set) var q: Double?
    /// How many comparisons were corrected together; nil outside the study's family.
    package internal(set) var family: Int?
    /// At alpha over the size of the family: all of its intervals hold at once with the study's confidence.
    package internal(set) var simultaneous: Interval?
    package internal(set) var verdict: ComparisonVerdict?
    /// nil outside the family: what is not corrected makes no such claim.
    package internal(set) var materiality: Materiality?
    package let missingness: Interval?
    package internal(set) var dependsOnUnmeasured: Bool
    /// The size would be shown, or another one, if every unmeasured trial favoured one side.
    package internal(set) var sizeDependsOnUnmeasured: Bool
    /// The difference with every verdict that the classifier does not stand by in one side's favour, then in the other's; nil
    /// where there is none.
    package let unsureBand: Interval?
    /// What is said would be another word if every unsure verdict favoured one side.
    package internal(set) var dependsOnUnsure = false
    /// So would what is said of the size.
    package internal(set) var sizeDependsOnUnsure = false
    /// Several prompts share a cluster, so that counts of pairs are no counts of prompts.
    package let clustered: Bool
    /// What people are told of the counts; nil where the styles met different prompts.
    package let prompts: WholePrompts?
    /// With every unmeasured trial in one side's favour, then in the other's; empty where none is missing. Found at once: the
    /// units themselves, kept for every row, would be a fifth of what a large report takes.
    private let completed: [Completed]
    /// The same with every unsure verdict.
    private let settled: [Completed]
    /// In points; nil where it is a share of the reference's rate.
    private let marginInPoints: Double?
    private let alpha: Double

    package var adjustedP: Double? { adjusted?.difference }

    package var p: Double? {
        switch finding {
        case .paired(let paired): paired.p
        case .unpaired(let unpaired): unpaired.p
        }
    }

    package var difference: Double? {
        switch finding {
        case .paired(let paired): paired.difference
        case .unpaired(let unpaired): unpaired.difference
        }
    }

    package var interval: Interval? {
        switch finding {
        case .paired(let paired): paired.interval
        case .unpaired(let unpaired): unpaired.interval
        }
    }

    private struct Completed: Sendable {
        var evidence: ComparisonEvidence
        let interval: Interval?
    }

    static func all(_ rows: Rows) -> [ComparisonRow] {
        var out: [ComparisonRow] = []
        let pairs = ComparedPairs(rows.facts).entries
        for pair in pairs.map(\.pair) {
            for frame in rows.frames {
                for field in rows.fieldsWithAll {
                    let a = rows.mains(pair.a, field, frame)
                    let b = rows.mains(pair.b, field, frame)
                    guard !a.isEmpty || !b.isEmpty else { continue }
                    // Of imported data the plan is not known: what one style met counts as planned under both, and shows
                    // as dropped.
                    let trials = PairedTrials(a, b, sharedOnly: !rows.facts.imported)
                    for definition in Definition.allCases {
                        out.append(ComparisonRow(pair, field, frame, definition, a, b, trials, rows))
                    }
                }
            }
        }
        judge(&out, rows, listed: Set(pairs.filter(\.isListed).map(\.pair)))
        return out
    }

    init(
        _ pair: Comparison, _ field: String, _ frame: Frame, _ definition: Definition, _ a: [Row],
        _ b: [Row], _ trials: PairedTrials, _ rows: Rows
    ) {
        self.a = pair.a
        self.b = pair.b
        self.field = field
        self.frame = frame
        self.definition = definition
        alpha = rows.thresholds.alpha
        dependsOnUnmeasured = false
        sizeDependsOnUnmeasured = false
        clustered = trials.isClustered
        marginInPoints = if case .points(let points) = rows.margin { points } else { nil }
        if trials.shared == 0, !a.isEmpty, !b.isEmpty {
            finding = .unpaired(
                UnpairedComparison(a.tallies(definition), against: b.tallies(definition), alpha: alpha))
            (missingness, unsureBand, evidence, prompts, completed, settled) = (nil, nil, nil, nil, [], [])
        } else {
            let units = trials.units(definition)
            let paired = PairedComparison(units, alpha: alpha)
            finding = .paired(paired)
            missingness = PairedComparison.missingnessBand(units)
            evidence = ComparisonEvidence(paired, margin: rows.margin)
            prompts = WholePrompts(units)
            let (alpha, margin) = (rows.thresholds.alpha, rows.margin)
            func found(_ other: PairedComparison) -> Completed? {
                ComparisonEvidence(other, margin: margin).map { Completed(evidence: $0, interval: other.interval) }
            }
            completed =
                missingness == nil || missingness?.low == missingness?.high
                ? []
                : [TrialPair.Favoured.a, .b].compactMap {
                    found(PairedComparison.completed(units, inFavourOf: $0, alpha: alpha))
                }
            let unsure = (a + b).contains { $0.belongs(to: definition) && $0.unsure(definition) }
            let others =
                unsure
                ? [pair.a, pair.b].map { style in
                    PairedComparison(trials.units(definition, unsureInFavourOf: style), alpha: alpha)
                } : []
            let ends = others.compactMap(\.difference)
            unsureBand = ends.count == 2 ? Interval(low: ends[0], high: ends[1]) : nil
            settled = others.compactMap(found)
        }
    }

    /// The family: every listed pair x field under the study's own definition in the headline frame, with pairs.
    /// With one field only, `all` copies that field's adjusted p and does not count. The study's `family` may leave
    /// `comparison` or `field` out: the correction then runs within each comparison, or within each field.
    private static func judge(_ out: inout [ComparisonRow], _ rows: Rows, listed: Set<Comparison>) {
        let frame = rows.frames.first
        let onlyOneField = Set(out.lazy.filter { $0.frame == frame && $0.field != Rows.all }.map(\.field)).count == 1
        let family = out.indices.filter { index in
            let row = out[index]
            return listed.contains(Comparison(a: row.a, b: row.b)) && row.definition == rows.thresholds.definition
                && row.frame == frame && row.evidence != nil
                && !(onlyOneField && row.field == Rows.all)
        }
        let words = Set(rows.study.family)
        let groups = Dictionary(grouping: family) { index in
            [
                words.contains("comparison") ? "" : "\(out[index].a)/\(out[index].b)",
                words.contains("field") ? "" : out[index].field,
            ]
        }
        for group in groups.values {
            let raw = group.compactMap { out[$0].evidence }
            let adjusted = ComparisonEvidence.adjust(raw)
            let q = BenjaminiHochberg.adjust(raw.map(\.difference))
            for (place, index) in group.enumerated() {
                out[index].adjusted = adjusted[place]
                out[index].q = q[place]
                out[index].family = group.count
                if case .paired(let paired) = out[index].finding {
                    out[index].simultaneous = paired.interval(alpha: rows.thresholds.alpha / Double(group.count))
                }
                out[index].conclude {
                    ComparisonEvidence.adjust(raw, at: place, replacedBy: $0)
                }
            }
        }
        for index in out.indices where out[index].adjusted == nil {
            let row = out[index]
            if onlyOneField, row.field == Rows.all, row.definition == rows.thresholds.definition,
                let twin = family.first(where: {
                    out[$0].a == row.a && out[$0].b == row.b && out[$0].frame == row.frame
                })
            {
                out[index].adjusted = out[twin].adjusted
                out[index].q = out[twin].q
                out[index].family = out[twin].family
                out[index].simultaneous = out[twin].simultaneous
                out[index].verdict = out[twin].verdict
                out[index].materiality = out[twin].materiality
                out[index].dependsOnUnmeasured = out[twin].dependsOnUnmeasured
                out[index].sizeDependsOnUnmeasured = out[twin].sizeDependsOnUnmeasured
                out[index].dependsOnUnsure = out[twin].dependsOnUnsure
                out[index].sizeDependsOnUnsure = out[twin].sizeDependsOnUnsure
            } else {
                out[index].explore()
            }
        }
    }

    /// The verdict, and whether it would be another one if every unmeasured trial, or every unsure verdict, favoured one side.
    private mutating func conclude(adjust: (ComparisonEvidence) -> ComparisonEvidence) {
        guard let adjusted else { return }
        func again(_ others: [Completed]) -> [Completed] {
            others.map { Completed(evidence: adjust($0.evidence), interval: $0.interval) }
        }
        let (verdict, size) = (found(adjusted, interval), sized(adjusted, interval))
        let (completed, settled) = (again(completed), again(settled))
        self.verdict = verdict
        dependsOnUnmeasured = completed.contains { found($0.evidence, $0.interval) != verdict }
        dependsOnUnsure = settled.contains { found($0.evidence, $0.interval) != verdict }
        // A size that unmeasured trials could change is not known. One that unsure verdicts could change stands with its mark, as
        // levels do: the classifier's best reading is a reading.
        sizeDependsOnUnmeasured = completed.contains { sized($0.evidence, $0.interval) != size }
        materiality = sizeDependsOnUnmeasured ? .unknown : size
        sizeDependsOnUnsure = materiality != .unknown && settled.contains { sized($0.evidence, $0.interval) != size }
    }

    /// Test and interval are made apart and may part at the edge, where nothing is claimed: no word for a difference stands beside
    /// an interval that holds 0, and none for a large one beside an interval that reaches into the margin.
    private func found(_ evidence: ComparisonEvidence, _ interval: Interval?) -> ComparisonVerdict {
        interval.excludesZero ? evidence.verdict(alpha: alpha) : .notShown
    }

    private func sized(_ evidence: ComparisonEvidence, _ interval: Interval?) -> Materiality {
        let size = evidence.materiality(alpha: alpha)
        guard size == .material else { return size }
        let beyond = interval.map { [$0.low, -$0.high].contains { $0 > marginInPoints ?? 0 } } ?? false
        return beyond ? .material : .unknown
    }

    /// "Not material" rests on two one-sided tests, whose interval is narrower than the one that stands beside it.
    package var reachesOverMargin: Bool {
        guard let interval, let marginInPoints else { return false }
        return interval.low < -marginInPoints || interval.high > marginInPoints
    }

    /// On so few pairs no difference is printed where none was found: the counts say what there is.
    package var isTooFew: Bool {
        guard case .paired(let paired) = finding, paired.pairs > 0 else { return false }
        return paired.pairs < Self.fewestPairs && verdict != .differs && verdict != .standsOut
    }

    package static let fewestPairs = 6

    /// The interval lies on one side of the margin, or within it, and the whole family at once leaves the size open.
    package var settlesSizeAlone: Bool {
        guard materiality == .unknown, !sizeDependsOnUnmeasured, let interval, let margin = marginInPoints else {
            return false
        }
        return (interval.low > -margin && interval.high < margin) || interval.low > margin || interval.high < -margin
    }

    /// Holm's steps show more than the bounds that hold for the whole family at once.
    package var isShownByStepsOnly: Bool { verdict == .differs && simultaneous != nil && !simultaneous.excludesZero }

    /// Outside the family: no correction, and therefore another word and no claim about size.
    private mutating func explore() {
        guard let p else { return }
        verdict = explored(p, interval)
        dependsOnUnmeasured = completed.contains { explored($0.evidence.difference, $0.interval) != verdict }
        dependsOnUnsure = settled.contains { explored($0.evidence.difference, $0.interval) != verdict }
    }

    private func explored(_ p: Double, _ interval: Interval?) -> ComparisonVerdict {
        p <= alpha && interval.excludesZero ? .standsOut : .doesNotStandOut
    }
}

extension Interval? {
    /// Whether it says on which side of 0 a difference lies.
    var excludesZero: Bool { map { $0.low > 0 || $0.high < 0 } ?? false }
}
