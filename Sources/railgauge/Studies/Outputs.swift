import Formats
import Foundation
import Reports
import Trials

/// The derived files of a run folder.
enum Outputs {
    enum Format: String, CaseIterable {
        case md
        case json
        case csv
        case html
        case junit
        case inspect
        case all
    }

    /// Writes the files of a format into a folder, each whole or not at all, and returns their paths.
    /// - Parameters:
    ///   - book: what was said in the trials, as far as the reader of these files may know it.
    ///   - junit: the text of junit.xml, where it was asked for.
    /// - Throws: `Failure` with exit 1 where the folder cannot be written.
    static func write(
        _ report: Report, book: TranscriptBook, format: Format, junit: String? = nil, isPublic: Bool = false,
        to folder: String
    ) throws -> [String] {
        // A folder that cannot be made is told by the first file that cannot be written into it.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var paths: [String] = []
        // Each as soon as it is made: those of a large run are not held beside each other.
        func add(_ name: String, _ pieces: (([UInt8]) -> Void) -> Void) throws {
            paths.append("\(folder)/\(name)")
            try writeWhole(to: "\(folder)/\(name)", pieces)
        }
        func add(_ name: String, _ bytes: [UInt8]) throws { try add(name) { put in put(bytes) } }
        func add(_ name: String, _ text: String) throws { try add(name, Array(text.utf8)) }
        if format == .md || format == .all {
            try add("memo.md", MemoPage.markdown(report))
            try add("summary.md", SummaryPage.markdown(report))
            try add("report.md", FullPage.markdown(report))
        }
        if format == .json || format == .all { try add("report.json", report.writeJSON) }
        if format == .csv || format == .all {
            for table in report.tables { try add(table.name, table.text) }
            try add("trials.csv") { put in TrialTable.writeCSV(report.facts, put) }
            try add("trials.jsonl") { put in TrialTable.writeJSONLines(report.facts, put) }
        }
        if format == .html || format == .all {
            for file in try HTMLPage.files(report, book) { try add(file.name, file.bytes) }
        }
        if let junit { try add("junit.xml", junit) }
        if format == .inspect { for file in InspectExport.files(report, book) { try add(file.name, file.bytes) } }
        // It exists to hold replies: no part of what is published.
        if format == .all, !report.facts.imported, !isPublic {
            try add("obstructed.jsonl", ObstructedTable.jsonLines(report, book))
        }
        return paths
    }

    /// What is written must not be what is read.
    /// - Throws: `Failure` 64 where an output names one of the inputs, by whatever path.
    static func refuse(_ flag: String, _ path: String?, over inputs: [String]) throws {
        guard let path, let own = FileIdentity(path) else { return }
        try refuseStore(path)
        for input in inputs where FileIdentity(input) == own {
            throw Failure(.badUsage, "\(flag) \(path) is \(input), which is read; accepted: another file")
        }
    }

    /// Whole, or not at all: a reader never sees half a report.
    static func writeWhole(_ text: String, to path: String) throws { try writeWhole(Array(text.utf8), to: path) }

    static func writeWhole(_ bytes: [UInt8], to path: String) throws { try writeWhole(to: path) { put in put(bytes) } }

    /// - Parameter pieces: hands over the bytes of the file, in order.
    static func writeWhole(to path: String, _ pieces: (([UInt8]) -> Void) -> Void) throws {
        try refuseStore(path)
        do { try WholeFile.write(to: path, pieces) } catch {
            throw Failure(
                .couldNotFinish,
                "\(error). Nothing of the run is lost; free space or give another folder with --output, then "
                    + "`railgauge report` writes it again.")
        }
    }

    /// Paid replies: nothing else holds them.
    private static func refuseStore(_ path: String) throws {
        guard FileIdentity(path)?.isRegular ?? false, let file = FileHandle(forReadingAtPath: path) else { return }
        defer { try? file.close() }
        guard (try? file.read(upToCount: 15)) == Data("SQLite format 3".utf8) else { return }
        throw Failure(.badUsage, "\(path) is the store of a run and is not written over; accepted: another file")
    }
}

/// Which file a path leads to, through links.
struct FileIdentity: Equatable {
    private let device: UInt64
    private let number: UInt64
    /// Neither a folder nor a pipe nor a device.
    let isRegular: Bool

    /// nil where there is none.
    init?(_ path: String) {
        var found = stat()
        guard stat(path, &found) == 0 else { return nil }
        (device, number) = (UInt64(found.st_dev), UInt64(found.st_ino))
        isRegular = found.st_mode & S_IFMT == S_IFREG
    }
}
