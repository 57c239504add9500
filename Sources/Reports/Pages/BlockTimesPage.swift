import Trials

extension FullPage {
    /// Part of section 4: when blocks fell, per style over all fields; report.json has the fields too.
    var blockTimes: String {
        let rows = report.blockTimes.filter { $0.field == Rows.all }
        guard !rows.isEmpty else { return "" }
        var out = "\n### When a block fell\n\n"
        out += Prose.table(
            [
                "style", "streamed", "frame", "stage", "blocks", "s to block, median", "quartiles", "longest",
                "tokens before, median", "tokens known", "with text",
            ],
            rows.map { row in
                [
                    row.style, row.stream.map { $0 ? "yes" : "no" } ?? Prose.none, row.frame.rawValue,
                    row.stage?.rawValue ?? Rows.all,
                    "\(row.blocks)", Prose.number(row.seconds?.median), Self.quartiles(row.seconds),
                    Prose.number(row.seconds?.most), row.tokens.map { Prose.count($0.median) } ?? Prose.none,
                    "\(row.tokens?.known ?? 0)", row.withText.map(String.init) ?? Prose.none,
                ]
            }, right: [4, 5, 7, 8, 9, 10])
        out +=
            "\nSeconds run from the start of the request to the block. Tokens are the provider's count of what the model "
        out += "had written by then, reasoning included, over the blocks for which it says so."
        if !report.facts.imported {
            out += " Text that came with a block, a guardrail's own words included, is kept: `obstructed.jsonl` of the "
            out += "run folder holds it beside each trial."
        }
        out += "\n"
        return out + stageComparisons
    }

    private static func quartiles(_ spread: Spread?) -> String {
        spread.map { "\(Prose.number($0.lowerQuartile)) to \(Prose.number($0.upperQuartile))" } ?? Prose.none
    }

    private var stageComparisons: String {
        let shown = report.stageComparisons.filter { $0.obstacle == nil && !$0.stages.isEmpty }
        var out = ""
        if !shown.isEmpty {
            out += "\nCompared styles, both streamed or neither:\n\n"
            out += Prose.table(
                ["a", "b", "frame", "stage", "blocks of a", "blocks of b", "trials of a", "trials of b"],
                shown.flatMap { pair in
                    pair.stages.map { count in
                        [
                            pair.a, pair.b, pair.frame.rawValue, count.stage.rawValue, "\(count.a)", "\(count.b)",
                            "\(pair.trialsA)", "\(pair.trialsB)",
                        ]
                    }
                }, right: [4, 5, 6, 7])
            for pair in shown where pair.medianSecondsA != nil && pair.medianSecondsB != nil {
                out += "\n- (\(pair.frame.rawValue)) Median time to block: \(Prose.cell(pair.a)) "
                out += "\(Prose.number(pair.medianSecondsA)) s, \(Prose.cell(pair.b)) "
                out += "\(Prose.number(pair.medianSecondsB)) s.\n"
            }
        }
        var told: Set<String> = []
        for pair in report.stageComparisons {
            guard let obstacle = pair.obstacle, told.insert(obstacle).inserted else { continue }
            out += "\n- Stages and times of \(Prose.cell(pair.a)) and \(Prose.cell(pair.b)) are not compared: "
            out += "\(Prose.cell(obstacle)).\n"
        }
        return out
    }
}

extension Spread {
    var json: JSONValue {
        [
            "known": .integer(known), "least": .number(least), "lower_quartile": .number(lowerQuartile),
            "median": .number(median), "upper_quartile": .number(upperQuartile), "most": .number(most),
        ]
    }
}

extension BlockTimeRow {
    var json: JSONValue {
        [
            "style": .string(style), "field": .string(field), "frame": .string(frame.rawValue),
            "stage": .optional(stage?.rawValue), "stream": stream.map { .bool($0) } ?? .null,
            "blocks": .integer(blocks),
            "seconds": seconds?.json ?? .null, "tokens_before": tokens?.json ?? .null, "with_text": .optional(withText),
        ]
    }
}

extension StageComparison {
    var json: JSONValue {
        [
            "a": .string(a), "b": .string(b), "frame": .string(frame.rawValue), "comparable": .bool(obstacle == nil),
            "reason": .optional(obstacle), "trials_a": .integer(trialsA), "trials_b": .integer(trialsB),
            "stages": .array(
                stages.map { ["stage": .string($0.stage.rawValue), "a": .integer($0.a), "b": .integer($0.b)] }),
            "median_seconds_a": .optional(medianSecondsA), "median_seconds_b": .optional(medianSecondsB),
        ]
    }
}

/// obstructed.jsonl: every obstructed benign trial with the text that had come, one JSON object a line.
package enum ObstructedTable {
    /// - Parameter texts: visible text as it came, read out of the stored replies; null where no reply is stored.
    package static func jsonLines(_ report: Report, texts: [TrialKey: String]) -> String {
        var out = ""
        for row in report.obstructed {
            guard case .object(var members) = row.json else { continue }
            members["text"] = .optional(texts[row.record.key])
            out += JSONValue.object(members).compact + "\n"
        }
        return out
    }
}
