import Formats
import Trials

/// An attempt that is about to be sent.
struct StartedAttempt: Sendable {
    var id: Int64
    var trial: Int64
    /// From 1, over all sessions of the run.
    var number: Int
    var session: Int64
    /// Seconds since 1970.
    var startedAt: Double
    /// The last outcome on the same account, in this session.
    var previous: Outcome?

    private static let insert = StoredRow.insert(
        "attempt", ["id", "trial", "number", "session", "state", "started_at", "previous"])

    var row: StoredRow {
        StoredRow(
            Self.insert,
            [
                .integer(id), .integer(trial), .integer(number), .integer(session), .text(AttemptState.started),
                .integer(milliseconds(startedAt)), .text(previous),
            ])
    }
}

/// An attempt that ended, with what came back.
struct EndedAttempt: Sendable {
    var id: Int64
    var state: AttemptState
    /// The reply must not reach the store: it answers a positive control.
    var withheld: Bool
    /// Broken off while the model may have been at work: asked again at most once.
    var broken: Bool
    var exchange: Exchange?
    var costUSD: Double?
    /// nil for positive controls, of whose replies nothing more is kept.
    var fact: ReplyFact?

    private static let update = """
        UPDATE attempt SET state = ?, status = ?, request_id = ?, served_model = ?, fault = ?, bytes = ?, \
        input_tokens = ?, cached_tokens = ?, output_tokens = ?, reasoning_tokens = ?, cost_usd = ?, text_length = ?, \
        text_deltas = ?, first_text_ns = ?, ended_ns = ?, timings = ?, broken = ? WHERE id = ?
        """
    static let mark = "UPDATE attempt SET state = ? WHERE id = ?"
    private static let insert = StoredRow.insert(
        "exchange",
        [
            "attempt", "method", "url", "request_headers", "request", "http_version", "reply_headers", "reply",
            "reply_sha256", "arrivals",
        ])

    var rows: [StoredRow] {
        guard let exchange else { return [StoredRow(Self.mark, [.text(state), .integer(id)])] }
        let reply = exchange.reply
        let raw = exchange.raw
        let facts = fact.map { [$0.row(attempt: id)] } ?? []
        return [
            StoredRow(
                Self.update,
                [
                    .text(state), .integer(raw.status), .text(reply.requestID), .text(reply.servedModel),
                    .json(raw.fault?.stored), .integer(raw.body.count), .integer(reply.usage.input),
                    .integer(reply.usage.cachedInput), .integer(reply.usage.output), .integer(reply.usage.reasoning),
                    .real(costUSD), .integer(scalars(in: reply.text)), .integer(reply.textDeltas),
                    .integer(reply.firstTextAt ?? exchange.timings.firstText), .integer(exchange.timings.ended),
                    .text(exchange.timings.storedText), broken ? .flag(true) : .null, .integer(id),
                ]),
            StoredRow(
                Self.insert,
                [
                    .integer(id), .text(exchange.request.method), .text(exchange.request.url),
                    .text(exchange.request.headers.stored), .blob(exchange.request.body), .text(raw.httpVersion),
                    .text(raw.headers.stored), withheld ? .null : .blob(raw.body),
                    withheld ? .text(SHA256.hex(raw.body)) : .null, .blob(StoredArrivals.encode(raw.arrivals)),
                ]),
        ] + facts
    }
}

/// A trial whose verdict is known: it counts as done once these rows are on disk.
struct FinishedTrial: Sendable {
    var id: Int64
    /// The attempt that counts.
    var attempt: Int64
    var attempts: Int
    /// Seconds spent waiting for rate limits and retries.
    var throttledSeconds: Double
    var verdict: Verdict

    private static let update =
        "UPDATE trial SET state = ?, attempts = ?, counted = ?, throttled_ms = ? WHERE id = ? AND state = 'pending'"

    var rows: [StoredRow] {
        [
            StoredRow(
                Self.update,
                [
                    .text(TrialState.done), .integer(attempts), .integer(attempt),
                    .integer(milliseconds(throttledSeconds)), .integer(id),
                ]),
            StoredRow(StoredVerdict.insert, StoredVerdict.values(verdict, trial: id)),
        ]
    }
}

extension Verdict {
    /// The verdict of a positive control without a word of its reply, but for the span in which the model declined.
    ///
    /// A quote stays where it cannot be the reply: a provider's own signal, or an error that is not "this could not be read".
    func withoutReply() -> Verdict {
        let speaks: Bool
        switch outcome {
        case .refused: return self
        case .blocked: speaks = true
        case .error: speaks = errorKind != .unreadable && errorKind != .unknownSignal
        case .answered, .partial, .unable, .empty, .truncated: speaks = false
        }
        var kept = self
        kept.evidence = evidence.map {
            Evidence(rule: $0.rule, field: $0.field, quote: speaks && $0.field != "text" ? $0.quote : "")
        }
        return kept
    }
}

/// Unicode scalars of a text, counted as bytes that continue none: several times faster than the standard view.
private func scalars(in text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes in
        var count = 0
        for byte in bytes where byte & 0xC0 != 0x80 { count &+= 1 }
        return count
    }
}
