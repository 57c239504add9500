import Statistics
import Trials

/// One way to read the replies of a run, and what it makes of the rate of one style.
package struct ReadingRow: Sendable {
    package let reader: String
    package let style: String
    package let rate: Double?
    package let interval: Interval?
    package let level: Level?
    /// Trials that this reader counts otherwise than the run does; nil for labels, which correct a rate and no trial.
    package let changed: Int?
    /// What would be concluded otherwise, one sentence each; empty: nothing.
    package let flips: [String]

    static let asCounted = "as the run counts"
    static let labels = "corrected by labels"

    /// Headline frame, pooled row, the study's definition. Empty where nobody else read the replies.
    static func all(_ rows: Rows, _ corrections: Corrections) -> [ReadingRow] {
        guard let frame = rows.frames.first else { return [] }
        let definition = rows.thresholds.definition
        let corrected = corrections.rows.filter {
            $0.cell.frame == frame && $0.cell.field == Rows.all && $0.cell.definition == definition
                && $0.correction != nil
        }
        guard !rows.facts.readings.isEmpty || !corrected.isEmpty else { return [] }
        let rule = LevelRule(
            tolerance: rows.thresholds.tolerance, obstruction: rows.thresholds.obstruction,
            alpha: rows.thresholds.alpha, method: rows.method)
        let counted = Reader(name: asCounted, outcomes: [:], rows, frame)
        var out = rows.styles.map { style in
            ReadingRow(
                reader: asCounted, style: style.id, rate: counted.rates[style.id]?.rate,
                interval: counted.rates[style.id]?.interval, level: counted.level(style.id, rule), changed: 0, flips: []
            )
        }
        for reading in rows.facts.readings {
            let reader = Reader(name: reading.reader, outcomes: reading.outcomes, rows, frame)
            for style in rows.styles {
                var flips: [String] = []
                let (was, now) = (counted.level(style.id, rule), reader.level(style.id, rule))
                if was != now {
                    flips.append(
                        "\(Prose.cell(style.id)): \(now?.rawValue ?? Prose.none) in place of \(was?.rawValue ?? Prose.none)"
                    )
                }
                for (pair, found) in reader.differs where pair.a == style.id && counted.differs[pair] != found {
                    flips.append(
                        "\(Prose.cell(pair.a)) − \(Prose.cell(pair.b)): \(found.prose) in place of "
                            + "\(counted.differs[pair]?.prose ?? Prose.none), exploratory")
                }
                out.append(
                    ReadingRow(
                        reader: reading.reader, style: style.id, rate: reader.rates[style.id]?.rate,
                        interval: reader.rates[style.id]?.interval, level: now, changed: reader.changed[style.id] ?? 0,
                        flips: flips.sorted()))
            }
        }
        for entry in corrected {
            guard let correction = entry.correction else { continue }
            let (was, now) = (counted.level(entry.cell.style, rule), rule.level(of: correction.interval))
            out.append(
                ReadingRow(
                    reader: labels, style: entry.cell.style, rate: correction.rate, interval: correction.interval,
                    level: now, changed: nil,
                    flips: was == now
                        ? []
                        : [
                            "\(Prose.cell(entry.cell.style)): \(now.rawValue) in place of \(was?.rawValue ?? Prose.none)"
                        ]))
        }
        return out
    }

    private enum Sign {
        case more
        case less
        case notShown

        var prose: String {
            switch self {
            case .more: "stands out (more)"
            case .less: "stands out (less)"
            case .notShown: "does not stand out"
            }
        }
    }

    /// The whole run through one pair of eyes.
    private struct Reader {
        var rates: [String: RateEstimate] = [:]
        var changed: [String: Int] = [:]
        var differs: [Comparison: Sign] = [:]

        init(name: String, outcomes: [TrialKey: Outcome], _ rows: Rows, _ frame: Frame) {
            let definition = rows.thresholds.definition
            func hit(_ row: Row) -> Bool? {
                guard let outcome = outcomes[row.record.key], row.record.verdict?.decidedByText ?? false else {
                    return row.obstructed(definition)
                }
                var record = row.record
                record.verdict?.outcome = outcome
                return record.obstructed(definition)
            }
            for style in rows.styles {
                let trials = rows.mains(style.id, Rows.all, frame)
                var clusters = ByCluster((hits: 0, measured: 0))
                for row in trials {
                    guard let hit = hit(row) else { continue }
                    clusters.change(row) { entry in
                        entry.measured += 1
                        if hit { entry.hits += 1 }
                    }
                    if row.obstructed(definition) != hit { changed[style.id, default: 0] += 1 }
                }
                rates[style.id] = RateEstimate(
                    clusters.entries.filter { $0.measured > 0 }.map { Tally(hits: $0.hits, measured: $0.measured) },
                    method: rows.method, alpha: rows.thresholds.alpha)
            }
            for pair in rows.study.compare {
                let units = PairedTrials(
                    rows.mains(pair.a, Rows.all, frame), rows.mains(pair.b, Rows.all, frame), sharedOnly: true
                ).units(hit)
                let comparison = PairedComparison(units, alpha: rows.thresholds.alpha)
                guard let p = comparison.p, let difference = comparison.difference else { continue }
                differs[pair] =
                    p > rows.thresholds.alpha || !comparison.interval.excludesZero
                    ? .notShown : difference > 0 ? .more : .less
            }
        }

        func level(_ style: String, _ rule: LevelRule) -> Level? { rates[style]?.interval.map { rule.level(of: $0) } }
    }
}

