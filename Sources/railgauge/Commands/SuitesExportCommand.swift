import ArgumentParser
import Formats
import Suites
import Trials

struct SuitesExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the probes of a suite for other tools, every named text in place.",
        discussion: """
            jsonl: one probe a line, with everything that is sent and everything that is known about it. yaml: one suite \
            file without files beside it.

            EXAMPLES
              railgauge suites export cyber --format jsonl --output cyber.jsonl
              railgauge suites export ./mine.yaml --format yaml
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case jsonl
        case yaml
    }

    @Argument(help: ArgumentHelp("A suite by name or path.", valueName: "suite"), completion: Completions.suites)
    var suite: String
    @Option(help: "jsonl | yaml.")
    var format: Format = .jsonl
    @Option(help: ArgumentHelp("Default: stdout.", valueName: "file"), completion: .file())
    var output: String?

    func run() throws {
        try Outputs.refuse("--output", output, over: [suite])
        let read = try SuitesCommand.suite(suite)
        let text: String
        switch format {
        case .jsonl: text = read.probes.map { $0.json.line }.joined()
        case .yaml:
            do throws(SuiteWriter.Unwritable) { text = try SuiteWriter.yaml(read) } catch {
                throw InputError(
                    file: suite, place: "probe '\(error.probe)'", found: error.found,
                    accepted: "--format jsonl, which can hold it")
            }
        }
        if let output { try Outputs.writeWhole(text, to: output) } else { Console.out(text) }
    }
}
