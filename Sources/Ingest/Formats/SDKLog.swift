import Formats
import Trials

/// Debug logs of the official clients: `OPENAI_LOG=debug` and `ANTHROPIC_LOG=debug`, whatever format the program gave its
/// logger; those of Python and those of JavaScript.
///
/// They tell of every request: when, which model, what status, which request id; that of Python also what was asked. They keep
/// the text of no reply. What is judged is an error whose body stands in the log beside it (a traceback), and a reply that the
/// console of Node, which shows two levels of an object, tells to be blocked in `response parsed`.
/// A line of the log counts by what begins it; what stands in a string of it, as a prompt does, does not.
struct SDKLog: LogReading {
    private var python: PythonClientLog
    private var node: NodeClientLog

    init(file: String, judge: LoggedVerdict) {
        let line = LoggedExchange.Source(file: file, judge: judge)
        python = PythonClientLog(line)
        node = NodeClientLog(line)
    }

    mutating func read(_ record: JSONValue, number: Int) -> [LoggedReply] {
        guard let line = record.string else { return [] }
        return node.read(line, number) ?? python.read(line, number)
    }

    mutating func finish() -> [LoggedReply] { node.finish() + python.finish() }

    func concerns(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        node.isInBlock || Self.marks.contains { LogLines.holds(line, $0) }
    }

    private static let marks: [StaticString] = ["_base_client", "httpx", "[log_", "Error: "]

    /// Whether a file that begins so is such a log.
    static func begins(_ bytes: [UInt8]) -> Bool {
        bytes.split(separator: 0x0A).contains { bytes in
            // Most files are of another kind, and of short lines: a text is made of the few that may be one.
            guard bytes.withUnsafeBufferPointer({ line in marks.contains { LogLines.holds(line, $0) } }) else {
                return false
            }
            let line = String(decoding: bytes.prefix(400), as: UTF8.self)
            return PythonClientLog.message(of: line) != nil || NodeClientLog.isLine(line)
        }
    }
}

/// One request of a client's log, from what its lines tell.
struct LoggedExchange {
    struct Source {
        var file: String
        var judge: LoggedVerdict
    }
    var line: Int
    var at: String?
    var url: String?
    var model: String?
    /// nil where no answer came.
    var status: Int?
    var requestID: String?
    /// Of an error, or of a reply whose whole body the log shows.
    var body: JSONValue?
    /// Of an error, where the log shows it without the body and so without its code.
    var message: String?
    /// The body of the request, where the log shows it whole.
    var asked: JSONValue?

    /// A call of a model; nil for what is none (a list of models, a file, an embedding).
    private var dialect: DialectName? {
        guard let url else { return .openAICompatible }
        return LoggedAddress.dialect(url)
    }

    func reply(_ source: Source) -> LoggedReply? {
        guard let dialect else { return nil }
        var reply = LoggedReply(
            file: source.file, line: line, session: Path.stem(of: source.file), at: at, requestID: requestID,
            messageID: requestID, requested: model,
            verdict: Verdict(
                outcome: .error, errorKind: .transport,
                evidence: [Evidence(rule: "client-log.no-answer", field: "status", quote: "no answer came")]))
        reply.asked = asked
        // A logger that prints no time prints the same lines into a copy.
        if let requestID { reply.mark = CopyMark(requestID, at, at == nil ? line : nil) }
        guard let status else { return reply }
        let shown = body ?? message.map { ["error": ["message": .string($0)]] }
        var told = shown.flatMap {
            source.judge.verdict(body: $0.compactBytes, status: status, dialect: dialect, requested: model)
        }
        // Words can show a block; that there is none only the code can.
        if body == nil, told?.outcome != .blocked { told = nil }
        // What is asked of an account or a server is told by its status alone; a 400 may have been a block.
        let byStatus = [401, 404, 408, 413, 429].contains(status) || status >= 500
        if let verdict = told
            ?? (byStatus ? source.judge.verdict(body: [], status: status, dialect: dialect, requested: model) : nil)
        {
            reply.verdict = verdict
        } else {
            reply.isKept = false
            reply.verdict = Verdict(
                outcome: .error, errorKind: .unreadable,
                evidence: [Evidence(rule: "client-log.no-body", field: "body", quote: "not in the log")])
        }
        return reply
    }
}
