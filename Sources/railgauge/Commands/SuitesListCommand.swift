import ArgumentParser
import Formats
import Foundation
import Suites
import Trials

struct SuitesListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Count the probes of suites: per field, frame, shape, role, check and language, and what was sent.",
        discussion: """
            Shapes, checks, languages and lengths are counted over main probes. `scenarios` are clusters of typical main \
            probes: the sampling unit of every interval. A suite is fresh until one of its probes is known to have been sent: \
            that is read from NAME.sent.yaml beside the suite file and in the state folder, or from --sent.

            EXAMPLES
              # all shipped suites
              railgauge suites list
              railgauge suites list ./mine.yaml --json
            """)

    @Argument(
        help: ArgumentHelp("Suites by name or path. Default: all that are shipped.", valueName: "suite"),
        completion: Completions.suites)
    var suites: [String] = []
    @Flag(help: "One JSON document instead of tables.")
    var json = false
    @Option(
        help: ArgumentHelp("Folder with records of what was sent, instead of the usual places.", valueName: "dir"),
        completion: .directory)
    var sent: String?

    func run() throws {
        let read = try SuitesCommand.suites(suites)
        let files = SuitesSent(environment: ProcessInfo.processInfo.environment, folder: sent)
        let names = suites.isEmpty ? read.map(\.name) : suites
        var records: [SentRecord] = []
        for (suite, name) in zip(read, names) {
            records.append(try files.record(of: suite, path: SuitesCommand.isPath(name) ? name : nil))
        }
        let counts = SuitesCounts(read, sent: records)
        if json { Console.out(counts.json) } else { Console.out(counts.tables) }
    }
}

/// The counts that `suites list` prints.
struct SuitesCounts {
    private struct Column: Sendable {
        var name: String
        var counts: @Sendable (Probe) -> Bool
    }
    private struct Row {
        var suite: Suite?
        var field: String
        var probes: [Probe]
        var mains: [Probe] { probes.filter { $0.role == .main } }
        var scenarios: Int { Set(mains.filter { $0.frame == .typical }.map(\.cluster)).count }
        var families: Int { Set(probes.compactMap(\.variantOf)).count }
        var medianLength: Int? { mains.map { $0.turns.last?.wholeText.count ?? 0 }.median }
    }

    private let suites: [Suite]
    private let sent: [SentRecord]
    private var rows: [Row] = []

    private static let roles: [Column] =
        [
            Column(name: "typical") { $0.role == .main && $0.frame == .typical },
            Column(name: "enriched") { $0.role == .main && $0.frame == .triggerEnriched },
            Column(name: "sentinel") { $0.role == .main && $0.isSentinel },
        ]
        + Role.written.filter { $0 != .main }.map { role in Column(name: role.rawValue) { $0.role == role } }
        + [Column(name: "contested") { $0.expect == .either }]
    private static let shapes: [Column] =
        Probe.Shape.allCases.reversed().map { shape in
            Column(name: shape.rawValue) { $0.role == .main && $0.shape == shape }
        } + [
            Column(name: "multi-turn") { $0.role == .main && $0.turns.count > 1 },
            Column(name: "≥5k context") { $0.role == .main && $0.contextLength >= 5_000 },
        ]
    private static let judgement: [Column] = [
        Column(name: "number") { $0.role == .main && $0.check?.json["kind"]?.string == "number" },
        Column(name: "exact") { $0.role == .main && $0.check?.json["kind"]?.string == "exact" },
        Column(name: "choice") { $0.role == .main && $0.check?.json["kind"]?.string == "choice" },
        Column(name: "regex") { $0.role == .main && $0.check?.json["kind"]?.string == "regex" },
        Column(name: "needs") { $0.role == .main && !$0.needs.isEmpty },
        Column(name: "neither") { $0.role == .main && !$0.judgeable },
    ]

