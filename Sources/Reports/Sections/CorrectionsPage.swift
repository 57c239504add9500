import Formats
import Statistics
import Trials

/// How labels and corrected rates read, and their members of report.json.
extension Corrections: Section {
    init(_ rows: Rows, _ report: Report) {
        self.init(rows, report.trust.labelling, cells: report.cells, comparisons: report.comparisons)
    }

    static var host: (any Section.Type)? { Rates.self }

    // MARK: report.json

    static let members: [Member<Corrections>] = [
        Member(
            "corrections", "Raw and corrected rates side by side; levels and tests use the raw ones.", rateColumns
        ) { $0.rows },
        Member(
            "corrected_differences", "Beside the comparisons of the same styles, field, frame and definition.",
            differenceColumns
        ) { $0.differences },
    ]

    private static let rateColumns = Columns<Entry>([
        .text("style") { $0.cell.style },
        .text("field") { $0.cell.field },
        .frame { $0.cell.frame },
        .any("definition", .words(definitions.map(\.rawValue))) { .string($0.cell.definition.rawValue) },
        .share("raw") { $0.cell.estimate.rate },
        .share("raw_low") { $0.cell.estimate.low },
        .share("raw_high") { $0.cell.estimate.high },
        .share("corrected", "The rate with the errors of reading text taken out; wire signs stand as they are.") {
            $0.correction?.rate
        },
        .share("low") { $0.correction?.interval.low },
        .share("high") { $0.correction?.interval.high },
        .wordOrNone("method") { $0.correction?.method },
        .wordOrNone("labels_of", "Whose labels entered.") { $0.correction?.source },
        .countOrNone("labels") { $0.correction?.labels },
        .share("sensitivity", "Of Rogan and Gladen's estimate; null for the other methods.") {
            $0.correction?.accuracy?.sensitivity
        },
        .share("specificity") { $0.correction?.accuracy?.specificity },
        .flagOrNone("clipped", "Below or above what this classifier can resolve.") { $0.correction?.isClipped },
        .textOrNone("reason", "Why there is no corrected rate.") { $0.gap?.rawValue },
        .flag("rough", "Partial help read by a classifier alone, without labels or a judge.") { $0.isRough },
    ])

    private static let differenceColumns = Columns<DifferenceCorrection>([
        .text("a") { $0.a },
        .text("b") { $0.b },
        .text("field") { $0.field },
        .frame { $0.frame },
        .any("definition", .words(definitions.map(\.rawValue))) { .string($0.definition.rawValue) },
        .difference("difference", "Corrected rate(a) - rate(b), each by labels of its own; null: not corrected.") {
            $0.difference
        },
        .difference("low") { $0.interval?.low },
        .difference("high") { $0.interval?.high },
        .textOrNone("reason", "Style and reason, where it is not corrected.") {
            $0.gap.map { "\($0.style): \($0.reason.rawValue)" }
        },
        .share("p_sensitivity", "Fisher's mid-p for the same sensitivity under both styles.") { $0.pSensitivity },
        .share("p_specificity") { $0.pSpecificity },
        .flag(
            "may_be_the_judges",
            "Errors differ between the styles (p < .10), or a style with text verdicts has no labels."
        ) { $0.mayBeTheJudges },
    ])

    // MARK: Names and lines for other pages

    /// The study's own, or `strict` where that one does not rest on text.
    private func definition(_ report: Report) -> Definition {
        Self.definitions.contains(report.definition) ? report.definition : .strict
    }

    /// The name of a rate; partial help read by a classifier alone is marked.
    func name(_ definition: Definition) -> String {
        definition.prose + (definition == .broad && isRough ? " †" : "")
    }

    /// What is known of the classifier on other models.
    private static var elsewhere: String {
        let (all, english, others) = (TextFigures.all, TextFigures.english, TextFigures.others)
        return "On \(all.replies) replies of other models of today (labelled by two models, no people) it found "
            + "\(Prose.percent(english.found)) of the refusals in English and \(Prose.percent(others.found)) in other "
            + "languages; of what it called refused \(Prose.percent(all.right)) was, and of the \(Prose.percent(all.sure)) that it was "
            + "sure of \(Prose.percent(all.wrongWhereSure)) was wrong."
    }

