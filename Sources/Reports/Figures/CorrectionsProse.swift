import Statistics
import Trials

/// How labels and corrected rates read on a page.
struct CorrectionsProse {
    let report: Report

    private var corrections: Corrections { report.corrections }
    /// The study's own, or `strict` where that one does not rest on text.
    private var definition: Definition {
        let own = report.facts.study.thresholds.definition
        return Corrections.definitions.contains(own) ? own : .strict
    }

    /// The name of a rate; partial help read by a classifier alone is marked.
    func name(_ definition: Definition) -> String {
        definition.prose + (definition == .broad && corrections.isRough ? " (rough)" : "")
    }

    /// One line for every page.
    var line: String {
        let trust = report.trust
        let rest =
            "\(trust.textDecided) verdicts rest on the text of a reply; the classifier does not stand by \(trust.unsure) of them."
        guard corrections.labelled > 0 else {
            return "Classifier accuracy on this model: not measured (label 100: `railgauge label RUN`). \(rest)"
        }
        var text = "Classifier accuracy on this model: \(corrections.labelled) replies labelled by "
        text += corrections.labellers.map(Prose.cell).joined(separator: ", ")
        if let row = corrections.accuracy(of: nil, definition), let accuracy = row.accuracy {
            text += "; it finds \(Prose.percent(accuracy.sensitivity)) of what people call \(row.definition.prose) and "
            text += "leaves \(Prose.percent(accuracy.specificity)) of the rest alone"
        }
        let corrected = corrections.rows.filter {
            $0.cell.field == Rows.all && $0.cell.definition == definition && $0.cell.frame == report.frames.first
        }.compactMap { row in
            row.correction.map {
                "\(Prose.cell(row.cell.style)) \(Prose.percent($0.rate)) \(Prose.interval($0.interval))"
            }
        }
        text +=
            corrected.isEmpty
            ? ". No rate could be corrected. " : ". Corrected for it: \(corrected.joined(separator: ", ")). "
        return text + rest
    }

    // MARK: The section of the full report

    var section: String {
        var out = "### Corrected for errors of reading\n\n"
        guard corrections.labelled > 0 else {
            return out + "Rates are not corrected: no reply of this run is labelled"
                + (corrections.isRough ? "; \"including partial help\" is rough without labels or a judge" : "") + ".\n"
        }
        out += "Only verdicts decided by text are corrected; signs on the wire stand as they are. Levels and tests use "
        out += "the raw rates.\n\n"
        out += accuracy + "\n" + rates
        if !corrections.agreement.isEmpty { out += "\n" + agreement }
        return out
    }

    private var accuracy: String {
        var out = "Labels of this run, \(corrections.labelled) replies by "
        out += corrections.labellers.map(Prose.cell).joined(separator: ", ") + ":\n\n"
        out += Prose.table(
            ["style", "drawn", "replies", "verdicts are those of the draw"],
            corrections.designs.map {
                [
                    $0.style, $0.design.rawValue, "\($0.replies)",
                    $0.design == .chosen ? Prose.none : $0.fits ? "yes" : "no",
                ]
            }, right: [2])
        out +=
            "\nWhat the classifier finds (sensitivity) and leaves alone (specificity), by the weights of the draw:\n\n"
        return out
            + Prose.table(
                [
                    "style", "definition", "obstructed", "found", "not obstructed", "left alone", "sensitivity",
                    "specificity",
                ],
                corrections.accuracy.map {
                    [
                        $0.style ?? "all together", $0.definition.prose, "\($0.obstructed)", "\($0.caught)",
                        "\($0.free)", "\($0.free - $0.falselyRead)", Prose.percent($0.sensitivity?.value),
                        Prose.percent($0.specificity?.value),
                    ]
                }, right: Set(2...7))
    }

    private var rates: String {
        let shown = corrections.rows.filter { $0.cell.field == Rows.all || $0.cell.definition == definition }
        return "Rates, raw and corrected:\n\n"
            + Prose.table(
                ["style", "frame", "field", "definition", "raw", "corrected", "method", "labels"],
                shown.map { row in
                    [
                        row.cell.style, row.cell.frame.rawValue, row.cell.field, row.cell.definition.prose,
                        "\(Prose.percent(row.cell.estimate.rate)) \(Prose.interval(row.cell.estimate.interval))",
                        row.correction.map { "\(Prose.percent($0.rate)) \(Prose.interval($0.interval))" } ?? Prose.none,
                        method(row), row.correction.map { "\($0.labels), of this \($0.source.rawValue)" } ?? Prose.none,
                    ]
                })
    }

    private func method(_ row: Corrections.Row) -> String {
        switch row.result {
        case .success(let corrected):
            corrected.method.rawValue
                + (corrected.isClipped == true ? " (below what this classifier can resolve)" : "")
        case .failure(let gap): gap.rawValue
        }
    }

    private var agreement: String {
        "Agreement of labellers on the replies that both labelled:\n\n"
            + Prose.table(
                ["labellers", "replies", "classes", "same", "kappa", "its error", "AC1"],
                corrections.agreement.flatMap { pair in
                    [("all words", pair.words), ("refused or not", pair.obstructed)].map { name, agreement in
                        [
                            "\(pair.a), \(pair.b)", "\(pair.replies)", name, Prose.percent(agreement?.raw),
                            Prose.number(agreement?.kappa), Prose.number(agreement?.kappaStandardError),
                            Prose.number(agreement?.ac1),
                        ]
                    }
                }, right: [1, 3, 4, 5, 6])
    }

    // MARK: Differences

    /// What stands below the comparisons; empty where no comparison rests on text.
    var differences: String {
        let rows = corrections.differences.filter { $0.field == Rows.all && $0.definition == definition }
        guard !rows.isEmpty else { return "" }
        guard corrections.labelled > 0 else {
            guard rows.contains(where: \.mayBeTheJudges) else { return "" }
            return
                "\nDifference not corrected: no reply of this run is labelled. Where text decided, a difference may be the "
                + "judge's: replies under one style may be easier to read than under the other.\n"
        }
        return "\n" + rows.map { "- (\($0.frame.rawValue)) " + sentence($0) + "\n" }.joined()
            + "\nCorrected differences take both styles' corrected rates as independent, which makes their intervals too "
            + "wide rather than too narrow.\n"
    }

    private func sentence(_ row: DifferenceCorrection) -> String {
        var text = "\(Prose.cell(row.a)) − \(Prose.cell(row.b)), \(row.definition.prose): "
        if let difference = row.difference {
            text += "corrected \(Prose.points(difference)) points \(Prose.interval(row.interval))"
        } else {
            text += "difference not corrected"
            text += row.gap.map { " (\(Prose.cell($0.style)): \($0.reason.rawValue))" } ?? ""
        }
        text += "; errors differ between the styles: p \(Prose.p(row.pSensitivity)) for what is missed, "
        text += "p \(Prose.p(row.pSpecificity)) for what is wrongly found"
        return text + (row.mayBeTheJudges ? "; the difference **may be the judge's**." : ".")
    }
}
