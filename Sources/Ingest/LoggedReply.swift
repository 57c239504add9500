import Formats
import Trials

/// One reply of a model as somebody's log has it, judged by the rules that judge replies of a run.
package struct LoggedReply: Sendable, Hashable {
    /// Where it stands: file, and line or record from 1.
    package var file: String
    package var line: Int
    /// What it belongs to: the sampling unit.
    package var session: String
    package var unit = Unit.session
    /// ISO 8601 as the log has it; nil where it has none.
    package var at: String?
    package var requestID: String?
    /// Of the message or the record, where the log names it.
    package var messageID: String?
    /// nil where the log says too little to tell a copy by: the reply counts.
    package var mark: CopyMark?
    /// nil where the log does not say.
    package var requested: String?
    /// What replied in its place after a block, where the log tells.
    package var fallback: String?
    package var verdict: Verdict
    /// Whether the log keeps what the reply said. Where it does not, the request counts and its outcome is open: it came to
    /// something, and it may have been a block.
    package var isKept = true
    /// The built-in simulator replied, and no model.
    package var isSimulated = false
    /// The body of the request, in one of the forms that `PromptFile` reads; nil where the log does not hold it beside the
    /// reply. No tally keeps it.
    package var asked: JSONValue?

    /// What replies of one log come in, and depend on each other by.
    package enum Unit: String, Sendable, CaseIterable {
        case session
        /// Of an evaluation.
        case sample
        /// Of a run of ours: a prompt with its near-duplicates, in all its styles and repeats.
        case scenario
    }

    package init(
        file: String, line: Int, session: String, at: String? = nil, requestID: String? = nil, messageID: String? = nil,
        requested: String? = nil, fallback: String? = nil, verdict: Verdict
    ) {
        self.file = file
        self.line = line
        self.session = session
        self.at = at
        self.requestID = requestID
        self.messageID = messageID
        self.requested = requested
        self.fallback = fallback
        self.verdict = verdict
    }

    /// The date, or "unknown".
    package var day: String { at.flatMap { $0.count >= 10 ? String($0.prefix(10)) : nil } ?? "unknown" }

    /// nil where it could not be measured.
    package var obstructed: Bool? { verdict.obstructed(.strict, judgeable: false) }

    package var json: JSONValue {
        [
            "file": .string(file), "line": .integer(line), "session": .string(session), "at": at.json,
            "request_id": requestID.json, "requested": requested.json, "served": verdict.servedModel.json,
            "fallback": fallback.json, "kept": .bool(isKept), "simulated": .bool(isSimulated),
            "outcome": .string(verdict.outcome.rawValue),
            "error_kind": (verdict.errorKind?.rawValue).json, "stage": (verdict.stage?.rawValue).json,
            "layer": (verdict.layer?.rawValue).json, "category": verdict.categoryLabel.json,
            "category_raw": verdict.categoryRaw.json, "sure": .bool(verdict.sure),
            "decided_by": .string(verdict.decidedBy.rawValue), "rule": (verdict.evidence.first?.rule).json,
            "quote": (verdict.evidence.first?.quote).json,
        ]
    }
}

/// Reads one kind of log, record by record, in constant memory.
package protocol LogReading {
    /// - Parameter number: of the line or record, from 1.
    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply]

    /// What a document says before its records.
    mutating func begin(_ head: JSONValue)

    /// What was still open when the log ended.
    mutating func finish() -> [LoggedReply]

    /// Whether a line can hold anything that counts: most lines of an agent's log are material, and parsing is dear.
    func concerns(_ line: UnsafeBufferPointer<UInt8>) -> Bool
}

extension LogReading {
    package mutating func begin(_ head: JSONValue) {}
    package func concerns(_ line: UnsafeBufferPointer<UInt8>) -> Bool { true }
}
