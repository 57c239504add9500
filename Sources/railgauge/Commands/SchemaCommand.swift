import ArgumentParser
import Formats
import Trials

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of a suite, a study, a report or a trial row.")

    enum Name: String, CaseIterable, ExpressibleByArgument {
        case suite
        case study
        case trial
        case report
    }

    @Argument(help: "suite | study | trial (a line of trials.jsonl) | report.")
    var name: Name

    func run() throws {
        Console.out(
            String(decoding: try ShippedFiles().bytes(at: "Schemas/\(name.rawValue).schema.json"), as: UTF8.self))
    }
}
