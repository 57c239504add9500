import ArgumentParser
import Formats
import Reports

struct SuitesProposeFramesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose-frames",
        abstract:
            "List probes whose fate in a run contradicts their frame, for a person to decide; nothing is changed.",
        discussion: """
            Two lists: typical probes that were obstructed often (at least 3 trials under one style, and the exact interval \
            lies above the study's `obstruction`), and trigger-enriched ones, sentinels among them, that were obstructed in \
            none of at least 3 trials. Styles with a grant do not count, nor those under which nothing was obstructed.

            With one repeat the first list stays empty: a single block of one probe may be chance. Three repeats are the least.

            EXAMPLES
              railgauge suites propose-frames results/20261120T130509Z-pilot
              railgauge suites propose-frames results/20261120T130509Z-pilot \\
                  --format json
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case md
        case json
    }

    @Argument(help: ArgumentHelp("A run folder.", valueName: "run"), completion: Completions.runs)
    var folder: String
    @Option(help: "md | json.")
    var format: Format = .md

    func run() throws {
        let proposals = FrameProposals(try RunReading(folder).facts())
        switch format {
        case .md: Console.out(proposals.markdown)
        case .json: Console.out(proposals.json)
        }
    }
}