    /// For who reads no methods: whether it is known how well replies are read, and how many verdicts hang on it.
    func brief(_ report: Report) -> String { labelling.labelled > 0 ? labelled(report) : unlabelled(report) }

    /// The same with what the classifier does elsewhere.
    func whole(_ report: Report) -> String {
        guard labelling.labelled == 0, report.trust.textDecided > 0, !report.facts.imported else { return line(report) }
        return unlabelled(report) + " " + Self.elsewhere
    }

    private func unlabelled(_ report: Report) -> String {
        let trust = report.trust
        guard trust.textDecided > 0, !report.facts.imported else { return line(report) }
        let others = report.facts.records.contains { $0.role != .main && $0.verdict != nil }
        return
            "Nobody has labelled replies of this model, so how well they are read is not measured (`railgauge label RUN`). "
            + "\(counted(trust.textDecided, "verdict"))\(others ? ", of prompts that enter no rate too," : "") "
            + "\(trust.textDecided == 1 ? "rests" : "rest") on the text of a reply, and the classifier is unsure of "
            + "\(trust.unsure)." + byOthers(trust)
    }

    /// Readings of judges and people err, too.
    private func byOthers(_ trust: Trust) -> String {
        var out = ""
        if trust.byJudges > 0 {
            out += " \(counted(trust.byJudges, "verdict is", "verdicts are")) a judge's reading of the text"
            out += labelling.labelled > 0 ? "." : "; how well it reads is not measured."
        }
        if trust.byPeople > 0 {
            out += " \(counted(trust.byPeople, "verdict is", "verdicts are")) people's reading of the text."
        }
        return out
    }

    /// Outcomes that others found: what is known of our classifier says nothing of them.
    private func readElsewhere(_ report: Report) -> String {
        let trust = report.trust
        var parts: [String] = []
        if labelling.labelled > 0 { parts.append(labelled(report)) }
        if trust.textDecided > 0 {
            parts.append(
                "\(counted(trust.textDecided, "verdict rests", "verdicts rest")) on the text of a reply and "
                    + "\(trust.textDecided == 1 ? "was" : "were") read elsewhere"
                    + (labelling.labelled > 0
                        ? "." : "; how well is not known (`railgauge label RUN --draw FILE` draws replies to label)."))
        }
        let others = byOthers(trust).dropFirst()
        if !others.isEmpty { parts.append(String(others)) }
        return parts.isEmpty ? "No verdict rests on the text of a reply." : parts.joined(separator: " ")
    }

    /// One line for every page.
    func line(_ report: Report) -> String {
        let trust = report.trust
        if report.facts.imported { return readElsewhere(report) }
        let other = trust.textDecided - trust.textByAct - trust.textByWords
        guard trust.textDecided > 0 || labelling.labelled > 0 else {
            let others = byOthers(trust).dropFirst()
            return others.isEmpty
                ? "No verdict rests on the text of a reply, so none carries an error of the text classifier."
                : String(others)
        }
        let rest =
            "\(counted(trust.textDecided, "verdict")) of all trials, controls and neutral prompts too, \(trust.textDecided == 1 ? "rests" : "rest") on the text of a reply (\(trust.textByAct) on a sentence that declines, \(other) on "
            + "another telling sentence, \(trust.textByWords) on the words as a whole); the classifier does not stand by "
            + "\(trust.unsure) of them. \(Self.elsewhere)" + byOthers(trust)
        guard labelling.labelled > 0 else {
            return "Classifier accuracy on this model: not measured (label 100: `railgauge label RUN`). \(rest)"
        }
        return labelled(report) + " " + rest
    }

