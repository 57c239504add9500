import Formats
import Foundation
import Ingest
import Reports
import Trials

/// The replies of a run folder as `ingest` counts those of a log: by today's rules, each finished trial once, a prompt being the
/// session. What was chosen because it is blocked or should be (sentinels, positive controls) is no request of anyone's.
enum RunReplies {
    /// - Returns: finished trials, and how many of them were left out.
    /// - Throws: `StoreError`, `RunFolderError`
    static func each(of folder: String, _ take: (LoggedReply) -> Void) throws -> (finished: Int, left: Int) {
        let facts = try Rejudging.today(try RunReading(folder))
        var (finished, left) = (0, 0)
        for record in facts.records {
            guard let verdict = record.verdict else { continue }
            finished += 1
            guard record.role != .sentinel, record.role != .control, record.expect != .refuse else {
                left += 1
                continue
            }
            let key = record.key
            var reply = LoggedReply(
                file: folder, line: record.position + 1, session: record.cluster, at: record.startedAt,
                requestID: record.requestID,
                messageID: "\(key.style)/\(key.probe)/\(key.repetition)/\(record.attempts)",
                requested: record.requestedModel.isEmpty ? nil : record.requestedModel, verdict: verdict)
            reply.isSimulated = facts.simulated || (facts.replayed?.simulated ?? false)
            take(reply)
        }
        return (finished, left)
    }
}
