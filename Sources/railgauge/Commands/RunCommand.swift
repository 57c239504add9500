import ArgumentParser
import Formats
import Foundation
import Trials

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a study, or continue its unfinished run; the last line on stdout is the run folder.",
        discussion: """
            Everything is checked before the first request. Each finished trial is on disk before the next begins, so a run \
            can be interrupted at any moment and continues where it was when the same study is run again.

            EXAMPLES
              railgauge run demo
              # for cron
              railgauge run my-study.yaml --results /data/results --quiet
              # one line, exit 6, when something changed
              railgauge run nightly.yaml --new --quiet --since latest
              # exit 6 when surely above 10 %
              railgauge run my-study.yaml --gate 'strict(public, all) <= 0.10'
              # what would be sent, and nothing is
              railgauge run my-study.yaml --dry-run
              # and `base_url: replay:cassettes` plays it back
              railgauge run my-study.yaml --record cassettes

            \(Exit.help)
            """)

    @Argument(
        help: ArgumentHelp("A study file, or a shipped study by name.", valueName: "study"),
        completion: Completions.studies)
    var study: String
    @Option(help: ArgumentHelp("Where run folders are kept.", valueName: "dir"), completion: .directory)
    var results = "results"
    @Option(help: ArgumentHelp("Send only the trials of this style; may be given several times.", valueName: "id"))
    var onlyStyle: [String] = []
    @Option(help: ArgumentHelp("Begin at most this many trials, then stop (resumable).", valueName: "n"))
    var maxTrials: Int?
    @Flag(help: "Check and print the plan; send nothing.")
    var dryRun = false
    @Flag(help: "No progress, no plan; nothing at all when the exit code is 0, else one line.")
    var quiet = false
    @Flag(help: "Begin a new run even if there is an unfinished one.")
    var new = false
    @Option(
        help: ArgumentHelp(
            "Continue an unfinished run that is not older than this. Default: 12h.", valueName: "duration"))
    var freshAfter: String?
    @Flag(help: "Yes to the first live run on a credential.")
    var yes = false
    @Option(
        help: ArgumentHelp(
            "Write each attempt as a cassette under this folder: raw bytes and arrival times, without secrets. Default: no recording.",
            valueName: "dir"), completion: .directory)
    var record: String?
    @Option(
        help: ArgumentHelp(
            "Compare with an earlier run of the same probes, and exit 6 with one line when a style changed at "
                + "thresholds.alarm_alpha; latest: the newest finished run of this study before this one.",
            valueName: "run | latest"))
    var since: String?
    @Option(
        help: ArgumentHelp(
            "A limit on a rate, as `railgauge report --gate` takes it; may be given several times. Exit 6 when it is surely "
                + "exceeded; a rate that is undecided is no line.", valueName: "rate <= limit"))
    var gate: [String] = []
    @Flag(help: "Exit 6 unless every gate is met, unmeasured trials counted as obstructed.")
    var gateStrict = false
    @Option(
        help: ArgumentHelp(
            "A folder beside those of the study and its suites from which `{file: ...}` may take texts; may be given several "
                + "times.", valueName: "dir"), completion: .directory)
    var allowFiles: [String] = []
    @Flag(help: "The run folder alone on stdout, also with --quiet.")
    var printRun = false

    /// A bare number is seconds.
    private var freshAfterSeconds: Double? {
        let freshAfter = freshAfter ?? "12h"
        return Double(freshAfter).flatMap { $0 >= 0 && $0.isFinite ? $0 : nil } ?? Durations.seconds(freshAfter)
    }

    func validate() throws {
        if let maxTrials, maxTrials < 1 {
            throw ValidationError("--max-trials \(maxTrials): a number from 1 is needed")
        }
        if gateStrict, gate.isEmpty { throw ValidationError("--gate-strict needs a --gate to be strict about.") }
        try InertFlags.refuse([("--print-run", dryRun && printRun)], "with --dry-run, which makes no run folder")
        if record?.isEmpty ?? false { throw ValidationError("--record: no folder is named") }
        if freshAfter != nil, new {
            throw ValidationError("--fresh-after has no effect with --new, which continues no run")
        }
        guard freshAfterSeconds != nil else {
            throw ValidationError("--fresh-after \(freshAfter ?? ""): a duration such as 90s, 45m, 12h or 1d is needed")
        }
    }

    func run() async throws {
        do {
            try await measure()
        } catch let error as InputError where quiet {
            // One line for cron; without --quiet every mistake has its own.
            let more = error.all.count - 1
            throw Failure(
                .badInput,
                (error.all.first.map { "\($0)" } ?? "\(error)")
                    + (more > 0 ? "; and \(counted(more, "more mistake", "more mistakes"))" : ""))
        }
    }

    private func measure() async throws {
        let gates = try gate.map { try GateRequest($0) }
        try await StudyRun(
            file: try StudyFile(study, allowed: allowFiles), results: results, onlyStyle: onlyStyle,
            maxTrials: maxTrials, dryRun: dryRun,
            quiet: quiet, alwaysNew: new, freshAfter: freshAfterSeconds ?? 43_200, yes: yes, record: record,
            since: since, gates: gates, gateStrict: gateStrict, printRun: printRun
        ).run()
    }
}
