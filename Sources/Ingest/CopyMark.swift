import Trials

/// What every copy of a reply has, and no other reply: sessions that are continued copy what came before, and people keep a log in
/// two places.
///
/// An id alone is none: servers give one twice (Ollama draws it from 999), so that whoever reads a kind of log says what else
/// stays the same in its copies. Of fixed size: a log of a gigabyte has many replies.
package struct CopyMark: Sendable, Hashable {
    private let hash: Int

    /// - Parameter parts: what a copy shares.
    init(_ parts: (any Hashable)?...) {
        var hasher = Hasher()
        for part in parts {
            // A part that is missing is no empty one, and two do not run together.
            hasher.combine(part == nil)
            part?.hash(into: &hasher)
        }
        hash = hasher.finalize()
    }

    /// An attempt of a run, which its store and its recording know alike. A server that numbers its replies gives the same ids to
    /// the next run; that both took the same time to the nanosecond is nothing that happens.
    /// - Parameter ended: nanoseconds from its start.
    package static func attempt(
        _ key: TrialKey, _ attempt: Int, requestID: String?, ended: Int64?
    ) -> CopyMark {
        CopyMark(key, attempt, requestID, ended)
    }
}
