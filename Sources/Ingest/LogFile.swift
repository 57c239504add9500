import Formats
import Trials

/// What kinds of log can be read.
package enum LogFormat: String, Sendable, CaseIterable {
    case claudeCode = "claude-code"
    case codex
    case litellm
    case inspect
    case har

    func reader(file: String, judge: LoggedVerdict) -> any LogReading {
        switch self {
        case .claudeCode: ClaudeCodeLog(file: file, judge: judge)
        case .codex: CodexLog(file: file, judge: judge)
        case .litellm: LiteLLMLog(file: file, judge: judge)
        case .inspect: InspectLog(file: file, judge: judge)
        case .har: HARLog(file: file, judge: judge)
        }
    }

    /// By what a record of it looks like; nil where it is of none.
    package init?(record: JSONValue) {
        if record["log"]?["entries"] != nil {
            self = .har
        } else if record["eval"] != nil, record["samples"] != nil || record["version"] != nil {
            self = .inspect
        } else if record["payload"] != nil, record["type"] != nil {
            self = .codex
        } else if record["request_id"] != nil || record["call_type"] != nil || record["model_group"] != nil {
            self = .litellm
        } else if record["sessionId"] != nil || record["session_id"] != nil || record["isSidechain"] != nil
            || record["leafUuid"] != nil
        {
            self = .claudeCode
        } else {
            return nil
        }
    }
}

/// What reading a log came to, beside its replies.
package struct LogReadingCounts: Sendable, Hashable {
    package var lines = 0
    /// No JSON, or too long: counted, never fatal.
    package var broken = 0
    package var format: LogFormat?
}

/// One log file, whatever wrote it.
///
/// ```swift
/// let counts = try LogFile("session.jsonl").read(judge: LoggedVerdict()) { reply in tally.add(reply) }
/// ```
package struct LogFile: Sendable {
    package let path: String
    /// nil: told from the first record.
    package let format: LogFormat?

    package init(_ path: String, format: LogFormat? = nil) {
        self.path = path
        self.format = format
    }

    /// - Throws: `LogFault` where the file cannot be read or is of no known kind.
    package func read(judge: LoggedVerdict, _ take: (LoggedReply) -> Void) throws(LogFault) -> LogReadingCounts {
        if path.hasSuffix(".eval") {
            throw LogFault(
                file: path, found: "a compressed log of Inspect",
                accepted: "its JSON: `inspect log convert --to json --output-dir DIR FILE.eval`")
        }
        return path.hasSuffix(".json") || path.hasSuffix(".har")
            ? try document(judge: judge, take) : try lines(judge: judge, take)
    }

    private func lines(judge: LoggedVerdict, _ take: (LoggedReply) -> Void) throws(LogFault) -> LogReadingCounts {
        var counts = LogReadingCounts(format: format)
        var kind = KindCheck(format)
        var reader: (any LogReading)? = format?.reader(file: path, judge: judge)
        try LogLines.each(of: path) { line, number in
            counts.lines = number
            guard let line, !line.allSatisfy({ $0 <= 0x20 }) else {
                if line == nil { counts.broken += 1 }
                return
            }
            // Cut-off lines are counted also where they hold nothing that counts.
            guard line.last(where: { $0 > 0x20 }) == UInt8(ascii: "}") else {
                counts.broken += 1
                return
            }
            if let reader, !reader.concerns(line), kind.shown { return }
            guard let record = try? JSONReader.read(line) else {  // a log that is still written ends in half a line
                counts.broken += 1
                return
            }
            if reader == nil, let format = LogFormat(record: record) {
                counts.format = format
                reader = format.reader(file: path, judge: judge)
            }
            kind.see(record)
            if let reader, !reader.concerns(line) { return }
            kind.pass(reader?.read(record, number: number) ?? [], take)
        }
        kind.pass(reader?.finish() ?? [], take)
        try kind.end(path, take)
        guard reader != nil || counts.lines == 0 else { throw unknown }
        return counts
    }

    private func document(judge: LoggedVerdict, _ take: (LoggedReply) -> Void) throws(LogFault) -> LogReadingCounts {
        let bytes: [UInt8]
        do throws(InputError) { bytes = try LogDocument.bytes(of: path) } catch {
            throw LogFault(file: path, found: error.found)
        }
        guard let value = try? JSONReader.read(bytes) else {
            throw LogFault(
                file: path, found: "not JSON",
                accepted: "JSON of " + LogFormat.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let records = value.array ?? [value]
        guard let first = records.first, let format = format ?? LogFormat(record: first) else { throw unknown }
        var reader = format.reader(file: path, judge: judge)
        var kind = KindCheck(self.format)
        for (place, record) in records.enumerated() {
            kind.see(record)
            kind.pass(reader.read(record, number: value.array == nil ? 0 : place + 1), take)
        }
        kind.pass(reader.finish(), take)
        try kind.end(path, take)
        return LogReadingCounts(lines: records.count, format: format)
    }

    private var unknown: LogFault {
        LogFault(
            file: path, found: "no record of a known log",
            accepted: "--log with one of " + LogFormat.allCases.map(\.rawValue).joined(separator: ", "))
    }
}

/// Whether a file is of the kind that was asked for: a reader of another kind finds nothing in it, and nothing found is
/// no rate. Replies wait until one record is of that kind, or one of them could be judged.
private struct KindCheck {
    private let asked: LogFormat?
    private(set) var shown: Bool
    private var others: [LogFormat] = []
    private var records = 0
    private var waiting: [LoggedReply] = []

    init(_ asked: LogFormat?) {
        self.asked = asked
        shown = asked == nil
    }

    mutating func see(_ record: JSONValue) {
        guard !shown else { return }
        records += 1
        guard let format = LogFormat(record: record) else { return }
        if format == asked { shown = true } else if !others.contains(format) { others.append(format) }
    }

    mutating func pass(_ replies: [LoggedReply], _ take: (LoggedReply) -> Void) {
        waiting += replies
        guard shown || waiting.contains(where: { $0.obstructed != nil }) else { return }
        shown = true
        for reply in waiting { take(reply) }
        waiting = []
    }

    /// - Throws: `LogFault` where no record was of the kind that was asked for.
    mutating func end(_ path: String, _ take: (LoggedReply) -> Void) throws(LogFault) {
        guard !shown, records > 0, let asked else { return pass([], take) }
        let named = others.map { "--log \($0.rawValue)" }
        throw LogFault(
            file: path,
            found: "none of \(counted(records, "record")) is of the kind \(asked.rawValue)",
            accepted: (named.isEmpty ? "--log with another kind" : named.joined(separator: " or "))
                + ", or no --log: the kind is told from the records")
    }
}

/// Logs that are one document may be larger than what people write by hand.
enum LogDocument {
    static let limit = 1 << 30

    static func bytes(of path: String) throws(InputError) -> [UInt8] {
        var out: [UInt8] = []
        do throws(LogFault) {
            try LogLines.each(of: path) { line, _ in
                guard let line, out.count + line.count <= limit else { return }
                out.append(contentsOf: line)
                out.append(0x0A)
            }
        } catch {
            throw InputError(file: path, found: error.found)
        }
        return out
    }
}