    init(_ suites: [Suite], sent: [SentRecord] = []) {
        self.suites = suites
        self.sent = sent
        for suite in suites {
            for (field, probes) in Dictionary(grouping: suite.probes, by: \.field).sorted(by: { $0.key < $1.key }) {
                rows.append(Row(suite: suite, field: field, probes: probes))
            }
        }
        rows.append(Row(suite: nil, field: "", probes: suites.flatMap(\.probes)))
    }

    private var languages: [Column] {
        let codes = Set(suites.flatMap(\.probes).filter { $0.role == .main || $0.role == .neutral }.map(\.language))
        return codes.sorted { ($0 != "en" ? 1 : 0, $0) < ($1 != "en" ? 1 : 0, $1) }.map { code in
            Column(name: code) { ($0.role == .main || $0.role == .neutral) && $0.language == code }
        }
    }

    // MARK: Tables

    var tables: String {
        let first = table(Self.roles, "scenarios", { "\($0.scenarios)" })
        let second = table(
            Self.shapes + Self.judgement, "median chars", { $0.medianLength.map { "\($0)" } ?? "—" },
            onlyMeasured: true)
        let third = table(languages, "ablation families", { "\($0.families)" }, onlyMeasured: true)
        return """
            ROLES AND FRAMES
            \(first)
            SHAPES AND CHECKS (main probes)
            \(second)
            LANGUAGES (main and neutral probes), ABLATIONS
            \(third)
            SENT
            \(freshness)
            """
    }

    private var freshness: String {
        zip(suites, sent).map { "\($0.name)  v\($0.version)  \($1.shown(of: $0))\n" }.joined()
    }

    private func table(
        _ columns: [Column], _ last: String, _ lastCell: (Row) -> String, onlyMeasured: Bool = false
    ) -> String {
        var cells = [["suite", "field"] + columns.map(\.name) + [last]]
        for row in rows {
            // A control suite has rows of other suites' fields; its name tells them apart.
            if onlyMeasured, row.suite != nil, row.probes.allSatisfy({ $0.role == .control }) { continue }
            let head = [row.suite?.name ?? "all", row.field]
            cells.append(
                head + columns.map { column in Self.shown(row.probes.count(where: column.counts)) } + [lastCell(row)])
        }
        let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { row in
            row.enumerated().map { $0 < 2 ? $1.padded(widths[$0]) : $1.leftPadded(widths[$0]) }.joined(separator: "  ")
                + "\n"
        }.joined()
    }

    /// A dot is easier to pass over than a column of zeros; both are counts.
    private static func shown(_ count: Int) -> String { count == 0 ? "·" : "\(count)" }

    // MARK: JSON

    var json: JSONValue {
        let records = Dictionary(zip(suites, sent).map { ($0.name, $1) }) { first, _ in first }
        return [
            "suites": .array(
                suites.map { suite in
                    let record = records[suite.name]
                    return [
                        "suite": .string(suite.name), "title": .string(suite.title), "version": .integer(suite.version),
                        "licence": suite.licence.map { .string($0) } ?? .null, "sha256": .string(suite.hash),
                        "probes": .integer(suite.probes.count),
                        "fresh": .bool(record?.of(suite).sent.isEmpty ?? true),
                        "sent": .integer(record?.of(suite).sent.count ?? 0),
                    ]
                }),
            "cells": .array(rows.map(cell)),
        ]
    }

    private func cell(_ row: Row) -> JSONValue {
        func counts(_ columns: [Column]) -> JSONValue {
            var object = JSONObject()
            for column in columns { object[column.name] = .integer(row.probes.count(where: column.counts)) }
            return .object(object)
        }
        return [
            "suite": row.suite.map { .string($0.name) } ?? .null,
            "field": row.suite == nil ? "all" : .string(row.field),
            "probes": .integer(row.probes.count), "scenarios": .integer(row.scenarios), "roles": counts(Self.roles),
            "shapes": counts(Self.shapes), "judged_by": counts(Self.judgement), "languages": counts(languages),
            "ablation_families": .integer(row.families),
            "median_characters": row.medianLength.map { .integer($0) } ?? .null,
        ]
    }
}
