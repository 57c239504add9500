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
            `outcome` is answered, partial, refused, blocked, unable, empty, truncated or error. Result tables that others \
            published are read with --as: \(OutcomePreset.allCases.map { "\($0.rawValue) (\($0.title))" }.joined(separator: "; ")). \
            --map overrides their columns; keys there: \(OutcomePreset.Key.allCases.map(\.rawValue).joined(separator: ", ")). \
            No row of theirs is shipped: docs/guides/published.md says where they are and what comes out.

            EXAMPLES
              railgauge suites import --from xstest xstest_prompts.csv \\
                  --output xstest.yaml
              railgauge suites import --map prompt=question,field=topic mine.jsonl \\
                  --name mine --aims-at cyber
              railgauge suites import --outcomes published.jsonl --reference public
              railgauge suites import --outcomes results/english/orbench_*200_all.csv \\
                  --as legal-framings --family comparison
              railgauge suites import \\
                  --outcomes model_completions/xstest_v2_completions_*.csv --as xstest

            \(Exit.help)
            """)

    @Argument(
        help: ArgumentHelp("Prompts: JSONL, a JSON array, or CSV with a header.", valueName: "file"),
        completion: .file())
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
    @Option(help: ArgumentHelp("The suite file. Default: stdout.", valueName: "file"), completion: .file())
    var output: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("JSONL with one outcome a row; with --as, published tables.", valueName: "file"),
        completion: .file())
    var outcomes: [String] = []
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "\(OutcomePreset.allCases.map(\.rawValue).joined(separator: " | ")): a published table.",
            valueName: "preset"))
    var preset: OutcomePreset?
    @Option(
        help: ArgumentHelp("The style of --outcomes files of one model. Default: as they say.", valueName: "name"))
    var style: String?
    @Option(
        help: ArgumentHelp("Where run folders are kept. Default: results.", valueName: "dir"), completion: .directory)
    var results: String?
    @Option(
        help: ArgumentHelp(
            "Name of the suite (it begins every id), or of the study in reports. Default: the preset's or the file's.",
            valueName: "name"))
    var name: String?
    @Option(
        help: ArgumentHelp("The style that all others are compared with. Default: the first one.", valueName: "style"))
    var reference: String?
    @Option(
        help: ArgumentHelp(
            "What Holm's correction runs over, separated by commas: comparison, field. Default: both.",
            valueName: "words"))
    var family: String?
    @Option(help: "exact | wilson. Default: exact.")
    var interval: IntervalName?
    @OptionGroup(title: "Thresholds of the report (with --outcomes)")
    var thresholds: ThresholdOptions

    func validate() throws {
        if !outcomes.isEmpty {
            guard file == nil, from == nil else {
                throw ValidationError(
                    "--outcomes makes a run folder; FILE and --from make a suite: give one of the two")
            }
            guard preset != nil || (map == nil && style == nil && format == nil) else {
                throw ValidationError(
                    "--map, --style and --format with --outcomes go with --as PRESET: rows of our own form say it all")
            }
            if let idle = [
                ("--field", field != nil), ("--expect", expect != nil),
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
        try InertFlags.refuse(
            [
                ("--reference", reference != nil), ("--interval", interval != nil), ("--as", preset != nil),
                ("--style", style != nil), ("--family", family != nil), ("--results", results != nil),
            ], "without --outcomes: a suite is made, and no run folder")
        guard file != nil, from != nil || map != nil else {
            throw ValidationError("give --outcomes FILE, or FILE with --from PRESET or --map prompt=COLUMN")
        }
        if let limit, limit < 1 { throw ValidationError("--limit \(limit): accepted is 1 and more") }
    }

    func run() throws {
        if !outcomes.isEmpty { try importOutcomes() } else if let file { try importPrompts(file) }
    }
}

extension IntervalName: ExpressibleByArgument {}
extension ImportPreset: ExpressibleByArgument {}
extension ImportFormat: ExpressibleByArgument {}
extension Expectation: ExpressibleByArgument {}
extension Frame: ExpressibleByArgument {}
extension OutcomePreset: ExpressibleByArgument {}
