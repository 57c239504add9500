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
            try FoundRows(db, Statements.versions).map {
                VerdictVersion(name: try $0.text("version"), trials: try $0.count("trials"))
            }
        }
    }

    /// The verdict of every finished trial as it counted when this version did: where the version left a trial alone
    /// (positive controls have no reply to read again), the one before it.
    /// - Throws: `StoreError`
    package func verdicts(asOf version: String) throws -> [TrialKey: Verdict] {
        try read { db in
            let rows = try FoundRows(db, Statements.verdictsAsOf, [version])
            var verdicts: [TrialKey: Verdict] = [:]
            while let row = try rows.next() {
                let key = TrialKey(
                    style: try row.text("style"), probe: try row.text("probe"), repetition: try row.count("repetition"))
                verdicts[key] = try StoredVerdict.read(row)
            }
            return verdicts
        }
    }
}
