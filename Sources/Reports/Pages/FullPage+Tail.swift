import Statistics
import Trials

extension FullPage {
    // MARK: 7

    var contrasts: String {
        var out = "## 7. Contrasts within a style\n\n"
        guard !report.contrasts.isEmpty || !report.controls.isEmpty else {
            return out + "No twins, variants, neutral probes or repeats.\n"
        }
        var rows: [[String]] = []
        for row in report.contrasts {
            switch row.content {
            case .paired(let kind, let frame, let pair):
                rows.append([
                    row.style, kind.name, frame.rawValue, "\(pair.pairs) \(pair.pairs == 1 ? "pair" : "pairs")",
                    "\(Prose.points(pair.difference)) points \(Prose.interval(pair.interval))", "p \(Prose.p(pair.p))",
                ])
            case .neutral(let rate):
                rows.append([
                    row.style, "neutral zero line", Prose.none,
                    "\(rate.clusters) \(rate.clusters == 1 ? "scenario" : "scenarios")",
                    "\(Prose.percent(rate.rate)) \(Prose.interval(rate.interval))", Prose.none,
                ])
            case .repeats(let mixed, let probes, let icc):
                rows.append([
                    row.style, "repeats", report.frames.first?.rawValue ?? Prose.none,
                    "\(probes) \(probes == 1 ? "prompt" : "prompts")",
                    "\(mixed) changed between repeats",
                    "ICC \(Prose.number(icc))",
                ])
            }
        }
        if !rows.isEmpty {
            out += Prose.table(["style", "contrast", "frame", "size", "difference or rate", "p or ICC"], rows)
            out +=
                "\nTwin: original minus twin (what the trigger vocabulary costs). Variant: variant minus original (what "
            out +=
                "taking this away changes). Neutral: everyday science. ICC near 1: repeats of a prompt agree and tell "
            out += "little more than one trial. All \(definition.prose); p without correction, exploratory.\n"
        }
        if !report.controls.isEmpty {
            out += "\nPositive controls:\n\n"
            out += Prose.table(
                ["style", "controls", "declined", "interval", "discrimination (points)"],
                report.controls.map {
                    [
                        $0.style, "\($0.estimate.clusters)", Prose.percent($0.estimate.rate),
                        Prose.interval($0.estimate.interval),
                        "\(Prose.points($0.discrimination)) \(Prose.interval($0.discriminationInterval))",
                    ]
                })
            out += "\nDiscrimination: share of controls declined minus share of benign prompts "
            out += "(frame `\(report.frames.first?.rawValue ?? Prose.none)`), both \(definition.prose).\n"
        }
        return out
    }

    // MARK: 8

    var burden: String {
        guard !report.burden.isEmpty else { return "" }
        var out = "## 8. What does it cost a researcher?\n\n"
        out += Prose.table(
            [
                "style", "streamed", "trials", "requests", "median s to answer", "median s to block", "input tokens",
                "output tokens", "tokens lost", "USD", "s waiting",
            ],
            report.burden.map { row in
                [
                    row.style, styles.first { $0.id == row.style }?.stream ?? false ? "yes" : "no", "\(row.trials)",
                    "\(row.attempts)", Prose.number(row.medianSecondsToAnswer),
                    Prose.number(row.medianSecondsToBlock), row.inputTokens.map(String.init) ?? Prose.none,
                    row.outputTokens.map(String.init) ?? Prose.none, row.tokensLost.map(String.init) ?? Prose.none,
                    Prose.number(row.costUSD), Prose.number(row.throttledSeconds, digits: 1),
                ]
            }, right: Set(2...10))
        out += "\nTokens lost: output of blocked or refused trials. Waiting: for rate limits and retries.\n"
        if Set(styles.map(\.stream)).count > 1 {
            out += "Times are comparable only between styles with equal streaming.\n"
        }
        return out
    }

    // MARK: 9

    var probes: String {
        var out = "## 9. Which probes?\n\n"
        guard !report.obstructed.isEmpty else { return out + "No benign probe was obstructed.\n" }
        out += "Every benign trial that was blocked, refused or helped only in part, with the sign that decided.\n\n"
        out += Prose.table(
            [
                "probe", "style", "repeat", "outcome", "layer, stage", "category", "s to block", "tokens before",
                "characters kept", "evidence", "request id",
            ],
            report.obstructed.map { row in
                let verdict = row.verdict
                let evidence = verdict.evidence.first.map { "\($0.field): \($0.quote.prefix(120))" } ?? Prose.none
                return [
                    row.record.key.probe, row.record.key.style, "\(row.record.key.repetition)",
                    verdict.outcome.rawValue + (verdict.sure ? "" : " (unsure)"),
                    [verdict.layer?.rawValue, verdict.stage?.rawValue].compactMap { $0 }.joined(separator: ", "),
                    verdict.categoryLabel ?? Prose.none, Prose.number(row.record.secondsToBlock),
                    row.record.tokensBeforeBlock.map(String.init) ?? Prose.none,
                    report.facts.imported ? Prose.none : "\(row.record.textLength)", evidence,
                    row.record.requestID ?? Prose.none,
                ]
            }, right: [2, 6, 7, 8])
        return out
    }
}

/// The table of comparisons, also printed by `compare`.
package enum ComparisonTable {
    package static func markdown(_ rows: [ComparisonRow]) -> String {
        Prose.table(
            [
                "a", "b", "frame", "field", "pairs", "both", "only a", "only b", "neither", "dropped", "a − b, points",
                "interval", "p", "p adjusted", "verdict",
            ],
            rows.map { row in
                var counts = Array(repeating: Prose.none, count: 6)
                if case .paired(let paired) = row.finding {
                    counts = [
                        "\(paired.pairs)", Prose.count(paired.counts.both), Prose.count(paired.counts.onlyA),
                        Prose.count(paired.counts.onlyB), Prose.count(paired.counts.neither),
                        "\(paired.dropped.total)",
                    ]
                }
                return [row.a, row.b, row.frame.rawValue, row.field] + counts + [
                    Prose.points(row.difference), Prose.interval(row.interval), Prose.p(row.p),
                    Prose.p(row.adjustedP),
                    (row.verdict?.rawValue ?? Prose.none)
                        + (row.dependsOnUnmeasured ? " (depends on unmeasured trials)" : ""),
                ]
            }, right: Set(4...9))
    }
}
