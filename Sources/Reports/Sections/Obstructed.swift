import Formats
import Trials

/// Which probes? Every obstructed trial, of whatever role, with its evidence and request id.
struct Obstructed: Section {
    let rows: [ObstructedRow]

    init(_ rows: Rows, _ report: Report) { self.rows = ObstructedRow.all(rows) }

    static let members: [Member<Obstructed>] = [Member("obstructed", nil, columns) { $0.rows }]

    static let columns = Columns<ObstructedRow>([
        .text("style") { $0.record.key.style },
        .text("probe") { $0.record.key.probe },
        .count("repetition", from: 1) { $0.record.key.repetition },
        .text("suite") { $0.record.suite },
        .text("field") { $0.record.field },
        .word("role") { $0.record.role },
        .word("expect") { $0.record.expect },
        .frame { $0.record.frame },
        .word("outcome") { $0.verdict.outcome },
        .wordOrNone("layer") { $0.verdict.layer },
        .wordOrNone("stage") { $0.verdict.stage },
        .any("category", .category.orNone) { .optional($0.verdict.categoryLabel) },
        .textOrNone("category_raw") { $0.verdict.categoryRaw },
        .textOrNone("aims_at") { $0.record.aimsAt },
        .word("served") { $0.verdict.served },
        .text("model", "As asked for.") { $0.record.requestedModel },
        .textOrNone("served_model", "As the reply names it.") { $0.verdict.servedModel },
        .textOrNone("started_at", "UTC time of the counted attempt.") { $0.record.startedAt },
        .flag("sure") { $0.verdict.sure },
        .textOrNone("request_id") { $0.record.requestID },
        .textOrNone("rule") { $0.verdict.evidence.first?.rule },
        .textOrNone("field_of_evidence") { $0.verdict.evidence.first?.field },
        .textOrNone("quote") { $0.verdict.evidence.first?.quote },
        .count("text_length") { $0.record.textLength },
        .countOrNone(
            "tokens_before",
            "Output tokens as the provider counts them, reasoning included; null where it does not say, or where they are "
                + "those of a fallback."
        ) { $0.record.tokensBeforeBlock },
        .amountOrNone("seconds") { $0.record.endSeconds },
        .amountOrNone(
            "seconds_to_block",
            "From the start of the counted attempt to the block; null for what is no block, and where a fallback answered "
                + "after it."
        ) { $0.record.secondsToBlock },
    ])

    func page(_ report: Report) -> [Block] {
        let heading = Block.heading(2, "9. Which probes?")
        guard !rows.isEmpty else { return [heading, .text("No probe was obstructed.")] }
        return [
            heading,
            .text(
                "Every trial that was blocked, refused or helped only in part, with the sign that decided. Only `main` ones enter "
                    + "rates; controls are there to be refused."),
            .table(
                [
                    "probe", "role", "style", "repetition", "at (UTC)", "model", "outcome", "layer, stage", "category",
                    "s to block", "tokens before",
                    "characters kept", "evidence", "request id",
                ],
                rows.map { row in
                    let verdict = row.verdict
                    let evidence = verdict.evidence.first.map { String($0.shown.prefix(140)) } ?? Prose.none
                    return [
                        row.record.key.probe, row.record.role.rawValue, row.record.key.style,
                        "\(row.record.key.repetition)", row.record.startedAt ?? Prose.none,
                        verdict.servedModel ?? row.record.requestedModel,
                        verdict.outcome.rawValue + (verdict.sure ? "" : " (unsure)"),
                        [verdict.layer?.rawValue, verdict.stage?.rawValue].compactMap { $0 }.joined(separator: ", "),
                        verdict.categoryLabel ?? Prose.none, Prose.number(row.record.secondsToBlock),
                        row.record.tokensBeforeBlock.map(String.init) ?? Prose.none,
                        report.facts.imported ? Prose.none : "\(row.record.textLength)", evidence,
                        row.record.requestID ?? Prose.none,
                    ]
                }, right: [3, 9, 10, 11]),
        ]
    }
}

extension Evidence {
    /// Where it was seen and what. A reading of the whole reply has no phrase that would tell a person anything.
    var shown: String { rule.hasPrefix("features:") ? "\(field): the reply as a whole" : "\(field): \(quote)" }
}

extension Verdict {
    /// The words by which a reply declines, in full or in part; nil where it does not, or a wire sign decided.
    var decliningSpan: String? {
        guard outcome == .refused || outcome == .partial else { return nil }
        return evidence.first { $0.field == "text" && !$0.rule.hasPrefix("features:") }?.quote
    }
}

extension Report {
    package var obstructed: [ObstructedRow] { section(Obstructed.self).rows }
    package var falsePositives: [ObstructedRow] { obstructed.filter(\.isFalsePositive) }
}

/// obstructed.jsonl: every obstructed trial with its prompt and the text that had come, one JSON object a line.
package enum ObstructedTable {
    /// - Parameter book: visible text as it came, read out of the stored replies; null where no reply is stored.
    package static func jsonLines(_ report: Report, _ book: TranscriptBook) -> String {
        var out = ""
        for row in report.obstructed {
            guard case .object(var members) = Obstructed.columns.json(row) else { continue }
            members["prompt"] = .optional(book.probes[row.record.key.probe]?.whole)
            members["text"] = .optional(book.said[row.record.key]?.text)
            out += JSONValue.object(members).line
        }
        return out
    }
}
