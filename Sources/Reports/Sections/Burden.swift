import Formats
import Trials

/// What does it cost a researcher?
struct Burden: Section {
    let rows: [BurdenRow]

    init(_ rows: Rows, _ report: Report) { self.rows = BurdenRow.all(rows) }

    static let members: [Member<Burden>] = [Member("burden", nil, columns) { $0.rows }]

    private static let columns = Columns<BurdenRow>([
        .text("style") { $0.style },
        .count("trials") { $0.trials },
        .count("attempts") { $0.attempts },
        .amountOrNone("median_seconds_to_answer") { $0.medianSecondsToAnswer },
        .amountOrNone("median_seconds_to_block") { $0.medianSecondsToBlock },
        .countOrNone("input_tokens") { $0.inputTokens },
        .countOrNone("output_tokens") { $0.outputTokens },
        .countOrNone("tokens_lost", "Output tokens of blocked or refused trials.") { $0.tokensLost },
        .amountOrNone("cost_usd") { $0.costUSD },
        .amount("throttled_seconds") { $0.throttledSeconds },
    ])

    func page(_ report: Report) -> [Block] {
        guard !rows.isEmpty else { return [] }
        var words = "Tokens lost: output of blocked or refused trials. Waiting: for rate limits and retries."
        if report.mixesStreaming { words += "\nTimes are comparable only between styles with equal streaming." }
        return [
            .heading(2, "8. What does it cost a researcher?"),
            .table(
                [
                    "style", "streamed", "trials", "requests", "median s to answer", "median s to block",
                    "input tokens",
                    "output tokens", "tokens lost", "USD", "s waiting",
                ],
                rows.map { row in
                    [
                        row.style, report.styles.first { $0.id == row.style }?.stream ?? false ? "yes" : "no",
                        "\(row.trials)",
                        "\(row.attempts)", Prose.number(row.medianSecondsToAnswer),
                        Prose.number(row.medianSecondsToBlock), row.inputTokens.map(String.init) ?? Prose.none,
                        row.outputTokens.map(String.init) ?? Prose.none, row.tokensLost.map(String.init) ?? Prose.none,
                        Prose.number(row.costUSD), Prose.number(row.throttledSeconds, digits: 1),
                    ]
                }, right: Set(2...10)),
            .text(words),
        ]
    }
}

extension Report {
    package var burden: [BurdenRow] { section(Burden.self).rows }
}
