import Classifier
import Trials

/// The signals of the providers, and what the rows say each is read as: `docs/signals.md`.
enum SignalTable {
    struct Signal: Sendable {
        var number: Int
        var provider: String
        var sign: String

        init(_ number: Int, _ provider: String, _ sign: String) {
            self.number = number
            self.provider = provider
            self.sign = sign
        }
    }

    /// Signals that no request of this version can meet, and why.
    static let absent = [
        14: "not applicable in this version: no batches are sent",
        73: "no sign of a reply: budgets count a refusal as billed until its usage says otherwise",
        75: "no sign of a reply: the tiers of a profile are read, never its status",
        76: "no sign of a reply: what a review decides later is in no reply",
        101: "read by its words (docs/methods/text-classifier.md)",
        102: "no reply of an API: a log of a client",
        103: "read by its words (docs/methods/text-classifier.md)",
    ]

    static func rows(of number: Int) -> [Row] {
        let mark = "row" + (number < 10 ? "0" : "") + "\(number)-"
        return Row.all.filter { $0.transcript.hasPrefix(mark) || $0.transcript.hasPrefix("cohere-\(mark)") }
            // Some rows are every provider's.
            .sorted { ($0.dialect.rawValue, $0.transcript) < ($1.dialect.rawValue, $1.transcript) }
    }

    private static var unnumbered: [Row] {
        Row.all.filter { !$0.transcript.hasPrefix("row") && !$0.transcript.hasPrefix("cohere-row") }
    }

    static var markdown: String {
        var text = """
            # Signals: what stopped a prompt, by provider

            Every line is one transcript under `Tests/Fixtures`, and what it is read as; the tests hold the classifier to these lines,
            and this page to the tests (`RAILGAUGE_WRITE_DOCS=1 swift test --filter SignalTableTests` writes it anew). A stage of
            `midstream` or `during-reasoning` is our own count of deltas, so the same sign has another stage in another transcript. The
            last column is what the runner may do: `done` is never asked again.

            | # | provider | sign | transcript | read as | evidence | then |
            |---|---|---|---|---|---|---|

            """
        for signal in signals {
            let start = "| \(signal.number) | \(signal.provider) | \(signal.sign) |"
            if let reason = absent[signal.number] { text += "\(start) | \(reason) | | |\n" }
            for (index, row) in rows(of: signal.number).enumerated() {
                text += (index == 0 ? start : "| | | |") + cells(row)
            }
        }
        text += """

            ## Beside the table

            Whole answers, hostile bodies, unknown words, and signs that were found later.

            | transcript | read as | evidence | then |
            |---|---|---|---|

            """
        for row in unnumbered { text += "|" + cells(row) }
        return text
    }

    private static func cells(_ row: Row) -> String {
        var words = [row.outcome.rawValue + (row.error.map { "(\($0.rawValue))" } ?? "")]
        if let stage = row.stage { words.append("stage `\(stage.rawValue)`") }
        if let layer = row.layer { words.append("layer `\(layer.rawValue)`") }
        if row.outcome == .blocked {
            let names = row.categories.isEmpty ? "unreported" : row.categories.map(\.rawValue).joined(separator: "+")
            words.append("category \(names)" + (row.raw.map { " (`\($0)`)" } ?? ""))
        }
        if row.served != .requested { words.append("served \(row.served.rawValue)") }
        words += row.degraded.map { "flag `\($0.rawValue)`" }
        let rules = (row.rule.isEmpty ? [] : [row.rule]) + row.further
        let evidence = (row.rule.isEmpty ? ["the text"] : []) + rules.map { "`\($0)`" }
        return " `\(row.description)` | \(words.joined(separator: ", ")) | \(evidence.joined(separator: ", "))"
            + " | \(then(row.disposition)) |\n"
    }

    private static func then(_ disposition: Disposition) -> String {
        func wait(_ retry: Disposition.Retry) -> String { retry.after.map { " after \($0) s" } ?? "" }
        return switch disposition {
        case .done: "done"
        case .retry(let retry): "ask again" + wait(retry)
        case .cutAfterDelta(let retry): "ask again once" + wait(retry)
        case .stopRun: "**stop the run**"
        case .credentialRefused: "close the style: credential"
        case .outOfCredit: "close the style: money or quota"
        case .localFault: "this machine's fault"
        }
    }
}
