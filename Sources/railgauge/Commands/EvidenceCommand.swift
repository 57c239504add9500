import ArgumentParser
import Formats
import Foundation
import Reports
import Trials

struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Write what a provider needs to find the fault behind false positives.",
        discussion: """
            A folder and the same as one tar file: a page for each obstructed benign prompt and access style (plain text under \
            4,000 characters, for a support form), the prompts, every trial of them under every style, and SHA256SUMS. Request \
            ids, times, models, category, stage and the rate stand on each page. Credentials, accounts and positive controls are \
            in none of it.

            EXAMPLES
              railgauge evidence results/20261120T130509Z-demo
              railgauge evidence RUN --probe bio-12 --probe bio-31
              railgauge evidence RUN --redact             prompts by their SHA-256 alone
              cd RUN/evidence && sha256sum -c SHA256SUMS
            """)

    @Argument(help: ArgumentHelp("A run folder.", valueName: "run"), completion: Completions.runs)
    var folder: String
    @Option(help: ArgumentHelp("Only this prompt; may be given several times.", valueName: "id"))
    var probe: [String] = []
    @Flag(help: "Leave prompts and quotes of replies out: hashes stand in their place.")
    var redact = false
    @Flag(name: .customLong("public"), help: "Leave out what each style withholds.")
    var isPublic = false
    @Option(help: ArgumentHelp("Where to write. Default: evidence in the run folder.", valueName: "dir"))
    var output: String?

    func run() throws {
        let reading = try RunReading(folder)
        let facts = try reading.facts()
        let report = Report(isPublic ? facts.published() : facts)
        let obstructed = Set(report.falsePositives.map(\.record.key.probe))
        for id in probe where !obstructed.contains(id) {
            let known = facts.records.contains { $0.key.probe == id }
            throw Failure(
                .badUsage,
                known
                    ? "--probe \(id): no trial of it was blocked, refused or helped only in part, so that there is nothing to show"
                    : "--probe \(id): no such prompt is in this run; accepted: an id of section 9 of its report.md")
        }
        guard !obstructed.isEmpty else {
            throw Failure(.badUsage, "no benign prompt of this run was obstructed: there is no evidence to write")
        }
        var book = try reading.transcripts(report)
        if isPublic { book = book.published(Publication(facts.study)) }
        let pack = EvidencePack(report, book, probes: probe.isEmpty ? nil : Set(probe), redact: redact)
        let target = output ?? "\(reading.folder)/evidence"
        for file in pack.files {
            let path = "\(target)/\(file.path)"
            try? FileManager.default.createDirectory(
                atPath: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]), withIntermediateDirectories: true)
            try Outputs.writeWhole(file.bytes, to: path)
        }
        let name = target.split(separator: "/").last.map(String.init) ?? "evidence"
        try Outputs.writeWhole(pack.tar(folder: name), to: "\(target).tar")
        Console.note("\(counted(pack.cases, "false positive")), a page each in \(target)/cases")
        Console.outLine(target)
        Console.outLine("\(target).tar")
    }
}
