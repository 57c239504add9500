import Formats
import Suites
import Trials

/// The conversation that led to a logged reply, as a prompt that can be tried again.
package enum BlockedTurn {
    /// Agents' logs hold the conversation line by line; the others what was asked, beside the reply, where they hold it.
    ///
    /// - Parameter log: the kind that was asked for; nil: told from the first record.
    /// - Returns: the prompt with what looks like a secret masked, and how many were.
    /// - Throws: `LogFault` where the log holds no prompt.
    package static func prompt(
        of reply: LoggedReply, log: LogFormat? = nil
    ) throws(LogFault) -> (prompt: PromptFile, masked: Int) {
        if reply.line == 0 { return try recorded(reply) }
        var asked: JSONValue?
        // A log is read again rather than that every prompt of a gigabyte is held.
        let counts = try LogFile(reply.file, format: log).read(judge: LoggedVerdict()) { found in
            if asked == nil, found.isPlaced(as: reply) { asked = found.asked }
        }
        var prompt: PromptFile
        switch counts.format {
        case .claudeCode?:
            prompt = try conversation(before: reply)
            prompt.notes.append("the log holds neither the system prompt of the agent nor its tools")
        case .codex?:
            prompt = try conversation(before: reply)
            prompt.notes.append("the log does not hold the tools of the agent")
        case .litellm?, .inspect?, .har?, .sdk?, .replies?, nil:
            guard let asked else {
                throw LogFault(
                    file: "\(reply.file):\(reply.line)", found: "the log holds no prompt of this request",
                    accepted: counts.format?.whereItHoldsPrompts)
            }
            do throws(InputError) { prompt = try PromptFile.read(asked, of: reply.file) } catch {
                throw LogFault(
                    file: "\(reply.file):\(reply.line)", found: "its request: \(error.found)", accepted: error.accepted)
            }
        }
        let count = SecretMask.mask(&prompt)
        return (prompt, count)
    }

    /// A raw reply that is a file of its own, beside its request.
    private static func recorded(_ reply: LoggedReply) throws(LogFault) -> (prompt: PromptFile, masked: Int) {
        guard reply.file.hasSuffix(".http"), let sent = try RawReplyFile.request(of: reply.file) else {
            throw LogFault(
                file: reply.file, found: "the log holds no prompt of this request",
                accepted: "a raw reply recorded with its request")
        }
        do throws(InputError) {
            var prompt = try PromptFile.read(at: "\(reply.file).json", from: Lines(bytes: sent))
            let count = SecretMask.mask(&prompt)
            return (prompt, count)
        } catch {
            throw LogFault(file: reply.file, found: "its request: \(error.found)", accepted: error.accepted)
        }
    }

    /// What an agent's log holds of the request that the reply answers.
    private static func conversation(before reply: LoggedReply) throws(LogFault) -> PromptFile {
        var lines: [UInt8] = []
        try LogLines.each(of: reply.file) { line, number in
            // The reply's own line says what it follows on; one that is too long keeps its number.
            guard number <= reply.line else { return }
            if let line { lines.append(contentsOf: line) }
            lines.append(0x0A)
        }
        do throws(InputError) {
            return try PromptFile.read(at: reply.file, before: reply.line, from: Lines(bytes: lines))
        } catch {
            throw LogFault(
                file: reply.file, found: "before line \(reply.line): \(error.found)", accepted: error.accepted)
        }
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

    /// A suite of one probe, trigger-enriched: it is kept because it was blocked. What only its owner can say stands in capitals.
    /// - Throws: `SuiteWriter.Unwritable`
    package static func suite(
        _ prompt: PromptFile, of reply: LoggedReply, named name: String
    ) throws(SuiteWriter.Unwritable) -> String {
        let source = "a log of \(reply.day), request \(reply.requestID ?? "unknown")"
        var probe = Probe(
            // Chosen by its outcome: among prompts of which nobody knew how they fare it would raise their rate.
            id: name, suite: name, field: "mine", frame: .triggerEnriched,
            aimsAt: reply.verdict.categories.first { $0 != .unreported }?.rawValue ?? "other",
            source: source,
            whyBenign: "SAY IN ONE SENTENCE WHY THIS IS LEGITIMATE WORK", system: prompt.system,
            standalone: prompt.turns.count == 1, turns: prompt.turns, tools: prompt.tools,
            needs: ["SAY WHAT AN ANSWER MUST NAME", "SAY WHAT ELSE IT MUST NAME"],
            trigger: Trigger(
                kind: prompt.turns.count > 1 ? .history : .context,
                what: "SAY WHAT IN IT MAY HAVE SET THE SAFEGUARD OFF",
                ground: .pilot, cite: "\(reply.verdict.outcome.rawValue) in \(source)"))
        probe.contentHash = probe.hashOfContent
        return try SuiteWriter.yaml(
            Suite(
                name: name, title: "One turn of a log", version: 1, licence: "not stated", canary: canary(probe),
                probes: [probe], hash: ""),
            comment: [
                "Written by railgauge ingest. Secrets were masked by their shape: read it before you send it.",
                "What stands in capitals only you can say; `railgauge suites lint` warns until it is said.",
                "The frame is trigger-enriched: the prompt is kept because it was \(reply.verdict.outcome.rawValue), so that it has a row of its "
                    + "own and never enters the headline.",
            ] + prompt.notes)
    }
}

extension LogFormat {
    /// Not every log is kept with its prompts.
    fileprivate var whereItHoldsPrompts: String? {
        switch self {
        case .claudeCode, .codex: nil
        case .litellm: "logs of a proxy under `store_prompts_in_spend_logs: true`"
        case .inspect: "logs with `input` beside each call, or of each sample"
        case .har: "files whose entries have `postData`"
        case .sdk:
            "logs of the client for Python that show one open request with its `json_data`; the console of JavaScript shows "
                + "no messages"
        case .replies: "lines of {request, response}, or raw replies recorded with their request"
        }
    }
}

extension LoggedReply {
    fileprivate func isPlaced(as other: LoggedReply) -> Bool {
        line == other.line && session == other.session && at == other.at && requestID == other.requestID
            && messageID == other.messageID && mark == other.mark
    }
}
