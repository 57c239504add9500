import Statistics
import Trials

/// The full report in the order of design section 8.
package struct FullPage: Sendable {
    package static func markdown(_ report: Report) -> String {
        let page = FullPage(report: report)
        return page.sections.joined(separator: "\n")
    }

    let report: Report

    var definition: Definition { report.facts.study.thresholds.definition }
    var styles: [AccessStyle] { report.facts.study.styles }

    private var sections: [String] {
        [
            opening, trust, access, rates, categories, attribution, comparisons, matrix, contrasts, burden, probes,
        ].filter { !$0.isEmpty }
    }

    private var opening: String {
        let headline = Headline(report: report)
        var out = headline.lines.isEmpty ? "" : headline.lines.joined(separator: "\n") + "\n\n"
        out += "# Over-refusal report: \(Prose.cell(report.facts.study.name))\n\n"
        out += headline.scope + "\n\n"
        out += Prose.table(
            ["style", "tier", "dialect", "route", "model", "streamed"],
            styles.map {
                [$0.id, $0.tier.rawValue, $0.dialect.rawValue, $0.route, $0.model, $0.stream ? "yes" : "no"]
            })
        return out
    }

    // MARK: 1

    private var trust: String {
        let headline = Headline(report: report)
        let trust = report.trust
        var out = "## 1. Can I trust it?\n\n"
        out += "- Registration: \(headline.registration).\n"
        out += "- Replies: \(report.facts.simulated ? "simulated" : report.facts.imported ? "imported" : "real").\n"
        if !report.facts.imported {
            let accounts = Set(report.facts.accounts.values).count
            out += "- Accounts: \(accounts). Intervals cover prompts, not accounts or days.\n"
            out += "- Requests that may have been paid for and lost: \(report.facts.lostAttempts).\n"
        }
        out += "- \(headline.classifier)\n"
        let versions = report.facts.classifierVersions.joined(separator: ", ")
        out += "- Rules: \(versions.isEmpty ? Prose.none : versions).\n\n"
        out += Prose.table(
            ["style", "field", "measured", "planned", "coverage", "floor held"],
            trust.coverage.map {
                [
                    $0.style, $0.field, "\($0.measured)", "\($0.planned)", Prose.percent($0.share),
                    $0.belowFloor ? "no" : "yes",
                ]
            }, right: [2, 3, 4])
        if !trust.errors.isEmpty {
            out += "\nUnmeasured trials by kind of error:\n\n"
            out += Prose.table(
                ["style", "error", "trials"], trust.errors.map { [$0.style, $0.kind.rawValue, "\($0.trials)"] },
                right: [2])
        }
        if !trust.degraded.isEmpty {
            out += "\nDegraded flags:\n\n"
            out += Prose.table(
                ["style", "flag", "trials"], trust.degraded.map { [$0.style, $0.flag.rawValue, "\($0.trials)"] },
                right: [2])
        }
        if !report.quarantine.isEmpty {
            out += "\nQuarantine:\n\n"
            out += Prose.table(
                ["trial", "kind", "field", "seen"],
                report.quarantine.map {
                    [
                        $0.key.description, $0.kind.rawValue, $0.evidence?.field ?? Prose.none,
                        $0.evidence?.quote ?? Prose.none,
                    ]
                })
        }
        out += "\nIt leaves out: other accounts, regions and days; requests that people never send because they expect a "
        out += "refusal; and what the obstructed work would have been worth.\n"
        return out
    }

    // MARK: 2

    private var access: String {
        var out = "## 2. Access in force\n\n"
        guard !report.inForce.isEmpty else { return out + "No style declares relaxed access.\n" }
        out += Prose.table(
            ["style", "promised by", "until", "off", "blocked under reference", "of these freed", "p", "standing"],
            report.inForce.map {
                [
                    $0.style, $0.promisedBy, $0.until ?? Prose.none,
                    $0.safeguardsOff.isEmpty ? Prose.none : $0.safeguardsOff.joined(separator: ", "),
                    "\(Prose.count($0.referenceBlocks)) (\($0.reference))", Prose.count($0.freed), Prose.p($0.p),
                    $0.standing.rawValue,
                ]
            }, right: [4, 5, 6])
        return out
    }

    // MARK: 3

    private var rates: String {
        var out = "## 3. How often was benign work obstructed?\n"
        for frame in report.frames {
            out += "\nFrame `\(frame.rawValue)`. Rate with \(report.facts.study.thresholds.interval.rawValue) interval, "
            out += "in per cent. `n` counts clusters of prompts, the sampling unit.\n\n"
            let cells = report.cells.filter { $0.frame == frame && $0.definition == definition }
            out += Prose.table(
                [
                    "style", "field", "n", "trials", "unmeasured", "unsure",
                ] + Definition.allCases.map(\.prose) + ["level", "more prompts to settle"],
                cells.map { row($0, frame) }, right: [2, 3, 4, 5])
            out += means(frame)
        }
        return out + "\nThe level is read under \"\(definition.prose)\"; `including partial help` is rough without a judge "
            + "or labels. Bands where trials are unmeasured or unsure stand in report.json and cells.csv.\n"
    }

    private func row(_ cell: Cell, _ frame: Frame) -> [String] {
        let figures = Definition.allCases.map { definition in
            let other = report.cell(cell.style, cell.field, definition, frame: frame)
            return "\(Prose.percent(other?.estimate.rate)) \(Prose.interval(other?.estimate.interval))"
        }
        var level = cell.level?.level.rawValue ?? Prose.none
        if cell.level?.dependsOnUnmeasured == true { level += " (depends on unmeasured trials)" }
        return [
            cell.style, cell.field, "\(cell.estimate.clusters)", "\(cell.estimate.trials)",
            "\(cell.coverage.unmeasured)", "\(cell.unsure)",
        ] + figures + [level, Self.more(cell.moreProbes)]
    }

    private static func more(_ more: MoreProbes?) -> String {
        switch more {
        case .count(let count): "\(count)"
        case .tooMany: "more than 100,000"
        case .notAtThisRate: "not at this rate"
        case .settled, nil: Prose.none
        }
    }

    /// Beside the pooled row, without an interval: the mean of the field rates.
    private func means(_ frame: Frame) -> String {
        guard report.fields.count > 1 else { return "" }
        let parts = styles.compactMap { style -> String? in
            let rates = report.fields.compactMap {
                report.cell(style.id, $0, definition, frame: frame)?.estimate.rate
            }
            guard !rates.isEmpty else { return nil }
            return "\(style.id) \(Prose.percent(rates.reduce(0, +) / Double(rates.count)))"
        }
        return "\nMean of the field rates (\(definition.prose)): \(parts.joined(separator: ", ")).\n"
    }

    private var categories: String {
        var out = "### Per safeguard category (\(definition.prose))\n\n"
        guard !report.categories.isEmpty else { return out + "Nothing was obstructed.\n" }
        out += Prose.table(
            ["style", "frame", "category", "trials", "rate", "interval"],
            report.categories.map {
                [
                    $0.style, $0.frame.rawValue, $0.category, "\($0.estimate.hits)", Prose.percent($0.estimate.rate),
                    Prose.interval($0.estimate.interval),
                ]
            }, right: [3, 4])
        return out
    }

    // MARK: 4

    private var attribution: String {
        var out = "## 4. By which layer, and at which stage?\n\n"
        guard !report.attribution.isEmpty else { return out + "Nothing was obstructed.\n" }
        if Set(styles.map(\.stream)).count > 1 {
            out += "Stages are comparable only between styles with equal streaming.\n\n"
        }
        out += Prose.table(
            ["style", "frame", "field", "layer", "stage", "category", "served", "trials", "share"],
            report.attribution.map {
                [
                    $0.style, $0.frame.rawValue, $0.field, $0.label.layer, $0.label.stage, $0.label.category,
                    $0.label.served, "\($0.estimate.hits)", Prose.percent($0.estimate.rate),
                ]
            }, right: [7, 8])
        return out + "\nShares of one style, frame and field add up to its rate.\n"
    }

    // MARK: 5

    private var comparisons: String {
        var out = "## 5. What does the access style change?\n\n"
        let rows = report.comparisons.filter { $0.definition == definition }
        guard !rows.isEmpty else { return out + "The study compares no styles.\n" }
        out += "Counts of prompts by the majority of their repeats (a tie counts as half). Intervals are for one comparison "
        out += "at a time; p is adjusted by Holm over the study's family.\n\n"
        out += ComparisonTable.markdown(rows)
        for row in rows where row.field == "all" { out += "\n" + MemoPage.sentence(row) + "\n" }
        return out
    }

    // MARK: 6

    private var matrix: String {
        guard let frame = report.frames.first else { return "" }
        var out = "## 6. Obstruction matrix (\(definition.prose), frame `\(frame.rawValue)`)\n\n"
        func level(_ cell: Cell?) -> String {
            guard let cell, let level = cell.level else { return Prose.none }
            return "\(level.level.rawValue)\(level.dependsOnUnmeasured ? "*" : "") (\(Prose.percent(cell.estimate.rate)))"
        }
        out += Prose.table(
            ["style"] + ["all"] + report.fields,
            styles.map { style in
                [style.id] + (["all"] + report.fields).map { level(report.cell(style.id, $0, definition, frame: frame)) }
            })
        let groups = Set(styles.flatMap(\.grantedTo)).sorted()
        if !groups.isEmpty {
            out += "\n"
            out += Prose.table(
                ["style"] + groups,
                styles.map { style in
                    [style.id]
                        + groups.map {
                            style.grantedTo.contains($0)
                                ? level(report.cell(style.id, "all", definition, frame: frame)) : Prose.none
                        }
                })
        }
        let thresholds = report.facts.study.thresholds
        out += "\nWithin tolerance: the whole interval lies below \(Prose.percent(thresholds.tolerance)); obstructs: above "
        out += "\(Prose.percent(thresholds.obstruction)). An asterisk marks a level that depends on unmeasured trials. After "
        out += "the Access Assessment Matrix of Kembery and Reed; it says nothing about the risk of granting access.\n"
        return out
    }
}