/// Which replies to label next, so that a style's corrected rate gets as narrow as it can. `label --narrowest` draws them.
package struct NextLabels: Sendable {
    package let style: String
    /// Probes with a labelled reply in the stratum, and how many more of them to label.
    package let strata: [(stratum: LabelStratum, labelled: Int, more: Int)]
    /// Of the labels' part of the variance, what is left after them; nil where a stratum has fewer than two labels.
    package let varianceLeft: Double?

    static let labels = 100

    /// Of every style, also where nobody labelled anything yet.
    package static func all(_ facts: RunFacts, labels: Int) -> [NextLabels] {
        let rows = Rows(facts)
        return all(rows, Labelling(rows), labels: labels)
    }

    static func all(_ rows: Rows, _ labelling: Labelling, labels: Int = labels) -> [NextLabels] {
        guard let frame = rows.frames.first else { return [] }
        let definition = rows.thresholds.definition
        return rows.styles.compactMap { style in
            let trials = rows.mains(style.id, Rows.all, frame).filter { $0.verdict?.measured ?? false }
            let probes = Dictionary(grouping: trials, by: \.probePlace)
            guard !probes.isEmpty else { return nil }
            // A larger draw contains every smaller one; what was picked otherwise is no part of it.
            let labelled = (labelling.styles.first { $0.style == style.id && $0.design == .stratified }?.replies ?? [])
                .filter { $0.record.frame == frame }
            let used = LabelStratum.allCases.compactMap { stratum -> (LabelStratum, LabelAllocation.Stratum)? in
                let shares = probes.values.map { own in
                    Double(own.count { $0.record.verdict?.labelStratum == stratum }) / Double(own.count)
                }
                let with = shares.count { $0 > 0 }
                guard with > 0 else { return nil }
                let own = labelled.filter { $0.stratum == stratum }
                return (
                    stratum,
                    LabelAllocation.Stratum(
                        weight: shares.sorted().reduce(0, +) / Double(shares.count), labelled: own.count,
                        obstructed: own.count { $0.word.obstructed(definition) == true },
                        left: max(0, with - own.count))
                )
            }
            guard !used.isEmpty else { return nil }
            let plan = LabelAllocation(used.map(\.1), labels: labels)
            return NextLabels(
                style: style.id, strata: zip(used, plan.more).map { ($0.0, $0.1.labelled, $1) },
                varianceLeft: plan.varianceLeft)
        }
    }
}
