import Dialects
import Formats
import Trials

/// Reads stored bytes again with the dialects of their styles.
package final class StoredReplies: Sendable {
    private let dialects = Guarded<[String: any Dialect]>([:])

    package init() {}

    /// - Throws: `DialectError` where this version cannot write the style that the trial had.
    package func read(_ raw: RawReply, of trial: Trial) throws(DialectError) -> Reply {
        if let known = dialects.withLock({ $0[trial.style.id] }) { return known.read(raw, prefill: trial.prefill) }
        let dialect = try trial.style.unaddressed.makeDialect()
        dialects.withLock { $0[trial.style.id] = dialect }
        return dialect.read(raw, prefill: trial.prefill)
    }
}
