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
        let rows = try OutcomeRows.read(outcomes)
        var styles: [String] = []
        for row in rows where !styles.contains(row.style) { styles.append(row.style) }
        if let reference, !styles.contains(reference) {
            throw Failure(.badUsage, "--reference \(reference): no row has that style; accepted: \(styles.joined(separator: ", "))")
        }
        let first = reference ?? styles[0]
        let given = name ?? Path.stem(of: outcomes)
        guard Name.isName(given) else {
            throw Failure(.badUsage, "--name \(given): accepted are letters, digits, '-', '_' and '.'")
        }
        let study = Study.imported(
            name: given, styles: styles, reference: first, interval: interval,
            repeats: rows.map(\.repetition).max() ?? 1)
        let path = try ImportedRun.create(
            results: results, study: study, rows: rows, lockText: study.lock.pretty,
            tool: "railgauge \(Railgauge.version)")
        Console.outLine(path)
    }
}

extension Trials.IntervalMethod: ExpressibleByArgument {}
