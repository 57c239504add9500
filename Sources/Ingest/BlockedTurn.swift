import Formats
import Suites
import Trials

/// The conversation that led to a logged reply, as a prompt that can be tried again.
package enum BlockedTurn {
    /// - Returns: the prompt with what looks like a secret masked, and how many were.
    /// - Throws: `LogFault` where the log holds no such conversation (LiteLLM, Inspect, HAR and runs name none).
    package static func prompt(of reply: LoggedReply) throws(LogFault) -> (prompt: PromptFile, masked: Int) {
        if reply.line == 0, reply.file.hasSuffix(".http"), let sent = try RawReplyFile.request(of: reply.file) {
            return try prompt(sent, named: "\(reply.file).json", of: reply)
        }
        guard reply.file.hasSuffix(".jsonl"), reply.line > 1 else {
            throw LogFault(
                file: reply.file, found: "no conversation line by line",
                accepted: "a log of Claude Code or Codex, or a raw reply recorded with its request")
        }
        var lines: [UInt8] = []
        try LogLines.each(of: reply.file) { line, number in
            guard number < reply.line, let line else { return }
            lines.append(contentsOf: line)
            lines.append(0x0A)
        }
        return try prompt(lines, named: reply.file, of: reply)
    }

    private static func prompt(
        _ bytes: [UInt8], named name: String, of reply: LoggedReply
    ) throws(LogFault) -> (prompt: PromptFile, masked: Int) {
        var prompt: PromptFile
        do throws(InputError) {
            prompt = try PromptFile.read(at: name, from: Lines(bytes: bytes))
        } catch {
            throw LogFault(
                file: reply.file, found: "before line \(reply.line): \(error.found)", accepted: error.accepted)
        }
        let count = SecretMask.mask(&prompt)
        return (prompt, count)
    }

    private struct Lines: FileSource {
        let bytes: [UInt8]
        func bytes(at path: String) throws(InputError) -> [UInt8] { bytes }
    }

    /// A mark that filters of training data can look for, of this probe alone.
    private static func canary(_ probe: Probe) -> String {
        let digits = SHA256.hex(Array((probe.contentHash + (probe.source ?? "")).utf8))
        let bounds = [0, 8, 12, 16, 20, 32]
        let parts = zip(bounds, bounds.dropFirst()).map { digits.dropFirst($0).prefix($1 - $0) }
        return "\(probe.id)-\(parts.joined(separator: "-"))"
    }

    /// A suite of one probe. What only its owner can say stands in capitals.
    /// - Throws: `SuiteWriter.Unwritable`
    package static func suite(
        _ prompt: PromptFile, of reply: LoggedReply, named name: String
    ) throws(SuiteWriter.Unwritable) -> String {
        var probe = Probe(
            id: name, suite: name, field: "mine",
            aimsAt: reply.verdict.categories.first { $0 != .unreported }?.rawValue ?? "other",
            source: "a log of \(reply.day), request \(reply.requestID ?? "unknown")",
            whyBenign: "SAY IN ONE SENTENCE WHY THIS IS LEGITIMATE WORK", system: prompt.system,
            standalone: prompt.turns.count == 1, turns: prompt.turns, tools: prompt.tools,
            needs: ["SAY WHAT AN ANSWER MUST NAME", "SAY WHAT ELSE IT MUST NAME"])
        probe.contentHash = probe.hashOfContent
        return try SuiteWriter.yaml(
            Suite(
                name: name, title: "One turn of a log", version: 1, licence: "not stated", canary: canary(probe),
                probes: [probe], hash: ""),
            comment: [
                "Written by railgauge ingest. Secrets were masked by their shape: read it before you send it.",
                "What stands in capitals only you can say; `railgauge suites lint` warns until it is said.",
            ] + prompt.notes)
    }
}
