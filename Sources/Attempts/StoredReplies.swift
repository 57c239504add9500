import Dialects
import Formats
import Trials

/// Reads stored bytes again with the dialects of their styles.
package final class StoredReplies: Sendable {
    private let dialects = Guarded<[String: any Dialect]>([:])

    package init() {}

    /// - Throws: `DialectError` where this version cannot write the style that the trial had.
    package func read(_ raw: RawReply, of trial: Trial) throws(DialectError) -> Reply {
        let style = trial.style
        if let known = dialects.withLock({ $0[style.id] }) { return known.read(raw, prefill: trial.prefill) }
        let dialect = try style.unaddressed.makeDialect()
        dialects.withLock { $0[style.id] = dialect }
        return dialect.read(raw, prefill: trial.prefill)
    }
}
