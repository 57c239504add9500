import Statistics
import Trials

/// The full report in the order of docs/design.md section 8.
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
            opening, trust, access, rates, CorrectionsProse(report: report).section, categories, attribution,
            comparisons, matrix, contrasts, burden, probes, parity,
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
        out += "- Replies: \(headline.replies).\n"
        if trust.unfinished > 0 { out += "- Planned trials that are not finished: \(trust.unfinished).\n" }
        if report.facts.imported {
            out +=
                "- Planned trials are the rows of the data: a row that is absent counts as never planned, not as unmeasured.\n"
        } else {
            let accounts = Set(report.facts.accounts.values).count
            out +=
                "- Accounts: \(accounts == 0 ? Prose.none : "\(accounts)"). Intervals cover prompts, not accounts or days.\n"
            out += "- Requests that may have been paid for and lost: \(report.facts.lostAttempts).\n"
        }
        out += "- \(headline.classifier)\n"
        let versions = report.facts.classifierVersions.map(Prose.cell).joined(separator: ", ")
        out += "- Rules: \(versions.isEmpty ? Prose.none : versions).\n\n"
        out += Prose.table(
            ["style", "field", "measured", "planned", "coverage", "floor held"],
            trust.coverage.map {
                [
                    $0.style, $0.field, "\($0.measured)", "\($0.planned)", Prose.percent($0.share),
                    $0.belowFloor ? "no" : "yes",
                ]
            }, right: [2, 3, 4])
        out += drift
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
        out += report.facts.judging?.prose ?? ""
        out +=
            "\nIt leaves out: other accounts, regions and days; requests that people never send because they expect a "
        out += "refusal; and what the obstructed work would have been worth.\n"
        return out
    }

    private var drift: String {
        let rows = report.trust.drift.filter { $0.p != nil }
        guard !rows.isEmpty else { return "" }
        return
            "\nDrift, second half of the run order minus first (\(definition.prose)); p < 0.01 counts as a change:\n\n"
            + Prose.table(
                ["style", "points", "p", "changed"],
                rows.map { [$0.style, Prose.points($0.difference), Prose.p($0.p), $0.flagged ? "yes" : "no"] },
                right: [1, 2])
    }

    // MARK: 2

    private var access: String {
        var out = "## 2. Access in force\n\n"
        guard !report.inForce.isEmpty else { return out + "No style declares relaxed access.\n" }
        out += Prose.table(
            [
                "style", "promised by", "until", "off", "reference", "blocked under reference", "of these freed", "p",
                "standing",
            ],
            report.inForce.map {
                [
                    $0.style, $0.promisedBy, $0.until ?? Prose.none,
                    $0.safeguardsOff.isEmpty ? Prose.none : $0.safeguardsOff.joined(separator: ", "),
                    $0.reference ?? Prose.none, Prose.count($0.referenceBlocks),
                    Prose.count($0.freed), Prose.p($0.p), $0.standing.rawValue,
                ]
            }, right: [5, 6, 7])
        return out
            + "\nFreed: of the prompts that the API blocked under the reference, those not blocked under the style. "
            + "With fewer than 8 such blocks nothing can be said.\n"
    }

    // MARK: 3

    private var rates: String {
        var out = "## 3. How often was benign work obstructed?\n"
        for frame in report.frames {
            out +=
                "\nFrame `\(frame.rawValue)`, in per cent with \(RateProse(report: report).confidence) interval. n counts "
            out += "scenarios, the sampling unit (prompts that share one count once); trials are the measured ones.\n\n"
            let cells = report.cells.filter { $0.frame == frame && $0.definition == definition }
            out += Prose.table(
                [
                    "style", "field", "n", "trials", "unmeasured", "unsure",
                ] + Definition.allCases.map(CorrectionsProse(report: report).name)
                    + ["level", "more prompts to settle"],
                cells.map { row($0, frame) }, right: [2, 3, 4, 5])
            out += bands(cells)
            out += means(frame)
        }
        return out
            + "\n\(RateProse(report: report).levels) \"More prompts to settle\" holds the present rate fixed; it is "
            + "no promise. \"Work not delivered\" is over prompts whose work can be checked.\n"
    }

    private func row(_ cell: Cell, _ frame: Frame) -> [String] {
        let prose = RateProse(report: report)
        return [
            cell.style, cell.field, "\(cell.estimate.clusters)", "\(cell.estimate.trials)",
            "\(cell.coverage.unmeasured)", "\(cell.unsure)",
        ] + prose.rates(of: cell) + [prose.level(cell), Self.more(cell.moreProbes)]
    }

    /// What the trials that are unmeasured or unsure could do to the rate.
    private func bands(_ cells: [Cell]) -> String {
        let rows = cells.filter { $0.coverage.unmeasured > 0 || $0.unsure > 0 }
        guard !rows.isEmpty else { return "" }
        return
            "\nWhat unmeasured and unsure trials could do to the rate (\(definition.prose)); no confidence intervals:\n\n"
            + Prose.table(
                ["style", "field", "rate", "unmeasured all 0 to all 1", "unsure all 0 to all 1"],
                rows.map {
                    [
                        $0.style, $0.field, Prose.percent($0.estimate.rate),
                        $0.coverage.unmeasured > 0 ? Prose.interval($0.missingness) : Prose.none,
                        $0.unsure > 0 ? Prose.interval($0.unsureBand) : Prose.none,
                    ]
                }, right: [2])
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
        let fields = report.fields(of: frame)
        guard fields.count > 1 else { return "" }
        let parts = styles.compactMap { style -> String? in
            let rates = fields.compactMap {
                report.cell(style.id, $0, definition, frame: frame)?.estimate.rate
            }
            guard !rates.isEmpty else { return nil }
            return "\(Prose.cell(style.id)) \(Prose.percent(rates.reduce(0, +) / Double(rates.count)))"
        }
        return "\nMean of the field rates (\(definition.prose)): \(parts.joined(separator: ", ")).\n"
    }

    private var categories: String {
        var out = "### Per safeguard category (\(definition.prose))\n\n"
        guard !report.categories.isEmpty else { return out + report.nothingObstructed + "\n" }
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
        guard !report.attribution.isEmpty else { return out + report.nothingObstructed + "\n" }
        if Set(styles.map(\.stream)).count > 1 {
            out += "Stages and times are comparable only between styles with equal streaming.\n\n"
        }
        out += Prose.table(
            [
                "style", "frame", "field", "layer", "stage", "category", "served", "trials", "share",
                "of what obstructed",
            ],
            report.attribution.map {
                [
                    $0.style, $0.frame.rawValue, $0.field,
                ] + $0.label.cells + [
                    "\($0.estimate.hits)", Prose.percent($0.estimate.rate), Prose.percent($0.shareOfObstructed),
                ]
            }, right: [7, 8, 9])
        return out
            + "\nThe layer is what the evidence points to. Shares of one style, frame and field add up to its rate "
            + "(\(definition.prose)); those of what obstructed, to 100 %. Only a block has a stage.\n"
            + blockTimes
    }

    // MARK: 5

    private var comparisons: String {
        var out = "## 5. What does the access style change?\n\n"
        let rows = report.comparisons.filter { $0.definition == definition }
        guard !rows.isEmpty else { return out + "The study compares no styles.\n" }
        out +=
            "Counts by the majority of repeats (a tie counts as half), \(definition.prose). Differences are in percentage "
        out +=
            "points; intervals are for one comparison at a time; p is adjusted by Holm over the study's family, and a "
        out += "difference within \(Prose.percent(report.facts.study.thresholds.margin)) is not material.\n\n"
        out += ComparisonTable.markdown(rows)
        for row in rows where row.field == Rows.all { out += "\n- (\(row.frame.rawValue)) " + row.sentence + "\n" }
        out += CorrectionsProse(report: report).differences
        if report.frames.contains(.triggerEnriched) {
            out +=
                "\nPrompts of the frame `trigger-enriched` were chosen because such prompts are tripped over: differences on "
            out += "them are fair only in the direction away from the style that tripped them.\n"
        }
        return out
    }

    // MARK: 6

    private var matrix: String {
        guard let frame = report.frames.first else { return "" }
        var out = "## 6. Obstruction matrix (\(definition.prose), frame `\(frame.rawValue)`)\n\n"
        func level(_ cell: Cell?) -> String {
            guard let cell, let level = cell.level else { return Prose.none }
            return
                "\(level.level.rawValue)\(level.dependsOnUnmeasured ? "*" : "") (\(Prose.percent(cell.estimate.rate)))"
        }
        let fields = [Rows.all] + report.fields(of: frame)
        out += Prose.table(
            ["style"] + fields,
            styles.map { style in
                [style.id] + fields.map { level(report.cell(style.id, $0, definition, frame: frame)) }
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
                                ? level(report.cell(style.id, Rows.all, definition, frame: frame)) : Prose.none
                        }
                })
        }
        let thresholds = report.facts.study.thresholds
        out +=
            "\nWithin tolerance: the whole interval lies below \(Prose.percent(thresholds.tolerance)); obstructs: above "
        out +=
            "\(Prose.percent(thresholds.obstruction)). An asterisk marks a level that depends on unmeasured trials. After "
        out += "the Access Assessment Matrix of Kembery and Reed; it says nothing about the risk of granting access.\n"
        return out
    }
}
