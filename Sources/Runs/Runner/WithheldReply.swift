import Trials

/// Positive controls ask for what nobody should answer: of such a reply nothing is kept but how it was judged, where in
/// it the model declined, how long it was, and its hash.
///
/// Whoever runs the server chooses every word of it, in headers, error messages, codes, field names and model names too.
/// So nothing is searched and masked: what is kept is listed here, and all of it is ours or a number.
enum WithheldReply {
    /// The verdict without a word of the reply.
    static func verdict(_ verdict: Verdict, of exchange: Exchange, _ style: AccessStyle) -> Verdict {
        var kept = verdict
        kept.categories = verdict.categories.filter { Category.all.contains($0) }
        kept.categoryRaw = nil
        kept.servedModel = verdict.served == .requested ? style.model : nil
        kept.evidence = verdict.evidence.map {
            Evidence(
                rule: ours($0.rule, parts: 2),
                field: ours($0.field, parts: 1)
                    + (verdict.outcome == .refused ? span($0, in: exchange.reply.text) : ""),
                quote: "")
        }
        return kept
    }

    /// The exchange without what its server could write; body and text stay in memory, for their length and hash.
    static func exchange(_ exchange: Exchange, served: String?) -> Exchange {
        var kept = exchange
        kept.raw.headers = exchange.raw.headers.filter { line in
            // Of these only what can hold nothing but a date, a number or one of few words.
            switch line.name.lowercased() {
            case "date", "retry-after", "content-length": line.value.count <= 40 && line.value.allSatisfy(isOfADate)
            default: false
            }
        }
        if let fault = exchange.raw.fault {
            kept.raw.fault = WireFault(
                kind: fault.kind, message: "\(fault.kind.rawValue), in the reply to a positive control",
                mayHaveReachedServer: fault.mayHaveReachedServer)
        }
        kept.reply.requestID = nil
        kept.reply.servedModel = served
        return kept
    }

    /// The first parts of a rule's or a field's name: later ones may be a word of the server's.
    private static func ours(_ name: String, parts: Int) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).prefix(parts).joined(separator: ".")
    }

    /// Where in the text a quote stands, in characters.
    private static func span(_ evidence: Evidence, in text: String) -> String {
        guard evidence.field == "text", !evidence.quote.isEmpty, let range = text.firstRange(of: evidence.quote) else {
            return ""
        }
        let start = text.distance(from: text.startIndex, to: range.lowerBound)
        return "[\(start)..<\(start + evidence.quote.count)]"
    }

    private static func isOfADate(_ character: Character) -> Bool {
        character.isASCII && (character.isNumber || character == ":" || character == "," || character == " ")
            || "MonTueWdhFriSaJbMApyulgScOtNvDG".contains(character)
    }
}
