import ArgumentParser
import Formats
import Foundation
import Suites
import Trials

extension SuitesImportCommand {
    /// Prompts that others published become a suite file.
    func importPrompts(_ file: String) throws {
        guard let format = self.format ?? ImportFormat(file: file) else {
            throw Failure(
                .badUsage,
                "\(file): the ending does not say what it is; accepted: --format "
                    + ImportFormat.allCases.map(\.rawValue).joined(separator: ", "))
        }
        try Outputs.refuse("--output", output, over: [file])
        let plan = try plan(file)
        showLicence(plan.licence, plan.title)
        var rows = try ImportRows.read(try DiskFiles().bytes(at: file), format: format, file: file)
        if let limit { rows = Array(rows.prefix(limit)) }
        let result = try plan.run(rows, file: file)
        if let output { try Outputs.writeWhole(result.yaml, to: output) } else { Console.out(result.yaml) }
        Console.note(shown(result.notes, of: rows.count))
    }

    private func plan(_ file: String) throws -> SuiteImport {
        let given = name ?? from?.rawValue ?? SuiteImport.slug(Path.stem(of: file))
        guard Name.isName(given), given.utf8.count <= 60 else {
            throw Failure(
                .badUsage, "--name \(given): accepted are letters, digits, '-', '_' and '.', at most 60 of them")
        }
        var plan =
            from.map { SuiteImport($0) }
            ?? SuiteImport(
                name: given, title: given, licence: ImportLicence("not stated", .unknown), columns: [:], field: given)
        plan.name = given
        plan.field = field ?? given
        if let expect { plan.expect = expect }
        if let frame { plan.frame = frame }
        if let aimsAt { plan.aimsAt = aimsAt }
        if let language { plan.language = language }
        // Whoever states a licence has read it.
        if let licence { plan.licence = ImportLicence(licence, .open) }
        plan.keepsControls = controls
        for pair in (map ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let key = ImportKey(rawValue: String(parts[0])) else {
                throw Failure(
                    .badUsage,
                    "--map \(pair): accepted is KEY=COLUMN with one of the keys "
                        + ImportKey.allCases.map(\.rawValue).joined(separator: ", "))
            }
            plan.columns[key] = [String(parts[1])]
            plan.required.insert(key)
        }
        guard plan.columns[.prompt] != nil else {
            throw Failure(.badUsage, "--map: no column for the prompt; accepted: prompt=COLUMN among the pairs")
        }
        return plan
    }

    private func showLicence(_ licence: ImportLicence, _ title: String) {
        let stated = "licence of \(title): \(licence.text)"
        switch licence.kind {
        case .open: Console.note("\(stated). Read it again before use: licences change.")
        case .restricted:
            Console.warning(
                "\(stated). It is not free for every purpose: read it before you send these texts, publish replies to them "
                    + "or use the numbers commercially.")
        case .unknown:
            Console.warning(
                "\(stated). Treat the texts as not free to use until you have read their terms; --licence states them.")
        }
    }

    private func shown(_ notes: SuiteImport.Notes, of rows: Int) -> String {
        var parts = ["\(counted(notes.taken, "probe")) of \(counted(rows, "row"))"]
        if notes.sameText > 0 { parts.append("\(notes.sameText) left out: a text that stands before") }
        if notes.refuse > 0 { parts.append("\(notes.refuse) left out: to be refused (--controls takes them)") }
        if notes.longControls > 0 {
            parts.append("\(notes.longControls) left out: to be refused, and more than one short line")
        }
        return parts.joined(separator: "; ")
    }
}
