import Formats
import Trials

/// Claude Code's session logs: one JSON record a line.
///
/// A reply stands in several lines of one message id, one content block each. A block stands in up to three places: the
/// message with `stop_reason: refusal`, the event `model_refusal_fallback` or `model_refusal_no_fallback`, and a message
/// that the client writes in the model's name. They are one block where nothing else was asked in between. Only these
/// records count: an error that a prompt or the result of a tool quotes is none. Sessions and subagents that write into one file
/// at a time are read each by itself.
struct ClaudeCodeLog: LogReading {
    private let judge: LoggedVerdict
    private let file: String
    private var agents: [Agent: ClaudeCodeAgent] = [:]
    private var session: String
    /// Of the last reply: what the client writes in a model's name does not say which.
    private var model: String?

    private struct Agent: Hashable {
        var session: String
        var isSide: Bool
        var name: String?
    }

    init(file: String, judge: LoggedVerdict) {
        self.file = file
        self.judge = judge
        session = Path.stem(of: file)
    }

    func concerns(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        LogLines.holds(line, "\"assistant\"") || LogLines.holds(line, "model_refusal")
            || LogLines.holds(line, "api_error")
            || (agents.values.contains(where: \.awaitsTurn) && LogLines.holds(line, "\"user\""))
    }

    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply] {
        if let named = record["sessionId"]?.string ?? record["session_id"]?.string { session = named }
        let agent = Agent(
            session: session, isSide: record["isSidechain"]?.bool ?? false, name: record["agentId"]?.string)
        // Taken out, so that what it has collected is not copied.
        var reader = agents.removeValue(forKey: agent) ?? ClaudeCodeAgent(file: file, session: session, judge: judge)
        reader.model = model
        let out = reader.read(record, number: number)
        model = reader.model
        agents[agent] = reader
        return out
    }

    mutating func finish() -> [LoggedReply] {
        agents.values.flatMap { reader in
            var reader = reader
            return reader.finish()
        }.sorted { $0.line < $1.line }
    }
}
