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
            in none of it; what has the shape of a secret or of an account's id is masked in prompts and quotes, and page and \
            README.txt say how many (hashes are of the unmasked text). A pack that stands in the folder is replaced as a whole; a folder with other files is refused.

            EXAMPLES
              railgauge evidence results/20261120T130509Z-demo
              railgauge evidence RUN --probe bio-12 --probe bio-31
              # prompts by their SHA-256 alone
              railgauge evidence RUN --redact
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
    @Option(
        help: ArgumentHelp("Where to write. Default: evidence in the run folder.", valueName: "dir"),
        completion: .directory)
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
        try PackFolder(target).replace(by: pack.files)
        let name = target.split(separator: "/").last.map(String.init) ?? "evidence"
        try Outputs.writeWhole(pack.tar(folder: name), to: "\(target).tar")
        Console.note(
            "\(counted(pack.cases, "case")) of prompt and access, a page each in \(target)/cases: "
                + "\(pack.cases - pack.partial) blocked or refused, \(pack.partial) helped only in part")
        if pack.unsure > 0 {
            Console.note(
                "\(counted(pack.unsure, "case rests", "cases rest")) on readings that the classifier does not stand by; their pages say UNSURE: read those "
                    + "replies first")
        }
        if pack.masked > 0 {
            Console.note(
                "\(counted(pack.masked, "secret")) masked by shape in the prompts; hashes are of the unmasked text")
        }
        Console.outLine(target)
        Console.outLine("\(target).tar")
    }
}

/// The folder of an evidence pack: it holds one pack, and nothing of an older one.
private struct PackFolder {
    let path: String

    init(_ path: String) { self.path = path }

    /// Whole or not at all: written beside it first.
    /// - Throws: `Failure` where the folder holds what no pack put there, so that nothing of somebody's is lost or handed on.
    func replace(by files: [EvidencePack.File]) throws {
        let foreign = try foreignFiles()
        guard foreign.isEmpty else {
            throw Failure(
                .badUsage,
                "\(path) holds \(foreign.prefix(3).joined(separator: ", "))\(foreign.count > 3 ? " and more" : ""), which no evidence pack "
                    + "wrote: it would be handed on with it; accepted: --output with a new or empty folder, or that of an earlier pack"
            )
        }
        let beside = "\(path).part-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: beside) }
        for file in files {
            let place = "\(beside)/\(file.path)"
            try? FileManager.default.createDirectory(
                atPath: String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)]),
                withIntermediateDirectories: true)
            try Outputs.writeWhole(file.bytes, to: place)
        }
        do {
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
            try FileManager.default.moveItem(atPath: beside, toPath: path)
        } catch {
            throw Failure(.couldNotFinish, "\(path) cannot be written: \(error.localizedDescription)")
        }
    }

    /// What stands in the folder and in no list of an earlier pack.
    private func foreignFiles() throws -> [String] {
        var isFolder: ObjCBool = false
        guard !isLink(path) else {
            throw Failure(
                .badUsage,
                "\(path) is a link, which no evidence pack wrote; accepted: --output with a new or empty folder")
        }
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
        guard isFolder.boolValue else {
            throw Failure(.badUsage, "\(path) is no folder; accepted: --output with a new or empty folder")
        }
        let sums = (try? String(contentsOfFile: "\(path)/SHA256SUMS", encoding: .utf8)) ?? ""
        // `HASH  PATH`
        let own = sums.split(separator: "\n").map { String($0.drop { $0 != " " }.drop { $0 == " " }) }
        let listed = Set(own + ["SHA256SUMS"])
        let all = FileManager.default.subpaths(atPath: path) ?? []
        return all.filter { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
            return isLink("\(path)/\(name)") || (!isFolder.boolValue && !listed.contains(name))
        }.sorted()
    }

    /// A pack has none: what lies behind one is somebody else's.
    private func isLink(_ path: String) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType == .typeSymbolicLink
    }
}
