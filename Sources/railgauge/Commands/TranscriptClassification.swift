import Classifier
import Formats
import Foundation
import Trials
import Vendors

/// Streams JSONL through the offline classifier: batches of lines on all cores, results in order, constant memory.
struct TranscriptClassification {
    static let linesPerBatch = 512
    static let longestLine = 64 << 20

    let input: String
    let output: String?

    func run() async throws {
        let reader = try LineReader(path: input)
        try Outputs.refuse("--output", output, over: [input])
        let writer = try BatchWriter(path: output)
        let width = max(1, ProcessInfo.processInfo.activeProcessorCount)
        var firstLine = 1
        do {
            while true {
                var batches: [(first: Int, lines: [[UInt8]])] = []
                while batches.count < width {
                    let lines = try reader.next(Self.linesPerBatch, longest: Self.longestLine, file: input)
                    guard !lines.isEmpty else { break }
                    batches.append((firstLine, lines))
                    firstLine += lines.count
                }
                guard !batches.isEmpty else { break }
                let file = input
                let results = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
                    for (index, batch) in batches.enumerated() {
                        group.addTask { (index, try Self.classify(batch.lines, from: batch.first, file: file)) }
                    }
                    var out = [[UInt8]](repeating: [], count: batches.count)
                    for try await (index, bytes) in group { out[index] = bytes }
                    return out
                }
                for bytes in results { try writer.write(bytes) }
            }
            try writer.finish()
        } catch {
            writer.abandon()
            throw error
        }
    }

    private static func classify(_ lines: [[UInt8]], from first: Int, file: String) throws -> [UInt8] {
        let classifier = TextClassifier()
        var out: [UInt8] = []
        for (offset, line) in lines.enumerated() {
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
            let row: JSONValue
            do throws(JSONError) { row = try JSONReader.read(line) } catch {
                throw InputError(
                    file: file, line: first + offset, found: error.description,
                    accepted: "one JSON object a line: {id, prompt, response}")
            }
            out += try verdict(row, file: file, line: first + offset, classifier).lineBytes
        }
        return out
    }

    private static func verdict(
        _ row: JSONValue, file: String, line: Int, _ classifier: TextClassifier
    ) throws(InputError) -> JSONValue {
        func fail(_ found: String, _ accepted: String) -> InputError {
            InputError(file: file, line: line, found: found, accepted: accepted)
        }
        guard row.object != nil else { throw fail("the row is no object", "{id, prompt, response}") }
        let id: JSONValue
        switch row["id"] {
        case .string?, .integer?: id = row["id"] ?? .null
        case nil: throw fail("the key 'id' is missing", "a text or a whole number")
        default: throw fail("the key 'id' holds something else", "a text or a whole number")
        }
        let response: String
        switch row["response"] {
        case .string(let text)?: response = text
        case .null?: response = ""
        case nil: throw fail("the key 'response' is missing", "the reply as text; null or \"\" where none came")
        default: throw fail("the key 'response' holds something else", "the reply as text")
        }
        return TranscriptVerdict(response: response, stopReason: row["stop_reason"]?.string, classifier).json(id: id)
    }
}

/// One row's outcome: the stop reason first, where there is one, then the text.
struct TranscriptVerdict {
    let outcome: Outcome
    let confidence: Double?
    let sure: Bool
    let evidence: JSONValue

