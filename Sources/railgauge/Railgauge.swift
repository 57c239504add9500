import ArgumentParser
import Attempts
import Formats
import Foundation
import Runs
import Trials

@main
struct Railgauge: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "railgauge",
        abstract:
            "Measures over-refusal: how often the safeguards of model APIs get in the way of legitimate research.",
        discussion: """
            One prompt walks from a suite file, through every access style of a study, to one cell of a report that says \
            how often benign work was obstructed, by which layer, and what the access style changes.

            EXAMPLES
              railgauge try prompt.md --model sim:try   one prompt of yours, several times, beside versions of it
              railgauge run demo                        the demo study on the built-in simulator
              railgauge check my-study.yaml             everything that can be known before the first paid trial
              railgauge plan my-study.yaml              what the study can and cannot answer
              railgauge run my-study.yaml --results r   run it, or continue the unfinished run
              railgauge report r/20261120T130509Z-my    the reports again, from the run folder
              railgauge suites list                     what is shipped

            \(Exit.help)
            """,
        version: version,
        subcommands: [
            TryCommand.self, QuickCommand.self, IngestCommand.self, RunCommand.self, CheckCommand.self,
            PlanCommand.self,
            ReportCommand.self, EvidenceCommand.self, TrendCommand.self, CompareCommand.self, ClassifyCommand.self,
            LabelCommand.self, RegisterCommand.self, SuitesCommand.self, SimulateCommand.self, SchemaCommand.self,
        ])

    /// Parses, runs, and turns every way to fail into one line on stderr and one exit code.
    static func main() async {
        Console.fillClosedStreams()
        Console.surviveClosedPipes()
        if let shortage = ProcessLimits.shortage {
            Console.error(shortage)
            Foundation.exit(Exit.couldNotFinish.rawValue)
        }
        do {
            let arguments = joined(Array(CommandLine.arguments.dropFirst()))
            var command = try parseAsRoot(arguments)
            try GivenTwice.refuse(arguments, of: type(of: command))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            if let message = failure.message { Console.error(message) }
            Foundation.exit(failure.exit.rawValue)
        } catch let error as InputError {
            for one in error.all.prefix(mostMistakes) { Console.error("\(one)") }
            if error.all.count > 1 {
                let rest = error.all.count - mostMistakes
                Console.error("\(error.all.count) mistakes" + (rest > 0 ? ", of which \(mostMistakes) are shown" : ""))
            }
            Foundation.exit(Exit.badInput.rawValue)
        } catch let refusal as RecordingRefusal {
            Console.error("\(refusal)")
            Foundation.exit((refusal.locked ? Exit.locked : Exit.badInput).rawValue)
        } catch let error as RunFolderError {
            Console.error("\(error)")
            Foundation.exit(exit(of: error).rawValue)
        } catch let error as StoreError {
            Console.error("\(error)")
            Foundation.exit(exit(of: error).rawValue)
        } catch is CancellationError {
            Foundation.exit(Exit.interrupted.rawValue)
        } catch  where CommandLine.arguments.contains("--quiet") && exitCode(for: error) != .success {
            Console.error(message(for: error).split(separator: "\n").joined(separator: " "))
            Foundation.exit(exitCode(for: error).rawValue)
        } catch {
            exit(withError: error)
        }
    }

    /// A number below zero is the value of the option before it, and not another option: so that what is accepted there
    /// is said, and not that a value is missing.
    static func joined(_ arguments: [String]) -> [String] {
        var out: [String] = []
        for (place, argument) in arguments.enumerated() {
            if arguments[..<place].contains("--") {
                out.append(argument)
            } else if let last = out.last, last.hasPrefix("--"), !last.contains("="), last.count > 2,
                argument.hasPrefix("-"), Double(argument) != nil
            {
                out[out.count - 1] = "\(last)=\(argument)"
            } else {
                out.append(argument)
            }
        }
        return out
    }

    /// More lines than these nobody reads at once.
    private static let mostMistakes = 40

    private static func exit(of error: RunFolderError) -> Exit {
        switch error {
        case .locked: .locked
        case .unwritable: .couldNotFinish
        case .noRun: .badInput
        case .unreadable: .couldNotFinish
        }
    }

    private static func exit(of error: StoreError) -> Exit {
        switch error {
        case .unreadable: .badInput
        default: .couldNotFinish
        }
    }
}
