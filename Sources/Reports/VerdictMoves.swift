import Formats
import Statistics
import Trials

/// Two versions of the verdicts of one run against each other: what changed, and how rates moved.
package struct VerdictMoves: Sendable {
    package struct Change: Sendable {
        package let style: String
        package let from: Outcome
        package let to: Outcome
        package let trials: Int
    }

    package struct Move: Sendable {
        package let before: Cell
        package let after: Cell

        package var points: Double? {
            guard let old = before.estimate.rate, let new = after.estimate.rate else { return nil }
            return new - old
        }
    }

    package let before: String
    package let after: String
    /// Finished trials with a verdict of both.
    package let trials: Int
    /// Of these, those whose outcome differs; the rest of what a verdict says may differ too.
    package let changed: Int
    /// Outcome alike, but the classifier stands by one and not by the other.
    package let surenessOnly: Int
    package let changes: [Change]
    package let moves: [Move]

    /// - Parameters:
    ///   - verdicts: of every finished trial, as of each version.
    package init(
        _ facts: RunFacts, before: String, _ old: [TrialKey: Verdict], after: String, _ new: [TrialKey: Verdict]
    ) {
        self.before = before
        self.after = after
        var counts: [String: [Outcome: [Outcome: Int]]] = [:]
        var (trials, changed, sureness) = (0, 0, 0)
        for record in facts.records {
            guard let from = old[record.key], let to = new[record.key] else { continue }
            trials += 1
            if from.outcome != to.outcome {
                changed += 1
                counts[record.key.style, default: [:]][from.outcome, default: [:]][to.outcome, default: 0] += 1
            } else if from.sure != to.sure {
                sureness += 1
            }
        }
        (self.trials, self.changed, surenessOnly) = (trials, changed, sureness)
        changes = facts.study.styles.flatMap { style in
            Outcome.allCases.flatMap { from in
                Outcome.allCases.compactMap { to in
                    counts[style.id]?[from]?[to].map {
                        Change(style: style.id, from: from, to: to, trials: $0)
                    }
                }
            }
        }
        let cells = [old, new].map { verdicts in
            var own = facts
            // Labels say nothing of how verdicts moved.
            own.labels = []
            own.study.compare = []
            for index in own.records.indices where own.records[index].verdict != nil {
                own.records[index].verdict = verdicts[own.records[index].key]
            }
            return Report(own).cells
        }
        // Same plan, same order: the cells of both match one by one.
        moves = zip(cells[0], cells[1]).map { Move(before: $0, after: $1) }
    }

    // MARK: Pages

    package var markdown: String {
        var out: [Block] = [
            .heading(1, "Verdicts: \(Prose.cell(after)) against \(Prose.cell(before))"),
            .text(
                "Of \(counted(trials, "finished trial")), \(changed) \(changed == 1 ? "has" : "have") another outcome; in \(surenessOnly) more the classifier "
                    + "stands by one verdict and not by the other."),
        ]
        if !changes.isEmpty {
            out.append(
                .table(
                    ["style", "from", "to", "trials"],
                    changes.map { [$0.style, $0.from.rawValue, $0.to.rawValue, "\($0.trials)"] }, right: [3]))
        }
        for definition in Definition.allCases {
            let rows = moves.filter { $0.before.definition == definition }
            out += [
                .heading(2, definition.prose),
                .table(
                    ["style", "frame", "field", "before", "after", "moved, points"],
                    rows.map {
                        [
                            $0.before.style, $0.before.frame.rawValue, $0.before.field,
                            "\(Prose.percent($0.before.estimate.rate)) \(Prose.interval($0.before.estimate.interval))",
                            "\(Prose.percent($0.after.estimate.rate)) \(Prose.interval($0.after.estimate.interval))",
                            Prose.points($0.points),
                        ]
                    }, right: [5]),
            ]
        }
        return Markdown.write(out)
    }

    package var json: JSONValue {
        [
            "before": .string(before), "after": .string(after), "trials": .integer(trials),
            "changed": .integer(changed), "sureness_only": .integer(surenessOnly),
            "changes": .array(
                changes.map {
                    [
                        "style": .string($0.style), "from": .string($0.from.rawValue), "to": .string($0.to.rawValue),
                        "trials": .integer($0.trials),
                    ]
                }),
            "moves": .array(
                moves.map {
                    [
                        "style": .string($0.before.style), "field": .string($0.before.field),
                        "frame": .string($0.before.frame.rawValue),
                        "definition": .string($0.before.definition.rawValue),
                        "before": .optional($0.before.estimate.rate), "after": .optional($0.after.estimate.rate),
                        "moved": .optional($0.points),
                    ]
                }),
        ]
    }
}
