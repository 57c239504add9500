import ArgumentParser
import Formats
import Foundation

/// What a shell offers where a command takes a study, a suite, a scenario or a run folder: shipped names, files, folders.
enum Completions {
    static let studies = named(in: StudyFile.shippedFolder)
    static let suites = named(in: SuitesCommand.shippedFolder)
    static let scenarios = named(in: "probes/scenarios")
    static let runs = CompletionKind.custom { _, _, typed in runs(typed) }

    private static func named(in folder: String) -> CompletionKind {
        .custom { _, _, typed in ShippedFiles().names(in: folder) + yaml(typed) }
    }

    /// YAML files beside what was typed so far, and folders to go on into.
    static func yaml(_ typed: String) -> [String] {
        entries(typed).compactMap { path, isFolder in
            isFolder ? path + "/" : path.hasSuffix(".yaml") || path.hasSuffix(".yml") ? path : nil
        }
    }

    /// Folders that hold a run, those of `results` before anything is typed, and folders to go on into.
    static func runs(_ typed: String) -> [String] {
        let here = entries(typed) + (typed.isEmpty ? entries("results/") : [])
        return here.filter(\.isFolder).map { path, _ in
            FileManager.default.fileExists(atPath: "\(path)/run.sqlite") ? path : path + "/"
        }
    }

    private static func entries(_ typed: String) -> [(path: String, isFolder: Bool)] {
        let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
        // A folder that is not there offers nothing.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map { name in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder)
            return (folder + name, exists && isFolder.boolValue)
        }
    }
}
