import Trials

/// One judge of the run: how often it came to a verdict, and what the others were.
package struct JudgeRow: Sendable, Hashable {
    package let tally: JudgeTally

    static func all(_ facts: RunFacts) -> [JudgeRow] { facts.judging?.judges.map(JudgeRow.init(tally:)) ?? [] }

    var json: JSONValue {
        [
            "judge": .string(tally.judge), "model": .string(tally.model), "vendor": .optional(tally.vendor),
            "rubric": .string(tally.rubric), "asked": .integer(tally.asked),
            "decided": .integer(tally.count(.decided)), "refused": .integer(tally.count(.refused)),
            "blocked": .integer(tally.count(.blocked)), "unparsable": .integer(tally.count(.unparsable)),
            "error": .integer(tally.count(.error)), "excerpts": .integer(tally.excerpts),
            "against_classifier": .integer(tally.againstClassifier), "requests": .integer(tally.requests),
            "possibly_lost": .integer(tally.possiblyLost),
            "cost_usd": .optional(tally.costUSD),
            "served_models": .array(tally.servedModels.map { .string($0) }),
        ]
    }
}

extension PanelTally {
    var json: JSONValue {
        [
            "when": .string(when.rawValue), "agree": .string(agree.rawValue), "trials": .integer(trials),
            "settled": .integer(settled), "overturned": .integer(overturned),
            "read_by_two": .integer(readByTwo), "disagreements": .integer(disagreements),
        ]
    }

    /// The paragraph of the full report.
    var prose: String {
        var out = "\nJudges: asked about \(trials) \(trials == 1 ? "trial" : "trials") "
        switch when {
        case .unsure: out += "(replies that the offline classifier was not sure of, and points of needs). "
        case .always: out += "(every reply judged by its text, and points of needs). "
        }
        out += "They settled the outcome of \(settled), \(overturned) of them against the classifier's best guess. "
        if judges.count > 1 {
            out += "Agreement by \(agree.rawValue) of the panel; of \(readByTwo) replies with two verdicts or more, "
            out += "\(disagreements) had verdicts that differ. "
        }
        let lost = judges.reduce(0) { $0 + $1.possiblyLost }
        if lost > 0 { out += "\(lost) requests to judges may have been paid for and lost. " }
        out += "A judge that refuses, is blocked or answers in another form gives no verdict.\n\n"
        out += Prose.table(
            [
                "judge", "model", "vendor", "rubric", "asked", "decided", "refused", "blocked", "unparsable", "error",
                "excerpts", "against classifier", "requests", "USD",
            ],
            judges.map {
                [
                    $0.judge, $0.model, $0.vendor ?? Prose.none, $0.rubric, "\($0.asked)", "\($0.count(.decided))",
                    "\($0.count(.refused))", "\($0.count(.blocked))", "\($0.count(.unparsable))",
                    "\($0.count(.error))", "\($0.excerpts)", "\($0.againstClassifier)", "\($0.requests)",
                    Prose.number($0.costUSD),
                ]
            }, right: Set(4...13))
        return out
    }
}