    /// What labels say of the classifier, and the rates that they correct.
    private func labelled(_ report: Report) -> String {
        let definition = definition(report)
        let imported = report.facts.imported
        var text = imported ? "Accuracy of these verdicts: " : "Classifier accuracy on this model: "
        text += "\(counted(labelling.labelled, "reply")) labelled by "
        text += labelling.labellers.map(Prose.cell).joined(separator: ", ")
        if let row = labelling.accuracy(of: nil, definition), let accuracy = row.accuracy {
            // Shares are by the weights of the draw: the counts beside them say on how few they rest.
            text +=
                "; \(imported ? "they find" : "it finds") \(Prose.percent(accuracy.sensitivity)) of what people call "
            text += "\(row.definition.prose) (\(row.caught) of \(row.obstructed) labels, weighted by the draw) and "
            text += "\(imported ? "leave" : "leaves") \(Prose.percent(accuracy.specificity)) of the rest alone "
            text += "(\(row.free - row.falselyRead) of \(row.free))"
        }
        guard report.caseFigures == nil else {
            return ([text + "."] + LabelDesignProse(designs: labelling.designs).sentences).joined(separator: " ")
        }
        let corrected = rows.filter {
            $0.cell.field == Rows.all && $0.cell.definition == definition && $0.cell.frame == report.frames.first
        }.compactMap { row in
            row.correction.map {
                "\(Prose.cell(row.cell.style)) \(Prose.rate($0.rate, $0.interval))"
            }
        }
        text +=
            corrected.isEmpty
            ? ". No rate could be corrected." : ". Corrected for it: \(corrected.joined(separator: ", "))."
        return ([text] + LabelDesignProse(designs: labelling.designs).sentences).joined(separator: " ")
    }

    // MARK: The page

    func page(_ report: Report) -> [Block] {
        // One prompt makes no rate that could be corrected.
        let isCase = report.caseFigures != nil
        let heading = Block.heading(3, isCase ? "What people say of the replies" : "Corrected for errors of reading")
        guard labelling.labelled > 0 else {
            if isCase { return [] }
            return [
                heading,
                .text(
                    "Rates are not corrected: no reply of this run is labelled"
                        + (isRough ? "; \"including partial help\" is rough without labels or a judge" : "") + "."),
            ]
        }
        if isCase { return [heading] + accuracyTables(report) + agreementTable }
        return [
            heading,
            .text(
                "Only verdicts decided by text are corrected; signs on the wire stand as they are. Levels and tests use "
                    + "the raw rates."),
        ] + accuracyTables(report) + rateTable(report) + agreementTable
    }

    private func accuracyTables(_ report: Report) -> [Block] {
        let caveats = LabelDesignProse(designs: labelling.designs)
        return [
            .text(
                "Labels of this run, \(counted(labelling.labelled, "reply")) by "
                    + labelling.labellers.map(Prose.cell).joined(separator: ", ") + ":"),
            .table(
                ["style", "picked", "replies", "of drawn", "verdicts are those of the draw"],
                labelling.designs.map {
                    [
                        $0.style, $0.design.prose, "\($0.replies)", $0.drawn.map { "\($0)" } ?? Prose.none,
                        $0.design == .chosen ? Prose.none : $0.fits ? "yes" : "no",
                    ]
                }, right: [2, 3]),
            .text("What people say of replies that are read alike:"),
            .table(
                ["style", "read as", "labelled", "people: refused", "partial", "neither"],
                labelling.designs.flatMap { style in
                    style.kinds.map {
                        [
                            style.style, $0.stratum.prose, "\($0.labelled)", "\($0.refused)", "\($0.partial)",
                            "\($0.labelled - $0.refused - $0.partial)",
                        ]
                    }
                }, right: Set(2...5)),
        ] + caveats.sentences.map { .text($0) } + (labelling.accuracy.isEmpty ? [] : errorsTable(report))
    }

    private func errorsTable(_ report: Report) -> [Block] {
        [
            .text(
                "What \(report.facts.imported ? "the reading elsewhere" : "the classifier") finds (sensitivity) and leaves alone (specificity), by the weights of the draw:"
            ),
            .table(
                [
                    "style", "definition", "obstructed", "found", "not obstructed", "left alone", "sensitivity",
                    "specificity",
                ],
                labelling.accuracy.map {
                    [
                        $0.style ?? "all together", $0.definition.prose, "\($0.obstructed)", "\($0.caught)",
                        "\($0.free)", "\($0.free - $0.falselyRead)", Prose.percent($0.sensitivity?.value),
                        Prose.percent($0.specificity?.value),
                    ]
                }, right: Set(2...7)),
        ]
    }

