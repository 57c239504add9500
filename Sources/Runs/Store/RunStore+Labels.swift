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
            // A store that was never labelled has the columns of its first day only.
            guard try Self.knowsSampling(db) else { return [] }
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT s.name, p.name, t.repetition, l.rater, l.outcome, l.sampling, l.stratum, l.weight, l.frame, l.at
                    FROM label l JOIN trial t ON t.id = l.trial JOIN style s ON s.id = t.style
                        JOIN probe p ON p.id = t.probe
                    ORDER BY t.position, t.id, l.rater
                    """
            ).map { row in
                guard let word = LabelWord(rawValue: row[4]), let sampling = LabelSampling(rawValue: row[5]) else {
                    throw DatabaseError(message: "a label has an unknown word: '\(row[4] as String)'")
                }
                return Label(
                    key: TrialKey(style: row[0], probe: row[1], repetition: row[2]), labeller: row[3], word: word,
                    sampling: sampling, stratum: (row[6] as String?).flatMap(LabelStratum.init(rawValue:)),
                    weight: row[7], frame: row[8], at: UTCStamp.iso(Double(row[9] as Int64) / 1000))
            }
        }
    }

    /// Adds labels, all or none; a label of the same reply and labeller is replaced.
    ///
    /// A label of a positive control is refused: its reply was never stored, so nobody can have read it.
    /// - Throws: `StoreError`
    package func addLabels(_ labels: [Label]) throws {
        try write { db in
            try Self.learnSampling(db)
            for label in labels {
                let trial = try Int64.fetchOne(
                    db,
                    sql: """
                        SELECT t.id FROM trial t JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe
                        WHERE s.name = ? AND p.name = ? AND t.repetition = ? AND t.state = 'done' AND p.role <> 'control'
                        """, arguments: [label.key.style, label.key.probe, label.key.repetition])
                guard let trial else {
                    throw StoreError.failed(
                        path: self.path, reason: "there is no finished trial \(label.key) that can be labelled")
                }
                try StoredRow(
                    "DELETE FROM label WHERE trial = ? AND rater = ?", [.integer(trial), .text(label.labeller)]
                ).execute(in: db)
                try StoredRow(
                    StoredRow.insert(
                        "label", ["trial", "rater", "outcome", "at", "sampling", "stratum", "weight", "frame"]),
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
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT s.content, p.content, a.status, a.fault, e.http_version, e.reply_headers, e.reply, e.arrivals
                        FROM trial t JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe
                            JOIN attempt a ON a.id = t.counted JOIN exchange e ON e.attempt = a.id
                        WHERE s.name = ? AND p.name = ? AND t.repetition = ? AND t.state = 'done'
                            AND e.reply IS NOT NULL AND p.role <> 'control'
                        """, arguments: [key.style, key.probe, key.repetition]),
                let style = AccessStyle(json: try JSONReader.read(row[0] as String)),
                let probe = Probe(json: try JSONReader.read(row[1] as String))
            else { return nil }
            let fault = try (row[3] as String?).map { try JSONReader.read($0) }.flatMap(WireFault.init(stored:))
            let raw = RawReply(
                status: row[2], httpVersion: row[4], headers: try [HeaderLine](stored: row[5]),
                body: [UInt8](row[6] as Data), arrivals: StoredArrivals.decode([UInt8](row[7] as Data)), fault: fault)
            return (Trial(style: style, probe: probe, repetition: key.repetition), raw)
        }
    }

    private static func knowsSampling(_ db: Database) throws -> Bool {
        try db.columns(in: "label").contains { $0.name == "sampling" }
    }

    /// How a labelled reply was drawn is written from the first label on: stores without labels stay as they are.
    private static func learnSampling(_ db: Database) throws {
        guard try !knowsSampling(db) else { return }
        try db.execute(
            sql: """
                ALTER TABLE label ADD COLUMN sampling TEXT NOT NULL DEFAULT 'chosen';
                ALTER TABLE label ADD COLUMN stratum TEXT;
                ALTER TABLE label ADD COLUMN weight REAL;
                ALTER TABLE label ADD COLUMN frame TEXT;
                CREATE UNIQUE INDEX label_once ON label (trial, rater);
                """)
    }

    /// Milliseconds since 1970; a time that nobody can read is the beginning of 1970.
    private static func time(_ text: String) -> Int64 {
        // The time of a label enters no number; it must not keep the label out.
        ((try? Date(text, strategy: .iso8601)).map { milliseconds($0.timeIntervalSince1970) }) ?? 0
    }
}
