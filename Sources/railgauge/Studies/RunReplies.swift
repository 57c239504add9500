import Formats
import Foundation
import Ingest
import Reports
import Runs
import Suites
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
            reply.unit = .scenario
            reply.mark = .attempt(
                key, record.attempts, requestID: record.requestID,
                ended: record.endSeconds.map { Int64(($0 * 1e9).rounded()) })
            reply.isSimulated = facts.simulated || (facts.replayed?.simulated ?? false)
            take(reply)
        }
        return (finished, left)
    }

    /// What a trial of a run asked, as it was sent: the system prompt of its style, too.
    /// - Throws: `StoreError`, `RunFolderError`; `LogFault` where the run holds no prompt.
    static func prompt(of reply: LoggedReply) throws -> (prompt: PromptFile, masked: Int) {
        let reading = try RunReading(reply.file)
        let place = "\(reply.file):\(reply.line)"
        guard !reading.info.run.imported,
            let key = try reading.store.records().first(where: { $0.position + 1 == reply.line })?.key
        else {
            throw LogFault(
                file: place, found: "the run was imported: it holds outcomes and no prompts",
                accepted: "a run that was sent, or the suite that the outcomes belong to")
        }
        var found: Trial?
        try reading.store.eachReply(of: [key]) { trial, _ in found = trial }
        guard let trial = found else {
            throw LogFault(
                file: place, found: "the run holds no prompt of this request", accepted: "a trial that was sent")
        }
        let asked = trial.conversation
        var prompt = PromptFile(
            system: asked.system, turns: asked.turns, tools: asked.tools,
            notes: ["Of a run: the probe \(key.probe) of the suite \(trial.probe.suite), under the style \(key.style)."]
        )
        if asked.prefill != nil { prompt.notes.append("the model's turn was begun for it there, and is not here") }
        let masked = SecretMask.mask(&prompt)
        return (prompt, masked)
    }
}
