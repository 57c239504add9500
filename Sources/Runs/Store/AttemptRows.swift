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

    /// USD that it may cost at worst: it stands as long as nobody knows what it did.
    var presumedUSD: Double

    var row: StoredRow {
        StoredRow(
            Statements.startAttempt,
            [
                .integer(id), .integer(trial), .integer(number), .integer(session), .text(AttemptState.started),
                .integer(milliseconds(startedAt)), .text(previous), presumedUSD > 0 ? .real(presumedUSD) : .null,
            ])
    }
}

/// What is known of every attempt that ended, be it at a trial or at a judge's question.
struct AttemptEnding: Sendable {
    var state: AttemptState
    var exchange: Exchange
    var costUSD: Double?
    /// USD that it may have cost, where nobody knows.
    var presumedUSD: Double
    /// Broken off while the model may have been at work: asked again at most once.
    var broken: Bool

    /// In the order of `Statements.endOfAttempt`.
    var values: [StoredValue] {
        let (reply, raw) = (exchange.reply, exchange.raw)
        return [
            .text(state), .integer(raw.status), .text(reply.requestID), .text(reply.servedModel),
            .json(raw.fault?.stored), .integer(reply.usage.input), .integer(reply.usage.cachedInput),
            .integer(reply.usage.output), .integer(reply.usage.reasoning), .real(costUSD),
            .integer(exchange.timings.ended), broken ? .flag(true) : .null,
            presumedUSD > 0 ? .real(presumedUSD) : .null,
        ]
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
    /// USD that it may have cost, where nobody knows.
    var presumedUSD: Double = 0
    /// nil for positive controls, of whose replies nothing more is kept.
    var fact: ReplyFact?
    /// The trial that it leaves open, and what it met; nil where its verdict is the trial's.
    var leftOpen: (trial: Int64, verdict: Verdict)?

    var rows: [StoredRow] {
        guard let exchange else {
            let mark = state == .unsent ? Statements.markUnsent : Statements.markAttempt
            return [StoredRow(mark, [.text(state), .integer(id)])]
        }
        let reply = exchange.reply
        let raw = exchange.raw
        let facts = fact.map { [$0.row(attempt: id)] } ?? []
        let verdicts = leftOpen.map { open in
            let values = StoredVerdict.values(open.verdict, trial: open.trial)
            return [StoredRow(Statements.insertAttemptVerdict, [.integer(id)] + values)]
        }
        let marks = SimulatorMark.stands(in: raw.headers) ? [StoredRow(Statements.markSimulated, [.integer(id)])] : []
        return [
            StoredRow(
                Statements.endAttempt,
                AttemptEnding(
                    state: state, exchange: exchange, costUSD: costUSD, presumedUSD: presumedUSD, broken: broken
                ).values + [
                    .integer(raw.body.count), .integer(scalars(in: reply.text)), .integer(reply.textDeltas),
                    .integer(reply.firstTextAt ?? exchange.timings.firstText), .text(exchange.timings.storedText),
                    .integer(id),
                ]),
            StoredRow(
                Statements.insertExchange,
                [
                    .integer(id), .text(exchange.request.method), .text(exchange.request.url),
                    .text(exchange.request.headers.stored), .blob(exchange.request.body), .text(raw.httpVersion),
                    .text(raw.headers.stored), withheld ? .null : .blob(raw.body),
                    withheld ? .text(SHA256.hex(raw.body)) : .null, .blob(StoredArrivals.encode(raw.arrivals)),
                ]),
        ] + facts + (verdicts ?? []) + marks
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

    var rows: [StoredRow] {
        [
            StoredRow(
                Statements.finishTrial,
                [
                    .text(TrialState.done), .integer(attempts), .integer(attempt),
                    .integer(milliseconds(throttledSeconds)), .integer(id),
                ]),
            StoredRow(Statements.insertVerdict, StoredVerdict.values(verdict, trial: id)),
        ]
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