    private func rateTable(_ report: Report) -> [Block] {
        let definition = definition(report)
        let shown = rows.filter { $0.cell.field == Rows.all || $0.cell.definition == definition }
        return [
            .text("Rates, raw and corrected:"),
            .table(
                ["style", "frame", "field", "definition", "raw", "corrected", "method", "labels"],
                shown.map { row in
                    [
                        row.cell.style, row.cell.frame.rawValue, row.cell.field, row.cell.definition.prose,
                        Prose.rate(row.cell.estimate),
                        row.correction.map { Prose.rate($0.rate, $0.interval) } ?? Prose.none,
                        method(row), row.correction.map { "\($0.labels), of this \($0.source.rawValue)" } ?? Prose.none,
                    ]
                }),
        ]
    }

    private func method(_ row: Entry) -> String {
        switch row.result {
        case .success(let corrected):
            corrected.method.rawValue
                + (corrected.isClipped == true ? " (below what this reading can resolve)" : "")
        case .failure(let gap): gap.rawValue
        }
    }

    private var agreementTable: [Block] {
        guard !labelling.agreement.isEmpty else { return [] }
        return [
            .text("Agreement of labellers on the replies that both labelled:"),
            .table(
                ["labellers", "replies", "classes", "same", "kappa", "its error", "AC1"],
                labelling.agreement.flatMap { pair in
                    [("all words", pair.words), ("refused or not", pair.obstructed)].map { name, agreement in
                        [
                            "\(pair.a), \(pair.b)", "\(pair.replies)", name, Prose.percent(agreement?.raw),
                            Prose.number(agreement?.kappa), Prose.number(agreement?.kappaStandardError),
                            Prose.number(agreement?.ac1),
                        ]
                    }
                }, right: [1, 3, 4, 5, 6]),
        ]
    }

    // MARK: Differences

    /// What stands below the comparisons; empty where no comparison rests on text.
    func differenceBlocks(_ report: Report) -> [Block] {
        let definition = definition(report)
        let rows = differences.filter {
            $0.field == Rows.all && $0.definition == definition && report.shows($0.a, $0.b)
        }
        guard !rows.isEmpty, report.caseFigures == nil else { return [] }
        guard labelling.labelled > 0 else {
            guard rows.contains(where: \.mayBeTheJudges) else { return [] }
            return [
                .text(
                    "Difference not corrected: no reply of this run is labelled. Where text decided, a difference may be the "
                        + "judge's: replies under one style may be easier to read than under the other.")
            ]
        }
        return [
            .bullets(rows.map { "(\($0.frame.rawValue)) " + sentence($0) }),
            .text(
                "Corrected differences are over trials that both styles measured, the corrected rates over all of each: they need "
                    + "not be the difference of those. They take both sides as independent, which makes their intervals too wide "
                    + "rather than too narrow."),
        ]
    }

    private func sentence(_ row: DifferenceCorrection) -> String {
        var text = "\(Prose.cell(row.a)) − \(Prose.cell(row.b)), \(row.definition.prose): "
        if let difference = row.difference {
            text += "corrected \(Prose.span(difference, row.interval, signed: true)) points"
        } else {
            text += "difference not corrected"
            text += row.gap.map { " (\(Prose.cell($0.style)): \($0.reason.rawValue))" } ?? ""
        }
        text += "; whether errors differ between the styles: p \(Prose.p(row.pSensitivity)) for what is missed, "
        text += "p \(Prose.p(row.pSpecificity)) for what is wrongly found"
        return text + (row.mayBeTheJudges ? "; the difference **may be the judge's**." : ".")
    }
}

extension Report {
    package var corrections: Corrections { section(Corrections.self) }
}
