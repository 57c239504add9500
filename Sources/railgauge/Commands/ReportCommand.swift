import ArgumentParser
import Formats
import Reports
import Statistics
import Trials

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the reports of a run again from its store.",
        discussion: """
            A report is a deterministic function of the store: the same rows give the same bytes.

            EXAMPLES
              # all files, into the run folder
              railgauge report results/20261120T130509Z-demo
              # report.json on stdout
              railgauge report results/20261120T130509Z-demo --format json
              # one page with pictures and all replies
              railgauge report RUN --format html > report.html
              # the one-page memo on stdout
              railgauge report RUN --format md --length memo
              # two to three pages, for print
              railgauge report RUN --format html --length summary > s.html
              # read with another margin than was fixed
              railgauge report RUN --margin 0.05 --output strict/
              # exit 6 when surely above 10 %
              railgauge report RUN --gate 'strict(public, all) <= 0.10'
              # a test case a promise, coverage, level and gate
              railgauge report RUN --format junit > junit.xml
              railgauge report RUN --format inspect --output logs
              inspect view --log-dir logs

            In junit.xml what obstructs, is below the coverage floor, lapsed, or is promised and not shown, fails; what cannot \
            be told is skipped, never passed.
            """)

    enum Length: String, CaseIterable, ExpressibleByArgument {
        case memo
        case summary
        case full
    }

    @Argument(help: ArgumentHelp("A run folder.", valueName: "run"), completion: Completions.runs)
    var folder: String
    @Option(
        help: ArgumentHelp(
            "md | json | csv (cells) | html | junit on stdout, or into --output; inspect: a log of Inspect for each style, into "
                + "--output; all: every file but these two."))
    var format: Outputs.Format = .all
    @Option(
        help: ArgumentHelp(
            "memo: a page for who decides; summary: two to three for a meeting; full: everything, for who checks. With --format md "
                + "or html on stdout. Default: full."))
    var length: Length?
    @Option(
        help: ArgumentHelp("Write files here. Default for all: the run folder.", valueName: "dir"),
        completion: .directory)
    var output: String?

    @Flag(name: .customLong("public"), help: "Leave out what each style withholds; files need --output.")
    var isPublic = false

    @Option(
        help: ArgumentHelp(
            "A limit on a rate, such as 'strict(public, all) <= 0.10'; may be given several times. Exit 6 when the one-sided "
                + "lower bound lies above it.", valueName: "rate <= limit"))
    var gate: [String] = []
    @Flag(help: "Exit 6 unless every gate is met, unmeasured trials counted as obstructed.")
    var gateStrict = false
    @OptionGroup(title: "Other thresholds than the study's (the report says so)")
    var thresholds: ThresholdOptions

    func validate() throws {
        if format == .inspect, output == nil {
            throw ValidationError("--format inspect writes a log for each access style: give --output DIR.")
        }
        if gateStrict, gate.isEmpty { throw ValidationError("--gate-strict needs a --gate to be strict about.") }
        if let length, ![.md, .html].contains(format) || output != nil {
            throw ValidationError(
                "--length \(length.rawValue) has an effect only on Markdown or HTML on stdout: give --format md or html"
                    + (output == nil ? "" : " and no --output"))
        }
        if thresholds.isGiven, format == .all, output == nil {
            throw ValidationError(
                "other thresholds with all files need --output, so that the study's own report stays.")
        }
        if isPublic, format == .all, output == nil {
            throw ValidationError("--public with all files needs --output, so that the full report is not replaced.")
        }
    }

    func run() throws {
        let gates = try gate.map { try GateRequest($0) }
        let reading = try RunReading(folder)
        var facts = try reading.facts()
        (facts.study.thresholds, facts.reread) = try thresholds.applied(to: facts.study.thresholds)
        let report = Report(isPublic ? facts.published() : facts)
        let readings = try gates.map { try $0.reading(report) }
        let junit =
            format == .junit
            ? JUnit(
                report, gates: zip(gates, readings).map { ($0.text, $1.finding, $1.words) }, strictGates: gateStrict
            ).xml
            : nil
        if let target = output ?? (format == .all ? reading.folder : nil) {
            for path in try Outputs.write(
                report, book: try book(reading, report), format: format, junit: junit, isPublic: isPublic, to: target)
            {
                Console.outLine(path)
            }
        } else {
            try print(report, reading, junit)
        }
        try hold(readings)
        // What a run that stopped half-way could not say is not said by its report either.
        let short = try reading.shortcomings() + reading.accessNotShown(report)
        if let first = short.first { throw Failure(first.exit, first.why) }
    }

    private func book(_ reading: RunReading, _ report: Report) throws -> TranscriptBook {
        guard [.all, .html, .inspect].contains(format), length ?? .full == .full else { return TranscriptBook() }
        let book = try reading.transcripts(report)
        return isPublic ? book.published(Publication(report.facts.study)) : book
    }

    private func print(_ report: Report, _ reading: RunReading, _ junit: String?) throws {
        switch format {
        case .md:
            switch length ?? .full {
            case .memo: Console.out(MemoPage.markdown(report))
            case .summary: Console.out(SummaryPage.markdown(report))
            case .full: Console.out(FullPage.markdown(report))
            }
        case .json: report.writeJSON(Console.out)
        case .csv: Console.out(report.tables.first { $0.name == "cells.csv" }?.text ?? "")
        case .html where length == .memo: Console.out(String(decoding: try HTMLPage.memo(report), as: UTF8.self))
        case .html where length == .summary:
            Console.out(String(decoding: try HTMLPage.summary(report), as: UTF8.self))
        case .html:
            let files = try HTMLPage.files(report, try book(reading, report))
            guard files.count == 1 else {
                throw Failure(.badUsage, "the replies of this run are too many for one page: give --output DIR")
            }
            Console.out(String(decoding: files[0].bytes, as: UTF8.self))
        case .junit: Console.out(junit ?? "")
        case .inspect, .all: break
        }
    }

    /// Every gate says which of the three it was: violated, met or undecided.
    private func hold(_ gates: [GateRequest.Reading]) throws {
        var failed = false
        for gate in gates {
            Console.note(gate.line)
            failed = failed || gate.fails(strict: gateStrict)
        }
        guard failed else { return }
        let violated = gates.contains { $0.finding == .violated }
        throw Failure(
            .gateViolated,
            (violated ? "a gate is violated" : "a gate is undecided, and --gate-strict asks for one that is met")
                + (format == .all ? "; the reports are written" : ""))
    }
}

extension Outputs.Format: ExpressibleByArgument {}
