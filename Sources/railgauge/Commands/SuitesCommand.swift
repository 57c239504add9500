import ArgumentParser
import Foundation
import Trials

struct SuitesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suites", abstract: "List, check and import suites of probes.",
        subcommands: [SuitesListCommand.self, SuitesLintCommand.self, SuitesImportCommand.self])

    static let shippedFolder = "probes"

    /// A suite by shipped name or by path.
    static func suite(_ name: String) throws(InputError) -> Suite {
        let shipped = ShippedFiles()
        if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            return try SuiteReader.suite(at: name, from: DiskFiles())
        }
        let names = shipped.names(in: shippedFolder)
        guard names.contains(name) else {
            throw InputError(
                file: name, found: "no suite of that name is shipped",
                accepted: "a path such as ./mine.yaml, or one of: \(names.joined(separator: ", "))")
        }
        return try SuiteReader.suite(at: "\(shippedFolder)/\(name).yaml", from: shipped)
    }
}

struct SuitesListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Count the probes of every shipped suite, per field, frame, shape, role and check.")

    @Argument(help: ArgumentHelp("Suites by name or path. Default: all that are shipped.", valueName: "suite"))
    var suites: [String] = []

    func run() throws {
        let names = suites.isEmpty ? ShippedFiles().names(in: SuitesCommand.shippedFolder) : suites
        let read = try names.map { try SuitesCommand.suite($0) }
        Console.out(SuiteCounts.table(read))
    }
}

/// The counts that `suites list` prints.
enum SuiteCounts {
    static func table(_ suites: [Suite]) -> String {
        let columns: [(String, (Probe) -> Bool)] = [
            ("typical", { $0.role == .main && $0.frame == .typical }),
            ("enriched", { $0.role == .main && $0.frame == .triggerEnriched }),
            ("twin", { $0.role == .twin }), ("variant", { $0.role == .variant }),
            ("neutral", { $0.role == .neutral }), ("control", { $0.role == .control }),
            ("multi-turn", { $0.role == .main && $0.turns.count > 1 }),
            ("context", { $0.role == .main && !$0.context.isEmpty }),
            ("tools", { $0.role == .main && !$0.tools.isEmpty }),
            ("check", { $0.role == .main && $0.check != nil }), ("needs", { $0.role == .main && !$0.needs.isEmpty }),
            ("not en", { $0.role == .main && $0.language != "en" }),
        ]
        var rows: [[String]] = [["suite", "v", "field"] + columns.map(\.0) + ["median chars"]]
        var all: [Probe] = []
        for suite in suites {
            let fields = Dictionary(grouping: suite.probes, by: \.field)
            for (field, probes) in fields.sorted(by: { $0.key < $1.key }) {
                rows.append(row([suite.name, "\(suite.version)", field], probes, columns.map(\.1)))
            }
            all += suite.probes
        }
        rows.append(row(["all", "", ""], all, columns.map(\.1)))
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { $0 < 3 ? $1.padded(widths[$0]) : $1.leftPadded(widths[$0]) }.joined(separator: "  ")
        }.joined(separator: "\n") + "\n"
    }

    private static func row(_ head: [String], _ probes: [Probe], _ columns: [(Probe) -> Bool]) -> [String] {
        let lengths = probes.filter { $0.role == .main }.map { $0.turns.last?.text.count ?? 0 }.sorted()
        let median = lengths.isEmpty ? "" : "\(lengths[lengths.count / 2])"
        return head + columns.map { column in "\(probes.count(where: column))" } + [median]
    }
}
