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
        case all
    }

    /// Writes the files of a format into a folder, each whole or not at all, and returns their paths.
    /// - Parameter book: what was said in the trials, as far as the reader of these files may know it.
    /// - Throws: `Failure` with exit 1 where the folder cannot be written.
    static func write(
        _ report: Report, book: TranscriptBook, format: Format, to folder: String
    ) throws -> [String] {
        var files: [(name: String, bytes: [UInt8])] = []
        func add(_ name: String, _ text: String) { files.append((name, Array(text.utf8))) }
        if format == .md || format == .all {
            add("memo.md", MemoPage.markdown(report))
            add("summary.md", SummaryPage.markdown(report))
            add("report.md", FullPage.markdown(report))
        }
        if format == .json || format == .all { add("report.json", report.json.pretty) }
        if format == .csv || format == .all {
            for table in report.tables { add(table.name, table.text) }
            files.append(("trials.csv", TrialTable.csvBytes(report.facts)))
            files.append(("trials.jsonl", TrialTable.jsonLineBytes(report.facts)))
        }
        if format == .html || format == .all { files += try HTMLPage.files(report, book) }
        if format == .all, !report.facts.imported {
            add("obstructed.jsonl", ObstructedTable.jsonLines(report, book))
        }
        // A folder that cannot be made is told by the first file that cannot be written into it.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try files.map { file in
            let path = "\(folder)/\(file.name)"
            try writeWhole(file.bytes, to: path)
            return path
        }
    }

    /// Into a temporary file beside it, then renamed: a reader never sees half a report.
    static func writeWhole(_ text: String, to path: String) throws { try writeWhole(Array(text.utf8), to: path) }

    static func writeWhole(_ bytes: [UInt8], to path: String) throws {
        let temporary = "\(path).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refusal(path) }
        guard bytes.withUnsafeBytes({ written($0, to: descriptor) }) else {
            let failure = refusal(path)
            close(descriptor)
            unlink(temporary)
            throw failure
        }
        guard close(descriptor) == 0, rename(temporary, path) == 0 else { throw refusal(path) }
    }

    /// False where the disk took less, with the reason in `errno`.
    private static func written(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            start += count
        }
        return true
    }

    private static func refusal(_ path: String) -> Failure {
        Failure(
            .couldNotFinish,
            "\(path) cannot be written: \(String(cString: strerror(errno))). Nothing of the run is lost; "
                + "free space or give another folder with --output, then `railgauge report` writes it again.")
    }
}
