import ArgumentParser
import Formats
import Foundation
import Reports
import Trials

struct TrendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trend",
        abstract: "Show rates over the runs of a results folder, and the changes that survive correction.",
        discussion: """
            Every run folder in DIR, study by study, in order of time. Neighbouring runs are compared on the same prompts, with \
            Holm's correction over all of them. Runs that different rules judged are kept apart and named; `railgauge classify` \
            judges an old run by the present rules.

            EXAMPLES
              # trend.html, trend.md and trend.csv into results
              railgauge trend results
              # a row a run, style and field or category on stdout
              railgauge trend results --format csv
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case md
        case csv
        case html
        case all
    }

    @Argument(help: ArgumentHelp("A folder of run folders.", valueName: "dir"), completion: .directory)
    var folder: String
    @Option(help: "md | csv | html on stdout; all: every file.")
    var format: Format = .all
    @Option(
        help: ArgumentHelp("Write the files here. Default: the folder of the runs.", valueName: "dir"),
        completion: .directory)
    var output: String?
    @Option(help: ArgumentHelp("Only runs of this study.", valueName: "name"))
    var study: String?

    func validate() throws {
        if output != nil, format != .all {
            throw ValidationError(
                "--output has an effect only on all files; --format \(format.rawValue) goes to stdout")
        }
    }

    func run() throws {
        let trends = try trends()
        switch format {
        case .md: Console.out(TrendPage.markdown(trends))
        case .csv: Console.out(TrendPage.csv(trends))
        case .html: Console.out(String(decoding: try TrendPage.html(trends), as: UTF8.self))
        case .all:
            let target = output ?? folder
            try? FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
            for (name, bytes) in [
                ("trend.html", try TrendPage.html(trends)), ("trend.md", Array(TrendPage.markdown(trends).utf8)),
                ("trend.csv", Array(TrendPage.csv(trends).utf8)),
            ] {
                try Outputs.writeWhole(bytes, to: "\(target)/\(name)")
                Console.outLine("\(target)/\(name)")
            }
        }
    }

    /// In order of time, with which the names of run folders begin. A link to one of the others, such as `latest`, is no
    /// run of its own.
    private static func distinct(_ entries: [String], in folder: String) -> [String] {
        func target(_ name: String) -> String {
            URL(fileURLWithPath: "\(folder)/\(name)").resolvingSymlinksInPath().path
        }
        func isLink(_ name: String) -> Bool {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")) != nil
        }
        var seen: Set<String> = []
        return (entries.filter { !isLink($0) }.sorted() + entries.filter(isLink).sorted())
            .filter { seen.insert(target($0)).inserted }.sorted()
    }

    private func trends() throws -> [Trend] {
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Failure(.badInput, "\(folder): no such folder; accepted: a folder of run folders, such as results")
        }
        let runs = Self.distinct(
            entries.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/run.sqlite") }, in: folder)
        guard !runs.isEmpty else {
            throw Failure(
                .badInput, "\(folder) holds no run folder; accepted: a folder of run folders, such as results")
        }
        var trends: [String: Trend] = [:]
        var order: [String] = []
        var series = RunSeries()
        for run in runs {
            let facts: RunFacts
            do {
                facts = try series.facts("\(folder)/\(run)")
            } catch {
                // One damaged run must not hide the others.
                Console.warning("\(run) is left out: \(error)")
                continue
            }
            guard study == nil || facts.study.name == study else { continue }
            // What a simulator plays is no earlier night of a model.
            let name = facts.study.name + (facts.simulated ? " (simulated)" : "")
            if trends[name] == nil {
                trends[name] = Trend(
                    study: facts.study.name, definition: facts.study.thresholds.definition,
                    alpha: facts.study.thresholds.alpha)
                order.append(name)
            }
            trends[name]?.add(run, facts)
        }
        guard !order.isEmpty else {
            throw Failure(
                .badInput, "\(folder) holds no run\(study.map { " of the study '\($0)'" } ?? "") that can be read")
        }
        return order.compactMap { name in
            var trend = trends[name]
            trend?.finish()
            return trend
        }
    }
}
