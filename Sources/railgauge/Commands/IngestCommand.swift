import ArgumentParser
import Formats
import Foundation
import Ingest
import Suites
import Trials

struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract:
            "What the logs you already have say: how often you were blocked, by what, and out of how many requests.",
        discussion: """
            Reads session logs of Claude Code and Codex (.jsonl), spend logs of LiteLLM (.jsonl, .json), logs of Inspect (.eval, \
            .json), HAR files, debug logs of the official clients for Python and JavaScript (OPENAI_LOG=debug, \
            ANTHROPIC_LOG=debug), run folders, and replies that you kept yourself (`--log replies`): each as it came over the wire, \
            in a file of its own (.http, as `run --record` writes them), or the bodies as JSON, alone or as {request, response, \
            status, at, session}; folders are searched for \
            them. Nothing is sent. Every reply gets its verdict by the rules \
            that judge a run, and every count stands beside the number of requests in the same log. A block that a log tells \
            three times is one; an error that a prompt or a tool's result quotes is none; a copy of a reply is told by its id and by what \
            else stays the same in a copy (time, content). Intervals take a session as the unit (of Inspect a sample, of runs a \
            scenario) and speak of yours, not of anyone else's. Of replies in which the wire names the model it is said how many \
            came from another one than was asked for.

            Logs that keep no text of replies (LiteLLM's by default, those of the clients) give denominators, request ids and \
            the blocks that came as errors; the share is then given as the two ends that it lies between.

            --to-study makes a probe of what was asked, from every kind of log that holds it; where one does not, that is said. Of an \
            agent's log it takes the reply's own conversation: no other session, no subagent, no turn that was taken back. The \
            probe is trigger-enriched, for it is kept because it was blocked: it never enters a headline.

            EXAMPLES
              railgauge ingest ~/.claude/projects
              railgauge ingest rollout.jsonl --format json
              railgauge ingest logs/2026-09-01_task.eval stderr.log
              railgauge ingest spend.json --rows replies.jsonl
              railgauge ingest cassettes results/20261120T130509Z-demo
              railgauge ingest ~/.claude/projects --to-study 3 --output blocked

            \(Exit.help)
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case md, json }

    @Argument(help: ArgumentHelp("Log files, or folders with them.", valueName: "path"), completion: .file())
    var paths: [String]
    @Option(
        help: ArgumentHelp("Output: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "format"))
    var format = Format.md
    @Option(
        help: ArgumentHelp(
            "What the logs are: \(LogFormat.allCases.map(\.rawValue).joined(separator: ", ")). Default: told from the first record.",
            valueName: "kind"), completion: .list(LogFormat.allCases.map(\.rawValue)))
    var log: String?
    @Option(
        help: ArgumentHelp("Also write every reply, one JSON object a line.", valueName: "file"), completion: .file())
    var rows: String?
    @Option(
        help: ArgumentHelp(
            "Write the n-th listed reply's conversation as a suite of one probe, secrets masked.", valueName: "n"))
    var toStudy: Int?
    @Option(help: ArgumentHelp("Folder for --to-study. Default: blocked.", valueName: "dir"), completion: .directory)
    var output: String?

    func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("no log is named") }
        if let log, LogFormat(rawValue: log) == nil {
            throw ValidationError(
                "--log \(log): accepted are " + LogFormat.allCases.map(\.rawValue).joined(separator: ", "))
        }
        if output != nil, toStudy == nil { throw ValidationError("--output has an effect only with --to-study") }
        if let toStudy, toStudy < 1 { throw ValidationError("--to-study \(toStudy): accepted is a number from 1") }
    }

    func run() throws {
        let (files, runs) = try found()
        let judge = LoggedVerdict()
        var tally = IngestTally()
        var lines = 0
        var broken = 0
        var unread: [String] = []
        try Outputs.refuse("--rows", rows, over: files)
        let sink = try rows.map { try RowSink($0) }
        for run in runs {
            let trials = try RunReplies.each(of: run) { reply in if tally.add(reply) { sink?.add(reply) } }
            lines += trials.finished
            if trials.left > 0 {
                Console.note(
                    "\(run): \(counted(trials.left, "trial")) of positive controls and checks of access left out")
            }
        }
        for (place, file) in files.enumerated() {
            if Console.errorIsTerminal { Console.raw("\r\u{1B}[K\(place + 1)/\(files.count) \(file.suffix(60))") }
            do throws(LogFault) {
                let counts = try LogFile(file, format: log.flatMap(LogFormat.init)).read(judge: judge) { reply in
                    if tally.add(reply) { sink?.add(reply) }
                }
                lines += counts.lines
                broken += counts.broken
            } catch {
                // One foreign file in a folder of logs is no reason to know nothing; alone it is.
                guard files.count + runs.count > 1 else { throw Failure(.badInput, "\(error)") }
                unread.append("\(error)")
            }
        }
        if Console.errorIsTerminal { Console.raw("\r\u{1B}[K") }
        try sink?.close()
        for fault in unread { Console.warning(fault) }
        guard unread.count < files.count + runs.count else {
            throw Failure(
                .badInput,
                "none of \(counted(files.count, "file")) can be read as \(log.map { "a log of the kind \($0)" } ?? "a known log")"
            )
        }
        if let toStudy { try write(toStudy, of: tally, runs: Set(runs)) }
        let page = IngestPage(tally, files: files.count + runs.count - unread.count, lines: lines, broken: broken)
        switch format {
        case .json: Console.out(page.json)
        case .md: Console.out(page.markdown)
        }
    }

    /// Log files and run folders, in byte order; folders are searched whole. What lies in a run folder is its own output, and
    /// is no log.
    private func found() throws -> (files: [String], runs: [String]) {
        var out: [String] = []
        var runs: [String] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw Failure(.badInput, "\(path): no such file; accepted: a log file, or a folder with logs")
            }
            guard isFolder.boolValue else {
                if path.hasSuffix(".sqlite") { runs.append(path) } else { out.append(path) }
                continue
            }
            let endings = [".jsonl", ".har", ".json", ".eval", ".log", ".http"]
            let all = (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
                .map { "\(path.hasSuffix("/") ? String(path.dropLast()) : path)/\($0)" }
                // A pipe would be waited for, and a device read for ever.
                .filter { FileIdentity($0)?.isRegular ?? false }
            let stores = all.filter { $0.hasSuffix("/run.sqlite") }.map { String($0.dropLast("/run.sqlite".count)) }
            runs += stores
            let inside = all.filter { name in
                endings.contains { name.hasSuffix($0) } && !name.hasSuffix("/recording.json")
                    && !stores.contains { name.hasPrefix("\($0)/") }
            }
            guard !inside.isEmpty || !stores.isEmpty else {
                throw Failure(
                    .badInput,
                    "\(path): no logs in this folder; accepted: files in \(endings.joined(separator: ", ")), or run folders"
                )
            }
            out += inside
        }
        guard log == nil || runs.isEmpty else {
            throw Failure(.badUsage, "--log says nothing of a run folder (\(runs[0])); accepted: no --log beside one")
        }
        return (out, runs)
    }

    private func write(_ number: Int, of tally: IngestTally, runs: Set<String>) throws {
        guard number <= tally.obstructed.count else {
            throw Failure(
                .badUsage, "--to-study \(number): found \(counted(tally.obstructed.count, "blocked or refused reply"))")
        }
        let reply = tally.obstructed[number - 1]
        let output = self.output ?? "blocked"
        do {
            let (prompt, masked) =
                runs.contains(reply.file)
                ? try RunReplies.prompt(of: reply)
                : try BlockedTurn.prompt(of: reply, log: log.flatMap(LogFormat.init))
            let name = "blocked-\(number)"
            let yaml = try BlockedTurn.suite(prompt, of: reply, named: name)
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            try Outputs.writeWhole(yaml, to: "\(output)/\(name).yaml")
            Console.note(
                "\(output)/\(name).yaml: \(counted(prompt.turns.count, "turn")), \(counted(masked, "secret")) masked; read it before "
                    + "you send it, and say what stands in capitals")
        } catch let fault as LogFault {
            throw Failure(.badInput, "\(fault)")
        } catch let fault as SuiteWriter.Unwritable {
            throw Failure(.badInput, "\(reply.file):\(reply.line): found \(fault.found); accepted: \(fault.accepted)")
        }
    }
}

/// Rows as they are found: a log of a gigabyte is never held.
private final class RowSink {
    private let path: String
    private let handle: FileHandle

    init(_ path: String) throws {
        self.path = path
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw Failure(.couldNotFinish, "\(path) cannot be written: \(String(cString: strerror(errno)))") }
        self.handle = handle
    }

    func add(_ reply: LoggedReply) { handle.write(Data(reply.json.lineBytes)) }

    func close() throws { try handle.close() }
}
