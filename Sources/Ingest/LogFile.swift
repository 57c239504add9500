import Formats
import Trials

/// What kinds of log can be read.
package enum LogFormat: String, Sendable, CaseIterable {
    case claudeCode = "claude-code"
    case codex
    case litellm
    case inspect
    case har
    case sdk
    /// Replies that somebody kept: each as it came over the wire, in a file of its own, or the bodies as JSON.
    case replies

    /// Record by record; a reply with its headers is a file of its own, and has no records.
    func reader(file: String, judge: LoggedVerdict) -> any LogReading {
        switch self {
        case .claudeCode: ClaudeCodeLog(file: file, judge: judge)
        case .codex: CodexLog(file: file, judge: judge)
        case .litellm: LiteLLMLog(file: file, judge: judge)
        case .inspect: InspectLog(file: file, judge: judge)
        case .har: HARLog(file: file, judge: judge)
        case .sdk: SDKLog(file: file, judge: judge)
        case .replies: RepliesLog(file: file, judge: judge)
        }
    }

    /// By what a record of it looks like; nil where it is of none.
    package init?(record: JSONValue) {
        if record["log"]?["entries"] != nil {
            self = .har
        } else if record["eval"] != nil, record["samples"] != nil || record["version"] != nil {
            self = .inspect
        } else if RepliesLog.holds(record) {
            self = .replies
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
        let head = try beginning
        if path.hasSuffix(".eval") || head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            return try archive(judge: judge, take)
        }
        if format == nil || format == .replies, RawReplyFile.begins(head, path: path) {
            let reply = try RawReplyFile(file: path, judge: judge).reply()
            if let reply { take(reply) }
            return LogReadingCounts(lines: 1, format: .replies)
        }
        if format == .sdk || format == nil && SDKLog.begins(head) { return try text(judge: judge, take) }
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

    private var beginning: [UInt8] {
        get throws(LogFault) {
            let file = try RandomFile(path)
            return try file.bytes(at: 0, count: min(file.size, 256 << 10))
        }
    }

    /// Lines that are no JSON: they count by how they begin.
    private func text(judge: LoggedVerdict, _ take: (LoggedReply) -> Void) throws(LogFault) -> LogReadingCounts {
        var counts = LogReadingCounts(format: .sdk)
        var reader: any LogReading = SDKLog(file: path, judge: judge)
        var found = 0
        try LogLines.each(of: path) { line, number in
            counts.lines = number
            guard let line else {
                counts.broken += 1
                return
            }
            guard reader.concerns(line) else { return }
            for reply in reader.read(.string(String(decoding: line, as: UTF8.self)), number: number) {
                found += 1
                take(reply)
            }
        }
        for reply in reader.finish() {
            found += 1
            take(reply)
        }
        guard found > 0 || counts.lines == 0 else {
            throw LogFault(
                file: path, found: "no line in which a client tells of a request",
                accepted: "a log written under OPENAI_LOG=debug or ANTHROPIC_LOG=debug")
        }
        return counts
    }

    /// Inspect's own format: a ZIP of JSON, one entry a sample.
    private func archive(judge: LoggedVerdict, _ take: (LoggedReply) -> Void) throws(LogFault) -> LogReadingCounts {
        guard format == nil || format == .inspect else {
            throw LogFault(
                file: path, found: "an archive, as Inspect writes it",
                accepted: "--log inspect, or no --log: the kind is told from the records")
        }
        let archive = try ZipArchive(path)
        // A log that is still written has no header yet.
        guard let header = archive.entries["header.json"] ?? archive.entries["_journal/start.json"],
            let head = archive.bytes(of: header).flatMap({ try? JSONReader.read($0) })
        else {
            throw LogFault(
                file: path, found: "an archive without a header that can be read", accepted: "a log of Inspect")
        }
        var reader = InspectLog(file: path, judge: judge)
        reader.begin(head)
        let samples = archive.entries.values.filter { $0.name.hasPrefix("samples/") && $0.name.hasSuffix(".json") }
            .sorted { $0.offset < $1.offset }
        var counts = LogReadingCounts(lines: samples.count, format: .inspect)
        for (place, entry) in samples.enumerated() {
            guard let sample = archive.bytes(of: entry).flatMap({ try? JSONReader.read($0) }) else {
                counts.broken += 1
                continue
            }
            for reply in reader.sample(sample, place: place + 1) { take(reply) }
        }
        return counts
    }

    /// One JSON document, or several: its records are read as they come.
    private func document(judge: LoggedVerdict, _ take: (LoggedReply) -> Void) throws(LogFault) -> LogReadingCounts {
        var counts = LogReadingCounts(format: format)
        var kind = KindCheck(format)
        var reader: (any LogReading)? = format?.reader(file: path, judge: judge)
        var parsed = 0
        func value(_ bytes: [UInt8]) -> JSONValue? {
            guard let value = try? JSONReader.read(bytes) else {  // one record that is none costs no other
                counts.broken += 1
                return nil
            }
            parsed += 1
            if reader == nil, let format = LogFormat(record: value) {
                counts.format = format
                reader = format.reader(file: path, judge: judge)
            }
            kind.see(value)
            return value
        }
        func part(_ part: DocumentCutter.Part) {
            switch part {
            case .head(let bytes): if let head = value(bytes) { reader?.begin(head) }
            case .cutOff: counts.broken += 1
            case .record(nil):
                counts.lines += 1
                counts.broken += 1
            case .record(let bytes?):
                counts.lines += 1
                if let reader, kind.shown, !bytes.withUnsafeBufferPointer({ reader.concerns($0) }) { return }
                guard let record = value(bytes) else { return }
                kind.pass(reader?.read(record, number: counts.lines) ?? [], take)
            }
        }
        var cutter = DocumentCutter()
        try LogPieces.each(of: path) { cutter.take($0, part) }
        cutter.finish(part)
        kind.pass(reader?.finish() ?? [], take)
        guard parsed > 0 || counts.broken == 0 else {
            throw LogFault(
                file: path, found: "not JSON",
                accepted: "JSON of " + LogFormat.allCases.map(\.rawValue).joined(separator: ", "))
        }
        try kind.end(path, take)
        guard reader != nil else { throw unknown }
        return counts
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
