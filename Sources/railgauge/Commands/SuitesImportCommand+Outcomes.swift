import Formats
import Foundation
import Runs
import Studies
import Suites
import Trials

extension SuitesImportCommand {
    typealias Read = (row: OutcomeRow, file: String, line: Int)

    /// Outcomes that others measured become a run folder.
    func importOutcomes() throws {
        let rows = try outcomes.flatMap { file in try preset.map { try table(file, $0) } ?? lines(file) }
        var styles: [String] = []
        var seen: Set<String> = []
        for read in rows where seen.insert(read.row.style).inserted { styles.append(read.row.style) }
        if let reference, !seen.contains(reference) {
            throw Failure(
                .badUsage,
                "--reference \(reference): no row has that style; accepted: \(styles.joined(separator: ", "))")
        }
        let given = name ?? preset?.rawValue ?? Path.stem(of: outcomes.first ?? "")
        guard Name.isName(given) else {
            throw Failure(.badUsage, "--name \(given): accepted are letters, digits, '-', '_' and '.'")
        }
        let against = reference ?? styles.first
        let all = styles.filter { $0 != against }.map { Comparison(a: $0, b: against ?? "") }
        let study = Study(
            imported: given, styles: styles,
            compare: reference == nil ? preset?.comparisons(styles) ?? all : all, family: try familyWords(),
            thresholds: try thresholds.applied(to: Thresholds(interval: interval ?? .exact)).thresholds,
            repeats: Set(rows.map(\.row.repetition)).count)
        var rest = rows.makeIterator()
        let path = try ImportedRun.write(
            results: results ?? "results", name: given, file: outcomes.joined(separator: ", "), lock: study.lock,
            lockText: study.lock.pretty, tool: "railgauge \(Railgauge.version)"
        ) { rest.next() }
        Console.outLine(path)
    }

    private func familyWords() throws -> [String] {
        let accepted = ["comparison", "field"]
        guard let family else { return accepted }
        let words = family.split(separator: ",").map { $0.filter { $0 != " " } }
        guard !words.isEmpty, words.allSatisfy(accepted.contains), Set(words).count == words.count else {
            throw Failure(.badUsage, "--family \(family): accepted are comparison, field, or comparison,field")
        }
        return words
    }

    /// A table that others published.
    private func table(_ file: String, _ preset: OutcomePreset) throws -> [Read] {
        guard let format = format ?? ImportFormat(file: file) else {
            throw Failure(
                .badUsage,
                "\(file): the ending does not say what it is; accepted: --format "
                    + ImportFormat.allCases.map(\.rawValue).joined(separator: ", "))
        }
        var given: [OutcomePreset.Key: String] = [:]
        for pair in (map ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let key = OutcomePreset.Key(rawValue: String(parts[0])) else {
                throw Failure(
                    .badUsage,
                    "--map \(pair): accepted is KEY=COLUMN with one of the keys "
                        + OutcomePreset.Key.allCases.map(\.rawValue).joined(separator: ", "))
            }
            given[key] = String(parts[1])
        }
        return try ImportRows.read(try DiskFiles().bytes(at: file), format: format, file: file).flatMap { row in
            try preset.rows(
                row.values, given: given, style: style, stem: Path.stem(of: file), file: file, line: row.line
            ).map {
                ($0, file, row.line)
            }
        }
    }

    /// Rows of our own form. Every row is read before anything is written.
    private func lines(_ file: String) throws -> [Read] {
        let reader = try LineReader(path: file)
        var rows: [Read] = []
        var line = 0
        while true {
            let lines = try reader.next(4096, longest: 1 << 20, file: file)
            guard !lines.isEmpty else { return rows }
            for bytes in lines {
                line += 1
                guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
                let json: JSONValue
                do throws(JSONError) { json = try JSONReader.read(bytes) } catch {
                    throw InputError(
                        file: file, line: line, found: error.description, accepted: "one JSON object a line")
                }
                rows.append((try OutcomeRow(json: json, file: file, line: line), file, line))
            }
        }
    }
}
