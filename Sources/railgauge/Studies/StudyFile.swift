import Formats
import Foundation
import Studies
import Trials

/// Finds and reads a study: by path, or a shipped one by name.
struct StudyFile {
    let path: String
    let study: Study
    /// Where its own files are.
    let files: any FileSource
    /// For mistakes that show only later.
    let lines: StudyLines

    static let shippedFolder = "probes/studies"

    /// - Throws: `InputError`: exit 65, nothing sent.
    /// - Parameter allowed: folders beside those of study and suites from which texts may be named.
    init(_ argument: String, allowed: [String] = []) throws(InputError) {
        let shipped = ShippedFiles()
        let names = shipped.names(in: Self.shippedFolder)
        if !argument.contains("/"), !argument.hasSuffix(".yaml"), !argument.hasSuffix(".yml") {
            guard names.contains(argument) else {
                throw InputError(
                    file: argument, found: "no study of that name is shipped",
                    accepted: "a path such as ./study.yaml, or one of: \(names.joined(separator: ", "))")
            }
            path = "\(Self.shippedFolder)/\(argument).yaml"
            files = shipped
        } else {
            path = argument
            files = DiskFiles(allowed: allowed)
        }
        study = try StudyReader.study(at: path, from: files, shipped: shipped)
        lines = StudyLines(try YAMLValue.parse(try files.bytes(at: path), file: path), file: path)
    }

    var isShipped: Bool { files is ShippedFiles }

    /// What `run` and `register` write as `study.lock.yaml`: JSON, which is YAML.
    var lockText: String {
        "# railgauge lock, sha256 of the canonical JSON below: \(study.lockHash)\n" + study.lock.pretty
    }

    /// Where `register` puts the lock.
    var registeredPath: String { Path.join(Path.folder(of: path), "\(Path.stem(of: path)).lock.yaml") }
}