    init(response: String, stopReason: String?, _ classifier: TextClassifier) {
        var stop = StopSign(stopReason)
        if stop == .unknown, let stopReason, SafeguardLexicon.word(stopReason) != nil { stop = .blocked }
        let quote = JSONValue.string(stopReason ?? "")
        if stop == .blocked {
            outcome = .blocked
            confidence = 1
            sure = true
            evidence = ["rule": "transcript.stop-reason", "quote": quote]
        } else if stop == .unknown || stop == .spoilt || stop.fails {
            // A stop that nobody knows is never an answer, whatever text came before it.
            outcome = .error
            confidence = nil
            sure = false
            evidence = ["rule": "transcript.unknown-stop", "quote": quote]
        } else if TextVisible.isEmpty(response), stop != .toolCall {
            outcome = stop == .length ? .truncated : .empty
            confidence = 1
            sure = true
            evidence = ["rule": "transcript.no-text", "quote": ""]
        } else {
            let verdict = classifier.classify(response)
            if stop == .toolCall, TextVisible.isEmpty(response) || verdict.label != .answered {
                // What the model did goes before what it said; that it called a tool is known by the stop reason alone.
                outcome = .answered
                confidence = nil
                sure = false
                evidence = ["rule": "transcript.tool-call", "quote": quote]
                return
            }
            switch verdict.label {
            case .answered: outcome = .answered
            case .partial: outcome = .partial
            case .refused: outcome = .refused
            case .unable: outcome = .unable
            }
            confidence = verdict.confidence
            sure = verdict.sure
            evidence = ["rule": .string(verdict.evidence.rule), "quote": .string(verdict.evidence.quote)]
        }
    }

    func json(id: JSONValue) -> JSONValue {
        [
            "id": id, "outcome": .string(outcome.rawValue),
            "confidence": confidence.map { .number(($0 * 10_000).rounded() / 10_000) } ?? .null, "sure": .bool(sure),
            "evidence": evidence,
        ]
    }
}

/// Lines of a file or of standard input, some at a time.
final class LineReader {
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private var ended = false

    init(path: String) throws(InputError) {
        if path == "-" {
            descriptor = STDIN_FILENO
            return
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            let reason = descriptor < 0 ? String(cString: strerror(errno)) : "is a folder"
            throw InputError(file: path, found: "the file cannot be read: \(reason)", accepted: "JSONL, or - for stdin")
        }
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// At most `count` lines; none at the end.
    func next(_ count: Int, longest: Int, file: String) throws(InputError) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var start = 0
        var searched = 0
        while lines.count < count {
            if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                lines.append(Array(pending[start..<end]))
                start = end + 1
                searched = start
            } else if ended {
                if start < pending.count { lines.append(Array(pending[start...])) }
                start = pending.count
                break
            } else {
                searched = pending.count
                guard pending.count - start <= longest else {
                    throw InputError(file: file, found: "a line is longer than \(longest >> 20) MiB")
                }
                var chunk = [UInt8](repeating: 0, count: 1 << 18)
                let got = read(descriptor, &chunk, chunk.count)
                guard got >= 0 else {
                    throw InputError(file: file, found: "the file cannot be read: \(String(cString: strerror(errno)))")
                }
                if got == 0 { ended = true } else { pending.append(contentsOf: chunk[..<got]) }
            }
        }
        pending.removeFirst(min(start, pending.count))
        return lines
    }
}

/// Standard output, or a file that appears only when it is whole.
final class BatchWriter {
    private let descriptor: Int32
    private let path: String?

    init(path: String?) throws {
        self.path = path
        guard let path else {
            descriptor = STDOUT_FILENO
            return
        }
        descriptor = open("\(path).part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw Failure(.couldNotFinish, "--output \(path): \(String(cString: strerror(errno)))")
        }
    }

    func write(_ bytes: [UInt8]) throws {
        let code = WholeFile.writeAll(bytes, to: descriptor)
        if code == 0 { return }
        // A reader that has seen enough ends the program quietly.
        if code == EPIPE, path == nil { throw Failure(.done) }
        throw Failure(.couldNotFinish, "\(path ?? "standard output"): \(String(cString: strerror(code)))")
    }

    func finish() throws {
        guard let path else { return }
        guard close(descriptor) == 0, rename("\(path).part", path) == 0 else {
            throw Failure(.couldNotFinish, "--output \(path): \(String(cString: strerror(errno)))")
        }
    }

    func abandon() { if let path { unlink("\(path).part") } }
}
