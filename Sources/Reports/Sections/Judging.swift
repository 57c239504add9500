import Formats
import Trials

/// What the judges of the run came to, each and together.
struct Judging: Section {
    private let tally: PanelTally?

    init(_ rows: Rows, _ report: Report) { tally = rows.facts.judging }

    static var host: (any Section.Type)? { Trust.self }

    // MARK: report.json

    static let members: [Member<Judging>] = [
        Member(
            "judges",
            "Each judge of the run and what it came to; refused, blocked, unparsable, other_model and error are no verdicts.",
            judges
        ) { $0.tally?.judges ?? [] },
        Member("judging", panel.shape.orNone.about("What the judges came to together; null where none was asked.")) {
            $0.tally.map { panel.json($0) } ?? .null
        },
    ]

    private static let judges = Columns<JudgeTally>([
        .text("judge") { $0.judge },
        .text("model") { $0.model },
        .textOrNone("vendor") { $0.vendor },
        .text("rubric", "Name, version and the beginning of the content hash.") { $0.rubric },
        .count("asked") { $0.asked },
        .count("decided") { $0.count(.decided) },
        .count("refused") { $0.count(.refused) },
        .count("blocked") { $0.count(.blocked) },
        .count("unparsable") { $0.count(.unparsable) },
        .count("other_model", "Replies of another model than the judge's, which give no verdict.") {
            $0.count(.otherModel)
        },
        .count("error") { $0.count(.error) },
        .count("excerpts", "Verdicts on an excerpt of a reply that was too long.") { $0.excerpts },
        .count("against_classifier", "Verdicts that differ from the offline classifier's best guess.") {
            $0.againstClassifier
        },
        .count("requests") { $0.requests },
        .count("possibly_lost", "Requests that may have been paid for and whose reply nobody stored.") {
            $0.possiblyLost
        },
        .amountOrNone("cost_usd") { $0.costUSD },
        .texts("served_models") { $0.servedModels },
    ])

    private static let panel = Columns<PanelTally>([
        .word("when") { $0.when },
        .word("agree") { $0.agree },
        .count("trials") { $0.trials },
        .count("settled", "Trials whose outcome the judges settled.") { $0.settled },
        .count("overturned", "Settled against the offline classifier's best guess.") { $0.overturned },
        .count("read_by_two", "Trials with verdicts of two judges or more.") { $0.readByTwo },
        .count("disagreements", "Of these, trials whose verdicts name different outcomes.") { $0.disagreements },
    ])

    // MARK: The page

    /// Judges in whose place another model answered, each by name.
    private func replaced(_ tally: PanelTally) -> [Block] {
        tally.judges.filter { $0.count(.otherModel) > 0 }.map { judge in
            .text(
                "Judge \(judge.judge) (\(judge.model)) was replaced by another model in \(judge.count(.otherModel)) of "
                    + "\(counted(judge.asked, "reply")), dropped for giving no verdict of this judge. Models that answered in its name: "
                    + "\(judge.servedModels.joined(separator: ", ")).")
        }
    }

    func page(_ report: Report) -> [Block] {
        guard let tally else { return [] }
        var out = "Judges: asked about \(counted(tally.trials, "trial")) "
        switch tally.when {
        case .unsure: out += "(replies that the offline classifier was not sure of, and points of needs). "
        case .always: out += "(every reply judged by its text, and points of needs). "
        }
        out +=
            "They settled the outcome of \(tally.settled), \(tally.overturned) of them against the classifier's best "
        out += "guess. "
        if tally.judges.count > 1 {
            out +=
                "Agreement by \(tally.agree.rawValue) of the panel; of \(counted(tally.readByTwo, "reply")) with two verdicts or "
            out += "more, \(tally.disagreements) had verdicts that differ. "
        }
        let lost = tally.judges.reduce(0) { $0 + $1.possiblyLost }
        if lost > 0 { out += "\(counted(lost, "request")) to judges may have been paid for and lost. " }
        out += "A judge that refuses, is blocked or answers in another form gives no verdict."
        return [
            .text(out)
        ] + replaced(tally) + [
            .table(
                [
                    "judge", "model", "vendor", "rubric", "asked", "decided", "refused", "blocked", "unparsable",
                    "other model", "error", "excerpts", "against classifier", "requests", "USD",
                ],
                tally.judges.map {
                    [
                        $0.judge, $0.model, $0.vendor ?? Prose.none, $0.rubric, "\($0.asked)", "\($0.count(.decided))",
                        "\($0.count(.refused))", "\($0.count(.blocked))", "\($0.count(.unparsable))",
                        "\($0.count(.otherModel))", "\($0.count(.error))", "\($0.excerpts)",
                        "\($0.againstClassifier)", "\($0.requests)", Prose.number($0.costUSD),
                    ]
                }, right: Set(4...14))
        ]
    }
}
