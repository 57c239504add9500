import ArgumentParser
import Formats
import Foundation
import Runs
import Studies
import Suites
import Trials

struct SuitesImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a suite from prompts, or a run folder from outcomes, that others published.",
        discussion: """
            PROMPTS  --from PRESET FILE, or --map id=COLUMN,prompt=COLUMN FILE: a suite file, on stdout or in --output. \
            Columns are mapped and texts are kept as they are; what a suite file cannot hold is an error that names the row. \
            Presets know the published column names of \(ImportPreset.allCases.map(\.rawValue).joined(separator: ", ")); \
            --map overrides them. Keys: \(ImportKey.allCases.map(\.rawValue).joined(separator: ", ")). No text of these sets \
            is shipped; the licence that their makers state is shown.

            OUTCOMES  --outcomes FILE: a run folder, whose path is the last line on stdout, so that `report` and `compare` \
            serve the data as they serve a run. Rows are JSON objects, one a line: {style, probe, field, repeat, expect, \
            outcome, stage?, layer?, category?, cluster?, frame?, decided_by?}. `decided_by` is wire, text, judge or human: what \
            the verdict rests on; left out it is wire for `blocked` and `error`, and text for all else, so that labels can \
            correct it. `expect` is answer, refuse or either; \
            `outcome` is answered, partial, refused, blocked, unable, empty, truncated or error.

            EXAMPLES
              railgauge suites import --from xstest xstest_prompts.csv --output xstest.yaml
              railgauge suites import --map prompt=question,field=topic mine.jsonl --name mine --aims-at cyber
              railgauge suites import --outcomes published.jsonl --reference public

            \(Exit.help)
            """)

    @Argument(help: ArgumentHelp("Prompts: JSONL, a JSON array, or CSV with a header.", valueName: "file"))
    var file: String?
    @Option(
        help: ArgumentHelp("\(ImportPreset.allCases.map(\.rawValue).joined(separator: " | ")).", valueName: "preset"))
    var from: ImportPreset?
    @Option(help: "jsonl | json | csv. Default: by the file's ending.")
    var format: ImportFormat?
    @Option(help: ArgumentHelp("KEY=COLUMN pairs, separated by commas.", valueName: "pairs"))
    var map: String?
    @Option(help: ArgumentHelp("Field of rows without a column for it. Default: the name.", valueName: "field"))
    var field: String?
    @Option(help: "answer | refuse | either, for rows that do not say. Default: as the preset says; answer.")
    var expect: Expectation?
    @Option(help: "typical | trigger-enriched. Default: trigger-enriched for a preset, else typical.")
    var frame: Frame?
    @Option(help: ArgumentHelp("Safeguard category that the rows expect to meet.", valueName: "category"))
    var aimsAt: String?
    @Option(help: ArgumentHelp("Language of rows without a column for it. Default: en.", valueName: "code"))
    var language: String?
    @Option(
        help: ArgumentHelp("Licence of the texts, for the suite file. Default: as the preset says.", valueName: "text"))
    var licence: String?
    @Flag(help: "Take rows that shall be refused as positive controls, where they are one short line.")
    var controls = false
    @Option(help: ArgumentHelp("Only the first rows.", valueName: "n"))
    var limit: Int?
    @Option(help: ArgumentHelp("The suite file. Default: stdout.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("JSONL with one outcome a row.", valueName: "file"))
    var outcomes: String?
    @Option(help: ArgumentHelp("Where run folders are kept.", valueName: "dir"))
    var results = "results"
    @Option(
        help: ArgumentHelp(
            "Name of the suite (it begins every id), or of the study in reports. Default: the preset's or the file's.",
            valueName: "name"))
    var name: String?
    @Option(
        help: ArgumentHelp("The style that all others are compared with. Default: the first one.", valueName: "style"))
    var reference: String?
    @Option(help: "exact | wilson. Default: exact.")
    var interval: IntervalName?
    @OptionGroup(title: "Thresholds of the report (with --outcomes)")
    var thresholds: ThresholdOptions

    func validate() throws {
        if outcomes != nil {
            guard file == nil, from == nil, map == nil else {
                throw ValidationError(
                    "--outcomes makes a run folder; FILE, --from and --map make a suite: give one of the two")
            }
            if let idle = [
                ("--format", format != nil), ("--field", field != nil), ("--expect", expect != nil),
                ("--frame", frame != nil), ("--aims-at", aimsAt != nil), ("--language", language != nil),
                ("--licence", licence != nil), ("--controls", controls), ("--limit", limit != nil),
                ("--output", output != nil),
            ].first(where: \.1) {
                throw ValidationError("\(idle.0) is of a suite and has no effect with --outcomes")
            }
            return
        }
        guard !thresholds.isGiven else {
            throw ValidationError("thresholds are those of a report: they go with --outcomes, not with a suite")
        }
        if reference != nil || interval != nil {
            throw ValidationError("--reference and --interval are of a run folder: they go with --outcomes")
        }
        guard file != nil, from != nil || map != nil else {
            throw ValidationError("give --outcomes FILE, or FILE with --from PRESET or --map prompt=COLUMN")
        }
        if let limit, limit < 1 { throw ValidationError("--limit \(limit): accepted is 1 and more") }
    }

    func run() throws {
        if let outcomes { try importOutcomes(outcomes) } else if let file { try importPrompts(file) }
    }

    private func importOutcomes(_ outcomes: String) throws {
        let rows = try outcomeRows(outcomes)
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
            imported: given, styles: styles, reference: reference ?? styles.first ?? "",
            thresholds: try thresholds.applied(to: Thresholds(interval: interval ?? .exact)).thresholds,
            repeats: Set(rows.map(\.row.repetition)).count)
        var rest = rows.makeIterator()
        let path = try ImportedRun.write(
            results: results, name: given, file: outcomes, lock: study.lock, lockText: study.lock.pretty,
            tool: "railgauge \(Railgauge.version)"
        ) { rest.next() }
        Console.outLine(path)
    }

    /// Every row is read before anything is written.
    private func outcomeRows(_ outcomes: String) throws -> [(row: OutcomeRow, line: Int)] {
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

extension IntervalName: ExpressibleByArgument {}
extension ImportPreset: ExpressibleByArgument {}
extension ImportFormat: ExpressibleByArgument {}
extension Expectation: ExpressibleByArgument {}
extension Frame: ExpressibleByArgument {}
