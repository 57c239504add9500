import ArgumentParser
import Foundation
import Runs
import Trials

struct SuitesImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a run folder from outcomes that were measured elsewhere; its path is the last line on stdout.",
        discussion: """
            Rows are JSON objects, one a line: {style, probe, field, repeat, expect, outcome, stage?, layer?, category?, \
            cluster?, frame?, delivered?}. `expect` is answer, refuse or either; `outcome` is answered, partial, refused, \
            blocked, unable, empty, truncated or error. `report` and `compare` then serve the data as they serve a run.

            EXAMPLE
              railgauge suites import --outcomes published.jsonl --reference public

            \(Exit.help)
            """)

    @Option(help: ArgumentHelp("JSONL with one outcome a row.", valueName: "file"))
    var outcomes: String
    @Option(help: ArgumentHelp("Where run folders are kept.", valueName: "dir"))
    var results = "results"
    @Option(help: ArgumentHelp("Name of the study in reports. Default: the file's name.", valueName: "name"))
    var name: String?
    @Option(help: ArgumentHelp("The style that all others are compared with. Default: the first one.", valueName: "style"))
    var reference: String?
    @Option(help: "exact | wilson.")
    var interval: Trials.IntervalMethod = .exact

    func run() throws {
        let rows = try outcomeRows()
        var styles: [String] = []
        var seen: Set<String> = []
        for (row, _) in rows where seen.insert(row.style).inserted { styles.append(row.style) }
        if let reference, !seen.contains(reference) {
            throw Failure(
                .badUsage,
                "--reference \(reference): no row has that style; accepted: \(styles.joined(separator: ", "))")
        }
        let given = name ?? Path.stem(of: outcomes)
        guard Name.isName(given) else {
            throw Failure(.badUsage, "--name \(given): accepted are letters, digits, '-', '_' and '.'")
        }
        let study = Study(
            imported: given, styles: styles, reference: reference ?? styles.first ?? "", interval: interval,
            repeats: Set(rows.map(\.row.repetition)).count)
        var rest = rows.makeIterator()
        let path = try ImportedRun.write(
            results: results, name: given, file: outcomes, lock: study.lock, lockText: study.lock.pretty,
            tool: "railgauge \(Railgauge.version)"
        ) { rest.next() }
        Console.outLine(path)
    }

    /// Every row is read before anything is written.
    private func outcomeRows() throws -> [(row: OutcomeRow, line: Int)] {
        let reader = try LineReader(path: outcomes)
        var rows: [(row: OutcomeRow, line: Int)] = []
        var line = 0
        while true {
            let lines = try reader.next(4096, longest: 1 << 20, file: outcomes)
            guard !lines.isEmpty else { return rows }
            for bytes in lines {
                line += 1
                guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
                let json: JSONValue
                do throws(JSONError) { json = try JSONReader.read(bytes) } catch {
                    throw InputError(
                        file: outcomes, line: line, found: error.description, accepted: "one JSON object a line")
                }
                rows.append((try OutcomeRow(json: json, file: outcomes, line: line), line))
            }
        }
    }
}

extension Trials.IntervalMethod: ExpressibleByArgument {}
