import GRDB
import Trials

/// A version of verdicts: one set of rules, or of rules and judges, over a run.
package struct VerdictVersion: Sendable, Hashable {
    package var name: String
    /// Trials with a verdict of this version.
    package var trials: Int
}

extension RunStore {
    /// In the order in which they first appeared; the last one counts where it judged.
    /// - Throws: `StoreError`
    package func verdictVersions() throws -> [VerdictVersion] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT version, count(*) FROM verdict GROUP BY version ORDER BY min(id)"
            ).map { VerdictVersion(name: $0[0], trials: $0[1]) }
        }
    }

    /// The verdict of every finished trial as it counted when this version did: where the version left a trial alone
    /// (positive controls have no reply to read again), the one before it.
    /// - Throws: `StoreError`
    package func verdicts(asOf version: String) throws -> [TrialKey: Verdict] {
        try read { db in
            let columns = StoredVerdict.columns.dropFirst().map { "v.\($0)" }.joined(separator: ", ")
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT s.name, p.name, t.repetition, \(columns)
                    FROM trial t JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe
                        JOIN verdict v ON v.id = coalesce(
                            (SELECT w.id FROM verdict w WHERE w.trial = t.id AND w.version = ?1),
                            (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id
                                AND w.id < (SELECT min(id) FROM verdict WHERE version = ?1)),
                            (SELECT min(w.id) FROM verdict w WHERE w.trial = t.id))
                    WHERE t.state = 'done'
                    """, arguments: [version])
            var verdicts: [TrialKey: Verdict] = [:]
            while let row = try rows.next() {
                verdicts[TrialKey(style: row[0], probe: row[1], repetition: row[2])] = try StoredVerdict.read(
                    row, from: 3)
            }
            return verdicts
        }
    }
}
