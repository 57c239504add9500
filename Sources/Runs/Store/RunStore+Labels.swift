import Formats
import Foundation
import GRDB
import Trials

/// What people said of replies, and the replies as they read them.
extension RunStore {
    /// All labels, in the order of their trials, then by labeller.
    /// - Throws: `StoreError`
    package func labels() throws -> [Label] {
        try read { db in
            try FoundRows(db, Statements.labels).map { row in
                Label(
                    key: TrialKey(
                        style: try row.text("style"), probe: try row.text("probe"),
                        repetition: try row.count("repetition")),
                    labeller: try row.text("rater"), word: try row.word("outcome"),
                    sampling: try row.word("sampling"),
                    stratum: try row.textIfAny("stratum").flatMap(LabelStratum.init(rawValue:)),
                    weight: try row.numberIfAny("weight"), frame: try row.textIfAny("frame"), at: try row.iso("at"))
            }
        }
    }

    /// Trials whose verdict the rules do not stand by, whatever a judge made of them later.
    /// - Throws: `StoreError`
    package func unsureByRules() throws -> Set<TrialKey> { try keys(Statements.unsureByRules) }

    /// Trials of which a judge gave another outcome than the rules.
    /// - Throws: `StoreError`
    package func judgedOtherwise() throws -> Set<TrialKey> { try keys(Statements.judgedOtherwise) }

    private func keys(_ statement: String) throws -> Set<TrialKey> {
        try read { db in
            Set(
                try FoundRows(db, statement).map { row in
                    TrialKey(
                        style: try row.text("style"), probe: try row.text("probe"),
                        repetition: try row.count("repetition"))
                })
        }
    }

    /// Adds labels, all or none; a label of the same reply and labeller is replaced.
    ///
    /// A label of a positive control is refused: its reply was never stored, so nobody can have read it.
    /// - Throws: `StoreError`
    package func addLabels(_ labels: [Label]) throws {
        try write { db in
            for label in labels {
                let trial = try Int64.fetchOne(
                    db, sql: Statements.labellableTrial,
                    arguments: [label.key.style, label.key.probe, label.key.repetition])
                guard let trial else {
                    throw StoreError.failed(
                        path: self.path, reason: "there is no finished trial \(label.key) that can be labelled")
                }
                try StoredRow(Statements.deleteLabel, [.integer(trial), .text(label.labeller)]).execute(in: db)
                try StoredRow(
                    Statements.insertLabel,
                    [
                        .integer(trial), .text(label.labeller), .text(label.word), .integer(Self.time(label.at)),
                        .text(label.sampling), .text(label.stratum), .real(label.weight), .text(label.frame),
                    ]
                ).execute(in: db)
            }
        }
    }

    /// The reply that counts for a trial, as it came; nil where none was stored.
    /// - Throws: `StoreError`
    package func reply(of key: TrialKey) throws -> (trial: Trial, raw: RawReply)? {
        try read { db in
            guard
                let row = try FoundRow.one(db, Statements.replyOfKey, [key.style, key.probe, key.repetition]),
                let style = AccessStyle(json: try row.json("style")), let probe = Probe(json: try row.json("probe"))
            else { return nil }
            return (Trial(style: style, probe: probe, repetition: key.repetition), try row.rawReply())
        }
    }

    /// Milliseconds since 1970; a time that nobody can read is the beginning of 1970.
    private static func time(_ text: String) -> Int64 {
        // The time of a label enters no number; it must not keep the label out.
        ((try? Date(text, strategy: .iso8601)).map { milliseconds($0.timeIntervalSince1970) }) ?? 0
    }
}
