import ArgumentParser
import Formats
import Foundation
import Suites
import Trials

struct SuitesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suites",
        abstract: "List, check, split, import and export suites of probes, and hold frames against a run.",
        subcommands: [
            SuitesListCommand.self, SuitesLintCommand.self, SuitesSplitCommand.self, SuitesImportCommand.self,
            SuitesExportCommand.self, SuitesProposeFramesCommand.self,
        ])

    static let shippedFolder = "probes"

    static func isPath(_ name: String) -> Bool {
        name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }

    /// A suite by shipped name or by path.
    static func suite(_ name: String) throws(InputError) -> Suite {
        let shipped = ShippedFiles()
        if isPath(name) { return try SuiteReader.suite(at: name, from: DiskFiles()) }
        let names = shipped.names(in: shippedFolder)
        guard names.contains(name) else {
            throw InputError(
                file: name, found: "no suite of that name is shipped",
                accepted: "a path such as ./mine.yaml, or one of: \(names.joined(separator: ", "))")
        }
        return try SuiteReader.suite(at: "\(shippedFolder)/\(name).yaml", from: shipped)
    }

    /// Those that were named, or all that are shipped.
    static func suites(_ names: [String]) throws(InputError) -> [Suite] {
        var out: [Suite] = []
        for name in names.isEmpty ? ShippedFiles().names(in: shippedFolder) : names { out.append(try suite(name)) }
        return out
    }
}
