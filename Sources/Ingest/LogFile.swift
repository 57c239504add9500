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
            if let reader, !reader.concerns(line) { return }
            guard let record = try? JSONReader.read(line) else {  // a log that is still written ends in half a line
                counts.broken += 1
                return
            }
            if reader == nil, let format = LogFormat(record: record) {
                counts.format = format
                reader = format.reader(file: path, judge: judge)
            }
            for reply in reader?.read(record, number: number) ?? [] { take(reply) }
        }
        for reply in reader?.finish() ?? [] { take(reply) }
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
                file: path, found: "not JSON", accepted: LogFormat.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let records = value.array ?? [value]
        guard let first = records.first, let format = format ?? LogFormat(record: first) else { throw unknown }
        var reader = format.reader(file: path, judge: judge)
        for (place, record) in records.enumerated() {
            for reply in reader.read(record, number: value.array == nil ? 0 : place + 1) { take(reply) }
        }
        for reply in reader.finish() { take(reply) }
        return LogReadingCounts(lines: records.count, format: format)
    }

    private var unknown: LogFault {
        LogFault(
            file: path, found: "no record of a known log",
            accepted: "--format with one of " + LogFormat.allCases.map(\.rawValue).joined(separator: ", "))
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
